"""The municipality's side of a plan: request it, lay it back, assess it (M06 to M15, H07 to H18)."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from app.domain import delen, planstappen
from app.domain.eisen import vervult
from app.domain.fouten import BestaatAl, NietGevonden, OngeldigeInvoer, Veldfout
from app.domain.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Bevinding,
    Ondersteuningsplan,
    Oordeel,
    Planstatus,
    Planversie,
    Teruglegging,
    Uitvraag,
)
from app.domain.partijen import Rol
from app.domain.plan_van_aanpak import Bespreking, vereis_laatste
from app.domain.planstappen import OPEN
from app.domain.profielen.regioprofiel import Moment
from app.domain.waarden import AgbCode, kalenderdag
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Planrij
from app.processen.toetsen import toets_versie
from app.processen.verzoek import GEMEENTE, Verzoek, voor


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
    verzoek: Verzoek,
    *,
    plan_van_aanpak_id: UUID,
    aanbieder: AgbCode,
    aanleiding: Aanleiding,
    casus: str,
    vervangt: UUID | None,
    resultaten: tuple[str, ...] | None,
) -> Ondersteuningsplan:
    """Make the concept for one provider, from the newest plan van aanpak; a provider has one open at most.

    `resultaten` are the codes of those it is asked for, None for all.
    """
    plan_van_aanpak = verzoek.opslag.plannen_van_aanpak.haal(plan_van_aanpak_id)
    verzoek.opslag.aanbieders.haal(aanbieder)
    bestaand = verzoek.opslag.ondersteuningsplannen.van_melding(plan_van_aanpak.melding_id)
    if any(p.aanbieder == aanbieder and p.status in OPEN for p in bestaand):
        raise BestaatAl("Bij deze aanbieder loopt al een ondersteuningsplan; trek dat eerst in.")
    vereis_laatste(
        plan_van_aanpak, verzoek.opslag.plannen_van_aanpak.laatste_versie(plan_van_aanpak.melding_id)
    )
    if vervangt is not None:
        vorig = verzoek.opslag.ondersteuningsplannen.haal(vervangt)
        planstappen.vereis_vervangbaar(vorig, plan_van_aanpak)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.stel_op(
            id=uuid4(),
            plan_van_aanpak=plan_van_aanpak,
            aanbieder=aanbieder,
            profiel=verzoek.profielen.voor(plan_van_aanpak.gemeente, verzoek.vandaag),
            aanleiding=aanleiding,
            casus=casus,
            vervangt=vervangt,
            codes=resultaten,
            door=verzoek.beller.medewerker,
            op=verzoek.nu,
        )
    )


@voor(Rol.TOEGANG)
def vul_casus_in(verzoek: Verzoek, plan_id: UUID, revisie: int, casus: str) -> Ondersteuningsplan:
    """Fill in the necessary case information, before sending (M10)."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(planstappen.vul_casus_in(plan, casus))


@voor(Rol.TOEGANG)
def vraag_uit(verzoek: Verzoek, plan_id: UUID, revisie: int, uitvraag: Uitvraag) -> Ondersteuningsplan:
    """Send the pre-filled form to the provider, with the parts of the file that it needs."""
    if uitvraag.verzending.op > verzoek.nu:
        raise OngeldigeInvoer(
            "Het moment van verzending kan niet kloppen.",
            Veldfout("verzending.op", "Dit moment ligt in de toekomst.", "M11"),
        )
    verzoek.vereis_rekenbaar({"verzending.op": kalenderdag(uitvraag.verzending.op)})
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    plan_van_aanpak = verzoek.opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id)
    vereis_laatste(plan_van_aanpak, verzoek.opslag.plannen_van_aanpak.laatste_versie(plan.melding_id))
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.uitvragen(
            plan,
            uitvraag,
            bronnen=delen.bronnen(
                verzoek.opslag.onderzoeken.haal(plan_van_aanpak.onderzoek_id),
                plan_van_aanpak,
                verzoek.opslag.rapportages.van_melding(plan.melding_id),
            ),
            aanbieder=verzoek.opslag.aanbieders.haal(plan.aanbieder),
            profiel=verzoek.profielen.met(plan.profiel, plan.profielversie),
            door=verzoek.beller.medewerker,
            op=verzoek.nu,
        )
    )


@voor(Rol.TOEGANG)
def trek_plan_in(verzoek: Verzoek, plan_id: UUID, revisie: int, reden: str) -> Ondersteuningsplan:
    """Withdraw the request."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.intrekken(plan, reden, verzoek.beller.medewerker, verzoek.nu)
    )


@voor(Rol.TOEGANG, Rol.ADMINISTRATIE)
def beeindig(verzoek: Verzoek, plan_id: UUID, revisie: int, reden: str) -> Ondersteuningsplan:
    """Record that the support under this plan ended."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.beeindigen(plan, reden, verzoek.beller.medewerker, verzoek.nu)
    )


