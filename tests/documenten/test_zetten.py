"""What holds for every PDF: the standards for keeping and for accessibility, and safety of texts of users."""

import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, StreamObject

from app.documenten.besluit import maak_besluitdocument
from app.documenten.plan import maak_plandocument
from app.domain.fouten import VoorwaardeNietVervuld
from tests.bouw import briefgegevens
from tests.documenten.bouwers import besluitdocument, brief, inzet, plandocument, toekenning
from tests.documenten.lezen import lees, tekst

MAKERS: dict[str, Callable[[], bytes]] = {
    "plan": lambda: maak_plandocument(plandocument()),
    "besluit": lambda: maak_besluitdocument(besluitdocument()),
}
elk_document = pytest.mark.parametrize("maak", MAKERS.values(), ids=MAKERS)


def catalogus(pdf: bytes) -> DictionaryObject:
    """The root of the document."""
    return cast(DictionaryObject, lees(pdf).trailer["/Root"])


def soorten(knoop: object) -> set[str]:
    """The kinds of all elements in the structure tree."""
    match knoop:
        case DictionaryObject():
            eigen = {str(knoop["/S"])} if "/S" in knoop else set()
            kinderen = knoop.get("/K")
            return eigen | soorten(kinderen.get_object() if kinderen is not None else None)
        case list():
            return set().union(*(soorten(kind.get_object()) for kind in knoop))
        case _:
            return set()


@elk_document
def test_document_declares_pdf_a_2a_and_pdf_ua_1(maak: Callable[[], bytes]) -> None:
    xmp = cast(StreamObject, catalogus(maak())["/Metadata"]).get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


@elk_document
def test_document_is_tagged_with_headings_tables_and_header_cells(maak: Callable[[], bytes]) -> None:
    wortel = catalogus(maak())

    assert cast(DictionaryObject, wortel["/MarkInfo"])["/Marked"]
    assert {"/H1", "/P", "/Table", "/TH", "/TD", "/L"} <= soorten(wortel["/StructTreeRoot"])


@elk_document
def test_document_states_its_language_and_shows_its_title(maak: Callable[[], bytes]) -> None:
    pdf = maak()
    wortel, gegevens = catalogus(pdf), lees(pdf).metadata

    assert str(wortel["/Lang"]) == "nl-NL"
    assert cast(DictionaryObject, wortel["/ViewerPreferences"])["/DisplayDocTitle"]
    assert gegevens is not None
    assert gegevens.title


@elk_document
def test_every_font_is_embedded(maak: Callable[[], bytes]) -> None:
    for pagina in lees(maak()).pages:
        middelen = cast(DictionaryObject, pagina["/Resources"])
        for font in cast(DictionaryObject, middelen["/Font"]).values():
            (afstammeling,) = font.get_object()["/DescendantFonts"]
            beschrijving = afstammeling.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(beschrijving)


@elk_document
def test_same_data_gives_the_same_bytes(maak: Callable[[], bytes]) -> None:
    assert maak() == maak()


def test_another_process_makes_the_same_bytes() -> None:
    programma = (
        "from hashlib import sha256; from app.documenten.plan import maak_plandocument;"
        "from tests.documenten.bouwers import plandocument;"
        "print(sha256(maak_plandocument(plandocument())).hexdigest())"
    )
    elders = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)

    assert elders.stdout.strip() == sha256(maak_plandocument(plandocument())).hexdigest()


@pytest.mark.parametrize(
    "vijandig",
    [
        '#eval("1 + 1")',
        '#read("/etc/passwd") #import "@preview/x:1.0.0"',
        "$ sum_(i=0) $ *vet* _schuin_ `code` = kop - lijst",
        "\\ \\u{202e} // geen commentaar /* ook niet */",
        '"}], "titel": "x"',
        "<script>alert(1)</script> &amp; ]]>",
    ],
)
def test_markup_in_a_text_is_shown_as_it_was_typed(vijandig: str) -> None:
    assert vijandig in tekst(maak_plandocument(plandocument(inzet=(inzet(aard=vijandig),))))


@pytest.mark.parametrize("teken", ["😀", "ש", "ع", "漢", "\ud800", "\ue000", "\uffff"])
def test_character_without_a_glyph_is_shown_as_a_box_and_explained(teken: str) -> None:
    getoond = tekst(maak_plandocument(plandocument(inzet=(inzet(motivering=f"voor{teken}na"),))))

    assert "voor□na" in getoond
    assert "Dan konden wij een teken niet afdrukken." in getoond


def test_document_without_boxes_does_not_explain_them() -> None:
    assert "□" not in tekst(maak_plandocument(plandocument()))


@pytest.mark.parametrize("teken", ["\x00", "\x1b", "\u202e", "\u2066", "\u200d", "\ufeff"])
def test_invisible_character_is_left_out(teken: str) -> None:
    getoond = tekst(maak_plandocument(plandocument(inzet=(inzet(motivering=f"voor{teken}na"),))))

    assert "voorna" in getoond


@pytest.mark.parametrize(
    "naam", ["Şahin", "Łukasz Żółć", "Đặng Văn", "Αθηνά", "Ковачевић", "e\u0301e\u0301n"]
)
def test_names_of_europe_and_beyond_are_printed_in_full(naam: str) -> None:
    assert "□" not in tekst(maak_plandocument(plandocument(client=naam)))


@pytest.mark.parametrize("deel", ["w", "woord ", "regel\n"])
def test_very_long_text_is_printed_whole(deel: str) -> None:
    lang = deel * (10_000 // len(deel))

    getoond = tekst(maak_plandocument(plandocument(inzet=(inzet(motivering=lang),))))

    assert getoond.count(deel.strip()) >= 10_000 // len(deel)


@pytest.mark.parametrize(("deel", "teksten"), [("woord ", 130), ("w\n", 20)], ids=["words", "lines"])
def test_a_document_of_more_text_than_anybody_reads_is_not_made(deel: str, teksten: int) -> None:
    regel = inzet(motivering=deel * (4000 // len(deel)))
    with pytest.raises(VoorwaardeNietVervuld, match="te lang"):
        maak_plandocument(plandocument(inzet=(regel,) * teksten))


def test_nothing_stays_in_memory_of_large_documents() -> None:
    def maak(nummer: int) -> None:
        maak_plandocument(plandocument(inzet=(inzet(motivering=f"woord {nummer} " * 100),) * 80))

    maak(0)
    eerst = geheugen()
    for nummer in range(1, 5):
        maak(nummer)
    assert geheugen() - eerst < 40


def geheugen() -> float:
    """Megabytes of this process."""
    gevonden = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    assert gevonden is not None
    return int(gevonden[1]) / 1024


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), max_size=60))
def test_no_text_can_break_a_document(invoer: str) -> None:
    plan = plandocument(
        client=invoer,
        aanbieder=invoer,
        casus=invoer,
        bestemd_voor=(invoer,),
        inzet=(inzet(resultaatgebied=invoer, resultaten=(invoer,), aard=invoer, producten=(invoer,)),),
    )
    besluit = besluitdocument(
        brief=brief(kenmerk=invoer, adres=(invoer,), afzender=briefgegevens(contact=invoer)),
        motivering=invoer,
        bezwaarclausule=invoer,
        toekenningen=(toekenning(activiteiten=invoer, resultaatgebied=invoer),),
        plannen=(plan,),
    )

    assert lees(maak_besluitdocument(besluit)).pages
