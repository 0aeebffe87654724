"""Two parties in one installation, at length: messages until there are enough of them."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from tests.processen.keten.samen import Berichtenverkeer
from tests.reeksen import speel_tot
from tests.robuust.tijdlijn import STAPPEN, lege_databank


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
            return speel_tot(eigen, telling, stappen)

    def tabel(self, telling: Counter[str]) -> list[str]:
        """Of each kind of message how often it was handed over, and what became of it then."""
        soorten = sorted({naam.partition(":")[0] for naam in telling if ": " in naam})
        standen = sorted({naam.partition(": ")[2] for naam in telling if ": " in naam})
        return [
            f"| message | {' | '.join(standen)} |",
            f"|---|{'---:|' * len(standen)}",
            *(f"| {s} | " + " | ".join(f"{telling[f'{s}: {w}']:,}" for w in standen) + " |" for s in soorten),
        ]
