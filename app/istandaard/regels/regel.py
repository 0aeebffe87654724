"""How a rule of the standard is written down: one decorated function in a module named after its code.

    @regel(
        "CD075",
        retourcode="0001",
        melding="Bij een budget hoort een einddatum.",
        doe="Vul bij het budget een einddatum in.",
    )
    def cd075(product: ToegewezenProduct) -> Iterator[Fout]:
        if product.budget is not None and product.einddatum is None:
            yield fout(product, "Einddatum", gevonden="geen einddatum", verwacht="een einddatum")

The type of the first parameter says what the rule is for: a message or a berichtklasse, or a union of them.
The other types say what it needs beside that: the Header or another class above it in the same message, a
`Telling` of its own, what was `Geweigerd` so far, or knowledge from outside (`kennis.py`, `Dossier`). A rule
that can check something without knowledge asks for it `| None`.

A rule that asks what was refused runs after all that do not, and one on a line before one on its Client, so
that a line is held against what the others left and a sum counts what is left then. The rules on a message as
a whole run last. A wmo323 may be too large to hold, so there a rule that needs no
history looks at one class at a time and not into the lists below it; what it must know of the others it
counts as they come by (TR358).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from app.istandaard.berichten.basis import Berichtklasse

BERICHT_AFGEKEURD = "0001"
"""The return code of every rule that the message alone decides (level xslt); the others have their own."""


@dataclass(frozen=True, slots=True)
class Fout:
    """A breach of a rule in one class of a message."""

    klasse: Berichtklasse
    veld: str
    """The element inside that class, as in the schema, such as `Adres/Postcode`."""
    gevonden: str
    verwacht: str


def fout(klasse: Berichtklasse, veld: str, *, gevonden: str, verwacht: str) -> Fout:
    """A breach at this element, in Dutch; days may stand as in the message, give amounts as `euro` says them.

    `gevonden` and `verwacht` never hold personal data, nor a text that the sender was free to choose, such as
    a reference: anything may stand in it, also a Bsn.
    """
    return Fout(klasse, veld, gevonden, verwacht)


class Telling(dict[Hashable, int]):
    """What one rule has counted in one message so far; each rule that asks for one has its own."""

    def tel(self, sleutel: Hashable, erbij: int = 1) -> int:
        """Add to what is counted under this key, and say what that makes it."""
        totaal = self[sleutel] = self.get(sleutel, 0) + erbij
        return totaal


class Geweigerd:
    """The classes of one message that history and outside sources refuse so far (IV087).

    A class is refused by a finding of its own, or with the Client that it stands under: nothing below a
    refused Client is judged.
    """

    def __init__(self, al: Iterable[Berichtklasse] = ()) -> None:
        """Begin with those that were refused already."""
        # By identity: two lines may say the same. Whoever fills this keeps the message meanwhile.
        self._zelf: set[int] = set(map(id, al))
        self._met_client: set[int] = set()

    def __contains__(self, klasse: object) -> bool:
        return id(klasse) in self._zelf or id(klasse) in self._met_client

    def weiger(self, klasse: Berichtklasse, onder: Iterable[Berichtklasse] = ()) -> None:
        """This class is refused, and of a Client all that stands under it."""
        self._zelf.add(id(klasse))
        self._met_client.update(map(id, onder))

    def is_beoordeeld(self, klasse: Berichtklasse) -> bool:
        """Whether what is found in this class counts: no refused Client stands above it."""
        return id(klasse) not in self._met_client


Toets = Callable[..., Iterator[Fout]]


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule that is built: what it says, and the function that checks it with what that asks for."""

    code: str
    retourcode: str | None
    """Code of WJ001 for the return message; None where no return message can carry one (TR337)."""
    melding: str
    """What the rule demands, in a Dutch sentence for users."""
    uitleg: str
    toets: Toets
    doe: str
    """What its sender does about a breach, in a Dutch sentence."""
    voor: tuple[type[Berichtklasse], ...]
    vraagt: tuple[Any, ...]
    """The types of what it must know besides the class that it looks at."""
    volgt_uit: tuple[str, ...] = ()
    """Rules of which a breach in or around the same class can be the cause of a breach of this one."""

    @property
    def in_bericht(self) -> bool:
        """Whether the message alone decides (level xslt)."""
        return self.retourcode == BERICHT_AFGEKEURD

    @property
    def berichten(self) -> tuple[str, ...]:
        """The messages it is built for, such as wmo301."""
        return tuple(sorted({soort.__module__.rpartition(".")[2] for soort in self.voor}))


def regel(
    code: str, *, retourcode: str | None, melding: str, doe: str, volgt_uit: tuple[str, ...] = ()
) -> Callable[[Toets], Regel]:
    """Make a rule of the function below it; its docstring says what the rule demands and from where."""

    def maak(toets: Toets) -> Regel:
        hints = get_type_hints(toets)
        del hints["return"]
        voor, *vraagt = hints.values()
        uitleg = inspect.getdoc(toets) or ""
        return Regel(code, retourcode, melding, uitleg, toets, doe, leden(voor), tuple(vraagt), volgt_uit)

    return maak


def leden(soort: Any) -> tuple[Any, ...]:
    """The members of a union; a type that is no union is its own only member."""
    return get_args(soort) or (soort,)
