"""The municipality decides: a draft derived from the plans, the decision, its withdrawal (M15, W07)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from app.domain.besluit import stappen as besluitstappen
from app.domain.besluit.aanvraag import vereis_buiten_te_stellen
from app.domain.besluit.bedragen import Bedrag, bedragen
from app.domain.besluit.besluit import (
    AfgewezenDeel,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    Nadeel,
    Planversieverwijzing,
    Verschil,
)
from app.domain.besluit.eenheden import Inkoop, andere_eenheden
from app.domain.besluit.evaluatie import voorgestelde_evaluatiedatum
from app.domain.besluit.grondslag import (
    Grondslag,
    onderbouwd_nadeel,
    onvolledig_onderzoek,
    zonder_eigen_grond,
)
from app.domain.besluit.inhoud import onjuiste_spoed
from app.domain.besluit.producten import niet_toe_te_kennen, zonder_contract
from app.domain.besluit.voorstel import Onderbouwing, opengelaten, verschillen
from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import vereis_niet_ingetrokken
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Overgang, Rol
from app.domain.plan.ondersteuningsplan import Ondersteuningsplan, Planstatus
from app.domain.plan.stappen import is_opgevolgd, kan_besluit_dragen
from app.domain.profielen.regioprofiel import Ernst, Planmoment
from app.domain.toetsen import TOETSEN
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gevolgen import (
    Einde,
    Gat,
    einden,
    gaten,
    is_nadelig,
    lopende_regels,
    veranderingen,
)
from app.domain.toewijzing.proef import beproef, botsingen
from app.domain.toewijzing.tijdlijn import reeks_van
from app.domain.toewijzing.uitvoeren import Stap, stappen
from app.domain.waarden import AgbCode
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Besluitrij
from app.processen import berichten
from app.processen.briefgegevens import vereis_briefgegevens
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toetsen import toets_inhoud
from app.processen.toewijzen import laat_los, lees_lijn


@dataclass(frozen=True, slots=True)
class Besluitgegevens:
    """What a caller gives for a draft; what is left out (None) follows from the plans."""

    soort: Besluitsoort
    melding_id: UUID
    motivering: str
    aanvraag_id: UUID | None = None
    plan_van_aanpak_id: UUID | None = None
    planversies: tuple[Planversieverwijzing, ...] | None = None
    afzieningen: tuple[UUID, ...] | None = None
    regels: tuple[Besluitregel, ...] | None = None
    """Their numbers are given by their order."""
    afgewezen_delen: tuple[AfgewezenDeel, ...] = ()
    bezwaarclausule: str | None = None
    beschikking_gevraagd: bool = False
    """The client asks for a beschikking where the municipality works without (W07)."""
    kenmerk: str | None = None
    wijzigt: UUID | None = None
    ingangsdatum: date | None = None
    op_verzoek_van_aanbieder: bool = False
    nadeel: Nadeel | None = None
    evaluatiedatum: date | None = None


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What the plans and waivers for one plan van aanpak lead to."""

    planversies: tuple[Planversieverwijzing, ...]
    afzieningen: tuple[UUID, ...]
    regels: tuple[Besluitregel, ...]
    bedragen: tuple[Bedrag, ...]
    opengelaten: tuple[Veldfout, ...]
    """What the plans leave undecided, for a person to fill in."""


@dataclass(frozen=True, slots=True)
class Gevolgen:
    """What a decision does to what runs."""

    bedragen: tuple[Bedrag, ...]
    einden: tuple[Einde, ...]
    gaten: tuple[Gat, ...]
    stappen: tuple[Stap, ...]
    """What carrying it out would change now; nothing once that was done, or the decision was withdrawn."""
    beletsels: tuple[Veldfout, ...]
    """Why it can never be carried out so."""


@voor(*GEMEENTE)
def stel_voor(handeling: Handeling, plan_van_aanpak_id: UUID) -> Voorstel:
    """The lines that follow from the plans that were adopted; nothing is kept."""
    grondslag = _grondslag(handeling, plan_van_aanpak_id, None, None, None)
    regels = grondslag.voorstel
    return Voorstel(
        planversies=grondslag.planversies,
        afzieningen=tuple(a.id for a in grondslag.afzieningen),
        regels=regels,
        bedragen=_bedragen(handeling, regels),
        opengelaten=tuple(opengelaten(regels)),
    )


