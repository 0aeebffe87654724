"""How long a large wmo323 takes, and the longest that one of its transactions keeps others from the database.

Run as `python -m benchmarks.declaratie [LINES [STORED]]`; without numbers of 20,000 lines, fifty to a client,
each on an allocation that the municipality knows, after no line that was stored before. On each database the
municipality takes it in and judges it, and its sender, who works there too, hands the same over. Then it goes
to a municipality elsewhere, and its sender gets the answers that grant all, refuse all and reject it. Of each
step: wall time and processor time of the program, its peak of memory, how many of its transactions may write,
and the longest of these, from begin to commit.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, TypeVar
from uuid import uuid4

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.keten.historie import Declaratieregel
from app.domain.partijen import Beller, Partij, Rol
from app.domain.waarden import AgbCode, voldoet_aan_elfproef
from app.istandaard import codec
from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.historie import mutaties_van, neem_op
from app.opslag import Databank, maak_sleutels
from app.processen.handeling import Handeling
from app.processen.keten import deur, ontvangen
from app.processen.keten.wachtrij import beoordeel_wachtrij
from benchmarks.groei import databanken
from benchmarks.groot import PER_CLIENT, schrijf_declaratie
from tests.bouw import een_aanbieder
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug, totaal
from tests.istandaard.verkeer import onder
from tests.processen.verloop import handel, raadpleeg

REGELS = 20_000
ELDERS = "0855"
"""A municipality that does not work here."""
NU = datetime(2026, 3, 2, 9, tzinfo=UTC)
JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}
KOLOMMEN = (
    "step", "database", "time", "of the program", "peak memory", "transactions", "longest", "of the program"
)  # fmt: skip

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


class Meter:
    """Takes steps on one database, and prints what each costs."""

    def __init__(self, naam: str, databank: Databank, nu: datetime = NU) -> None:
        self._naam, self._databank, self._nu = naam, databank, nu
        self._gemeten: list[tuple[float, float]] = []

    def __call__(self, stap: str, doe: Callable[[], R]) -> R:
        self._gemeten = [(0.0, 0.0)]
        vergeet_piek()
        wand, tijd = perf_counter(), process_time()
        gedaan = doe()
        wand, tijd = perf_counter() - wand, process_time() - tijd
        langste = [f"{max(duur):.2f} s" for duur in zip(*self._gemeten, strict=True)]
        gedeeld = [f"{wand:.1f} s", f"{tijd:.1f} s", f"{piek()} MB", str(len(self._gemeten) - 1), *langste]
        print("|", " | ".join([stap, self._naam, *gedeeld]), "|", flush=True)
        return gedaan

    def lever(self, wie: str, inhoud: bytes) -> Berichtontvangst:
        """Hand it over as this party."""
        stap = partial(self._transactie, wie, alleen_lezen=False)
        return ontvangen.ontvang(raadpleeg(wie, rol_van(wie), self._nu), stap, inhoud)

    def verwerk(self) -> None:
        """What the thread of a server does with all that waits."""
        mislukt: set[Any] = set()
        beoordeel_wachtrij(self._databank, self._namens, self._nu + timedelta(days=1), mislukt)
        if mislukt:
            raise SystemExit("The benchmark could not judge what it made.")

    def _namens(self, beller: Beller, *, alleen_lezen: bool) -> Any:
        return self._transactie(beller.code, alleen_lezen=alleen_lezen)

    @contextmanager
    def _transactie(self, wie: str, *, alleen_lezen: bool) -> Iterator[Handeling]:
        wand, tijd = perf_counter(), process_time()
        with handel(self._databank, wie, rol_van(wie), self._nu, alleen_lezen=alleen_lezen) as handeling:
            yield handeling
        if not alleen_lezen:
            self._gemeten.append((perf_counter() - wand, process_time() - tijd))


def rol_van(wie: str) -> Rol:
    return Rol.ADMINISTRATIE if Partij.van_code(wie) is Partij.GEMEENTE else Rol.AANBIEDER


def vergeet_piek() -> None:
    """Let the peak of memory begin anew, at what is held now."""
    Path("/proc/self/clear_refs").write_text("5")


def piek() -> int:
    """The most memory that this process held, in MB."""
    (regel,) = (r for r in Path("/proc/self/status").read_text().splitlines() if r.startswith("VmHWM"))
    return int(regel.split()[1]) // 1024


def main(regels: int, opgeslagen: int) -> None:
    print("|", " | ".join(KOLOMMEN), "|\n|---|---|---:|---:|---:|---:|---:|---:|")
    with TemporaryDirectory() as map_, databanken() as urls:
        schrijf_declaratie(Path(map_) / "323.xml", regels)
        inhoud = (Path(map_) / "323.xml").read_bytes()
        for naam, url in urls.items():
            databank = Databank(url, maak_sleutels())
            databank.migreer()
            leg_toewijzingen_vast(databank, regels)
            leg_regels_vast(databank, opgeslagen)
            meter = Meter(naam, databank)
            ontvang(meter, inhoud)
            verzend(meter, inhoud.replace(f">{ROERMOND}<".encode(), f">{ELDERS}<".encode()))
            databank.sluit()


def ontvang(meter: Meter, inhoud: bytes) -> None:
    """Let the municipality take it in and judge it, and let its sender remember it."""
    raadpleging = raadpleeg(ROERMOND, rol_van(ROERMOND), NU)
    meter("read at the door", lambda: deur.neem_aan(raadpleging, inhoud))
    meter("read and kept", lambda: meter.lever(ROERMOND, inhoud))
    meter("judged and answered", meter.verwerk)
    vereis(meter.lever(ROERMOND, inhoud), Ontvangststatus.GOEDGEKEURD)
    meter("handed over by its sender", lambda: meter.lever(AANBIEDER, inhoud))
    meter("remembered by its sender", meter.verwerk)


def verzend(meter: Meter, inhoud: bytes) -> None:
    """Let its sender send it elsewhere, and get the answers."""
    meter.lever(AANBIEDER, inhoud)
    meter("judged and sent elsewhere", meter.verwerk)
    verzonden: Any = codec.lees(inhoud)
    vereis(meter.lever(AANBIEDER, inhoud), Ontvangststatus.VERZONDEN)
    for wat, hoe, wordt in ANTWOORDEN:
        antwoord = codec.schrijf(hoe(verzonden))
        meter(f"answer that {wat}: read and kept", partial(meter.lever, AANBIEDER, antwoord))
        meter(f"answer that {wat}: settled", meter.verwerk)
        vereis(meter.lever(AANBIEDER, antwoord), wordt)


def kent_toe(verzonden: wmo323.Wmo323) -> wmo325.Wmo325:
    som = verzonden.declaratie.totaal_ingediend_bedrag
    return antwoord_op(verzonden, "R1", toegekend=som)


def weigert(verzonden: wmo323.Wmo323) -> wmo325.Wmo325:
    clienten = tuple(
        wmo325.Client(bsn=client.bsn, prestaties=tuple(map(terug, client.prestaties)), retour_codes=("0200",))
        for client in verzonden.declaratie.clienten
    )
    return antwoord_op(verzonden, "R2", toegekend=totaal(0), clienten=clienten, code="0200")


def wijst_af(verzonden: wmo323.Wmo323) -> wmo325.Wmo325:
    return antwoord_op(verzonden, "R3", toegekend=totaal(0), code="9333")


def antwoord_op(verzonden: wmo323.Wmo323, identificatie: str, **velden: Any) -> wmo325.Wmo325:
    bericht: wmo325.Wmo325 = onder(een_325(**velden), identificatie)
    assert bericht.declaratie_antwoord is not None
    som = verzonden.declaratie.totaal_ingediend_bedrag
    return replace(
        bericht,
        header=replace(bericht.header, afzender=verzonden.header.ontvanger),
        declaratie_antwoord=replace(bericht.declaratie_antwoord, totaal_ingediend_bedrag=som),
    )


ANTWOORDEN = (
    ("grants all", kent_toe, Ontvangststatus.GOEDGEKEURD),
    ("refuses all after that", weigert, Ontvangststatus.NA_TE_GAAN),
    ("rejects it after all", wijst_af, Ontvangststatus.NA_TE_GAAN),
)


def vereis(ontvangst: Berichtontvangst, status: Ontvangststatus) -> None:
    if ontvangst.status is not status:
        raise SystemExit(f"The benchmark makes what is wrong: {ontvangst.status} {ontvangst.bevindingen[:3]}")


if __name__ == "__main__":
    gevraagd = [int(argument) for argument in sys.argv[1:]]
    main(*(gevraagd + [REGELS, 0][len(gevraagd) :]))
