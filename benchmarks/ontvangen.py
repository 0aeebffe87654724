"""What it costs to receive and answer a wmo301 and a wmo305, among 10,000 and 1,000,000 stored messages.

Run as `python -m benchmarks.ontvangen [MESSAGES ...]`, for SQLite and PostgreSQL. What counts is processor
time, of a server in a process of its own and of PostgreSQL; least and median. Every message is about a client
of its own, between the same two: the wmo301 is handed over by the municipality, the wmo305 by the provider,
and each adds to the history of both. What is stored before are copies of the rows that the first two left,
with other keys; filling a million takes some minutes and a few GB.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx2
from sqlalchemy import Table, text, update

from app.api.kader.lokale_uitgever import UITGEVER
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.domain.waarden import voldoet_aan_elfproef
from app.instellingen import Instellingen
from app.istandaard import codec
from app.opslag import Databank, maak_sleutels
from app.opslag import tabellen as t
from app.uitgever import lokale_uitgever
from benchmarks.groei import databanken, gerekend, verschil, werkers
from tests.bouw.zaak import AANBIEDER, ROERMOND, leg_grond_vast
from tests.istandaard.regels.bouw import een_301, product, toegewezen_product
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.server import draai, omgeving, sleutelbord

AANTALLEN = (10_000, 1_000_000)
PAREN, OPWARMING = 30, 5
"""Of a wmo301 and a wmo305: those that count, and those before them."""
EERSTE = 100
"""Above any number of what the first two messages left behind."""
VOORBIJ = 10**10
"""Beyond the numbers of all copies."""
PER_KEER = 50_000
"""Copies in one transaction."""

HUISHOUDEN = product("01", "01H01")
HEX = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "md5(random()::text || n)"}
ID = {"sqlite": HEX["sqlite"], "postgresql": f"({HEX['postgresql']})::uuid"}

WIE: dict[Rol, dict[str, Any]] = {
    Rol.ADMINISTRATIE: {"gemeente": ROERMOND},
    Rol.AANBIEDER: {"agb": AANBIEDER},
}

Kosten = dict[str, list[float]]


def paren() -> Iterator[tuple[bytes, bytes]]:
    """An allocation and the start of what it allocates, for one client after another."""
    bsns = (f"{nummer:09d}" for nummer in count(100_000_000) if voldoet_aan_elfproef(f"{nummer:09d}"))
    for nummer, bsn in enumerate(bsns, start=1):
        toegewezen = toegewezen_product(
            nummer, ingangsdatum="2026-01-01", einddatum="2026-12-31", product=HUISHOUDEN
        )
        begonnen = start("2026-01-05", nummer=nummer, van=HUISHOUDEN)
        yield (
            _onder(een_301(toegewezen, bsn=bsn), f"T{nummer}", ontvanger=AANBIEDER),
            _onder(een_305(begonnen, bsn=bsn), f"S{nummer}", afzender=AANBIEDER),
        )


def _onder(bericht: Any, identificatie: str, **kop: str) -> bytes:
    eigen = replace(bericht.header.bericht_identificatie, identificatie=identificatie)
    return codec.schrijf(replace(bericht, header=replace(bericht.header, bericht_identificatie=eigen, **kop)))


def vul(databank: Databank, van: int, tot: int) -> None:
    """Add copies of what the first two messages left: with `van` messages there, until there are `tot`."""
    soort = databank.motor.dialect.name
    anders = {"herkomst": ID[soort], "persoon": HEX[soort], "sleutel": HEX[soort], "hash": HEX[soort]}
    anders |= {"id": ID[soort], "identificatie": "'K' || n", "nummer": f"mal.nummer + n * {EERSTE}"}
    for begin in range(van // 2, tot // 2, PER_KEER):
        reeks = {"begin": begin + 1, "eind": min(begin + PER_KEER, tot // 2)}
        with databank.onderhoud() as (verbinding, _):
            if soort == "sqlite":
                verbinding.exec_driver_sql("PRAGMA cache_size = -1000000")
            for tabel, eerste in (
                (t.berichtontvangst, "identificatie IN ('T1', 'S1')"),
                (t.ketengegeven, f"nummer < {EERSTE}"),
                (t.ketensleutel, f"nummer < {EERSTE}"),
            ):
                verbinding.execute(text(_kopie(tabel, anders, eerste)), reeks)
    with databank.onderhoud() as (verbinding, _):
        verbinding.execute(update(t.keten).values(laatste=t.keten.c.laatste + VOORBIJ))
        if soort == "postgresql":
            verbinding.exec_driver_sql("ANALYZE")


def grootte(databank: Databank) -> int:
    """Bytes that the database takes, with its indexes."""
    wat = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with databank.motor.connect() as verbinding:
        return int(verbinding.exec_driver_sql(wat[databank.motor.dialect.name]).scalar_one())


def _kopie(tabel: Table, anders: dict[str, str], eerste: str) -> str:
    kolommen = [kolom.name for kolom in tabel.columns]
    return (
        f"INSERT INTO {tabel.name} ({', '.join(kolommen)}) "
        f"WITH RECURSIVE mal AS MATERIALIZED (SELECT * FROM {tabel.name} WHERE {eerste}), reeks(n) AS "
        "(SELECT CAST(:begin AS INTEGER) UNION ALL SELECT n + 1 FROM reeks WHERE n < :eind) "
        f"SELECT {', '.join(anders.get(naam, f'mal.{naam}') for naam in kolommen)} FROM reeks CROSS JOIN mal"
    )


def meet(url: str, aantallen: list[int]) -> list[Kosten]:
    """Milliseconds of processor time of each message, among each of these numbers."""
    sleutels = maak_sleutels()
    databank = Databank(url, sleutels)
    databank.migreer()
    leg_grond_vast(databank)
    kosten: list[Kosten] = []
    berichten, opgeslagen = paren(), 2
    with tempfile.TemporaryDirectory() as map_:
        instellingen = Instellingen(data=Path(map_))
        uitgever = lokale_uitgever(instellingen)
        with sleutelbord(uitgever) as jwks:
            omgeving_ = omgeving(
                WMO_DATABASE_URL=url,
                WMO_VERSLEUTELSLEUTELS=",".join(sleutels.versleuteling),
                WMO_ZOEKSLEUTEL=sleutels.zoeken,
                WMO_UITGEVERS=json.dumps({UITGEVER: jwks}),
            )

            def bel(adres: str, rol: Rol) -> Callable[[bytes], None]:
                token = uitgever.maak_token(
                    publiek=instellingen.publiek, rol=rol, medewerker="m", scopes=SCOPES, **WIE[rol]
                )
                koppen = {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}
                client = httpx2.Client(base_url=adres, headers=koppen, timeout=60)

                def lever(bericht: bytes) -> None:
                    antwoord = client.post("/v1/berichten/ontvangsten", content=bericht)
                    assert antwoord.status_code == 201, antwoord.text
                    assert antwoord.json()["status"] == "goedgekeurd", antwoord.text

                return lever

            for aantal in aantallen:
                with draai(omgeving_) as server:
                    leveraars = {
                        "wmo301": bel(server.adres, Rol.ADMINISTRATIE),
                        "wmo305": bel(server.adres, Rol.AANBIEDER),
                    }
                    if not kosten:
                        _meet(server.pid, databank, leveraars, islice(berichten, 1))
                    begin = perf_counter()
                    vul(databank, opgeslagen, aantal)
                    opgeslagen = aantal
                    seconden, bytes_ = perf_counter() - begin, grootte(databank) / aantal
                    print(f"{aantal} messages in {seconden:.0f} s, {bytes_:.0f} bytes each", file=sys.stderr)
                    _meet(server.pid, databank, leveraars, islice(berichten, OPWARMING))
                    kosten.append(_meet(server.pid, databank, leveraars, islice(berichten, PAREN)))
    databank.sluit()
    return kosten


def _meet(
    pid: int,
    databank: Databank,
    leveraars: dict[str, Callable[[bytes], None]],
    berichten: Iterator[tuple[bytes, bytes]],
) -> Kosten:
    kosten: Kosten = {soort: [] for soort in leveraars}
    for paar in berichten:
        for (soort, lever), bericht in zip(leveraars.items(), paar, strict=True):
            processen = [pid, *werkers(databank.motor)]
            begin = gerekend(processen)
            lever(bericht)
            kosten[soort].append(verschil(begin, gerekend(processen)))
    return kosten


def main(aantallen: list[int]) -> None:
    print("| message | database | stored | least | median |\n|---|---|---:|---:|---:|")
    with databanken() as urls:
        for naam, url in urls.items():
            for aantal, kosten in zip(aantallen, meet(url, aantallen), strict=True):
                for soort, tijden in kosten.items():
                    print(
                        f"| {soort} | {naam} | {aantal:,} | {min(tijden):.2f} ms | {median(tijden):.2f} ms |",
                        flush=True,
                    )


if __name__ == "__main__":
    main([int(aantal) for aantal in sys.argv[1:]] or list(AANTALLEN))
