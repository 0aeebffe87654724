"""Somebody sends something else than a message: each kind is told what it is, and what to do."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.api.kader import buitenlaag
from app.web.inzending import GROOTSTE_VELD
from tests.istandaard.test_zip import zip_van
from tests.web.conftest import Maak
from tests.web.test_controle import GOED, tekst_van

WMO305 = (Path(__file__).parents[2] / "docs" / "berichten" / "voorbeelden" / "wmo305.xml").read_bytes()
GRENS = "multipart/form-data; boundary=xx"
DEEL = b'--xx\r\nContent-Disposition: form-data; name="bestand"; filename="a.xml"\r\n\r\n<a/>\r\n'

ANDERS = {
    "an empty ZIP": (b"PK\5\6" + bytes(18), "Dit ZIP-bestand is leeg."),
    "an empty large ZIP": (
        b"PK\6\6" + bytes(52) + b"PK\6\7" + bytes(16) + b"PK\5\6" + bytes(18),
        "ZIP-bestand",
    ),
    "a part of a ZIP": (b"PK\7\x08PK\3\4", "Dit is geen ZIP-bestand, of het is beschadigd."),
    "a ZIP without messages": (zip_van(("a.txt", b"a")), "bevat geen XML-bestanden"),
    "a PDF": (b"%PDF-1.7\n", "Dit is een PDF, geen bericht."),
    "a document": (zip_van(("[Content_Types].xml", b"<a/>")), "Dit is een document van Word of Excel"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel of Outlook"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "Dit is een plaatje"),
    "another archive": (b"7z\xbc\xaf\x27\x1c", "Pak het uit"),
    "JSON": (b'{"a": 1}', "Dit is JSON."),
    "a page of the web": (b"\xef\xbb\xbf<!DOCTYPE html><html>", "Dit is een webpagina."),
    "text": (b"Geachte heer", "Dit is geen XML"),
    "white space": (b"  ", "Het bestand is leeg"),
}


@pytest.mark.parametrize("soort", ANDERS)
def test_another_kind_of_file_is_called_by_its_name(bezoeker: TestClient, soort: str) -> None:
    inhoud, zin = ANDERS[soort]
    for pad, veld in (("/", "bestand"), ("/keten", "bestanden")):
        antwoord = bezoeker.post(pad, files={veld: ("x", inhoud)})
        assert antwoord.status_code in (200, 400)
        assert zin in tekst_van(antwoord.text)


def test_a_chain_of_one_message_says_that_the_others_are_missing(bezoeker: TestClient) -> None:
    tekst = tekst_van(bezoeker.post("/keten", files={"bestanden": ("a.xml", WMO305)}).text)
    assert "Dit ene bericht is beoordeeld alsof er niets aan voorafging" in tekst


HEEL = DEEL + b"--xx--\r\n"
TEKST = b'--xx\r\nContent-Disposition: form-data; name="tekst"\r\n\r\n%b\r\n--xx--\r\n'


@pytest.mark.parametrize(
    ("soort", "inhoud", "zin"),
    [
        (GRENS, DEEL, "niet helemaal aan"),
        (GRENS, b"abc", "niet helemaal aan"),
        (GRENS, b"", "niet helemaal aan"),
        ("multipart/form-data", DEEL, "niet helemaal aan"),
        (GRENS, DEEL * 501 + b"--xx--\r\n", "U stuurde meer dan 500 bestanden."),
        ("text/plain", b"<a/>", "Stuur een bestand met het formulier"),
        (f"{GRENS}; charset=undefined", HEEL, "Stuur het formulier in UTF-8"),
        (f'{GRENS}; CHARSET="punycode"', HEEL, "Stuur het formulier in UTF-8"),
        (f"{GRENS}; charset=\0", HEEL, "Stuur het formulier in UTF-8"),
        (f"{GRENS}; charset=utf-8; charset=idna", HEEL, "Stuur het formulier in UTF-8"),
        (GRENS, TEKST % (b"x" * (GROOTSTE_VELD + 1)), "De geplakte tekst is te groot"),
        ("multipart/form-data; boundary=", HEEL, "niet helemaal aan"),
        (f"multipart/form-data; boundary={'x' * 9000}", HEEL, "niet helemaal aan"),
    ],
    ids=[
        "cut off",
        "no parts",
        "empty",
        "no boundary",
        "too many",
        "no form",
        "another codec",
        "a slow codec",
        "no codec",
        "two codecs",
        "a long text",
        "an empty boundary",
        "a long boundary",
    ],
)
def test_a_form_that_is_broken_says_how(bezoeker: TestClient, soort: str, inhoud: bytes, zin: str) -> None:
    for pad in ("/", "/keten"):
        antwoord = bezoeker.post(pad, content=inhoud, headers={"Content-Type": soort})
        assert antwoord.status_code == 400
        assert zin in tekst_van(antwoord.text)


def test_who_sends_a_large_file_while_too_many_do_gets_a_page_that_says_so(
    met: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buitenlaag, "PLAATSEN_VREEMDEN", 0)
    monkeypatch.setattr(buitenlaag, "WACHT_SECONDEN", 0.01)
    with met() as bezoeker:
        for pad in ("/", "/keten"):
            groot = bezoeker.post(pad, files={"bestand": ("a.xml", b"x" * 100_000)})
            assert (groot.status_code, groot.headers["retry-after"]) == (503, "2")
            assert "Er wordt al veel groots tegelijk verstuurd" in groot.text
        assert bezoeker.post("/", files={"bestand": ("a.xml", GOED)}).status_code == 200
