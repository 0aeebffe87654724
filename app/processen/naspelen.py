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
from app.processen.naslaan import openbare_kennis

GRENZEN = Zipgrenzen(bestanden=500, uitgepakt=5 * 2**20)
"""With them what is answered is bounded too: an answer repeats at most the message."""
MEESTE_TAGS = 400_000
"""Begin and end tags in all messages together."""
MEESTE_BEVINDINGEN = 1000
"""Findings that are told of a chain; of the others how many there are."""
MEESTE_VERLOPEN = 20
"""Allocations of which the course is told."""
SECONDEN = 4.0
"""Of processor time, after which no further message is begun; others wait for their turn meanwhile."""


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
    if sum(map(_tags, berichten)) > MEESTE_TAGS:
        raise OngeldigeInvoer(
            f"De berichten bevatten samen meer dan {MEESTE_TAGS} begin- en eindtags. Deel de keten op."
        )
    keten = Keten(openbare_kennis(dag), schemas)
    begin = thread_time()
    schakels: list[Schakel] = []
    for bericht in berichten:
        if thread_time() - begin > SECONDEN:
            zover = f"{len(schakels)} van de {len(berichten)} berichten"
            raise OngeldigeInvoer(
                f"Na {SECONDEN:g} seconden rekenen zijn {zover} beoordeeld. "
                "Deel de keten op, of speel haar na met het commando wmo keten."
            )
        schakels.append(keten.neem_bestand(bericht))
    alle = chain.from_iterable(ketenverlopen(dossier, dag) for dossier in keten.bij_gemeenten())
    return replace(_ingekort(schakels), verlopen=tuple(islice(alle, MEESTE_VERLOPEN)))


def _tags(bericht: Berichtbestand) -> int:
    try:
        with bericht.open() as bestand:
            return bestand.read().count(b"<")
    except Onleesbaar:
        return 0


def _ingekort(schakels: Iterable[Schakel]) -> Nagespeeld:
    getoond, over, weg = [], MEESTE_BEVINDINGEN, 0
    for schakel in schakels:
        bevindingen = schakel.bevindingen[:over]
        over -= len(bevindingen)
        weg += len(schakel.bevindingen) - len(bevindingen)
        getoond.append(replace(schakel, bevindingen=bevindingen))
    return Nagespeeld(tuple(getoond), weg)
