"""From melding to aanvraag: the municipality's own steps before and beside the plan (W01, W02)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from app.domain import melding as meldingstappen
from app.domain import onderzoek as onderzoekstappen
from app.domain.besluit import aanvraag as aanvraagstappen
from app.domain.besluit.aanvraag import Aanvraag, Verlenging
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.domain.melding import Bevestiging, Melding, Toedeling
from app.domain.onderzoek import Afronding, Betrokkenheid, Onderdeel, Onderzoek, Verantwoording
from app.domain.partijen import Rol
from app.domain.plan import plan_van_aanpak as plan_van_aanpakstappen
from app.domain.plan import stappen as planstappen
from app.domain.plan.plan_van_aanpak import Clientondertekening, Planinhoud, PlanVanAanpak
from app.domain.termijnen import Opschorting
from app.domain.zaak import vereis_lopend
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Meldingrij
from app.processen.eindigen import WERKERS, eerst_beslist, haal_lopende, mogelijk_vanaf
from app.processen.handeling import GEMEENTE, Handeling, voor
from app.processen.keten.verzoekontvangst import leg_bij_zaak


@dataclass(frozen=True, slots=True)
class Tussenstand:
    """What a research found until now: who took part, the parts of the vraaganalyse, what the law asks."""

    betrokkenen: tuple[Betrokkenheid, ...]
    onderdelen: tuple[Onderdeel, ...]
    verantwoording: Verantwoording


@dataclass(frozen=True, slots=True, kw_only=True)
class Plangegevens(Planinhoud):
    """What a caller gives for a first plan van aanpak."""

    onderzoek_id: UUID


@voor(*WERKERS)
def neem_melding_aan(handeling: Handeling, melding: Melding) -> Melding:
    """Record the melding of a client; the statutory clock starts on its day.

    What a provider asked for the client before there was a case is a task of this one.
    Not of a client who died, or moved away and is not back as far as is known.
    """
    handeling.vereis_gebeurd({"ontvangstdatum": melding.ontvangen_op})
    handeling.vereis_rekenbaar({"ontvangstdatum": melding.ontvangen_op})
    handeling.opslag.clienten.vergrendel(melding.client_id)
    vereis_lopend(melding, handeling.opslag.feiten.van_client(melding.client_id), handeling.vandaag)
    bewaard = handeling.opslag.meldingen.bewaar(melding)
    leg_bij_zaak(handeling, melding.client_id)
    return bewaard


@voor(*GEMEENTE)
def lijst_meldingen(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    client_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Meldingrij]:
    """Meldingen, the first recorded first."""
    return handeling.opslag.lijsten.meldingen(limiet, cursor, client_id=client_id, sinds=sinds)


@voor(*GEMEENTE)
def haal_melding(handeling: Handeling, melding_id: UUID) -> Melding:
    """One melding."""
    return handeling.opslag.meldingen.haal(melding_id)


@voor(*WERKERS)
def bevestig_melding(
    handeling: Handeling, melding_id: UUID, revisie: int, bevestiging: Bevestiging
) -> Melding:
    """Confirm the melding to the client."""
    handeling.vereis_gebeurd({"datum": bevestiging.op})
    melding = handeling.opslag.meldingen.haal(melding_id, revisie)
    return handeling.opslag.meldingen.bewaar(meldingstappen.bevestig(melding, bevestiging))


@voor(*WERKERS)
def ontvang_persoonlijk_plan(handeling: Handeling, melding_id: UUID, revisie: int, op: date) -> Melding:
    """Record the client's personal plan."""
    handeling.vereis_gebeurd({"datum": op})
    melding = handeling.opslag.meldingen.haal(melding_id, revisie)
    onderzoeken = handeling.opslag.onderzoeken.van_melding(melding.id)
    gestart_op = min((onderzoek.gestart_op for onderzoek in onderzoeken), default=None)
    return handeling.opslag.meldingen.bewaar(
        meldingstappen.ontvang_persoonlijk_plan(melding, op, gestart_op, handeling.kalender)
    )


