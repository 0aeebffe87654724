"""A case ends without a decision, and a wrong day of receipt is put right (W10)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Bekendmaking, Besluit, Besluitsoort, Uitkomst
from app.domain.feit import Feitsoort, Productaanduiding
from app.domain.fouten import OngeldigeInvoer, VerkeerdeStatus
from app.domain.melding import Melding
from app.domain.partijen import Rol
from app.domain.plan.ondersteuningsplan import Aanleiding, Ondersteuningsplan, Planstatus
from app.domain.termijnen import Opschorting, Stand, Stap
from app.domain.werkvoorraad import Werkregel
from app.processen import bekendmaken, beslissen, eindigen, feiten, melden, plannen, uitvragen, werkvoorraad
from app.processen.beslissen import Besluitgegevens
from app.processen.feiten import Feitgegevens, Verplaatsing
from app.processen.handeling import Handeling
from tests.bouw import AANBIEDER, AANVRAAG_ID, BESLUIT_ID, MELDING_ID, VANDAAG, een_aanvraag, een_besluit
from tests.processen.verloop import Verloop, geweigerd

GISTEREN = VANDAAG - timedelta(days=1)


def open_zaken(zaak: Verloop) -> tuple[Werkregel, ...]:
    with zaak.als() as handeling:
        return werkvoorraad.lees_werkvoorraad(handeling, 10, None).rijen


def melding(zaak: Verloop) -> Melding:
    with zaak.als() as handeling:
        return handeling.opslag.meldingen.haal(MELDING_ID)


def trek_melding_in(zaak: Verloop, op: date = VANDAAG) -> Melding:
    revisie = melding(zaak).revisie
    with zaak.als() as handeling:
        return eindigen.trek_melding_in(handeling, MELDING_ID, revisie, op, "De dochter helpt.")


def leg_feit_vast(zaak: Verloop, soort: Feitsoort, op: date = VANDAAG, **anders: object) -> None:
    with zaak.als() as handeling:
        feiten.leg_vast(handeling, melding_client(handeling), Feitgegevens(soort, op, **anders))  # type: ignore[arg-type]


def melding_client(handeling: Handeling) -> UUID:
    return handeling.opslag.meldingen.haal(MELDING_ID).client_id


@pytest.fixture
def uitgevraagd(mlo: Verloop) -> Verloop:
    """A case with a request for a plan under way."""
    mlo.gevraagd()
    return mlo


def haal_plan(zaak: Verloop) -> Ondersteuningsplan:
    with zaak.als() as handeling:
        (plan,) = handeling.opslag.ondersteuningsplannen.van_melding(MELDING_ID)
        return plan


def plan(zaak: Verloop) -> Planstatus:
    return haal_plan(zaak).status


def eigen_plannen(zaak: Verloop) -> tuple[Werkregel, ...]:
    with zaak.als(Rol.AANBIEDER) as handeling:
        return werkvoorraad.lees_eigen_plannen(handeling, 10, None).rijen


def test_a_withdrawn_melding_ends_the_case_and_its_requests(uitgevraagd: Verloop) -> None:
    assert len(open_zaken(uitgevraagd)) == 1

    ingetrokken = trek_melding_in(uitgevraagd)

    assert ingetrokken.intrekking is not None
    assert (ingetrokken.intrekking.op, ingetrokken.intrekking.reden) == (VANDAAG, "De dochter helpt.")
    assert plan(uitgevraagd) is Planstatus.INGETROKKEN
    assert open_zaken(uitgevraagd) == ()
    with uitgevraagd.als(Rol.AANBIEDER) as handeling:
        assert werkvoorraad.lees_eigen_plannen(handeling, 10, None).rijen == ()


def test_a_melding_is_withdrawn_once_and_not_before_it_was_made(mlo: Verloop) -> None:
    ontvangen = melding(mlo).ontvangen_op
    with geweigerd(("datum", "W10")):
        trek_melding_in(mlo, ontvangen - timedelta(days=1))
    with geweigerd(("datum", None), als=OngeldigeInvoer):
        trek_melding_in(mlo, VANDAAG + timedelta(days=1))
    trek_melding_in(mlo)
    with pytest.raises(VerkeerdeStatus, match="al ingetrokken"):
        trek_melding_in(mlo)


def test_no_next_step_is_taken_in_a_case_that_ended(mlo: Verloop) -> None:
    trek_melding_in(mlo)

    with mlo.als() as handeling, pytest.raises(VerkeerdeStatus, match="ingetrokken"):
        melden.start_onderzoek(handeling, MELDING_ID, VANDAAG)
    with mlo.als() as handeling, pytest.raises(VerkeerdeStatus, match="ingetrokken"):
        melden.neem_aanvraag_in(handeling, MELDING_ID, VANDAAG, None)
    with mlo.als() as handeling, pytest.raises(VerkeerdeStatus, match="ingetrokken"):
        uitvragen.stel_plan_op(
            handeling,
            plan_van_aanpak_id=mlo.plan_van_aanpak.id,
            aanbieder=AANBIEDER,
            aanleiding=Aanleiding.NIEUW,
            casus="Casus.",
            vervangt=None,
            resultaten=None,
        )


@pytest.mark.parametrize("soort", [Feitsoort.OVERLIJDEN, Feitsoort.VERHUIZING, Feitsoort.ANDER_DOMEIN])
def test_a_fact_of_the_client_ends_the_case_and_its_requests(uitgevraagd: Verloop, soort: Feitsoort) -> None:
    leg_feit_vast(uitgevraagd, soort)

    assert plan(uitgevraagd) is Planstatus.INGETROKKEN
    assert open_zaken(uitgevraagd) == ()
    with uitgevraagd.als() as handeling, pytest.raises(VerkeerdeStatus, match="geëindigd"):
        melden.start_onderzoek(handeling, MELDING_ID, VANDAAG)


def test_no_melding_is_taken_of_a_client_who_died(mlo: Verloop) -> None:
    leg_feit_vast(mlo, Feitsoort.OVERLIJDEN)
    nieuw = replace(melding(mlo), id=AANVRAAG_ID, revisie=0)

    with mlo.als() as handeling, pytest.raises(VerkeerdeStatus, match="overleden"):
        melden.neem_melding_aan(handeling, nieuw)


def test_a_case_goes_on_when_the_fact_lapses(mlo: Verloop) -> None:
    leg_feit_vast(mlo, Feitsoort.OVERLIJDEN)
    assert open_zaken(mlo) == ()
    with mlo.als() as handeling:
        (feit,) = feiten.lijst(handeling, melding_client(handeling))
        feiten.laat_vervallen(handeling, feit.client_id, feit.id, feit.revisie, "Het ging over een ander.")

    (regel,) = open_zaken(mlo)
    assert regel.taken == ("Vraag een ondersteuningsplan uit, of leg vast dat daarvan wordt afgezien.",)


def test_a_case_goes_on_until_the_day_of_a_move_and_beside_another_domain_for_a_product(mlo: Verloop) -> None:
    leg_feit_vast(mlo, Feitsoort.ANDER_DOMEIN, producten=(Productaanduiding("01", "01H01"),))
    assert len(open_zaken(mlo)) == 1
    leg_feit_vast(mlo, Feitsoort.VERHUIZING, VANDAAG + timedelta(days=30))
    assert len(open_zaken(mlo)) == 1


class TestEenFeitDatNogKomt:
    """A departure that is known beforehand ends the case on its day, without a step of anybody."""

    def test_a_case_without_requests_is_gone_on_the_day(self, mlo: Verloop) -> None:
        leg_feit_vast(mlo, Feitsoort.VERHUIZING, VANDAAG + timedelta(days=30))
        mlo.verzet(days=29)
        assert len(open_zaken(mlo)) == 1
        mlo.verzet(days=1)
        assert open_zaken(mlo) == ()

    def test_a_request_that_is_needless_by_then_is_a_task_of_the_municipality_alone(
        self, uitgevraagd: Verloop
    ) -> None:
        leg_feit_vast(uitgevraagd, Feitsoort.VERHUIZING, VANDAAG + timedelta(days=30))
        assert plan(uitgevraagd) is Planstatus.UITGEVRAAGD
        assert len(eigen_plannen(uitgevraagd)) == 1

        uitgevraagd.verzet(days=30)

        (regel,) = open_zaken(uitgevraagd)
        assert regel.taken == (
            f"Trek het plan van aanbieder {AANBIEDER} in: de cliënt is verhuisd naar een andere gemeente.",
        )
        assert {k.stand for k in regel.klokken} <= {Stand.VERVALLEN, Stand.NIET_GESTART, Stand.GEHAALD}
        assert eigen_plannen(uitgevraagd) == ()
        plan_id = haal_plan(uitgevraagd).id
        with uitgevraagd.als(Rol.AANBIEDER) as handeling, pytest.raises(VerkeerdeStatus, match="geëindigd"):
            plannen.lees_gedeelde_onderdelen(handeling, plan_id)

    def test_it_goes_on_when_the_departure_is_put_off_or_did_not_happen(self, mlo: Verloop) -> None:
        leg_feit_vast(mlo, Feitsoort.VERHUIZING, VANDAAG + timedelta(days=30))
        mlo.verzet(days=40)
        assert open_zaken(mlo) == ()
        with mlo.als() as handeling:
            (feit,) = feiten.lijst(handeling, melding_client(handeling))
            feiten.laat_vervallen(handeling, feit.client_id, feit.id, feit.revisie, "Ging niet door.")
        assert len(open_zaken(mlo)) == 1

    def test_it_ends_in_the_past_when_it_turns_out_to_have_been_earlier(self, uitgevraagd: Verloop) -> None:
        leg_feit_vast(uitgevraagd, Feitsoort.VERHUIZING, VANDAAG + timedelta(days=30))
        with uitgevraagd.als() as handeling:
            (feit,) = feiten.lijst(handeling, melding_client(handeling))
            naar = Verplaatsing(VANDAAG, "De BRP noemt een andere dag.")
            feiten.verplaats(handeling, feit.client_id, feit.id, feit.revisie, naar)
        assert plan(uitgevraagd) is Planstatus.INGETROKKEN
        assert open_zaken(uitgevraagd) == ()


def bewaar_aanvraag(zaak: Verloop, **anders: object) -> Aanvraag:
    with zaak.als() as handeling:
        return handeling.opslag.aanvragen.bewaar(een_aanvraag(gemeente=zaak.gemeente, **anders))


def test_a_withdrawn_aanvraag_ends_the_case_until_there_is_another(mlo: Verloop) -> None:
    aanvraag = bewaar_aanvraag(mlo)
    with mlo.als() as handeling:
        eindigen.trek_aanvraag_in(handeling, aanvraag.id, aanvraag.revisie, VANDAAG, "Niet meer nodig.")
    assert open_zaken(mlo) == ()

    bewaar_aanvraag(mlo, id=BESLUIT_ID)
    (regel,) = open_zaken(mlo)
    assert {k.stand for k in regel.klokken if k.stap is Stap.BESLUIT} == {Stand.LOOPT}


@contextmanager
def met_besluit(zaak: Verloop, status: str) -> Iterator[Aanvraag]:
    aanvraag = bewaar_aanvraag(zaak)
    with zaak.als() as handeling:
        handeling.opslag.besluiten.bewaar(
            een_besluit(aanvraag_id=aanvraag.id, plan_van_aanpak_id=None, planversies=(), status=status)
        )
    yield aanvraag


@pytest.mark.parametrize(
    ("status", "tekst"), [("genomen", "Trek dat eerst in"), ("bekendgemaakt", "al beslist")]
)
def test_what_was_decided_on_is_not_withdrawn_any_more(mlo: Verloop, status: str, tekst: str) -> None:
    with met_besluit(mlo, status) as aanvraag:
        with mlo.als() as handeling, pytest.raises(VerkeerdeStatus, match=tekst):
            eindigen.trek_aanvraag_in(handeling, aanvraag.id, aanvraag.revisie, VANDAAG, "Niet meer nodig.")
        with pytest.raises(VerkeerdeStatus, match=tekst):
            trek_melding_in(mlo)


def test_a_draft_is_not_taken_on_what_was_withdrawn(mlo: Verloop) -> None:
    with met_besluit(mlo, "ontwerp"):
        trek_melding_in(mlo)
        with mlo.als(Rol.BESLUIT) as handeling, pytest.raises(VerkeerdeStatus, match="niets te beslissen"):
            beslissen.neem(handeling, BESLUIT_ID, 1)
    (regel,) = open_zaken(mlo)
    assert [taak for taak in regel.taken if taak.startswith("Trek besluit")] == list(regel.taken)


def test_the_terms_follow_a_corrected_melding(mlo: Verloop) -> None:
    was = melding(mlo)
    eerder = was.ontvangen_op - timedelta(weeks=1)
    with mlo.als() as handeling:
        nu = eindigen.corrigeer_melding(
            handeling, MELDING_ID, was.revisie, eerder, "Er stond een stempel op."
        )

    (correctie,) = nu.correcties
    assert (correctie.was, correctie.wordt, correctie.reden) == (
        was.ontvangen_op,
        eerder,
        "Er stond een stempel op.",
    )
    assert nu.ontvangen_op == eerder
    (regel,) = open_zaken(mlo)
    klok = next(k for k in regel.klokken if k.stap is Stap.ONDERZOEK and k.wettelijk)
    assert klok.uiterlijk == eerder + timedelta(weeks=6)


def test_a_corrected_day_lies_not_after_what_followed(mlo: Verloop) -> None:
    was = melding(mlo)
    later = VANDAAG
    with mlo.als() as handeling, geweigerd(("ontvangstdatum", "W10")):
        eindigen.corrigeer_melding(handeling, MELDING_ID, was.revisie, was.ontvangen_op, "Zelfde dag.")
    bewaar_aanvraag(mlo, ontvangen_op=GISTEREN)
    with mlo.als() as handeling, geweigerd(("ontvangstdatum", "W10")):
        eindigen.corrigeer_melding(handeling, MELDING_ID, was.revisie, later, "Verkeerd ingetypt.")


def test_the_term_follows_a_corrected_aanvraag_and_it_stays_possible(mlo: Verloop) -> None:
    with mlo.als() as handeling:
        vanaf = eindigen.mogelijk_vanaf(handeling, handeling.opslag.meldingen.haal(MELDING_ID))
    aanvraag = bewaar_aanvraag(mlo, ontvangen_op=vanaf + timedelta(days=2))
    mlo.verzet(days=20)
    with mlo.als() as handeling, geweigerd(("ontvangstdatum", "W02")):
        eindigen.corrigeer_aanvraag(
            handeling, aanvraag.id, aanvraag.revisie, vanaf - timedelta(days=1), "Stempel."
        )
    with mlo.als() as handeling:
        nu = eindigen.corrigeer_aanvraag(handeling, aanvraag.id, aanvraag.revisie, vanaf, "Stempel.")
    assert (nu.ontvangen_op, nu.correcties[0].was) == (vanaf, aanvraag.ontvangen_op)


class TestBuitenBehandeling:
    """An aanvraag that stayed incomplete is set aside by a decision of its own kind (Awb 4:5)."""

    def opgeschort(self, zaak: Verloop) -> Aanvraag:
        opschorting = Opschorting(VANDAAG, "Een gegeven ontbreekt.", VANDAAG + timedelta(days=7))
        return bewaar_aanvraag(zaak, opschortingen=(opschorting,))

    def ontwerp(self, zaak: Verloop, aanvraag: Aanvraag) -> Besluit:
        gegevens = Besluitgegevens(
            Besluitsoort.BUITEN_BEHANDELING, MELDING_ID, "De gegevens kwamen niet.", aanvraag_id=aanvraag.id
        )
        with zaak.als(Rol.BESLUIT) as handeling:
            return beslissen.ontwerp(handeling, gegevens)

    def neem(self, zaak: Verloop, besluit: Besluit) -> Besluit:
        with zaak.als(Rol.BESLUIT) as handeling:
            return beslissen.neem(handeling, besluit.id, besluit.revisie)

    def maak_bekend(self, zaak: Verloop, besluit: Besluit) -> Besluit:
        with zaak.als(Rol.BESLUIT) as handeling:
            bekendmaking = Bekendmaking(handeling.vandaag, "per post")
            return bekendmaken.maak_bekend(handeling, besluit.id, besluit.revisie, bekendmaking)

    def test_it_answers_the_aanvraag_and_leads_to_no_allocation(self, mlo: Verloop) -> None:
        besluit = self.ontwerp(mlo, self.opgeschort(mlo))
        with geweigerd(("aanvraagId", "W10")):
            self.neem(mlo, besluit)
        mlo.verzet(days=8)
        bekend = self.maak_bekend(mlo, self.neem(mlo, besluit))

        assert (bekend.uitkomst, bekend.regels, bekend.toe_te_wijzen) == (
            Uitkomst.BUITEN_BEHANDELING,
            (),
            False,
        )
        assert open_zaken(mlo) == ()
        with mlo.als() as handeling:
            (document,) = handeling.opslag.documenten.van(bekend.id)
        assert document.pdf.startswith(b"%PDF")

    def test_it_is_announced_within_the_four_weeks(self, mlo: Verloop) -> None:
        besluit = self.ontwerp(mlo, self.opgeschort(mlo))
        mlo.verzet(days=34)
        genomen = self.neem(mlo, besluit)
        mlo.verzet(days=2)
        with geweigerd(("aanvraagId", "W10")):
            self.maak_bekend(mlo, genomen)

    def test_a_new_aanvraag_opens_the_case_again(self, mlo: Verloop) -> None:
        besluit = self.ontwerp(mlo, self.opgeschort(mlo))
        mlo.verzet(days=8)
        self.maak_bekend(mlo, self.neem(mlo, besluit))
        bewaar_aanvraag(mlo, id=BESLUIT_ID, ontvangen_op=VANDAAG + timedelta(days=8))

        (regel,) = open_zaken(mlo)
        assert {k.stand for k in regel.klokken if k.stap is Stap.BESLUIT} == {Stand.LOOPT}
