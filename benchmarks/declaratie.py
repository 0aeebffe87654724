"""How long a large wmo323 takes, and the longest that one of its transactions keeps others from the database.

Run as `python -m benchmarks.declaratie [LINES [STORED]]`; without numbers of 20,000 lines, fifty to a client,
each on an allocation that the municipality knows, after no line that was stored before. Wall time and
processor time of the program, once on each database: taken in at the door, kept, and then judged and answered
in parts.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar
from uuid import uuid4

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.keten.historie import Declaratieregel
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, voldoet_aan_elfproef
from app.istandaard.historie import mutaties_van, neem_op
from app.opslag import Databank, maak_sleutels
from app.processen import bij_delen, deur
from app.processen.handeling import Handeling
from benchmarks.groei import databanken
from benchmarks.groot import PER_CLIENT, schrijf_declaratie
from tests.bouw import een_aanbieder
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.processen.verloop import handel, raadpleeg

REGELS = 20_000
NU = datetime(2026, 3, 2, 9, tzinfo=UTC)
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}
WIE = (AANBIEDER, Rol.AANBIEDER, NU)

R = TypeVar("R")


def leg_toewijzingen_vast(databank: Databank, regels: int) -> None:
    """For each line the allocation that it is on, in the history of the municipality, which works here."""
    bsns = filter(voldoet_aan_elfproef, (f"{nummer:09}" for nummer in count(100_000_000)))
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NU) as handeling:
        handeling.opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
        keten = handeling.opslag.keten(ROERMOND, Partijen(ROERMOND, AANBIEDER))
        keten.vergrendel()
        for eerste, bsn in zip(range(0, regels, PER_CLIENT), bsns, strict=False):
            nummers = range(eerste, min(eerste + PER_CLIENT, regels))
            producten = [toegewezen_product(nummer, **JAAR) for nummer in nummers]
            neem_op(keten, uuid4(), een_301(*producten, bsn=bsn))


def leg_regels_vast(databank: Databank, aantal: int) -> None:
    """So many lines of earlier declarations of the provider to the municipality, of other clients."""
    for eerste in range(0, aantal, REGELS):
        nummers = range(eerste, min(eerste + REGELS, aantal))
        regels = [prestatie(f"E{nummer}", toewijzing=10**8 + nummer) for nummer in nummers]
        bericht = een_323(*regels)
        with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NU) as handeling:
            keten = handeling.opslag.keten(ROERMOND, Partijen(ROERMOND, AANBIEDER))
            keten.vergrendel()
            mutaties = mutaties_van(bericht, Dossier(keten.clientsleutel))
            keten.leg_vast(uuid4(), tuple(m for m in mutaties if isinstance(m, Declaratieregel)))


def meet(naam: str, stap: str, doe: Callable[[], R], transacties: "Transacties | None" = None) -> R:
    wand, tijd = perf_counter(), process_time()
    gedaan = doe()
    wand, tijd = perf_counter() - wand, process_time() - tijd
    geheugen = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    cellen = [stap, naam, f"{wand:.1f} s", f"{tijd:.1f} s", f"{geheugen} MB"]
    gemeten = transacties.gemeten if transacties else []
    langste = [f"{max(duur):.2f} s" for duur in zip(*gemeten, strict=True)] or ["", ""]
    print("|", " | ".join([*cellen, str(len(gemeten)), *langste]), "|", flush=True)
    return gedaan


def main(regels: int, opgeslagen: int) -> None:
    print(
        "| step | database | time | of the program | memory so far | transactions | longest | of the program "
        "|\n|---|---|---:|---:|---:|---:|---:|---:|"
    )
    with TemporaryDirectory() as map_, databanken() as urls:
        schrijf_declaratie(Path(map_) / "323.xml", regels)
        inhoud = (Path(map_) / "323.xml").read_bytes()
        for naam, url in urls.items():
            databank = Databank(url, maak_sleutels())
            databank.migreer()
            leg_toewijzingen_vast(databank, regels)
            leg_regels_vast(databank, opgeslagen)
            ontvang(databank, naam, inhoud)
            databank.sluit()


class Transacties:
    """Opens transactions of a party, and measures each that may write from its begin to its commit."""

    def __init__(self, databank: Databank, wie: str, rol: Rol) -> None:
        self._databank, self._wie = databank, (wie, rol, NU)
        self.gemeten: list[tuple[float, float]] = []

    @contextmanager
    def __call__(self, *, alleen_lezen: bool = False) -> Iterator[Handeling]:
        wand, tijd = perf_counter(), process_time()
        with handel(self._databank, *self._wie, alleen_lezen=alleen_lezen) as handeling:
            yield handeling
        if not alleen_lezen:
            self.gemeten.append((perf_counter() - wand, process_time() - tijd))


def ontvang(databank: Databank, naam: str, inhoud: bytes) -> None:
    """Take it in as the program does."""
    van_aanbieder = Transacties(databank, AANBIEDER, Rol.AANBIEDER)
    van_gemeente = Transacties(databank, ROERMOND, Rol.ADMINISTRATIE)
    nieuw, bericht = meet(naam, "read at the door", lambda: deur.neem_aan(raadpleeg(*WIE), inhoud))

    def bewaar() -> Any:
        with van_aanbieder() as handeling:
            return handeling.opslag.ontvangsten.bewaar(nieuw)

    bewaard = meet(naam, "kept", bewaar, van_aanbieder)
    meet(
        naam,
        "judged and answered",
        lambda: bij_delen.beoordeel(van_gemeente, bewaard, bericht),
        van_gemeente,
    )
    with van_gemeente(alleen_lezen=True) as handeling:
        beoordeeld = handeling.opslag.ontvangsten.haal(bewaard.id)
    if beoordeeld.status is not Ontvangststatus.GOEDGEKEURD:
        raise SystemExit(f"The benchmark makes a declaration that is wrong: {beoordeeld.bevindingen[:3]}")


if __name__ == "__main__":
    gevraagd = [int(argument) for argument in sys.argv[1:]]
    main(*(gevraagd + [REGELS, 0][len(gevraagd) :]))