@voor(*GEMEENTE)
def deel_toe(handeling: Handeling, melding_id: UUID, revisie: int, behandelaar: str | None) -> Melding:
    """Give the case to a worker to handle, or to nobody."""
    melding = handeling.opslag.meldingen.haal(melding_id, revisie)
    toedeling = Toedeling(behandelaar, handeling.nu, handeling.beller.medewerker)
    return handeling.opslag.meldingen.bewaar(meldingstappen.deel_toe(melding, toedeling))


@voor(Rol.TOEGANG)
def start_onderzoek(handeling: Handeling, melding_id: UUID, gestart_op: date) -> Onderzoek:
    """Start the research after a melding."""
    handeling.vereis_gebeurd({"startdatum": gestart_op})
    melding = haal_lopende(handeling, melding_id)
    return handeling.opslag.onderzoeken.bewaar(onderzoekstappen.start(uuid4(), melding, gestart_op))


@voor(*GEMEENTE)
def lijst_onderzoeken(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Onderzoek]:
    """Researches, the first recorded first."""
    return handeling.opslag.onderzoeken.bladzijde(limiet, cursor, melding_id=melding_id, sinds=sinds)


@voor(*GEMEENTE)
def haal_onderzoek(handeling: Handeling, onderzoek_id: UUID) -> Onderzoek:
    """One research."""
    return handeling.opslag.onderzoeken.haal(onderzoek_id)


@voor(Rol.TOEGANG)
def werk_onderzoek_bij(
    handeling: Handeling, onderzoek_id: UUID, revisie: int, stand: Tussenstand
) -> Onderzoek:
    """Replace what the research found, while it runs."""
    _vereis_verteld(handeling, stand.verantwoording, "verantwoording.")
    huidig = handeling.opslag.onderzoeken.haal(onderzoek_id, revisie)
    return handeling.opslag.onderzoeken.bewaar(
        onderzoekstappen.werk_bij(huidig, stand.betrokkenen, stand.onderdelen, stand.verantwoording)
    )


def _vereis_verteld(handeling: Handeling, verantwoording: Verantwoording, pad: str = "") -> None:
    handeling.vereis_gebeurd(
        {
            f"{pad}pgbBesprokenDatum": verantwoording.pgb_besproken_op,
            f"{pad}mantelzorgerGewezenDatum": verantwoording.mantelzorger_gewezen_op,
        }
    )


@voor(Rol.TOEGANG)
def vul_onderzoek_aan(
    handeling: Handeling, onderzoek_id: UUID, revisie: int, aanvulling: Verantwoording
) -> Onderzoek:
    """Add what a closed research still lacked (W11)."""
    _vereis_verteld(handeling, aanvulling)
    onderzoek = handeling.opslag.onderzoeken.haal(onderzoek_id, revisie)
    return handeling.opslag.onderzoeken.bewaar(onderzoekstappen.vul_aan(onderzoek, aanvulling))


@voor(*GEMEENTE)
def lees_tekorten(handeling: Handeling, onderzoek_id: UUID) -> tuple[Veldfout, ...]:
    """What the research lacks of what the law asks (W01, W11)."""
    onderzoek = handeling.opslag.onderzoeken.haal(onderzoek_id)
    melding = handeling.opslag.meldingen.haal(onderzoek.melding_id)
    return tuple(onderzoekstappen.tekorten(onderzoek, melding))


@voor(Rol.TOEGANG)
def rond_onderzoek_af(
    handeling: Handeling, onderzoek_id: UUID, revisie: int, afronding: Afronding
) -> Onderzoek:
    """Close the research with its written outcome."""
    handeling.vereis_gebeurd(
        {"datum": afronding.op, "uitkomstVerstrektDatum": afronding.uitkomst_verstrekt_op}
    )
    handeling.vereis_rekenbaar({"datum": afronding.op})
    onderzoek = handeling.opslag.onderzoeken.haal(onderzoek_id, revisie)
    return handeling.opslag.onderzoeken.bewaar(onderzoekstappen.rond_af(onderzoek, afronding))


