"""A message that was kept is judged in the light of history, answered and remembered, in one transaction."""

from dataclasses import replace
from typing import Any, TypeGuard
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Dossier
from app.istandaard import codec
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo302 import Wmo302
from app.istandaard.berichten.wmo320 import Wmo320
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import GEEN_REDENEN
from app.istandaard.declaraties import Declaratiebericht, clienten_van, genoemde_declaratie
from app.istandaard.gevolg import aaneen, beantwoording, oordeel_in
from app.istandaard.leveringen import vroege_start
from app.istandaard.oordeel import Niveau, Oordeel, oordeel, status_van
from app.istandaard.regels import berichtsoort
from app.istandaard.retour import Afzending, antwoord
from app.processen.handeling import Handeling, Raadpleging
from app.processen.keten import declaraties
from app.processen.keten.afronden import al_goedgekeurd_door, rond_hier_af, sluit, waarom_al_afgekeurd
from app.processen.keten.afwikkelen import is_ander_antwoord, is_uitkomst, onthoud_verzending, wikkel_af
from app.processen.keten.berichtbevindingen import met_bevindingen
from app.processen.keten.bij_afzender import volg_oordeel
from app.processen.keten.onthoud_afgewikkeld import al_geweigerd, onthoud_afgewikkeld
from app.processen.keten.onthouden import (
    heropen,
    laat_antwoorden_tellen,
    leg_vast,
    neem_vervallen_over,
    zet_naast_ander,
)
from app.processen.keten.oordeelsbasis import kennis, neem_eigen_op, volledig
from app.processen.keten.wachtende_antwoorden import handel_geweigerde_af, laat_wachten, wachtend_op
from app.processen.keten.zaak import Zaak
from app.processen.naslaan import openbare_kennis

DIRECT = 1_000
"""The most lines of a declaration, or of its answer, that is judged while its sender waits."""
ELDERS = (
    "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg, en lever het antwoord "
    "daarop hier aan."
)
ANTWOORD_ELDERS = "De ontvanger is hier niet aangesloten. Stuur het bericht langs een andere weg."
ANTWOORD_GEWEIGERD = (
    "Dit antwoord telt niet. Wie het maakte verbetert het en stuurt het met een nieuwe identificatie; vraag "
    "daarom als u dat niet bent."
)
DECLARATIE_ONTBREEKT = (
    "Wordt de declaratie hier later aangeleverd, dan wordt dit antwoord daarna vanzelf opnieuw beoordeeld."
)
WEERSPROKEN = (
    "Wat eerder met de ontvanger is uitgewisseld spreekt dit bericht tegen: kijk eerst de bevindingen na. "
)
NIET_VERZENDEN = "Stuur dit bericht niet; de ontvanger keurt het af."
ANDER_ANTWOORD = (
    "Stuur dit bericht niet: het zegt iets anders dan hier op dat bericht is geantwoord. Is het al "
    "verstuurd, laat de ontvanger dan weten welk antwoord geldt."
)


def beoordeel(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any, *, elders: bool = False
) -> Berichtontvangst | None:
    """What becomes of this message, between whose parties nobody else judges anything meanwhile.

    None while it is the turn of another there, that is judged in parts. What goes `elders` is not judged for
    its receiver here, though that may be known here. Nor is a wmo301 that was rejected already.
    """
    zaak = Zaak(handeling, ontvangst, bericht)
    return None if zaak.vergrendel() is not None else beoordeel_vergrendeld(zaak, elders=elders)


def beoordeel_vergrendeld(zaak: Zaak, *, elders: bool = False) -> Berichtontvangst:
    """The same where nobody else judges anything between the two until the transaction ends."""
    handeling, ontvangst, bericht = zaak.handeling, zaak.ontvangst, zaak.bericht
    if (waarom := waarom_al_afgekeurd(zaak.eigen)) is not None:
        return handeling.opslag.ontvangsten.bewaar(sluit(ontvangst, waarom))
    if (retour := al_goedgekeurd_door(zaak.eigen, ontvangst)) is not None:
        geldt = replace(ontvangst, status=Ontvangststatus.GOEDGEKEURD, retour=retour)
        geldt = onthoud_afgewikkeld(replace(zaak, ontvangst=geldt), ontvangst.eigenaar, Oordeel(Niveau.GEEN))
        return handeling.opslag.ontvangsten.bewaar(geldt)
    gaat_elders = elders or zaak.gaat_elders
    beoordeeld = zaak.over_wie(_verzend(zaak) if gaat_elders else _oordeel(zaak))
    return beoordeel_wachtende(handeling, handeling.opslag.ontvangsten.bewaar(beoordeeld), bericht)


