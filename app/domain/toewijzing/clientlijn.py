"""One client as carrying out looks at it: every event, every number and what providers were told (M18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.besluit.besluit import GELDIG, Besluit, Besluitstatus
from app.domain.feit import Feit
from app.domain.omzetting import Clientomzetting
from app.domain.toewijzing.berichtinhoud import bekend
from app.domain.toewijzing.tijdlijn import (
    Gebeurtenis,
    Stuk,
    gaat_over,
    geldend,
    in_volgorde,
    reeks_van,
    wordt_omgezet,
)
from app.domain.toewijzing.toewijzing import Berichtkop, Toewijzing
from app.domain.toewijzing.vergelijken import Nummer, is_hervat
from app.domain.waarden import AgbCode


@dataclass(frozen=True, slots=True)
class Clientlijn:
    """What was decided on a client, what happened, and what is allocated."""

    besluiten: tuple[Besluit, ...]
    feiten: tuple[Feit, ...]
    nummers: tuple[Nummer, ...]
    omzettingen: tuple[Clientomzetting, ...] = ()
    berichten: tuple[Berichtkop, ...] = ()
    wachtend: tuple[Clientomzetting, ...] = ()
    """The omzettingen that have yet to be carried out, or left a total to decide on."""

    @property
    def toewijzingen(self) -> tuple[Toewijzing, ...]:
        """Every allocation."""
        return tuple(nummer.toewijzing for nummer in self.nummers)

    def berichten_aan(self, aanbieder: AgbCode) -> tuple[Berichtkop, ...]:
        """Every message to one provider, oldest first."""
        return tuple(bericht for bericht in self.berichten if bericht.aanbieder == aanbieder)

    def uitgevoerd(self) -> tuple[Gebeurtenis, ...]:
        """What the allocations rest on: facts, omzettingen, and what was announced and waits for nothing.

        Not the decisions that wait, so that one for which an agreement lacks holds up no other.
        """
        return self.met()

    def met(self, *besluiten: Besluit) -> tuple[Gebeurtenis, ...]:
        """What they rest on once these decisions are carried out, with what those change."""
        bekend = (b for b in self.besluiten if b.status is Besluitstatus.BEKENDGEMAAKT)
        uitgevoerd = (b for b in bekend if not b.toe_te_wijzen)
        eerst = (eerder for besluit in besluiten for eerder in reeks_van(besluit, self.besluiten))
        return in_volgorde((*uitgevoerd, *eerst, *besluiten), self.feiten, self.omzettingen)

    def genomen(self, *ook: Besluit, behalve: UUID | None = None) -> tuple[Gebeurtenis, ...]:
        """Every decision that was taken, fact and omzetting, as if nothing waits: for a trial."""
        genomen = (b for b in self.besluiten if b.status in GELDIG and b.id != behalve)
        feiten = (replace(feit, wacht_bij=frozenset()) for feit in self.feiten)
        return in_volgorde((*genomen, *ook), feiten, self.omzettingen)

    def met_feit(self, feit: Feit) -> "Clientlijn":
        """The same client, with this fact as it is now: where it lapsed or moved, a number may go on."""
        feiten = (*(f for f in self.feiten if f.id != feit.id), feit)
        nummers = tuple(replace(n, hervat=is_hervat(n.bekend, feiten)) for n in self.nummers)
        return replace(self, feiten=feiten, nummers=nummers)

    def met_omzetting(self, omzetting: Clientomzetting) -> "Clientlijn":
        """The same client, with this omzetting carried out too."""
        return replace(self, omzettingen=(*self.omzettingen, omzetting))

    def onder(self, omzetting: Clientomzetting) -> tuple[Stuk, ...]:
        """The support that an omzetting speaks of.

        What waits has yet to be allocated, and a fact that waits has not ended what is allocated.
        """
        geldt = dict.fromkeys((*geldend(self.genomen()), *geldend(self.uitgevoerd())))
        return tuple(stuk for stuk in geldt if wordt_omgezet(stuk.inhoud, omzetting))

    def achterblijvend(self, omzetting: Clientomzetting) -> tuple[Stuk, ...]:
        """The totals that it leaves, and on which nobody decided since (TR373).

        A decision that lets a total go on as it was is one too: then it is known what becomes of it.
        """
        genomen = {besluit.id: _genomen(besluit) for besluit in self.besluiten}
        return tuple(
            stuk
            for stuk in self.onder(omzetting)
            if not gaat_over(stuk, omzetting) and genomen[stuk.besluit] <= omzetting.vastgelegd_op
        )

    def heeft_nog(self, omzetting: Clientomzetting) -> bool:
        """Whether one that waits still has something to put over, or leaves something to decide on."""
        over = not omzetting.deels and any(gaat_over(s, omzetting) for s in self.onder(omzetting))
        return over or bool(self.achterblijvend(omzetting))


def _genomen(besluit: Besluit) -> datetime:
    """The moment at which a decision was taken."""
    gangen = besluit.overgangen
    return next((o.op for o in reversed(gangen) if o.naar == Besluitstatus.GENOMEN), gangen[0].op)


def maak_lijn(
    besluiten: tuple[Besluit, ...],
    feiten: tuple[Feit, ...],
    toewijzingen: Iterable[Toewijzing],
    omzettingen: tuple[Clientomzetting, ...],
    berichten: tuple[Berichtkop, ...],
    gedeclareerd: Mapping[int, date],
) -> Clientlijn:
    """One client, with of each number what the provider knows by these messages, and declared until when."""
    bekende = [(toewijzing, bekend(toewijzing, berichten)) for toewijzing in toewijzingen]
    nummers = tuple(
        Nummer(toewijzing, versie, is_hervat(versie, feiten), gedeclareerd.get(toewijzing.nummer))
        for toewijzing, versie in bekende
    )
    gedaan = tuple(omzetting for omzetting in omzettingen if omzetting.uitgevoerd)
    wachtend = tuple(omzetting for omzetting in omzettingen if omzetting.wacht_in is not None)
    return Clientlijn(besluiten, feiten, nummers, gedaan, berichten, wachtend)
