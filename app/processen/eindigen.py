"""A case ends without a decision, or its day of receipt is corrected (W10)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from app.domain import melding as meldingstappen
from app.domain.besluit import aanvraag as aanvraagstappen
from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit, Besluitsoort, Besluitstatus
from app.domain.eisen import vervult
from app.domain.fouten import VerkeerdeStatus
from app.domain.melding import Melding
from app.domain.ontvangst import Datumcorrectie, Intrekking
from app.domain.partijen import Rol
from app.domain.plan import stappen as planstappen
from app.domain.termijnen import Gebeurtenissen, aanvraag_mogelijk_vanaf
from app.domain.zaak import vereis_lopend
from app.processen.handeling import Handeling, voor

WERKERS = (Rol.TOEGANG, Rol.ADMINISTRATIE)
"""Who records what a client sends in."""


def haal_lopende(handeling: Handeling, melding_id: UUID) -> Melding:
    """The melding of a case in which a next step is taken; VerkeerdeStatus when the case has ended.

    It ends for no other step before this one is done.
    """
    handeling.opslag.clienten.vergrendel(handeling.opslag.meldingen.haal(melding_id).client_id)
    melding = handeling.opslag.meldingen.haal(melding_id)
    vereis_lopend(melding, handeling.opslag.feiten.van_client(melding.client_id), handeling.vandaag)
    return melding


def trek_plannen_in(handeling: Handeling, melding_id: UUID, reden: str) -> None:
    """End every request for a plan in a case that has ended; the provider sees nothing more of the client."""
    plannen = handeling.opslag.ondersteuningsplannen
    for plan in plannen.van_melding(melding_id):
        if plan.status in planstappen.IN_TE_TREKKEN:
            plannen.bewaar(planstappen.intrekken(plan, reden, handeling.beller.medewerker, handeling.nu))


@vervult("W10")
@voor(*WERKERS)
def trek_melding_in(handeling: Handeling, melding_id: UUID, revisie: int, op: date, reden: str) -> Melding:
    """The client asks nothing any more: the case ends, and with it the requests for a plan."""
    handeling.vereis_gebeurd({"datum": op})
    melding = handeling.opslag.meldingen.haal(melding_id, revisie)
    handeling.opslag.clienten.vergrendel(melding.client_id)
    _vereis_onbeslist(handeling.opslag.besluiten.van_melding(melding.id))
    ingetrokken = meldingstappen.trek_in(melding, intrekking_van(handeling, op, reden))
    bewaard = handeling.opslag.meldingen.bewaar(ingetrokken)
    trek_plannen_in(handeling, melding.id, "De cliënt heeft de melding ingetrokken.")
    return bewaard


@vervult("W10")
@voor(*WERKERS)
def trek_aanvraag_in(handeling: Handeling, aanvraag_id: UUID, revisie: int, op: date, reden: str) -> Aanvraag:
    """The client takes the aanvraag back: nothing is decided on it."""
    handeling.vereis_gebeurd({"datum": op})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    handeling.opslag.clienten.vergrendel(aanvraag.client_id)
    besluiten = handeling.opslag.besluiten.van_melding(aanvraag.melding_id)
    _vereis_onbeslist(besluit for besluit in besluiten if besluit.aanvraag_id == aanvraag.id)
    ingetrokken = aanvraagstappen.trek_in(aanvraag, intrekking_van(handeling, op, reden))
    return handeling.opslag.aanvragen.bewaar(ingetrokken)


@vervult("W10")
@voor(*WERKERS)
def corrigeer_melding(
    handeling: Handeling, melding_id: UUID, revisie: int, ontvangen_op: date, reden: str
) -> Melding:
    """Put the day of the melding right; the terms follow."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    handeling.vereis_rekenbaar({"ontvangstdatum": ontvangen_op})
    melding = handeling.opslag.meldingen.haal(melding_id, revisie)
    handeling.opslag.clienten.vergrendel(melding.client_id)
    onderzoeken = handeling.opslag.onderzoeken.van_melding(melding.id)
    aanvragen = handeling.opslag.aanvragen.van_melding(melding.id)
    correctie = correctie_van(handeling, melding.ontvangen_op, ontvangen_op, reden)
    gevolgd = {
        "Het onderzoek": min((o.gestart_op for o in onderzoeken), default=None),
        "De aanvraag": min((a.ontvangen_op for a in aanvragen), default=None),
    }
    return handeling.opslag.meldingen.bewaar(meldingstappen.corrigeer(melding, correctie, gevolgd))


@vervult("W10")
@voor(*WERKERS)
def corrigeer_aanvraag(
    handeling: Handeling, aanvraag_id: UUID, revisie: int, ontvangen_op: date, reden: str
) -> Aanvraag:
    """Put the day of the aanvraag right; the term for the decision follows."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    handeling.vereis_rekenbaar({"ontvangstdatum": ontvangen_op})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    handeling.opslag.clienten.vergrendel(aanvraag.client_id)
    correctie = correctie_van(handeling, aanvraag.ontvangen_op, ontvangen_op, reden)
    vanaf = mogelijk_vanaf(handeling, handeling.opslag.meldingen.haal(aanvraag.melding_id))
    return handeling.opslag.aanvragen.bewaar(
        aanvraagstappen.corrigeer(
            aanvraag, correctie, vanaf, {"Het besluit": eerst_beslist(handeling, aanvraag)}
        )
    )


def eerst_beslist(handeling: Handeling, aanvraag: Aanvraag) -> date | None:
    """When a decision on this aanvraag was first announced, if one was."""
    besluiten = handeling.opslag.besluiten.van_melding(aanvraag.melding_id)
    bekend = (b.bekendmaking.op for b in besluiten if b.bekendmaking and b.aanvraag_id == aanvraag.id)
    return min(bekend, default=None)


def mogelijk_vanaf(handeling: Handeling, melding: Melding) -> date:
    """First day on which an aanvraag can follow on this melding."""
    onderzoeken = handeling.opslag.onderzoeken.van_melding(melding.id)
    afgerond = min((o.afronding.op for o in onderzoeken if o.afronding), default=None)
    return aanvraag_mogelijk_vanaf(
        Gebeurtenissen(melding=melding.ontvangen_op, onderzoek_afgerond=afgerond), handeling.kalender
    )


def _vereis_onbeslist(besluiten: Iterable[Besluit]) -> None:
    """What was decided on cannot be withdrawn any more; what was only taken is withdrawn first."""
    for besluit in besluiten:
        if besluit.soort is Besluitsoort.SPOED:
            continue
        if besluit.status is Besluitstatus.BEKENDGEMAAKT:
            raise VerkeerdeStatus(f"Hierop is al beslist, met besluit {besluit.kenmerk}.")
        if besluit.status is Besluitstatus.GENOMEN:
            raise VerkeerdeStatus(f"Besluit {besluit.kenmerk} is genomen. Trek dat eerst in.")


def intrekking_van(handeling: Handeling, op: date, reden: str) -> Intrekking:
    """That the client took something back, as the caller records it now."""
    return Intrekking(op, reden, handeling.beller.medewerker, handeling.nu)


def correctie_van(handeling: Handeling, was: date, wordt: date, reden: str) -> Datumcorrectie:
    """That a day of receipt was wrong, as the caller records it now."""
    return Datumcorrectie(was, wordt, reden, handeling.beller.medewerker, handeling.nu)
