"""Schemathesis finds no fault in any operation, with every check it has.

Here with one seed, by which a municipality calls first; with all of them and at length: `make duurproef`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.robuust.fuzz import KORT, ZADEN, bestook
from tests.robuust.verhaal import Verhaal, verteld
from tests.server import Server, draai

pytestmark = pytest.mark.alles


@pytest.fixture(scope="module")
def verhaal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verhaal]:
    with verteld(tmp_path_factory.mktemp("verhaal")) as verhaal:
        yield verhaal


@pytest.fixture(scope="module")
def server(verhaal: Verhaal) -> Iterator[Server]:
    with draai(verhaal.omgeving) as server:
        yield server
    assert server.fouten() == []


def test_no_request_that_schemathesis_makes_finds_a_fault(
    server: Server, verhaal: Verhaal, tmp_path: Path
) -> None:
    uitslag = bestook(server, verhaal, tmp_path, min(ZADEN), *KORT)
    assert uitslag.fouten == 0, uitslag.uitvoer
    assert uitslag.onbezocht == 0
    assert uitslag.geslaagd > 20
