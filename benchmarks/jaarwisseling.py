"""What the turn of a year costs: allocations put over to a new contract, their wmo301s, and the wmo302s read.

Run as `python -m benchmarks.jaarwisseling [CLIENTS ...]`, on each database. Every client has one allocation
that runs on into the next year. An omzetting to the product of the new contract is tried for all (`wmo zet-om
--proef`) and carried out for all (`wmo zet-om`): the old allocation is ended, a new one numbered, the wmo301
written and the letter made. Then the wmo302 of each wmo301 is read. One process takes one client after the
other; what counts is its processor time and the wall time, per client. What declaring costs is told by
`benchmarks.declaratie`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.api.routers import SCOPES
from app.domain.berichtontvangst import Ontvangststatus
from app.domain.partijen import Rol
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import Gemeentecode
from app.instellingen import Instellingen
from app.istandaard.oordeel import Niveau
from app.istandaard.xml import SCHEMAS
from app.main import lokale_uitgever, maak_app
from app.opslag import Databank, maak_sleutels
from app.opslag import tabellen as t
from app.processen import deur, ontvangen, volgen
from app.processen.kalender import lees_kalenders
from app.processen.omzetreeks import Omzetreeks, Uitslag
from app.processen.regio import lees_profielen
from benchmarks.groei import databanken
from tests.api.conftest import BEGIN, TikkendeKlok, bel
from tests.api.spoed import keur_goed, toegewezen
from tests.api.test_omzettingen import leg_vast
from tests.api.test_ontvangsten import een_retour
from tests.api.verhaal import Gemeente
from tests.bouw.zaak import ROERMOND
from tests.processen.verloop import handel, raadpleeg
from tests.vulling import lees_mal, vul

AANTALLEN = (100, 1_000)
NAJAAR = datetime(2026, 11, 16, 9, tzinfo=UTC)


def main(aantallen: tuple[int, ...]) -> None:
    print("| step | database | clients | processor, per client | in all | memory so far |")
    print("|---|---|---:|---:|---:|---:|")
    for clienten in aantallen:
        with TemporaryDirectory() as map_, databanken() as urls:
            for naam, url in urls.items():
                databank = Databank(url, maak_sleutels())
                omzetting_id = bereid_voor(databank, Path(map_), clienten)
                meter = Meter(naam, clienten)
                for stap, proef in (("proof run", True), ("carried out", False)):
                    with meter(stap):
                        zet_om(databank, omzetting_id, clienten, proef=proef)
                retouren = list(maak_retouren(databank))
                with meter("returns read"):
                    for retour in retouren:
                        lees(databank, retour)
                databank.sluit()


class Meter:
    """Prints what each step costs."""

    def __init__(self, naam: str, clienten: int) -> None:
        self.naam, self.clienten = naam, clienten

    @contextmanager
    def __call__(self, stap: str) -> Iterator[None]:
        wand, tijd = perf_counter(), process_time()
        yield
        wand, tijd = perf_counter() - wand, process_time() - tijd
        per_client = f"{tijd / self.clienten * 1000:.1f} ms"
        geheugen = f"{getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB"
        print(
            f"| {stap} | {self.naam} | {self.clienten:,} | {per_client} | {wand:.0f} s | {geheugen} |",
            flush=True,
        )


def bereid_voor(databank: Databank, map_: Path, clienten: int) -> UUID:
    """So many clients with support that runs on, and the omzetting that is to put them over."""
    databank.migreer()
    instellingen = Instellingen(data=map_)
    uitgever = lokale_uitgever(instellingen)
    klok = TikkendeKlok(BEGIN)
    app = maak_app(instellingen, databank=databank, klok=klok)
    with TestClient(app) as lopend:

        def als(code: str, rol: Rol) -> TestClient:
            publiek = app.state.publiek
            token = uitgever.maak_token(
                publiek=publiek, rol=rol, medewerker="medewerker-1", scopes=SCOPES, gemeente=code
            )
            return bel(lopend, token)

        gemeente = Gemeente(als, klok, ROERMOND)
        gemeente.contracteer()
        keur_goed(gemeente, toegewezen(gemeente)["berichten"][0])
        vul(databank, lees_mal(databank), clienten - 1, tot=BEGIN)
        pad = leg_vast(gemeente)
        return UUID(pad.rsplit("/", 1)[1])


def zet_om(databank: Databank, omzetting_id: UUID, clienten: int, *, proef: bool) -> None:
    """As the command does."""
    reeks = Omzetreeks(
        databank,
        lees_profielen(),
        lees_kalenders(None),
        SCHEMAS,
        lambda: NAJAAR,
        Gemeentecode(ROERMOND),
        "beheer",
        proef,
    )
    geteld = Counter(uitkomst.uitslag for uitkomst in reeks.voer_uit(omzetting_id))
    if geteld != {Uitslag.GEDAAN: clienten}:
        raise SystemExit(f"The benchmark makes clients that cannot go over: {geteld}")


def maak_retouren(databank: Databank) -> Iterator[bytes]:
    """The wmo302 of each wmo301 that the omzetting left, which was sent meanwhile."""
    with databank.onderhoud() as (verbinding, _):
        bericht = t.toewijzingsbericht.c
        klaar = list(verbinding.scalars(select(bericht.id).where(bericht.status == Berichtstatus.KLAAR)))
    for id_ in klaar:
        with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
            verzonden = volgen.volg(handeling, id_, 1, Berichtstatus.VERZONDEN, None)
        yield een_retour(verzonden.xml, Niveau.GEEN)


def lees(databank: Databank, retour: bytes) -> None:
    """As the API does with what the municipality hands over."""
    nieuw, bericht = deur.neem_aan(raadpleeg(ROERMOND, Rol.ADMINISTRATIE, NAJAAR), retour)
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
        bewaard = handeling.opslag.ontvangsten.bewaar(nieuw)
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
        gelezen = ontvangen.beoordeel(handeling, bewaard, bericht)
    if gelezen.status is not Ontvangststatus.GOEDGEKEURD:
        raise SystemExit(f"The benchmark reads a return that fits nothing: {gelezen.opmerking}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or AANTALLEN)
