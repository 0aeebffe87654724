"""Somebody looks things up: every rule, message and code list has an address, and what is asked is found."""

import re

import pytest
from fastapi.testclient import TestClient

from app.istandaard.codelijsten import codelijsten
from app.istandaard.regels.register import register
from app.istandaard.voorbeelden import voorbeelden
from app.istandaard.xml import BERICHTSOORTEN
from tests.web.test_controle import tekst_van


def codes(html: str) -> list[str]:
    return re.findall(
        r'<th class="utrecht-table__cell" scope="row"><a class="nl-link" href="/regels/(\w+)"', html
    )


def test_every_rule_has_a_page_that_says_what_it_demands_and_what_to_do(bezoeker: TestClient) -> None:
    for regel in register():
        tekst = tekst_van(bezoeker.get(f"/regels/{regel.code}").text)
        assert regel.eis in tekst
        assert regel.doe is None or regel.doe in tekst
        assert regel.retourcode is None or f"Retourcode {regel.retourcode}" in tekst
        assert ("Van deze regel is geen voorbeeld" in tekst) == (regel.code not in voorbeelden()), regel.code


def test_a_rule_of_the_sample_year_has_a_wrong_and_a_right_example(bezoeker: TestClient) -> None:
    tekst = tekst_van(bezoeker.get("/regels/TR019").text)
    assert "Fout Een start op toewijzing 7, die deze gemeente nooit stuurde." in tekst
    assert "Goed Neem het nummer over uit de wmo301" in tekst


def test_a_rule_shows_a_message_that_breaks_it_beside_one_that_does_not(bezoeker: TestClient) -> None:
    html = bezoeker.get("/regels/TR302").text
    fout, goed = re.findall(r'aria-label="(?:Fout|Goed) voorbeeld van regel TR302">(.*?)</div>', html, re.S)
    assert re.findall(r"<mark>.*?Ingangsdatum&gt;(.*?)&lt;", fout) == ["2026-06-30"]
    assert re.findall(r"<mark>.*?Ingangsdatum&gt;(.*?)&lt;", goed) == ["2026-07-01"]


def test_a_rule_of_history_says_what_makes_the_same_message_right(bezoeker: TestClient) -> None:
    assert "dezelfde regels zijn goed als eerdere" in tekst_van(bezoeker.get("/regels/TR304").text)


def test_rules_are_listed_by_code_message_and_return_code(bezoeker: TestClient) -> None:
    assert codes(bezoeker.get("/regels").text) == [regel.code for regel in register()]
    assert codes(bezoeker.get("/regels?zoek=tr019").text) == ["TR019"]
    assert codes(bezoeker.post("/regels", data={"zoek": "tr019", "bericht": ""}).text) == ["TR019"]
    assert codes(bezoeker.get("/regels?bericht=wmo319").text) == [
        regel.code for regel in register() if "wmo319" in regel.berichten
    ]
    met_9019 = codes(bezoeker.get("/regels?zoek=9019").text)
    assert met_9019 == [regel.code for regel in register() if regel.retourcode == "9019"] != []
    assert "0 regels gevonden" in bezoeker.get("/regels?zoek=niets-van-dit").text


@pytest.mark.parametrize("soort", BERICHTSOORTEN)
def test_a_message_has_its_fields_with_their_lists_and_its_rules(bezoeker: TestClient, soort: str) -> None:
    html = bezoeker.get(f"/berichten/{soort}").text
    assert '<code class="nl-code">Afzender</code>' in html
    assert 'href="/codelijsten/CBS-gemeentecodes"' in html
    assert codes(html) == [regel.code for regel in register() if soort in regel.berichten]
    ankers = set(re.findall(r'href="#(\w+)"', html)) - {"inhoud"}
    assert ankers <= set(re.findall(r'id="(\w+)"', html))


def test_every_code_list_has_a_page_with_all_its_codes(bezoeker: TestClient) -> None:
    for lijst in codelijsten():
        tekst = tekst_van(bezoeker.get(f"/codelijsten/{lijst.id}").text)
        assert all(" ".join(f"{c.code} {c.betekenis}".split()) in tekst for c in lijst.codes.values())


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("S329", "Productcode hoort niet bij de productcategorie"),
        ("tr302", "/regels/TR302"),
        ("Roermond", "/codelijsten/CBS-gemeentecodes"),
        ("declaratie", "/berichten/wmo323"),
        ("beëindiging", "/codelijsten/WMO588"),
        ("BEEINDIGING", "/codelijsten/WMO588"),
    ],
)
def test_the_search_finds_codes_rules_messages_and_lists(
    bezoeker: TestClient, vraag: str, gevonden: str
) -> None:
    assert gevonden in bezoeker.get("/zoeken", params={"zoek": vraag}).text


def test_what_is_looked_for_is_shown_as_text_and_stands_in_no_title(bezoeker: TestClient) -> None:
    for pad in ("/zoeken", "/regels"):
        html = bezoeker.get(pad, params={"zoek": '"><script>alert(1)</script>', "bericht": "<b>"}).text
        assert "<script>alert" not in html
        assert "<b>" not in html
        assert "alert" not in html.partition("</title>")[0]


@pytest.mark.parametrize("pad", ["/zoeken", "/regels"])
@pytest.mark.parametrize("getypt", ["999900006", "9999.00.006", "x 9999 00 006", "99990000", "\u0669" * 9])
def test_a_number_that_could_be_a_bsn_is_not_looked_for_and_stands_in_no_address(
    bezoeker: TestClient, pad: str, getypt: str
) -> None:
    for antwoord in (
        bezoeker.post(pad, data={"zoek": getypt, "bericht": ""}),
        bezoeker.get(pad, params={"zoek": getypt}),
        bezoeker.get(pad, params={"bericht": getypt}),
    ):
        assert str(antwoord.url) == f"http://testserver{pad}?geweigerd=nummer"
        assert "Hier is niet naar gezocht" in antwoord.text
        assert getypt not in antwoord.text


def test_a_question_gets_an_address_that_can_be_passed_on(bezoeker: TestClient) -> None:
    for getypt in ("TR302", "0001 8848 9019", "01H01", "beëindiging"):
        antwoord = bezoeker.post("/zoeken", data={"zoek": getypt})
        assert dict(antwoord.url.params) == {"zoek": getypt}
        assert "Hier is niet naar gezocht" not in antwoord.text


@pytest.mark.parametrize("pad", ["/regels/TR999", "/berichten/wmo399", "/codelijsten/X", "/berichten/%2e%2e"])
def test_what_the_standard_has_not_is_not_found(bezoeker: TestClient, pad: str) -> None:
    antwoord = bezoeker.get(pad)
    assert antwoord.status_code == 404
    assert "<h1" in antwoord.text


def test_an_english_page_says_what_this_is(bezoeker: TestClient) -> None:
    html = bezoeker.get("/en").text
    assert '<html lang="en">' in html
    assert "What this is" in html
