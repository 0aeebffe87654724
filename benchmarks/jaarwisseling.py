"""What the turn of a year costs: allocations put over to a new contract, their wmo302s read, a year declared.

Run as `python -m benchmarks.jaarwisseling [--alleen STEP] [--databank KIND] [CLIENTS ...]`. Every client has
one allocation that runs on into the next year. `omzetten`: an omzetting to the product of the new contract
is tried for all (`wmo zet-om --proef`) and carried out for all (`wmo zet-om`): the old allocation is ended, a
new one numbered, the wmo301 written and the letter made. `retouren`: the wmo302 of each wmo301 is read; with
`--alleen` the omzetting is carried out for one client before, of whom the others are copies. `declareren`, on
a database of its own: ten months of as many allocations are declared and judged, at most 25,000 lines to a
wmo323. One process takes one client after the other; what counts is its processor time and the wall time.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.api.scopes import SCOPES
from app.domain.berichtontvangst import Ontvangststatus
from app.domain.partijen import Rol
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import Gemeentecode
from app.instellingen import Instellingen
from app.istandaard import codec
from app.istandaard.oordeel import Niveau
from app.istandaard.xml import SCHEMAS
from app.main import maak_app
from app.opslag import Databank, maak_sleutels
from app.opslag import tabellen as t
from app.processen.kalender import lees_kalenders
from app.processen.keten import deur, ontvangen, volgen
from app.processen.omzetreeks import Omzetreeks, Uitslag
from app.processen.regio import lees_profielen
from app.uitgever import lokale_uitgever
from benchmarks import declaratie
from benchmarks.declaratie import leg_toewijzingen_vast, piek, vereis, vergeet_piek
from benchmarks.groei import SOORTEN, databanken
from benchmarks.groot import schrijf_declaratie
from tests.api.conftest import BEGIN, TikkendeKlok, bel
from tests.api.spoed import keur_goed, toegewezen
from tests.api.test_omzettingen import leg_vast
from tests.api.test_ontvangsten import een_retour
from tests.api.verhaal import Gemeente
from tests.bouw.zaak import ROERMOND
from tests.istandaard.regels.bouw_declaratie import DAGTEKENING, FEBRUARI
from tests.processen.verloop import handel, raadpleeg
from tests.vulling import AF, lees_mal, vul

AANTALLEN = (100, 1_000)
NAJAAR = datetime(2026, 11, 16, 9, tzinfo=UTC)
OMZETTEN, RETOUREN, DECLAREREN = STAPPEN = ("omzetten", "retouren", "declareren")
MAANDEN = 10
"""That are declared, January first."""
MEESTE_REGELS = 25_000
"""In one wmo323; one that is larger than 25 MB is refused (OP179)."""
ONBEANTWOORD = {tabel: status for tabel, status in AF.items() if tabel != t.toewijzingsbericht.name}
"""How copies stand of which the wmo302 is yet to come."""


def main(aantallen: list[int], soorten: list[str], stappen: list[str]) -> None:
    print("| step | database | number | processor, each | in all | on the clock | peak memory |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for soort in soorten:
        for clienten in aantallen:
            if stappen != [DECLAREREN]:
                with databank_van(soort) as databank:
                    zet_over(databank, Meter(soort), clienten, stappen)
            if DECLAREREN in stappen:
                with databank_van(soort) as databank:
                    declareer(databank, Meter(soort), clienten)


@contextmanager
def databank_van(soort: str) -> Iterator[Databank]:
    with databanken() as urls:
        databank = Databank(urls[soort], maak_sleutels())
        databank.migreer()
        yield databank
        databank.sluit()


class Meter:
    """Prints what each step costs."""

    def __init__(self, soort: str) -> None:
        self.soort = soort

    @contextmanager
    def __call__(self, stap: str, aantal: int) -> Iterator[None]:
        vergeet_piek()
        wand, tijd = perf_counter(), process_time()
        yield
        wand, tijd = perf_counter() - wand, process_time() - tijd
        elk = f"{tijd / aantal * 1000:.2f} ms"
        print(
            f"| {stap} | {self.soort} | {aantal:,} | {elk} | {tijd:.0f} s | {wand:.0f} s | {piek()} MB |",
            flush=True,
        )


def zet_over(databank: Databank, meter: Meter, clienten: int, stappen: list[str]) -> None:
    """Carry the omzetting out for all, or for the one of whom the others are copies, and read the wmo302s."""
    with TemporaryDirectory() as map_:
        omzetting_id = bereid_voor(databank, Path(map_))
    if OMZETTEN in stappen:
        vul(databank, lees_mal(databank), clienten - 1, tot=BEGIN)
        for stap, proef in (("proof run", True), ("carried out", False)):
            with meter(stap, clienten):
                zet_om(databank, omzetting_id, clienten, proef=proef)
        verstuur(databank)
    else:
        zet_om(databank, omzetting_id, 1, proef=False)
        verstuur(databank)
        vul(databank, lees_mal(databank), clienten - 1, tot=BEGIN, af=ONBEANTWOORD)
    if RETOUREN in stappen:
        verzonden = berichten(databank, Berichtstatus.VERZONDEN)
        with meter("returns read", len(verzonden)):
            for retour in maak_retouren(databank, verzonden):
                lees(databank, retour)
        vereis_beantwoord(databank)


def bereid_voor(databank: Databank, map_: Path) -> UUID:
    """A client with support that runs on, and the omzetting that is to put it over."""
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


def berichten(databank: Databank, status: Berichtstatus) -> list[tuple[UUID, str]]:
    """Id and identification of the wmo301s that stand so."""
    bericht = t.toewijzingsbericht.c
    zo = select(bericht.id, bericht.identificatie).where(bericht.status == status)
    with databank.onderhoud() as (verbinding, _):
        return [(rij.id, rij.identificatie) for rij in verbinding.execute(zo)]


def verstuur(databank: Databank) -> None:
    """Record of each wmo301 that the omzetting left that it went out."""
    for id_, _ in berichten(databank, Berichtstatus.KLAAR):
        with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
            volgen.volg(handeling, id_, 1, Berichtstatus.VERZONDEN, None)


def maak_retouren(databank: Databank, verzonden: list[tuple[UUID, str]]) -> Iterator[bytes]:
    """The wmo302 of each: it has a header alone, so the first is written, and each other is one like it."""
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
        inhoud = handeling.opslag.berichten.haal(verzonden[0][0]).xml
    daarin = codec.lees_kop(inhoud).bericht_identificatie.identificatie
    voorbeeld = een_retour(inhoud, Niveau.GEEN).decode()
    for nummer, (_, identificatie) in enumerate(verzonden):
        op = voorbeeld.replace(f">{daarin}<", f">{identificatie}<")
        yield op.replace(">R1<", f">R{nummer}<").encode()


def lees(databank: Databank, retour: bytes) -> None:
    """As the API does with what the municipality hands over."""
    nieuw, bericht = deur.neem_aan(raadpleeg(ROERMOND, Rol.ADMINISTRATIE, NAJAAR), retour)
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
        bewaard = handeling.opslag.ontvangsten.bewaar(nieuw)
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, NAJAAR) as handeling:
        gelezen = ontvangen.beoordeel(handeling, bewaard, bericht)
    if gelezen is None or gelezen.status is not Ontvangststatus.GOEDGEKEURD:
        raise SystemExit(f"The benchmark reads a return that fits nothing: {gelezen and gelezen.opmerking}")


def vereis_beantwoord(databank: Databank) -> None:
    if wachtend := len(berichten(databank, Berichtstatus.VERZONDEN)):
        raise SystemExit(f"{wachtend} messages were not settled by their return.")


def declareer(databank: Databank, meter: Meter, toewijzingen: int) -> None:
    """Let each of these months be declared on all allocations, and judged."""
    leg_toewijzingen_vast(databank, toewijzingen)
    gemeente = declaratie.Meter(meter.soort, databank, NAJAAR)
    with TemporaryDirectory() as map_, meter("lines declared", MAANDEN * toewijzingen):
        for maand in range(1, MAANDEN + 1):
            for eerste in range(0, toewijzingen, MEESTE_REGELS):
                aantal = min(MEESTE_REGELS, toewijzingen - eerste)
                inhoud = maak_declaratie(Path(map_) / "323.xml", maand, aantal, eerste)
                gemeente.lever(ROERMOND, inhoud)
                gemeente.verwerk()
                vereis(gemeente.lever(ROERMOND, inhoud), Ontvangststatus.GOEDGEKEURD)


def maak_declaratie(pad: Path, maand: int, regels: int, eerste: int) -> bytes:
    """A wmo323 of this month, on so many allocations from the first on, as it comes in."""
    schrijf_declaratie(pad, regels, eerste)
    begin = date(NAJAAR.year, maand, 1)
    volgende = (begin + timedelta(days=31)).replace(day=1)
    anders = {
        f">{FEBRUARI[0]}<": f">{begin}<",
        f">{FEBRUARI[1]}<": f">{volgende - timedelta(days=1)}<",
        f">{DAGTEKENING}<": f">{volgende}<",
        ">323-1<": f">M{maand}A{eerste}<",
        ">D1<": f">D{maand}A{eerste}<",
        ">P": f">M{maand}P",
    }
    inhoud = pad.read_bytes().decode()
    for was, wordt in anders.items():
        inhoud = inhoud.replace(was, wordt)
    return inhoud.encode()


def vraag() -> argparse.Namespace:
    lezer = argparse.ArgumentParser(prog="python -m benchmarks.jaarwisseling")
    lezer.add_argument("clienten", type=int, nargs="*")
    lezer.add_argument("--alleen", choices=STAPPEN)
    lezer.add_argument("--databank", choices=SOORTEN)
    return lezer.parse_args()


if __name__ == "__main__":
    gevraagd = vraag()
    main(
        gevraagd.clienten or list(AANTALLEN),
        [gevraagd.databank] if gevraagd.databank else list(SOORTEN),
        [gevraagd.alleen] if gevraagd.alleen else list(STAPPEN),
    )
