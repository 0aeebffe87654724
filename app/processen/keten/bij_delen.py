"""A large declaration, or an answer to one, is dealt with in parts, in a turn (`beurtgang`).

So it is judged (`beoordeel`), or remembered by who hands over what was accepted already, or sent it when its
receiver did not work here (`onthoud`). What one left behind that is rejected after all stops counting by
such a turn as well, and is then taken back (`ruim_op`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Dossier, Partijen
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import GEEN_REDENEN, Redenen
from app.istandaard.declaraties import Declaratiebericht, met_clienten
from app.istandaard.gevolg import aaneen
from app.istandaard.kennis import Kennis
from app.istandaard.oordeel import (
    Niveau,
    Oordeel,
    Schakelstatus,
    geweigerde_regels,
    naar_samenhang,
    regels_op,
    status_van,
)
from app.istandaard.regels import Toetsing, inhoud
from app.processen.handeling import Handeling, Raadpleging
from app.processen.keten.afwikkelen import geldend_antwoord
from app.processen.keten.berichtoordeel import (
    beantwoord,
    beoordeel_wachtende,
    eerder_oordeel,
    sluit_af,
    verzonden,
)
from app.processen.keten.beurtgang import (
    Gang,
    Openen,
    Overgenomen,
    ga,
    in_delen,
    neem_over,
    nummer_voor,
    wijzigend,
)
from app.processen.keten.bij_afzender import volg_oordeel
from app.processen.keten.naleveren import laat_naleveren
from app.processen.keten.onthoud_afgewikkeld import al_geweigerd, met_eigen_oordeel, oordeelt_nog
from app.processen.keten.onthouden import neem_vervallen_over
from app.processen.keten.oordeelsbasis import kennis, volledig
from app.processen.keten.zaak import Zaak
from app.processen.naslaan import openbare_kennis


def beoordeel(open_: Openen, ontvangst: Berichtontvangst, bericht: Declaratiebericht) -> bool:
    """Whether this message is judged; not while another is at it, or has its turn."""
    with wijzigend(open_) as handeling:
        gang = _begin(handeling, open_, ontvangst, bericht)
    return gang is not None and ga(gang)


def onthoud(open_: Openen, wie: str, ontvangst: Berichtontvangst, bericht: Declaratiebericht) -> None:
    """Let this party remember this message, whose turn it is; not while another is at it, or was."""
    with wijzigend(open_) as handeling:
        zaak = Zaak(handeling, ontvangst, met_clienten(bericht, ()))
        vorige = zaak.vergrendel()
        beurt = None if vorige is None else neem_over(zaak, vorige)
        if beurt is None:
            return
        beslist = Zaak(handeling, ontvangst, bericht).beslist
        oordeelt_met = kennis(zaak) if oordeelt_nog(zaak, wie) else None
        gang = _Onthoudgang(
            open_,
            ontvangst,
            bericht,
            nummer_voor(zaak, beurt, [wie]),
            beurt,
            beslist,
            oordeelt_met=oordeelt_met,
            onthoudt=not zaak.dossier(wie).berichten,
        )
    ga(gang)


def ruim_op(open_: Openen, eigenaar: str, tussen: Partijen, van: UUID) -> None:
    """Take back what this message left behind with this party, and does not count any more."""
    meer = True
    while meer:
        with wijzigend(open_) as handeling:
            keten = handeling.opslag.keten(eigenaar, tussen)
            beurt = keten.vergrendel_beide()
            if beurt is None or beurt.van != van:
                return
            meer = keten.neem_deel_terug(van)
            if not meer:
                keten.zet_beurt(None)


def _begin(
    handeling: Handeling, open_: Openen, ontvangst: Berichtontvangst, bericht: Declaratiebericht
) -> "_Oordeelsgang | None":
    """Take the turn to judge; None while another has it, or is at this message."""
    zaak = Zaak(handeling, ontvangst, met_clienten(bericht, ()))
    vorige = zaak.vergrendel()
    nu = handeling.opslag.ontvangsten.neem(ontvangst, wacht=False)
    if nu is None:
        return None
    ontvangst, zaak = nu, replace(zaak, ontvangst=nu)
    beurt = neem_over(zaak, vorige)
    if beurt is None:
        return None
    elders = zaak.gaat_elders
    oordeelt = ontvangst.afzender if elders else ontvangst.eigenaar
    wie = [oordeelt]
    if not elders and zaak.is_van_afzender and not zaak.dossier(ontvangst.afzender).berichten:
        wie.append(ontvangst.afzender)
    return _Oordeelsgang(
        open_=open_,
        raadpleging=handeling,
        ontvangst=ontvangst,
        bericht=bericht,
        kennis=openbare_kennis(handeling.vandaag) if elders else kennis(zaak),
        elders=elders,
        houdt_tegen=elders and _houdt_tegen(replace(zaak, bericht=bericht)),
        volgnummer=0 if elders else zaak.volgnummer(),
        nummers=nummer_voor(zaak, beurt, wie),
        beurt=beurt,
        beslist=Zaak(handeling, ontvangst, bericht).beslist,
        was_verzonden=not elders and zaak.was_verzonden,
    )


def _houdt_tegen(zaak: Zaak) -> bool:
    kop = replace(zaak, bericht=met_clienten(zaak.bericht, ()))
    return bool(kop.dossier(zaak.ontvangst.afzender).berichten) or zaak.is_ander_antwoord


@dataclass(kw_only=True)
class _Onthoudgang(Gang):
    """A turn in which one of both comes to remember what was judged, or sent, before."""

    oordeelt_met: Kennis | None = None
    """By what its receiver judges for itself what a return settled before that came; None for no such."""
    onthoudt: bool = True
    """Whether it is remembered; not under an identification that was used before, which is only judged."""

    def doe(self) -> None:
        """Keep all its lines, with those refused that its answer refuses, and let them count."""
        with self.lezend() as zaak:
            antwoord = geldend_antwoord(zaak.handeling, self.ontvangst)
        gegeven = eerder_oordeel(zaak.handeling, self.bericht, antwoord)
        with self.lezend() as zaak:
            al = al_geweigerd(self.als_geheel(zaak), gegeven)
        toetsing = self._eigen_toetsing(al)
        for clienten in in_delen(self.bericht) if self.beslist else ():
            self.neem_eigen_op(clienten)
            deel, dossiers = met_clienten(self.bericht, clienten), self.dossiers(clienten)
            if toetsing is not None:
                toetsing.neem(clienten, dossiers[self.ontvangst.eigenaar])
            if self.onthoudt:
                self.leg_vast(clienten, geweigerde_regels(deel, gegeven), dossiers)
        eigen = None if toetsing is None else self._eigen_oordeel(toetsing)
        with self.deel() as zaak:
            self.laat_tellen(zaak, gegeven if self.onthoudt else None)
            for wie in self.nummers if self.onthoudt else ():
                neem_vervallen_over(zaak, wie)
            if eigen is not None:
                nu = zaak.handeling.opslag.ontvangsten.haal(self.ontvangst.id)
                met_eigen_oordeel(Zaak(zaak.handeling, nu, self.bericht), al, eigen)

    def _eigen_toetsing(self, geweigerd: Redenen) -> Toetsing | None:
        if self.oordeelt_met is None:
            return None
        toetsing = Toetsing(self.bericht, self.oordeelt_met, regels_op(self.bericht, geweigerd))
        with self.lezend() as zaak:
            toetsing.neem_kop(zaak.dossier(self.ontvangst.eigenaar))
        return toetsing

    def _eigen_oordeel(self, toetsing: Toetsing) -> Oordeel:
        assert self.oordeelt_met is not None
        in_bericht = inhoud(self.bericht, self.oordeelt_met)
        if in_bericht:
            return Oordeel(Niveau.INHOUD, in_bericht)
        uitkomst = toetsing.rond_af()
        return naar_samenhang(uitkomst.bevindingen, uitkomst.niet_gecontroleerd)


@dataclass(kw_only=True)
class _Oordeelsgang(Gang):
    """A turn in which the message is judged."""

    raadpleging: Raadpleging
    kennis: Kennis
    elders: bool
    """Whether its receiver does not work here: its sender then judges what it may know, and remembers it."""
    houdt_tegen: bool
    """Whether it is not sent elsewhere: its identification was used, or it answers otherwise than before."""
    volgnummer: int
    was_verzonden: bool
    """Whether it counts with its sender, who sent it when its receiver did not work here."""

    def doe(self) -> None:
        """Judge it, and let count what it leaves behind."""
        in_bericht = inhoud(self.bericht, self.kennis)
        self._rond_af(Oordeel(Niveau.INHOUD, in_bericht) if in_bericht else self._oordeel())

    def _oordeel(self) -> Oordeel:
        """Judge it part by part and keep its lines, unless what is above them rejects it as a whole.

        To a receiver elsewhere no line is refused.
        """
        oordeelt, *_ = self.nummers
        with self.lezend() as zaak:
            dossier, al = zaak.dossier(oordeelt), GEEN_REDENEN
            if self.was_verzonden:
                al = al_geweigerd(self.als_geheel(zaak), Oordeel(Niveau.GEEN))
            toetsing = Toetsing(self.bericht, self.kennis, regels_op(self.bericht, al))
            boven = toetsing.neem_kop(dossier if self.elders else volledig(zaak, dossier))
        telt_mee = self.beslist and not (self.houdt_tegen if self.elders else boven)
        for clienten in in_delen(self.bericht):
            if not self.elders:
                self.neem_eigen_op(clienten)
            dossiers = self.dossiers(clienten)
            gegeven = naar_samenhang(toetsing.neem(clienten, self._volledig(clienten, dossiers[oordeelt])))
            if telt_mee:
                deel = met_clienten(self.bericht, clienten)
                geweigerd = GEEN_REDENEN if self.elders else geweigerde_regels(deel, gegeven)
                self.leg_vast(clienten, geweigerd, dossiers)
        uitkomst = toetsing.rond_af()
        return naar_samenhang(uitkomst.bevindingen, uitkomst.niet_gecontroleerd)

    def _volledig(self, clienten: Sequence[Any], dossier: Dossier) -> Dossier:
        """By what these clients are judged: their history, and for an answer what its sender still keeps."""
        if self.elders or not isinstance(self.bericht, Wmo325):
            return dossier
        with self.lezend(clienten) as zaak:
            return volledig(zaak, dossier)

    def _rond_af(self, gegeven: Oordeel) -> None:
        """Let count what it leaves behind after this judgement, and keep the answer."""
        beoordeeld, retour = self.ontvangst, None
        mag_weg = gegeven.niveau is not Niveau.INHOUD and not self.houdt_tegen
        if self.elders:
            telt = Oordeel(Niveau.GEEN) if mag_weg else None
        else:
            beoordeeld, retour = beantwoord(
                self.raadpleging, self.ontvangst, self.bericht, gegeven, self.volgnummer
            )
            telt = gegeven
            if status_van(self.bericht, gegeven) is Schakelstatus.AFGEKEURD:
                self.neem_terug()
        with self.deel() as zaak:
            nu = zaak.handeling.opslag.ontvangsten.neem(self.ontvangst, wacht=False)
            if nu is None or nu.indiener != self.ontvangst.indiener:
                raise Overgenomen
            beoordeeld = replace(beoordeeld, revisie=nu.revisie, ook_van=None)
            geheel = self.als_geheel(zaak)
            if gegeven.niveau is Niveau.INHOUD:  # of no part it was noted
                geheel.noteer()
            dossier, *_ = self.laat_tellen(zaak, telt).values()
            if self.was_verzonden:
                neem_vervallen_over(zaak, self.ontvangst.eigenaar)
            if self.elders:
                beoordeeld = verzonden(zaak.handeling, beoordeeld, self.bericht, gegeven, mag_weg=mag_weg)
            else:
                rust = volg_oordeel(zaak, gegeven, retour, was_verzonden=self.was_verzonden, bij_delen=True)
                beoordeeld = sluit_af(zaak.handeling, beoordeeld, self.bericht, retour, dossier)
                beoordeeld = replace(beoordeeld, opmerking=aaneen(beoordeeld.opmerking, rust))
            bewaard = zaak.handeling.opslag.ontvangsten.bewaar(beoordeeld)
            bewaard = beoordeel_wachtende(zaak.handeling, bewaard, self.bericht)
            laat_naleveren(zaak.handeling, bewaard, nu.ook_van, self.bericht)
