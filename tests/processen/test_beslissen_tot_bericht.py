"""From decision to message through the processes: the other grounds, who may do what, and what is kept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Bekendmaking, Besluit, Besluitsoort, Herzieningsgrond, Nadeel
from app.domain.feit import Feitsoort
from app.domain.fouten import GeenToegang, OngeldigeInvoer, VoorwaardeNietVervuld
from app.domain.partijen import Rol
from app.domain.waarden import Bsn, Periode
from app.istandaard.xml import SCHEMAS
from app.opslag import Databank
from app.processen import bekendmaken, beslissen, feiten, toewijzen
from app.processen.beslissen import Besluitgegevens
from app.processen.feiten import Feitgegevens
from app.processen.handeling import Handeling
from app.processen.regio import lees_profielen
from app.processen.toewijzen import Geregeld, Toewijsgegevens, Uitvoering
from tests.bouw import (
    AANBIEDER,
    AANVRAAG_ID,
    BEGIN,
    CLIENT_ID,
    EIND,
    MELDING_ID,
    NU,
    PLAN_VAN_AANPAK_ID,
    ROERMOND,
    VANDAAG,
    een_afziening,
    een_beller,
    een_besluitregel,
    een_client,
    een_pgb_regel,
    kalenders,
    leg_grond_vast,
    verwerker,
)

pytestmark = pytest.mark.beide

Open = Callable[..., AbstractContextManager[Handeling]]

ONTWERP = Besluitgegevens(
    soort=Besluitsoort.REGULIER,
    melding_id=MELDING_ID,
    motivering="U kunt het huishouden deels zelf.",
    aanvraag_id=AANVRAAG_ID,
    plan_van_aanpak_id=PLAN_VAN_AANPAK_ID,
)


@pytest.fixture
def open_verzoek(databank: Databank) -> Open:
    """A transaction of somebody at the municipality: `with open_verzoek(Rol.BESLUIT) as verzoek`."""
    leg_grond_vast(databank)

    @contextmanager
    def open_(rol: Rol = Rol.BESLUIT) -> Iterator[Handeling]:
        beller = een_beller(ROERMOND, rol)
        with databank.transactie(verwerker(beller)) as opslag:
            yield Handeling(beller, NU, lees_profielen(None), kalenders, SCHEMAS, opslag)

    return open_


def neem_en_maak_bekend(handeling: Handeling, gegevens: Besluitgegevens = ONTWERP) -> Besluit:
    ontwerp = beslissen.ontwerp(handeling, gegevens)
    genomen = beslissen.neem(handeling, ontwerp.id, ontwerp.revisie)
    return bekendmaken.maak_bekend(handeling, genomen.id, genomen.revisie, Bekendmaking(VANDAAG, "post"))


def wijs_toe(handeling: Handeling, gegevens: Besluitgegevens = ONTWERP) -> Uitvoering:
    return toewijzen.wijs_toe(handeling, Toewijsgegevens(neem_en_maak_bekend(handeling, gegevens).id))


def test_a_waiver_is_a_ground_where_there_is_no_plan(open_verzoek: Open) -> None:
    zonder_plan = replace(ONTWERP, planversies=(), regels=(een_besluitregel(),))
    with open_verzoek() as handeling:
        ontwerp = beslissen.ontwerp(handeling, zonder_plan)
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            beslissen.neem(handeling, ontwerp.id, ontwerp.revisie)
        assert [v.regel for v in fout.value.velden] == ["M05"]
        handeling.opslag.afzieningen.bewaar(een_afziening(id=UUID(int=30)))
        besluit = neem_en_maak_bekend(handeling, zonder_plan)
    assert besluit.afzieningen == (UUID(int=30),)


def test_an_urgent_decision_is_allocated_while_the_normal_process_goes_on(open_verzoek: Open) -> None:
    tot = date(2026, 4, 30)
    regel = een_besluitregel(periode=Periode(BEGIN, tot))
    spoed = Besluitgegevens(Besluitsoort.SPOED, MELDING_ID, "Acute situatie.", regels=(regel,))
    with open_verzoek() as handeling:
        tijdelijk = wijs_toe(handeling, spoed)
        assert tijdelijk.toewijzingen[0].actueel.periode.eind == tot
        daarna = replace(ONTWERP, wijzigt=tijdelijk.toewijzingen[0].actueel.besluit_id, ingangsdatum=BEGIN)
        verlengd = wijs_toe(handeling, daarna)
    assert [(t.nummer, t.actueel.periode.eind) for t in verlengd.toewijzingen] == [(1, EIND)]


def test_a_change_to_a_personal_budget_ends_the_allocation_with_a_message(open_verzoek: Open) -> None:
    met_pgb = een_pgb_regel(
        periode=Periode(date(2026, 7, 1), EIND), afwijking_van_plan="De cliënt wil zelf inkopen."
    )
    with open_verzoek() as handeling:
        eerste = wijs_toe(handeling)
        besluit_id = eerste.toewijzingen[0].actueel.besluit_id
        uit = wijs_toe(
            handeling,
            replace(
                ONTWERP,
                soort=Besluitsoort.HERBEOORDELING,
                regels=(met_pgb,),
                wijzigt=besluit_id,
                ingangsdatum=date(2026, 7, 1),
            ),
        )
    (beeindigd,) = uit.toewijzingen
    assert (beeindigd.actueel.periode.eind, beeindigd.actueel.reden_wijziging) == (date(2026, 6, 30), "08")
    assert [bericht.aanbieder for bericht in uit.berichten] == [AANBIEDER]


def test_a_message_keeps_which_versions_it_carried(open_verzoek: Open) -> None:
    with open_verzoek() as handeling:
        eerste = wijs_toe(handeling)
        verhuisd = feiten.leg_vast(handeling, CLIENT_ID, Feitgegevens(Feitsoort.VERHUIZING, date(2026, 9, 1)))
    assert [bericht.versies for bericht in (*eerste.berichten, *verhuisd.berichten)] == [((1, 1),), ((1, 2),)]
    assert eerste.berichten[0].identificatie != verhuisd.berichten[0].identificatie
    assert all(len(b.identificatie) <= 12 for b in (*eerste.berichten, *verhuisd.berichten))


@pytest.mark.parametrize("rol", [Rol.TOEGANG, Rol.ADMINISTRATIE])
def test_only_who_has_the_mandate_takes_a_decision(open_verzoek: Open, rol: Rol) -> None:
    with open_verzoek(Rol.TOEGANG) as handeling:
        ontwerp = beslissen.ontwerp(handeling, ONTWERP)
    with open_verzoek(rol) as handeling, pytest.raises(GeenToegang):
        beslissen.neem(handeling, ontwerp.id, ontwerp.revisie)


def test_what_belongs_to_another_client_is_no_part_of_a_decision(open_verzoek: Open) -> None:
    with open_verzoek() as handeling:
        ander = handeling.opslag.clienten.bewaar(een_client(id=UUID(int=40), bsn=Bsn("999990019")))
        melding = handeling.opslag.meldingen.haal(MELDING_ID)
        andere_melding = handeling.opslag.meldingen.bewaar(
            replace(melding, id=UUID(int=41), client_id=ander.id, revisie=0)
        )
        with pytest.raises(OngeldigeInvoer) as fout:
            beslissen.ontwerp(handeling, replace(ONTWERP, melding_id=andere_melding.id))
    assert {v.veld for v in fout.value.velden} == {"planVanAanpakId", "aanvraagId", "planversies[0]"}


def test_an_allocation_changes_by_a_decision_about_itself_only(open_verzoek: Open) -> None:
    ander_product = een_besluitregel(
        productcode="01H02", periode=Periode(BEGIN, date(2026, 4, 30)), afwijking_van_plan="Acuut."
    )
    with open_verzoek() as handeling:
        (toewijzing,) = wijs_toe(handeling).toewijzingen
        los = Besluitgegevens(Besluitsoort.SPOED, MELDING_ID, "Acuut.", regels=(ander_product,))
        (nieuw,) = wijs_toe(handeling, los).toewijzingen
        assert handeling.opslag.toewijzingen.haal(toewijzing.nummer) == toewijzing
    assert (nieuw.nummer, nieuw.productcode) == (2, "01H02")


def test_carrying_a_fact_out_later_and_correcting_are_for_their_own_roles(open_verzoek: Open) -> None:
    verhuizing = Feitgegevens(Feitsoort.VERHUIZING, date(2026, 9, 1))
    with open_verzoek(Rol.TOEGANG) as handeling:
        feit = feiten.leg_vast(handeling, CLIENT_ID, verhuizing).feit
    with open_verzoek(Rol.TOEGANG) as handeling, pytest.raises(GeenToegang):
        feiten.voer_alsnog_uit(handeling, CLIENT_ID, feit.id, feit.revisie, Geregeld())
    with open_verzoek(Rol.BESLUIT) as handeling, pytest.raises(GeenToegang):
        toewijzen.corrigeer(handeling, CLIENT_ID, Geregeld())


def test_a_number_rests_on_the_lines_of_every_decision_that_granted_it(open_verzoek: Open) -> None:
    korter = een_besluitregel(
        periode=Periode(date(2026, 7, 1), date(2026, 12, 31)), afwijking_van_plan="Een half jaar is genoeg."
    )
    with open_verzoek() as handeling:
        (eerste,) = wijs_toe(handeling).toewijzingen
        wijziging = replace(
            ONTWERP,
            soort=Besluitsoort.HERBEOORDELING,
            regels=(korter,),
            nadeel=Nadeel(Herzieningsgrond.NIET_LANGER_AANGEWEZEN, gevraagd_op=VANDAAG),
            wijzigt=eerste.actueel.besluit_id,
            ingangsdatum=date(2026, 7, 1),
        )
        (gewijzigd,) = wijs_toe(handeling, wijziging).toewijzingen
        regels = handeling.opslag.draagregels.van(gewijzigd)
    assert (gewijzigd.nummer, gewijzigd.actueel.periode.eind) == (eerste.nummer, date(2026, 12, 31))
    assert {(r.besluit_id, r.regel, r.nummer) for r in regels} == {
        (eerste.actueel.besluit_id, 1, eerste.nummer),
        (gewijzigd.actueel.besluit_id, 1, eerste.nummer),
    }
