"""Files with settings, as whoever runs an installation writes them: plain, and of a bounded size."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.fouten import OngeldigeInvoer, Veldfout

GROOTSTE_BESTAND = 65_536
"""Bytes; the largest profile of a region has 8,000."""


def lees_begrensd(pad: Path) -> bytes:
    """The bytes of a file; raises OSError where it is no plain file, which may have no end, or too large."""
    if pad.exists() and not pad.is_file():
        raise OSError(0, "Geen gewoon bestand")
    if pad.stat().st_size > GROOTSTE_BESTAND:
        raise OSError(0, f"Groter dan {GROOTSTE_BESTAND} bytes")
    return pad.read_bytes()


def lees_toml(pad: Path, breuk: Callable[[str], Any] = float) -> dict[str, Any]:
    """What a TOML file says, its fractions read by `breuk`; OngeldigeInvoer with why it cannot be read."""
    try:
        return tomllib.loads(lees_begrensd(pad).decode(), parse_float=breuk)
    except OSError as fout:
        waarom = f"Niet te lezen: {fout.strerror}."
    except ValueError as fout:  # also a number without end
        waarom = f"Geen geldige TOML: {fout}."
    except RecursionError:
        waarom = "Geen geldige TOML: te diep genest."
    raise OngeldigeInvoer(waarom, Veldfout("bestand", waarom))
