"""What a receiver itself refuses of a message that a return settled before it came here (IV028)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.bevindingen import Redenen
from app.istandaard.declaraties import met_teken
from app.istandaard.oordeel import Oordeel, Schakelstatus, geweigerde_regels, status_van
from app.istandaard.tonen import euro, toonbaar

GENOEMD = 5
"""Lines that are named; of the others how many there are."""


@dataclass(frozen=True, slots=True)
class Strenger:
    """That a receiver would have refused more than the answer that counts."""

    tekst: str
    """In Dutch, what, and by which rules."""
    regels: int = 0
    """Lines of a declaration that the answer grants and the receiver would not."""
    bedrag: int = 0
    """Their sum in cents; negative where it is credits that would be refused."""


def strenger(bericht: Berichtklasse, al_geweigerd: Redenen, eigen: Oordeel) -> Strenger | None:
    """What the receiver itself (`eigen`) refuses that the answer accepts; None where nothing is.

    Of a declaration the lines that are `al_geweigerd` count no more.
    """
    status = status_van(bericht, eigen)
    if status is Schakelstatus.GOEDGEKEURD:
        return None
    if not isinstance(bericht, Wmo323):
        return Strenger(f"De ontvanger zou dit bericht afkeuren: {_regels(eigen)}.")
    zelf, geheel = geweigerde_regels(bericht, eigen), status is Schakelstatus.AFGEKEURD
    erbij = [
        (client, regel)
        for client in bericht.declaratie.clienten
        for regel in client.prestaties
        if regel.plaats not in al_geweigerd and (geheel or regel.plaats in zelf)
    ]
    if not erbij:
        return None
    bedrag = sum(met_teken(regel.ingediend_bedrag) for _, regel in erbij)
    if geheel:
        tekst = f"De ontvanger zou deze declaratie afkeuren: {_regels(eigen)}. Dat scheelt {euro(bedrag)}."
        return Strenger(tekst, len(erbij), bedrag)
    tekst = zou_weigeren([_genoemd(client, regel, eigen) for client, regel in erbij], bedrag)
    return Strenger(tekst, len(erbij), bedrag)


def zou_weigeren(regels: Sequence[str], bedrag: int) -> str:
    """In Dutch, that a receiver would refuse these lines, of so many cents together."""
    wat = "een regel" if len(regels) == 1 else f"{len(regels)} regels"
    meer = f" en nog {len(regels) - GENOEMD}" if len(regels) > GENOEMD else ""
    genoemd = ", ".join(regels[:GENOEMD])
    return f"De ontvanger zou {wat} weigeren van samen {euro(bedrag)}: {genoemd}{meer}."


def _regels(eigen: Oordeel) -> str:
    return ", ".join(sorted({bevinding.regel for bevinding in eigen.bevindingen}))


def _genoemd(client: Any, regel: Any, eigen: Oordeel) -> str:
    """A line by its reference, with the rules that refuse it or its client."""
    plaatsen = (client.plaats, regel.plaats)
    regels = sorted({b.regel for b in eigen.bevindingen if b.plaats in plaatsen})
    return f"{toonbaar(regel.product_referentie.referentie_nummer, 40)} ({', '.join(regels)})"
