"""A message comes in: it is kept as it is, then judged in the light of history, answered and remembered.

Keeping is a transaction of its own, so that nothing that was handed over gets lost; judgement, history,
answer and state are a second one. A process that dies between the two leaves a message that is `ontvangen`:
one that serves judges it (`wachtrij`), or who hands over the same bytes where that is quick.
"""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app import geheugen
from app.domain import berichtontvangst
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import BestaatAl, NietGevonden, VerouderdeRevisie
from app.domain.partijen import Rol
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.tonen import bsns_in_tekst
from app.istandaard.vernietigd import zonder_personen
from app.opslag import Onbereikbaar
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Ontvangstrij
from app.processen.handeling import GEMEENTE, Handeling, Raadpleging, Stap, voor
from app.processen.keten import berichtoordeel, declaraties, deur, naleveren
from app.processen.keten.zaak import Zaak

LOG = logging.getLogger(__name__)


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def ontvang(raadpleging: Raadpleging, stap: Stap, inhoud: bytes) -> Berichtontvangst:
    """Keep these bytes and judge them; the same bytes get the same answer, and count once.

    Where judging cannot end now the status stays `ontvangen`, and it is judged after that: a declaration of
    more than `berichtoordeel.DIRECT` lines or an answer that sends back as many, what comes between its
    parties while it is judged or one of these behind it, or a database that does not answer or that others
    hold too long.
    """
    return _ontvang(raadpleging, stap, inhoud).voor(raadpleging.beller.code)


def _ontvang(raadpleging: Raadpleging, stap: Stap, inhoud: bytes) -> Berichtontvangst:
    if len(inhoud) > geheugen.GROOT and (bekend := _vind_ongelezen(raadpleging, stap, inhoud)) is not None:
        return bekend
    nieuw, bericht = deur.neem_aan(raadpleging, inhoud)
    try:
        bewaard, wacht = _bewaar(stap, nieuw, bericht)
    except (BestaatAl, VerouderdeRevisie):  # the same bytes came in at the same moment
        bewaard, wacht = _bewaar(stap, nieuw, bericht)
    if wacht or bewaard.status is not Ontvangststatus.ONTVANGEN:
        return bewaard
    try:
        with stap() as handeling:
            beoordeeld = beoordeel(handeling, bewaard, bericht)
            return handeling.opslag.ontvangsten.haal(bewaard.id) if beoordeeld is None else beoordeeld
    except Onbereikbaar:
        LOG.warning("A message that was kept could not be judged yet.", exc_info=True)
        return bewaard


@voor(*GEMEENTE, Rol.AANBIEDER)
def lijst(
    handeling: Handeling,
    limiet: int,
    cursor: str | None,
    status: Ontvangststatus | None,
    verzonden: bool,
    *,
    sinds: datetime | None = None,
) -> Bladzijde[Ontvangstrij]:
    """Messages that the caller received, or that it sent to another party here; oldest first."""
    return handeling.opslag.lijsten.ontvangsten(limiet, cursor, status, als_afzender=verzonden, sinds=sinds)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal(handeling: Handeling, ontvangst_id: UUID) -> Berichtontvangst:
    """What became of one message."""
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id)
    _noteer_stand(handeling, ontvangst)
    return _zonder_vernietigden(ontvangst, handeling.beller.code).voor(handeling.beller.code)


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal_xml(handeling: Handeling, ontvangst_id: UUID) -> bytes:
    """One message as it came in; who it is about finds that in the access record."""
    return _haal_inhoud(handeling, ontvangst_id).xml


@voor(*GEMEENTE, Rol.AANBIEDER)
def haal_antwoord(handeling: Handeling, ontvangst_id: UUID) -> bytes:
    """The answer to a message, as it goes out; NietGevonden where there is none, or none yet."""
    ontvangst = _haal_inhoud(handeling, ontvangst_id)
    if ontvangst.antwoord is None:
        nog = " nog" if ontvangst.status is Ontvangststatus.ONTVANGEN else ""
        raise NietGevonden(f"Op dit bericht is{nog} geen antwoord.")
    return ontvangst.antwoord.encode()


def _haal_inhoud(handeling: Handeling, ontvangst_id: UUID) -> Berichtontvangst:
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id)
    ontvangst = _zonder_vernietigden(ontvangst, handeling.beller.code)
    noteer(handeling, "lezen", ontvangst)
    return ontvangst.voor(handeling.beller.code)


def _zonder_vernietigden(ontvangst: Berichtontvangst, partij: str) -> Berichtontvangst:
    """Without whom this party destroyed; NietGevonden where nothing of it can be shown without (W04)."""
    weg = ontvangst.vernietigd_door(partij)
    if not weg:
        return ontvangst
    over = zonder_personen(ontvangst, weg)
    if over is None:
        raise NietGevonden("Van dit bericht is niets over: de gegevens zijn vernietigd.")
    return over


