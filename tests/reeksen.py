"""How the machines of hypothesis play: a few series in `make test`, and at length in `make duurproef`."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

REEKS = settings(
    max_examples=50,
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ONVERKORT = settings(REEKS, phases=(Phase.explicit, Phase.generate))
"""Where to shrink a series that fails takes minutes."""


def speel_tot(machine: Any, telling: Counter[str], stappen: int) -> Counter[str]:
    """Play until so many steps were counted; AssertionError with the series that breaks an invariant."""
    zaad = 0
    while telling["stap"] < stappen:
        zaad += 1
        run_state_machine_as_test(seed(zaad)(machine), settings=REEKS)
    return telling