def _bedragen(handeling: Handeling, regels: Sequence[Besluitregel]) -> tuple[Bedrag, ...]:
    """The amounts of the additional products, by the contracts and the region of today."""
    aanbieders = {regel.aanbieder for regel in regels if regel.aanbieder is not None}
    contracten = handeling.opslag.contracten.van_aanbieders(aanbieders)
    profiel = handeling.profielen.voor(handeling.gemeente, handeling.vandaag)
    return tuple(bedragen(regels, contracten, profiel))


@voor(Rol.TOEGANG, Rol.BESLUIT)
def ontwerp(handeling: Handeling, gegevens: Besluitgegevens) -> Besluit:
    """Keep a draft."""
    melding = handeling.opslag.meldingen.haal(gegevens.melding_id)
    besluit = Besluit(
        id=uuid4(),
        gemeente=handeling.gemeente,
        client_id=melding.client_id,
        kenmerk=gegevens.kenmerk or f"WMO-{handeling.opslag.nummering.volgende('besluit'):08d}",
        status=Besluitstatus.ONTWERP,
        overgangen=(Overgang(Besluitstatus.ONTWERP, handeling.nu, handeling.beller.medewerker),),
        **_inhoud(handeling, gegevens, melding.client_id),
    )
    return handeling.opslag.besluiten.bewaar(_met_evaluatiedatum(handeling, besluit))


@vervult("W08")
def _met_evaluatiedatum(handeling: Handeling, besluit: Besluit) -> Besluit:
    """The draft with the review day that it names, or else the one that follows."""
    if besluit.evaluatiedatum is not None:
        return besluit
    eerder = None if besluit.wijzigt is None else handeling.opslag.besluiten.haal(besluit.wijzigt)
    profiel = handeling.profielen.voor(besluit.gemeente, handeling.vandaag)
    dag = voorgestelde_evaluatiedatum(besluit, eerder, profiel, handeling.kalender, handeling.vandaag)
    return replace(besluit, evaluatiedatum=dag)


@voor(Rol.TOEGANG, Rol.BESLUIT)
def wijzig_ontwerp(
    handeling: Handeling, besluit_id: UUID, revisie: int, gegevens: Besluitgegevens
) -> Besluit:
    """Replace the contents of a draft; a decision that was taken does not change."""
    besluit = handeling.opslag.besluiten.haal(besluit_id, revisie)
    if besluit.status is not Besluitstatus.ONTWERP:
        raise VerkeerdeStatus("Dit besluit is genomen en wijzigt niet meer. Neem een nieuw besluit.")
    if gegevens.melding_id != besluit.melding_id:
        raise OngeldigeInvoer(
            "Een besluit blijft bij zijn melding.", Veldfout("meldingId", "Dit is een andere melding.")
        )
    andere = _vergrendel_andere(handeling, besluit)
    gewijzigd = replace(
        besluit,
        kenmerk=gegevens.kenmerk or besluit.kenmerk,
        **_inhoud(handeling, gegevens, besluit.client_id),
    )
    besluitstappen.vereis_ander(gewijzigd, reeks_van(gewijzigd, andere))
    return handeling.opslag.besluiten.bewaar(_met_evaluatiedatum(handeling, gewijzigd))