def verzend(handeling: Handeling, inhoud: bytes, *, elders: bool = False) -> Berichtontvangst:
    """Hand over a message that was drawn up here, in the transaction of the step that did so.

    Its receiver judges it at once when it works here, unless this goes `elders` to it all the same. A large
    declaration is judged after this, as is what comes behind one: then its status stays `ontvangen`.
    """
    nieuw, bericht = deur.neem_aan(handeling, inhoud)
    bewaard = _bewaar_nieuw(handeling, nieuw, bericht)
    if berichtoordeel.moet_in_wachtrij(handeling, bewaard, bericht):
        return bewaard
    return berichtoordeel.beoordeel(handeling, bewaard, bericht, elders=elders) or bewaard


@voor(Rol.ADMINISTRATIE, Rol.AANBIEDER)
def handel_af(handeling: Handeling, ontvangst_id: UUID, revisie: int, gedaan: str) -> Berichtontvangst:
    """Record that the caller did what this message asks of a person, and what; once for how it stands."""
    ontvangst = handeling.opslag.ontvangsten.haal(ontvangst_id, revisie)
    beller = handeling.beller
    afgehandeld = berichtontvangst.handel_af(ontvangst, beller.code, beller.medewerker, handeling.nu, gedaan)
    noteer(handeling, "wijzigen", ontvangst)
    return handeling.opslag.ontvangsten.bewaar(afgehandeld).voor(beller.code)


def beoordeel(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any, *, wacht: bool = True
) -> Berichtontvangst | None:
    """Judge a message that was kept, once; None for who comes second, or in the turn of another.

    Who does not want to `wacht` gets None too while another is at it.
    """
    # First the exchange, then a message in it: who is at the exchange changes any message of it.
    is_beurt = Zaak(handeling, ontvangst, bericht).vergrendel() is not None
    nu = handeling.opslag.ontvangsten.neem(ontvangst, wacht=wacht)
    if nu is None or is_beurt:
        return None
    zaak = Zaak(handeling, replace(nu, ook_van=None), bericht)
    beoordeeld = berichtoordeel.beoordeel_vergrendeld(zaak)
    noteer(handeling, "wijzigen", ontvangst)
    return naleveren.laat_naleveren(handeling, beoordeeld, nu.ook_van, bericht)


def _bewaar(stap: Stap, nieuw: Berichtontvangst, bericht: Any) -> tuple[Berichtontvangst, bool]:
    """Keep a message as it came, or find what it became when it came before; and whether it has to wait."""
    with stap() as handeling:
        ontvangst = _bewaar_of_vind(handeling, nieuw, bericht)
        return ontvangst, berichtoordeel.moet_in_wachtrij(handeling, ontvangst, bericht)


def _bewaar_of_vind(handeling: Handeling, nieuw: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    ontvangsten = handeling.opslag.ontvangsten
    eerder = ontvangsten.eerder(nieuw)
    if eerder is None:
        return _bewaar_nieuw(handeling, replace(nieuw, ontvangen_op=handeling.nu), bericht)
    _noteer_stand(handeling, eerder)
    if not naleveren.heeft_gevolg(handeling, eerder):
        return eerder
    Zaak(handeling, eerder, bericht).vergrendel()
    eerder = ontvangsten.nu(eerder)  # it may have been judged meanwhile
    if naleveren.komt_erbij(handeling, eerder):
        return ontvangsten.bewaar(replace(eerder, ook_van=nieuw.indiener))
    return naleveren.lever_na(handeling, eerder, nieuw.indiener, bericht)


def _vind_ongelezen(raadpleging: Raadpleging, stap: Stap, inhoud: bytes) -> Berichtontvangst | None:
    """What became of these bytes, without reading them; None where they are new, or have to be read yet.

    One that still waits to be judged is left to the thread that does so.
    """
    kenmerken = deur.kenmerken(raadpleging, inhoud)
    with stap() as handeling:
        ontvangsten = handeling.opslag.ontvangsten
        gevonden = (ontvangsten.met_inhoud(inhoud, *bekend_als) for bekend_als in kenmerken)
        eerder = next((ontvangst for ontvangst in gevonden if ontvangst is not None), None)
        if eerder is None or naleveren.heeft_gevolg(handeling, eerder):
            return None
        _noteer_stand(handeling, eerder)
        return eerder


def _bewaar_nieuw(handeling: Handeling, nieuw: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    noteer(handeling, "maken", nieuw)
    bewaard = handeling.opslag.ontvangsten.bewaar(nieuw)
    if isinstance(bericht, Wmo323):
        declaraties.leg_vast(handeling, bewaard, bericht)
    return bewaard


def _noteer_stand(handeling: Handeling, ontvangst: Berichtontvangst) -> None:
    """Leave in the access record that what became of this message was told.

    That says nothing about anybody, so it leaves a trace of a person only where the message is about one;
    of the thousands in a declaration who fetches its content does.
    """
    if ontvangst.bsns is not None and len(ontvangst.bsns) == 1:
        noteer(handeling, "lezen", ontvangst)


def noteer(handeling: Handeling, actie: str, ontvangst: Berichtontvangst) -> None:
    """Leave in the access record of whom it is about what was done with it.

    Of what was refused that is whoever seems to be in it; between which two it goes may be unknown then, and
    with it the municipality.
    """
    bsns = bsns_in_tekst(ontvangst.xml) if ontvangst.bsns is None else ontvangst.bsns
    handeling.opslag.ontvangsten.noteer(actie, ontvangst.id, ontvangst.gemeente, bsns)
