"""Every access to a person's data leaves a record that nobody can change (W06)."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from app import __version__
from app.domain.fouten import VerouderdeRevisie
from app.opslag import Databank, Onbereikbaar, Verwerking
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

GEMAAKT = {
    "client", "melding", "onderzoek", "plan_van_aanpak", "ondersteuningsplan", "planversie", "beoordeling",
    "afziening", "aanvraag", "besluit", "toewijzing", "toewijzingsbericht", "rapportage", "document",
}  # fmt: skip


def spoor(databank: Databank, zaak: Zaak) -> list[Verwerking]:
    with databank.transactie(bouw.verwerker(activiteit="inzage")) as opslag:
        alles = opslag.verwerkingen.van_client(zaak.client.id, 1000).rijen
    return [verwerking for verwerking in alles if verwerking.activiteit != "inzage"]


def test_making_is_recorded_for_every_kind_of_row_about_a_person(databank: Databank, zaak: Zaak) -> None:
    assert {(v.actie, v.object_soort) for v in spoor(databank, zaak)} == {
        ("maken", soort) for soort in GEMAAKT
    }


def test_a_record_says_who_did_what_for_whom_and_when(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER, activiteit="plan lezen")) as opslag:
        opslag.ondersteuningsplannen.haal(zaak.plan.id)
    laatste = spoor(databank, zaak)[-1]
    assert laatste == Verwerking(
        id=laatste.id,
        moment=bouw.NU,
        trace_id="4bf92f3577b34da6a3ce929d0e0e4736",
        activiteit="plan lezen",
        partij="aanbieder",
        code=bouw.AANBIEDER,
        medewerker="p.bakker",
        rol="aanbieder",
        systeem="epd",
        actie="lezen",
        object_soort="ondersteuningsplan",
        object_id=str(zaak.plan.id),
        gemeente=bouw.ROERMOND,
        client_id=zaak.client.id,
        span_id=laatste.span_id,
        parent_span_id="00f067aa0ba902b7",
        aanroeper_span_id=None,
        einde=laatste.einde,
        versie=__version__,
    )


def test_the_same_act_twice_in_one_transaction_is_one_record(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(activiteit="wijzigen")) as opslag:
        opslag.meldingen.haal(zaak.melding.id)
        opslag.meldingen.haal(zaak.melding.id)
        opslag.meldingen.bewaar(zaak.melding)
    assert [v.actie for v in spoor(databank, zaak) if v.activiteit == "wijzigen"] == ["lezen", "wijzigen"]


@pytest.mark.parametrize(
    "lijst", ["meldingen", "ondersteuningsplannen", "besluiten", "toewijzingen", "berichten", "open_zaken"]
)
def test_a_list_records_each_person_shown(databank: Databank, zaak: Zaak, lijst: str) -> None:
    with databank.transactie(bouw.verwerker(activiteit="lijst")) as opslag:
        assert getattr(opslag.lijsten, lijst)(10).rijen
    assert "lezen" in {v.actie for v in spoor(databank, zaak) if v.activiteit == "lijst"}


def test_reading_the_record_is_recorded(databank: Databank, zaak: Zaak) -> None:
    spoor(databank, zaak)
    with databank.transactie(bouw.verwerker()) as opslag:
        laatste = opslag.verwerkingen.van_client(zaak.client.id, 1000).rijen[-1]
    assert (laatste.activiteit, laatste.object_soort) == ("inzage", "verwerking")


def test_reference_data_leaves_no_record(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(activiteit="aanbieders")) as opslag:
        opslag.aanbieders.alle()
        opslag.producten.alle()
        opslag.contracten.alle()
    assert not [v for v in spoor(databank, zaak) if v.activiteit == "aanbieders"]


def test_a_change_that_fails_leaves_no_record(databank: Databank, zaak: Zaak) -> None:
    with (
        pytest.raises(VerouderdeRevisie),
        databank.transactie(bouw.verwerker(activiteit="mislukt")) as opslag,
    ):
        opslag.meldingen.bewaar(replace(zaak.melding, revisie=9))
    assert not [v for v in spoor(databank, zaak) if v.activiteit == "mislukt"]


def test_a_record_that_cannot_be_written_stops_the_change(databank: Databank, zaak: Zaak) -> None:
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE verwerking RENAME TO weg")
    with pytest.raises(Onbereikbaar), databank.transactie(bouw.verwerker()) as opslag:
        opslag.meldingen.bewaar(zaak.melding)
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE weg RENAME TO verwerking")
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.meldingen.haal(zaak.melding.id) == zaak.melding


def test_another_municipality_reads_no_record(databank: Databank, zaak: Zaak) -> None:
    for code in (bouw.HEUSDEN, bouw.AANBIEDER):
        with databank.transactie(bouw.verwerker(code)) as opslag:
            assert opslag.verwerkingen.van_client(zaak.client.id, 10).rijen == ()


@pytest.mark.parametrize("tabel", ["verwerking", "planversie", "beoordeling", "document"])
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET gemeente = '0000'", "DELETE FROM {}"])
def test_what_is_only_added_cannot_be_changed_or_deleted(
    databank: Databank, zaak: Zaak, tabel: str, opdracht: str
) -> None:
    with pytest.raises(DBAPIError, match="only added"), databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(opdracht.format(tabel))