@vervult("M06", "M15", "M16")
@voor(Rol.BESLUIT)
def neem(handeling: Handeling, besluit_id: UUID, revisie: int) -> Besluit:
    """Take the decision, once it has all it needs and its lines can be in a wmo301."""
    besluit = handeling.opslag.besluiten.haal(besluit_id, revisie)
    besluitstappen.vereis_te_nemen(besluit)
    andere = _vergrendel_andere(handeling, besluit)
    grondslag = replace(
        grondslag_van(handeling, besluit),
        andere_besluiten=andere,
        laatste_plan_van_aanpak=handeling.opslag.plannen_van_aanpak.laatste_versie(besluit.melding_id),
    )
    melding = handeling.opslag.meldingen.haal(besluit.melding_id)
    client = handeling.opslag.clienten.haal(besluit.client_id)
    if besluit.wijzigt is None:
        vereis_niet_ingetrokken(melding)
    lijn = lees_lijn(handeling, besluit.client_id)
    inkoop = _inkoop(handeling, {regel.aanbieder for regel in besluit.regels if regel.aanbieder is not None})
    onuitvoerbaar = (
        *beproef(besluit, lijn.genomen(besluit), handeling.vandaag),
        *niet_toe_te_kennen(besluit, inkoop.producten),
        *zonder_contract(besluit, inkoop),
        *andere_eenheden(besluit, inkoop),
        *niet_buiten_te_stellen(handeling, besluit, handeling.vandaag),
        *onjuiste_spoed(
            besluit,
            grondslag,
            melding,
            handeling.profielen.voor(besluit.gemeente, handeling.vandaag),
            handeling.kalender,
        ),
        *_onafgerond(handeling, grondslag),
        *onvolledig_onderzoek(besluit, client, melding, onderzoek_van(handeling, besluit, grondslag)),
        *_zonder_eigen_grond(handeling, besluit, grondslag, lijn),
        *onderbouwd_nadeel(besluit, nadelig=is_nadelig(besluit, lijn), vandaag=handeling.vandaag),
    )
    genomen = besluitstappen.neem(
        besluit, grondslag, handeling.beller.medewerker, handeling.nu, onuitvoerbaar
    )
    vereis_briefgegevens(handeling, handeling.vandaag)
    berichten.vereis_toewijsbaar(handeling, client, lijn, besluit)
    return handeling.opslag.besluiten.bewaar(genomen)


def niet_buiten_te_stellen(handeling: Handeling, besluit: Besluit, op: date) -> tuple[Veldfout, ...]:
    """Why this decision cannot set its aanvraag aside on this day; nothing for any other kind."""
    if besluit.soort is not Besluitsoort.BUITEN_BEHANDELING or besluit.aanvraag_id is None:
        return ()
    aanvraag = handeling.opslag.aanvragen.haal(besluit.aanvraag_id)
    return tuple(vereis_buiten_te_stellen(aanvraag, op, handeling.kalender))


@voor(Rol.BESLUIT)
def trek_in(handeling: Handeling, besluit_id: UUID, revisie: int, reden: str) -> Besluit:
    """Withdraw a decision that was not carried out yet."""
    besluit = handeling.opslag.besluiten.haal(besluit_id, revisie)
    andere = _vergrendel_andere(handeling, besluit)
    ingetrokken = besluitstappen.trek_in(besluit, andere, reden, handeling.beller.medewerker, handeling.nu)
    lijn = lees_lijn(handeling, besluit.client_id)
    al_bekend = set(botsingen(lijn.genomen()))
    fouten = [f for f in botsingen(lijn.genomen(behalve=besluit.id)) if f not in al_bekend]
    if fouten:
        raise VoorwaardeNietVervuld("Zonder dit besluit zou ondersteuning dubbel gelden.", *fouten)
    bewaard = handeling.opslag.besluiten.bewaar(ingetrokken)
    laat_los(handeling, besluit.client_id, lijn)
    return bewaard


def _vergrendel_andere(handeling: Handeling, besluit: Besluit) -> tuple[Besluit, ...]:
    """The other decisions for this client, as they stay until the end of the request."""
    handeling.opslag.clienten.vergrendel(besluit.client_id)
    return tuple(b for b in handeling.opslag.besluiten.van_client(besluit.client_id) if b.id != besluit.id)


@voor(*GEMEENTE)
def haal(handeling: Handeling, besluit_id: UUID) -> Besluit:
    """One decision."""
    return handeling.opslag.besluiten.haal(besluit_id)


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    client_id: UUID | None,
    melding_id: UUID | None,
    status: Besluitstatus | None,
    *,
    sinds: datetime | None = None,
) -> Bladzijde[Besluitrij]:
    """Decisions, oldest first."""
    return handeling.opslag.lijsten.besluiten(
        limiet, cursor, client_id=client_id, melding_id=melding_id, status=status, sinds=sinds
    )


