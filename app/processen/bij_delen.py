"""A large declaration is judged client by client in short transactions; what takes long is done between them.

From the first to the last of these it has its turn between its parties: nobody else judges anything there,
and what its lines leave behind does not count. The last one lets all of it count, and keeps the answer. Who
dies before that leaves the turn; another takes it over after `VERLATEN`, and begins again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Dossier
from app.domain.keten.historie import Declaratie, Mutaties
from app.istandaard.berichten.wmo323 import Client, Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import GEEN_REDENEN, Bevinding
from app.istandaard.gevolg import gevolg
from app.istandaard.historie import mutaties_van
from app.istandaard.kennis import Kennis
from app.istandaard.oordeel import (
    Niveau,
    Oordeel,
    Schakelstatus,
    geweigerde_regels,
    naar_samenhang,
    status_van,
)
from app.istandaard.regels import Toetsing, inhoud
from app.opslag import Onbereikbaar
from app.opslag.ketenhistorie import Beurt, delen
from app.processen import declaraties
from app.processen.berichtoordeel import Zaak, beantwoord, verzonden
from app.processen.handeling import Handeling, Raadpleging
from app.processen.naslaan import openbare_kennis

PER_DEEL = 500
"""Lines that are judged and kept at a time, or those of one client where it has more."""
VOOR_DE_REGELS = 2
"""What a declaration leaves behind before its lines: that it was sent, and the declaration itself."""
VERLATEN = timedelta(minutes=2)
"""After so long without a next part, whoever had the turn is taken for dead: none takes so long to judge."""


Openen = Callable[..., AbstractContextManager[Handeling]]
"""Opens a transaction for who judges; with `alleen_lezen` one that holds up nobody who writes."""


class Overgenomen(Exception):
    """Another has taken the turn over, or has judged the message."""


def beoordeel(open_: Openen, ontvangst: Berichtontvangst, bericht: Wmo323) -> bool:
    """Whether this declaration is judged; not while another is at it, or has its turn."""
    in_bericht = inhoud(bericht)
    with open_(alleen_lezen=False) as handeling:
        gang = _begin(handeling, open_, ontvangst, bericht)
    if gang is None:
        return False
    try:
        gang.neem_terug()  # what who had the turn before left behind
        gang.rond_af(Oordeel(Niveau.INHOUD, in_bericht) if in_bericht else gang.oordeel())
    except Overgenomen:
        return False
    except Onbereikbaar:  # the turn is taken over later
        raise
    except Exception:  # it would fail again, and others wait for their turn
        gang.zie_af()
        raise
    return True


def _begin(
    handeling: Handeling, open_: Openen, ontvangst: Berichtontvangst, bericht: Wmo323
) -> "_Gang | None":
    """Take the turn; None while another has it, or is at this message."""
    zaak = Zaak(handeling, ontvangst, _met(bericht))
    if not handeling.opslag.ontvangsten.neem(ontvangst, wacht=False):
        return None
    vorige, nieuw = zaak.vergrendel(), Beurt(ontvangst.id, handeling.nu)
    if vorige is not None and (vorige.van != nieuw.van or nieuw.op < vorige.op + VERLATEN):
        return None
    elders = zaak.gaat_elders
    oordeelt = ontvangst.afzender if elders else ontvangst.eigenaar
    wie = [oordeelt]
    if not elders and zaak.is_van_afzender and not zaak.dossier(ontvangst.afzender).berichten:
        wie.append(ontvangst.afzender)
    for eigenaar in wie:
        zaak.keten(eigenaar).zet_beurt(nieuw)
    return _Gang(
        open_=open_,
        raadpleging=handeling,
        ontvangst=ontvangst,
        bericht=bericht,
        kennis=openbare_kennis(handeling.vandaag) if elders else zaak.kennis(),
        elders=elders,
        gebruikt=bool(zaak.dossier(oordeelt).berichten),
        volgnummer=0 if elders else zaak.volgnummer(),
        nummers={eigenaar: zaak.keten(eigenaar).reserveer(VOOR_DE_REGELS) for eigenaar in wie},
        beurt=nieuw,
    )


@dataclass(slots=True)
class _Gang:
    """A turn, as far as it has come."""

    open_: Openen
    raadpleging: Raadpleging
    ontvangst: Berichtontvangst
    bericht: Wmo323
    kennis: Kennis
    elders: bool
    """Whether its receiver does not work here: its sender then judges what it may know, and remembers it."""
    gebruikt: bool
    """Whether who judges it knows its identification already."""
    volgnummer: int
    nummers: dict[str, int]
    """Of who remembers it, first who judges it: the first number of what it leaves behind."""
    beurt: Beurt
    ingangsdatums: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    """Of who remembers it: when the allocations begin that its lines name so far."""

    def oordeel(self) -> Oordeel:
        """Judge it part by part and keep its lines, unless what is above them rejects it as a whole."""
        oordeelt, *_ = self.nummers
        toetsing = Toetsing(self.bericht, self.kennis)
        with self._lezend() as zaak:
            boven = toetsing.neem_kop(zaak.dossier(oordeelt))
        telt_mee = not (self.gebruikt if self.elders else boven)
        for clienten in _in_delen(self.bericht):
            dossiers = self._dossiers(clienten)
            gevonden = toetsing.neem(clienten, dossiers[oordeelt])
            if telt_mee:
                self._leg_vast(clienten, gevonden, dossiers)
        uitkomst = toetsing.rond_af()
        return naar_samenhang(uitkomst.bevindingen, uitkomst.niet_gecontroleerd)

    def rond_af(self, gegeven: Oordeel) -> None:
        """Let count what it leaves behind after this judgement, and keep the answer."""
        retour = None
        if self.elders:
            mag_weg = gegeven.niveau is not Niveau.INHOUD and not self.gebruikt
            beoordeeld = verzonden(self.ontvangst, self.bericht, gegeven, mag_weg=mag_weg)
            telt = Oordeel(Niveau.GEEN) if mag_weg else None
        else:
            beoordeeld, retour = beantwoord(
                self.raadpleging, self.ontvangst, self.bericht, gegeven, self.volgnummer
            )
            telt = gegeven
            if status_van(self.bericht, gegeven) is Schakelstatus.AFGEKEURD:
                self.neem_terug()
        with self._deel() as zaak:
            if not zaak.handeling.opslag.ontvangsten.neem(self.ontvangst, wacht=False):
                raise Overgenomen
            if gegeven.niveau is Niveau.INHOUD:  # of no part it was noted
                replace(zaak, bericht=self.bericht).noteer()
            for eigenaar, nummer in self.nummers.items():
                keten = zaak.keten(eigenaar)
                if telt is not None:
                    kop = gevolg(zaak.bericht, zaak.dossier(eigenaar), telt)
                    keten.leg_vast(self.ontvangst.id, self._met_ingangsdatums(kop, eigenaar), nummer)
                keten.zet_beurt(None)
            if isinstance(retour, Wmo325):
                declaraties.beantwoord(zaak.handeling, self.ontvangst.id, retour)
            zaak.handeling.opslag.ontvangsten.bewaar(beoordeeld)

    def neem_terug(self) -> None:
        """Take back the lines that were kept so far."""
        for eigenaar in self.nummers:
            meer = True
            while meer:
                with self._deel() as zaak:
                    meer = zaak.keten(eigenaar).neem_deel_terug(self.ontvangst.id)

    def zie_af(self) -> None:
        """Give up the turn, and leave nothing behind."""
        self.neem_terug()
        with self._deel() as zaak:
            for eigenaar in self.nummers:
                zaak.keten(eigenaar).zet_beurt(None)

    @contextmanager
    def _lezend(self, clienten: Sequence[Client] = ()) -> Iterator[Zaak]:
        """A transaction that only reads; during a turn nobody changes what is judged by."""
        with self.open_(alleen_lezen=True) as handeling:
            yield Zaak(handeling, self.ontvangst, _met(self.bericht, clienten))

    @contextmanager
    def _deel(self, clienten: Sequence[Client] = ()) -> Iterator[Zaak]:
        """A transaction of this turn, which shows that it goes on; Overgenomen when the turn is lost."""
        with self.open_(alleen_lezen=False) as handeling:
            zaak = Zaak(handeling, self.ontvangst, _met(self.bericht, clienten))
            if zaak.vergrendel() != self.beurt:
                raise Overgenomen
            self.beurt = replace(self.beurt, op=handeling.nu)
            for eigenaar in self.nummers:
                zaak.keten(eigenaar).zet_beurt(self.beurt)
            yield zaak

    def _dossiers(self, clienten: Sequence[Client]) -> dict[str, Dossier]:
        """Of who remembers it: the history of these clients."""
        if not self.elders:
            with self._lezend(clienten) as zaak:
                ontbreekt = zaak.eigen_buiten_historie()
            if ontbreekt:
                with self._deel(clienten) as zaak:
                    zaak.neem_eigen_op()
        with self._lezend(clienten) as zaak:
            zaak.noteer()
            return {eigenaar: zaak.dossier(eigenaar) for eigenaar in self.nummers}

    def _leg_vast(
        self, clienten: Sequence[Client], gevonden: tuple[Bevinding, ...], dossiers: Mapping[str, Dossier]
    ) -> None:
        """Keep the lines of these clients with who remembers it; to a receiver elsewhere none is refused."""
        deel = _met(self.bericht, clienten)
        geweigerd = GEEN_REDENEN if self.elders else geweigerde_regels(deel, naar_samenhang(gevonden))
        for eigenaar, dossier in dossiers.items():
            mutaties = mutaties_van(deel, dossier, geweigerd)
            for gegeven in mutaties[:VOOR_DE_REGELS]:
                if isinstance(gegeven, Declaratie):
                    self.ingangsdatums[eigenaar].update(gegeven.declaratie.ingangsdatums)
            for stuk in delen(mutaties[VOOR_DE_REGELS:]):
                with self._deel() as zaak:
                    zaak.keten(eigenaar).leg_vast(self.ontvangst.id, tuple(stuk))

    def _met_ingangsdatums(self, kop: Mutaties, eigenaar: str) -> Mutaties:
        """What the message itself leaves behind, with what is known after its lines."""
        dagen = tuple(sorted(self.ingangsdatums[eigenaar]))
        return tuple(
            replace(g, declaratie=replace(g.declaratie, ingangsdatums=dagen))
            if isinstance(g, Declaratie) and g.declaratie.verwerkt
            else g
            for g in kop
        )


def _met(bericht: Wmo323, clienten: Sequence[Client] = ()) -> Wmo323:
    """The message with these of its clients only."""
    return replace(bericht, declaratie=replace(bericht.declaratie, clienten=tuple(clienten)))


def _in_delen(bericht: Wmo323) -> Iterator[list[Client]]:
    """The clients in order, some at a time."""
    deel: list[Client] = []
    regels = 0
    for client in bericht.declaratie.clienten:
        if deel and regels + len(client.prestaties) > PER_DEEL:
            yield deel
            deel, regels = [], 0
        deel.append(client)
        regels += len(client.prestaties)
    if deel:
        yield deel
