"""Somebody checks a message on the page: what is said of it, and that nothing of it gets out."""

import gzip
import logging
import re
from html import unescape
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from app.api.kader import beurt
from app.istandaard.retourinhoud import OP_WAT
from app.istandaard.xml import BERICHTSOORTEN, SCHEMAS
from app.processen import naslaan
from app.web import controle
from app.web.bladen import lees_bladen
from app.web.controle import Controleblad
from app.web.uitslag import GROOTSTE_LEESBAAR, uitslag_van
from tests.istandaard.test_foutbericht import een_fo01
from tests.web.conftest import HTML, NU, Maak

VOORBEELDEN = Path(__file__).parents[2] / "docs" / "berichten" / "voorbeelden"
GOED = (VOORBEELDEN / "wmo301.xml").read_bytes()
FOUT = re.sub(rb"<wmo301:Einddatum>[^<]*</wmo301:Einddatum>", b"", GOED)
BSN = re.search(rb"Bsn>([0-9]{9})<", GOED)[1].decode()


def controleer(bezoeker: TestClient, inhoud: bytes, naam: str = "bericht.xml") -> str:
    antwoord = bezoeker.post("/", files={"bestand": (naam, inhoud)})
    assert antwoord.status_code == 200
    return antwoord.text


def tekst_van(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def test_a_good_message_is_said_to_be_good_and_is_told_in_words(bezoeker: TestClient) -> None:
    tekst = tekst_van(controleer(bezoeker, GOED))
    assert "In dit bericht (wmo301) is geen fout gevonden" in tekst
    assert "Afzender 0957 (Roermond)" in tekst
    assert "categorie 02 (Begeleiding)" in tekst
    assert "Wat niet is gecontroleerd, en waarom" in tekst


def test_each_finding_says_what_stands_there_what_may_and_what_to_do(bezoeker: TestClient) -> None:
    html = controleer(bezoeker, FOUT)
    tekst = tekst_van(html)
    assert "In dit bericht (wmo301) staat 1 fout" in tekst
    assert "Hier staat geen einddatum." in tekst
    assert "Toegestaan een einddatum." in tekst
    assert "Wat te doen Vul een einddatum in, of kies een andere frequentie." in tekst
    assert "Gemeente, die dit bericht stuurt Verbeter het. Dit bericht telt als niet verzonden." in tekst
    assert "Aanbieder, die het krijgt Keur het af met een wmo302." in tekst
    assert 'href="/regels/CD076"' in html


@pytest.mark.parametrize("einde", [b"\n", b"\r\n"], ids=["LF", "CR LF"])
def test_a_finding_stands_beside_its_own_lines(bezoeker: TestClient, einde: bytes) -> None:
    regels = [regel.rstrip(b"\r") for regel in FOUT.split(b"\n")]
    fout = next(n for n, regel in enumerate(regels, start=1) if b"<wmo301:ToegewezenProduct>" in regel)
    html = controleer(bezoeker, einde.join(regels))
    (hier,) = re.findall(r'<li value="(\d+)" class="bron__hier">.*?<code dir="ltr">(.*?)</code>', html)
    assert (int(hier[0]), unescape(hier[1]).strip()) == (fout, "<wmo301:ToegewezenProduct>")


def test_a_wrong_encoding_stands_beside_the_line_that_names_it(bezoeker: TestClient) -> None:
    html = controleer(bezoeker, b"\xef\xbb\xbf" + GOED.replace(b"UTF-8", b"ISO-8859-1", 1))
    (hier,) = re.findall(r'class="bron__hier">.*?<code dir="ltr">(.*?)</code>', html)
    assert 'encoding="ISO-8859-1"' in unescape(hier)


def test_a_file_on_one_line_is_spread_over_lines(bezoeker: TestClient) -> None:
    html = controleer(bezoeker, re.sub(rb">\s+<", b"><", FOUT))
    assert "over regels verdeeld" in html
    (hier,) = re.findall(r'class="bron__hier">.*?<code dir="ltr">(.*?)</code>', html)
    assert unescape(hier) == "<wmo301:ToegewezenProduct>"


@pytest.mark.parametrize("soort", BERICHTSOORTEN)
def test_every_message_of_the_standard_is_told_in_words_without_who_it_is_about(
    bezoeker: TestClient, soort: str
) -> None:
    inhoud = (VOORBEELDEN / f"{soort}.xml").read_bytes()
    html = controleer(bezoeker, inhoud)
    assert "Wat er in het bericht staat" in html
    for geheim in re.findall(rb"(?:Bsn|Achternaam|Straatnaam|Postcode|Emailadres)>([^<]+)<", inhoud):
        assert geheim.decode() not in html


HEEN = {s: a for a, s in OP_WAT.items()}
"""By each message that is answered: its answer."""


@pytest.mark.parametrize("soort", HEEN)
def test_a_good_message_says_what_its_sender_and_its_receiver_do(bezoeker: TestClient, soort: str) -> None:
    tekst = tekst_van(controleer(bezoeker, (VOORBEELDEN / f"{soort}.xml").read_bytes()))
    assert f"In dit bericht ({soort}) is geen fout gevonden" in tekst
    van, aan = ("Gemeente", "Aanbieder") if soort in ("wmo301", "wmo319") else ("Aanbieder", "Gemeente")
    assert f"{van}, die dit bericht stuurt Op zichzelf klopt het: u kunt het zo versturen." in tekst
    assert f"{aan}, die het krijgt" in tekst
    assert f"Antwoord met een {HEEN[soort]}." in tekst


@pytest.mark.parametrize("soort", OP_WAT)
def test_an_answer_says_what_becomes_of_the_message_and_never_that_it_can_be_sent(
    bezoeker: TestClient, soort: str
) -> None:
    tekst = tekst_van(controleer(bezoeker, (VOORBEELDEN / f"{soort}.xml").read_bytes()))
    assert re.search(rf"Dit antwoord \({soort}\) (keurt de|kent €)", tekst)
    van, aan = ("Aanbieder", "Gemeente") if soort in ("wmo302", "wmo320") else ("Gemeente", "Aanbieder")
    assert f"{aan}, die de {OP_WAT[soort]} stuurde" in tekst
    assert f"{van}, die dit antwoord stuurt U hoeft niets te doen." in tekst
    assert "versturen" not in tekst.partition("Controleer nog een bericht")[0]


def test_an_answer_that_rejects_tells_each_code_where_it_is_and_what_to_do(bezoeker: TestClient) -> None:
    html = controleer(bezoeker, (VOORBEELDEN / "wmo325.xml").read_bytes())
    tekst = tekst_van(html)
    assert "utrecht-alert--error" in html
    assert "kent € 584,00 toe van de € 1.168,00 van de declaratie (wmo323); de rest is geweigerd" in tekst
    assert "Client 1, Prestatie 1 Code 9308 Prestatie eindigt na de toewijzing Wat te doen Eindig de" in tekst
    assert 'href="/regels/TR308"' in html
    assert "Toewijzing nummer 1002" in tekst


def test_a_0001_says_to_check_the_message_that_was_sent(bezoeker: TestClient) -> None:
    tekst = tekst_van(controleer(bezoeker, (VOORBEELDEN / "wmo308.xml").read_bytes()))
    assert "Dit antwoord (wmo308) keurt de wmo307 af" in tekst
    assert "Het gaat over de wmo307 307-0001 van 1 oktober 2026. Dat bericht telt als niet" in tekst
    assert "Controleer hier de verzonden wmo307: dan ziet u wat en waar." in tekst


def test_an_answer_that_is_wrong_itself_is_mended_by_who_answered(bezoeker: TestClient) -> None:
    inhoud = (VOORBEELDEN / "wmo325.xml").read_bytes().replace(b">58400<", b">58401<", 1)
    tekst = tekst_van(controleer(bezoeker, inhoud))
    assert "In dit antwoord (wmo325) staat 1 fout" in tekst
    assert "Op een antwoord volgt geen retourbericht." in tekst
    assert "Gemeente, die dit antwoord stuurt Verbeter het antwoord en stuur het opnieuw." in tekst
    assert "Laat de gemeente zelf weten wat er niet klopt" in tekst


def test_a_notice_of_the_exchange_is_no_good_news(bezoeker: TestClient) -> None:
    html = controleer(bezoeker, een_fo01())
    assert "het knooppunt heeft een bericht niet bezorgd" in html
    assert "utrecht-alert--error" in html


def test_a_date_outside_the_calendar_stands_as_it_is(bezoeker: TestClient) -> None:
    inhoud = GOED.replace(b"Toewijzingsdatum>2026", b"Toewijzingsdatum>12026", 1)
    assert "12026-" in tekst_van(controleer(bezoeker, inhoud)).partition("Wat er in het bericht staat")[2]


@pytest.mark.parametrize("bsn", [BSN, "900212641", f"\n {BSN}\n ", f"<![CDATA[{BSN}]]>"])
def test_no_bsn_is_shown_right_or_wrong_however_it_is_written(bezoeker: TestClient, bsn: str) -> None:
    inhoud = re.sub(rb"Bsn>[0-9]+<", f"Bsn>{bsn}<".encode(), GOED)
    inhoud = inhoud.replace(b"</wmo301:Bsn>", b"</wmo301:Bsn>\n<wmo301:Teveel/>", 1)
    html = controleer(bezoeker, inhoud)
    assert not re.search(r"(?<!\d)90021264|99999\d{4}", html)
    assert "*********" in html


def test_nothing_of_a_message_is_logged_or_kept(
    bezoeker: TestClient, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with caplog.at_level(logging.DEBUG):
        controleer(bezoeker, FOUT + b" " * 2_000_000, "jansen-301.xml")
    assert not re.search(r"jansen|301-0001|AANVRAAG", caplog.text)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_message_is_answered_with_the_reason(bezoeker: TestClient) -> None:
    assert "Dit is geen XML" in tekst_van(controleer(bezoeker, b"Geachte heer, mevrouw"))
    assert "Gevonden: het element Bericht zonder namespace" in tekst_van(controleer(bezoeker, b"<Bericht/>"))


def test_without_a_message_the_form_says_what_is_missing(bezoeker: TestClient) -> None:
    antwoord = bezoeker.post("/", files={"bestand": ("", b"")})
    assert antwoord.status_code == 400
    assert "<title>Fout: " in antwoord.text
    assert "Kies een bestand, of plak de tekst van een bericht." in antwoord.text
    assert 'aria-invalid="true"' in antwoord.text


def test_a_message_that_is_too_large_to_tell_says_so(bezoeker: TestClient) -> None:
    groot = FOUT.replace(b"</wmo301:Bericht>", b" " * GROOTSTE_LEESBAAR + b"</wmo301:Bericht>")
    html = controleer(bezoeker, groot)
    assert "In dit bericht (wmo301) staat 1 fout" in html
    assert "te groot om hier in gewone woorden te tonen" in html
    assert "Wat er in het bericht staat" not in html


def test_a_message_can_be_pasted(bezoeker: TestClient) -> None:
    antwoord = bezoeker.post("/", files={"bestand": ("", b"")}, data={"tekst": f"\n{FOUT.decode()}"})
    assert "In dit bericht (wmo301) staat 1 fout" in antwoord.text


def test_of_a_zip_each_message_has_its_own_verdict(bezoeker: TestClient) -> None:
    inhoud = BytesIO()
    with ZipFile(inhoud, "w") as archief:
        archief.writestr("1-goed.xml", GOED)
        archief.writestr("2-fout.xml", FOUT)
        archief.writestr("3-kapot.xml", "<a>")
    html = controleer(bezoeker, inhoud.getvalue(), "berichten.zip")
    assert "<title>Bij 2 van de 3 berichten is iets te doen" in html
    assert re.findall(r'<a class="nl-link" href="#u\d">(.*?)</a>', html) == [
        "1-goed.xml",
        "2-fout.xml",
        "3-kapot.xml",
    ]


VIJANDIG = "<script>alert(1)</script>\u202egnp.\u200b\x07'\"><img src=x>"


def test_what_is_hostile_in_a_file_is_shown_as_text(bezoeker: TestClient) -> None:
    waarde = VIJANDIG.replace("\x07", "").replace("&", "&amp;").replace("<", "&lt;")
    inhoud = FOUT.replace(b"AANVRAAG-17", waarde[:20].encode())
    for html in (
        controleer(bezoeker, inhoud, f"{VIJANDIG}.xml"),
        controleer(bezoeker, VIJANDIG.encode()),
        controleer(bezoeker, f"<{waarde}".encode()),
    ):
        assert "<script>alert" not in html
        assert "<img" not in html
        assert not set(html) & {"\u202e", "\u200b", "\x07"}


def test_too_large_is_told_on_a_page(met: Maak) -> None:
    bezoeker = met(grootste_inhoud=2048)
    antwoord = bezoeker.post("/", files={"bestand": ("groot.xml", b" " * 5000)})
    assert antwoord.status_code == 413
    assert "De inhoud is te groot" in antwoord.text
    assert "Stuur een kleiner bestand" in antwoord.text


def test_when_too_many_are_checked_the_page_says_when_to_come_back(
    bezoeker: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beurt, "WACHT_SECONDEN", 0.05)
    with beurt.CONTROLE.beurt("0957"):
        antwoord = bezoeker.post("/", files={"bestand": ("a.xml", GOED)})
    assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, "2")
    assert "Het is nu te druk" in antwoord.text
    assert "In dit bericht (wmo301) is geen fout gevonden" in controleer(bezoeker, GOED)


def test_what_no_browser_sends_is_refused(bezoeker: TestClient) -> None:
    for inhoud, soort in ((b"<a/>", "application/xml"), (b"--x\r\n", "multipart/form-data; boundary=y")):
        antwoord = bezoeker.post("/", content=inhoud, headers=HTML | {"Content-Type": soort})
        assert antwoord.status_code == 400
        assert "<h1" in antwoord.text


def test_a_program_still_gets_problem_details(bezoeker: TestClient) -> None:
    for pad, koppen in (("/v1/bestaat-niet", HTML), ("/bestaat-niet", {"Accept": "*/*"})):
        antwoord = bezoeker.get(pad, headers=koppen)
        assert antwoord.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("inhoud", [GOED, FOUT, (VOORBEELDEN / "wmo323.xml").read_bytes()])
def test_the_page_costs_at_most_ten_milliseconds_above_the_check(inhoud: bytes) -> None:
    bladen = lees_bladen(None)
    controle = naslaan.controleer_voor_ieder(inhoud, NU.date(), SCHEMAS)

    def kosten() -> float:
        begin = process_time()
        uitslag = uitslag_van("a.xml", inhoud, controle, SCHEMAS)
        gzip.compress(bladen.maak("controle.html", Controleblad((uitslag,)), "/").encode(), 5)
        return process_time() - begin

    assert min(kosten() for _ in range(5)) < 0.010


def test_of_several_files_a_large_one_is_not_begun_when_little_of_the_time_is_left(
    bezoeker: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    klok = chain([0.0], repeat(3.0))
    monkeypatch.setattr(controle, "thread_time", lambda: next(klok))
    groot = b"<a>" + b" " * 2**20
    bestanden = [("eerste.xml", groot), ("groot.xml", groot), ("klein.xml", GOED)]
    html = bezoeker.post("/", files=[("bestand", bestand) for bestand in bestanden]).text
    assert html.count("Niet bekeken: alles samen kan te veel rekentijd kosten") == 1
    assert "In dit bericht (wmo301) is geen fout gevonden" in tekst_van(html)
