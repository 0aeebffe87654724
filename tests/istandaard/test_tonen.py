"""What of a message is shown holds nothing that steers, hides, or says who a person is."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.istandaard import codec, omvang, xml
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import controleer
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.tonen import bsns_in_tekst, euro, in_gewone_taal, noemt_bsn, toonbaar, zonder_bsn
from tests.istandaard.berichten import willekeurig

BSN = "731654286"


def in_schrift(nul: str) -> str:
    """The Bsn in the digits of the script with this zero."""
    return "".join(chr(ord(nul) + int(cijfer)) for cijfer in BSN)


BREED, ARABISCH = map(in_schrift, "\N{FULLWIDTH DIGIT ZERO}\N{ARABIC-INDIC DIGIT ZERO}")

KANARIES = ("Kanarie", BSN, "Kan")
"""Texts to put wherever the schema takes one of them."""
KENNIS = Kennis(vandaag=Vandaag(date(2020, 1, 1)), gemeenten=gemeentelijst(), productlijst=None)


@given(st.text(max_size=300))
def test_nothing_that_steers_or_hides_is_shown(tekst: str) -> None:
    getoond = toonbaar(tekst)
    assert getoond.isprintable()
    assert not {unicodedata.bidirectional(teken) for teken in getoond} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "RLI",
    }


@pytest.mark.parametrize(
    ("tekst", "getoond"),
    [
        ("Jansen & Zn. <b>", "Jansen & Zn. <b>"),
        ("a\x1b[31mb\x07", "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}"),
        ("\u202exml.exe\u2066\u200b\ufeff", "\ufffdxml.exe\ufffd\ufffd\ufffd"),
        ("a\u3164b\ufe0f", "a\ufffdb\ufffd"),
        ("2026-03-02\r\n", "2026-03-02 "),
        (f"nummer {BSN}, en 731654287", "nummer *********, en 731654287"),
        (f"9{BSN}", f"9{BSN}"),
        ("7316.54.286, 731 654 286 en 73-16-54-286", "*********, ********* en *********"),
        (f"0{BSN} en {BREED}, {ARABISCH}", "********* en *********, *********"),
        ("7316/54/286 en 731_654_286", "********* en *********"),
        (f"000000{BSN}, 731,654,286 en " + " ".join(BSN), "*********, ********* en *********"),
        ("1, 2, 3, 4, 5, 6, 7, 8, 2",) * 2,
        ("\u200b".join(BSN) + " en " + "\u0301".join(BSN), "********* en *********"),
        ("08-2025-02-11-wmo315.xml",) * 2,
        ("731.654.287, 2026-03-10, 731.654-286 en 9.731.654.286",) * 2,
        ("é" * 2000, "é" * 999 + "…"),
    ],
)
def test_a_text_is_shown_as_far_as_it_can_be(tekst: str, getoond: str) -> None:
    assert toonbaar(tekst) == getoond


OM = ("<![CDATA[{}]]>", "<!--x-->{}", "{}<!-- <b>y</b>\n -->", "<?z 1?>{}", "{}")
"""What may stand round a part of a value without changing it."""


@st.composite
def in_stukken(draw: st.DrawFn) -> str:
    """The Bsn cut into pieces of markup, some of its digits written by number, maybe in groups."""
    groepen = draw(st.sampled_from([BSN, f"0{BSN}", "7316.54.286", "731 654 286"]))
    stukken, begin = [], 0
    for eind in [*sorted(draw(st.sets(st.integers(1, len(groepen) - 1), min_size=1))), len(groepen)]:
        stuk, begin = groepen[begin:eind], eind
        om = draw(st.sampled_from(OM))
        als_nummer = draw(st.sampled_from(["", "&#{};", "&#x{:X};"]))
        if als_nummer and "CDATA" not in om:
            stuk = "".join(als_nummer.format(ord(teken)) for teken in stuk)
        stukken.append(om.format(stuk))
    return "".join(stukken)


def gelezen(bron: str) -> str:
    """The text in this XML, as any parser gives it."""
    return "".join(
        etree.fromstring(bron.encode(), etree.XMLParser(remove_comments=True, remove_pis=True)).itertext()
    )


@given(in_stukken(), st.sampled_from(["Bsn", "Commentaar"]), st.sampled_from(["", "nummer ", "\n"]))
def test_no_markup_hides_a_bsn_in_a_source_and_masking_breaks_none(
    stukken: str, naam: str, voor: str
) -> None:
    bron = f"<?xml version='1.0'?><a>\n<{naam}>{voor}{stukken}</{naam}><b>9</b></a>"
    getoond = "\n".join(toonbaar(regel, 100_000) for regel in zonder_bsn(bron).split("\n"))
    assert BSN in re.sub(r"\D", "", gelezen(bron.partition("?>")[2]))
    assert not set(gelezen(getoond.partition("?>")[2])) & set("12345678")
    assert getoond.count("\n") == bron.count("\n")


@pytest.mark.parametrize(
    "bron",
    [
        "<Bsn>90<!--</Bsn>-->0212641</Bsn>",
        "<Bsn>9002<![CDATA[12]]>641</Bsn>",
        "<!-- <Bsn>900212641</Bsn> -->",
        "<Bsn>9002<!-- without an end 12641",
        "<Bsn>&#57;00212641",
        f"<Bsn>&#{'0' * 5000}57;&#X30;0212641",
    ],
)
def test_in_an_element_that_holds_a_bsn_a_wrong_one_is_masked_too(bron: str) -> None:
    assert not re.search(r"900|12", zonder_bsn(bron))


def test_what_is_no_bsn_stays_as_it_is_however_it_is_written() -> None:
    for bron in (
        "<a>73165<!-- x -->4287</a>",
        "<a>7316</a><b>54286</b>",
        "<a>&#xFFFFFF;&#xD800;</a>",
        "]]><!--",
    ):
        assert zonder_bsn(bron) == bron


def test_a_finding_can_be_shown_whatever_it_is_made_of() -> None:
    bevinding = Bevinding("XSD", None, None, f"/Bericht/B{BSN}\u202e", None, f"Gevonden: {BSN}\x1b.")
    assert bevinding.pad == "/Bericht/B*********\ufffd"
    assert bevinding.melding == "Gevonden: *********\ufffd."


def met_kanaries(soort: str, kans: Random) -> bytes:
    """A random message with a canary in every value that the sender is free to choose."""
    schema = xml.schema(soort).xsd
    wortel: Any = etree.fromstring(codec.schrijf(willekeurig(soort, kans)))
    gezet = 0
    for element in wortel.iter():
        if len(element) or re.fullmatch("(Toewijzing)?(Begin|Eind|Ingangs)?[Dd]atum.*", element.tag):
            continue
        eerder = element.text
        for kanarie in KANARIES:
            element.text = kanarie
            if schema.validate(wortel):
                gezet += 1
                break
            element.text = eerder
    assert gezet > 0
    inhoud: bytes = etree.tostring(wortel)
    return inhoud


def houdt_een_kanarie(bevindingen: tuple[Bevinding, ...]) -> Iterator[str]:
    for bevinding in bevindingen:
        tekst = " ".join(str(getattr(bevinding, veld.name)) for veld in fields(bevinding))
        if any(re.search(rf"\b{kanarie}\b", tekst) for kanarie in KANARIES):
            yield f"{bevinding.regel}: {bevinding.melding}"


@settings(max_examples=75, deadline=None)
@given(zaad=st.integers(0, 2**48), soort=st.sampled_from(xml.BERICHTSOORTEN))
def test_no_finding_repeats_what_the_sender_was_free_to_write(zaad: int, soort: str) -> None:
    controle = controleer(met_kanaries(soort, Random(zaad)), KENNIS)
    assert list(houdt_een_kanarie(controle.bevindingen)) == []


@settings(max_examples=75, deadline=None)
@given(zaad=st.integers(0, 2**48), soort=st.sampled_from(xml.BERICHTSOORTEN))
def test_no_fault_against_the_schema_does_either(zaad: int, soort: str) -> None:
    kans = Random(zaad)
    wortel: Any = etree.fromstring(met_kanaries(soort, kans))
    bladen = [element for element in wortel.iter() if not len(element)]
    for element in kans.sample(bladen, min(8, len(bladen))):
        element.text = kans.choice((f"Kanarie {BSN}", BSN, "Kanarie" * 40, "Kanarie\u202e"))
        element.set("soort", BSN)
    controle = controleer(etree.tostring(wortel), KENNIS)
    assert controle.bevindingen
    assert list(houdt_een_kanarie(controle.bevindingen)) == []


@pytest.mark.parametrize(
    ("tekst", "gezegd"),
    [
        ("2026-03-01 of later", "1 maart 2026 of later"),
        ("2026-02-01 tot en met 2026-02-28", "1 februari 2026 tot en met 28 februari 2026"),
        ("2026-02-30", "2026-02-30"),
        ("12025-01-01", "12025-01-01"),
        ("-0044-03-15", "-0044-03-15"),
        ("2026-03-01T00:00", "2026-03-01T00:00"),
        ("product 01H01", "product 01H01"),
    ],
)
def test_a_day_of_the_calendar_is_said_as_a_person_reads_it(tekst: str, gezegd: str) -> None:
    assert in_gewone_taal(tekst) == gezegd


def test_cents_are_said_in_euros() -> None:
    assert [euro(cents) for cents in (0, 5, -3400, 123_450)] == ["€ 0,00", "€ 0,05", "€ -34,00", "€ 1.234,50"]


@pytest.mark.parametrize(
    "naam",
    [
        BSN,
        f"00{BREED}",
        ARABISCH,
        "".join(chr(0x245F + int(cijfer)) for cijfer in BSN),  # circled
        "00731654286",
        "bsn731654286",
        "731654286@gemeente.nl",
        "j.jansen_731654286",
        "jansen 731 654 286",
        "731-654 286",
        "7.3.1.6.5.4.2.8.6",
        "73165\u034f4286",
        "c0a80000-0957-4000-8000-7316542860ab 731654286",
    ],
)
def test_a_bsn_is_found_in_a_name_however_it_is_written(naam: str) -> None:
    assert noemt_bsn(naam)


@pytest.mark.parametrize(
    "naam",
    [
        "731654287",
        "7316542861",
        "0957-7316542861",
        "j.jansen2",
        "zaaksysteem-0957",
        "c0a80000-0957-4000-8000-731654286abc",
        "wmo:C0A80000095740008000731654286ABC",
        "000000000",
    ],
)
def test_another_number_or_a_uuid_is_no_bsn(naam: str) -> None:
    assert not noemt_bsn(naam)


@pytest.mark.parametrize("stuk", [1, 2, 7, 9, 64])
@pytest.mark.parametrize("codering", ["utf-8", "utf-16"])
def test_a_bsn_in_bytes_is_found_wherever_a_piece_of_them_ends(
    monkeypatch: pytest.MonkeyPatch, stuk: int, codering: str
) -> None:
    monkeypatch.setattr(omvang, "LANGSTE_STUK", stuk)
    tekst = f"é {BSN}, 0{ARABISCH}. Geen: {BSN}99, 12{BSN}, {BSN[1:]} 1"
    assert bsns_in_tekst(tekst.encode(codering)) == {BSN}
    assert bsns_in_tekst(f"{'9' * 30}{BSN}".encode(codering)) == frozenset()
    assert bsns_in_tekst(f" {BSN}".encode(codering)) == {BSN}
