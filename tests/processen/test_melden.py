"""From melding to aanvraag: what a step needs of the steps before it, and of today (W01, W02)."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.fouten import (
    BestaatAl,
    GeenToegang,
    NietGevonden,
    OngeldigeInvoer,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
)
from app.domain.melding import Bevestiging, Melding
from app.domain.onderzoek import Afronding, Onderzoek, Verantwoording
from app.domain.partijen import Rol
from app.domain.plan.plan_van_aanpak import Bespreking, Clientondertekening, Planinhoud
from app.opslag import Databank
from app.processen import melden
from app.processen.handeling import Handeling
from tests.bouw import (
    HEUSDEN,
    MELDING_ID,
    NU,
    ONDERZOEK_ID,
    ROERMOND,
    TERMIJN,
    VANDAAG,
    een_client,
    een_melding,
    een_onderzoek,
    een_plan_van_aanpak,
    een_resultaat,
)
from tests.processen.verloop import geweigerd, handel

MORGEN = VANDAAG + timedelta(days=1)
BEVESTIGD = Bevestiging(VANDAAG, clientondersteuning_gewezen=True, persoonlijk_plan_gewezen=True)
KLAAR = Afronding(VANDAAG, True, "Hulp is nodig.", VANDAAG)
INHOUD = Planinhoud((een_resultaat(),), TERMIJN, Bespreking(VANDAAG, "Gesprek aan de keukentafel"))
EERSTE = melden.Plangegevens(
    resultaten=INHOUD.resultaten,
    termijn=INHOUD.termijn,
    met_client=INHOUD.met_client,
    onderzoek_id=ONDERZOEK_ID,
)


@dataclass
class Begin:
    """A case that has just begun; each step is a transaction on a day of the test's choosing."""

    databank: Databank
    gemeente: str = ROERMOND

    def op(self, dag: date = VANDAAG, rol: Rol = Rol.TOEGANG) -> AbstractContextManager[Handeling]:
        return handel(self.databank, self.gemeente, rol, NU + (dag - VANDAAG))

    def bewaar(self, **onderzoek: Any) -> None:
        """A confirmed melding of today, and a research that began today."""
        van = {"gemeente": self.gemeente}
        with self.op() as handeling:
            handeling.opslag.clienten.bewaar(een_client(**van))
            handeling.opslag.meldingen.bewaar(een_melding(ontvangen_op=VANDAAG, bevestiging=BEVESTIGD, **van))
            handeling.opslag.onderzoeken.bewaar(een_onderzoek(gestart_op=VANDAAG, **van | onderzoek))

    def vraag_aan(self, dag: date = VANDAAG, plan: UUID | None = None, rol: Rol = Rol.TOEGANG) -> Aanvraag:
        with self.op(dag, rol) as handeling:
            return melden.neem_aanvraag_in(handeling, MELDING_ID, dag, plan)


@pytest.fixture
def begin(databank: Databank) -> Begin:
    """A melding with a research that runs."""
    begin = Begin(databank)
    begin.bewaar(afronding=None)
    return begin


@pytest.fixture
def onderzocht(databank: Databank) -> Begin:
    """A melding with a research that was closed."""
    begin = Begin(databank)
    begin.bewaar(afronding=KLAAR)
    return begin


def melding(begin: Begin) -> Melding:
    with begin.op() as handeling:
        return handeling.opslag.meldingen.haal(MELDING_ID)


def onderzoek(begin: Begin) -> Onderzoek:
    with begin.op() as handeling:
        return handeling.opslag.onderzoeken.haal(ONDERZOEK_ID)


@pytest.mark.parametrize(("dagen", "op_tijd"), [(7, True), (8, False)])
def test_a_personal_plan_comes_within_seven_days(begin: Begin, dagen: int, op_tijd: bool) -> None:
    dag = VANDAAG + timedelta(days=dagen)
    with begin.op(dag) as handeling:
        if op_tijd:
            ontvangen = melden.ontvang_persoonlijk_plan(handeling, MELDING_ID, 1, dag)
            assert ontvangen.persoonlijk_plan_op == dag
        else:
            with pytest.raises(VoorwaardeNietVervuld):
                melden.ontvang_persoonlijk_plan(handeling, MELDING_ID, 1, dag)


def test_a_melding_lies_not_in_the_future(begin: Begin) -> None:
    morgen = replace(melding(begin), id=UUID(int=99), revisie=0, ontvangen_op=MORGEN)

    with begin.op() as handeling, geweigerd(("ontvangstdatum", None), als=OngeldigeInvoer):
        melden.neem_melding_aan(handeling, morgen)


def test_a_melding_is_of_a_client_of_this_municipality(begin: Begin) -> None:
    elders = replace(melding(begin), id=UUID(int=99), revisie=0, gemeente=HEUSDEN)

    with handel(begin.databank, HEUSDEN) as handeling, pytest.raises(NietGevonden):
        melden.neem_melding_aan(handeling, elders)


