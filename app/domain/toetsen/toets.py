"""What a toets is, and the register of all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import Parameter, getdoc, signature
from typing import TypeVar, get_type_hints

from app.domain.eisen import vervult
from app.domain.partijen import Contract, Product
from app.domain.profielen.regioprofiel import Planmoment


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What the municipality can grant: its list of products, and which provider may deliver which."""

    producten: tuple[Product, ...]
    contracten: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class Vondst:
    """What a toets finds: the field, as a path from what it looks at, and a sentence in Dutch."""

    veld: str
    melding: str


F = TypeVar("F", bound=Callable[..., Iterator[Vondst]])


@dataclass(frozen=True, slots=True)
class Toets:
    """One check: what it looks at, the knowledge it asks for, and the parameters a region may set."""

    naam: str
    eisen: tuple[str, ...]
    vanaf: Planmoment
    """The step from which on it is done."""
    uitleg: str
    onderwerp: type
    kennis: tuple[type, ...]
    parameters: dict[str, type]
    functie: Callable[..., Iterator[Vondst]]


TOETSEN: dict[str, Toets] = {}


def toets(*eisen: str, vanaf: Planmoment = Planmoment.INDIENEN) -> Callable[[F], F]:
    """Make a generator function a toets that serves these requirements.

    The type of its first parameter is what it looks at: a whole Invulling or Ondersteuningsplan, or each
    Inzet or AanvullendeInzet on its own. The types of the next ones are the knowledge it needs;
    keyword-only ones are parameters that a regioprofiel may set.
    """

    def registreer(functie: F) -> F:
        naam = functie.__name__
        if functie.__module__.rpartition(".")[2] != naam:
            raise ValueError(f"a toets has the name of its module: {functie.__module__}, {naam}")
        typen = get_type_hints(functie)
        velden = signature(functie).parameters.values()
        onderwerp, *kennis = (typen[v.name] for v in velden if v.kind is not Parameter.KEYWORD_ONLY)
        parameters = {v.name: typen[v.name] for v in velden if v.kind is Parameter.KEYWORD_ONLY}
        TOETSEN[naam] = Toets(
            naam, eisen, vanaf, getdoc(functie) or "", onderwerp, tuple(kennis), parameters, functie
        )
        return vervult(*eisen)(functie)

    return registreer
