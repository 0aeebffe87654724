"""What is kept comes back as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.fouten import NietGevonden
from app.domain.partijen import Client, Contact, Geboortedatum, Naam, Relatie
from app.domain.plan.ondersteuningsplan import Invulling, Inzet
from app.domain.waarden import Bsn, Periode, Weekeenheid, Weekomvang
from app.opslag import Databank, Onleesbaar, Opslag, Sleutels
from tests import bouw
from tests.bouw import Zaak, kop_van, leg_zaak_vast

pytestmark = pytest.mark.beide

LEES: dict[str, Callable[[Opslag, Zaak], object]] = {
    "client": lambda o, z: o.clienten.haal(z.client.id),
    "aanbieder": lambda o, z: o.aanbieders.haal(z.aanbieder.agb),
    "product": lambda o, z: o.producten.haal(z.product.categorie, z.product.code),
    "contract": lambda o, z: o.contracten.haal(z.contract.id),
    "melding": lambda o, z: o.meldingen.haal(z.melding.id),
    "onderzoek": lambda o, z: o.onderzoeken.haal(z.onderzoek.id),
    "plan_van_aanpak": lambda o, z: o.plannen_van_aanpak.haal(z.plan_van_aanpak.id),
    "plan": lambda o, z: o.ondersteuningsplannen.haal(z.plan.id),
    "planversie": lambda o, z: o.planversies.haal(z.plan.id, 1),
    "beoordeling": lambda o, z: o.beoordelingen.haal(z.beoordeling.id),
    "afziening": lambda o, z: o.afzieningen.haal(z.afziening.id),
    "aanvraag": lambda o, z: o.aanvragen.haal(z.aanvraag.id),
    "besluit": lambda o, z: o.besluiten.haal(z.besluit.id),
    "bezwaar": lambda o, z: o.bezwaren.haal(z.bezwaar.id),
    "toewijzing": lambda o, z: o.toewijzingen.haal(z.toewijzing.nummer),
    "draagregel": lambda o, z: o.draagregels.van(z.toewijzing)[0],
    "feit": lambda o, z: o.feiten.haal(z.feit.id),
    "omzetting": lambda o, z: o.omzettingen.haal(z.omzetting.id),
    "clientomzetting": lambda o, z: o.clientomzettingen.van_client(z.client.id)[0],
    "bericht": lambda o, z: o.berichten.haal(z.bericht.id),
    "rapportage": lambda o, z: o.rapportages.haal(z.rapportage.id),
    "briefgegevens": lambda o, z: o.briefgegevens.haal(z.briefgegevens.id),
    "document": lambda o, z: o.documenten.haal(z.document.id),
}


def test_every_aggregate_comes_back_equal(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        gelezen = {naam: lees(opslag, zaak) for naam, lees in LEES.items()}
        assert gelezen | {"ontvangst": opslag.ontvangsten.haal(zaak.ontvangst.id)} == vars(zaak)


def test_finders_find_what_belongs_to_client_and_melding(databank: Databank, zaak: Zaak) -> None:
    client, melding, basis = zaak.client.id, zaak.melding.id, zaak.plan_van_aanpak
    agb = zaak.aanbieder.agb
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.met_bsn(bouw.BSN) == zaak.client
        assert opslag.clienten.met_bsn(Bsn("111222333")) is None
        assert opslag.meldingen.van_client(client) == (zaak.melding,)
        assert opslag.onderzoeken.van_melding(melding) == (zaak.onderzoek,)
        assert opslag.plannen_van_aanpak.laatste_versie(melding) == basis
        assert opslag.ondersteuningsplannen.van_plan_van_aanpak(basis.id) == (zaak.plan,)
        assert opslag.planversies.van_plan(zaak.plan.id) == (zaak.planversie,)
        assert opslag.beoordelingen.van_plan(zaak.plan.id) == (zaak.beoordeling,)
        assert opslag.afzieningen.van_plan_van_aanpak(basis.id) == (zaak.afziening,)
        assert opslag.aanvragen.van_melding(melding) == (zaak.aanvraag,)
        assert opslag.besluiten.van_client(client) == (zaak.besluit,)
        assert opslag.bezwaren.tegen(zaak.besluit.id) == (zaak.bezwaar,)
        assert opslag.toewijzingen.van_client_bij(client, agb) == (zaak.toewijzing,)
        assert opslag.toewijzingen.van_client(client) == (zaak.toewijzing,)
        assert opslag.draagregels.van(zaak.toewijzing) == (zaak.draagregel,)
        assert opslag.draagregels.van_nummers([zaak.toewijzing.nummer]) == (zaak.draagregel,)
        assert opslag.feiten.van_client(client) == (zaak.feit,)
        assert opslag.feiten.van_clienten([client]) == {client: (zaak.feit,)}
        assert opslag.berichten.koppen_van_client_bij(client, agb) == (kop_van(zaak.bericht),)
        assert opslag.berichten.koppen_van_client(client) == (kop_van(zaak.bericht),)
        assert opslag.berichten.koppen_met(zaak.toewijzing) == (kop_van(zaak.bericht),)
        assert opslag.rapportages.van_plan(zaak.plan.id) == (zaak.rapportage,)
        assert opslag.documenten.van(zaak.plan.id) == (zaak.document,)


def test_what_a_number_rests_on_is_kept_once_and_is_for_the_municipality_alone(
    databank: Databank, zaak: Zaak
) -> None:
    tweede = replace(zaak.draagregel, regel=2)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.draagregels.leg_vast([zaak.draagregel, tweede])
        opslag.draagregels.leg_vast([])
        assert opslag.draagregels.van(zaak.toewijzing) == (zaak.draagregel, tweede)
    for ander in (bouw.verwerker(bouw.HEUSDEN), bouw.verwerker(bouw.AANBIEDER)):
        with databank.transactie(ander) as opslag:
            assert opslag.draagregels.van(zaak.toewijzing) == ()
            assert opslag.draagregels.van_nummers([zaak.toewijzing.nummer]) == ()


@pytest.mark.parametrize(
    ("dag", "geldt"),
    [("2026-03-01", False), ("2026-03-02", True), ("2027-02-28", True), ("2027-03-01", False)],
)
def test_a_contract_holds_from_its_first_to_its_last_day(
    databank: Databank, zaak: Zaak, dag: str, geldt: bool
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        gevonden = opslag.contracten.geldig(bouw.AANBIEDER, "01", "01H01", date.fromisoformat(dag))
    assert (gevonden == zaak.contract) is geldt


def test_a_value_of_another_type_is_refused_without_repeating_it(databank: Databank, zaak: Zaak) -> None:
    fout = replace(zaak.melding, hulpvraag=("kanarie",))  # type: ignore[arg-type]
    with pytest.raises(TypeError) as gevangen, databank.transactie(bouw.verwerker()) as opslag:
        opslag.meldingen.bewaar(fout)
    assert "kanarie" not in str(gevangen.value)


tekst = st.text(st.characters(codec="utf-8"), max_size=40)
dagen = st.dates(date(1900, 1, 1), date(2100, 1, 1))
namen = st.builds(Naam, tekst, st.none() | tekst, st.none() | tekst, naamgebruik=st.sampled_from("1234"))
periodes = st.builds(lambda begin, eind: Periode(min(begin, eind), max(begin, eind)), dagen, dagen)
contacten = st.builds(
    Contact,
    tekst,
    tekst,
    st.none() | st.integers(0, 99999),
    telefoonnummers=st.tuples(tekst),
    periode=periodes,
)
relaties = st.builds(Relatie, tekst, tekst, namen, contacten)
clienten = st.builds(
    Client,
    id=st.uuids(),
    gemeente=st.just(bouw.ROERMOND),
    bsn=st.none() | st.just(bouw.BSN),
    naam=namen,
    geboortedatum=st.builds(Geboortedatum, dagen),
    geslacht=tekst,
    contacten=st.lists(contacten, max_size=3).map(tuple),
    relaties=st.lists(relaties, max_size=2).map(tuple),
    revisie=st.just(0),
)
aantallen = st.decimals(0, 10_000, allow_nan=False, places=3)
inzetten = st.builds(
    Inzet,
    tekst,
    st.lists(tekst).map(tuple),
    omvang=st.builds(Weekomvang, aantallen, st.sampled_from(Weekeenheid)),
)


@pytest.fixture
def bestaand(sqlite_url: str, sleutels: Sleutels) -> tuple[Databank, Zaak]:
    databank = Databank(sqlite_url, sleutels)
    with databank.transactie(bouw.verwerker()) as opslag:
        return databank, leg_zaak_vast(opslag)


@given(client=clienten)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_client_comes_back_equal(bestaand: tuple[Databank, Zaak], client: Client) -> None:
    databank, zaak = bestaand
    with databank.transactie(bouw.verwerker()) as opslag:
        revisie = opslag.clienten.haal(zaak.client.id).revisie
        bewaard = opslag.clienten.bewaar(replace(client, id=zaak.client.id, revisie=revisie))
        assert opslag.clienten.haal(zaak.client.id) == bewaard
        assert replace(bewaard, id=client.id, revisie=0) == client


@given(inzet=st.lists(inzetten, max_size=3).map(tuple))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_inzet_comes_back_equal(bestaand: tuple[Databank, Zaak], inzet: tuple[Inzet, ...]) -> None:
    databank, zaak = bestaand
    with databank.transactie(bouw.verwerker()) as opslag:
        plan = replace(opslag.ondersteuningsplannen.haal(zaak.plan.id), invulling=Invulling((), inzet))
        opslag.ondersteuningsplannen.bewaar(plan)
        assert opslag.ondersteuningsplannen.haal(plan.id).invulling == plan.invulling


def test_a_row_that_does_not_fit_the_model_is_an_error_that_repeats_nothing(
    databank: Databank, zaak: Zaak
) -> None:
    with databank._motor.begin() as verbinding:
        verbinding.exec_driver_sql('UPDATE contract SET inhoud = \'{"eenheid": "kanarie"}\'')
    with pytest.raises(Onleesbaar) as gevangen, databank.transactie(bouw.verwerker()) as opslag:
        opslag.contracten.haal(zaak.contract.id)
    assert "eenheid" in str(gevangen.value)
    assert "kanarie" not in str(gevangen.value)


def test_references_must_exist(databank: Databank, zaak: Zaak) -> None:
    with pytest.raises(NietGevonden), databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanvragen.bewaar(bouw.nog_een(zaak.aanvraag, melding_id=uuid4()))
