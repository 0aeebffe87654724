"""A municipality and a provider that exchange messages, at length: steps until there are enough of them."""

from collections import Counter
from typing import ClassVar

from hypothesis.stateful import invariant

from tests.processen.keten.uitwisseling import Uitwisseling
from tests.reeksen import speel_tot
from tests.robuust.tijdlijn import STAPPEN, lege_databank

WERELDEN = ("SQLite", "PostgreSQL")


class Geteld(Uitwisseling):
    """Counts its steps too."""

    telling: ClassVar[Counter[str]] = Counter()

    @invariant()
    def tel_stap(self) -> None:
        self.tel("stap")


def speel(wereld: str, stappen: int = STAPPEN) -> Counter[str]:
    """Play until there were so many steps; AssertionError with the series that breaks an invariant."""
    Geteld.telling.clear()
    with lege_databank(wereld) as gemeente, lege_databank(wereld) as aanbieder:
        Geteld.databanken = (gemeente, aanbieder)
        return speel_tot(Geteld, Geteld.telling, stappen)


def tabel(telling: Counter[str]) -> list[str]:
    """Of each kind of message how many were sent, and what became of them."""
    wat = ("gedaan", "niet verzonden", "goedgekeurd", "deels", "afgekeurd")
    soorten = sorted({naam.partition(":")[0] for naam in telling if ": " in naam})
    return [
        "| message | drawn | kept at home | accepted | in part | rejected |",
        "|---|---:|---:|---:|---:|---:|",
        *(f"| {s} | " + " | ".join(f"{telling[f'{s}: {w}']:,}" for w in wat) + " |" for s in soorten),
    ]
