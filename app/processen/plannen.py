"""The provider's side of a plan: receive, decline, fill in, submit, sign, lay down (H01 to H26)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain import planstappen
from app.domain.fouten import Veldfout, VoorwaardeNietVervuld
from app.domain.ondersteuningsplan import (
    Afschrift,
    Bevinding,
    Invulling,
    Ondersteuningsplan,
    Ondertekening,
    OndertekeningAlternatief,
    Planversie,
    Termijnmelding,
    Vaststelling,
    Weigerreden,
)
from app.domain.partijen import Rol
from app.domain.toetsen import Moment
from app.processen.toetsen import toets_versie
from app.processen.verzoek import Verzoek, voor


@dataclass(frozen=True, slots=True)
class Indiening:
    """A submitted version, with what the toetsen find in it: accepted all the same."""

    plan: Ondersteuningsplan
    versie: Planversie
    bevindingen: tuple[Bevinding, ...]


@voor(Rol.AANBIEDER, Rol.TOEGANG)
def bevestig_ontvangst(verzoek: Verzoek, plan_id: UUID, revisie: int) -> Ondersteuningsplan:
    """Record that the uitvraag arrived; the term for the plan starts (H19)."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(planstappen.ontvangen(plan, verzoek.nu))


@voor(Rol.AANBIEDER)
def weiger(
    verzoek: Verzoek, plan_id: UUID, revisie: int, reden: Weigerreden, toelichting: str
) -> Ondersteuningsplan:
    """Decline the request."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return planstappen.voor_aanbieder(
        verzoek.opslag.ondersteuningsplannen.bewaar(
            planstappen.weigeren(plan, reden, toelichting, verzoek.beller.medewerker, verzoek.nu)
        )
    )


@voor(Rol.AANBIEDER)
def vul_in(verzoek: Verzoek, plan_id: UUID, revisie: int, invulling: Invulling) -> Ondersteuningsplan:
    """Keep the provider's draft; it may be incomplete."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    profiel = verzoek.profielen.met(plan.profiel, plan.profielversie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.invullen(plan, invulling, profiel, verzoek.nu)
    )


@voor(Rol.AANBIEDER)
def dien_in(
    verzoek: Verzoek, plan_id: UUID, revisie: int, *, formulier_versie: str, gericht_aan: str
) -> Indiening:
    """Submit the draft as the next version; what it lacks is told at once and never refused."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    plan, versie = planstappen.indienen(
        plan,
        formulier_versie=formulier_versie,
        gericht_aan=gericht_aan,
        door=verzoek.beller.medewerker,
        op=verzoek.nu,
    )
    plan = verzoek.opslag.ondersteuningsplannen.bewaar(plan)
    versie = verzoek.opslag.planversies.bewaar(versie)
    return Indiening(plan, versie, toets_versie(verzoek, plan, Moment.INDIENEN))


@voor(Rol.AANBIEDER)
def meld_termijn(
    verzoek: Verzoek, plan_id: UUID, revisie: int, verwacht_op: date, reden: str
) -> Ondersteuningsplan:
    """Tell the toegang that the term passes, and when the plan will be there (H20)."""
    if verwacht_op < verzoek.vandaag:
        raise VoorwaardeNietVervuld(
            "De verwachte datum ligt in het verleden.",
            Veldfout("verwachtOp", "Kies vandaag of een latere dag.", "H20"),
        )
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.meld_termijn(plan, Termijnmelding(verzoek.nu, verwacht_op, reden))
    )


@voor(Rol.AANBIEDER)
def onderteken(
    verzoek: Verzoek, plan_id: UUID, revisie: int, ondertekening: Ondertekening
) -> Ondersteuningsplan:
    """Record a signature of client or provider under the submitted version (M08, H24)."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(planstappen.ondertekenen(plan, ondertekening))


@voor(Rol.AANBIEDER)
def leg_alternatief_vast(
    verzoek: Verzoek, plan_id: UUID, revisie: int, alternatief: OndertekeningAlternatief
) -> Ondersteuningsplan:
    """Record why the client does not sign and how alignment took place instead (M09)."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return verzoek.opslag.ondersteuningsplannen.bewaar(planstappen.leg_alternatief_vast(plan, alternatief))


@voor(Rol.AANBIEDER)
def stel_vast(
    verzoek: Verzoek, plan_id: UUID, revisie: int, vaststelling: Vaststelling
) -> Ondersteuningsplan:
    """Lay the approved version down with the client, before the besluit (H26); it may replace a plan."""
    plan = verzoek.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    bevindingen = toets_versie(verzoek, plan, Moment.VASTSTELLEN)
    vastgesteld = verzoek.opslag.ondersteuningsplannen.bewaar(
        planstappen.vaststellen(plan, vaststelling, bevindingen, verzoek.beller.medewerker, verzoek.nu)
    )
    if vastgesteld.vervangt is not None:
        vorig = verzoek.opslag.ondersteuningsplannen.haal(vastgesteld.vervangt)
        verzoek.opslag.ondersteuningsplannen.bewaar(
            planstappen.vervangen(vorig, verzoek.beller.medewerker, verzoek.nu)
        )
    return vastgesteld
