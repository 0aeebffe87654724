"""The client in time, at length: series of acts until there are enough of them, in three worlds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from app.opslag import Databank, maak_sleutels
from tests.conftest import postgresserver
from tests.domain.toewijzing.clientmachine import Clientmachine
from tests.processen.ketenmachine import Ketenmachine
from tests.processen.ketenverloop import leg_inkoop_vast
from tests.reeksen import speel_tot

STAPPEN = 10_000


class Geteld(Clientmachine):
    """Counts the series, the acts and what came of them."""

    telling: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.noteer("reeks")

    def noteer(self, wat: str) -> None:
        self.telling[wat] += 1


class GeteldeKeten(Geteld, Ketenmachine):
    """The same, through the processes."""


WERELDEN = ("values", "SQLite", "PostgreSQL")
"""Values alone, and the processes on either database."""


def speel(wereld: str, stappen: int = STAPPEN) -> Counter[str]:
    """Play until there were so many acts; AssertionError with the series that breaks an invariant."""
    Geteld.telling.clear()
    if wereld == "values":
        return speel_tot(Geteld, Geteld.telling, stappen)
    with lege_databank(wereld) as databank:
        leg_inkoop_vast(databank)
        GeteldeKeten.databank = databank
        return speel_tot(GeteldeKeten, Geteld.telling, stappen)


@contextmanager
def lege_databank(wereld: str) -> Iterator[Databank]:
    """An empty database of this kind."""
    if wereld == "PostgreSQL":
        with postgresserver() as url:
            yield from _gemigreerd(url.render_as_string(hide_password=False))
    else:
        with TemporaryDirectory() as map_:
            yield from _gemigreerd(f"sqlite:///{Path(map_, 'wmo.db')}")


def _gemigreerd(adres: str) -> Iterator[Databank]:
    databank = Databank(adres, maak_sleutels())
    databank.migreer()
    databank.keur_sleutels()
    try:
        yield databank
    finally:
        databank.sluit()


def tabel(telling: Counter[str]) -> list[str]:
    """How often each act was done and refused, and by which rules."""
    regels = ["| act | done | refused | by rule |", "|---|---:|---:|---|"]
    gedaan = {wat.removesuffix(": gedaan"): n for wat, n in telling.items() if wat.endswith(": gedaan")}
    for wat in sorted(gedaan):
        begin = f"{wat}: geweigerd "
        geweigerd = {w.removeprefix(begin): n for w, n in telling.items() if w.startswith(begin)}
        codes: Counter[str] = Counter()
        for welke, n in geweigerd.items():
            codes.update(dict.fromkeys(filter(None, welke.split("+")), n))
        door = ", ".join(f"{code} {n:,}" for code, n in codes.most_common())
        regels.append(f"| {wat} | {gedaan[wat]:,} | {sum(geweigerd.values()):,} | {door} |")
    return regels
