"""Somebody rehearses a chain on the page: the story, the allocations in time, and the answers."""

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from app.api.kader import beurt
from app.istandaard import codec
from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.fouten import fouten, met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.processen import naspelen
from tests.istandaard.retouren import AF, retour
from tests.istandaard.retouren import GOED as GOED_RETOUR
from tests.istandaard.test_zip import zip_van
from tests.web.test_controle import tekst_van

GOED = {naam: inhoud for naam, (_, inhoud) in bestanden(jaar()).items()}


def oordelen(html: str) -> list[str]:
    return re.findall(r'<span class="nl-data-badge">(.*?)</span>', html)


def namen(html: str) -> list[str]:
    return re.findall(r'<h3 class="nl-heading nl-heading--level-4">([^<]*\.xml)</h3>', html)


def speel(bezoeker: TestClient, *berichten: tuple[str, bytes], **velden: str) -> str:
    antwoord = bezoeker.post("/keten", files=[("bestanden", bericht) for bericht in berichten], data=velden)
    assert antwoord.status_code == 200
    return antwoord.text


def test_what_was_not_checked_is_told_once_for_the_chain_with_why(bezoeker: TestClient) -> None:
    tekst = tekst_van(bezoeker.get("/keten/voorbeeld/fouten").text)
    assert tekst.count("Wat niet is gecontroleerd, en waarom") == 1
    assert "Hiervoor nodig: de afgesproken lijst van producten. TR381 :" in tekst
    assert "eerdere berichten. Speel" not in tekst


def test_the_sample_year_goes_as_it_should(bezoeker: TestClient) -> None:
    html = bezoeker.get("/keten/voorbeeld/goed").text
    assert oordelen(html) == ["Goedgekeurd"] * len(GOED)
    assert f"Alle {len(GOED)} berichten worden goedgekeurd." in html


def test_each_of_the_ten_mistakes_is_found_with_its_rule_and_what_is_better(bezoeker: TestClient) -> None:
    html = bezoeker.get("/keten/voorbeeld/fouten").text
    assert len(oordelen(html)) == len(met_fouten())
    assert len(oordelen(html)) - oordelen(html).count("Goedgekeurd") == 10
    tekst = tekst_van(html)
    for stap in fouten():
        assert f'href="/regels/{stap.regel}"' in html
        assert f"{stap.uitleg} Beter: {stap.herstel}" in tekst


def test_the_allocations_stand_in_a_picture_and_in_tables_that_say_the_same(bezoeker: TestClient) -> None:
    html = bezoeker.get("/keten/voorbeeld/goed").text
    assert html.count('<rect class="tijdlijn__toegewezen" x') == 3
    assert html.count('<rect class="tijdlijn__geleverd" x') == 5
    tekst = tekst_van(html)
    assert "Toegewezen 13 januari 2025 tot en met 31 augustus 2025 Omvang 4 uur per week" in tekst
    assert "van 13 januari 2025 tot en met 11 april 2025, tijdelijk gestopt" in tekst
    assert "jan 2025 11 uur 12 uur € 825,00" in tekst


def test_the_answers_can_be_downloaded_and_are_kept_nowhere(bezoeker: TestClient) -> None:
    html = bezoeker.get("/keten/voorbeeld/goed").text
    (adres,) = re.findall(r'href="data:application/zip;base64,([^"]+)" download="antwoorden.zip"', html)
    with ZipFile(BytesIO(b64decode(adres))) as archief:
        genoemd = re.findall(r'Antwoord: <code class="nl-code">(.*?)</code>', html)
        assert archief.namelist() == genoemd != []
        assert b"wmo302:Bericht" in archief.read("001-wmo302.xml")


def test_a_return_that_contradicts_is_for_a_person(bezoeker: TestClient) -> None:
    naam, inhoud = next(iter(GOED.items()))
    retouren = [(f"9{wat}.xml", retour(codec.lees(inhoud), wat, f"R{wat}")) for wat in (GOED_RETOUR, AF)]
    html = speel(bezoeker, (naam, inhoud), *retouren)
    assert oordelen(html) == ["Goedgekeurd", "Klopt", "Na te gaan"]
    assert "Bij 1 moet iemand uitzoeken wat klopt." in html


def test_of_other_lines_is_spoken_only_where_there_are(bezoeker: TestClient) -> None:
    assert "De andere regels zijn toegekend" not in bezoeker.get("/keten/voorbeeld/fouten").text


def test_files_go_by_name_unless_somebody_put_them_in_order(bezoeker: TestClient) -> None:
    eerste, tweede = list(GOED.items())[:2]
    assert namen(speel(bezoeker, tweede, eerste)) == [eerste[0], tweede[0]]
    html = speel(bezoeker, tweede, eerste, volgorde="zelf")
    assert namen(html) == [tweede[0], eerste[0]]
    assert oordelen(html) == ["Afgekeurd", "Goedgekeurd"]


def test_a_zip_is_a_chain_too_and_what_cannot_be_read_stands_in_it(bezoeker: TestClient) -> None:
    inhoud = BytesIO()
    with ZipFile(inhoud, "w") as archief:
        archief.writestr("2.xml", "<a>")
        archief.writestr("1.xml", next(iter(GOED.values())))
    html = speel(bezoeker, ("keten.zip", inhoud.getvalue()))
    assert oordelen(html) == ["Goedgekeurd", "Niet te lezen"]


