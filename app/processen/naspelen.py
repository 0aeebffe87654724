"""A chain of messages is played in memory, within bounds; nothing is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from time import thread_time

from app.domain.fouten import OngeldigeInvoer
from app.domain.partijen import Rol
from app.domain.toewijzing.ketenverloop import Ketenverloop, ketenverlopen
from app.istandaard.bestanden import Berichtbestand, Onleesbaar, Zipgrenzen, in_zip
from app.istandaard.keten import Keten, Schakel
from app.processen.handeling import GEMEENTE, Raadpleging, voor
from app.processen.naslaan import kost_hoogstens, openbare_kennis

GRENZEN = Zipgrenzen(bestanden=500, uitgepakt=5 * 2**20)
"""With them what is answered is bounded too: an answer repeats at most the message."""
MEESTE_TAGS = 400_000
"""Begin and end tags in all messages together."""
MEESTE_BEVINDINGEN = 1000
"""Findings that are told of a chain; of the others how many there are."""
MEESTE_VERLOPEN = 20
"""Allocations of which the course is told."""
SECONDEN = 5.0
"""Of processor time for all messages; one that might pass it is not begun, unless it is the first."""


@dataclass(frozen=True, slots=True)
class Nagespeeld:
    """What became of each message, in their order."""

    berichten: tuple[Schakel, ...]
    niet_getoond: int
    """Findings that were left out."""
    verlopen: tuple[Ketenverloop, ...] = ()
    """What the municipalities then know of each allocation; the first ones."""


@voor(*GEMEENTE, Rol.AANBIEDER)
def speel_na(raadpleging: Raadpleging, inhoud: bytes) -> Nagespeeld:
    """Play the messages in this ZIP in the order of their names; OngeldigeInvoer where it passes a bound."""
    return speel_voor_ieder(uit_zip(inhoud), raadpleging.vandaag, raadpleging.schemas)


def uit_zip(inhoud: bytes) -> list[Berichtbestand]:
    """The messages in this ZIP by name; OngeldigeInvoer where it passes a bound."""
    try:
        return in_zip(inhoud, GRENZEN)
    except Onleesbaar as reden:
        raise OngeldigeInvoer(str(reden)) from reden


def speel_voor_ieder(berichten: Sequence[Berichtbestand], dag: date, schemas: Path) -> Nagespeeld:
    """Play these messages in this order on this day; OngeldigeInvoer where they pass a bound."""
    maten = [_maten(bericht) for bericht in berichten]
    if sum(tags for _, tags in maten) > MEESTE_TAGS:
        raise OngeldigeInvoer(
            f"De berichten bevatten samen meer dan {MEESTE_TAGS} begin- en eindtags. Deel de keten op."
        )
    keten = Keten(openbare_kennis(dag), schemas)
    begin = thread_time()
    for nummer, (bericht, (grootte, _)) in enumerate(zip(berichten, maten, strict=True)):
        if nummer and thread_time() - begin + kost_hoogstens(grootte) > SECONDEN:
            zover = f"{nummer} van de {len(berichten)} berichten"
            raise OngeldigeInvoer(
                f"De keten kan te veel rekentijd kosten; {zover} zijn beoordeeld. "
                "Deel haar op, of speel haar na met het commando wmo keten."
            )
        keten.neem_bestand(bericht)
    alle = chain.from_iterable(ketenverlopen(dossier, dag) for dossier in keten.bij_gemeenten())
    return replace(_ingekort(keten.bestanden()), verlopen=tuple(islice(alle, MEESTE_VERLOPEN)))


def _maten(bericht: Berichtbestand) -> tuple[int, int]:
    """How many bytes a message counts, and how many tags."""
    try:
        with bericht.open() as bestand:
            inhoud = bestand.read()
    except Onleesbaar:
        return 0, 0
    return len(inhoud), inhoud.count(b"<")


def _ingekort(schakels: Iterable[Schakel]) -> Nagespeeld:
    getoond, over, weg = [], MEESTE_BEVINDINGEN, 0
    for schakel in schakels:
        bevindingen = schakel.bevindingen[:over]
        over -= len(bevindingen)
        weg += len(schakel.bevindingen) - len(bevindingen)
        getoond.append(replace(schakel, bevindingen=bevindingen))
    return Nagespeeld(tuple(getoond), weg)
