"""The same client in time, through the processes on a database: what holds there besides (M18, OP258)."""

from datetime import date
from typing import ClassVar

from hypothesis.stateful import invariant

from app.opslag import Databank
from tests.bouw.verloop import P, Q
from tests.domain.toewijzing.clientmachine import FOUT, Clientmachine
from tests.processen.ketenverloop import Ketenverloop


class Ketenmachine(Clientmachine):
    """A client of its own in a database that others share."""

    databank: ClassVar[Databank]

    def wereld(self, vandaag: date) -> Ketenverloop:
        """On the database of this class."""
        return Ketenverloop(vandaag, databank=self.databank)

    @invariant()
    def wat_wijzigt_is_verteld(self) -> None:
        """There is no change without a 301 (OP258); one that was rejected is drawn up again by hand."""
        for aanbieder in (P, Q):
            for onder_eerder_bsn in (True, False):
                eigen = [
                    n
                    for n in self.loop.nummers()
                    if n.toewijzing.aanbieder == aanbieder
                    and n.toewijzing.onder_eerder_bsn is onder_eerder_bsn
                ]
                if self.laatste_is_afgekeurd({n.toewijzing.nummer for n in eigen}):
                    continue
                for nummer in eigen:
                    nooit_verteld = nummer.bekend is None and nummer.toewijzing.verwijderd
                    assert nooit_verteld or nummer.bekend == nummer.toewijzing.actueel

    def laatste_is_afgekeurd(self, nummers: set[int]) -> bool:
        """Whether the last message with any of these numbers was rejected."""
        koppen = [kop for _, kop in self.loop.berichten if nummers & {n for n, _ in kop.versies}]
        return bool(koppen) and koppen[-1].status is FOUT
