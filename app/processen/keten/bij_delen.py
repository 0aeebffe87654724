"""A large declaration, or answer to one, is dealt with client by client in short transactions.

What takes long is done between them. From the first to the last of these it has its turn between its parties:
nobody else judges anything there, and what its lines leave behind does not count. The last one lets all of it
count, and keeps the answer. Who dies before that leaves the turn; another takes it over after `VERLATEN`, and
begins again.

So a message is judged (`beoordeel`), or remembered by who hands over what was accepted already, or sent it
when its receiver did not work here (`onthoud`). What a message left behind that is rejected
after all stops counting by such a turn as well, and is then taken back (`ruim_op`).
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.keten.historie import Declaratie, Declaratieregel, Mutaties, Weigering
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import GEEN_REDENEN, Redenen
from app.istandaard.declaraties import Declaratiebericht, clienten_van, met_clienten
from app.istandaard.gevolg import aaneen, gevolg
from app.istandaard.historie import mutaties_van
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
from app.opslag import Onbereikbaar
from app.opslag.ketenhistorie import Beurt
from app.opslag.opdrachten import delen
from app.processen.handeling import Handeling, Raadpleging
from app.processen.keten.afwikkelen import geldend_antwoord
from app.processen.keten.berichtoordeel import (
    beantwoord,
    beoordeel_wachtende,
    eerder_oordeel,
    sluit_af,
    verzonden,
)
from app.processen.keten.bij_afzender import volg_oordeel
from app.processen.keten.naleveren import laat_naleveren
from app.processen.keten.onthoud_afgewikkeld import al_geweigerd, met_eigen_oordeel, oordeelt_nog
from app.processen.keten.onthouden import neem_vervallen_over
from app.processen.keten.oordeelsbasis import eigen_buiten_historie, kennis, neem_eigen_op, volledig
from app.processen.keten.zaak import Zaak
from app.processen.naslaan import openbare_kennis

PER_DEEL = 500
"""Lines that are judged and kept at a time, or those of one client where it has more."""
VOOR_DE_REGELS = 2
"""What it leaves behind before its lines, at most: that it was sent, and a declaration itself."""
VERLATEN = timedelta(minutes=2)
"""After so long without a next part, whoever had the turn is taken for dead: none takes so long."""


Openen = Callable[..., AbstractContextManager[Handeling]]
"""Opens a transaction for who is at it; with `alleen_lezen` one that holds up nobody who writes."""


@contextmanager
def _wijzigend(open_: Openen) -> Iterator[Handeling]:
    """A transaction that others wait for: Python looks before or after it for what nothing refers to.

    Among all that a large message is made of, that takes up to a second, and more where others work.
    """
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        with open_(alleen_lezen=False) as handeling:
            yield handeling
    finally:
        if stond_aan:
            gc.enable()


class Overgenomen(Exception):
    """Another has taken the turn over, or has judged the message."""


def beoordeel(open_: Openen, ontvangst: Berichtontvangst, bericht: Declaratiebericht) -> bool:
    """Whether this message is judged; not while another is at it, or has its turn."""
    with _wijzigend(open_) as handeling:
        gang = _begin(handeling, open_, ontvangst, bericht)
    return gang is not None and _ga(gang)


def onthoud(open_: Openen, wie: str, ontvangst: Berichtontvangst, bericht: Declaratiebericht) -> None:
    """Let this party remember this message, whose turn it is; not while another is at it, or was."""
    with _wijzigend(open_) as handeling:
        zaak = Zaak(handeling, ontvangst, met_clienten(bericht, ()))
        vorige = zaak.vergrendel()
        beurt = None if vorige is None else _neem_over(zaak, vorige)
        if beurt is None:
            return
        beslist = Zaak(handeling, ontvangst, bericht).beslist
        oordeelt_met = kennis(zaak) if oordeelt_nog(zaak, wie) else None
        gang = _Gang(
            open_,
            ontvangst,
            bericht,
            _nummer(zaak, beurt, [wie]),
            beurt,
            beslist,
            oordeelt_met=oordeelt_met,
            onthoudt=not zaak.dossier(wie).berichten,
        )
    _ga(gang)


def ruim_op(open_: Openen, eigenaar: str, tussen: Partijen, van: UUID) -> None:
    """Take back what this message left behind with this party, and does not count any more."""
    meer = True
    while meer:
        with _wijzigend(open_) as handeling:
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
    beurt = _neem_over(zaak, vorige)
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
        nummers=_nummer(zaak, beurt, wie),
        beurt=beurt,
        beslist=Zaak(handeling, ontvangst, bericht).beslist,
        was_verzonden=not elders and zaak.was_verzonden,
    )


def _houdt_tegen(zaak: Zaak) -> bool:
    kop = replace(zaak, bericht=met_clienten(zaak.bericht, ()))
    return bool(kop.dossier(zaak.ontvangst.afzender).berichten) or zaak.is_ander_antwoord


def _neem_over(zaak: Zaak, vorige: Beurt | None) -> Beurt | None:
    """A turn of this message after this one; None where somebody is at that, or it is of another."""
    nu = zaak.handeling.nu
    if vorige is not None:
        is_bezig = vorige.op is not None and nu < vorige.op + VERLATEN
        if vorige.van != zaak.ontvangst.id or is_bezig:
            return None
    return Beurt(zaak.ontvangst.id, nu)


def _nummer(zaak: Zaak, beurt: Beurt, wie: Sequence[str]) -> dict[str, int]:
    """Set the turn with these; the first number of what the message leaves behind with each."""
    for eigenaar in wie:
        zaak.keten(eigenaar).zet_beurt(beurt)
    return {eigenaar: zaak.keten(eigenaar).reserveer(VOOR_DE_REGELS) for eigenaar in wie}


@dataclass
class _Gang:
    """A turn, as far as it has come."""

    open_: Openen
    ontvangst: Berichtontvangst
    bericht: Declaratiebericht
    nummers: dict[str, int]
    """Of who remembers it, first who judges it: the first number of what it leaves behind."""
    beurt: Beurt
    beslist: bool
    """Whether it leaves behind what it says; meanwhile nothing else between the two is judged."""
    oordeelt_met: Kennis | None = field(default=None, kw_only=True)
    """By what its receiver judges for itself what a return settled before that came; None for no such."""
    onthoudt: bool = field(default=True, kw_only=True)
    """Whether it is remembered; not under an identification that was used before, which is only judged."""
    ingangsdatums: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set), kw_only=True)
    """Of who remembers it: when the allocations begin that its lines name so far."""

    def doe(self) -> None:
        """Keep all its lines, with those refused that its answer refuses, and let them count."""
        with self.lezend() as zaak:
            antwoord = geldend_antwoord(zaak.handeling, self.ontvangst)
        gegeven = eerder_oordeel(zaak.handeling, self.bericht, antwoord)
        with self.lezend() as zaak:
            al = al_geweigerd(self._als_geheel(zaak), gegeven)
        toetsing = self._eigen_toetsing(al)
        for clienten in _in_delen(self.bericht) if self.beslist else ():
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

    def neem_terug(self) -> None:
        """Take back the lines that were kept so far."""
        for eigenaar in self.nummers:
            meer = True
            while meer:
                with self.deel() as zaak:
                    meer = zaak.keten(eigenaar).neem_deel_terug(self.ontvangst.id)

    def zie_af(self) -> None:
        """Give up the turn, and leave nothing behind."""
        self.neem_terug()
        with self.deel() as zaak:
            for eigenaar in self.nummers:
                zaak.keten(eigenaar).zet_beurt(None)

    @contextmanager
    def lezend(self, clienten: Sequence[Any] = ()) -> Iterator[Zaak]:
        """A transaction that only reads; during a turn nobody changes what is judged by."""
        with self.open_(alleen_lezen=True) as handeling:
            yield Zaak(handeling, self.ontvangst, met_clienten(self.bericht, clienten))

    @contextmanager
    def deel(self, clienten: Sequence[Any] = ()) -> Iterator[Zaak]:
        """A transaction of this turn, which shows that it goes on; Overgenomen when the turn is lost."""
        with _wijzigend(self.open_) as handeling:
            zaak = Zaak(handeling, self.ontvangst, met_clienten(self.bericht, clienten))
            if zaak.vergrendel() != self.beurt:
                raise Overgenomen
            self.beurt = replace(self.beurt, op=handeling.nu)
            for eigenaar in self.nummers:
                zaak.keten(eigenaar).zet_beurt(self.beurt)
            yield zaak

    def dossiers(self, clienten: Sequence[Any]) -> dict[str, Dossier]:
        """Of who remembers it: the history of these clients."""
        with self.lezend(clienten) as zaak:
            zaak.noteer()
            return {eigenaar: zaak.dossier(eigenaar) for eigenaar in self.nummers}

    def neem_eigen_op(self, clienten: Sequence[Any]) -> None:
        """What the municipality sent about these clients and its history lacks, is added to that."""
        with self.lezend(clienten) as zaak:
            ontbreekt = eigen_buiten_historie(zaak)
        if ontbreekt:
            with self.deel(clienten) as zaak:
                neem_eigen_op(zaak)

    def leg_vast(self, clienten: Sequence[Any], geweigerd: Redenen, dossiers: Mapping[str, Dossier]) -> None:
        """Keep the lines of these clients with who remembers it."""
        deel = met_clienten(self.bericht, clienten)
        for eigenaar, dossier in dossiers.items():
            regels = []
            for gegeven in mutaties_van(deel, dossier, geweigerd):
                if isinstance(gegeven, Declaratieregel | Weigering):
                    regels.append(gegeven)
                elif isinstance(gegeven, Declaratie):
                    self.ingangsdatums[eigenaar].update(gegeven.declaratie.ingangsdatums)
            for stuk in delen(regels):
                with self.deel() as zaak:
                    keten = zaak.keten(eigenaar)
                    # What an answer asked for is of its declaration alone.
                    al_bekend = keten.taakdossier(stuk) if isinstance(deel, Wmo325) else dossier
                    keten.leg_vast(self.ontvangst.id, tuple(stuk), dossier=al_bekend)

    def laat_tellen(self, zaak: Zaak, telt: Oordeel | None) -> dict[str, Dossier]:
        """Let count what it leaves behind after this judgement, and end the turn; None for nothing at all.

        Gives the history of those who remember it as it was without.
        """
        dossiers = {eigenaar: zaak.dossier(eigenaar) for eigenaar in self.nummers}
        for eigenaar, nummer in self.nummers.items():
            keten = zaak.keten(eigenaar)
            if telt is not None:
                kop = gevolg(zaak.bericht, dossiers[eigenaar], telt, beslist=self.beslist)
                keten.leg_vast(self.ontvangst.id, self._met_ingangsdatums(kop, eigenaar), nummer)
            keten.zet_beurt(None)
        return dossiers

    def _met_ingangsdatums(self, kop: Mutaties, eigenaar: str) -> Mutaties:
        """What the message itself leaves behind, with what is known after its lines."""
        dagen = tuple(sorted(self.ingangsdatums[eigenaar]))
        return tuple(
            replace(g, declaratie=replace(g.declaratie, ingangsdatums=dagen))
            if isinstance(g, Declaratie) and g.declaratie.verwerkt
            else g
            for g in kop
        )

    def _als_geheel(self, zaak: Zaak) -> Zaak:
        return replace(zaak, bericht=self.bericht)


@dataclass(kw_only=True)
class _Oordeelsgang(_Gang):
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
                al = al_geweigerd(self._als_geheel(zaak), Oordeel(Niveau.GEEN))
            toetsing = Toetsing(self.bericht, self.kennis, regels_op(self.bericht, al))
            boven = toetsing.neem_kop(dossier if self.elders else volledig(zaak, dossier))
        telt_mee = self.beslist and not (self.houdt_tegen if self.elders else boven)
        for clienten in _in_delen(self.bericht):
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
            geheel = self._als_geheel(zaak)
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


def _ga(gang: _Gang) -> bool:
    """Whether this turn came to its end, and was not taken over by another; what fails gives it up."""
    try:
        gang.neem_terug()  # what who had the turn before left behind
        gang.doe()
    except Overgenomen:
        return False
    except Onbereikbaar:  # the turn is taken over later
        raise
    except Exception:  # it would fail again, and others wait for their turn
        gang.zie_af()
        raise
    return True


def _in_delen(bericht: Declaratiebericht) -> Iterator[list[Any]]:
    """The clients in order, some at a time."""
    deel: list[Any] = []
    regels = 0
    for client in clienten_van(bericht):
        if deel and regels + len(client.prestaties) > PER_DEEL:
            yield deel
            deel, regels = [], 0
        deel.append(client)
        regels += len(client.prestaties)
    if deel:
        yield deel
