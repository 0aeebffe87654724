"""Pictures of the documents that a client can get, for docs/brieven.md: `make plaatjes`.

`python -m tests.documenten.plaatjes MAP [PPI]` writes the first page of each kind; with a number of dots per
inch, every page, to read them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst

from tests.documenten.voorbeelden import VOORBEELDEN

PPI = 50
"""Dots per inch of a picture on the page: to be recognised, and small."""


def bladen(maak: Callable[[], bytes], ppi: float) -> list[bytes]:
    """Every page of a document as a PNG."""
    beelden: list[list[bytes]] = []
    zet = typst.compile

    def zet_als_beeld(*args: Any, **anders: Any) -> bytes:
        bladen = zet(*args, **anders | {"pdf_standards": [], "format": "png", "ppi": ppi})
        beelden.append(bladen if isinstance(bladen, list) else [bladen])
        return b""

    with patch.object(typst, "compile", zet_als_beeld):
        maak()
    (van_dit,) = beelden
    return van_dit


def maak_plaatjes(naar: Path, ppi: float | None) -> None:
    """The pictures for the documentation, or of every page to read."""
    naar.mkdir(parents=True, exist_ok=True)
    for maak in VOORBEELDEN:
        naam, beelden = maak.__name__, bladen(maak, ppi or PPI)
        if ppi is None:
            (naar / f"{naam}.png").write_bytes(beelden[0])
        for nummer, beeld in enumerate(beelden if ppi else (), start=1):
            (naar / f"{naam}-{nummer}.png").write_bytes(beeld)


if __name__ == "__main__":
    maak_plaatjes(Path(sys.argv[1]), float(sys.argv[2]) if sys.argv[2:] else None)
