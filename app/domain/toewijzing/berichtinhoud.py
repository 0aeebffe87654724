"""What one wmo301 holds: the full current set of a client at a provider, and what changed (OP087, IV099)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.eisen import vervult
from app.domain.keten.dossier import Verzoeksoort
from app.domain.toewijzing.reden import reden_wijziging
from app.domain.toewijzing.toewijzing import (
    Berichtkop,
    Berichtstatus,
    Oorzaak,
    Toewijzing,
    Toewijzingsversie,
)


@dataclass(frozen=True, slots=True)
class InBericht:
    """An allocation as it goes into a message."""

    toewijzing: Toewijzing
    gewijzigd: bool
    """Since the last approved message."""
    reden_wijziging: str | None
    """Empty on the first grant, and on what did not change (IV066, IV099)."""
    referentie_aanbieder: str | None = None
    """Of the open request that the message grants with it (TR379)."""


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


def met_referenties(
    keuzes: Sequence[InBericht], open_verzoeken: Mapping[str, Verzoeksoort]
) -> tuple[InBericht, ...]:
    """These with the references of the open requests that they grant.

    That of a request for change goes on everything in the message, also on what did not change (TR379). A
    request that has ended is not granted again by a later message (IV097).
    """
    eigen = {k.toewijzing.nummer: k.toewijzing.actueel.referentie_aanbieder for k in keuzes}
    toegekend = {nummer: r for nummer, r in eigen.items() if r is not None and r in open_verzoeken}
    wijziging = next((r for r in toegekend.values() if open_verzoeken[r] is Verzoeksoort.WIJZIGING), None)
    return tuple(
        replace(keuze, referentie_aanbieder=wijziging or toegekend.get(keuze.toewijzing.nummer))
        for keuze in keuzes
    )


@vervult("M17")
def leverbaar(toewijzing: Toewijzing, berichten: Sequence[Berichtkop], dag: date) -> bool:
    """Whether the provider may deliver and invoice on a day.

    That day is in the version that went out last and was not rejected, and in what is allocated now. What is
    ready has not gone out.
    """
    versie = _laatste_in(toewijzing, berichten, Berichtstatus.VERZONDEN, Berichtstatus.GOEDGEKEURD)
    return (
        versie is not None
        and versie.oorzaak is not Oorzaak.VERWIJDERING
        and not toewijzing.verwijderd
        and versie.periode.bevat(dag)
        and toewijzing.actueel.periode.bevat(dag)
    )


def bekend(toewijzing: Toewijzing, berichten: Sequence[Berichtkop]) -> Toewijzingsversie | None:
    """What the provider knows: the last version in a message that was not rejected (OP286)."""
    niet_afgekeurd = (Berichtstatus.KLAAR, Berichtstatus.VERZONDEN, Berichtstatus.GOEDGEKEURD)
    return _laatste_in(toewijzing, berichten, *niet_afgekeurd)


def _kies(toewijzing: Toewijzing, eerdere: Sequence[Berichtkop], vandaag: date) -> InBericht | None:
    goedgekeurd = _laatste_in(toewijzing, eerdere, Berichtstatus.GOEDGEKEURD)
    onderweg = bekend(toewijzing, eerdere)
    nu = toewijzing.actueel
    # The moment of deciding is new with every change and stays when nothing changed (IV013).
    gewijzigd = goedgekeurd is None or goedgekeurd.toegewezen_op != nu.toegewezen_op
    if toewijzing.verwijderd and onderweg is None:
        return None
    if not gewijzigd and not toewijzing.loopt(vandaag):
        return None
    reden = reden_wijziging(nu, onderweg, goedgekeurd) if gewijzigd else None
    return InBericht(toewijzing, gewijzigd, reden)


def _laatste_in(
    toewijzing: Toewijzing, berichten: Sequence[Berichtkop], *statussen: Berichtstatus
) -> Toewijzingsversie | None:
    """The latest version of an allocation that messages with one of these states carry."""
    nummers = {
        volgnummer
        for bericht in berichten
        if bericht.status in statussen
        for nummer, volgnummer in bericht.versies
        if nummer == toewijzing.nummer
    }
    gedragen = [versie for versie in toewijzing.versies if versie.volgnummer in nummers]
    return max(gedragen, key=lambda v: (v.toegewezen_op, v.volgnummer), default=None)