def test_of_what_is_no_message_it_says_what_to_send_and_nothing_of_a_schema(bezoeker: TestClient) -> None:
    tekst = tekst_van(speel(bezoeker, ("brief.pdf", b"%PDF-1.7")))
    assert "Dit is een PDF, geen bericht. Vraag uw softwareleverancier" in tekst
    assert "schema" not in tekst


def test_a_chain_shows_no_bsn(bezoeker: TestClient) -> None:
    for pad in ("/keten/voorbeeld/goed", "/keten/voorbeeld/fouten"):
        zonder_zip = re.sub(r'href="data:[^"]*"', "", bezoeker.get(pad).text)
        assert "999990019" not in zonder_zip


HALF = zip_van(("a.xml", b" " * (naspelen.GRENZEN.uitgepakt // 2 + 1)))
"""More than half of what a chain may count; after two of these nothing is opened."""


@pytest.mark.parametrize(
    ("berichten", "melding"),
    [
        ([("a.xml", b" " * (naspelen.GRENZEN.uitgepakt + 1))], "samen hoogstens 5 MB"),
        ([("a.xml", b"<a>" * (naspelen.MEESTE_TAGS + 1))], "begin- en eindtags"),
        ([("a.zip", HALF), ("b.zip", HALF), ("c.zip", b"PK\3\4kapot")], "samen hoogstens 5 MB"),
        ([("a.zip", b"PK\3\4kapot")], "geen ZIP-bestand"),
        ([("a.zip", zip_van(("LEESMIJ.txt", b"x")))], "geen XML-bestanden"),
    ],
    ids=["bytes", "tags", "ZIPs together", "broken ZIP", "ZIP without messages"],
)
def test_a_chain_beyond_a_bound_is_refused_with_the_bound(
    bezoeker: TestClient, berichten: list[tuple[str, bytes]], melding: str
) -> None:
    antwoord = bezoeker.post("/keten", files=[("bestanden", bericht) for bericht in berichten])
    assert antwoord.status_code == 400
    assert melding in antwoord.text
    assert '<input class="bestand" id="bestanden"' in antwoord.text  # with the form, to try again


VOORBEELDEN = Path(__file__).parents[2] / "docs" / "berichten" / "voorbeelden"


def voorbeeld(soort: str) -> tuple[str, bytes]:
    return f"{soort}.xml", (VOORBEELDEN / f"{soort}.xml").read_bytes()


def test_of_one_message_nothing_is_said_as_of_many(bezoeker: TestClient) -> None:
    tekst = tekst_van(speel(bezoeker, next(iter(GOED.items()))))
    assert "Het bericht wordt goedgekeurd." in tekst
    assert "Download het antwoord (ZIP)" in tekst
    assert "per bericht" not in tekst


def test_an_answer_that_rejects_is_not_called_approved(bezoeker: TestClient) -> None:
    afgekeurd = voorbeeld("wmo301")
    (adres,) = re.findall(r"data:application/zip;base64,([^\"]+)", speel(bezoeker, afgekeurd))
    with ZipFile(BytesIO(b64decode(adres))) as archief:
        (antwoord,) = ((f"z-{naam}", archief.read(naam)) for naam in archief.namelist())
    assert oordelen(speel(bezoeker, afgekeurd, antwoord)) == ["Afgekeurd", "Klopt"]


def test_what_may_be_missing_before_the_chain_is_told(bezoeker: TestClient) -> None:
    tekst = tekst_van(speel(bezoeker, voorbeeld("wmo301"), voorbeeld("wmo323")))
    assert "Vooraf is er geen geschiedenis. Gaat er een bericht aan vooraf, zoals het verzoek" in tekst
    assert "geen geschiedenis" not in bezoeker.get("/keten/voorbeeld/goed").text


def test_without_files_the_form_says_what_is_missing(bezoeker: TestClient) -> None:
    antwoord = bezoeker.post("/keten", files={"bestanden": ("", b"")})
    assert antwoord.status_code == 400
    assert "Kies de bestanden van de keten, of een ZIP." in antwoord.text
    assert bezoeker.get("/keten/voorbeeld/x").status_code == 404


def test_the_sample_year_takes_no_turn_of_those_who_check(
    bezoeker: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    with beurt.CONTROLE.beurt("0957"):
        assert bezoeker.get("/keten/voorbeeld/fouten").status_code == 200
        assert bezoeker.post("/keten", files={"bestanden": voorbeeld("wmo301")}).status_code == 503


def test_dates_at_the_ends_of_the_calendar_break_no_picture(bezoeker: TestClient) -> None:
    naam, toewijzing = next(iter(GOED.items()))
    for begin, eind in ((b"0001-01-01", b"9999-12-31"), (b"9999-12-30", b"9999-12-31")):
        inhoud = re.sub(rb"Ingangsdatum>[^<]*<", b"Ingangsdatum>%b<" % begin, toewijzing)
        speel(bezoeker, (naam, re.sub(rb"Einddatum>[^<]*<", b"Einddatum>%b<" % eind, inhoud)))
