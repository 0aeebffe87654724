"""A message of which the bytes are many: no connection keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from app import geheugen
from app.opslag import Databank
from tests import bouw


@contextmanager
def tel_gesloten(databank: Databank) -> Iterator[list[object]]:
    """The connections that are closed."""
    gesloten: list[object] = []
    for motor in databank.motoren:
        event.listen(motor, "close", lambda verbinding, _: gesloten.append(verbinding))
    yield gesloten


@pytest.mark.parametrize(("bytes_", "aantal"), [(geheugen.GROOT // 2, 0), (geheugen.GROOT + 1, 2)])
def test_a_connection_over_which_something_large_went_is_not_used_again(
    databank: Databank, bytes_: int, aantal: int
) -> None:
    with tel_gesloten(databank) as gesloten:
        with databank.transactie(bouw.verwerker()) as opslag:
            bewaard = opslag.ontvangsten.bewaar(replace(bouw.een_ontvangst(), xml=b"x" * bytes_))
            assert not gesloten
        with databank.transactie(bouw.verwerker(), alleen_lezen=True) as opslag:
            assert opslag.ontvangsten.haal(bewaard.id) == bewaard
        assert len(gesloten) == aantal