def test_a_research_follows_the_melding(begin: Begin) -> None:
    with begin.op() as handeling, geweigerd(("startdatum", "W01")):
        melden.start_onderzoek(handeling, MELDING_ID, VANDAAG - timedelta(days=1))


def test_a_research_is_closed_with_identity_checked_and_everybody_heard(begin: Begin) -> None:
    zonder = replace(KLAAR, identiteit_vastgesteld=False)

    with begin.op() as handeling, geweigerd(("betrokkenen", "W01"), ("identiteitVastgesteld", "W01")):
        melden.rond_onderzoek_af(handeling, ONDERZOEK_ID, 1, zonder)


def test_a_research_changes_no_more_once_closed(onderzocht: Begin) -> None:
    with onderzocht.op() as handeling, pytest.raises(VerkeerdeStatus):
        melden.werk_onderzoek_bij(handeling, ONDERZOEK_ID, 1, melden.Tussenstand((), (), Verantwoording()))


def test_a_plan_van_aanpak_follows_a_finished_research(begin: Begin) -> None:
    with begin.op() as handeling, pytest.raises(VerkeerdeStatus):
        melden.maak_plan_van_aanpak(handeling, EERSTE)


def test_its_results_fit_the_region(onderzocht: Begin) -> None:
    vreemd = een_resultaat(resultaatgebied="tuin", verwachte_intensiteit="enorm")
    velden = [(f"resultaten[0].{naam}", None) for naam in ("resultaatgebied", "verwachteIntensiteit")]

    with onderzocht.op() as handeling, geweigerd(*velden, als=OngeldigeInvoer):
        melden.maak_plan_van_aanpak(handeling, replace(EERSTE, resultaten=(vreemd,)))


def test_a_version_has_one_successor(onderzocht: Begin) -> None:
    with onderzocht.op() as handeling:
        eerste = melden.maak_plan_van_aanpak(handeling, EERSTE)
    with onderzocht.op() as handeling:
        tweede = melden.herzie_plan_van_aanpak(handeling, eerste.id, eerste.revisie, INHOUD)
    assert (tweede.volgnummer, tweede.vervangt) == (2, eerste.id)

    with onderzocht.op() as handeling, pytest.raises(BestaatAl):
        melden.herzie_plan_van_aanpak(handeling, eerste.id, eerste.revisie, INHOUD)


def test_an_aanvraag_comes_after_the_research_or_six_weeks(begin: Begin) -> None:
    with geweigerd(("ontvangstdatum", "W02")):
        begin.vraag_aan()

    zes_weken_later = VANDAAG + timedelta(weeks=6, days=1)
    assert begin.vraag_aan(zes_weken_later).ontvangen_op == zes_weken_later


def test_an_aanvraag_comes_after_the_research(onderzocht: Begin) -> None:
    assert onderzocht.vraag_aan().melding_id == MELDING_ID


@pytest.mark.parametrize(("gemeente", "telt"), [(ROERMOND, False), (HEUSDEN, True)])
def test_a_signed_plan_van_aanpak_counts_where_the_region_says_so(
    databank: Databank, gemeente: str, telt: bool
) -> None:
    begin = Begin(databank, gemeente)
    begin.bewaar(afronding=KLAAR)
    with begin.op() as handeling:
        plan = handeling.opslag.plannen_van_aanpak.bewaar(
            een_plan_van_aanpak(gemeente=gemeente, met_client=Bespreking(VANDAAG, "thuis"))
        )
    with geweigerd(("planVanAanpakId", "W02")):
        begin.vraag_aan(plan=plan.id)

    with begin.op() as handeling:
        melden.onderteken_plan_van_aanpak(handeling, plan.id, plan.revisie, Clientondertekening(VANDAAG))
    if telt:
        assert begin.vraag_aan(plan=plan.id).plan_van_aanpak_id == plan.id
    else:
        with pytest.raises(VoorwaardeNietVervuld):
            begin.vraag_aan(plan=plan.id)


def test_who_decides_takes_no_aanvraag_in(onderzocht: Begin) -> None:
    with pytest.raises(GeenToegang):
        onderzocht.vraag_aan(rol=Rol.BESLUIT)
    aanvraag = onderzocht.vraag_aan()
    with onderzocht.op(rol=Rol.BESLUIT) as handeling:
        assert melden.haal_aanvraag(handeling, aanvraag.id) == aanvraag


def test_an_aanvraag_names_a_plan_van_aanpak_of_its_own_melding(onderzocht: Begin) -> None:
    ander = {"id": UUID(int=99), "melding_id": UUID(int=98)}
    with onderzocht.op() as handeling:
        handeling.opslag.meldingen.bewaar(een_melding(id=ander["melding_id"]))
        handeling.opslag.onderzoeken.bewaar(een_onderzoek(**ander))
        plan = een_plan_van_aanpak(**ander, onderzoek_id=ander["id"])
        handeling.opslag.plannen_van_aanpak.bewaar(plan)

    with geweigerd(("planVanAanpakId", None), als=OngeldigeInvoer):
        onderzocht.vraag_aan(plan=plan.id)
