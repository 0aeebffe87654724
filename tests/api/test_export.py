"""All that is held about one person, for who asks what is known of him (AVG art. 15, W06)."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_args
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from app.api.export import ExportUit
from app.api.kader.rest.modellen import GROOTSTE_LIJST
from app.domain.bewaren import Bewaarreden, Vernietigingsverzoek
from app.domain.partijen import Rol
from app.opslag import Databank
from app.processen import export
from app.processen.export import Export
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast

OVERAL = {"gemeente", "client_id", "revisie"}
NIET_GETOOND = {
    "client": {"eerder_bsn"},  # somebody else's, perhaps
    "toewijzingen": {"melding_id", "onder_eerder_bsn"},  # the decision that it shows has it; see the client
    "berichten": {"versies", "wacht_in"},  # the XML has them; the worklist shows what waits
    "ondersteuningsplannen": {"afschriften"},  # they are among the documents
    "documenten": {"pdf"},
    "verwerkingen": {"id", "span_id", "parent_span_id", "aanroeper_span_id", "einde", "versie"},  # technical
}


@pytest.fixture
def zaak(databank: Databank) -> Zaak:
    with databank.transactie(bouw.verwerker()) as opslag:
        zaak = leg_zaak_vast(opslag)
        opslag.bewaarredenen.bewaar(
            Bewaarreden(
                id=uuid4(),
                gemeente=bouw.ROERMOND,
                client_id=zaak.client.id,
                melding_id=zaak.melding.id,
                reden="Beroep",
                tot=bouw.VANDAAG,
                door="m.jansen",
                op=bouw.NU,
            )
        )
        opslag.vernietigingsverzoeken.bewaar(
            Vernietigingsverzoek(uuid4(), bouw.ROERMOND, zaak.client.id, bouw.VANDAAG)
        )
        opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN))
    return zaak


def lees(als_gemeente: Callable[..., TestClient], zaak: Zaak, code: str = bouw.ROERMOND) -> Any:
    antwoord = als_gemeente(code, Rol.ADMINISTRATIE).get(f"/v1/clienten/{zaak.client.id}/export")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


def test_an_export_holds_one_of_each_kind_of_thing_that_was_recorded(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    inhoud = lees(als_gemeente, zaak)

    assert inhoud["client"]["bsn"] == bouw.BSN.cijfers
    lijsten = {naam: len(lijst) for naam, lijst in inhoud.items() if isinstance(lijst, list)}
    assert lijsten == dict.fromkeys(
        (
            "meldingen", "onderzoeken", "plannenVanAanpak", "ondersteuningsplannen", "planversies",
            "beoordelingen", "afzieningen", "aanvragen", "besluiten", "bezwaren", "feiten", "toewijzingen",
            "berichten", "rapportages", "documenten", "bewaarredenen", "vernietigingsverzoeken",
        ),
        1,
    ) | {"delingen": 0, "omzettingen": 1, "verwerkingen": 19}  # fmt: skip
    assert inhoud["berichten"][0]["xml"] == zaak.bericht.xml.decode()
    assert inhoud["documenten"][0]["sha256"] == zaak.document.sha256
    assert inhoud["planversies"][0]["planId"] == str(zaak.plan.id)


def test_every_field_that_is_held_is_shown_unless_it_is_known_why_not() -> None:
    for veld in fields(Export):
        soorten = [s for s in get_args(veld.type) if s is not Ellipsis] or [veld.type]
        model: Any = ExportUit.model_fields[veld.name].annotation
        while get_args(model):
            model = get_args(model)[0]
        if hasattr(model, "model_fields"):
            gehouden = {f.name for f in fields(soorten[0])}
            assert gehouden - set(model.model_fields) - OVERAL == NIET_GETOOND.get(veld.name, set()), (
                veld.name
            )


def test_an_export_is_recorded_as_reading_all_of_it(
    als_gemeente: Callable[..., TestClient], zaak: Zaak
) -> None:
    lees(als_gemeente, zaak)

    spoor = lees(als_gemeente, zaak)["verwerkingen"]

    gelezen = {(v["actie"], v["objectSoort"]) for v in spoor if v["activiteit"] == "exporteer_client"}
    assert gelezen == {("lezen", v["objectSoort"]) for v in spoor}
    assert len(gelezen) == 20


def test_more_than_a_page_of_a_list_is_exported_whole(
    als_gemeente: Callable[..., TestClient], databank: Databank, zaak: Zaak
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        for _ in range(GROOTSTE_LIJST):
            opslag.rapportages.bewaar(bouw.nog_een(zaak.rapportage))

    inhoud = lees(als_gemeente, zaak)

    assert len(inhoud["rapportages"]) == GROOTSTE_LIJST + 1
    assert len(inhoud["verwerkingen"]) == GROOTSTE_LIJST + 19


def test_a_long_access_record_goes_on_elsewhere(
    als_gemeente: Callable[..., TestClient], zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "GROOTSTE_LIJST", 10)

    inhoud = lees(als_gemeente, zaak)

    rest = als_gemeente(bouw.ROERMOND).get(
        f"/v1/clienten/{zaak.client.id}/verwerkingen", params={"cursor": inhoud["vervolgVerwerkingen"]}
    )
    assert len(inhoud["verwerkingen"]) == 10
    assert len([v for v in rest.json() if v["activiteit"] != "exporteer_client"]) == 9


def test_only_who_administers_the_own_municipality_exports(
    als_gemeente: Callable[..., TestClient], als_aanbieder: Callable[..., TestClient], zaak: Zaak
) -> None:
    pad = f"/v1/clienten/{zaak.client.id}/export"
    for rol in (Rol.TOEGANG, Rol.BESLUIT):
        assert als_gemeente(bouw.ROERMOND, rol).get(pad).status_code == 403
    assert als_gemeente(bouw.HEUSDEN, Rol.ADMINISTRATIE).get(pad).status_code == 404
    assert als_aanbieder(bouw.AANBIEDER).get(pad).status_code == 403
