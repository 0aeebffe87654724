"""What one step checks, no other changes before it is done: steps at once end as they would in turn.

The first step is done but not committed when the second begins, on PostgreSQL, where nothing makes writers
wait for each other but a lock. The second must wait for it, and then see what it did.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest

from app.domain.besluit.besluit import Bekendmaking, Besluitstatus
from app.domain.bezwaar.bezwaar import Indiener
from app.domain.feit import Feitsoort
from app.domain.fouten import BestaatAl, VerkeerdeStatus, VoorwaardeNietVervuld, WmoFout
from app.domain.partijen import Overgang, Rol
from app.domain.plan.ondersteuningsplan import Aanleiding, Planstatus, Productkeuze
from app.opslag import Databank, Sleutels
from app.processen import bekendmaken, bezwaar, eindigen, feiten, inkopen, melden, omzetten, uitvragen
from app.processen.bezwaar import Bezwaargegevens
from app.processen.feiten import Feitgegevens
from app.processen.handeling import Handeling
from tests.bouw import (
    AANBIEDER,
    AANVRAAG_ID,
    BESLUIT_ID,
    CLIENT_ID,
    MELDING_ID,
    NU,
    TWEEDE_AANBIEDER,
    VANDAAG,
    een_aanvraag,
    een_besluit,
    een_contract,
    een_melding,
    een_omzetting,
    een_product,
)
from tests.processen.verloop import Verloop

Daad = Callable[[Handeling], Any]


@pytest.fixture
def op_postgres(postgres_url: str, sleutels: Sleutels) -> Iterator[Verloop]:
    databank = Databank(postgres_url, sleutels)
    yield Verloop(databank)
    databank.sluit()


def wacht_iemand(databank: Databank) -> bool:
    with databank.motor.connect() as verbinding:
        vraag = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        return bool(verbinding.exec_driver_sql(vraag).scalar())


def na_elkaar(zaak: Verloop, eerste: tuple[Rol, Daad], tweede: tuple[Rol, Daad]) -> type[WmoFout] | None:
    """Take the second step while the first is not committed yet; gives the error that it got after that."""

    def neem_tweede() -> type[WmoFout] | None:
        rol, daad = tweede
        try:
            with zaak.als(rol) as handeling:
                daad(handeling)
        except WmoFout as fout:
            return type(fout)
        return None

    rol, daad = eerste
    with ThreadPoolExecutor(1) as draad:
        with zaak.als(rol) as handeling:
            daad(handeling)
            uitkomst: Future[type[WmoFout] | None] = draad.submit(neem_tweede)
            einde = monotonic() + 5
            while not uitkomst.done() and not wacht_iemand(zaak.databank) and monotonic() < einde:
                sleep(0.01)
        return uitkomst.result()


CODE = "01H09"
GISTEREN = VANDAAG - timedelta(days=1)


def sluit_contract(handeling: Handeling) -> None:
    inkopen.leg_contract_vast(handeling, een_contract(id=uuid4(), code=CODE))


def overlijdt(handeling: Handeling) -> None:
    feiten.leg_vast(handeling, CLIENT_ID, Feitgegevens(Feitsoort.OVERLIJDEN, VANDAAG))


def trek_melding_in(handeling: Handeling) -> None:
    revisie = handeling.opslag.meldingen.haal(MELDING_ID).revisie
    eindigen.trek_melding_in(handeling, MELDING_ID, revisie, VANDAAG, "De dochter helpt.")


def trek_aanvraag_in(handeling: Handeling) -> None:
    revisie = handeling.opslag.aanvragen.haal(AANVRAAG_ID).revisie
    eindigen.trek_aanvraag_in(handeling, AANVRAAG_ID, revisie, VANDAAG, "De dochter helpt.")


def besluit(handeling: Handeling) -> None:
    """What taking a decision does, on an aanvraag."""
    handeling.opslag.clienten.vergrendel(CLIENT_ID)
    handeling.opslag.besluiten.bewaar(een_besluit(status=Besluitstatus.GENOMEN, aanvraag_id=AANVRAAG_ID))


def test_of_two_contracts_for_the_same_at_once_one_is_refused(op_postgres: Verloop) -> None:
    with op_postgres.als() as handeling:
        handeling.opslag.producten.bewaar(een_product(Productkeuze("01", CODE)))
    sluit = (Rol.ADMINISTRATIE, sluit_contract)
    assert na_elkaar(op_postgres, sluit, sluit) is BestaatAl


def test_two_providers_get_their_contracts_at_once(op_postgres: Verloop) -> None:
    with op_postgres.als() as handeling:
        handeling.opslag.producten.bewaar(een_product(Productkeuze("01", CODE)))

    def sluit_ander(handeling: Handeling) -> None:
        inkopen.leg_contract_vast(handeling, een_contract(id=uuid4(), code=CODE, aanbieder=TWEEDE_AANBIEDER))

    sluit = (Rol.ADMINISTRATIE, sluit_contract)
    assert na_elkaar(op_postgres, sluit, (Rol.ADMINISTRATIE, sluit_ander)) is None


@pytest.mark.parametrize("einde", [trek_melding_in, overlijdt])
@pytest.mark.parametrize(
    "stap",
    [
        lambda handeling, zaak: melden.start_onderzoek(handeling, MELDING_ID, VANDAAG),
        lambda handeling, zaak: melden.neem_aanvraag_in(handeling, MELDING_ID, VANDAAG, None),
        lambda handeling, zaak: uitvragen.stel_plan_op(
            handeling,
            plan_van_aanpak_id=zaak.plan_van_aanpak.id,
            aanbieder=AANBIEDER,
            aanleiding=Aanleiding.NIEUW,
            casus="Na een operatie.",
            vervangt=None,
            resultaten=None,
        ),
    ],
    ids=["onderzoek", "aanvraag", "plan"],
)
def test_no_step_is_taken_in_a_case_that_ends_meanwhile(
    op_postgres: Verloop, einde: Daad, stap: Callable[[Handeling, Verloop], Any]
) -> None:
    tweede = (Rol.TOEGANG, lambda handeling: stap(handeling, op_postgres))
    assert na_elkaar(op_postgres, (Rol.TOEGANG, einde), tweede) is VerkeerdeStatus


def test_no_melding_comes_in_of_a_client_who_died_meanwhile(op_postgres: Verloop) -> None:
    def meld(handeling: Handeling) -> None:
        melden.neem_melding_aan(handeling, een_melding(id=uuid4()))

    assert na_elkaar(op_postgres, (Rol.TOEGANG, overlijdt), (Rol.TOEGANG, meld)) is VerkeerdeStatus


def test_a_request_made_meanwhile_ends_with_its_melding(op_postgres: Verloop) -> None:
    def stel_op(handeling: Handeling) -> None:
        uitvragen.stel_plan_op(
            handeling,
            plan_van_aanpak_id=op_postgres.plan_van_aanpak.id,
            aanbieder=AANBIEDER,
            aanleiding=Aanleiding.NIEUW,
            casus="Na een operatie.",
            vervangt=None,
            resultaten=None,
        )

    assert na_elkaar(op_postgres, (Rol.TOEGANG, stel_op), (Rol.TOEGANG, trek_melding_in)) is None
    with op_postgres.als() as handeling:
        (plan,) = handeling.opslag.ondersteuningsplannen.van_melding(MELDING_ID)
    assert plan.status is Planstatus.INGETROKKEN


@pytest.mark.parametrize("intrekking", [trek_melding_in, trek_aanvraag_in])
def test_what_is_decided_on_meanwhile_is_not_withdrawn(op_postgres: Verloop, intrekking: Daad) -> None:
    with op_postgres.als() as handeling:
        handeling.opslag.aanvragen.bewaar(een_aanvraag())
    uitkomst = na_elkaar(op_postgres, (Rol.BESLUIT, besluit), (Rol.TOEGANG, intrekking))
    assert uitkomst is VerkeerdeStatus


@pytest.mark.parametrize("eerst", ["de dag", "de aanvraag"])
def test_a_day_put_right_and_an_aanvraag_made_meanwhile_see_each_other(
    op_postgres: Verloop, eerst: str
) -> None:
    """After six weeks without a research an aanvraag is possible; from a later day it is not."""
    with op_postgres.als() as handeling:
        melding = handeling.opslag.meldingen.bewaar(
            een_melding(id=uuid4(), ontvangen_op=VANDAAG - timedelta(weeks=8), bevestiging=None)
        )

    def corrigeer(handeling: Handeling) -> None:
        eindigen.corrigeer_melding(handeling, melding.id, melding.revisie, VANDAAG, "Verkeerde dag.")

    def vraag_aan(handeling: Handeling) -> None:
        melden.neem_aanvraag_in(handeling, melding.id, GISTEREN, None)

    stappen = [(Rol.TOEGANG, corrigeer), (Rol.TOEGANG, vraag_aan)]
    een, ander = stappen if eerst == "de dag" else reversed(stappen)
    assert na_elkaar(op_postgres, een, ander) is VoorwaardeNietVervuld


def test_an_objection_to_what_is_announced_meanwhile_gets_its_term(op_postgres: Verloop) -> None:
    with op_postgres.als() as handeling:
        handeling.opslag.aanvragen.bewaar(een_aanvraag())
        genomen = handeling.opslag.besluiten.bewaar(
            een_besluit(
                status=Besluitstatus.GENOMEN,
                overgangen=(Overgang(Besluitstatus.GENOMEN, NU, "m"),),
                plan_van_aanpak_id=None,
                planversies=(),
            )
        )

    def maak_bekend(handeling: Handeling) -> None:
        bekendmaken.maak_bekend(handeling, BESLUIT_ID, genomen.revisie, Bekendmaking(VANDAAG, "per post"))

    def maak_bezwaar(handeling: Handeling) -> None:
        gegevens = Bezwaargegevens(BESLUIT_ID, VANDAAG, Indiener.CLIENT, gronden="Te weinig.")
        bezwaar.neem_aan(handeling, gegevens)

    assert na_elkaar(op_postgres, (Rol.BESLUIT, maak_bekend), (Rol.TOEGANG, maak_bezwaar)) is None
    with op_postgres.als() as handeling:
        (gemaakt,) = handeling.opslag.bezwaren.tegen(BESLUIT_ID)
    assert gemaakt.termijn_tot is not None


@pytest.mark.parametrize("eerst", ["wachten", "intrekken"])
def test_nobody_waits_for_an_omzetting_that_is_withdrawn_meanwhile(op_postgres: Verloop, eerst: str) -> None:
    with op_postgres.als() as handeling:
        handeling.opslag.aanvragen.bewaar(een_aanvraag())
        genomen = een_besluit(status=Besluitstatus.GENOMEN, plan_van_aanpak_id=None, planversies=())
        handeling.opslag.besluiten.bewaar(genomen)
        omzetting = handeling.opslag.omzettingen.bewaar(een_omzetting())
        handeling.opslag.producten.bewaar(een_product(Productkeuze("01", omzetting.naar.productcode)))

    def laat_wachten(handeling: Handeling) -> None:
        omzetten.laat_wachten(handeling, omzetting.id, CLIENT_ID)
        assert handeling.opslag.clientomzettingen.van_meldingen([MELDING_ID])[MELDING_ID]

    def trek_in(handeling: Handeling) -> None:
        omzetten.trek_omzetting_in(handeling, omzetting.id, omzetting.revisie, "Het gaat niet door.")

    stappen: list[tuple[Rol, Daad]] = [(Rol.ADMINISTRATIE, laat_wachten), (Rol.ADMINISTRATIE, trek_in)]
    een, ander = stappen if eerst == "wachten" else reversed(stappen)
    assert na_elkaar(op_postgres, een, ander) is (None if eerst == "wachten" else VerkeerdeStatus)
    with op_postgres.als() as handeling:
        assert handeling.opslag.clientomzettingen.van_client(CLIENT_ID) == ()
