"""A ZIP in memory: bounded, in the order of names, and read as every other program would read it."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest

from app.istandaard.bestanden import Onleesbaar, Zipgrenzen, in_zip

RUIM = Zipgrenzen(bestanden=10, uitgepakt=2**20)
EEN = b"<Bericht/>"


def zip_van(*leden: tuple[str, bytes], manier: int = zipfile.ZIP_DEFLATED) -> bytes:
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", manier) as archief:
        for naam, inhoud in leden:
            archief.writestr(naam, inhoud)
    return uit.getvalue()


def gelezen(inhoud: bytes, grenzen: Zipgrenzen = RUIM) -> list[tuple[str, bytes]]:
    uit = []
    for bericht in in_zip(inhoud, grenzen):
        with bericht.open() as bestand:
            uit.append((bericht.naam, bestand.read()))
    return uit


class Stroom(BytesIO):
    """Where a program writes that cannot go back, so that lengths follow each file."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def test_messages_come_in_the_order_of_their_names() -> None:
    inhoud = zip_van(("02.xml", b"b"), ("LEESMIJ.txt", b"x"), ("01.xml", b"a"))
    assert gelezen(inhoud) == [("01.xml", b"a"), ("02.xml", b"b")]


def test_one_that_was_written_to_a_stream_or_has_a_comment_is_read_too() -> None:
    stroom = Stroom()
    with zipfile.ZipFile(stroom, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.comment = b"januari"
        archief.writestr("map/", b"")
        archief.writestr("map/1.xml", EEN)
        archief.writestr("map/2.xml", EEN)
    assert gelezen(stroom.getvalue()) == [("map/1.xml", EEN), ("map/2.xml", EEN)]


@pytest.mark.parametrize("naam", ["../../weg.xml", "/etc/weg.xml", "a\x1b[2J.xml"])
def test_a_name_reaches_nothing_and_shows_no_control_characters(naam: str) -> None:
    ((getoond, inhoud),) = gelezen(zip_van((naam, EEN)))
    assert inhoud == EEN
    assert getoond.isprintable()


def geweigerd(inhoud: bytes, grenzen: Zipgrenzen = RUIM) -> str:
    with pytest.raises(Onleesbaar) as reden:
        in_zip(inhoud, grenzen)
    return str(reden.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_refused() -> None:
    assert "dezelfde naam" in geweigerd(zip_van(("1.xml", b"a"), ("1.xml", b"b")))


def test_more_files_or_bytes_than_the_bounds_are_refused() -> None:
    assert "meer dan 10 bestanden" in geweigerd(zip_van(*((f"{n}.xml", b"") for n in range(11))))
    assert "groter dan 1 MB" in geweigerd(zip_van(*((f"{n}.xml", b"a" * 2**19) for n in range(3))))
    assert "meer dan 0 bestanden" in geweigerd(zip_van(("1.xml", b"")), Zipgrenzen(0, 2**20))


def ander_einde(inhoud: bytes, **anders: int) -> bytes:
    """With other numbers in the record at the end."""
    velden = dict(zip(("lengte", "begin", "opmerking"), struct.unpack("<2LH", inhoud[-10:]), strict=True))
    return inhoud[:-10] + struct.pack("<2LH", *(velden | anders).values())


def met_twee_lijsten() -> bytes:
    """The end points at the list of one ZIP, and stands behind that of another."""
    een, ander = zip_van(("1.xml", b"een")), zip_van(("1.xml", b"ander"))
    begin = struct.unpack("<L", een[-6:-2])[0]
    return ander_einde(een + ander, begin=begin)


def met_een_gat() -> bytes:
    """A file in it that the list does not name."""
    heel, rest = zip_van(("1.xml", b"a"), ("2.xml", b"b")), zip_van(("1.xml", b"a"))
    begin, oud = (struct.unpack("<L", z[-6:-2])[0] for z in (heel, rest))
    return heel[:begin] + ander_einde(rest[oud:], begin=begin)


def met_overlap() -> bytes:
    """Two names for the same bytes, as a bomb has them."""
    inhoud = bytearray(zip_van(("1.xml", EEN), ("2.xml", EEN)))
    struct.pack_into("<L", inhoud, inhoud.rindex(b"PK\1\2") + 42, 0)
    return bytes(inhoud)


DUBBELZINNIG: dict[str, Callable[[], bytes]] = {
    "one behind another": lambda: zip_van(("1.xml", b"een")) + zip_van(("1.xml", b"ander")),
    "something before it": lambda: b"#!/bin/sh\n" + zip_van(("1.xml", EEN)),
    "something behind it": lambda: zip_van(("1.xml", EEN)) + b"\n",
    "two lists of files": met_twee_lijsten,
    "a file outside the list": met_een_gat,
    "files that overlap": met_overlap,
    "a ZIP in its comment": lambda: (
        ander_einde(zip_van(("1.xml", b"een")), opmerking=len(zip_van(("1.xml", b"ander"))))
        + zip_van(("1.xml", b"ander"))
    ),
}


@pytest.mark.parametrize("naam", DUBBELZINNIG)
def test_what_another_program_could_read_otherwise_is_refused(naam: str) -> None:
    assert geweigerd(DUBBELZINNIG[naam]()) == "Dit is geen ZIP-bestand, of het is beschadigd."


def test_a_list_that_is_long_is_not_read_at_all() -> None:
    lang = zip_van(*((f"{n:0250d}.xml", b"") for n in range(200)))
    assert geweigerd(lang) == "Dit ZIP-bestand bevat meer dan 10 bestanden."


def test_one_that_is_cut_off_anywhere_is_refused() -> None:
    heel = zip_van(("1.xml", EEN * 20))
    for einde in range(len(heel)):
        geweigerd(heel[:einde])


def test_one_with_another_byte_anywhere_is_refused_or_gives_what_was_in_it() -> None:
    heel = zip_van(("1.xml", EEN * 20))
    for plek in range(len(heel)):
        stuk = bytearray(heel)
        stuk[plek] ^= 0xFF
        with suppress(Onleesbaar):
            assert [inhoud for _, inhoud in gelezen(bytes(stuk))] == [EEN * 20]


def test_a_size_that_the_list_lies_about_is_not_passed() -> None:
    inhoud = bytearray(zip_van(("1.xml", b"a" * 5000)))
    struct.pack_into("<I", inhoud, inhoud.index(b"PK\1\2") + 24, 3)
    (bericht,) = in_zip(bytes(inhoud), RUIM)
    with pytest.raises(Onleesbaar, match="beschadigd"), bericht.open() as bestand:
        bestand.read()


def test_no_more_is_unpacked_than_the_list_says() -> None:
    inhoud = bytearray(zip_van(("a.xml", b"x" * 20_000_000)))
    for soort, plek in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        begin = inhoud.index(soort) + plek
        inhoud[begin : begin + 4] = (100).to_bytes(4, "little")
    tracemalloc.start()
    try:
        (bericht,) = in_zip(bytes(inhoud), RUIM)
        _, meest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert bericht.bron == "Dit bestand in de ZIP is niet te lezen: het is beschadigd."
    assert meest < 1_000_000
