"""Files with settings, as whoever runs an installation writes them: plain, and of a bounded size."""

import json
import tomllib
from collections.abc import Iterator
from errno import (
    EACCES,
    EDQUOT,
    EFBIG,
    EIO,
    EISDIR,
    ELOOP,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EROFS,
)
from functools import cache
from pathlib import Path
from reprlib import repr as kort
from types import GenericAlias
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import category

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.domain.fouten import Veldfout, WmoFout
from app.domain.waarden import zegt_iets
from app.validatie import pad as pad_van
from app.validatie import veldfouten

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

GROOTSTE_BESTAND = 65_536
"""Bytes; the largest profile of a region has 8,000."""

T = TypeVar("T", bound="DataclassInstance")


class OnjuistBestand(WmoFout):
    """A file cannot be used; `velden` has every key that is wrong, what was expected and what was found."""

    soort = "onjuist-bestand"
    titel = "Een bestand met instellingen klopt niet"

    def __init__(self, pad: Path, *velden: Veldfout) -> None:
        """Name the file and each fault in it."""
        regels = "".join(f"\n- {v.veld or 'het geheel'}: {v.melding}" for v in velden)
        super().__init__(f"Het bestand {pad} klopt niet:{regels}", *velden)


_WAAROM = {
    EACCES: "dit programma mag er niet bij",
    EDQUOT: "er is geen plaats meer",
    EFBIG: "een bestand mag niet zo groot worden",
    EIO: "het systeem kan er niet bij",
    EISDIR: "het is een map",
    ELOOP: "het verwijst naar zichzelf",
    ENAMETOOLONG: "de naam is te lang",
    ENOENT: "het is er niet",
    ENOSPC: "er is geen plaats meer",
    ENOTDIR: "het pad gaat door een bestand",
    EPERM: "dit programma mag er niet bij",
    EROFS: "er is daar niet te schrijven",
}


def waarom_niet(fout: OSError) -> str:
    """In Dutch, why a file cannot be read or made."""
    if not fout.errno:  # `lees_begrensd` says it itself
        return fout.strerror or str(fout)
    return _WAAROM.get(fout.errno, f"het systeem geeft fout {fout.errno}")


def lees_begrensd(pad: Path, grootste: int = GROOTSTE_BESTAND) -> bytes:
    """The bytes of a file; raises OSError where it is no plain file, which may have no end, or too large."""
    if pad.exists() and not pad.is_file():
        raise OSError(0, "Geen gewoon bestand")
    if pad.stat().st_size > grootste:
        raise OSError(0, f"Groter dan {grootste} bytes")
    return pad.read_bytes()


def lees_toml(pad: Path, soort: type[T]) -> T:
    """What a TOML file says, as this dataclass: its fields are the keys, their types what each may hold.

    Raises OnjuistBestand with every fault at once.
    """
    inhoud = [_lees(pad)]
    fouten = [
        Veldfout(plek, f"Verwacht is een tekst die iets zegt. Gevonden: {kort(tekst)}.")
        for plek, tekst in _teksten(inhoud)
        if not _is_tekst(tekst)
    ]
    try:
        # What TOML has and JSON has not is a day, which is a text in JSON.
        waarde: T = _lezer(soort).validate_json(json.dumps(inhoud, default=str))[0]
    except ValidationError as fout:
        fouten += veldfouten(fout.errors(), soort, waarde=kort)
    if fouten:
        raise OnjuistBestand(pad, *{f.veld: f for f in fouten}.values())
    return waarde


@cache
def _lezer(soort: type[T]) -> TypeAdapter[tuple[T]]:
    """In a tuple, because a dataclass goes by the configuration of what it stands in."""
    geheel: Any = GenericAlias(tuple, (soort,))
    return TypeAdapter(geheel, config=ConfigDict(strict=True, extra="forbid"))


def _lees(pad: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(lees_begrensd(pad).decode())
    except OSError as fout:
        waarom = f"Niet te lezen: {waarom_niet(fout)}."
    except ValueError as fout:  # also a number without end
        waarom = f"Geen geldige TOML: {fout}."
    except RecursionError:
        waarom = "Geen geldige TOML: te diep genest."
    raise OnjuistBestand(pad, Veldfout("bestand", waarom))


def _teksten(waarde: Any, *plaats: str | int) -> Iterator[tuple[str, str]]:
    """Every text within, with its path."""
    if isinstance(waarde, str):
        yield pad_van(plaats), waarde
    elif isinstance(waarde, dict | list):
        for sleutel, deel in waarde.items() if isinstance(waarde, dict) else enumerate(waarde):
            yield from _teksten(deel, *plaats, sleutel)


def _is_tekst(waarde: str) -> bool:
    """Whether it says something to who reads it, without what steers a screen or cannot be in a message."""
    return zegt_iets(waarde) and not any(category(teken).startswith("C") for teken in waarde if teken != "\n")
