"""A stored case, and what reaches the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Select, event

from app.opslag import Databank
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast


@pytest.fixture
def zaak(databank: Databank) -> Zaak:
    with databank.transactie(bouw.verwerker()) as opslag:
        return leg_zaak_vast(opslag)


@contextmanager
def tel_opdrachten(databank: Databank) -> Iterator[list[str]]:
    """The statements that reach the database."""
    opdrachten: list[str] = []

    def onthoud(*args: object) -> None:
        opdrachten.append(str(args[2]))

    for motor in databank.motoren:
        event.listen(motor, "before_cursor_execute", onthoud)
    yield opdrachten
    for motor in databank.motoren:
        event.remove(motor, "before_cursor_execute", onthoud)


def leg_uit(databank: Databank, vraag: Select[Any]) -> str:
    """The query plan; PostgreSQL makes one as if the table were large."""
    with databank.motor.connect() as verbinding:
        tekst = str(vraag.compile(verbinding, compile_kwargs={"literal_binds": True}))
        if verbinding.dialect.name == "sqlite":
            return str(verbinding.exec_driver_sql(f"EXPLAIN QUERY PLAN {tekst}").all())
        verbinding.exec_driver_sql("SET LOCAL enable_seqscan = off")
        verbinding.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        return str(verbinding.exec_driver_sql(f"EXPLAIN {tekst}").all())
