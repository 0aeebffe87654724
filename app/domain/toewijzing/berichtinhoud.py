"""What one wmo301 holds: the full current set of a client at a provider, and what changed (OP087, IV099)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.eisen import vervult
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Toewijzing, Toewijzingsversie


@dataclass(frozen=True, slots=True)
class InBericht:
    """An allocation as it goes into a message."""

    toewijzing: Toewijzing
    gewijzigd: bool
    """Since the last approved message; only then a reference goes along (TR379)."""
    reden_wijziging: str | None
    """Empty on the first grant, and on what did not change (IV066, IV099)."""


def stel_samen(
    toewijzingen: Sequence[Toewijzing], eerdere: Sequence[Berichtkop], vandaag: date
) -> tuple[InBericht, ...]:
    """The allocations for the next message to this provider on this client, by number.

    In it goes what is current or future, and what changed since it was last sent in an approved message
    (OP087). A rejected message counts as not sent (OP286): what only it carried is still a first grant, and
    when deleted it never existed. A deleted allocation goes along as that change, and never again.
    """
    gekozen = (_kies(toewijzing, eerdere, vandaag) for toewijzing in toewijzingen)
    return tuple(
        sorted((keuze for keuze in gekozen if keuze is not None), key=lambda keuze: keuze.toewijzing.nummer)
    )


@vervult("M17")
def leverbaar(toewijzing: Toewijzing, berichten: Sequence[Berichtkop]) -> bool:
    """Whether the provider may deliver and invoice: a 301 with the state that holds now has gone out."""
    verzonden = [b for b in berichten if b.status in (Berichtstatus.VERZONDEN, Berichtstatus.GOEDGEKEURD)]
    versie = _verzonden(toewijzing, verzonden)
    if versie is None or toewijzing.verwijderd:
        return False
    return versie.toegewezen_op == toewijzing.actueel.toegewezen_op


def _kies(toewijzing: Toewijzing, eerdere: Sequence[Berichtkop], vandaag: date) -> InBericht | None:
    goedgekeurd = _verzonden(toewijzing, [b for b in eerdere if b.status is Berichtstatus.GOEDGEKEURD])
    onderweg = _verzonden(toewijzing, [b for b in eerdere if b.status is not Berichtstatus.AFGEKEURD])
    nu = toewijzing.actueel
    # The moment of deciding is new with every change and stays when nothing changed (IV013).
    gewijzigd = goedgekeurd is None or goedgekeurd.toegewezen_op != nu.toegewezen_op
    if toewijzing.verwijderd and onderweg is None:
        return None
    if not gewijzigd and not toewijzing.loopt(vandaag):
        return None
    eerste_keer = onderweg is None
    return InBericht(toewijzing, gewijzigd, nu.reden_wijziging if gewijzigd and not eerste_keer else None)


def _verzonden(toewijzing: Toewijzing, berichten: Sequence[Berichtkop]) -> Toewijzingsversie | None:
    """The latest version of an allocation that these messages carry."""
    nummers = {
        volgnummer
        for bericht in berichten
        for nummer, volgnummer in bericht.versies
        if nummer == toewijzing.nummer
    }
    verzonden = [versie for versie in toewijzing.versies if versie.volgnummer in nummers]
    return max(verzonden, key=lambda v: (v.toegewezen_op, v.volgnummer), default=None)
