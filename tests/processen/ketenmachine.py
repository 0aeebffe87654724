"""The same client in time, through the processes on a database: what holds there besides (M18, OP258)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant
from sqlalchemy import select

from app.domain.besluit.besluit import Besluitstatus
from app.opslag import Databank, openstaand
from app.opslag.tabellen import werkstand
from tests.bouw import NU
from tests.bouw.verloop import P, Q
from tests.domain.toewijzing.clientmachine import FOUT, MET, Clientmachine
from tests.processen.ketenverloop import Ketenverloop


class Ketenmachine(Clientmachine):
    """A client of its own in a database that others share."""

    databank: ClassVar[Databank]

    loop: Ketenverloop

    def wereld(self, vandaag: date) -> Ketenverloop:
        """On the database of this class."""
        return Ketenverloop(vandaag, databank=self.databank)

    def verder(self) -> Iterable[tuple[int, Callable[[st.DrawFn], None], object]]:
        """An omzetting waits only where it is kept."""
        return [(3, self.omzetting_die_wacht, self.loop.wachtende_omzettingen)]

    def omzetting_die_wacht(self, trek: st.DrawFn) -> None:
        """Carried out after all, or withdrawn."""
        id = trek(st.sampled_from(self.loop.wachtende_omzettingen)).omzetting_id
        if trek(st.sampled_from([True, True, True, False])):
            met = trek(MET)
            self.probeer("omzetting alsnog", lambda: self.loop.zet_alsnog_om(id, met), met)
        else:
            self.probeer("omzetting intrekken", lambda: self.loop.trek_omzetting_in(id), ())

    @invariant()
    def wat_wacht_gaat_nog_over_en_is_een_taak(self) -> None:
        """An omzetting that waits opens its case.

        Nothing is left to go over or to decide on only as long as a decision on it has yet to be carried out.
        """
        lijn = self.loop.lijn()
        onderweg = any(b.status is Besluitstatus.GENOMEN or b.toe_te_wijzen for b in lijn.besluiten)
        assert onderweg or all(map(lijn.heeft_nog, lijn.wachtend))
        with self.databank.motor.connect() as verbinding:
            eigen = werkstand.c.melding_id == self.loop.melding_id
            stand = select(werkstand.c.open, openstaand.OPEN).where(eigen, openstaand.geldt_op(NU.date()))
            ((is_open, hoort_open),) = verbinding.execute(stand)
        assert is_open == hoort_open
        assert is_open or not lijn.wachtend

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
