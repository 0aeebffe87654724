"""Of each rule a message that breaks it and one that does not, as far as they differ.

They come from the rule's own test (`python -m tests.istandaard.regels.voorbeelden`), which this package does
not hold; a Bsn in them is masked (W06).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BESTAND = "voorbeelden.json"


@dataclass(frozen=True, slots=True)
class Voorbeeldregel:
    """A line of a message."""

    nummer: int
    tekst: str
    hier: bool
    """Whether it differs from the other message, or is what the rule speaks of."""


@dataclass(frozen=True, slots=True)
class Regelvoorbeeld:
    """What breaks a rule, and what comes nearest to it without doing so."""

    soort: str
    """The message, such as wmo301."""
    plek: str
    """The element that the finding points at."""
    gevonden: str
    verwacht: str
    """What a check says of the wrong one."""
    fout: tuple[Voorbeeldregel, ...]
    goed: tuple[Voorbeeldregel, ...]
    """Empty where the same message is right after other messages than these."""


@cache
def voorbeelden() -> Mapping[str, Regelvoorbeeld]:
    """The examples by the code of their rule; a rule without one is not in it."""
    gelezen = json.loads(files("app.istandaard").joinpath(BESTAND).read_text("utf-8"))
    return {
        code: Regelvoorbeeld(
            rij["soort"],
            rij["plek"],
            rij["gevonden"],
            rij["verwacht"],
            tuple(Voorbeeldregel(*regel) for regel in rij["fout"]),
            tuple(Voorbeeldregel(*regel) for regel in rij["goed"]),
        )
        for code, rij in gelezen.items()
    }
