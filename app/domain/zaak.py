"""A case: a melding with all that came from it, and what of that its clocks count."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluit, Besluitsoort, Besluitstatus
from app.domain.besluit.evaluatie import evaluatieklok
from app.domain.bezwaar.bezwaar import Bezwaar
from app.domain.eisen import vervult
from app.domain.feit import Feit, Feitsoort
from app.domain.fouten import VerkeerdeStatus
from app.domain.melding import Melding
from app.domain.omzetting import Clientomzetting
from app.domain.onderzoek import Onderzoek
from app.domain.plan.afziening import Afziening
from app.domain.plan.ondersteuningsplan import Ondersteuningsplan, Planstatus
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.termijnen import Gebeurtenissen, Klok, PlanGebeurtenissen
from app.domain.toewijzing.toewijzing import Toewijzingsbericht
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import kalenderdag
from app.domain.woorden import datum

LOPEND = frozenset({Planstatus.UITGEVRAAGD, Planstatus.TERUGGELEGD})
"""States in which the provider still works on the plan."""

GEEN_KLOK = frozenset({Planstatus.CONCEPT, Planstatus.GEWEIGERD, Planstatus.INGETROKKEN})
"""States of a plan in which no clock of it runs."""


@dataclass(frozen=True, slots=True)
class Zaak:
    """A melding with all that came from it: what the clocks and the worklist look at."""

    melding: Melding
    onderzoeken: tuple[Onderzoek, ...]
    plannen_van_aanpak: tuple[PlanVanAanpak, ...]
    ondersteuningsplannen: tuple[Ondersteuningsplan, ...]
    afzieningen: tuple[Afziening, ...]
    aanvragen: tuple[Aanvraag, ...]
    besluiten: tuple[Besluit, ...]
    rapportages: tuple[Rapportage, ...]
    feiten: tuple[Feit, ...]
    """What happened to the client, in whichever case it was recorded."""
    bezwaren: tuple[Bezwaar, ...]
    omzettingen: tuple[Clientomzetting, ...] = ()
    """Those that have yet to be carried out for the client, in this case."""
    berichten: tuple[Toewijzingsbericht, ...] = ()
    """The wmo301s that are a task in this case."""
    verzoeken: tuple[BewaardVerzoek, ...] = ()
    """The open requests of providers that are a task in this case."""
    vervangen: Collection[UUID] = ()
    """Its decisions that an announced one changes, in whichever case that was taken."""


@dataclass(frozen=True, slots=True)
class Einde:
    """A case that ends without a decision: from which day on, and why, in Dutch."""

    op: date
    reden: str


REDENEN = {
    Feitsoort.OVERLIJDEN: "de cliënt is overleden",
    Feitsoort.VERHUIZING: "de cliënt is verhuisd naar een andere gemeente",
    Feitsoort.ANDER_DOMEIN: "de ondersteuning valt onder een andere wet",
}


@vervult("W10")
def einde_zonder_besluit(
    melding: Melding, aanvragen: Collection[Aanvraag], feiten: Collection[Feit]
) -> Einde | None:
    """How a case ends without a decision; the first of what ends it, None while it goes on.

    A withdrawn aanvraag ends it as long as no other is made: after that one the case goes on.
    """
    eindes = [Einde(feit.op, REDENEN[feit.soort]) for feit in feiten if feit.eindigt_zaken]
    if melding.intrekking is not None:
        eindes.append(Einde(melding.intrekking.op, "de cliënt heeft de melding ingetrokken"))
    ingetrokken = [aanvraag.intrekking.op for aanvraag in aanvragen if aanvraag.intrekking is not None]
    if ingetrokken and len(ingetrokken) == len(aanvragen):
        eindes.append(Einde(max(ingetrokken), "de cliënt heeft de aanvraag ingetrokken"))
    return min(eindes, key=lambda einde: einde.op, default=None)


@vervult("W10")
def vereis_lopend(melding: Melding, feiten: Collection[Feit], vandaag: date) -> None:
    """Refuse a next step in a case that has ended; an aanvraag can be made again after a withdrawn one."""
    einde = einde_zonder_besluit(melding, (), feiten)
    if einde is not None and einde.op <= vandaag:
        raise VerkeerdeStatus(f"Deze zaak is op {datum(einde.op)} geëindigd: {einde.reden}.")


def gebeurtenissen(zaak: Zaak) -> Gebeurtenissen:
    """What happened in a case, as its clocks need it."""
    aanvraag = lopende_aanvraag(zaak)
    regulier = [
        b
        for b in zaak.besluiten
        if b.soort is not Besluitsoort.SPOED and (aanvraag is None or b.aanvraag_id == aanvraag.id)
    ]
    tijdelijk = [b for b in zaak.besluiten if b.soort is Besluitsoort.SPOED]
    einde = einde_zonder_besluit(zaak.melding, zaak.aanvragen, zaak.feiten)
    return Gebeurtenissen(
        melding=zaak.melding.ontvangen_op,
        spoed=zaak.melding.spoed,
        tijdelijk_besluit=min((b.bekendmaking.op for b in tijdelijk if b.bekendmaking), default=None),
        persoonlijk_plan=zaak.melding.persoonlijk_plan_op,
        onderzoek_gestart=min((o.gestart_op for o in zaak.onderzoeken), default=None),
        onderzoek_afgerond=min((o.afronding.op for o in zaak.onderzoeken if o.afronding), default=None),
        afgezien_van_plan=bool(zaak.afzieningen),
        plannen=tuple(plangebeurtenissen(p) for p in zaak.ondersteuningsplannen if p.status not in GEEN_KLOK),
        aanvraag=aanvraag.ontvangen_op if aanvraag else None,
        opschortingen=aanvraag.opschortingen if aanvraag else (),
        verlengd_tot=aanvraag.verlengingen[-1].nieuwe_datum if aanvraag and aanvraag.verlengingen else None,
        bekendgemaakt=min(
            (
                b.bekendmaking.op
                for b in regulier
                if b.bekendmaking and b.status is Besluitstatus.BEKENDGEMAAKT
            ),
            default=None,
        ),
        ingebrekestelling=aanvraag.ingebrekestelling_op if aanvraag else None,
        geeindigd=None if einde is None else einde.op,
    )


def lopende_aanvraag(zaak: Zaak) -> Aanvraag | None:
    """The first one without an answer, which a later one does not renew; else the last one.

    One that was withdrawn waits for no answer.
    """
    regulier = (b for b in zaak.besluiten if b.soort is not Besluitsoort.SPOED)
    beantwoord = {b.aanvraag_id for b in regulier if b.status is Besluitstatus.BEKENDGEMAAKT}
    open_ = [a for a in zaak.aanvragen if a.id not in beantwoord and a.intrekking is None]
    laatste = [a for a in zaak.aanvragen if a.intrekking is None] or list(zaak.aanvragen)
    return min(open_ or laatste[-1:], key=lambda a: a.ontvangen_op, default=None)


def evaluatieklokken(zaak: Zaak) -> Iterator[Klok]:
    """The clocks of the reviews of what was granted in a case."""
    for besluit in zaak.besluiten:
        klok = evaluatieklok(besluit, zaak.feiten, vervangen=besluit.id in zaak.vervangen)
        if klok is not None:
            yield klok


def plangebeurtenissen(plan: Ondersteuningsplan) -> PlanGebeurtenissen:
    """What happened to one plan, as its clock needs it."""
    afgeleverd = plan.uitvraag.verzending.afgeleverd_op if plan.uitvraag else None
    ingediend = [
        next(overgangen).op  # what follows on it until the plan is laid back corrects it
        for naar, overgangen in groupby(plan.overgangen, key=lambda overgang: overgang.naar)
        if naar == Planstatus.INGEDIEND
    ]
    return PlanGebeurtenissen(
        plan=plan.id,
        afgeleverd=kalenderdag(afgeleverd) if afgeleverd else None,
        ingediend=None if plan.status in LOPEND or not ingediend else kalenderdag(ingediend[-1]),
        verwacht=plan.termijnmeldingen[-1].verwacht_op if plan.termijnmeldingen else None,
    )
