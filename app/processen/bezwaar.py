"""An objection from its receipt to the decision on it, with its letters (W09)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from app.documenten import tekst
from app.documenten.bezwaar import (
    Beslissing,
    Bezwaarbrief,
    Ontvangst,
    maak_beslissing,
    maak_ontvangstbevestiging,
)
from app.domain.besluit.besluit import Bekendmaking, Besluit, genomen_op
from app.domain.bezwaar import stappen
from app.domain.bezwaar.bezwaar import (
    Aanvulling,
    Beroep,
    Bezwaar,
    Bezwaarbeslissing,
    Bezwaaruitkomst,
    Horen,
    Indiener,
    Ontvangstbevestiging,
    Uitstel,
    Vertegenwoordiger,
)
from app.domain.bezwaar.klokken import bezwaartermijn_tot, laatste_dag
from app.domain.document import laatste_pdf, leg_document_vast
from app.domain.eisen import vervult
from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Rol
from app.domain.termijnen import Kalender, Opschorting
from app.domain.toewijzing.tijdlijn import reeks_van
from app.domain.waarden import kalenderdag
from app.opslag.bladzijde import Bladzijde
from app.processen.adressering import adresregels
from app.processen.bekendmaken import vereis_verteld
from app.processen.briefgegevens import vereis_briefgegevens
from app.processen.eindigen import correctie_van, intrekking_van
from app.processen.handeling import GEMEENTE, Handeling, voor

ONTVANGST = "ontvangstbevestiging_bezwaar"
BESLISSING = "beslissing_op_bezwaar"
"""Kinds of the kept documents that are a letter on an objection."""

BEROEPSCLAUSULE = (
    "U kunt binnen zes weken na de bekendmaking van deze beslissing in beroep gaan bij de bestuursrechter "
    "van de rechtbank. Kunt u daar niet op wachten? Vraag de rechtbank dan ook om een voorlopige "
    "voorziening. De rechtbank vraagt daar geld voor (griffierecht)."
)
"""How to go to court, for when the municipality writes no clause of its own (Awb 6:23)."""

BEHANDELAARS = (Rol.BESLUIT, Rol.ADMINISTRATIE)
"""Who handles an objection; who decides on it has the mandate."""


@dataclass(frozen=True, slots=True)
class Bezwaargegevens:
    """What a caller gives of an objection that came in."""

    besluit_id: UUID
    ontvangen_op: date
    indiener: Indiener
    verzonden_op: date | None = None
    gronden: str | None = None
    vertegenwoordiger: Vertegenwoordiger | None = None


@dataclass(frozen=True, slots=True)
class Beslisgegevens:
    """What a caller gives to decide on an objection."""

    uitkomst: Bezwaaruitkomst
    motivering: str
    beroepsclausule: str | None = None
    verschoonbaar: str | None = None


@dataclass(frozen=True, slots=True)
class Bezwaarstand:
    """An objection, with the last day for the decision on it."""

    bezwaar: Bezwaar
    uiterlijk: date | None
    voorlopig: bool
    """Whether that day, or the last one to object, may still move by a decree that is not known yet (W12)."""

    @property
    def revisie(self) -> int:
        """Number of the last change."""
        return self.bezwaar.revisie

    @property
    def id(self) -> UUID:
        """The id of the objection."""
        return self.bezwaar.id


@vervult("W09")
@voor(*GEMEENTE)
def neem_aan(handeling: Handeling, gegevens: Bezwaargegevens) -> Bezwaarstand:
    """Record an objection to a decision; what was granted runs on (Awb 6:16)."""
    dagen = {"ontvangstdatum": gegevens.ontvangen_op, "verzenddatum": gegevens.verzonden_op}
    handeling.vereis_gebeurd(dagen)
    handeling.vereis_rekenbaar(dagen)
    besluit = _haal_besluit(handeling, gegevens.besluit_id)
    bezwaar = Bezwaar(
        id=uuid4(),
        gemeente=besluit.gemeente,
        client_id=besluit.client_id,
        melding_id=besluit.melding_id,
        besluit_id=besluit.id,
        kenmerk=f"BZW-{handeling.opslag.nummering.volgende('bezwaar'):08d}",
        indiener=gegevens.indiener,
        ontvangen_op=gegevens.ontvangen_op,
        verzonden_op=gegevens.verzonden_op,
        gronden=gegevens.gronden,
        vertegenwoordiger=gegevens.vertegenwoordiger,
    )
    return _bewaar(handeling, stappen.dien_in(bezwaar, besluit, handeling.kalender))


@voor(*GEMEENTE)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    *,
    melding_id: UUID | None = None,
    besluit_id: UUID | None = None,
    sinds: datetime | None = None,
) -> Bladzijde[Bezwaarstand]:
    """Objections, the first recorded first."""
    blad = handeling.opslag.bezwaren.bladzijde(
        limiet, cursor, melding_id=melding_id, besluit_id=besluit_id, sinds=sinds
    )
    return Bladzijde(tuple(stand_van(bezwaar, handeling.kalender) for bezwaar in blad.rijen), blad.volgende)


@voor(*GEMEENTE)
def haal(handeling: Handeling, bezwaar_id: UUID) -> Bezwaarstand:
    """One objection."""
    return stand_van(handeling.opslag.bezwaren.haal(bezwaar_id), handeling.kalender)


@vervult("W09")
@voor(*BEHANDELAARS)
def bevestig(
    handeling: Handeling, bezwaar_id: UUID, revisie: int, bevestiging: Ontvangstbevestiging
) -> Bezwaarstand:
    """Record that the receipt was confirmed, and keep the letter."""
    handeling.vereis_gebeurd({"datum": bevestiging.op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    bevestigd = stappen.bevestig(bezwaar, bevestiging)
    _bewaar_brief(handeling, bevestigd, ONTVANGST, _ontvangstbrief(handeling, bevestigd), "brief")
    return _bewaar(handeling, bevestigd)


@voor(*BEHANDELAARS)
def vraag_aanvulling(
    handeling: Handeling, bezwaar_id: UUID, revisie: int, verzoek: Opschorting
) -> Bezwaarstand:
    """Ask the client to repair a lack, within a term."""
    handeling.vereis_gebeurd({"begindatum": verzoek.van})
    handeling.vereis_rekenbaar({"hersteltermijnEinddatum": verzoek.hersteltermijn_tot})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.vraag_aanvulling(bezwaar, verzoek))


@voor(*BEHANDELAARS)
def vul_aan(handeling: Handeling, bezwaar_id: UUID, revisie: int, aanvulling: Aanvulling) -> Bezwaarstand:
    """The client gave the grounds, or more of them, or it became known who acts for the client."""
    handeling.vereis_gebeurd({"datum": aanvulling.op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.vul_aan(bezwaar, aanvulling))


@voor(*BEHANDELAARS)
def hoor(handeling: Handeling, bezwaar_id: UUID, revisie: int, horen: Horen) -> Bezwaarstand:
    """Record the hearing, or why there is none."""
    handeling.vereis_gebeurd({"datum": horen.op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.hoor(bezwaar, horen))


@voor(*BEHANDELAARS)
def stel_uit(handeling: Handeling, bezwaar_id: UUID, revisie: int, uitstel: Uitstel) -> Bezwaarstand:
    """Record that the decision comes later, as the client was told."""
    handeling.vereis_gebeurd({"datum": uitstel.op})
    handeling.vereis_rekenbaar({"nieuweDatum": uitstel.nieuwe_datum})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.stel_uit(bezwaar, uitstel, handeling.kalender))


@voor(*BEHANDELAARS)
def stel_in_gebreke(handeling: Handeling, bezwaar_id: UUID, revisie: int, op: date) -> Bezwaarstand:
    """Record a notice of default."""
    handeling.vereis_gebeurd({"datum": op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.stel_in_gebreke(bezwaar, op, handeling.kalender))


@vervult("W09")
@voor(Rol.BESLUIT)
def beslis(handeling: Handeling, bezwaar_id: UUID, revisie: int, gegevens: Beslisgegevens) -> Bezwaarstand:
    """Decide on an objection; not by who took the decision that it is against."""
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    besluiten = handeling.opslag.besluiten
    betwist = [besluiten.haal(id) for id in (bezwaar.besluit_id, *bezwaar.ook_tegen)]
    beslissing = Bezwaarbeslissing(
        uitkomst=gegevens.uitkomst,
        motivering=gegevens.motivering,
        beroepsclausule=gegevens.beroepsclausule or BEROEPSCLAUSULE,
        door=handeling.beller.medewerker,
        op=handeling.nu,
        verschoonbaar=gegevens.verschoonbaar,
    )
    return _bewaar(handeling, stappen.beslis(bezwaar, beslissing, betwist))


@vervult("W09")
@voor(*BEHANDELAARS)
def maak_bekend(
    handeling: Handeling, bezwaar_id: UUID, revisie: int, bekendmaking: Bekendmaking
) -> Bezwaarstand:
    """Record when and how the client received the decision, and keep the letter as it was received."""
    handeling.vereis_gebeurd({"datum": bekendmaking.op})
    vereis_verteld(handeling, bekendmaking)
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    bekend = stappen.maak_bekend(bezwaar, bekendmaking)
    brief = _beslissingsbrief(handeling, bekend)
    _bewaar_brief(handeling, bekend, BESLISSING, brief, bekendmaking.wijze)
    return _bewaar(handeling, bekend)


@voor(*GEMEENTE)
def trek_in(handeling: Handeling, bezwaar_id: UUID, revisie: int, op: date, reden: str) -> Bezwaarstand:
    """The client takes the objection back."""
    handeling.vereis_gebeurd({"datum": op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.trek_in(bezwaar, intrekking_van(handeling, op, reden)))


@voor(*BEHANDELAARS)
def corrigeer(
    handeling: Handeling, bezwaar_id: UUID, revisie: int, ontvangen_op: date, reden: str
) -> Bezwaarstand:
    """Put the day of receipt right (W10)."""
    handeling.vereis_gebeurd({"ontvangstdatum": ontvangen_op})
    handeling.vereis_rekenbaar({"ontvangstdatum": ontvangen_op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    correctie = correctie_van(handeling, bezwaar.ontvangen_op, ontvangen_op, reden)
    besluit = handeling.opslag.besluiten.haal(bezwaar.besluit_id)
    return _bewaar(handeling, stappen.corrigeer(bezwaar, correctie, besluit))


@voor(*BEHANDELAARS)
def leg_beroep_vast(handeling: Handeling, bezwaar_id: UUID, revisie: int, beroep: Beroep) -> Bezwaarstand:
    """Record that the case went to court."""
    handeling.vereis_gebeurd({"datum": beroep.op})
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    return _bewaar(handeling, stappen.leg_beroep_vast(bezwaar, beroep))


@vervult("W09")
@voor(Rol.BESLUIT)
def volg_op(handeling: Handeling, bezwaar_id: UUID, revisie: int, besluit_id: UUID) -> Bezwaarstand:
    """Name the decision that follows because the objection was upheld."""
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id, revisie)
    besluit = _haal_besluit(handeling, besluit_id)
    voorgangers = reeks_van(besluit, handeling.opslag.besluiten.van_client(besluit.client_id))
    return _bewaar(handeling, stappen.volg_op(bezwaar, besluit, voorgangers))


@voor(*GEMEENTE)
def geef_ontvangstbevestiging(handeling: Handeling, bezwaar_id: UUID) -> bytes:
    """The confirmation of receipt as PDF: as it was sent, or before that as it would be now."""
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id)
    return _bewaard(handeling, bezwaar_id, ONTVANGST) or _ontvangstbrief(handeling, bezwaar)


@voor(*GEMEENTE)
def geef_beslissing(handeling: Handeling, bezwaar_id: UUID) -> bytes:
    """The decision on the objection as PDF: as it was announced, or before that as it stands."""
    bezwaar = handeling.opslag.bezwaren.haal(bezwaar_id)
    return _bewaard(handeling, bezwaar_id, BESLISSING) or _beslissingsbrief(handeling, bezwaar)


def stand_van(bezwaar: Bezwaar, kalender: Kalender) -> Bezwaarstand:
    """The objection with its last day."""
    uiterlijk, _ = laatste_dag(bezwaar, kalender)
    dagen = (dag for dag in (uiterlijk, bezwaar.termijn_tot) if dag is not None)
    return Bezwaarstand(bezwaar, uiterlijk, any(map(kalender.is_voorlopig, dagen)))


def _haal_besluit(handeling: Handeling, besluit_id: UUID) -> Besluit:
    """The decision, which no other step takes, announces or withdraws before this one is done."""
    handeling.opslag.clienten.vergrendel(handeling.opslag.besluiten.haal(besluit_id).client_id)
    return handeling.opslag.besluiten.haal(besluit_id)


def _bewaar(handeling: Handeling, bezwaar: Bezwaar) -> Bezwaarstand:
    return stand_van(handeling.opslag.bezwaren.bewaar(bezwaar), handeling.kalender)


def _bewaard(handeling: Handeling, bezwaar_id: UUID, soort: str) -> bytes | None:
    return laatste_pdf(handeling.opslag.documenten.van(bezwaar_id), soort)


def _bewaar_brief(handeling: Handeling, bezwaar: Bezwaar, soort: str, pdf: bytes, kanaal: str) -> None:
    document = leg_document_vast(bezwaar, soort, pdf, op=handeling.nu, kanaal=kanaal)
    handeling.opslag.documenten.bewaar(document)


def _brief(handeling: Handeling, bezwaar: Bezwaar, datum: date) -> Bezwaarbrief:
    stappen.vereis_adres(bezwaar, handeling.vandaag)
    besluit = handeling.opslag.besluiten.haal(bezwaar.besluit_id)
    client = handeling.opslag.clienten.haal(bezwaar.client_id)
    profiel = handeling.profielen.voor(bezwaar.gemeente, handeling.vandaag)
    aan = bezwaar.vertegenwoordiger or Vertegenwoordiger(tekst.naam(client.naam), adresregels(client, datum))
    return Bezwaarbrief(
        gemeente=profiel.gemeente(bezwaar.gemeente).naam,
        client=aan.naam,
        adres=aan.adres,
        namens=None if bezwaar.vertegenwoordiger is None else tekst.naam(client.naam),
        kenmerk=bezwaar.kenmerk,
        datum=datum,
        besluit=besluit.kenmerk,
        besluit_op=genomen_op(besluit),
        ontvangen_op=bezwaar.ontvangen_op,
        afzender=vereis_briefgegevens(handeling, datum),
    )


def _ontvangstbrief(handeling: Handeling, bezwaar: Bezwaar) -> bytes:
    bevestigd, stand = bezwaar.bevestiging, stand_van(bezwaar, handeling.kalender)
    open_ = [o for o in bezwaar.opschortingen if o.tot is None]
    return handeling.maak(
        maak_ontvangstbevestiging,
        Ontvangst(
            brief=_brief(handeling, bezwaar, handeling.vandaag if bevestigd is None else bevestigd.op),
            te_laat=bezwaar.te_laat,
            termijn_tot=bezwaar.termijn_tot,
            commissie=bevestigd is not None and bevestigd.commissie,
            uiterlijk=stand.uiterlijk,
            voorlopig=stand.voorlopig,
            aanvullen_tot=open_[-1].hersteltermijn_tot if open_ else None,
        ),
    )


def _beslissingsbrief(handeling: Handeling, bezwaar: Bezwaar) -> bytes:
    beslissing, horen = bezwaar.beslissing, bezwaar.horen
    if beslissing is None or horen is None:
        raise VerkeerdeStatus("Op dit bezwaar is nog niet beslist; er is nog geen brief.")
    besluiten = handeling.opslag.besluiten
    bekend = bezwaar.bekendmaking
    beroep_tot = None if bekend is None else bezwaartermijn_tot(bekend.op, handeling.kalender)
    return handeling.maak(
        maak_beslissing,
        Beslissing(
            brief=_brief(handeling, bezwaar, kalenderdag(beslissing.op)),
            uitkomst=beslissing.uitkomst,
            motivering=beslissing.motivering,
            beroepsclausule=beslissing.beroepsclausule,
            gehoord_op=horen.op,
            niet_gehoord=horen.afgezien,
            verschoonbaar=beslissing.verschoonbaar,
            ook_tegen=tuple(besluiten.haal(id).kenmerk for id in bezwaar.ook_tegen),
            opvolger=None if bezwaar.opvolger is None else besluiten.haal(bezwaar.opvolger).kenmerk,
            bekendmaking=bekend,
            beroep_tot=beroep_tot,
            voorlopig=beroep_tot is not None and handeling.kalender.is_voorlopig(beroep_tot),
        ),
    )
