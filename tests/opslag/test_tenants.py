"""A municipality sees its own rows, a provider what is meant for it (W06)."""

from dataclasses import replace

import pytest

from app.domain.fouten import GeenToegang, NietGevonden, OngeldigeInvoer, VerouderdeRevisie
from app.domain.partijen import Overgang
from app.domain.plan.ondersteuningsplan import Planstatus
from app.opslag import Databank
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast
from tests.opslag.test_heen_en_terug import LEES

pytestmark = pytest.mark.beide

VOOR_AANBIEDER = {"plan", "planversie", "beoordeling", "contract", "bericht"}


ZONDER_ID = {"draagregel", "clientomzetting"}
"""Found by what they belong to, so that a stranger reads nothing of them; see below."""
OP_ID = sorted(LEES.keys() - ZONDER_ID)


@pytest.mark.parametrize("soort", OP_ID)
def test_another_municipality_finds_nothing(databank: Databank, zaak: Zaak, soort: str) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag, pytest.raises(NietGevonden):
        LEES[soort](opslag, zaak)


@pytest.mark.parametrize("soort", sorted({*OP_ID} - {"toewijzing", "aanbieder", "product"}))
def test_a_provider_reads_what_was_sent_to_it_and_no_more(databank: Databank, zaak: Zaak, soort: str) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        if soort in VOOR_AANBIEDER:
            assert LEES[soort](opslag, zaak) == vars(zaak)[soort]
        else:
            with pytest.raises(NietGevonden):
                LEES[soort](opslag, zaak)


@pytest.mark.parametrize("soort", sorted({*OP_ID} - {"toewijzing", "aanbieder", "product"}))
def test_another_provider_reads_nothing(databank: Databank, zaak: Zaak, soort: str) -> None:
    with databank.transactie(bouw.verwerker(bouw.TWEEDE_AANBIEDER)) as opslag, pytest.raises(NietGevonden):
        LEES[soort](opslag, zaak)


@pytest.mark.parametrize("wie", [bouw.HEUSDEN, bouw.AANBIEDER, bouw.TWEEDE_AANBIEDER])
def test_nobody_else_finds_what_belongs_to_a_client_or_a_number(
    databank: Databank, zaak: Zaak, wie: str
) -> None:
    with databank.transactie(bouw.verwerker(wie)) as opslag:
        assert opslag.draagregels.van(zaak.toewijzing) == ()
        assert opslag.clientomzettingen.van_client(zaak.client.id) == ()


def test_a_provider_reads_its_own_reference_data_per_municipality(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        assert opslag.aanbieders.haal(bouw.AANBIEDER, gemeente=bouw.ROERMOND) == zaak.aanbieder
        assert opslag.producten.haal("01", "01H01", gemeente=bouw.ROERMOND) == zaak.product
        assert opslag.aanbieders.namen({bouw.AANBIEDER, bouw.TWEEDE_AANBIEDER}) == {
            bouw.AANBIEDER: zaak.aanbieder.naam
        }
        assert opslag.contracten.van_aanbieders({bouw.AANBIEDER}) == (zaak.contract,)
        with pytest.raises(OngeldigeInvoer):
            opslag.aanbieders.haal(bouw.AANBIEDER)
    with databank.transactie(bouw.verwerker(bouw.TWEEDE_AANBIEDER)) as opslag:
        assert opslag.producten.alle() == ()


def test_a_provider_sees_an_allocation_once_a_message_carries_it(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.toewijzingen.bewaar(bouw.een_toewijzing(zaak.besluit, nummer=2))
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        assert opslag.toewijzingen.haal(1, gemeente=bouw.ROERMOND) == zaak.toewijzing
        with pytest.raises(NietGevonden):
            opslag.toewijzingen.haal(2, gemeente=bouw.ROERMOND)


def test_a_provider_sees_a_plan_only_after_it_was_sent(databank: Databank, zaak: Zaak) -> None:
    ander = bouw.een_aanbieder(agb=bouw.TWEEDE_AANBIEDER)
    concept = bouw.nog_een(zaak.plan, aanbieder=bouw.TWEEDE_AANBIEDER, **bouw.na())
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(ander)
        opslag.ondersteuningsplannen.bewaar(concept)
    with databank.transactie(bouw.verwerker(bouw.TWEEDE_AANBIEDER)) as opslag, pytest.raises(NietGevonden):
        opslag.ondersteuningsplannen.haal(concept.id)
    with databank.transactie(bouw.verwerker()) as opslag:
        plan = opslag.ondersteuningsplannen.haal(concept.id)
        stap = Overgang(Planstatus.UITGEVRAAGD, bouw.NU, "m.jansen")
        opslag.ondersteuningsplannen.bewaar(
            replace(plan, status=Planstatus.UITGEVRAAGD, overgangen=(*plan.overgangen, stap))
        )
    with databank.transactie(bouw.verwerker(bouw.TWEEDE_AANBIEDER)) as opslag:
        assert opslag.ondersteuningsplannen.haal(concept.id).status is Planstatus.UITGEVRAAGD


def test_a_plan_withdrawn_before_it_was_sent_stays_unseen(databank: Databank, zaak: Zaak) -> None:
    plan = bouw.nog_een(zaak.plan, **bouw.na(Planstatus.INGETROKKEN))
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.ondersteuningsplannen.bewaar(plan)
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag, pytest.raises(NietGevonden):
        opslag.ondersteuningsplannen.haal(plan.id)


def test_nobody_changes_what_is_not_visible(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag, pytest.raises(VerouderdeRevisie):
        opslag.meldingen.bewaar(zaak.melding)


@pytest.mark.parametrize("code", [bouw.HEUSDEN, bouw.AANBIEDER])
def test_only_the_municipality_itself_makes_its_rows(databank: Databank, zaak: Zaak, code: str) -> None:
    with databank.transactie(bouw.verwerker(code)) as opslag, pytest.raises(GeenToegang):
        opslag.meldingen.bewaar(bouw.nog_een(zaak.melding))


def test_a_row_cannot_point_at_a_client_of_another_municipality(databank: Databank, zaak: Zaak) -> None:
    vreemd = bouw.nog_een(zaak.melding, gemeente=bouw.HEUSDEN)
    with pytest.raises(NietGevonden), databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        opslag.meldingen.bewaar(vreemd)


def test_a_provider_submits_a_version_of_a_plan_it_sees_only(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        versie = opslag.planversies.bewaar(replace(zaak.planversie, volgnummer=2))
        assert opslag.planversies.van_plan(zaak.plan.id) == (zaak.planversie, versie)
    with databank.transactie(bouw.verwerker(bouw.TWEEDE_AANBIEDER)) as opslag, pytest.raises(NietGevonden):
        opslag.planversies.bewaar(replace(zaak.planversie, volgnummer=3))


def test_the_same_person_may_be_known_in_two_municipalities(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        ander = leg_zaak_vast(opslag, bouw.HEUSDEN)
        assert opslag.clienten.met_bsn(bouw.BSN) == ander.client


def test_a_step_of_a_provider_may_look_through_the_municipality(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        gemeente = opslag.als_gemeente(bouw.ROERMOND)
        assert gemeente.plannen_van_aanpak.haal(zaak.plan_van_aanpak.id) == zaak.plan_van_aanpak
    with databank.transactie(bouw.verwerker()) as opslag:
        laatste = opslag.verwerkingen.van_client(zaak.client.id, 100).rijen[-1]
    assert (laatste.code, laatste.object_soort) == (bouw.AANBIEDER, "plan_van_aanpak")
