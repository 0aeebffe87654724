"""What is wrong on purpose, through the page; and very many at once."""

from concurrent.futures import ThreadPoolExecutor
from time import process_time

import httpx2
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from app.istandaard.bevindingen import Bevinding
from app.istandaard.tonen import toonbaar
from app.web.bron import lees_bron
from app.web.uitslag import fouten_in
from tests.api.test_verkeerde_invoer import AAN_DE_DEUR
from tests.browser.draaien import serveer
from tests.istandaard.test_omvang import CODE, in_301, in_325
from tests.istandaard.test_zip import zip_van
from tests.web.conftest import HTML, Maak
from tests.web.test_controle import FOUT, GOED, controleer, tekst_van

ZIPS = {
    "a name that steers": zip_van(("../../\u202e<script>x.xml", b"<a/>")),
    "a ZIP in a ZIP": zip_van(("binnen.zip", zip_van(("a.xml", b"<a/>")))),
    "a bomb": zip_van(("a.xml", b" " * 6 * 2**20)),
    "too many": zip_van(*((f"{nummer}.xml", b"<a/>") for nummer in range(501))),
    "no XML": zip_van(("a.txt", b"a")),
    "cut off": zip_van(("a.xml", b"<a/>"))[:-5],
}
ANDERS_GENOEMD = {
    "nothing but spaces": "leeg",
    "JSON": "Dit is JSON.",
    "another document": "Dit is een webpagina.",
}
ZWAAR = {
    "very many elements": in_301(b"<x/>" * 100_001),
    "very many codes": in_325(CODE * 200_000),
    "a comment without end": in_301(b"<!--" + b"x" * 2_000_000),
    "a line without end": in_301(b"<x>" + b"y" * 60_000 + b"</x>"),
    "a Bsn in very many tags": b"<Bsn>999999990" * 100_000,
    "tags without end": b"<" * 1_000_000,
    "a tag that goes on and on about a Bsn": in_301(b"<x/><!-- <" + b"bsn" * 60_000 + b"< -->"),
    "white space in UTF-16": in_301(b"<x/>" + b" " * 60_000).decode().split("?>")[1].encode("utf-16"),
}


@pytest.mark.parametrize("naam", AAN_DE_DEUR)
def test_what_is_refused_at_the_door_is_refused_on_the_page_for_the_same_reason(
    bezoeker: TestClient, naam: str
) -> None:
    inhoud, waarom = AAN_DE_DEUR[naam]
    html = controleer(bezoeker, inhoud)
    if naam == "a ZIP":
        assert "In dit bericht (wmo305) is geen fout gevonden" in html
    elif naam in ANDERS_GENOEMD:
        assert ANDERS_GENOEMD[naam] in html
    else:
        anders = {"XSD": "Het schema (XSD)", "tekencodering": "OP192"}
        assert anders.get(waarom, waarom) in tekst_van(html)
    assert "lol" not in html
    assert "root:" not in html


@pytest.mark.parametrize("inhoud", [*ZIPS.values(), *ZWAAR.values()], ids=[*ZIPS, *ZWAAR])
def test_what_is_heavy_or_steers_gets_a_page_that_is_small_and_says_why(
    bezoeker: TestClient, inhoud: bytes
) -> None:
    html = controleer(bezoeker, inhoud)
    assert len(html) < 200_000
    assert "<script>x" not in html
    assert "\u202e" not in html
    assert "999999990" not in html
    assert "fout" in html or "niet" in html


@pytest.mark.parametrize(
    "inhoud",
    [in_301(b"<x/>" * 6_000_000), in_301(b"\n<x/>" * 4_000_000), b"<a>" + b"\n" * 24_000_000],
    ids=["on one line", "on lines of their own", "lines of nothing"],
)
def test_what_is_shown_of_a_file_of_25_mb_costs_little_beside_its_check(inhoud: bytes) -> None:
    bevindingen = (Bevinding("XSD", None, None, "/Bericht/Header", 1, "melding"),) * 50
    begin = process_time()
    fouten = fouten_in("a.xml", inhoud, bevindingen)
    assert process_time() - begin < 0.25
    assert [fout.regelnummer for fout in fouten.fouten] == [1] * 50


@given(st.binary(max_size=400), st.integers(1, 20))
def test_the_lines_around_a_finding_are_those_of_the_file_whatever_is_in_it(
    inhoud: bytes, regel: int
) -> None:
    bron = lees_bron(b"<a>" + inhoud, [Bevinding("XSD", None, None, None, regel, "melding")])
    assert len(bron.regels) == (b"<a>" + inhoud).count(b"\n") + 1
    for getoond in bron.rond(0):
        assert getoond.tekst == toonbaar(getoond.tekst)
        assert abs(getoond.nummer - regel) <= 2


@given(st.text(max_size=80), st.integers(0, 999_999_999))
def test_whatever_stands_in_a_bsn_is_not_in_the_lines(rond: str, nummer: int) -> None:
    tekst = rond.replace("<", "").replace(">", "").encode(errors="replace")
    inhoud = b"<a><wmo301:Bsn>%b\n%09d\n%b</wmo301:Bsn></a>" % (tekst, nummer, tekst)
    bron = lees_bron(inhoud, [Bevinding("XSD", None, None, None, 1, "melding")])
    assert f"{nummer:09}" not in "\n".join(bron.regels)


@pytest.mark.alles
def test_of_two_hundred_uploads_at_once_each_is_answered_and_the_rest_goes_on(met: Maak) -> None:
    with serveer(met().app) as adres, httpx2.Client(base_url=adres, headers=HTML, timeout=60) as client:

        def stuur(nummer: int) -> tuple[int, str]:
            inhoud = GOED if nummer % 2 else FOUT
            antwoord = client.post("/", files={"bestand": ("a.xml", inhoud)})
            return antwoord.status_code, antwoord.text

        with ThreadPoolExecutor(200) as draden:
            lopend = [draden.submit(stuur, nummer) for nummer in range(200)]
            assert client.get("/livez").status_code == 200
            antwoorden = [opdracht.result() for opdracht in lopend]
    assert {status for status, _ in antwoorden} <= {200, 503}
    gelukt = [html for status, html in antwoorden if status == 200]
    assert gelukt
    assert all("In dit bericht (wmo301)" in html for html in gelukt)
    assert all("Het is nu te druk" in html for status, html in antwoorden if status == 503)
