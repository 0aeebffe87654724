"""The municipality's side of a plan: request it, return it, assess it (M06 to M15, H07 to H18)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.domain.besluit.besluit import GELDIG
from app.domain.eisen import vervult
from app.domain.fouten import BestaatAl, NietGevonden, OngeldigeInvoer, Veldfout, VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.plan import delen
from app.domain.plan import stappen as planstappen
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Ondersteuningsplan,
    Oordeel,
    Planstatus,
    Planversie,
    Teruglegging,
    Toetsbevinding,
    Uitvraag,
)
from app.domain.plan.plan_van_aanpak import Bespreking, vereis_laatste
from app.domain.plan.stappen import OPEN
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.waarden import AgbCode, kalenderdag
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Planrij
from app.processen.eindigen import haal_lopende
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.toetsen import toets_versie


@dataclass(frozen=True, slots=True)
class Terugleggegevens:
    """What a caller gives when a plan goes back to its provider."""

    versie: int
    reden: str
    contact: Bespreking | None = None
    contactpersoon: str | None = None


@dataclass(frozen=True, slots=True)
class Oordeelsgegevens:
    """What a caller gives for an assessment."""

    versie: int
    oordeel: Oordeel
    motivering: str
    onderbouwing_intensiteit: str


@vervult("M06")
@voor(Rol.TOEGANG)
def stel_plan_op(
    handeling: Handeling,
    *,
    plan_van_aanpak_id: UUID,
    aanbieder: AgbCode,
    aanleiding: Aanleiding,
    casus: str,
    vervangt: UUID | None,
    resultaten: tuple[str, ...] | None,
) -> Ondersteuningsplan:
    """Make the concept for one provider, from the newest plan van aanpak; a provider has one open at most.

    One that is open on an older version is asked anew: it is withdrawn, and this one takes its place (M13).
    `resultaten` are the codes of those it is asked for, None for all.
    """
    plan_van_aanpak = handeling.opslag.plannen_van_aanpak.haal(plan_van_aanpak_id)
    haal_lopende(handeling, plan_van_aanpak.melding_id)
    handeling.opslag.aanbieders.haal(aanbieder)
    vereis_laatste(
        plan_van_aanpak, handeling.opslag.plannen_van_aanpak.laatste_versie(plan_van_aanpak.melding_id)
    )
    for plan in handeling.opslag.ondersteuningsplannen.van_melding(plan_van_aanpak.melding_id):
        if plan.aanbieder == aanbieder and plan.status in OPEN:
            if plan.plan_van_aanpak_id == plan_van_aanpak_id:
                raise BestaatAl("Bij deze aanbieder loopt al een ondersteuningsplan; trek dat eerst in.")
            reden = "Het plan van aanpak is vernieuwd; het plan wordt opnieuw gevraagd."
            handeling.opslag.ondersteuningsplannen.bewaar(
                planstappen.intrekken(plan, reden, handeling.beller.medewerker, handeling.nu)
            )
    if vervangt is not None:
        vorig = handeling.opslag.ondersteuningsplannen.haal(vervangt)
        planstappen.vereis_vervangbaar(vorig, plan_van_aanpak)
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.stel_op(
            id=uuid4(),
            plan_van_aanpak=plan_van_aanpak,
            aanbieder=aanbieder,
            profiel=handeling.profielen.voor(plan_van_aanpak.gemeente, handeling.vandaag),
            aanleiding=aanleiding,
            casus=casus,
            vervangt=vervangt,
            codes=resultaten,
            door=handeling.beller.medewerker,
            op=handeling.nu,
        )
    )


@voor(Rol.TOEGANG)
def vul_casus_in(handeling: Handeling, plan_id: UUID, revisie: int, casus: str) -> Ondersteuningsplan:
    """Fill in the necessary case information, before sending (M10)."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(planstappen.vul_casus_in(plan, casus))


@voor(Rol.TOEGANG)
def vraag_uit(handeling: Handeling, plan_id: UUID, revisie: int, uitvraag: Uitvraag) -> Ondersteuningsplan:
    """Send the pre-filled form to the provider, with the parts of the file that it needs."""
    if uitvraag.verzending.op > handeling.nu:
        raise OngeldigeInvoer(
            "Het moment van verzending kan niet kloppen.",
            Veldfout("verzending.op", "Dit moment ligt in de toekomst.", "M11"),
        )
    handeling.vereis_rekenbaar({"verzending.op": kalenderdag(uitvraag.verzending.op)})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    haal_lopende(handeling, plan.melding_id)
    plan_van_aanpak = handeling.opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id)
    vereis_laatste(plan_van_aanpak, handeling.opslag.plannen_van_aanpak.laatste_versie(plan.melding_id))
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.uitvragen(
            plan,
            uitvraag,
            bronnen=delen.bronnen(
                handeling.opslag.onderzoeken.haal(plan_van_aanpak.onderzoek_id),
                plan_van_aanpak,
                handeling.opslag.rapportages.van_melding(plan.melding_id),
            ),
            aanbieder=handeling.opslag.aanbieders.haal(plan.aanbieder),
            profiel=handeling.profielen.met(plan.profiel, plan.profielversie),
            door=handeling.beller.medewerker,
            op=handeling.nu,
        )
    )


