"""A municipality and a provider agree, whatever happens to the messages between their installations.

At length: `python -m tests.robuust uitwisseling`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.inrichting import open_databank
from app.instellingen import Instellingen
from app.opslag import Databank
from tests.processen.keten.uitwisseling import Uitwisseling
from tests.reeksen import ONVERKORT

pytestmark = pytest.mark.beide

KORT = settings(ONVERKORT, max_examples=5, stateful_step_count=30, derandomize=True)
"""The same series each time; others are sought by the long run (docs/robuustheid.md says what it found)."""


@pytest.fixture
def elders(lege_installatie: Path, tmp_path: Path) -> Iterator[Databank]:
    """The installation of the other, with keys of its own."""
    data = shutil.copytree(lege_installatie, tmp_path / "elders")
    databank = open_databank(Instellingen(data=data), maak=False)
    yield databank
    databank.sluit()


@pytest.mark.usefixtures("wijze")
def test_both_sides_agree_once_all_messages_arrived(databank: Databank, elders: Databank) -> None:
    machine = type("Machine", (Uitwisseling,), {"databanken": (databank, elders)})
    run_state_machine_as_test(machine, settings=KORT)