@voor(*GEMEENTE)
def lees_verschillen(handeling: Handeling, besluit_id: UUID) -> tuple[Verschil, ...]:
    """Where the decision differs from the plans that it rests on, with the grounds (M15)."""
    besluit = handeling.opslag.besluiten.haal(besluit_id)
    grondslag = grondslag_van(handeling, besluit)
    return verschillen(besluit, grondslag.voorstel, grondslag.onderbouwing)


def _inhoud(handeling: Handeling, gegevens: Besluitgegevens, client_id: UUID) -> dict[str, Any]:
    """The fields of a besluit that its contents decide; uitkomst and vorm follow and are never typed."""
    grondslag = _grondslag(
        handeling,
        gegevens.plan_van_aanpak_id,
        gegevens.planversies,
        gegevens.afzieningen,
        gegevens.aanvraag_id,
    )
    _vereis_van_client(handeling, gegevens, grondslag, client_id)
    regels = (
        _voorgestelde_regels(handeling, gegevens, grondslag) if gegevens.regels is None else gegevens.regels
    )
    _vereis_iets_te_beslissen(gegevens, grondslag, regels)
    uitkomst = besluitstappen.bepaal_uitkomst(
        regels, gegevens.afgewezen_delen, gegevens.wijzigt, gegevens.soort
    )
    gemeente = handeling.profielen.voor(handeling.gemeente, handeling.vandaag).gemeente(handeling.gemeente)
    return {
        "melding_id": gegevens.melding_id,
        "aanvraag_id": gegevens.aanvraag_id,
        "soort": gegevens.soort,
        "vorm": besluitstappen.bepaal_vorm(
            gemeente, uitkomst, grondslag, beschikking_gevraagd=gegevens.beschikking_gevraagd
        ),
        "uitkomst": uitkomst,
        "plan_van_aanpak_id": gegevens.plan_van_aanpak_id,
        "planversies": grondslag.planversies,
        "afzieningen": tuple(a.id for a in grondslag.afzieningen),
        "regels": tuple(replace(regel, nummer=i) for i, regel in enumerate(regels, start=1)),
        "motivering": gegevens.motivering,
        "afgewezen_delen": gegevens.afgewezen_delen,
        "bezwaarclausule": gegevens.bezwaarclausule or besluitstappen.bezwaarclausule(gemeente),
        "wijzigt": gegevens.wijzigt,
        "ingangsdatum": gegevens.ingangsdatum,
        "op_verzoek_van_aanbieder": gegevens.op_verzoek_van_aanbieder,
        "nadeel": gegevens.nadeel,
        "evaluatiedatum": gegevens.evaluatiedatum,
    }


@vervult("H26")
def _vereis_iets_te_beslissen(
    gegevens: Besluitgegevens, grondslag: Grondslag, regels: Sequence[Besluitregel]
) -> None:
    """Refuse to draft what is to follow from plans that are not there; a refusal is said (`regels` empty)."""
    if regels or gegevens.regels is not None or gegevens.afgewezen_delen or gegevens.wijzigt is not None:
        return
    if gegevens.soort is Besluitsoort.BUITEN_BEHANDELING:
        return
    waarom = (
        "Van een afziening of een spoedbesluit volgen ze niet uit een plan."
        if grondslag.afzieningen or gegevens.soort is Besluitsoort.SPOED
        else "Bij dit plan van aanpak is nog geen ondersteuningsplan vastgesteld."
    )
    raise VoorwaardeNietVervuld(
        "Er is nog niets om op te beslissen.",
        Veldfout(
            "regels", f"{waarom} Geef de regels zelf; wijst u alles af, geef dan afgewezenDelen.", "H26"
        ),
    )


