"""How long a large wmo323 keeps the database from others: its longest transaction, and what comes before it.

Run as `python -m benchmarks.declaratie [LINES]`; without a number of 20,000 lines, fifty to a client, each on
an allocation that the municipality knows. Wall time and processor time of the program, once on each database:
taken in at the door, kept, and then judged and answered in the one transaction that does so.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar
from uuid import uuid4

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, voldoet_aan_elfproef
from app.istandaard.historie import neem_op
from app.opslag import Databank, maak_sleutels
from app.processen import deur, ontvangen
from benchmarks.groei import databanken
from benchmarks.groot import PER_CLIENT, schrijf_declaratie
from tests.bouw import een_aanbieder
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301, toegewezen_product
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


def meet(naam: str, stap: str, doe: Callable[[], R]) -> R:
    wand, tijd = perf_counter(), process_time()
    gedaan = doe()
    wand, tijd = perf_counter() - wand, process_time() - tijd
    geheugen = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {stap} | {naam} | {wand:.1f} s | {tijd:.1f} s | {geheugen} MB |", flush=True)
    return gedaan


def main(regels: int) -> None:
    print("| step | database | time | of the program | memory so far |\n|---|---|---:|---:|---:|")
    with TemporaryDirectory() as map_, databanken() as urls:
        schrijf_declaratie(Path(map_) / "323.xml", regels)
        inhoud = (Path(map_) / "323.xml").read_bytes()
        for naam, url in urls.items():
            databank = Databank(url, maak_sleutels())
            databank.migreer()
            leg_toewijzingen_vast(databank, regels)
            ontvang(databank, naam, inhoud)
            databank.sluit()


def ontvang(databank: Databank, naam: str, inhoud: bytes) -> None:
    """Take it in as the program does."""
    nieuw, bericht = meet(naam, "read at the door", lambda: deur.neem_aan(raadpleeg(*WIE), inhoud))

    def bewaar() -> Any:
        with handel(databank, *WIE) as handeling:
            return handeling.opslag.ontvangsten.bewaar(nieuw)

    def beoordeel(bewaard: Any) -> Any:
        with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NU) as handeling:
            return ontvangen.beoordeel(handeling, bewaard, bericht)

    bewaard = meet(naam, "kept", bewaar)
    beoordeeld = meet(naam, "judged and answered", lambda: beoordeel(bewaard))
    if beoordeeld.status is not Ontvangststatus.GOEDGEKEURD:
        raise SystemExit(f"The benchmark makes a declaration that is wrong: {beoordeeld.bevindingen[:3]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REGELS)
