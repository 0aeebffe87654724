"""Where messages come from: files, folders, patterns, ZIP files on disk or in memory; one at a time."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from glob import glob, has_magic
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from app.istandaard.tonen import toonbaar


@dataclass(frozen=True, slots=True)
class Zipgrenzen:
    """What a ZIP may hold; more is taken for an attack."""

    bestanden: int
    uitgepakt: int
    """Bytes that the messages in it may unpack to together."""


GRENZEN = Zipgrenzen(bestanden=10_000, uitgepakt=2**30)
"""Those of a ZIP on disk."""

_STUK = 2**16
"""Bytes of a message that are unpacked at a time."""

_MET_WACHTWOORD = 0x1

_ZIP_STUK = (ValueError, OverflowError, NotImplementedError, struct.error)
"""What opening a ZIP, or a file in one, can raise besides its own error, where what it says is untrue."""

_EINDE = struct.Struct("<4s4H2LH")
"""The record that ends a ZIP: how long the list of its files is, where that begins, how long a comment is."""

_LANGSTE_OPMERKING = 2**16 - 1
_LANGST_PER_BESTAND = 1024
"""Bytes in the list for one file, names as long as they come; a list that is longer holds too many."""

_MET_NASCHRIFT = 0x8
_NASCHRIFTEN = (0, 12, 16, 20, 24)
"""Lengths of what may follow a file to say how long it was."""


class Onleesbaar(Exception):
    """What is here cannot be read as a message; the text is Dutch, for the user."""


@dataclass(frozen=True, slots=True)
class Berichtbestand:
    """A message as it was found, or what was found instead of one."""

    naam: str
    """To show, see `toonbaar`."""
    bron: Callable[[], BinaryIO] | str
    """Opens it; or why it is not opened at all."""
    wat: str = "Dit bestand"

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, to read and to seek in; raises Onleesbaar, also while they are read."""
        if isinstance(self.bron, str):
            raise Onleesbaar(self.bron)
        try:
            with self.bron() as bestand:
                yield bestand
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as fout:
            raise Onleesbaar(f"{self.wat} is niet te lezen: {_oorzaak(fout)}.") from fout


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
            yield Berichtbestand(toonbaar(str(pad)), lambda: pad.open("rb"))
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
        yield from _leden(f"{pad}!", partial(_archief, pad, pad.stat().st_mtime_ns), GRENZEN)
    except Onleesbaar as reden:
        yield _geweigerd(pad, str(reden))


def in_zip(inhoud: bytes, grenzen: Zipgrenzen) -> list[Berichtbestand]:
    """The messages in a ZIP, unpacked once, by name; raises Onleesbaar where it is refused as a whole."""
    archief = _open_zip(BytesIO(inhoud), grenzen)
    return [_uitgepakt(lid) for lid in _leden("", lambda: archief, grenzen)]


def _uitgepakt(lid: Berichtbestand) -> Berichtbestand:
    try:
        with lid.open() as bestand:
            # Asked for all of it, `zipfile` unpacks it whatever its size before it sees that it is too long.
            stukken = iter(partial(bestand.read, _STUK), b"")
            return replace(lid, bron=partial(BytesIO, b"".join(stukken)))
    except Onleesbaar as reden:
        return replace(lid, bron=str(reden))


@lru_cache(maxsize=1)
def _archief(pad: Path, _gewijzigd: int) -> zipfile.ZipFile:
    """The ZIP file, open for as long as no other is: opening reads the names of all that is in it."""
    return _open_zip(pad, GRENZEN)


def _leden(
    voor_de_naam: str, archief: Callable[[], zipfile.ZipFile], grenzen: Zipgrenzen
) -> list[Berichtbestand]:
    alle = archief().infolist()
    leden = [lid for lid in alle if lid.filename.lower().endswith((".xml", ".zip"))]
    if not alle:
        raise Onleesbaar("Dit ZIP-bestand is leeg. Stop er de XML-bestanden van de berichten in.")
    if any(lid.filename == "[Content_Types].xml" for lid in alle):
        raise Onleesbaar("Dit is een document van Word of Excel, geen ZIP-bestand met berichten.")
    if not leden:
        raise Onleesbaar("Dit ZIP-bestand bevat geen XML-bestanden.")
    if len({lid.filename for lid in leden}) < len(leden):
        raise Onleesbaar("Dit ZIP-bestand bevat twee bestanden met dezelfde naam; de volgorde is zo onzeker.")
    if sum(lid.file_size for lid in leden) > grenzen.uitgepakt:
        raise Onleesbaar(f"Dit ZIP-bestand is uitgepakt groter dan {grenzen.uitgepakt // 2**20} MB.")
    return [
        Berichtbestand(
            toonbaar(f"{voor_de_naam}{lid.filename}"),
            _bezwaar(lid) or partial(_open_lid, archief, lid),
            "Dit bestand in de ZIP",
        )
        for lid in sorted(leden, key=lambda lid: lid.filename)
    ]


