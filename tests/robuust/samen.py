"""Two parties in one installation, at length: messages until there are enough of them."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.processen.keten.samen import Berichtenverkeer
from tests.robuust.tijdlijn import REEKS, STAPPEN, lege_databank


@dataclass(frozen=True)
class Lang:
    """A machine that plays until so many messages were handed over."""

    machine: type[Berichtenverkeer]
    WERELDEN: ClassVar[tuple[str, ...]] = ("SQLite", "PostgreSQL")

    def speel(self, wereld: str, stappen: int = STAPPEN) -> Counter[str]:
        """AssertionError with the series that breaks an invariant."""
        telling = Counter[str]()
        with lege_databank(wereld) as databank:
            eigen = type(self.machine.__name__, (self.machine,), {"databank": databank, "telling": telling})
            zaad = 0
            while telling["stap"] < stappen:
                zaad += 1
                run_state_machine_as_test(seed(zaad)(eigen), settings=REEKS)
        return telling

    def tabel(self, telling: Counter[str]) -> list[str]:
        """Of each kind of message how often it was handed over, and what became of it then."""
        soorten = sorted({naam.partition(":")[0] for naam in telling if ": " in naam})
        standen = sorted({naam.partition(": ")[2] for naam in telling if ": " in naam})
        return [
            f"| message | {' | '.join(standen)} |",
            f"|---|{'---:|' * len(standen)}",
            *(f"| {s} | " + " | ".join(f"{telling[f'{s}: {w}']:,}" for w in standen) + " |" for s in soorten),
        ]
