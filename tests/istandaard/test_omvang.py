"""What a message may count: told in a sentence, before a tree is made of it."""

import gc
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from app import geheugen
from app.istandaard import codec, omvang, xml
from app.istandaard.bevindingen import Bevinding
from tests.istandaard.berichten import toewijzing
from tests.istandaard.regels.bouw_declaratie import een_325, prestatie, terug

W301 = codec.schrijf(toewijzing())
W325 = codec.schrijf(een_325(terug(prestatie())))
CODE = b"<wmo325:RetourCode>0200</wmo325:RetourCode>"
CODES = b"</wmo325:RetourCodes>"


def in_301(stuk: bytes) -> bytes:
    return W301.replace(b"</wmo301:Header>", stuk + b"</wmo301:Header>")


def in_325(stuk: bytes) -> bytes:
    voor, midden, na = W325.rpartition(CODES)
    return voor + stuk + midden + na


def bevindingen(inhoud: bytes) -> tuple[Bevinding, ...]:
    with pytest.raises(xml.OngeldigBericht) as gevangen:
        xml.keur(inhoud)
    return gevangen.value.bevindingen


def test_more_elements_than_a_message_may_count_are_the_only_finding() -> None:
    eigen = W301.count(b"<") - W301.count(b"</") - 1
    (bevinding,) = bevindingen(in_301(b"<x/>" * 100_001))
    assert bevinding.regel == "XSD"
    assert bevinding.melding.startswith(f"Dit bericht telt {100_001 + eigen} elementen; in een wmo301 mogen")
    assert "100000" in bevinding.melding


def test_a_declaration_and_its_answer_may_count_ten_times_as_many() -> None:
    assert xml.keur(in_325(CODE * 100_001)).soort == "wmo325"
    assert omvang.hoogstens("wmo323") == omvang.hoogstens("wmo325") == 1_000_000
    assert omvang.hoogstens("wmo320") == 100_000


def test_what_stands_in_comments_and_cdata_counts_for_nothing() -> None:
    verborgen = b"<!-- " + b"<x/>" * 1000 + b"--><![CDATA[" + b"<x/>" * 1000 + b"]]><y/>"
    assert not any("elementen; in een" in b.melding for b in bevindingen(in_301(verborgen * 60)))


def test_more_attributes_than_a_message_may_count_are_told() -> None:
    stuk = b"<x" + b"".join(b' a%d="=="' % nummer for nummer in range(900)) + b"/>"
    (bevinding,) = bevindingen(in_301(stuk * 56))
    assert "attributen; in een wmo301 mogen er hooguit 50000 staan" in bevinding.melding


def test_an_equals_sign_in_a_text_is_no_attribute() -> None:
    assert not any("attributen; in een" in b.melding for b in bevindingen(in_301(b"<x>=</x>" * 60_000)))


@pytest.mark.parametrize(
    ("stuk", "reden"),
    [
        (b"<x" + b"".join(b' a%d=">"' % n for n in range(40_000)) + b"/>", "meer dan 1000 attributen"),
        (b"<x" + b"".join(b"\na%d\n= '='" % n for n in range(40_000)) + b"/>", "meer dan 1000 attributen"),
        (b"<!---->" * 100_001, "meer dan 100000 stukken commentaar"),
        (b"<?a?>" * 60_000 + b"<![CDATA[]]>" * 60_000, "meer dan 100000 stukken commentaar"),
        (b"<x>" + b"a" * 300_000 + b"</x>", "te lang"),
        (b"<" + b"x" * 300_000 + b"/>", "te lang"),
        (b"<x>" + b"&#65;" * 60_000 + b"</x>", "te lang"),
        (b"<x>" + b"<![CDATA[<]]>" * 60_000 + b"</x>", "te lang"),
    ],
    ids=[
        "attributes",
        "attributes apart",
        "comments",
        "CDATA",
        "text",
        "name",
        "references",
        "CDATA in text",
    ],
)
def test_what_costs_more_than_it_may_is_refused_with_the_reason(stuk: bytes, reden: str) -> None:
    with pytest.raises(xml.OnleesbaarBericht, match=reden):
        xml.keur(in_301(stuk))


