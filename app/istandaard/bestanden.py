"""Where messages come from on disk: files, folders and ZIP files, one message at a time."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GROOTSTE_UIT_ZIP = 100 * 1024 * 1024
"""Bytes that one file in a ZIP may unpack to; more is taken for an attack."""

MEESTE_IN_ZIP = 10_000
"""Files that one ZIP may hold."""


class Onleesbaar(Exception):
    """A source that cannot be read as messages; the text is Dutch, for the user."""


@dataclass(frozen=True, slots=True)
class Berichtbestand:
    """One message as it was found: the name to show, and how to read its bytes."""

    naam: str
    pad: Path
    lid: str | None = None
    """Name inside a ZIP file."""

    def inhoud(self) -> bytes:
        """The bytes; raises Onleesbaar."""
        try:
            if self.lid is None:
                return self.pad.read_bytes()
            with zipfile.ZipFile(self.pad) as archief, archief.open(self.lid) as bron:
                inhoud = bron.read(GROOTSTE_UIT_ZIP + 1)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as fout:
            raise Onleesbaar(f"{self.naam}: niet te lezen ({type(fout).__name__}).") from fout
        if len(inhoud) > GROOTSTE_UIT_ZIP:
            raise Onleesbaar(
                f"{self.naam}: uitgepakt groter dan {GROOTSTE_UIT_ZIP // 1024**2} MB; geweigerd."
            )
        return inhoud


def vind_berichten(pad: Path) -> Iterator[Berichtbestand]:
    """The messages at a path: a file, the XML files below a folder, or those in a ZIP.

    Raises Onleesbaar when there is nothing there, or nothing that could be a message.
    """
    if pad.is_dir():
        gevonden = sorted(p for p in pad.rglob("*") if p.suffix.lower() in (".xml", ".zip") and p.is_file())
        if not gevonden:
            raise Onleesbaar(f"{pad}: deze map bevat geen XML-bestanden.")
        for bestand in gevonden:
            yield from vind_berichten(bestand)
    elif not pad.is_file():
        raise Onleesbaar(f"{pad}: dit bestand bestaat niet.")
    elif pad.suffix.lower() == ".zip":
        yield from _uit_zip(pad)
    else:
        yield Berichtbestand(str(pad), pad)


def _uit_zip(pad: Path) -> Iterator[Berichtbestand]:
    try:
        with zipfile.ZipFile(pad) as archief:
            leden = [lid.filename for lid in archief.infolist() if lid.filename.lower().endswith(".xml")]
    except (OSError, zipfile.BadZipFile) as fout:
        raise Onleesbaar(f"{pad}: dit is geen leesbaar ZIP-bestand.") from fout
    if not leden:
        raise Onleesbaar(f"{pad}: dit ZIP-bestand bevat geen XML-bestanden.")
    if len(leden) > MEESTE_IN_ZIP:
        raise Onleesbaar(f"{pad}: dit ZIP-bestand bevat meer dan {MEESTE_IN_ZIP} bestanden; geweigerd.")
    for lid in leden:
        yield Berichtbestand(f"{pad}!{lid}", pad, lid)
