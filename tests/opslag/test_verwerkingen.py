"""Every access to a person's data leaves a record that nobody can change (W06)."""

import re
from dataclasses import replace
from itertools import count, islice
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Row, Table, literal, select, tuple_
from sqlalchemy.exc import DBAPIError

from app import __version__
from app.domain.fouten import VerouderdeRevisie
from app.domain.partijen import Client
from app.domain.waarden import Bsn, voldoet_aan_elfproef
from app.opslag import Databank, Onbereikbaar, Verwerking
from app.opslag.lijsten import Meldingrij
from app.opslag.tabellen import betrokkene, verwerking
from app.opslag.verwerking import verwerkingen_van
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide

GEMAAKT = {
    "client", "melding", "onderzoek", "plan_van_aanpak", "ondersteuningsplan", "planversie", "beoordeling",
    "afziening", "aanvraag", "besluit", "bezwaar", "toewijzing", "feit", "clientomzetting",
    "toewijzingsbericht", "rapportage", "document",
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


@pytest.fixture
def personen(databank: Databank) -> list[Client]:
    """Five persons, of whom each has a melding, and one has two."""
    nummers = filter(voldoet_aan_elfproef, map(str, count(100_000_000)))
    with databank.transactie(bouw.verwerker()) as opslag:
        personen = [
            opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=Bsn(bsn))) for bsn in islice(nummers, 5)
        ]
        for client in [*personen, personen[2]]:
            opslag.meldingen.bewaar(bouw.een_melding(id=uuid4(), client_id=client.id))
    return personen


def lees_lijst(databank: Databank, activiteit: str = "lijst") -> tuple[Meldingrij, ...]:
    with databank.transactie(bouw.verwerker(activiteit=activiteit)) as opslag:
        return opslag.lijsten.meldingen(10).rijen


def rijen(databank: Databank, tabel: Table) -> list[Row[Any]]:
    with databank.motor.connect() as verbinding:
        return list(verbinding.execute(select(tabel)))


def test_a_page_of_a_list_is_one_record_of_all_persons_on_it(
    databank: Databank, personen: list[Client]
) -> None:
    getoond = lees_lijst(databank)

    (verwerkt,) = [v for v in rijen(databank, verwerking) if v.activiteit == "lijst"]
    verdere = [b for b in rijen(databank, betrokkene) if b.verwerking_id == verwerkt.id]
    assert [(v.client_id, v.object_id) for v in (verwerkt, *verdere)] == [
        (melding.client_id, str(melding.id)) for melding in getoond
    ]


def test_each_person_finds_what_was_read_of_him_and_nothing_of_others(
    databank: Databank, personen: list[Client]
) -> None:
    getoond = lees_lijst(databank)

    for client in personen:
        with databank.transactie(bouw.verwerker(activiteit="inzage")) as opslag:
            gevonden = opslag.verwerkingen.van_client(client.id, 100).rijen
        assert {v.client_id for v in gevonden} == {client.id}
        assert [v.object_id for v in gevonden if v.activiteit == "lijst"] == [
            str(melding.id) for melding in getoond if melding.client_id == client.id
        ]
        assert len({v.span_id for v in gevonden}) == len(gevonden)


def test_the_record_of_a_person_is_read_page_by_page_with_each_act_once(
    databank: Databank, personen: list[Client]
) -> None:
    for nummer in range(4):
        lees_lijst(databank, f"lijst {nummer}")
    gelezen: list[tuple[str, str]] = []
    cursor = None
    while True:
        with databank.transactie(bouw.verwerker(activiteit="inzage")) as opslag:
            blad = opslag.verwerkingen.van_client(personen[2].id, 3, cursor)
        gelezen += [(v.activiteit, v.object_id) for v in blad.rijen if v.activiteit.startswith("lijst")]
        cursor = blad.volgende
        if cursor is None:
            break
    assert [activiteit for activiteit, _ in gelezen] == [f"lijst {n}" for n in range(4) for _ in range(2)]
    assert len(set(gelezen)) == 8


def test_the_record_of_a_person_is_found_by_index(databank: Databank, personen: list[Client]) -> None:
    """However long the records of others are."""
    daad = verwerkingen_van(personen[0].id, verwerking.c.gemeente == bouw.ROERMOND)
    sleutel = (daad.c.id, daad.c.nummer)
    vraag = select(daad).where(tuple_(*sleutel) > tuple_(literal(1), literal(0))).order_by(*sleutel).limit(51)
    with databank.motor.connect() as verbinding:
        tekst = str(vraag.compile(verbinding, compile_kwargs={"literal_binds": True}))
        if verbinding.dialect.name == "sqlite":
            plan = [rij.detail for rij in verbinding.exec_driver_sql(f"EXPLAIN QUERY PLAN {tekst}")]
        else:
            verbinding.exec_driver_sql("SET LOCAL enable_seqscan = off")
            verbinding.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
            plan = [rij[0] for rij in verbinding.exec_driver_sql(f"EXPLAIN {tekst}")]
    gezocht = " ".join(plan)
    assert "ix_betrokkene_client_id_verwerking_id_nummer" in gezocht
    assert "ix_verwerking_gemeente_client_id_id" in gezocht
    assert not [stap for stap in plan if re.search("SCAN (verwerking|betrokkene)|Seq Scan", stap)]


def test_reading_the_record_is_recorded(databank: Databank, zaak: Zaak) -> None:
    spoor(databank, zaak)
    with databank.transactie(bouw.verwerker()) as opslag:
        laatste = opslag.verwerkingen.van_client(zaak.client.id, 1000).rijen[-1]
    assert (laatste.activiteit, laatste.object_soort) == ("inzage", "verwerking")


def test_reference_data_leaves_no_record(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(activiteit="aanbieders")) as opslag:
        opslag.aanbieders.namen({bouw.AANBIEDER})
        opslag.producten.alle()
        opslag.contracten.van_aanbieders({bouw.AANBIEDER})
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


@pytest.mark.parametrize("opdracht", ["UPDATE betrokkene SET object_id = 'x'", "DELETE FROM betrokkene"])
def test_whom_a_record_is_about_cannot_be_changed_or_deleted(
    databank: Databank, personen: list[Client], opdracht: str
) -> None:
    with pytest.raises(DBAPIError, match="only added"), databank.motor.begin() as verbinding:
        verbinding.exec_driver_sql(opdracht)


@pytest.mark.parametrize("tabel", ["verwerking", "planversie", "beoordeling", "document"])
@pytest.mark.parametrize("opdracht", ["UPDATE {} SET gemeente = '0000'", "DELETE FROM {}"])
def test_what_is_only_added_cannot_be_changed_or_deleted(
    databank: Databank, zaak: Zaak, tabel: str, opdracht: str
) -> None:
    with pytest.raises(DBAPIError, match="only added"), databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql(opdracht.format(tabel))