@voor(Rol.TOEGANG)
def leg_terug(
    verzoek: Verzoek, plan_id: UUID, revisie: int, gegevens: Terugleggegevens
) -> Ondersteuningsplan:
    """Lay the submitted version back to the provider, after contact (H18) or when it is incomplete (M20)."""
    contact = gegevens.contact
    verzoek.vereis_gebeurd({"contact.datum": contact.op if contact else None})
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    bevindingen = toets_versie(verzoek, plan, Moment.BEOORDELEN)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.terugleggen(
            plan,
            Teruglegging(gegevens.versie, verzoek.nu, gegevens.reden, contact, gegevens.contactpersoon),
            verzoek.profielen.met(plan.profiel, plan.profielversie),
            onvolledig=planstappen.is_onvolledig(bevindingen),
            door=verzoek.beller.medewerker,
        )
    )


@voor(Rol.TOEGANG)
def beoordeel(verzoek: Verzoek, plan_id: UUID, revisie: int, gegevens: Oordeelsgegevens) -> Beoordeling:
    """Give the municipality's verdict on a version, beside what the toetsen find in it."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    beoordeling = Beoordeling(
        id=uuid4(),
        gemeente=plan.gemeente,
        client_id=plan.client_id,
        plan_id=plan.id,
        versie=gegevens.versie,
        oordeel=gegevens.oordeel,
        motivering=gegevens.motivering,
        onderbouwing_intensiteit=gegevens.onderbouwing_intensiteit,
        bevindingen=toets_versie(verzoek, plan, Moment.BEOORDELEN),
        door=verzoek.beller.medewerker,
        op=verzoek.nu,
    )
    verzoek.opslag.ondersteuningsplannen.bewaar(planstappen.beoordelen(plan, beoordeling))
    return verzoek.opslag.beoordelingen.bewaar(beoordeling)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal_plan(verzoek: Verzoek, plan_id: UUID) -> Ondersteuningsplan:
    """One plan, as the caller may see it."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id)
    return delen.voor_aanbieder(plan) if verzoek.beller.rol is Rol.AANBIEDER else plan


@vervult("W06")
def haal_met_inzage(verzoek: Verzoek, plan_id: UUID) -> Ondersteuningsplan:
    """The plan, where the caller may see what it holds; for a provider that ends with the request."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id)
    if verzoek.beller.rol is Rol.AANBIEDER:
        delen.vereis_inzage(plan)
    return plan


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    verzoek: Verzoek,
    limiet: int,
    cursor: str | None,
    *,
    client_id: UUID | None = None,
    melding_id: UUID | None = None,
    status: Planstatus | None = None,
) -> Bladzijde[Planrij]:
    """Plans, the oldest first; a provider sees those that it was asked for."""
    return verzoek.opslag.lijsten.ondersteuningsplannen(
        limiet, cursor, client_id=client_id, melding_id=melding_id, status=status
    )


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_versie(verzoek: Verzoek, plan_id: UUID, volgnummer: int) -> Planversie:
    """One submitted version."""
    haal_met_inzage(verzoek, plan_id)
    return verzoek.opslag.planversies.haal(plan_id, volgnummer)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_versies(verzoek: Verzoek, plan_id: UUID) -> tuple[Planversie, ...]:
    """Every submitted version of one plan, the first one first."""
    haal_met_inzage(verzoek, plan_id)
    return verzoek.opslag.planversies.van_plan(plan_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_beoordelingen(verzoek: Verzoek, plan_id: UUID) -> tuple[Beoordeling, ...]:
    """Every assessment of one plan, the first one first."""
    haal_plan(verzoek, plan_id)
    return verzoek.opslag.beoordelingen.van_plan(plan_id)


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_beoordeling(verzoek: Verzoek, plan_id: UUID, beoordeling_id: UUID) -> Beoordeling:
    """One assessment."""
    for beoordeling in lees_beoordelingen(verzoek, plan_id):
        if beoordeling.id == beoordeling_id:
            return beoordeling
    raise NietGevonden("Bij dit plan is geen beoordeling met dit kenmerk.")


@voor(*GEMEENTE, Rol.AANBIEDER)
def lees_bevindingen(verzoek: Verzoek, plan_id: UUID) -> tuple[Bevinding, ...]:
    """What the toetsen find in the last submitted version, as it stands now."""
    return toets_versie(verzoek, haal_met_inzage(verzoek, plan_id), Moment.BEOORDELEN)
