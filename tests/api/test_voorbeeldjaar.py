"""The year that a newcomer rehearses with `wmo keten` goes the same way over the API, between two parties."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.partijen import Rol
from app.domain.waarden import AgbCode, Gemeentecode, kalenderdag
from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import ontvanger_en_afzender
from app.istandaard.keten import Keten
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.voorbeeldjaar.bouw import AANBIEDER, GEMEENTE, Stap, bestanden
from app.istandaard.voorbeeldjaar.fouten import met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from tests import bouw
from tests.api.conftest import BEGIN
from tests.opslag.test_berichttaken import vereis_taken

pytestmark = pytest.mark.beide

Als = Callable[..., TestClient]
PAD = "/v1/berichten/ontvangsten"
JAREN = {"right": jaar(), "with its mistakes": met_fouten()}
EIGEN_NUMMER = re.compile(rb"KETEN\d{7}|R\d{11}")
"""Only the identification that an answer has of itself differs."""


@pytest.fixture
def partijen(databank: Databank, als_gemeente: Als, als_aanbieder: Als) -> dict[str, TestClient]:
    """Both parties of the year, who need nothing but each other."""
    with databank.transactie(bouw.verwerker(GEMEENTE)) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder(agb=AgbCode(AANBIEDER), gemeente=Gemeentecode(GEMEENTE)))
    return {GEMEENTE: als_gemeente(GEMEENTE, Rol.ADMINISTRATIE), AANBIEDER: als_aanbieder(AANBIEDER)}


def gerepeteerd(berichten: Iterable[bytes]) -> list[dict[str, Any]]:
    """What `wmo keten` says of these, on the day of the API."""
    keten = Keten(Kennis(Vandaag(kalenderdag(BEGIN)), gemeentelijst(), None))
    uitkomst = []
    for schakel in map(keten.neem, berichten):
        bevindingen = [
            (b.regel, b.retourcode, b.klasse, b.pad, b.regelnummer, b.melding) for b in schakel.bevindingen
        ]
        uitkomst.append(
            {
                "status": schakel.status.value,
                "bevindingen": bevindingen,
                "nietGecontroleerd": [*schakel.niet_gecontroleerd],
                "antwoord": schakel.antwoord and EIGEN_NUMMER.sub(b"", schakel.antwoord),
            }
        )
    return uitkomst


def ontvangen(bel: TestClient, bericht: bytes) -> dict[str, Any]:
    """What the API says of it."""
    aangeleverd = bel.post(PAD, content=bericht, headers={"Content-Type": "application/xml"})
    assert aangeleverd.status_code == 201, aangeleverd.text
    ontvangst = aangeleverd.json()
    velden = ("regel", "retourcode", "klasse", "pad", "regelnummer", "melding")
    antwoord = bel.get(f"{PAD}/{ontvangst['id']}/antwoord")
    return {
        "status": ontvangst["status"],
        "bevindingen": [tuple(b.get(veld) for veld in velden) for b in ontvangst["bevindingen"]],
        "nietGecontroleerd": ontvangst["nietGecontroleerd"],
        "antwoord": EIGEN_NUMMER.sub(b"", antwoord.content),
    }


@pytest.mark.parametrize("stappen", JAREN.values(), ids=JAREN)
def test_the_year_goes_over_the_api_as_it_was_rehearsed(
    databank: Databank, partijen: dict[str, TestClient], stappen: tuple[Stap, ...]
) -> None:
    """Each message is handed over by its sender, and again by its receiver."""
    berichten = [inhoud for _, (_, inhoud) in sorted(bestanden(stappen).items())]
    uitkomst = []
    for bericht in berichten:
        ontvanger, afzender = ontvanger_en_afzender(codec.lees(bericht))
        uitkomst.append(ontvangen(partijen[afzender], bericht))
        assert ontvangen(partijen[ontvanger], bericht) == uitkomst[-1]
    assert uitkomst == gerepeteerd(berichten)
    assert any(uit["bevindingen"] for uit in uitkomst) is (stappen == met_fouten())
    assert vereis_taken(databank) == 0
