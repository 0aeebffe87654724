"""What holds for every page: the policy, the weight, the limits, and that they can be off."""

import gzip
import logging
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.web import bestanden
from tests.web.conftest import Maak

BLADEN = [
    "/",
    "/keten",
    "/keten/voorbeeld/goed",
    "/keten/voorbeeld/fouten",
    "/regels",
    "/regels/TR019",
    "/berichten",
    "/berichten/wmo301",
    "/codelijsten",
    "/codelijsten/WJ756",
    "/zoeken",
    "/zoeken?zoek=uur",
    "/en",
]


@pytest.mark.parametrize("pad", [*BLADEN, "/bestaat-niet"])
def test_a_page_runs_nothing_of_its_own_and_asks_nothing_of_another_host(
    bezoeker: TestClient, pad: str
) -> None:
    antwoord = bezoeker.get(pad)
    beleid = antwoord.headers["content-security-policy"]
    assert "unsafe" not in beleid
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(beleid.split("; "))
    assert not re.search(r"<script>|<style|\sstyle=|\son[a-z]+=|https?://", antwoord.text)


@pytest.mark.usefixtures("browserbestanden")
def test_a_first_visit_weighs_at_most_a_hundred_kilobytes(met: Maak) -> None:
    bezoeker = met()
    pagina = bezoeker.get("/").text
    gewicht = len(gzip.compress(pagina.encode()))
    for adres in re.findall(r'(?:src|href)="(/web/[^"]+)"', pagina):
        antwoord = bezoeker.get(adres)
        assert antwoord.headers["content-encoding"] == "gzip"
        gewicht += int(antwoord.headers["content-length"])
    assert 20_000 < gewicht < 100_000


def test_a_file_may_be_kept_for_good_and_is_gone_when_it_changed(bezoeker: TestClient) -> None:
    (adres,) = re.findall(r'href="(/web/[^"]+css)"', bezoeker.get("/").text)
    assert "immutable" in bezoeker.get(adres).headers["cache-control"]
    assert bezoeker.get("/web/0000000000000000/stijl.css").status_code == 404


@pytest.mark.parametrize(
    ("methode", "pad", "operatie"),
    [
        ("GET", "/", "blad_controle"),
        ("GET", "/regels/TR302", "blad_regels_code"),
        ("POST", "/zoeken", "blad_zoeken_vraag"),
        ("POST", "/", "blad_controle_uitslag"),
        ("GET", "/bestaat-niet", None),
    ],
)
def test_a_page_is_logged_by_its_name(
    bezoeker: TestClient, caplog: pytest.LogCaptureFixture, methode: str, pad: str, operatie: str | None
) -> None:
    with caplog.at_level(logging.INFO):
        bezoeker.request(methode, pad, follow_redirects=False)
    (regel,) = (regel.velden for regel in caplog.records if regel.message == "request")
    assert regel["operation"] == operatie


def test_a_page_itself_is_not_kept(bezoeker: TestClient) -> None:
    assert bezoeker.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("pakt_uit", [True, False])
def test_a_page_is_packed_only_for_who_unpacks(bezoeker: TestClient, pakt_uit: bool) -> None:
    antwoord = bezoeker.get("/", headers={"Accept-Encoding": "gzip" if pakt_uit else "identity"})
    assert antwoord.headers.get("content-encoding") == ("gzip" if pakt_uit else None)
    assert "<h1" in antwoord.text


def test_without_what_comes_from_npm_the_pages_still_work(
    met: Maak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bestanden, "NPM", tmp_path)
    assert met().get("/").status_code == 200


def test_a_municipality_brings_its_own_tokens(met: Maak, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.css"
    tokens.write_text(".venlo-theme { --basis-color-default-bg-document: rebeccapurple; }")
    bezoeker = met(huisstijl=tokens)
    pagina = bezoeker.get("/").text
    assert '<body class="venlo-theme ' in pagina
    (adres,) = re.findall(r'href="(/web/[^"]+css)"', pagina)
    stijl = bezoeker.get(adres).text
    assert "rebeccapurple" in stijl
    assert "voorbeeld-theme" not in stijl


def test_there_are_no_pages_where_tokens_come_from_an_issuer_unless_asked(met: Maak) -> None:
    uitgevers = {"https://login.example.nl": "https://login.example.nl/jwks"}
    zonder = met(uitgevers=uitgevers)
    assert zonder.get("/", follow_redirects=False).headers["location"] == "/docs"
    assert zonder.get("/bestaat-niet").headers["content-type"] == "application/problem+json"
    assert "<h1" in met(uitgevers=uitgevers, bladzijden=True).get("/").text
    assert met(bladzijden=False).get("/", follow_redirects=False).status_code == 307


def test_what_does_not_exist_is_a_page_with_a_way_on(bezoeker: TestClient) -> None:
    antwoord = bezoeker.get("/bestaat-niet")
    assert antwoord.status_code == 404
    assert 'href="/"' in antwoord.text
    assert "urn:uuid:" in antwoord.text
