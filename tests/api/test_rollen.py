"""The pages for integrators, docs/rollen: one case over four pages, sent to the letter in both regions.

A block of `http` is a request or, after it, the answer. `{name}` in an answer is remembered the first time
and holds from then on; in a request it is filled in. Of an answer only what the page shows is compared.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from tests.api.conftest import Klok
from tests.api.test_matrix import EIGEN, MAG, matrix
from tests.api.test_velden import DOCUMENT
from tests.api.verhaal import AGB

MAP = Path(__file__).parents[2] / "docs" / "rollen"
PAGINAS = {rol: (MAP / f"{rol}.md").read_text(encoding="utf-8") for rol in EIGEN}
OVERZICHT = (MAP / "README.md").read_text(encoding="utf-8")
REGIOS = {"Midden-Limburg Oost": "0957", "Hart van Brabant": "0797"}
BEWERKINGEN = {
    operatie["operationId"]: f"{methode.upper()} {pad}"
    for pad, item in DOCUMENT["paths"].items()
    for methode, operatie in item.items()
}

_KOP = re.compile(r"^### (\d+)\. (.+?)(?: \((" + "|".join(REGIOS) + r")\))?$", re.MULTILINE)
_BLOK = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAAM = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Bericht:
    """A request or an answer, as the page shows it."""

    regel: str
    koppen: dict[str, str]
    inhoud: Any


@dataclass(frozen=True)
class Stap:
    rol: Rol
    nummer: int
    titel: str
    regio: str | None
    verzoek: Bericht
    antwoord: Bericht


def bericht(blok: str) -> Bericht:
    begin, _, inhoud = blok.partition("\n\n")
    regel, *koppen = begin.splitlines()
    return Bericht(
        regel, dict(kop.split(": ", 1) for kop in koppen), json.loads(inhoud) if inhoud.strip() else None
    )


def stappen() -> Iterator[Stap]:
    """Every step of every page."""
    for rol, pagina in PAGINAS.items():
        koppen = list(_KOP.finditer(pagina))
        for kop, volgende in zip(koppen, [*koppen[1:], None], strict=True):
            tekst = pagina[kop.end() : volgende.start() if volgende else None]
            verzoek, antwoord = map(bericht, _BLOK.findall(tekst))
            yield Stap(rol, int(kop[1]), kop[2], kop[3], verzoek, antwoord)


STAPPEN = list(stappen())


def zaak(regio: str) -> list[Stap]:
    """The steps of this region in their order; one that names the region comes in place of the other."""
    gekozen = {s.nummer: s for s in STAPPEN if s.regio is None}
    gekozen |= {s.nummer: s for s in STAPPEN if s.regio == regio}
    return [gekozen[nummer] for nummer in sorted(gekozen)]


class Onthouden(dict[str, Any]):
    """What the names on the pages stand for."""

    def vul_in(self, waarde: Any) -> Any:
        if isinstance(waarde, dict):
            return {naam: self.vul_in(deel) for naam, deel in waarde.items()}
        if isinstance(waarde, list):
            return [self.vul_in(deel) for deel in waarde]
        if isinstance(waarde, str) and (naam := _NAAM.fullmatch(waarde)):
            return self.get(naam[1], waarde)
        if isinstance(waarde, str):
            return _NAAM.sub(lambda naam: str(self.get(naam[1], naam[0])), waarde)
        return waarde

    def vergelijk(self, getoond: Any, gekregen: Any, plek: str = "") -> Iterator[str]:
        """Where what came is not what the page shows; remembers what it names for the first time."""
        if isinstance(getoond, dict) and isinstance(gekregen, Mapping):
            for naam, deel in getoond.items():
                yield from self.vergelijk(deel, gekregen.get(naam), f"{plek}.{naam}")
        elif isinstance(getoond, list) and isinstance(gekregen, list) and len(getoond) == len(gekregen):
            for nummer, (deel, ander) in enumerate(zip(getoond, gekregen, strict=True)):
                yield from self.vergelijk(deel, ander, f"{plek}[{nummer}]")
        elif isinstance(getoond, str) and (nieuw := self._nieuw_in(getoond, gekregen)):
            self.update(nieuw)
        elif self.vul_in(getoond) != gekregen:
            yield f"{plek}: {gekregen!r}, not {self.vul_in(getoond)!r}"

    def _nieuw_in(self, getoond: str, gekregen: Any) -> dict[str, Any]:
        """The one name in this text that stands for nothing yet, with what it stands for here."""
        voor, naam, na = [*_NAAM.split(getoond), "", ""][:3]
        if not naam or naam in self or gekregen is None:
            return {}
        if not voor and not na:
            return {naam: gekregen}
        gevonden = re.fullmatch(f"{re.escape(voor)}(.+){re.escape(na)}", gekregen)
        return {naam: gevonden[1]} if gevonden else {}


def test_every_block_of_every_page_is_followed() -> None:
    """Those of `sh` by the tests of the overview here, and of the year in tests/test_jaar.py."""
    per_pagina = {
        pad.stem: set(re.findall(r"^```(.+)$", pad.read_text(), re.MULTILINE)) for pad in MAP.glob("*.md")
    }
    assert per_pagina.pop("jaar") == per_pagina.pop("README") == {"sh"}
    assert set().union(*per_pagina.values()) == {"http"}


DAGEN = {
    "the last day of a year": "2026-12-31T10:00Z",
    "the first day of a year": "2027-01-01T10:00Z",
    "a leap day": "2028-02-29T10:00Z",
    "Good Friday": "2027-03-26T10:00Z",
    "the day before Koningsdag": "2027-04-26T10:00Z",
    "a day put on a par with a holiday": "2026-05-15T10:00Z",
    "a Sunday": "2026-11-29T10:00Z",
    "the hour that is not there": "2027-03-28T01:00Z",
    "the hour that is there twice": "2026-10-25T01:30Z",
    "a new day here, the old one in Greenwich": "2026-06-30T22:30Z",
}


TOEN = 'date() { case " $* " in *" -d "*) ;; *) set -- -d "$toen" "$@" ;; esac; command date "$@"; }'
"""In a shell: it is the moment `toen`."""


def dagnamen(moment: datetime) -> dict[str, str]:
    """What the overview has the reader reckon at this moment."""
    (blok,) = re.findall(r"^```sh\n(.*?)^```$", OVERZICHT, re.MULTILINE | re.DOTALL)
    namen = re.findall(r"^(\w+)=", blok, re.MULTILINE)
    toon = [f'echo "{naam}=${naam}"' for naam in namen]
    uitkomst = subprocess.run(
        ["bash", "-euc", "\n".join([TOEN, blok, *toon])],
        env=os.environ | {"toen": moment.isoformat()},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(regel.split("=", 1) for regel in uitkomst.stdout.splitlines())


@pytest.mark.parametrize(
    "moment",
    [None, *(pytest.param(moment, marks=pytest.mark.alles) for moment in DAGEN.values())],
    ids=["today", *DAGEN],
)
@pytest.mark.parametrize("regio", REGIOS)
def test_the_case_goes_as_the_pages_say(
    app: FastAPI,
    als_gemeente: Callable[..., TestClient],
    als_aanbieder: Callable[..., TestClient],
    regio: str,
    moment: str | None,
) -> None:
    if moment is None:
        app.state.klok = lambda: datetime.now(UTC)
    else:
        app.state.klok = Klok(datetime.fromisoformat(moment))
    gemeente = REGIOS[regio]
    onthouden = Onthouden(dagnamen(app.state.klok()), gemeente=gemeente)
    anders = []
    for stap in zaak(regio):
        wie = {"medewerker": "een-ander"} if stap.titel.endswith("als een ander") else {}
        client = als_aanbieder(AGB) if stap.rol is Rol.AANBIEDER else als_gemeente(gemeente, stap.rol, **wie)
        methode, pad = onthouden.vul_in(stap.verzoek.regel).split()
        antwoord = client.request(
            methode,
            f"/v1{pad}",
            headers=onthouden.vul_in(stap.verzoek.koppen),
            json=onthouden.vul_in(stap.verzoek.inhoud),
        )
        status = f"{antwoord.status_code} {HTTPStatus(antwoord.status_code).phrase}"
        verschillen = [
            *onthouden.vergelijk(stap.antwoord.regel, status, "status"),
            *onthouden.vergelijk(stap.antwoord.koppen, antwoord.headers),
            *(
                onthouden.vergelijk(stap.antwoord.inhoud, antwoord.json())
                if stap.antwoord.inhoud is not None
                else ()
            ),
        ]
        if verschillen:
            anders.append((stap.rol, stap.nummer, stap.titel, verschillen, antwoord.text[:1500]))
            break

    for a in anders:
        print("@@", regio, *a)
    assert anders == []


@pytest.mark.parametrize("rol", EIGEN)
def test_no_page_names_a_day_that_passes(rol: Rol) -> None:
    assert re.findall(r'"20[0-9]{2}-[0-9]{2}-[0-9]{2}', PAGINAS[rol]) == []


def test_the_overview_names_the_role_of_every_step() -> None:
    rijen = re.findall(r"^\| (\d+)(?: \S (\d+))? \| (\w+) \|", OVERZICHT, re.MULTILINE)
    overzicht = {n: rol for van, tot, rol in rijen for n in range(int(van), int(tot or van) + 1)}
    assert overzicht == {stap.nummer: stap.rol for stap in STAPPEN}


def test_the_steps_are_numbered_through_the_pages() -> None:
    nummers = [stap.nummer for stap in STAPPEN if stap.regio is None]
    assert sorted(nummers) == list(range(1, len(nummers) + 1))


@pytest.mark.parametrize("rol", EIGEN)
def test_the_page_names_exactly_the_operations_of_its_role(rol: Rol) -> None:
    mag = {BEWERKINGEN[naam] for naam, cellen in matrix().items() if cellen[EIGEN.index(rol)] in MAG}
    lijst = PAGINAS[rol].partition("## Alle bewerkingen")[2]
    genoemd = re.findall(r"`((?:GET|POST|PUT) [^`]+)`", lijst)
    assert sorted(genoemd) == sorted(mag)
