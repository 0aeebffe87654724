"""From melding to aanvraag: the municipality's own steps before and beside the plan (W01, W02)."""

from datetime import date
from uuid import UUID, uuid4

from app.domain import aanvraag as aanvraagstappen
from app.domain import melding as meldingstappen
from app.domain import onderzoek as onderzoekstappen
from app.domain import plan_van_aanpak as plan_van_aanpakstappen
from app.domain.aanvraag import Aanvraag, Opschorting, Verlenging
from app.domain.fouten import VerkeerdeStatus
from app.domain.melding import Bevestiging, Melding
from app.domain.onderzoek import Afronding, Betrokkenheid, Onderdeel, Onderzoek
from app.domain.partijen import Rol
from app.domain.plan_van_aanpak import Bespreking, PlanVanAanpak, Resultaat
from app.domain.termijnen import Gebeurtenissen, aanvraag_mogelijk_vanaf
from app.domain.waarden import Periode
from app.processen.verzoek import GEMEENTE, Verzoek, voor

WERKERS = (Rol.TOEGANG, Rol.ADMINISTRATIE)


@voor(*WERKERS)
def neem_melding_aan(verzoek: Verzoek, melding: Melding) -> Melding:
    """Record the melding of a client; the statutory clock starts on its day."""
    verzoek.opslag.clienten.haal(melding.client_id)
    return verzoek.opslag.meldingen.bewaar(melding)


@voor(*GEMEENTE)
def haal_melding(verzoek: Verzoek, melding_id: UUID) -> Melding:
    """One melding."""
    return verzoek.opslag.meldingen.haal(melding_id)


@voor(*WERKERS)
def bevestig_melding(verzoek: Verzoek, melding_id: UUID, revisie: int, bevestiging: Bevestiging) -> Melding:
    """Confirm the melding to the client."""
    melding = verzoek.opslag.meldingen.haal(melding_id, revisie)
    return verzoek.opslag.meldingen.bewaar(meldingstappen.bevestig(melding, bevestiging))


@voor(*WERKERS)
def ontvang_persoonlijk_plan(verzoek: Verzoek, melding_id: UUID, revisie: int, op: date) -> Melding:
    """Record the client's personal plan."""
    melding = verzoek.opslag.meldingen.haal(melding_id, revisie)
    return verzoek.opslag.meldingen.bewaar(
        meldingstappen.ontvang_persoonlijk_plan(melding, op, verzoek.kalender)
    )


@voor(Rol.TOEGANG)
def start_onderzoek(verzoek: Verzoek, onderzoek: Onderzoek) -> Onderzoek:
    """Start the research after a melding."""
    melding = verzoek.opslag.meldingen.haal(onderzoek.melding_id)
    return verzoek.opslag.onderzoeken.bewaar(onderzoekstappen.start(onderzoek, melding))


@voor(*GEMEENTE)
def haal_onderzoek(verzoek: Verzoek, onderzoek_id: UUID) -> Onderzoek:
    """One research."""
    return verzoek.opslag.onderzoeken.haal(onderzoek_id)


@voor(Rol.TOEGANG)
def werk_onderzoek_bij(
    verzoek: Verzoek,
    onderzoek_id: UUID,
    revisie: int,
    *,
    betrokkenen: tuple[Betrokkenheid, ...],
    onderdelen: tuple[Onderdeel, ...],
) -> Onderzoek:
    """Replace who took part and the parts of the vraaganalyse, while the research runs."""
    huidig = verzoek.opslag.onderzoeken.haal(onderzoek_id, revisie)
    return verzoek.opslag.onderzoeken.bewaar(onderzoekstappen.werk_bij(huidig, betrokkenen, onderdelen))


@voor(Rol.TOEGANG)
def rond_onderzoek_af(verzoek: Verzoek, onderzoek_id: UUID, revisie: int, afronding: Afronding) -> Onderzoek:
    """Close the research with its written outcome."""
    onderzoek = verzoek.opslag.onderzoeken.haal(onderzoek_id, revisie)
    return verzoek.opslag.onderzoeken.bewaar(onderzoekstappen.rond_af(onderzoek, afronding))


@voor(Rol.TOEGANG)
def maak_plan_van_aanpak(verzoek: Verzoek, plan: PlanVanAanpak) -> PlanVanAanpak:
    """Lay down the first version of the plan van aanpak that follows from a research."""
    verzoek.opslag.onderzoeken.haal(plan.onderzoek_id)
    profiel = verzoek.profielen.voor(plan.gemeente, verzoek.vandaag)
    plan_van_aanpakstappen.controleer_resultaten(plan.resultaten, profiel)
    return verzoek.opslag.plannen_van_aanpak.bewaar(plan)


@voor(*GEMEENTE)
def haal_plan_van_aanpak(verzoek: Verzoek, plan_id: UUID) -> PlanVanAanpak:
    """One version of a plan van aanpak."""
    return verzoek.opslag.plannen_van_aanpak.haal(plan_id)