def _voorgestelde_regels(
    handeling: Handeling, gegevens: Besluitgegevens, grondslag: Grondslag
) -> tuple[Besluitregel, ...]:
    """The lines that follow from the plans; of a change without plans, what holds from then on."""
    if gegevens.soort is Besluitsoort.BUITEN_BEHANDELING:
        return ()
    if gegevens.wijzigt is None or gegevens.ingangsdatum is None or grondslag.voorstel:
        return grondslag.voorstel
    eerder = handeling.opslag.besluiten.haal(gegevens.wijzigt)
    return lopende_regels(eerder, gegevens.ingangsdatum, lees_lijn(handeling, eerder.client_id))


@vervult("W08")
@voor(*GEMEENTE)
def lees_gevolgen(handeling: Handeling, besluit_id: UUID) -> Gevolgen:
    """What the decision ends and changes, and what has to be settled first; nothing is kept."""
    besluit = handeling.opslag.besluiten.haal(besluit_id)
    lijn = lees_lijn(handeling, besluit.client_id)
    voorbij = besluit.uitgevoerd_op is not None or besluit.status is Besluitstatus.INGETROKKEN
    return Gevolgen(
        bedragen=_bedragen(handeling, besluit.regels),
        einden=einden(besluit, lijn),
        gaten=gaten(besluit, lijn),
        stappen=() if voorbij else stappen(lijn.met(besluit), lijn.nummers, handeling.vandaag),
        beletsels=()
        if voorbij
        else (
            *beproef(besluit, lijn.genomen(besluit), handeling.vandaag),
            *niet_te_melden(handeling, besluit, lijn),
        ),
    )


def niet_te_melden(handeling: Handeling, besluit: Besluit, lijn: Clientlijn) -> tuple[Veldfout, ...]:
    """Why a message about this client cannot be made, where the decision leads to one."""
    client = handeling.opslag.clienten.haal(besluit.client_id)
    leidt_tot_bericht = stappen(lijn.met(besluit), lijn.nummers, handeling.vandaag)
    if client.berichtenverkeer_geblokkeerd or not leidt_tot_bericht:
        return ()
    bevindingen = berichten.clientbevindingen(handeling, client)
    return tuple(replace(fout, veld=f"client.{fout.veld}") for fout in bevindingen)


def _vereis_van_client(
    handeling: Handeling, gegevens: Besluitgegevens, grondslag: Grondslag, client_id: UUID
) -> None:
    """Refuse what belongs to somebody else."""
    eerder = None if gegevens.wijzigt is None else handeling.opslag.besluiten.haal(gegevens.wijzigt)
    delen = (
        ("planVanAanpakId", grondslag.plan_van_aanpak),
        ("aanvraagId", grondslag.aanvraag),
        ("wijzigt", eerder),
        *((f"planversies[{i}]", grond.plan) for i, grond in enumerate(grondslag.onderbouwing)),
        *((f"afzieningen[{i}]", afziening) for i, afziening in enumerate(grondslag.afzieningen)),
    )
    fouten = [
        Veldfout(veld, "Dit hoort bij een andere cliënt.")
        for veld, deel in delen
        if deel is not None and deel.client_id != client_id
    ]
    if fouten:
        raise OngeldigeInvoer("Het besluit noemt iets van een andere cliënt.", *fouten)


def grondslag_van(handeling: Handeling, besluit: Besluit) -> Grondslag:
    """What this decision rests on."""
    return _grondslag(
        handeling, besluit.plan_van_aanpak_id, besluit.planversies, besluit.afzieningen, besluit.aanvraag_id
    )