@voor(Rol.TOEGANG)
def trek_plan_in(handeling: Handeling, plan_id: UUID, revisie: int, reden: str) -> Ondersteuningsplan:
    """Withdraw the request."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    _vereis_vrij(handeling, plan)
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.intrekken(plan, reden, handeling.beller.medewerker, handeling.nu)
    )


def _vereis_vrij(handeling: Handeling, plan: Ondersteuningsplan) -> None:
    """Refuse to come back on a verdict with which a decision was taken (M15)."""
    if plan.status is not Planstatus.NIET_AKKOORD:
        return
    handeling.opslag.clienten.vergrendel(plan.client_id)
    for besluit in handeling.opslag.besluiten.van_melding(plan.melding_id):
        if besluit.status in GELDIG and any(v.plan_id == plan.id for v in besluit.planversies):
            raise VerkeerdeStatus(f"Besluit {besluit.kenmerk} rust op dit plan; dat verandert niet meer.")


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def beeindig(handeling: Handeling, plan_id: UUID, revisie: int, reden: str) -> Ondersteuningsplan:
    """Record that the support under this plan ended."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.beeindigen(plan, reden, handeling.beller.medewerker, handeling.nu)
    )


@voor(Rol.TOEGANG)
def leg_terug(
    handeling: Handeling, plan_id: UUID, revisie: int, gegevens: Terugleggegevens
) -> Ondersteuningsplan:
    """Return the submitted version to the provider, after contact (H18) or when it is incomplete (M20)."""
    contact = gegevens.contact
    handeling.vereis_gebeurd({"contact.datum": contact.op if contact else None})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    _vereis_vrij(handeling, plan)
    bevindingen = toets_versie(handeling, plan, Planmoment.BEOORDELEN)
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.terugleggen(
            plan,
            Teruglegging(gegevens.versie, handeling.nu, gegevens.reden, contact, gegevens.contactpersoon),
            handeling.profielen.met(plan.profiel, plan.profielversie),
            onvolledig=planstappen.is_onvolledig(bevindingen),
            door=handeling.beller.medewerker,
        )
    )


@voor(Rol.TOEGANG)
def beoordeel(handeling: Handeling, plan_id: UUID, revisie: int, gegevens: Oordeelsgegevens) -> Beoordeling:
    """Give the municipality's verdict on a version, beside what the toetsen find in it."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    _vereis_vrij(handeling, plan)
    beoordeling = Beoordeling(
        id=uuid4(),
        gemeente=plan.gemeente,
        client_id=plan.client_id,
        plan_id=plan.id,
        versie=gegevens.versie,
        oordeel=gegevens.oordeel,
        motivering=gegevens.motivering,
        onderbouwing_intensiteit=gegevens.onderbouwing_intensiteit,
        bevindingen=toets_versie(handeling, plan, Planmoment.BEOORDELEN),
        door=handeling.beller.medewerker,
        op=handeling.nu,
    )
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    handeling.opslag.ondersteuningsplannen.bewaar(planstappen.beoordelen(plan, beoordeling, profiel))
    return handeling.opslag.beoordelingen.bewaar(beoordeling)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal_plan(handeling: Handeling, plan_id: UUID) -> Ondersteuningsplan:
    """One plan, as the caller may see it."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id)
    return delen.voor_aanbieder(plan) if handeling.beller.rol is Rol.AANBIEDER else plan


@vervult("W06")
def haal_met_inzage(handeling: Handeling, plan_id: UUID) -> Ondersteuningsplan:
    """The plan, where the caller may see what it holds; for a provider that ends with the request."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id)
    if handeling.beller.rol is Rol.AANBIEDER:
        delen.vereis_inzage(plan)
    return plan


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    client_id: UUID | None = None,
    melding_id: UUID | None = None,
    status: Planstatus | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Planrij]:
    """Plans, the oldest first; a provider sees those that it was asked for."""
    return handeling.opslag.lijsten.ondersteuningsplannen(
        limiet, cursor, client_id=client_id, melding_id=melding_id, status=status, sinds=sinds
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_versie(handeling: Handeling, plan_id: UUID, volgnummer: int) -> Planversie:
    """One submitted version."""
    haal_met_inzage(handeling, plan_id)
    return handeling.opslag.planversies.haal(plan_id, volgnummer)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_versies(handeling: Handeling, plan_id: UUID) -> tuple[Planversie, ...]:
    """Every submitted version of one plan, the first one first."""
    haal_met_inzage(handeling, plan_id)
    return handeling.opslag.planversies.van_plan(plan_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_beoordelingen(handeling: Handeling, plan_id: UUID) -> tuple[Beoordeling, ...]:
    """Every assessment of one plan, the first one first."""
    haal_plan(handeling, plan_id)
    return handeling.opslag.beoordelingen.van_plan(plan_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_beoordeling(handeling: Handeling, plan_id: UUID, beoordeling_id: UUID) -> Beoordeling:
    """One assessment."""
    for beoordeling in lees_beoordelingen(handeling, plan_id):
        if beoordeling.id == beoordeling_id:
            return beoordeling
    raise NietGevonden("Bij dit plan is geen beoordeling met dit kenmerk.")


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_bevindingen(handeling: Handeling, plan_id: UUID) -> tuple[Toetsbevinding, ...]:
    """What the toetsen find in the last submitted version, as it stands now."""
    return toets_versie(handeling, haal_met_inzage(handeling, plan_id), Planmoment.BEOORDELEN)
