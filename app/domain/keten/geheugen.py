"""The history of one party with one other in memory, gone with the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from itertools import count

from app.domain.keten.dossier import Clientsleutel, Dossier
from app.domain.keten.historie import Gegeven, Mutaties, Sleutel, Vraag, vul


class Geheugen:
    """Everything by its keys. Of what is found by one key the number gives the order of acceptance."""

    def __init__(self) -> None:
        """Begin without any history."""
        self._nummers = count(1)
        self._gegevens: dict[int, Gegeven] = {}
        self._op: defaultdict[Sleutel, dict[int, int]] = defaultdict(dict)
        """By key the numbers of what it finds, each with its rank."""
        self._van: dict[Hashable, list[int]] = {}
        self._herkomst: dict[int, Hashable] = {}

    def clientsleutel(self, bsn: str) -> Clientsleutel:
        """The Bsn itself: nothing is kept."""
        return Clientsleutel(bsn)

    def haal(self, vraag: Vraag) -> Dossier:
        """The slice that is asked for."""
        nummers = {nummer for sleutel in vraag.sleutels for nummer in self._op.get(sleutel, ())}
        for sleutel in vraag.hoogste:
            rangen = self._op.get(sleutel)
            if rangen:
                nummers.add(max(rangen, key=lambda nummer: (rangen[nummer], nummer)))
        dossier = Dossier(clientsleutel=self.clientsleutel)
        return vul(dossier, (self._gegevens[nummer] for nummer in sorted(nummers)))

    def alles(self) -> Dossier:
        """All that was accepted, as one slice."""
        gegevens = (gegeven for _, gegeven in sorted(self._gegevens.items()))
        return vul(Dossier(clientsleutel=self.clientsleutel), gegevens)

    def leg_vast(self, herkomst: Hashable, mutaties: Mutaties) -> None:
        """Add what a message leaves behind."""
        nummers = self._van.setdefault(herkomst, [])
        for nummer, gegeven in zip(self._nummers, mutaties, strict=False):
            self._gegevens[nummer], self._herkomst[nummer] = gegeven, herkomst
            nummers.append(nummer)
            for sleutel, rang in gegeven.vindplaatsen.items():
                self._op[sleutel][nummer] = rang

    def neem_terug(self, herkomst: Hashable) -> None:
        """Take back what a message left behind."""
        for nummer in self._van.pop(herkomst, ()):
            del self._herkomst[nummer]
            for sleutel in self._gegevens.pop(nummer).vindplaatsen:
                del self._op[sleutel][nummer]

    def nagelaten(self, herkomst: Hashable, hoogstens: int) -> Sequence[Gegeven]:
        """What a message left behind, so many at most."""
        return [self._gegevens[nummer] for nummer in self._van.get(herkomst, ())[:hoogstens]]

    def herkomsten(self, sleutel: Sleutel, hoogstens: int) -> Sequence[Hashable]:
        """The messages that left what is found by this, in order, so many at most."""
        return [*dict.fromkeys(van for van, _ in self.vind((sleutel,)))][:hoogstens]

    def vind(self, sleutels: Collection[Sleutel]) -> Sequence[tuple[Hashable, Gegeven]]:
        """All that is found by these, in order, each with the message that left it."""
        nummers = {nummer for sleutel in sleutels for nummer in self._op.get(sleutel, ())}
        return [(self._herkomst[nummer], self._gegevens[nummer]) for nummer in sorted(nummers)]
