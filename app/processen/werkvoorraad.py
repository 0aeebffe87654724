"""The worklist: what is due, at risk or late, whose turn it is, and what a person should see (H20, H32)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.besluit.aanvraag import Aanvraag
from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.domain.eisen import vervult
from app.domain.partijen import Rol
from app.domain.plan.ondersteuningsplan import Ondersteuningsplan, Planstatus
from app.domain.plan.stappen import OPEN
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Aandachtspunt, Planmoment
from app.domain.termijnen import (
    AanZet,
    Gebeurtenissen,
    Klok,
    Knelpunt,
    PlanGebeurtenissen,
    Stand,
    Stap,
    klokken,
    vooruitblik,
)
from app.domain.waarden import kalenderdag
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Zaak
from app.processen.handeling import GEMEENTE, Handeling, voor

GEVAAR_DAGEN = 3
"""A clock is at risk from this many days before its last day."""

LOPEND = frozenset({Planstatus.UITGEVRAAGD, Planstatus.TERUGGELEGD})
"""States in which the provider still works on the plan."""

GEEN_KLOK = frozenset({Planstatus.CONCEPT, Planstatus.GEWEIGERD, Planstatus.INGETROKKEN})


@dataclass(frozen=True, slots=True)
class Klokstand:
    """One clock as the worklist shows it today."""

    stap: Stap
    grondslag: str
    wettelijk: bool
    stand: Stand
    aan_zet: AanZet | None
    uiterlijk: date | None
    verwacht: date | None
    dagen_over: int | None
    plan_id: UUID | None


@dataclass(frozen=True, slots=True)
class Werkregel:
    """One case on the worklist of a municipality, or one plan on that of a provider."""

    melding_id: UUID
    client_id: UUID
    plan_id: UUID | None
    spoed: bool
    klokken: tuple[Klokstand, ...]
    knelpunten: tuple[Knelpunt, ...]
    taken: tuple[str, ...]
    """What has to be done now, in Dutch."""
    aandachtspunten: tuple[Aandachtspunt, ...]


@voor(*GEMEENTE)
def lees_werkvoorraad(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Werkregel]:
    """The open cases of the municipality, the oldest melding first: the order in which terms end."""
    bladzijde = handeling.opslag.lijsten.open_zaken(limiet, cursor)
    return Bladzijde(tuple(_werkregel(handeling, zaak) for zaak in bladzijde.rijen), bladzijde.volgende)


@voor(Rol.AANBIEDER)
def lees_eigen_plannen(handeling: Handeling, limiet: int, cursor: str | None) -> Bladzijde[Werkregel]:
    """The plans on which the provider has to act, the oldest first."""
    bladzijde = handeling.opslag.ondersteuningsplannen.lopende(limiet, cursor)
    return Bladzijde(tuple(_planregel(handeling, plan) for plan in bladzijde.rijen), bladzijde.volgende)


def gebeurtenissen(zaak: Zaak) -> Gebeurtenissen:
    """What happened in a case, as its clocks need it."""
    regulier = [b for b in zaak.besluiten if b.soort is not Besluitsoort.SPOED]
    tijdelijk = [b for b in zaak.besluiten if b.soort is Besluitsoort.SPOED]
    aanvraag = _lopende_aanvraag(zaak)
    return Gebeurtenissen(
        melding=zaak.melding.ontvangen_op,
        spoed=zaak.melding.spoed,
        tijdelijk_besluit=min((b.bekendmaking.op for b in tijdelijk if b.bekendmaking), default=None),
        persoonlijk_plan=zaak.melding.persoonlijk_plan_op,
        onderzoek_afgerond=min((o.afronding.op for o in zaak.onderzoeken if o.afronding), default=None),
        afgezien_van_plan=bool(zaak.afzieningen),
        plannen=tuple(_plan(p) for p in zaak.ondersteuningsplannen if p.status not in GEEN_KLOK),
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
    )


def _lopende_aanvraag(zaak: Zaak) -> Aanvraag | None:
    """The first one without an answer, which a later one does not renew; else the last one."""
    regulier = (b for b in zaak.besluiten if b.soort is not Besluitsoort.SPOED)
    beantwoord = {b.aanvraag_id for b in regulier if b.status is Besluitstatus.BEKENDGEMAAKT}
    open_ = [a for a in zaak.aanvragen if a.id not in beantwoord]
    return min(open_ or zaak.aanvragen[-1:], key=lambda a: a.ontvangen_op, default=None)


def _plan(plan: Ondersteuningsplan) -> PlanGebeurtenissen:
    afgeleverd = plan.uitvraag.verzending.afgeleverd_op if plan.uitvraag else None
    ingediend = [o.op for o in plan.overgangen if o.naar == Planstatus.INGEDIEND]
    return PlanGebeurtenissen(
        plan=plan.id,
        afgeleverd=kalenderdag(afgeleverd) if afgeleverd else None,
        ingediend=None if plan.status in LOPEND or not ingediend else kalenderdag(ingediend[-1]),
        verwacht=plan.termijnmeldingen[-1].verwacht_op if plan.termijnmeldingen else None,
    )


def _stand(klok: Klok, vandaag: date) -> Klokstand:
    return Klokstand(
        stap=klok.stap,
        grondslag=klok.grondslag,
        wettelijk=klok.wettelijk,
        stand=klok.stand(vandaag, GEVAAR_DAGEN),
        aan_zet=klok.aan_zet_op(vandaag),
        uiterlijk=klok.uiterlijk,
        verwacht=klok.verwacht,
        dagen_over=klok.dagen_over(vandaag),
        plan_id=klok.plan,
    )


def _werkregel(handeling: Handeling, zaak: Zaak) -> Werkregel:
    profiel = handeling.profielen.voor(zaak.melding.gemeente, handeling.vandaag)
    wat = gebeurtenissen(zaak)
    return Werkregel(
        melding_id=zaak.melding.id,
        client_id=zaak.melding.client_id,
        plan_id=None,
        spoed=zaak.melding.spoed,
        klokken=tuple(
            _stand(k, handeling.vandaag) for k in klokken(wat, profiel.termijnen, handeling.kalender)
        ),
        knelpunten=vooruitblik(wat, profiel.termijnen, handeling.kalender, handeling.vandaag),
        taken=tuple(_taken(zaak, profiel)),
        aandachtspunten=tuple(a for moment in _momenten(zaak) for a in profiel.aandachtspunten_bij(moment)),
    )


def _momenten(zaak: Zaak) -> Iterator[Planmoment]:
    """The steps that wait for the municipality and on which the region has something to say."""
    if _nog_te_kiezen(zaak) or any(p.status is Planstatus.CONCEPT for p in zaak.ondersteuningsplannen):
        yield Planmoment.UITVRAGEN
    if any(p.status is Planstatus.INGEDIEND for p in zaak.ondersteuningsplannen):
        yield Planmoment.BEOORDELEN


def _laatste(zaak: Zaak) -> UUID | None:
    """The version of the plan van aanpak from which the case goes on (M13)."""
    laatste = max(zaak.plannen_van_aanpak, key=lambda plan: plan.volgnummer, default=None)
    return laatste.id if laatste else None


def _nog_te_kiezen(zaak: Zaak) -> bool:
    """Whether the municipality has yet to ask for a plan or to waive it (M02)."""
    laatste = _laatste(zaak)
    gekozen = _plannen_van_aanpak(zaak, set(Planstatus) - {Planstatus.INGETROKKEN})
    return laatste is not None and laatste not in gekozen


def _plannen_van_aanpak(zaak: Zaak, statussen: Set[Planstatus]) -> set[UUID]:
    """Those with a waiver, or with a plan that stands so."""
    plannen = (p for p in zaak.ondersteuningsplannen if p.status in statussen)
    return {a.plan_van_aanpak_id for a in zaak.afzieningen} | {p.plan_van_aanpak_id for p in plannen}


@vervult("H18", "H20")
def _taken(zaak: Zaak, profiel: Regioprofiel) -> Iterator[str]:
    """The steps that wait for the municipality, in the order of the process."""
    if zaak.melding.bevestiging is None:
        yield "Bevestig de melding aan de cliënt."
    if not any(o.afronding for o in zaak.onderzoeken):
        yield "Rond het onderzoek af."
    elif not zaak.plannen_van_aanpak:
        yield "Maak met de cliënt het plan van aanpak."
    if _nog_te_kiezen(zaak):
        of_niet = ", of leg vast dat daarvan wordt afgezien" if profiel.afzien_mogelijk else ""
        yield f"Vraag een ondersteuningsplan uit{of_niet}."
    for plan in zaak.ondersteuningsplannen:
        if plan.status in OPEN and plan.plan_van_aanpak_id != _laatste(zaak):
            yield f"Het plan van aanpak is vernieuwd: trek het plan van aanbieder {plan.aanbieder} in."
        else:
            yield from _taak_bij(plan, zaak.ondersteuningsplannen)
    yield from _besluittaken(zaak)


def _taak_bij(plan: Ondersteuningsplan, alle: tuple[Ondersteuningsplan, ...]) -> Iterator[str]:
    """What the municipality has to do or to know about one plan."""
    if plan.status is Planstatus.CONCEPT:
        yield f"Vul de casus in en verstuur de uitvraag aan aanbieder {plan.aanbieder}."
    if plan.status in LOPEND and plan.termijnmeldingen:
        verwacht = plan.termijnmeldingen[-1].verwacht_op
        yield f"Aanbieder {plan.aanbieder} meldt: het plan komt op {verwacht:%d-%m-%Y}."
    if plan.status is Planstatus.GEWEIGERD and not _is_opgevolgd(plan, alle):
        yield (
            f"Aanbieder {plan.aanbieder} heeft de uitvraag geweigerd ({plan.weigerreden}): "
            "kies een andere aanbieder."
        )
    if plan.status is Planstatus.INGEDIEND:
        yield (
            f"Beoordeel versie {plan.versie} van aanbieder {plan.aanbieder}; "
            "neem contact op als het plan afwijkt."
        )


def _besluittaken(zaak: Zaak) -> Iterator[str]:
    plannen = zaak.ondersteuningsplannen
    gegrond = _laatste(zaak) in _plannen_van_aanpak(zaak, {Planstatus.VASTGESTELD})
    regulier = [b for b in zaak.besluiten if b.soort is not Besluitsoort.SPOED]
    if gegrond and not regulier and not any(p.status in OPEN for p in plannen):
        yield "Stel het besluit op." if zaak.aanvragen else "Leg de aanvraag van de cliënt vast."
    if any(b.status is Besluitstatus.ONTWERP for b in zaak.besluiten):
        yield "Neem het besluit."
    if any(b.status is Besluitstatus.GENOMEN for b in zaak.besluiten):
        yield "Maak het besluit aan de cliënt bekend."
    if any(b.toe_te_wijzen for b in zaak.besluiten):
        yield "Wijs de besloten ondersteuning toe aan de aanbieder."


def _is_opgevolgd(plan: Ondersteuningsplan, plannen: tuple[Ondersteuningsplan, ...]) -> bool:
    """Whether another provider was asked after this one declined."""
    geweigerd = plan.overgangen[-1].op
    later = [p for p in plannen if p.id != plan.id and p.overgangen[0].op >= geweigerd]
    return any(p.status is not Planstatus.INGETROKKEN for p in later)


def _planregel(handeling: Handeling, plan: Ondersteuningsplan) -> Werkregel:
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    return Werkregel(
        melding_id=plan.melding_id,
        client_id=plan.client_id,
        plan_id=plan.id,
        spoed=False,
        klokken=tuple(_stand(k, handeling.vandaag) for k in _planklokken(handeling, plan, profiel)),
        knelpunten=(),
        taken=_plantaken(plan),
        aandachtspunten=profiel.aandachtspunten_bij(Planmoment.INDIENEN),
    )


def _planklokken(handeling: Handeling, plan: Ondersteuningsplan, profiel: Regioprofiel) -> tuple[Klok, ...]:
    """The clock of this plan alone; it runs from the delivery and not from the melding."""
    wat = _plan(plan)
    alle = klokken(
        Gebeurtenissen(melding=wat.afgeleverd or handeling.vandaag, plannen=(wat,)),
        profiel.termijnen,
        handeling.kalender,
    )
    return tuple(k for k in alle if k.plan == plan.id)


def _plantaken(plan: Ondersteuningsplan) -> tuple[str, ...]:
    """What the provider has to do next with this plan."""
    if plan.uitvraag is not None and plan.uitvraag.verzending.afgeleverd_op is None:
        return ("Bevestig de ontvangst van de uitvraag, of weiger die.",)
    return {
        Planstatus.UITGEVRAAGD: ("Stel het plan met de cliënt op en dien het in, of weiger de uitvraag.",),
        Planstatus.TERUGGELEGD: ("Pas het plan met de cliënt aan en dien het opnieuw in.",),
        Planstatus.AKKOORD: ("Stel het plan met de cliënt vast en geef de cliënt een afschrift.",),
    }.get(plan.status, ())
