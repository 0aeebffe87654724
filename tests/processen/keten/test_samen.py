"""In one installation both keep the same, whoever came first, and memory says the same (OP286).

At length: `python -m tests.robuust later` and `nagespeeld`.
"""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from app.opslag import Databank
from tests.processen.keten.samen import Berichtenverkeer, Later, Nagespeeld
from tests.reeksen import ONVERKORT

pytestmark = pytest.mark.beide

KORT = settings(ONVERKORT, max_examples=4, stateful_step_count=12)


def speel(machine: type[Berichtenverkeer], databank: Databank) -> None:
    run_state_machine_as_test(type(machine.__name__, (machine,), {"databank": databank}), settings=KORT)


@pytest.mark.usefixtures("wijze")
def test_who_comes_later_keeps_what_the_other_keeps(databank: Databank) -> None:
    speel(Later, databank)


def test_a_chain_in_memory_says_the_same(databank: Databank) -> None:
    speel(Nagespeeld, databank)
