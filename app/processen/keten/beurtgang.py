"""The turn of a large declaration, or of an answer to one: short transactions, client by client.

From the first to the last of these nobody else judges anything between its parties, and what its lines leave
behind does not count. What takes long is done between them. Who dies before the last one leaves the turn;
another takes it over after `VERLATEN`, and begins again.
"""

import gc
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.keten.dossier import Dossier
from app.domain.keten.historie import Declaratie, Declaratieregel, Mutaties, Weigering
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import Redenen
from app.istandaard.declaraties import Declaratiebericht, clienten_van, met_clienten
from app.istandaard.gevolg import gevolg
from app.istandaard.historie import mutaties_van
from app.istandaard.oordeel import Oordeel
from app.opslag import Onbereikbaar
from app.opslag.ketenhistorie import Beurt
from app.opslag.opdrachten import delen
from app.processen.handeling import Handeling
from app.processen.keten.oordeelsbasis import eigen_buiten_historie, neem_eigen_op
from app.processen.keten.zaak import Zaak

PER_DEEL = 500
"""Lines that are judged and kept at a time, or those of one client where it has more."""
VOOR_DE_REGELS = 2
"""What it leaves behind before its lines, at most: that it was sent, and a declaration itself."""
VERLATEN = timedelta(minutes=2)
"""After so long without a next part, whoever had the turn is taken for dead: none takes so long."""


Openen = Callable[..., AbstractContextManager[Handeling]]
"""Opens a transaction for who is at it; with `alleen_lezen` one that holds up nobody who writes."""


@contextmanager
def wijzigend(open_: Openen) -> Iterator[Handeling]:
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


def neem_over(zaak: Zaak, vorige: Beurt | None) -> Beurt | None:
    """A turn of this message after this one; None where somebody is at that, or it is of another."""
    nu = zaak.handeling.nu
    if vorige is not None:
        is_bezig = vorige.op is not None and nu < vorige.op + VERLATEN
        if vorige.van != zaak.ontvangst.id or is_bezig:
            return None
    return Beurt(zaak.ontvangst.id, nu)


def nummer_voor(zaak: Zaak, beurt: Beurt, wie: Sequence[str]) -> dict[str, int]:
    """Set the turn with these; the first number of what the message leaves behind with each."""
    for eigenaar in wie:
        zaak.keten(eigenaar).zet_beurt(beurt)
    return {eigenaar: zaak.keten(eigenaar).reserveer(VOOR_DE_REGELS) for eigenaar in wie}


@dataclass
class Gang(ABC):
    """A turn, as far as it has come."""

    open_: Openen
    ontvangst: Berichtontvangst
    bericht: Declaratiebericht
    nummers: dict[str, int]
    """Of who remembers it, first who judges it: the first number of what it leaves behind."""
    beurt: Beurt
    beslist: bool
    """Whether it leaves behind what it says; meanwhile nothing else between the two is judged."""
    ingangsdatums: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set), kw_only=True)
    """Of who remembers it: when the allocations begin that its lines name so far."""

    @abstractmethod
    def doe(self) -> None:
        """All that the turn is for, from its beginning."""

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
        with wijzigend(self.open_) as handeling:
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

    def als_geheel(self, zaak: Zaak) -> Zaak:
        """The same with all its clients."""
        return replace(zaak, bericht=self.bericht)


def ga(gang: Gang) -> bool:
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


def in_delen(bericht: Declaratiebericht) -> Iterator[list[Any]]:
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
