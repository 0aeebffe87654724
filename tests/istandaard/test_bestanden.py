"""What may be named on the command line, and what is there instead of a message."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.istandaard.bestanden import GRENZEN, Onleesbaar, vind_berichten

INHOUD = b"<Bericht/>"


def gelezen(pad: Path) -> dict[str, bytes | str]:
    """By name below the folder: the bytes, or why there are none."""
    uitkomst: dict[str, bytes | str] = {}
    for bericht in vind_berichten(pad):
        try:
            with bericht.open() as bestand:
                uitkomst[bericht.naam] = bestand.read()
        except Onleesbaar as reden:
            uitkomst[bericht.naam] = str(reden)
    return uitkomst


def reden(pad: Path) -> str:
    ((naam, waarom),) = gelezen(pad).items()
    assert naam.startswith(str(pad))
    assert isinstance(waarom, str)
    return waarom


def maak_zip(pad: Path, **leden: bytes) -> Path:
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in leden.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return pad


def test_a_file_that_is_named_itself_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "bericht.dat").write_bytes(INHOUD)
    assert gelezen(tmp_path / "bericht.dat") == {f"{tmp_path}/bericht.dat": INHOUD}


def test_a_folder_gives_the_xml_and_zip_files_below_it_in_order(tmp_path: Path) -> None:
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "b.XML").write_bytes(INHOUD)
    (tmp_path / "a.xml").write_bytes(INHOUD)
    (tmp_path / "leesmij.txt").write_bytes(INHOUD)
    maak_zip(tmp_path / "c.zip", d_xml=INHOUD)
    assert [Path(naam).name for naam in gelezen(tmp_path)] == ["a.xml", "c.zip!d.xml", "b.XML"]


def test_a_pattern_that_the_shell_left_alone_is_followed(tmp_path: Path) -> None:
    for naam in ("a.xml", "b.xml", "c.txt"):
        (tmp_path / naam).write_bytes(INHOUD)
    assert [Path(naam).name for naam in gelezen(tmp_path / "*.xml")] == ["a.xml", "b.xml"]
    assert "patroon" in reden(tmp_path / "*.json")


def test_a_name_that_looks_like_a_pattern_is_the_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "bericht[1].xml").write_bytes(INHOUD)
    assert list(gelezen(tmp_path / "bericht[1].xml").values()) == [INHOUD]


@pytest.mark.parametrize("naam", ["weg.xml", "x" * 300], ids=["missing", "name too long"])
def test_what_is_not_there_is_refused(tmp_path: Path, naam: str) -> None:
    assert reden(tmp_path / naam) in (
        "Dit bestand bestaat niet.",
        "Dit is niet te lezen: het systeem weigert het.",
    )


def test_a_folder_without_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leesmij.txt").touch()
    assert reden(tmp_path) == "Deze map bevat geen XML-bestanden."


def test_what_is_no_regular_file_is_refused() -> None:
    assert reden(Path("/dev/null")) == "Dit is geen gewoon bestand."


def test_a_file_that_cannot_be_read_says_so() -> None:
    assert reden(Path("/proc/self/mem")) == "Dit bestand is niet te lezen: het systeem weigert het."


def test_each_file_in_a_zip_is_a_message(tmp_path: Path) -> None:
    pad = maak_zip(tmp_path / "levering.zip", a_xml=INHOUD, map__b_xml=INHOUD, leesmij_txt=b"")
    assert gelezen(pad) == {f"{pad}!a.xml": INHOUD, f"{pad}!map/b.xml": INHOUD}


def test_a_zip_may_be_read_again_from_the_start(tmp_path: Path) -> None:
    (bericht,) = vind_berichten(maak_zip(tmp_path / "een.zip", a_xml=INHOUD))
    with bericht.open() as bestand:
        assert bestand.read(4) == INHOUD[:4]
        bestand.seek(0)
        assert bestand.read() == INHOUD


def test_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    pad = tmp_path / "list.zip"
    with zipfile.ZipFile(pad, "w") as archief:
        archief.writestr("../../buiten.xml", INHOUD)
        archief.writestr("\x1b[31mrood.xml", INHOUD)
    assert gelezen(pad) == {f"{pad}!../../buiten.xml": INHOUD, f"{pad}!\ufffd[31mrood.xml": INHOUD}
    assert list(tmp_path.iterdir()) == [pad]


def test_a_zip_in_a_zip_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    binnen = maak_zip(tmp_path / "binnen.zip", a_xml=INHOUD).read_bytes()
    pad = maak_zip(tmp_path / "buiten.zip", binnen_zip=binnen, b_xml=INHOUD)
    xml, zip_ = gelezen(pad).values()
    assert "ZIP in een ZIP" in str(zip_)
    assert xml == INHOUD


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    pad = maak_zip(tmp_path / "geheim.zip", a_xml=INHOUD)
    bytes_ = bytearray(pad.read_bytes())
    bytes_[bytes_.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory that says so
    pad.write_bytes(bytes_)
    assert "wachtwoord" in reden(pad)


def test_a_zip_that_was_packed_in_a_rare_way_is_refused(tmp_path: Path) -> None:
    pad = tmp_path / "zeldzaam.zip"
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_BZIP2) as archief:
        archief.writestr("a.xml", INHOUD)
    assert "deflate" in reden(pad)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    pad = maak_zip(tmp_path / "bom.zip", a_xml=INHOUD)
    bytes_ = bytearray(pad.read_bytes())
    plek = bytes_.index(b"PK\x01\x02") + 24  # the size that the central directory promises
    bytes_[plek : plek + 4] = (GRENZEN.uitgepakt + 1).to_bytes(4, "little")
    pad.write_bytes(bytes_)
    assert reden(pad) == "Dit ZIP-bestand is uitgepakt groter dan 1024 MB."


def test_a_zip_that_hides_its_true_size_is_not_read_beyond_it(tmp_path: Path) -> None:
    pad = maak_zip(tmp_path / "leugen.zip", a_xml=b"x" * 100_000)
    bytes_ = bytearray(pad.read_bytes())
    plek = bytes_.index(b"PK\x01\x02") + 24
    bytes_[plek : plek + 4] = (10).to_bytes(4, "little")
    pad.write_bytes(bytes_)
    assert reden(pad) == "Dit bestand in de ZIP is niet te lezen: het is beschadigd."


def test_a_zip_with_very_many_files_is_refused(tmp_path: Path) -> None:
    te_veel = range(GRENZEN.bestanden + 1)
    pad = maak_zip(tmp_path / "veel.zip", **{f"b{nummer}_xml": b"" for nummer in te_veel})
    assert reden(pad) == "Dit ZIP-bestand bevat meer dan 10000 bestanden."


@pytest.mark.parametrize(
    ("inhoud", "waarom"),
    [(b"", "geen ZIP-bestand"), (b"geen zip", "geen ZIP-bestand"), (b"PK\x03\x04", "geen ZIP-bestand")],
)
def test_what_only_has_the_name_of_a_zip_is_refused(tmp_path: Path, inhoud: bytes, waarom: str) -> None:
    (tmp_path / "nep.zip").write_bytes(inhoud)
    assert waarom in reden(tmp_path / "nep.zip")


def test_a_damaged_zip_says_so(tmp_path: Path) -> None:
    pad = maak_zip(tmp_path / "stuk.zip", a_xml=INHOUD * 100)
    bytes_ = bytearray(pad.read_bytes())
    bytes_[40:50] = b"\xff" * 10
    pad.write_bytes(bytes_)
    assert reden(pad) == "Dit bestand in de ZIP is niet te lezen: het is beschadigd."


def test_a_zip_without_xml_is_refused(tmp_path: Path) -> None:
    assert "geen XML" in reden(maak_zip(tmp_path / "leeg.zip", leesmij_txt=b""))


def test_a_name_is_shown_without_what_steers_or_says_who_somebody_is(tmp_path: Path) -> None:
    (tmp_path / "\u202elmx.731654286\x1b[2J.xml").write_bytes(INHOUD)
    (naam,) = gelezen(tmp_path)
    assert Path(naam).name == "\ufffdlmx.*********\ufffd[2J.xml"


def test_a_zip_is_opened_once_for_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maak_zip(tmp_path / "veel.zip", **{f"m{nummer}_xml": INHOUD for nummer in range(50)})
    geopend: list[object] = []

    class Geteld(zipfile.ZipFile):
        def __init__(self, bestand: Path) -> None:
            geopend.append(bestand)
            super().__init__(bestand)

    monkeypatch.setattr(zipfile, "ZipFile", Geteld)
    assert len(gelezen(tmp_path / "veel.zip")) == 50
    assert len(geopend) == 1


def test_a_link_to_nothing_whose_name_looks_like_a_pattern_is_followed_nowhere(tmp_path: Path) -> None:
    for naam in ("*.xml", "[a-z].xml"):
        (tmp_path / naam).symlink_to("nergens")
    (tmp_path / "b.xml").write_bytes(INHOUD)
    bestaat_niet = "Dit bestand bestaat niet."
    verwacht = {"*.xml": bestaat_niet, "[a-z].xml": bestaat_niet, "b.xml": INHOUD}
    assert {Path(naam).name: inhoud for naam, inhoud in gelezen(tmp_path).items()} == verwacht
    assert {Path(naam).name: inhoud for naam, inhoud in gelezen(tmp_path / "?.xml").items()} == {
        "*.xml": bestaat_niet,
        "b.xml": INHOUD,
    }


def in_register(afstand: int, vorm: str, waarde: int) -> Callable[[bytearray], None]:
    """Changes what the list at the end of a ZIP says of its first file."""
    return lambda inhoud: struct.pack_into(vorm, inhoud, inhoud.index(b"PK\1\2") + afstand, waarde)


ONWAAR: dict[str, Callable[[bytearray], None]] = {
    "a later version": in_register(6, "<H", 255),
    "a name that is no UTF-8": lambda inhoud: (
        in_register(8, "<H", 0x800)(inhoud) or in_register(46, "<B", 0xFF)(inhoud)
    ),
    "a part of a patch": in_register(8, "<H", 0x20),
    "strong encryption": in_register(8, "<H", 0x40),
    "a place outside the file": in_register(42, "<I", 0xFFFF_FFFE),
    "a place in 64 bits that is not told": in_register(42, "<I", 0xFFFF_FFFF),
}


@pytest.mark.parametrize("naam", ONWAAR)
def test_a_zip_that_says_what_is_untrue_is_refused(tmp_path: Path, naam: str) -> None:
    pad = maak_zip(tmp_path / "onwaar.zip", a_xml=INHOUD)
    inhoud = bytearray(pad.read_bytes())
    ONWAAR[naam](inhoud)
    pad.write_bytes(inhoud)
    assert "beschadigd" in reden(pad)


def test_a_zip_whose_places_lie_beyond_all_files_is_refused(tmp_path: Path) -> None:
    pad = tmp_path / "ver.zip"
    with zipfile.ZipFile(pad, "w") as archief:
        archief.writestr("a.xml", INHOUD)
        archief.filelist[0].header_offset = 2**63
    assert "beschadigd" in reden(pad)
