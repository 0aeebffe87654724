"""A municipality and a provider agree, whatever happens to the messages between their installations.

At length: `python -m tests.robuust uitwisseling`.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.opslag import Databank, maak_sleutels
from tests.processen.uitwisseling import Uitwisseling

pytestmark = pytest.mark.beide

KORT = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),  # to shrink takes minutes here
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def elders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databank]:
    """The installation of the other."""
    databank = Databank(f"sqlite:///{tmp_path_factory.mktemp('elders') / 'wmo.db'}", maak_sleutels())
    databank.migreer()
    databank.keur_sleutels()
    yield databank
    databank.sluit()


@pytest.mark.usefixtures("wijze")
def test_both_sides_agree_once_all_messages_arrived(databank: Databank, elders: Databank) -> None:
    machine = type("Machine", (Uitwisseling,), {"databanken": (databank, elders)})
    run_state_machine_as_test(machine, settings=KORT)
