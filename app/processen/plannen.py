"""The provider's side of a plan: receive, decline, fill in, submit, sign, adopt (H01 to H26)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.onderzoek import Onderdeel
from app.domain.partijen import Client, Rol
from app.domain.plan import delen
from app.domain.plan import stappen as planstappen
from app.domain.plan.ondersteuningsplan import (
    Brondocument,
    Invulling,
    Ondersteuningsplan,
    Ondertekening,
    OndertekeningAlternatief,
    Planversie,
    Termijnmelding,
    Toetsbevinding,
    Vaststelling,
    Weigerreden,
)
from app.domain.plan.plan_van_aanpak import Resultaat
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.waarden import Periode, kalenderdag
from app.domain.zaak import vereis_lopend
from app.processen.handeling import Handeling, voor
from app.processen.toetsen import toets_inhoud, toets_versie


@dataclass(frozen=True, slots=True)
class Indiening:
    """A submitted version, with what the toetsen find in it: accepted all the same."""

    plan: Ondersteuningsplan
    versie: Planversie
    bevindingen: tuple[Toetsbevinding, ...]

    @property
    def revisie(self) -> int:
        """Revision of the plan."""
        return self.plan.revisie

    @property
    def volgnummer(self) -> int:
        """Number of the version."""
        return self.versie.volgnummer


@dataclass(frozen=True, slots=True)
class Planinzage:
    """What a provider needs for the plan: for whom, which results, within which term, what is shared."""

    client: Client
    casus: str
    resultaten: tuple[Resultaat, ...]
    termijn: Periode
    onderdelen: tuple[Onderdeel, ...]


@voor(Rol.AANBIEDER, Rol.TOEGANG)
def bevestig_ontvangst(
    handeling: Handeling, plan_id: UUID, revisie: int, op: datetime | None
) -> Ondersteuningsplan:
    """Record when the uitvraag arrived, now unless said otherwise; the term for the plan starts (H19)."""
    if op is not None and op > handeling.nu:
        raise OngeldigeInvoer(
            "Het moment van ontvangst kan niet kloppen.", Veldfout("op", "Dit moment ligt in de toekomst.")
        )
    handeling.vereis_rekenbaar({"op": kalenderdag(op) if op else None})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(planstappen.ontvangen(plan, op or handeling.nu))


@vervult("W06")
@voor(Rol.AANBIEDER)
def lees_gedeelde_onderdelen(handeling: Handeling, plan_id: UUID) -> Planinzage:
    """Exactly what was shared for this plan; each read is in the access record of the client."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id)
    uitvraag = delen.vereis_inzage(plan)
    opslag = handeling.opslag.als_gemeente(plan.gemeente)
    vereis_lopend(
        opslag.meldingen.haal(plan.melding_id), opslag.feiten.van_client(plan.client_id), handeling.vandaag
    )
    plan_van_aanpak = opslag.plannen_van_aanpak.haal(plan.plan_van_aanpak_id)
    verslagen = delen.gedeeld_uit(uitvraag, Brondocument.GESPREKSVERSLAG)
    bronnen = delen.bronnen(
        opslag.onderzoeken.haal(plan_van_aanpak.onderzoek_id)
        if delen.gedeeld_uit(uitvraag, Brondocument.VRAAGANALYSE)
        else None,
        plan_van_aanpak,
        tuple(opslag.rapportages.haal(UUID(verslag)) for verslag in verslagen),
    )
    return Planinzage(
        client=opslag.clienten.haal(plan.client_id),
        casus=plan.casus,
        resultaten=plan.resultaten,
        termijn=plan_van_aanpak.termijn,
        onderdelen=delen.gedeelde_onderdelen(uitvraag, bronnen),
    )