def is_groot(bericht: Any) -> TypeGuard[Declaratiebericht]:
    """Whether it is a declaration, or an answer to one, of more lines than `DIRECT`."""
    clienten = clienten_van(bericht) if isinstance(bericht, Declaratiebericht) else ()
    return sum(len(client.prestaties) for client in clienten) > DIRECT


def moet_in_wachtrij(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> bool:
    """Whether a declaration, or an answer to one, is judged later: it is large, or after one that waits."""
    if ontvangst.status is not Ontvangststatus.ONTVANGEN or not isinstance(bericht, Declaratiebericht):
        return False
    return is_groot(bericht) or handeling.opslag.ontvangsten.wacht_er_een_voor(ontvangst)


def eerder_oordeel(raadpleging: Raadpleging, bericht: Any, antwoord: bytes | None) -> Oordeel:
    """The judgement of a message that was accepted: of a declaration, which lines its answer refuses."""
    if not isinstance(bericht, Wmo323) or antwoord is None:
        return Oordeel(Niveau.GEEN)
    gelezen: Any = codec.lees(antwoord, raadpleging.schemas)
    return oordeel_in(gelezen, bericht)


def beoordeel_wachtende(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """Judge the answers that came before this message as if they came now, in the order in which they did.

    Gives the message as it stands after those. What is large, or behind that, is judged after this.
    """
    zaken = wachtend_op(Zaak(handeling, ontvangst, bericht))
    for opnieuw, open_ in [(opnieuw, heropen(opnieuw)) for opnieuw in zaken]:
        opnieuw.noteer()
        if not moet_in_wachtrij(opnieuw.handeling, open_, opnieuw.bericht):
            beoordeel(opnieuw.handeling, open_, opnieuw.bericht)
    return handeling.opslag.ontvangsten.haal(ontvangst.id) if zaken else ontvangst


def _verzend(zaak: Zaak) -> Berichtontvangst:
    """Sent counts at once, until a return rejects it (OP286); the findings are what the sender may know.

    What any receiver rejects is not sent: a fault in the message itself, an identification used before.
    Nor is an answer that says otherwise than what was answered here. A wmo301 that is drawn up here goes
    to a provider that works here.
    """
    dossier = zaak.dossier(zaak.ontvangst.afzender)
    gegeven = oordeel(zaak.bericht, dossier, openbare_kennis(zaak.handeling.vandaag))
    mag_weg = gegeven.niveau is not Niveau.INHOUD and not dossier.berichten and not zaak.is_ander_antwoord
    if mag_weg:
        leg_vast(zaak, zaak.ontvangst.afzender, zaak.ontvangst.id, dossier, Oordeel(Niveau.GEEN))
    return verzonden(zaak.handeling, zaak.ontvangst, zaak.bericht, gegeven, mag_weg=mag_weg)


def _oordeel(zaak: Zaak) -> Berichtontvangst:
    """What becomes of it: findings, answer and state; history is added to."""
    handeling, ontvangst, bericht = zaak.handeling, zaak.ontvangst, zaak.bericht
    neem_eigen_op(zaak)
    dossier = zaak.dossier(ontvangst.eigenaar)
    was_verzonden = zaak.was_verzonden
    geweigerd = al_geweigerd(zaak, Oordeel(Niveau.GEEN)) if was_verzonden else GEEN_REDENEN
    gegeven = oordeel(bericht, volledig(zaak, dossier), kennis(zaak), geweigerd)
    mutaties = leg_vast(zaak, ontvangst.eigenaar, ontvangst.id, dossier, gegeven)
    if was_verzonden:
        zet_naast_ander(zaak, ontvangst.eigenaar, mutaties)
        neem_vervallen_over(zaak, ontvangst.eigenaar)
    beoordeeld, retour = beantwoord(handeling, ontvangst, bericht, gegeven, zaak.volgnummer())
    rust = volg_oordeel(zaak, gegeven, retour, was_verzonden=was_verzonden)
    if isinstance(bericht, Wmo301) and retour is not None:
        beoordeeld = replace(beoordeeld, opmerking=rond_hier_af(handeling, beoordeeld, zaak.eigen, retour))
    else:
        beoordeeld = sluit_af(handeling, beoordeeld, bericht, retour, dossier)
    return replace(beoordeeld, opmerking=aaneen(beoordeeld.opmerking, rust))


def verzonden(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    *,
    mag_weg: bool,
) -> Berichtontvangst:
    """A message to a receiver elsewhere, after this judgement by what its sender may know."""
    if not mag_weg:
        waarom = ANDER_ANTWOORD if is_ander_antwoord(handeling, ontvangst, bericht) else NIET_VERZENDEN
        return met_bevindingen(ontvangst, bericht, gegeven, Ontvangststatus.AFGEKEURD, waarom)
    twijfel = WEERSPROKEN if gegeven.bevindingen else ""
    doe = ELDERS if beantwoording(bericht) is None else ANTWOORD_ELDERS
    ontvangst = laat_wachten(handeling, onthoud_verzending(handeling, ontvangst, bericht), bericht)
    return met_bevindingen(ontvangst, bericht, gegeven, Ontvangststatus.VERZONDEN, twijfel + doe)


def beantwoord(
    raadpleging: Raadpleging,
    ontvangst: Berichtontvangst,
    bericht: Berichtklasse,
    gegeven: Oordeel,
    volgnummer: int,
) -> tuple[Berichtontvangst, Berichtklasse | None]:
    """A message with its findings and its answer after this judgement, and that answer; some have none."""
    status = Ontvangststatus(status_van(bericht, gegeven).value)
    beoordeeld = met_bevindingen(ontvangst, bericht, gegeven, status, None)
    retour = antwoord(bericht, gegeven, Afzending(f"R{volgnummer:011d}", raadpleging.vandaag))
    if retour is None:
        return beoordeeld, None
    tekst = codec.schrijf(retour, raadpleging.schemas).decode()
    return replace(beoordeeld, antwoord=tekst, soort_antwoord=berichtsoort(retour)), retour


def sluit_af(
    handeling: Handeling,
    beoordeeld: Berichtontvangst,
    bericht: Berichtklasse,
    retour: Berichtklasse | None,
    dossier: Dossier,
) -> Berichtontvangst:
    """A message that was judged, after what that settles: by its answer, or when it is one itself."""
    if isinstance(retour, Wmo325):
        vervallen = declaraties.beantwoord(handeling, beoordeeld.id, retour)
        return replace(beoordeeld, opmerking=vervallen)
    if retour is not None:
        aanvaard = beoordeeld.status is Ontvangststatus.GOEDGEKEURD
        return replace(beoordeeld, opmerking=vroege_start(bericht, dossier)) if aanvaard else beoordeeld
    if beoordeeld.status is Ontvangststatus.AFGEKEURD:
        ontbreekt = isinstance(bericht, Wmo325) and genoemde_declaratie(bericht.header, dossier) is None
        opmerking = aaneen(ANTWOORD_GEWEIGERD, DECLARATIE_ONTBREEKT if ontbreekt else None)
        geweigerd = replace(beoordeeld, status=Ontvangststatus.GEWEIGERD, opmerking=opmerking)
        return laat_wachten(handeling, geweigerd, bericht)
    uitkomst = laat_wachten(handeling, wikkel_af(handeling, beoordeeld, bericht), bericht)
    if isinstance(bericht, Wmo302 | Wmo320) and uitkomst.antwoord_op is not None:
        laat_beantwoorde_tellen(handeling, uitkomst.antwoord_op)
    if isinstance(bericht, Wmo325) and is_uitkomst(handeling, uitkomst):
        handel_geweigerde_af(handeling, uitkomst, bericht)
    return uitkomst


def laat_beantwoorde_tellen(handeling: Handeling, id: UUID) -> None:
    """What a return approved, that was sent before its sender kept the request that it answers, counts."""
    op = handeling.opslag.ontvangsten.vind(id)
    if op is not None and op.status is Ontvangststatus.GOEDGEKEURD:
        laat_antwoorden_tellen(Zaak(handeling, op, codec.lees(op.xml, handeling.schemas)))