def _grondslag(
    handeling: Handeling,
    plan_van_aanpak_id: UUID | None,
    planversies: Sequence[Planversieverwijzing] | None,
    afzieningen: Sequence[UUID] | None,
    aanvraag_id: UUID | None,
) -> Grondslag:
    """What a decision rests on; plans and waivers not named (None) are those of the plan van aanpak."""
    opslag = handeling.opslag
    if plan_van_aanpak_id is not None and planversies is None:
        plannen = opslag.ondersteuningsplannen.van_plan_van_aanpak(plan_van_aanpak_id)
        planversies = tuple(
            Planversieverwijzing(plan.id, plan.versie)
            for plan in plannen
            if plan.status is Planstatus.VASTGESTELD or _zonder_akkoord(handeling, plan, plannen)
        )
    if plan_van_aanpak_id is not None and afzieningen is None:
        alle = opslag.afzieningen.van_plan_van_aanpak(plan_van_aanpak_id)
        afzieningen = tuple(afziening.id for afziening in alle)
    return Grondslag(
        plan_van_aanpak=None
        if plan_van_aanpak_id is None
        else opslag.plannen_van_aanpak.haal(plan_van_aanpak_id),
        onderbouwing=tuple(_onderbouwing(handeling, verwijzing) for verwijzing in planversies or ()),
        afzieningen=tuple(opslag.afzieningen.haal(id) for id in afzieningen or ()),
        aanvraag=None if aanvraag_id is None else opslag.aanvragen.haal(aanvraag_id),
    )


@vervult("M15")
def _zonder_akkoord(
    handeling: Handeling, plan: Ondersteuningsplan, plannen: Iterable[Ondersteuningsplan]
) -> bool:
    """Whether the municipality decides otherwise than this plan, without having asked another."""
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    return kan_besluit_dragen(plan, profiel) and not is_opgevolgd(plan, plannen)


@vervult("M02", "W09")
def _zonder_eigen_grond(
    handeling: Handeling, besluit: Besluit, grondslag: Grondslag, lijn: Clientlijn
) -> tuple[Veldfout, ...]:
    """What is granted more or otherwise without a plan of its own; an objection that is upheld needs none."""
    fouten = tuple(
        zonder_eigen_grond(
            besluit,
            grondslag,
            veranderingen(besluit, lijn),
            handeling.profielen.voor(besluit.gemeente, handeling.vandaag),
        )
    )
    if not fouten or besluit.wijzigt is None:
        return fouten
    bezwaren = handeling.opslag.bezwaren.tegen(besluit.wijzigt)
    return () if any(bezwaar.wacht_op_besluit for bezwaar in bezwaren) else fouten


@vervult("M08", "M09")
def _onafgerond(handeling: Handeling, grondslag: Grondslag) -> Iterator[Veldfout]:
    """What a plan that nobody adopted still lacks of the things that belong to adopting: the signatures."""
    for i, grond in enumerate(grondslag.onderbouwing):
        if grond.plan.status is not Planstatus.NIET_AKKOORD:
            continue
        for bevinding in toets_inhoud(handeling, grond.plan, grond.versie.inhoud, Planmoment.VASTSTELLEN):
            bij_vaststellen = TOETSEN[bevinding.toets].vanaf is Planmoment.VASTSTELLEN
            if bij_vaststellen and bevinding.ernst == Ernst.BLOKKEREND:
                yield Veldfout(f"planversies[{i}]", bevinding.melding, ", ".join(bevinding.eisen))


def onderzoek_van(handeling: Handeling, besluit: Besluit, grondslag: Grondslag) -> Onderzoek | None:
    """The research on which this decision rests: that of its plan van aanpak, or the last of the case."""
    if grondslag.plan_van_aanpak is not None:
        return handeling.opslag.onderzoeken.haal(grondslag.plan_van_aanpak.onderzoek_id)
    onderzoeken = handeling.opslag.onderzoeken.van_melding(besluit.melding_id)
    return max(onderzoeken, key=lambda o: (o.afronding is not None, o.gestart_op), default=None)


def _onderbouwing(handeling: Handeling, verwijzing: Planversieverwijzing) -> Onderbouwing:
    plan = handeling.opslag.ondersteuningsplannen.haal(verwijzing.plan_id)
    versie = handeling.opslag.planversies.haal(verwijzing.plan_id, verwijzing.versie)
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    return Onderbouwing(plan, versie, profiel, _inkoop(handeling, {plan.aanbieder}))


def _inkoop(handeling: Handeling, aanbieders: Collection[AgbCode]) -> Inkoop:
    opslag = handeling.opslag
    return Inkoop(opslag.producten.alle(), opslag.contracten.van_aanbieders(aanbieders))
