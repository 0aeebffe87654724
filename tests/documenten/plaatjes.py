"""Pictures of the documents of the demonstration, for docs/brieven.md: `make plaatjes`.

`python -m tests.documenten.plaatjes MAP [PPI]` writes the first page of each kind; with a number of dots per
inch, every page of every document, to read them.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import typst
from rich.console import Console

from app import demonstratie

PPI = 50
"""Dots per inch of a picture on the page: to be recognised, and small."""

GETOOND = {
    "ondersteuningsplan-roermond": "plan",
    "besluit-0957-WMO-00000001": "beschikking",
    "besluit-0797-WMO-00000001": "beschikkingsarm",
    "besluit-0797-WMO-00000002": "wijziging",
    "besluit-0797-WMO-00000004": "einde",
    "bezwaar-0797-BZW-00000001": "ontvangst",
    "bezwaar-0797-BZW-00000001-beslissing": "beslissing",
}
"""Which document of the demonstration shows each kind."""


def bladen(ppi: float) -> dict[str, list[bytes]]:
    """Run the demonstration; every page of each document as a PNG, by the name of its file."""
    gezet: dict[bytes, list[bytes]] = {}
    zet = typst.compile

    def zet_dubbel(*args: Any, **anders: Any) -> bytes:
        pdf: bytes = zet(*args, **anders)
        beelden = zet(*args, **anders | {"pdf_standards": [], "format": "png", "ppi": ppi})
        gezet[pdf] = beelden if isinstance(beelden, list) else [beelden]
        return pdf

    typst.compile = zet_dubbel
    try:
        with tempfile.TemporaryDirectory() as map_:
            demonstratie.vertel(Console(quiet=True), Path(map_))
            return {pdf.stem: gezet[pdf.read_bytes()] for pdf in sorted(Path(map_).glob("*.pdf"))}
    finally:
        typst.compile = zet


def maak_plaatjes(naar: Path, ppi: float | None) -> None:
    """The pictures for the documentation, or of everything to read."""
    naar.mkdir(parents=True, exist_ok=True)
    for naam, beelden in bladen(ppi or PPI).items():
        if ppi is None and naam in GETOOND:
            (naar / f"{GETOOND[naam]}.png").write_bytes(beelden[0])
        for nummer, beeld in enumerate(beelden if ppi else (), start=1):
            (naar / f"{naam}-{nummer}.png").write_bytes(beeld)


if __name__ == "__main__":
    maak_plaatjes(Path(sys.argv[1]), float(sys.argv[2]) if sys.argv[2:] else None)
