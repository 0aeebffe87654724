"""A stored case, and what reaches the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

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
