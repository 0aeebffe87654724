"""All that is held about one person, to read for that person (AVG art. 12 and 15, W06)."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, get_args
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from lxml import html
from pydantic import BaseModel

from app.api.export import AanbiederexportUit, ExportUit
from app.api.inzage import WOORDEN
from app.documenten.webblad import Deel, Tabel, maak_webblad
from app.domain.partijen import Rol
from app.istandaard.codelijsten import codelijst
from app.opslag import Databank
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast


@pytest.fixture
def zaak(databank: Databank) -> Zaak:
    with databank.transactie(bouw.verwerker()) as opslag:
        return leg_zaak_vast(opslag)


def lees(als_gemeente: Callable[..., TestClient], zaak: Zaak, vervolg: str = "/document") -> Any:
    antwoord = als_gemeente(bouw.ROERMOND, Rol.ADMINISTRATIE).get(
        f"/v1/clienten/{zaak.client.id}/export{vervolg}"
    )
    assert antwoord.status_code == 200, antwoord.text
    return antwoord


def onderdelen(soort: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, and in those."""
    if isinstance(soort, type) and issubclass(soort, BaseModel):
        yield soort
        for veld in soort.model_fields.values():
            yield from onderdelen(veld.annotation)
    for deel in get_args(soort):
        yield from onderdelen(deel)


def is_id(soort: Any) -> bool:
    return soort is UUID or any(map(is_id, get_args(soort)))


BESTANDEN = (ExportUit, AanbiederexportUit)


def test_every_field_of_a_file_has_its_meaning_and_no_word_is_for_nothing() -> None:
    velden = {
        veld
        for bestand in BESTANDEN
        for model in {*onderdelen(bestand)} - {bestand}
        for veld, wat in model.model_fields.items()
        if not is_id(wat.annotation) and not wat.exclude
    }
    weggelaten = set(WOORDEN["weggelaten"])
    assert WOORDEN["uitleg"].keys() == velden - weggelaten
    assert WOORDEN["namen"].keys() <= velden | ExportUit.model_fields.keys()
    assert [*WOORDEN["onderdelen"], "vervolg_verwerkingen"] == [*ExportUit.model_fields]
    assert [*WOORDEN["aanbieder"]] == [*AanbiederexportUit.model_fields]
    assert weggelaten <= velden | ExportUit.model_fields.keys()


def test_every_code_has_a_list() -> None:
    modellen = {model.__name__: model for bestand in BESTANDEN for model in onderdelen(bestand)}
    for naam, lijst in WOORDEN["codelijsten"].items():
        model, _, veld = naam.rpartition(".")
        assert veld in (modellen[model].model_fields if model else WOORDEN["uitleg"])
        assert codelijst(lijst).codes


def test_a_person_reads_what_is_held_in_words_with_what_it_means_and_who_saw_it(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    antwoord = lees(als_gemeente, zaak)
    assert antwoord.headers["content-type"] == "text/html; charset=utf-8"
    blad = html.document_fromstring(antwoord.content)
    rijen = {tuple(cel.text_content() for cel in rij) for rij in blad.iter("tr")}

    assert ("Burgerservicenummer", bouw.BSN.cijfers, "Uw persoonlijke nummer bij de overheid.") in rijen
    assert ("Geslacht", "Vrouwelijk", "Het geslacht.") in rijen
    assert ("Geboortedatum: Datum", "9 juli 1941", "De datum.") in rijen
    assert any(rij[2:5] == ("toegang", "gemeente Roermond", "maken") for rij in rijen)
    assert ("Aanbieder", bouw.een_aanbieder().naam, "Wie u ondersteunt.") in rijen
    koppen = [kop.text_content() for kop in blad.iter("h2")]
    assert koppen[0] == "Uw gegevens"
    assert koppen[-1] == "Wie uw gegevens bekeek of veranderde"
    assert str(zaak.client.id) not in antwoord.text
    assert "&lt;Bericht" not in antwoord.text


def test_reading_it_is_in_the_access_record(als_gemeente: Callable[..., TestClient], zaak: Zaak) -> None:
    lees(als_gemeente, zaak)
    verwerkingen = lees(als_gemeente, zaak, "").json()["verwerkingen"]
    assert "lees_exportdocument" in {v["activiteit"] for v in verwerkingen}


def test_of_each_request_who_it_is_about_reads_once_what_it_did(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    """So that a file that was asked for before is no longer by each of the things that was read then."""
    lees(als_gemeente, zaak, "")
    blad = html.document_fromstring(lees(als_gemeente, zaak).content)
    rijen = [[cel.text_content() for cel in rij] for rij in [*blad.iter("table")][-1].iter("tr")]
    waarvan, waarin = rijen[0].index("Waarvan"), rijen[0].index("Activiteit")
    (export,) = (rij for rij in rijen if rij[waarin] == "exporteer cliënt")
    assert {"cliënt", "besluit", "toewijzing"} < {*export[waarvan].split(", ")}


def test_a_reader_program_finds_the_language_headings_and_tables(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    """WCAG 2.1: 1.3.1, 2.4.2, 2.4.6, 3.1.1."""
    blad = html.document_fromstring(lees(als_gemeente, zaak).content)
    assert blad.get("lang") == "nl"
    assert blad.findtext(".//title")
    niveaus = [int(el.tag[1]) for el in blad.iter() if re.fullmatch("h[1-6]", str(el.tag))]
    assert niveaus.count(1) == 1
    assert all(erna <= ervoor + 1 for ervoor, erna in pairwise(niveaus))
    for tabel in blad.iter("table"):
        assert {th.get("scope") for th in tabel.iter("th")} == {"col", "row"}
        assert len({len(rij) for rij in tabel.iter("tr")}) == 1
    doelen = {el.get("id") for el in blad.iter("section")}
    assert {a.get("href")[1:] for a in blad.iter("a")} == doelen


def test_the_page_needs_nothing_else_and_a_browser_may_show_it(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    antwoord = lees(als_gemeente, zaak)
    (stijl,) = re.findall("<style>(.*)</style>", antwoord.text, re.S)
    merk = base64.b64encode(hashlib.sha256(stijl.encode()).digest()).decode()
    assert f"'sha256-{merk}'" in antwoord.headers["content-security-policy"]
    assert not re.search(r"<script|<link|<img|https?://", antwoord.text)


def test_text_of_a_user_stays_text() -> None:
    kwaad = "<script>alert(1)</script>\u202e&\x00"
    blad = maak_webblad("T", (kwaad,), (Deel("K", (kwaad,), Tabel(("A", "B"), ((kwaad, kwaad),))),)).decode()
    assert "<script" not in blad
    assert blad.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;<") == 4


def test_it_is_for_who_administers_alone(als_gemeente: Callable[..., TestClient], zaak: Zaak) -> None:
    pad = f"/v1/clienten/{zaak.client.id}/export/document"
    assert als_gemeente(bouw.ROERMOND, Rol.TOEGANG).get(pad).status_code == 403
    assert als_gemeente(bouw.HEUSDEN, Rol.ADMINISTRATIE).get(pad).status_code == 404