@voor(Rol.TOEGANG)
def herzie_plan_van_aanpak(
    verzoek: Verzoek,
    plan_id: UUID,
    revisie: int,
    *,
    resultaten: tuple[Resultaat, ...],
    termijn: Periode,
    met_client: Bespreking,
    onderdelen: tuple[Onderdeel, ...],
) -> PlanVanAanpak:
    """Make the next version, with the client; it takes a new uitvraag to reach a provider (M13)."""
    huidig = verzoek.opslag.plannen_van_aanpak.haal(plan_id, revisie)
    profiel = verzoek.profielen.voor(huidig.gemeente, verzoek.vandaag)
    plan_van_aanpakstappen.controleer_resultaten(resultaten, profiel)
    return verzoek.opslag.plannen_van_aanpak.bewaar(
        plan_van_aanpakstappen.herzie(
            huidig,
            id=uuid4(),
            resultaten=resultaten,
            termijn=termijn,
            met_client=met_client,
            onderdelen=onderdelen,
        )
    )


@voor(*WERKERS)
def onderteken_plan_van_aanpak(verzoek: Verzoek, plan_id: UUID, revisie: int, op: date) -> PlanVanAanpak:
    """Record that the client signed this version (W02)."""
    plan = verzoek.opslag.plannen_van_aanpak.haal(plan_id, revisie)
    return verzoek.opslag.plannen_van_aanpak.bewaar(plan_van_aanpakstappen.onderteken(plan, op))


@voor(*WERKERS)
def neem_aanvraag_in(verzoek: Verzoek, aanvraag: Aanvraag) -> Aanvraag:
    """Record the aanvraag; the clock of two weeks starts on its day (Wmo 2.3.5)."""
    melding = verzoek.opslag.meldingen.haal(aanvraag.melding_id)
    onderzoek = verzoek.opslag.onderzoeken.van_melding(melding.id)
    afgerond = max((o.afronding.op for o in onderzoek if o.afronding), default=None)
    plan = (
        verzoek.opslag.plannen_van_aanpak.haal(aanvraag.plan_van_aanpak_id)
        if aanvraag.plan_van_aanpak_id
        else None
    )
    if plan is not None and plan.melding_id != melding.id:
        raise VerkeerdeStatus("Dit plan van aanpak hoort bij een andere melding.")
    return verzoek.opslag.aanvragen.bewaar(
        aanvraagstappen.dien_in(
            aanvraag,
            mogelijk_vanaf=aanvraag_mogelijk_vanaf(
                Gebeurtenissen(melding=melding.ontvangen_op, onderzoek_afgerond=afgerond), verzoek.kalender
            ),
            plan_van_aanpak=plan,
            profiel=verzoek.profielen.voor(melding.gemeente, verzoek.vandaag),
        )
    )


@voor(*GEMEENTE)
def haal_aanvraag(verzoek: Verzoek, aanvraag_id: UUID) -> Aanvraag:
    """One aanvraag."""
    return verzoek.opslag.aanvragen.haal(aanvraag_id)


@voor(*WERKERS)
def schort_aanvraag_op(
    verzoek: Verzoek, aanvraag_id: UUID, revisie: int, opschorting: Opschorting
) -> Aanvraag:
    """Suspend the term for the decision (Awb 4:15)."""
    aanvraag = verzoek.opslag.aanvragen.haal(aanvraag_id, revisie)
    return verzoek.opslag.aanvragen.bewaar(aanvraagstappen.schort_op(aanvraag, opschorting))


@voor(*WERKERS)
def hervat_aanvraag(verzoek: Verzoek, aanvraag_id: UUID, revisie: int, op: date) -> Aanvraag:
    """Let the term run again."""
    aanvraag = verzoek.opslag.aanvragen.haal(aanvraag_id, revisie)
    return verzoek.opslag.aanvragen.bewaar(aanvraagstappen.hervat(aanvraag, op))


@voor(*WERKERS)
def verleng_aanvraag(verzoek: Verzoek, aanvraag_id: UUID, revisie: int, verlenging: Verlenging) -> Aanvraag:
    """Record the notice that the decision will be late (Awb 4:14)."""
    aanvraag = verzoek.opslag.aanvragen.haal(aanvraag_id, revisie)
    return verzoek.opslag.aanvragen.bewaar(aanvraagstappen.verleng(aanvraag, verlenging))


@voor(*WERKERS)
def leg_ingebrekestelling_vast(verzoek: Verzoek, aanvraag_id: UUID, revisie: int, op: date) -> Aanvraag:
    """Record a notice of default (Awb 4:17)."""
    aanvraag = verzoek.opslag.aanvragen.haal(aanvraag_id, revisie)
    return verzoek.opslag.aanvragen.bewaar(aanvraagstappen.stel_in_gebreke(aanvraag, op))
