"""The page of a year with curl is followed to the letter, after the tour of the README, on any day."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import demonstratie
from app.api.scopes import SCOPES
from app.demonstratie.wereld import Klok
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.uitgever import lokale_uitgever
from tests.api.test_rollen import AGB, DAGEN, REGIOS, TOEN
from tests.server import PROJECT, omgeving
from tests.test_readme import TOUR

EERSTE_REGIO, TWEEDE_REGIO = REGIOS
GECREDITEERD = {EERSTE_REGIO: -8 * 3400, TWEEDE_REGIO: -480 * 95}
"""In cents: eight hours, in the unit of each region."""
PAGINA = (PROJECT / "docs" / "rollen" / "jaar.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.alles


def blokken(tekst: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", tekst, re.DOTALL)


def van_regio(regio: str) -> list[str]:
    """The blocks of the page that a reader in this region follows: all but those of the other."""
    anders = tuple(f"# {naam}\n" for naam in REGIOS if naam != regio)
    return [blok for blok in blokken(PAGINA) if not blok.startswith(anders)]


def tokens(instellingen: Instellingen) -> str:
    """In a shell: the `wmo token` of the tour, which is run as it is where the tour itself is followed."""
    uitgever, publiek = lokale_uitgever(instellingen), instellingen.publiek

    def token(rol: Rol, **wie: str) -> str:
        return uitgever.maak_token(publiek=publiek, rol=rol, medewerker="lokaal", scopes=SCOPES, **wie)

    gemaakt = {f"--agb {AGB} --rol aanbieder": token(Rol.AANBIEDER, agb=AGB)} | {
        f"--gemeente {gemeente} --rol {rol}": token(rol, gemeente=gemeente)
        for gemeente in REGIOS.values()
        for rol in (Rol.TOEGANG, Rol.ADMINISTRATIE, Rol.BESLUIT)
    }
    keuzes = " ".join(f'"token {vraag}") echo {antwoord};;' for vraag, antwoord in gemaakt.items())
    return f'wmo() {{ case "$*" in {keuzes} *) false;; esac; }}'


def opdrachten(adres: str, regio: str, tokens: str, *vooraf: str) -> str:
    """All that the reader types: the tour with the page around it, of which one region has its own end."""
    (hulpjes, onderzoek, *verder), (keuze, terug, *jaar) = blokken(TOUR), van_regio(regio)
    tour = [keuze, hulpjes, terug, onderzoek, *(verder if regio == EERSTE_REGIO else [])]
    getypt = "\n".join([*vooraf, *tour, *jaar])
    return getypt.replace(". .venv/bin/activate", tokens).replace("http://127.0.0.1:8000", adres)


@pytest.mark.parametrize(
    "moment",
    [
        None,
        # Each takes twenty seconds; on these days the other pages of the roles are followed in every run.
        *(pytest.param(moment, marks=pytest.mark.duurproef) for moment in DAGEN.values()),
    ],
    ids=["today", *DAGEN],
)
def test_a_year_goes_as_the_page_says_in_both_regions_and_once_more(
    tmp_path: Path, moment: str | None
) -> None:
    klok = Klok(datetime.now(UTC) if moment is None else datetime.fromisoformat(moment))
    omstandigheden = omgeving(toen=klok.moment)
    instellingen = Instellingen(data=tmp_path, database_url=None, uitgevers={})
    wmo = tokens(instellingen)
    with demonstratie._server(instellingen, klok) as adres:
        for regio, eerder in ((EERSTE_REGIO, False), (TWEEDE_REGIO, False), (EERSTE_REGIO, True)):
            gedaan = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", opdrachten(adres, regio, wmo, TOEN)],
                env=omstandigheden,
                capture_output=True,
                text=True,
            )
            assert gedaan.returncode == 0, gedaan.stdout[-800:] + gedaan.stderr[-800:]
            vereis_een_jaar(gedaan.stdout, regio)
            problemen = set(re.findall(r"/v1/problemen/[a-z-]+", gedaan.stdout))
            assert problemen == ({"/v1/problemen/bestaat-al"} if eerder else set())


def vereis_een_jaar(uit: str, regio: str) -> None:
    """What a reader has to have seen."""
    assert berichten(uit) == [
        ("wmo305", "goedgekeurd"),
        ("wmo323", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
        ("wmo305", "goedgekeurd"),
        ("wmo323", "deels"),
        ("wmo323", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
    ]
    assert uit.count('"reden":"wmo302 R') == 2
    assert "Tarief wijkt af van het contract" in uit
    assert f'"bedrag":{GECREDITEERD[regio]}' in uit
    assert '"verschil":0' in uit
    assert "verschil: ingediend min geweigerd min toegekend" in uit
    assert '"stand":"toegewezen"' in uit
    assert '"stand":"afgewezen"' in uit
    assert uit.rstrip().endswith(":Bericht>")


def berichten(uit: str) -> list[tuple[str, str]]:
    """Kind and outcome of each message that was handed over, in the order in which they are first shown."""
    patroon = r'"id":"([^"]+)","eigenaar":[^{}]*?"status":"(\w+)",[^{}]*?"berichtsoort":"(wmo\d+)"'
    gevonden = {id: (soort, status) for id, status, soort in re.findall(patroon, uit)}
    return list(gevonden.values())


def test_the_page_names_no_day_that_passes() -> None:
    assert re.findall(r"20[0-9]{2}-[0-9]{2}", PAGINA) == []
