"""Whatever is decided, happens and is told through the processes.

At length: `python -m tests.robuust tijdlijn`.
"""

from datetime import date

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.domain.toewijzing.toewijzing import Berichtstatus
from app.opslag import Databank
from tests.bouw.verloop import regel
from tests.processen.ketenmachine import Ketenmachine
from tests.processen.ketenverloop import Ketenverloop, leg_inkoop_vast
from tests.reeksen import REEKS

pytestmark = pytest.mark.beide

KORT = settings(REEKS, max_examples=5, stateful_step_count=20)
BEGIN, EIND = date(2026, 2, 10), date(2026, 4, 30)


@pytest.fixture
def loop(databank: Databank) -> Ketenverloop:
    leg_inkoop_vast(databank)
    return Ketenverloop(date(2026, 1, 31), databank=databank)


def test_every_invariant_holds(databank: Databank) -> None:
    leg_inkoop_vast(databank)
    machine = type("Machine", (Ketenmachine,), {"databank": databank})
    run_state_machine_as_test(machine, settings=KORT)


def test_what_only_a_rejected_message_told_is_stopped_without_another(loop: Ketenverloop) -> None:
    b1 = loop.beslis(regel(2, BEGIN, EIND))
    loop.antwoord(0, Berichtstatus.AFGEKEURD)
    loop.beslis(wijzigt=b1, ingang=BEGIN)

    (toewijzing,) = loop.toewijzingen.values()
    assert toewijzing.verwijderd
    assert len(loop.berichten) == 1
