"""What the letters of a municipality say of itself: kept from a day on, and no letter without it (W07)."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from pypdf.generic import DictionaryObject

from app.domain.partijen import Rol
from tests.api.verhaal import BRIEFGEGEVENS, Aanbieder, Gemeente, Json, tot_vastgesteld
from tests.documenten.lezen import lees, tekst


def een_png(breedte: int = 2, hoogte: int = 2, *, heel: bool = True) -> bytes:
    """A grey picture; not whole, it has no data."""

    def stuk(soort: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">L", len(inhoud)) + soort + inhoud + struct.pack(">L", zlib.crc32(soort + inhoud))

    kop = stuk(b"IHDR", struct.pack(">LLBBBBB", breedte, hoogte, 8, 0, 0, 0, 0))
    beeld = stuk(b"IDAT", zlib.compress((b"\0" + b"\x80" * breedte) * hoogte)) if heel else b""
    return b"\x89PNG\r\n\x1a\n" + kop + beeld + stuk(b"IEND", b"")


def in_base64(beeld: bytes) -> str:
    return b64encode(beeld).decode()


@pytest.fixture
def onbekend(als_gemeente: Callable[..., TestClient], klok: Any, monkeypatch: pytest.MonkeyPatch) -> Gemeente:
    """A municipality that recorded nothing for its letters."""
    with monkeypatch.context() as zonder:
        zonder.setattr(Gemeente, "leg_briefgegevens_vast", lambda _: None)
        gemeente = Gemeente(als_gemeente, klok, "0957")
        gemeente.contracteer()
    return gemeente


def ontwerp(gemeente: Gemeente, linde: Aanbieder) -> Json:
    plan = tot_vastgesteld(gemeente, linde, gemeente.open_zaak())
    return gemeente.ontwerp_besluit(gemeente.lees(f"/plannen-van-aanpak/{plan['planVanAanpakId']}"))


def brief(gemeente: Gemeente, besluit: Json) -> bytes:
    antwoord = gemeente.probeer("GET", f"/besluiten/{besluit['id']}/document")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.content


def test_a_municipality_without_them_hears_so_before_it_decides(onbekend: Gemeente, linde: Aanbieder) -> None:
    besluit = ontwerp(onbekend, linde)

    document = onbekend.probeer("GET", f"/besluiten/{besluit['id']}/document")
    genomen = onbekend.probeer_stap(f"/besluiten/{besluit['id']}", "/vaststellingen", rol=Rol.BESLUIT)

    for antwoord in (document, genomen):
        assert antwoord.status_code == 409, antwoord.text
        assert [f["veld"] for f in antwoord.json()["fouten"]] == ["briefgegevens"]
    onbekend.leg_briefgegevens_vast()
    assert onbekend.neem_besluit(besluit)["status"] == "genomen"


def test_they_hold_from_their_first_day(onbekend: Gemeente, linde: Aanbieder) -> None:
    onbekend.leg_briefgegevens_vast(vanaf=onbekend.over(days=1))
    besluit = ontwerp(onbekend, linde)
    assert onbekend.probeer("GET", f"/besluiten/{besluit['id']}/document").status_code == 409


def test_the_decision_says_who_writes_who_signs_and_where_to_object(
    roermond: Gemeente, linde: Aanbieder
) -> None:
    gegevens = {"bemiddeling": "Een bemiddelaar kan helpen.", "bezwaarDigitaal": "www.roermond.nl/bezwaar"}
    roermond.leg_briefgegevens_vast(vanaf=roermond.over(), **gegevens)
    gelezen = tekst(brief(roermond, ontwerp(roermond, linde)))
    for deel in (
        *BRIEFGEGEVENS["adres"],
        *BRIEFGEGEVENS["bezwaaradres"],
        "A. de Vries",
        "teammanager Wmo",
        "14 0475",
        "www.roermond.nl",
        "Het CAK stelt die vast",
        "MEE",
        *gegevens.values(),
    ):
        assert deel in gelezen
    assert "medewerker-1" not in gelezen


def test_what_is_recorded_last_for_the_latest_first_day_holds(
    roermond: Gemeente, linde: Aanbieder, klok: Any
) -> None:
    besluit = ontwerp(roermond, linde)
    vandaag = roermond.over()
    roermond.leg_briefgegevens_vast(vanaf=vandaag, telefoon="14 0001")
    klok.verzet(minutes=1)
    roermond.leg_briefgegevens_vast(vanaf=vandaag, telefoon="14 0002", reden="Verkeerd nummer.")
    roermond.leg_briefgegevens_vast(vanaf="2021-01-01", telefoon="14 0003")
    roermond.leg_briefgegevens_vast(vanaf=roermond.over(days=1), telefoon="14 0004")
    gelezen = tekst(brief(roermond, besluit))
    assert "14 0002" in gelezen
    assert len(roermond.lees("/briefgegevens")) == 5


def test_a_logo_stands_in_the_letter_with_its_meaning(roermond: Gemeente, linde: Aanbieder) -> None:
    roermond.leg_briefgegevens_vast(vanaf=roermond.over(), logo=in_base64(een_png(300, 90)))
    gelezen = lees(brief(roermond, ontwerp(roermond, linde)))
    (beeld,) = cast(DictionaryObject, gelezen.pages[0]["/Resources"])["/XObject"].values()
    assert (beeld.get_object()["/Width"], beeld.get_object()["/Height"]) == (300, 90)


@pytest.mark.parametrize(
    ("logo", "melding"),
    [
        (in_base64(b"GIF89a" * 10), "geen PNG"),
        ("abc", "base64"),
        (in_base64(een_png() + bytes(64 * 1024)), "hoogstens 87385 tekens"),
        (in_base64(een_png(2001, 1)), "2001 bij 1"),
        (in_base64(een_png(0, 5)), "0 bij 5"),
        (in_base64(een_png(heel=False)), "niet af te drukken"),
        (in_base64(een_png()[:20]), "geen PNG"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_refused_when_it_is_recorded(
    roermond: Gemeente, logo: str, melding: str
) -> None:
    antwoord = roermond.probeer(
        "POST", "/briefgegevens", BRIEFGEGEVENS | {"logo": logo}, rol=Rol.ADMINISTRATIE
    )
    assert antwoord.status_code == 400, antwoord.text
    (fout,) = antwoord.json()["fouten"]
    assert (fout["veld"], melding in fout["melding"]) == ("logo", True)
    assert len(roermond.lees("/briefgegevens")) == 1


def test_each_municipality_has_its_own(roermond: Gemeente, heusden: Gemeente) -> None:
    (van_roermond,) = roermond.lees("/briefgegevens")
    assert [g["gemeente"] for g in heusden.lees("/briefgegevens")] == ["0797"]
    assert heusden.probeer("GET", f"/briefgegevens/{van_roermond['id']}").status_code == 404