@pytest.mark.parametrize("codering", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_counted_alike(codering: str) -> None:
    tekst = in_301(b"<x/>" * 100_001).decode().replace("UTF-8", "UTF-16")
    (bevinding,) = bevindingen(tekst.encode(codering))
    assert "elementen; in een wmo301" in bevinding.melding


@pytest.mark.parametrize(
    "inhoud",
    [
        in_301(b"<x/>" * 70_000).replace(b"UTF-8", b"UTF-7"),
        in_301(b"<x/>" * 70_000).decode().replace("UTF-8", "IBM037").encode("cp037"),
    ],
    ids=["UTF-7", "EBCDIC"],
)
def test_an_encoding_in_which_nothing_can_be_counted_is_refused(inhoud: bytes) -> None:
    with pytest.raises(xml.OnleesbaarBericht, match="tekencodering"):
        xml.keur(inhoud)


def test_a_large_dtd_is_refused_before_it_is_read() -> None:
    entiteiten = b"".join(b"<!ENTITY a%d ''>" % nummer for nummer in range(30_000))
    with pytest.raises(xml.OnleesbaarBericht, match="DTD"):
        xml.keur(b"<!DOCTYPE a [" + entiteiten + b"]>" + W301)


@pytest.mark.parametrize("stuk", [b"<a>", b"<x/>"], ids=["not well-formed", "well-formed"])
def test_a_large_document_of_another_kind_is_no_tree_either(stuk: bytes) -> None:
    inhoud = b"<x>" + stuk * 200_000 + b"</x>"
    soort = xml.OnleesbaarBericht if stuk == b"<a>" else xml.OnbekendBericht
    with pytest.raises(soort):
        xml.keur(inhoud)


def test_of_very_many_faults_the_first_thousand_are_told_and_that_there_are_more() -> None:
    *eerste, laatste = bevindingen(in_325(CODE.replace(b"0200", b"x") * 100_000))
    assert len(eerste) == 1000
    assert "meer dan 1000" in laatste.melding


def test_in_a_small_message_they_have_their_places_and_are_counted() -> None:
    *eerste, laatste = bevindingen(in_325(CODE.replace(b"0200", b"x") * 1500))
    assert [b.pad for b in eerste][-1] == "/Bericht/DeclaratieAntwoord/RetourCodes/RetourCode[1001]"
    assert laatste.melding == "Er zijn nog 500 fouten tegen het schema, die hier niet staan."


def test_faults_far_behind_have_no_place_for_it_would_be_counted_too_long() -> None:
    ver, dichtbij = (in_325(CODE * aantal + CODE.replace(b"0200", b"x") * 500) for aantal in (99_000, 9_000))
    assert all(b.pad is None for b in bevindingen(ver))
    assert len(bevindingen(ver)) == 501
    assert bevindingen(dichtbij)[-1].pad == "/Bericht/DeclaratieAntwoord/RetourCodes/RetourCode[9501]"


def test_so_many_faults_that_their_places_cost_too_much_have_none_in_a_small_message_either() -> None:
    leeg = CODE.replace(b"0200", b"")
    veel, minder = (in_325(leeg * aantal) for aantal in (geheugen.GROOT // len(leeg) - 100, 700))
    assert len(veel) < geheugen.GROOT
    assert all(b.pad is None for b in bevindingen(veel))
    assert "zo veel fouten" in bevindingen(veel)[-1].melding
    assert bevindingen(minder)[-1].pad == "/Bericht/DeclaratieAntwoord/RetourCodes/RetourCode[701]"


@pytest.mark.parametrize("lengte", [90, 120, 480, 600, 40_000])
def test_a_name_that_is_too_long_for_a_path_is_a_finding_like_any_other(lengte: int) -> None:
    for naam in (b"a" * lengte, b"wmo301:" + b"a" * lengte):
        (bevinding,) = bevindingen(in_301(b"<" + naam + b"/>"))
        assert bevinding.melding.startswith("a" * 60 + " hoort niet op deze plaats")
        assert bevinding.regelnummer


def test_a_message_that_was_read_is_let_go_without_waiting_for_garbage_to_be_collected() -> None:
    def geheugen() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    inhoud = in_325(CODE.replace(b"Code>0", b'Code xmlns:a="b">0') * 20_000)
    tag = str(etree.fromstring(W325).tag)
    gc.disable()
    try:
        list(xml.loop_door(inhoud, [tag], na_brok=lambda: None))
        na_een = geheugen()
        for _ in range(5):
            list(xml.loop_door(inhoud, [tag], na_brok=lambda: None))
        assert geheugen() - na_een < 15_000_000
    finally:
        gc.enable()


STUKKEN: tuple[Callable[[bytes], bytes], ...] = (
    lambda binnen: b"<a>" + binnen + b"</a>",
    lambda binnen: b"<a b='>' c = \"'\">" + binnen + b"</a >",
    lambda binnen: b"<b/>" + binnen,
    lambda binnen: b"<!-- <a> - -->" + binnen,
    lambda binnen: b"<?a <b> ?>" + binnen,
    lambda binnen: b"<![CDATA[<a b='c'> ]] > <!-- ]]>" + binnen,
    lambda binnen: b"a = 'b' > c" + binnen,
)
"""What XML is made of, around what comes after."""


@given(st.lists(st.sampled_from(STUKKEN), max_size=30))
@example(list(STUKKEN))
def test_what_is_counted_in_the_bytes_is_what_a_parser_finds(stukken: list[Callable[[bytes], bytes]]) -> None:
    binnen = b""
    for stuk in reversed(stukken):
        binnen = stuk(binnen)
    inhoud = b"<w>" + binnen + b"</w>"
    wortel = etree.fromstring(inhoud)
    assert omvang.elementen(omvang.tags(inhoud)) == sum(1 for _ in wortel.iter("*"))


def test_attributes_are_counted_exactly_where_there_are_many() -> None:
    inhoud = b"<w>" + b"<a b='1=1' xmlns:c = \"d\">= = ='</a>" * 60_000 + b"</w>"
    assert omvang.attributen(omvang.tags(inhoud)) == 120_000


@pytest.mark.parametrize(
    "inhoud",
    [
        b" " * 1_000_000 + b"x",
        b"<?xml" + b" " * 1_000_000 + b"<",
        b"<?xml version='1.0' encoding='utf-16'" + b" " * 1_000_000 + b"<a/>",
        b"<a>" + b" " * 1_000_000 + b"\xff</a>",
        " ".encode("utf-16-le") * 1_000_000,
    ],
    ids=["before nothing", "in a declaration", "behind an encoding", "in an element", "of UTF-16"],
)
def test_white_space_is_gone_through_once(inhoud: bytes) -> None:
    # Once for each place in it would take hours.
    assert len(omvang.als_utf_8(inhoud)) >= 1_000_000
