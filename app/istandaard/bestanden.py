"""Where messages come from on disk: files, folders, ZIP files and patterns, one message at a time."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from app.istandaard.tonen import toonbaar

GROOTSTE_ZIP = 2**30
"""Bytes that all files in a ZIP may unpack to together; more is taken for an attack."""

MEESTE_IN_ZIP = 10_000
"""Files that one ZIP may hold."""

_MET_WACHTWOORD = 0x1

_ZIP_STUK = (ValueError, OverflowError, NotImplementedError, struct.error)
"""What opening a ZIP, or a file in one, can raise besides its own error, where what it says is untrue."""


class Onleesbaar(Exception):
    """What is here cannot be read as a message; the text is Dutch, for the user."""


@dataclass(frozen=True, slots=True)
class Berichtbestand:
    """A message as it was found on disk, or what was found instead of one."""

    naam: str
    """To show, see `toonbaar`."""
    pad: Path
    lid: zipfile.ZipInfo | None = None
    """Which file inside the ZIP at `pad`."""
    bezwaar: str | None = None
    """Why it is not opened at all."""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, to read and to seek in; raises Onleesbaar, also while they are read."""
        if self.bezwaar is not None:
            raise Onleesbaar(self.bezwaar)
        try:
            with self.pad.open("rb") if self.lid is None else _in_archief(self.pad, self.lid) as bestand:
                yield bestand
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as fout:
            wat = "Dit bestand" if self.lid is None else "Dit bestand in de ZIP"
            raise Onleesbaar(f"{wat} is niet te lezen: {_oorzaak(fout)}.") from fout


def vind_berichten(pad: Path) -> Iterator[Berichtbestand]:
    """The messages at a path: a file, the XML and ZIP files below a folder, those in a ZIP or like a pattern.

    A file that is named itself may have any name. Nothing is skipped in silence: where no message can be,
    a Berichtbestand stands that says why. A ZIP is never unpacked on disk, so names in it reach nothing.
    """
    try:
        # Not every shell expands patterns, and one that finds nothing passes them on as they are.
        if pad.exists() or not has_magic(str(pad)):
            yield from _op(pad)
        elif gevonden := sorted(glob(str(pad), recursive=True)):
            for bestand in gevonden:
                yield from _op(Path(bestand))
        else:
            yield _geweigerd(pad, "Geen enkel bestand heeft een naam volgens dit patroon.")
    except OSError as fout:
        yield _niet_te_lezen(pad, fout)


def _op(pad: Path) -> Iterator[Berichtbestand]:
    """Those at a path that is no pattern, whatever its name looks like."""
    try:
        if pad.is_dir():
            yield from _in_map(pad)
        elif not pad.exists():
            yield _geweigerd(pad, "Dit bestand bestaat niet.")
        elif not pad.is_file():
            yield _geweigerd(pad, "Dit is geen gewoon bestand.")
        elif pad.suffix.lower() == ".zip":
            yield from _in_zip(pad)
        else:
            yield Berichtbestand(toonbaar(str(pad)), pad)
    except OSError as fout:
        yield _niet_te_lezen(pad, fout)


def _in_map(pad: Path) -> Iterator[Berichtbestand]:
    gevonden = sorted(
        Path(map_, naam)
        for map_, _, namen in os.walk(pad, onerror=_gooi)
        for naam in namen
        if naam.lower().endswith((".xml", ".zip"))
    )
    if not gevonden:
        yield _geweigerd(pad, "Deze map bevat geen XML-bestanden.")
    for bestand in gevonden:
        yield from _op(bestand)


def _in_zip(pad: Path) -> Iterator[Berichtbestand]:
    try:
        alle = _archief(pad, pad.stat().st_mtime_ns).infolist()
    except zipfile.BadZipFile:
        yield _geweigerd(pad, "Dit is geen ZIP-bestand, of het is beschadigd.")
        return
    leden = [lid for lid in alle if lid.filename.lower().endswith((".xml", ".zip"))]
    if not leden:
        yield _geweigerd(pad, "Dit ZIP-bestand bevat geen XML-bestanden.")
    elif len(alle) > MEESTE_IN_ZIP:
        yield _geweigerd(pad, f"Dit ZIP-bestand bevat meer dan {MEESTE_IN_ZIP} bestanden.")
    elif sum(lid.file_size for lid in leden) > GROOTSTE_ZIP:
        yield _geweigerd(pad, f"Dit ZIP-bestand is uitgepakt groter dan {GROOTSTE_ZIP // 2**20} MB.")
    else:
        for lid in leden:
            yield Berichtbestand(toonbaar(f"{pad}!{lid.filename}"), pad, lid, _bezwaar(lid))


@lru_cache(maxsize=1)
def _archief(pad: Path, _gewijzigd: int) -> zipfile.ZipFile:
    """The ZIP file, open for as long as no other is: opening reads the names of all that is in it."""
    try:
        return zipfile.ZipFile(pad)
    except _ZIP_STUK as fout:
        raise zipfile.BadZipFile from fout


def _in_archief(pad: Path, lid: zipfile.ZipInfo) -> BinaryIO:
    """A file in the ZIP at this path, to read."""
    try:
        return cast(BinaryIO, _archief(pad, pad.stat().st_mtime_ns).open(lid))
    except _ZIP_STUK as fout:
        raise zipfile.BadZipFile from fout


def _bezwaar(lid: zipfile.ZipInfo) -> str | None:
    if lid.flag_bits & _MET_WACHTWOORD:
        return "Dit bestand in de ZIP is met een wachtwoord versleuteld."
    if lid.filename.lower().endswith(".zip"):
        return "Een ZIP in een ZIP wordt niet geopend; pak de buitenste eerst uit."
    if lid.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "Dit bestand in de ZIP is ingepakt op een manier die niet wordt gelezen (verwacht: deflate)."
    return None


def _geweigerd(pad: Path, bezwaar: str) -> Berichtbestand:
    return Berichtbestand(toonbaar(str(pad)), pad, bezwaar=bezwaar)


def _niet_te_lezen(pad: Path, fout: OSError) -> Berichtbestand:
    return _geweigerd(pad, f"Dit is niet te lezen: {_oorzaak(fout)}.")


def _oorzaak(fout: Exception) -> str:
    match fout:
        case PermissionError():
            return "geen toegang"
        case OSError():
            return "het systeem weigert het"
        case _:
            return "het is beschadigd"


def _gooi(fout: OSError) -> NoReturn:
    raise fout