@voor(Rol.TOEGANG)
def maak_plan_van_aanpak(handeling: Handeling, gegevens: Plangegevens) -> PlanVanAanpak:
    """Make the first version of the plan van aanpak that follows from a research."""
    handeling.vereis_gebeurd({"metClient.datum": gegevens.met_client.op})
    onderzoek = handeling.opslag.onderzoeken.haal(gegevens.onderzoek_id)
    haal_lopende(handeling, onderzoek.melding_id)
    profiel = handeling.profielen.voor(onderzoek.gemeente, handeling.vandaag)
    return handeling.opslag.plannen_van_aanpak.bewaar(
        plan_van_aanpakstappen.stel_op(uuid4(), onderzoek, gegevens, profiel)
    )


@voor(*GEMEENTE)
def lijst_plannen_van_aanpak(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[PlanVanAanpak]:
    """Versions of plannen van aanpak, the first recorded first."""
    return handeling.opslag.plannen_van_aanpak.bladzijde(limiet, cursor, melding_id=melding_id, sinds=sinds)


@voor(*GEMEENTE)
def haal_plan_van_aanpak(handeling: Handeling, plan_id: UUID) -> PlanVanAanpak:
    """One version of a plan van aanpak."""
    return handeling.opslag.plannen_van_aanpak.haal(plan_id)


@voor(Rol.TOEGANG)
def herzie_plan_van_aanpak(
    handeling: Handeling, plan_id: UUID, revisie: int, inhoud: Planinhoud
) -> PlanVanAanpak:
    """Make the next version, with the client; it takes a new uitvraag to reach a provider (M13).

    Plans that are in the making on the version before it are marked, which tells their providers.
    """
    handeling.vereis_gebeurd({"metClient.datum": inhoud.met_client.op})
    huidig = handeling.opslag.plannen_van_aanpak.haal(plan_id, revisie)
    handeling.opslag.clienten.vergrendel(huidig.client_id)
    onderzoek = handeling.opslag.onderzoeken.haal(huidig.onderzoek_id)
    profiel = handeling.profielen.voor(huidig.gemeente, handeling.vandaag)
    herzien = handeling.opslag.plannen_van_aanpak.bewaar(
        plan_van_aanpakstappen.herzie(huidig, uuid4(), onderzoek, inhoud, profiel)
    )
    for plan in handeling.opslag.ondersteuningsplannen.van_melding(huidig.melding_id):
        achterhaald = planstappen.achterhaal(plan, handeling.nu)
        if achterhaald != plan:
            handeling.opslag.ondersteuningsplannen.bewaar(achterhaald)
    return herzien


@voor(*WERKERS)
def onderteken_plan_van_aanpak(
    handeling: Handeling, plan_id: UUID, revisie: int, ondertekening: Clientondertekening
) -> PlanVanAanpak:
    """Record that the client, or who acts for the client, signed this version (W02)."""
    handeling.vereis_gebeurd({"datum": ondertekening.op})
    plan = handeling.opslag.plannen_van_aanpak.haal(plan_id, revisie)
    return handeling.opslag.plannen_van_aanpak.bewaar(plan_van_aanpakstappen.onderteken(plan, ondertekening))


@voor(*WERKERS)
def neem_aanvraag_in(
    handeling: Handeling,
    melding_id: UUID,
    ontvangen_op: date,
    plan_van_aanpak_id: UUID | None,
    *,
    elektronisch: bool = False,
) -> Aanvraag:
    """Record the aanvraag; the clock of two weeks starts on its day (Wmo 2.3.5)."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    handeling.vereis_rekenbaar({"ontvangstdatum": ontvangen_op})
    melding = haal_lopende(handeling, melding_id)
    plan = handeling.opslag.plannen_van_aanpak.haal(plan_van_aanpak_id) if plan_van_aanpak_id else None
    if plan is not None and plan.melding_id != melding.id:
        raise OngeldigeInvoer(
            "Dit plan van aanpak hoort niet bij de melding.",
            Veldfout("planVanAanpakId", "Dit plan van aanpak hoort bij een andere melding."),
        )
    aanvraag = Aanvraag(
        id=uuid4(),
        gemeente=melding.gemeente,
        client_id=melding.client_id,
        melding_id=melding.id,
        ontvangen_op=ontvangen_op,
        elektronisch=elektronisch,
        plan_van_aanpak_id=plan_van_aanpak_id,
    )
    return handeling.opslag.aanvragen.bewaar(
        aanvraagstappen.dien_in(
            aanvraag,
            mogelijk_vanaf=mogelijk_vanaf(handeling, melding),
            plan_van_aanpak=plan,
            profiel=handeling.profielen.voor(melding.gemeente, handeling.vandaag),
        )
    )


@voor(*GEMEENTE)
def lijst_aanvragen(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Aanvraag]:
    """Aanvragen, the first recorded first."""
    return handeling.opslag.aanvragen.bladzijde(limiet, cursor, melding_id=melding_id, sinds=sinds)


@voor(*GEMEENTE)
def haal_aanvraag(handeling: Handeling, aanvraag_id: UUID) -> Aanvraag:
    """One aanvraag."""
    return handeling.opslag.aanvragen.haal(aanvraag_id)


@voor(*WERKERS)
def bevestig_aanvraag(handeling: Handeling, aanvraag_id: UUID, revisie: int, op: date) -> Aanvraag:
    """Record that the receipt was confirmed to the client."""
    handeling.vereis_gebeurd({"datum": op})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    return handeling.opslag.aanvragen.bewaar(aanvraagstappen.bevestig_ontvangst(aanvraag, op))


@voor(*WERKERS)
def schort_aanvraag_op(
    handeling: Handeling, aanvraag_id: UUID, revisie: int, opschorting: Opschorting
) -> Aanvraag:
    """Suspend the term for the decision (Awb 4:15)."""
    handeling.vereis_gebeurd({"begindatum": opschorting.van, "mededelingsdatum": opschorting.medegedeeld_op})
    handeling.vereis_rekenbaar(
        {"begindatum": opschorting.van, "hersteltermijnEinddatum": opschorting.hersteltermijn_tot}
    )
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    return handeling.opslag.aanvragen.bewaar(
        aanvraagstappen.schort_op(
            aanvraag, opschorting, handeling.kalender, eerst_beslist(handeling, aanvraag)
        )
    )


@voor(*WERKERS)
def hervat_aanvraag(
    handeling: Handeling, aanvraag_id: UUID, revisie: int, op: date, medegedeeld_op: date | None
) -> Aanvraag:
    """Let the term run again."""
    handeling.vereis_gebeurd({"datum": op, "mededelingsdatum": medegedeeld_op})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    return handeling.opslag.aanvragen.bewaar(aanvraagstappen.hervat(aanvraag, op, medegedeeld_op))


@voor(*WERKERS)
def verleng_aanvraag(
    handeling: Handeling, aanvraag_id: UUID, revisie: int, verlenging: Verlenging
) -> Aanvraag:
    """Record the notice that the decision will be late (Awb 4:14)."""
    handeling.vereis_gebeurd({"datum": verlenging.op})
    handeling.vereis_rekenbaar({"nieuweDatum": verlenging.nieuwe_datum})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    return handeling.opslag.aanvragen.bewaar(
        aanvraagstappen.verleng(aanvraag, verlenging, handeling.kalender, eerst_beslist(handeling, aanvraag))
    )


@voor(*WERKERS)
def leg_ingebrekestelling_vast(handeling: Handeling, aanvraag_id: UUID, revisie: int, op: date) -> Aanvraag:
    """Record a notice of default (Awb 4:17)."""
    handeling.vereis_gebeurd({"datum": op})
    aanvraag = handeling.opslag.aanvragen.haal(aanvraag_id, revisie)
    return handeling.opslag.aanvragen.bewaar(
        aanvraagstappen.stel_in_gebreke(aanvraag, op, handeling.kalender)
    )