def _open_lid(archief: Callable[[], zipfile.ZipFile], lid: zipfile.ZipInfo) -> BinaryIO:
    # No more is given than the size that the list says, and unpacked no more than is asked for at a time.
    try:
        return cast(BinaryIO, archief().open(lid))
    except _ZIP_STUK as fout:
        raise zipfile.BadZipFile from fout


def _open_zip(bron: Path | BytesIO, grenzen: Zipgrenzen) -> zipfile.ZipFile:
    """Read the list of files; raises Onleesbaar.

    Every byte has to belong to one file, to the list or to the end. Programs differ in how they look for the
    list; in a ZIP with a second one, or with files outside it, each would find other messages.
    """
    try:
        with bron.open("rb") if isinstance(bron, Path) else nullcontext(bron) as bestand:
            begin, lengte = _einde(bestand)
            if lengte > grenzen.bestanden * _LANGST_PER_BESTAND:
                raise Onleesbaar(_te_veel(grenzen))
            archief = zipfile.ZipFile(bron)
            leden = sorted(archief.infolist(), key=lambda lid: lid.header_offset)
            if len(leden) > grenzen.bestanden:
                raise Onleesbaar(_te_veel(grenzen))
            plekken = [*(lid.header_offset for lid in leden), begin]
            if archief.start_dir != begin or plekken[0] != 0:
                raise zipfile.BadZipFile
            for lid, volgende in zip(leden, plekken[1:], strict=True):
                if not _eindigt_bij(volgende, lid, bestand):
                    raise zipfile.BadZipFile
    except (OSError, zipfile.BadZipFile, *_ZIP_STUK) as fout:
        raise Onleesbaar("Dit is geen ZIP-bestand, of het is beschadigd.") from fout
    return archief


def _einde(bestand: BinaryIO) -> tuple[int, int]:
    """Where the list of files begins and how long it is, as the last record says."""
    grootte = bestand.seek(0, os.SEEK_END)
    bestand.seek(max(0, grootte - _EINDE.size - _LANGSTE_OPMERKING))
    staart = bestand.read()
    plek = staart.rfind(b"PK\5\6")
    if plek < 0:
        raise zipfile.BadZipFile
    *_, lengte, begin, opmerking = _EINDE.unpack_from(staart, plek)
    over = len(staart) - plek - _EINDE.size
    if over != opmerking or begin + lengte + _EINDE.size + over != grootte:
        raise zipfile.BadZipFile
    return begin, lengte


def _eindigt_bij(plek: int, lid: zipfile.ZipInfo, bestand: BinaryIO) -> bool:
    """Whether this file goes on to just there."""
    bestand.seek(lid.header_offset + 26)
    naam, extra = struct.unpack("<2H", bestand.read(4))
    over = plek - (lid.header_offset + 30 + naam + extra + lid.compress_size)
    return over in (_NASCHRIFTEN if lid.flag_bits & _MET_NASCHRIFT else (0,))


def _te_veel(grenzen: Zipgrenzen) -> str:
    return f"Dit ZIP-bestand bevat meer dan {grenzen.bestanden} bestanden."


def _bezwaar(lid: zipfile.ZipInfo) -> str | None:
    if lid.flag_bits & _MET_WACHTWOORD:
        return "Dit bestand in de ZIP is met een wachtwoord versleuteld."
    if lid.filename.lower().endswith(".zip"):
        return "Een ZIP in een ZIP wordt niet geopend; pak de buitenste eerst uit."
    if lid.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "Dit bestand in de ZIP is ingepakt op een manier die niet wordt gelezen (verwacht: deflate)."
    return None


def _geweigerd(pad: Path, bezwaar: str) -> Berichtbestand:
    return Berichtbestand(toonbaar(str(pad)), bezwaar)


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