@voor(Rol.AANBIEDER)
def weiger(
    handeling: Handeling, plan_id: UUID, revisie: int, reden: Weigerreden, toelichting: str
) -> Ondersteuningsplan:
    """Decline the request."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return delen.voor_aanbieder(
        handeling.opslag.ondersteuningsplannen.bewaar(
            planstappen.weigeren(plan, reden, toelichting, handeling.beller.medewerker, handeling.nu)
        )
    )


@vervult("M07")
@voor(Rol.AANBIEDER)
def vul_in(handeling: Handeling, plan_id: UUID, revisie: int, invulling: Invulling) -> Ondersteuningsplan:
    """Keep the provider's draft; it may be incomplete."""
    handeling.vereis_gebeurd({"overleg.datum": invulling.overleg.op if invulling.overleg else None})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    profiel = handeling.profielen.met(plan.profiel, plan.profielversie)
    return handeling.opslag.ondersteuningsplannen.bewaar(planstappen.invullen(plan, invulling, profiel))


@voor(Rol.AANBIEDER)
def dien_in(
    handeling: Handeling,
    plan_id: UUID,
    revisie: int,
    *,
    formulier_versie: str,
    gericht_aan: str,
    correctie: str | None = None,
) -> Indiening:
    """Submit the draft as the next version; what it lacks is told at once and never refused."""
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    plan, versie = planstappen.indienen(
        plan,
        formulier_versie=formulier_versie,
        gericht_aan=gericht_aan,
        door=handeling.beller.medewerker,
        op=handeling.nu,
        correctie=correctie,
    )
    plan = handeling.opslag.ondersteuningsplannen.bewaar(plan)
    versie = handeling.opslag.planversies.bewaar(versie)
    bevindingen = toets_inhoud(handeling, plan, versie.inhoud, Planmoment.INDIENEN)
    return Indiening(plan, versie, bevindingen)


@voor(Rol.AANBIEDER)
def meld_termijn(
    handeling: Handeling, plan_id: UUID, revisie: int, verwacht_op: date, reden: str
) -> Ondersteuningsplan:
    """Tell the toegang that the term passes, and when the plan will be there (H20)."""
    handeling.vereis_rekenbaar({"verwachteDatum": verwacht_op})
    if verwacht_op < handeling.vandaag:
        raise OngeldigeInvoer(
            "De verwachte datum ligt in het verleden.",
            Veldfout("verwachteDatum", "Kies vandaag of een latere dag.", "H20"),
        )
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.meld_termijn(plan, Termijnmelding(handeling.nu, verwacht_op, reden))
    )


@voor(Rol.AANBIEDER)
def onderteken(
    handeling: Handeling, plan_id: UUID, revisie: int, ondertekening: Ondertekening
) -> Ondersteuningsplan:
    """Record a signature of client or provider under the submitted version (M08, H24)."""
    handeling.vereis_gebeurd({"datum": ondertekening.op})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(planstappen.ondertekenen(plan, ondertekening))


@voor(Rol.AANBIEDER)
def leg_alternatief_vast(
    handeling: Handeling, plan_id: UUID, revisie: int, alternatief: OndertekeningAlternatief
) -> Ondersteuningsplan:
    """Record why the client does not sign and how alignment took place instead (M09)."""
    handeling.vereis_gebeurd({"datum": alternatief.op})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    return handeling.opslag.ondersteuningsplannen.bewaar(planstappen.leg_alternatief_vast(plan, alternatief))


@voor(Rol.AANBIEDER)
def stel_vast(
    handeling: Handeling, plan_id: UUID, revisie: int, vaststelling: Vaststelling
) -> Ondersteuningsplan:
    """Adopt the approved version with the client, before the besluit (H26); it may replace a plan."""
    handeling.vereis_gebeurd({"datum": vaststelling.op})
    plan = handeling.opslag.ondersteuningsplannen.haal(plan_id, revisie)
    bevindingen = toets_versie(handeling, plan, Planmoment.VASTSTELLEN)
    vastgesteld = handeling.opslag.ondersteuningsplannen.bewaar(
        planstappen.vaststellen(plan, vaststelling, bevindingen, handeling.beller.medewerker, handeling.nu)
    )
    if vastgesteld.vervangt is not None:
        # The plan that it replaces may be of another provider, and may have ended in the meantime.
        plannen = handeling.opslag.als_gemeente(plan.gemeente).ondersteuningsplannen
        vorig = plannen.haal(vastgesteld.vervangt)
        if vorig.status in planstappen.VERVANGBAAR:
            plannen.bewaar(planstappen.vervangen(vorig, handeling.beller.medewerker, handeling.nu))
    return vastgesteld
