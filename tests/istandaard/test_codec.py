"""Reading and writing messages."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app import geheugen
from app.domain.fouten import OngeldigeInvoer
from app.istandaard import codec, xml
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.waarden import Datum, Geheel, NietTeBerekenen, Plaats, Tijd
from tests.istandaard.berichten import (
    GEDEELD,
    functies_op_de_weg,
    gemuteerd,
    is_geldig,
    toewijzing,
    willekeurig,
)
from tests.istandaard.regels.bouw_declaratie import een_325, prestatie, terug

VOORBEELDEN = sorted((GEDEELD / "berichten").glob("*.xml"))


def bladen(inhoud: bytes) -> list[tuple[str, str | None]]:
    """Every element of text, as the XML holds it."""
    return [(str(e.tag), e.text) for e in etree.fromstring(inhoud).iter("*") if not len(e)]


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
@settings(max_examples=25, deadline=None)
@given(zaad=st.integers(0, 2**48))
def test_what_is_written_is_read_back(soort: str, zaad: int) -> None:
    bericht = willekeurig(soort, Random(zaad))
    inhoud = codec.schrijf(bericht)
    gelezen = codec.lees(inhoud)
    assert gelezen == bericht
    assert codec.schrijf(gelezen) == inhoud


@pytest.mark.skipif(not VOORBEELDEN, reason="the published samples are not at hand")
@pytest.mark.parametrize("bestand", VOORBEELDEN, ids=lambda bestand: bestand.stem)
def test_a_published_sample_keeps_every_value(bestand: Any) -> None:
    inhoud = bestand.read_bytes()
    assert bladen(codec.schrijf(codec.lees(inhoud))) == bladen(inhoud)


def test_a_file_is_utf8_without_mark_with_lines_that_end_in_cr_lf() -> None:
    bericht = toewijzing()
    product = replace(bericht.client.toegewezen_producten[0], commentaar="één\ntwee")
    inhoud = codec.schrijf(replace(bericht, client=replace(bericht.client, toegewezen_producten=(product,))))
    assert inhoud.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<wmo301:Bericht ')
    assert "één\r\ntwee".encode() in inhoud
    assert inhoud.count(b"\n") == inhoud.count(b"\r\n")


def test_text_that_looks_like_markup_stays_text() -> None:
    bericht = toewijzing()
    product = replace(bericht.client.toegewezen_producten[0], commentaar="<b>&amp;]]>\r\n\t")
    bericht = replace(bericht, client=replace(bericht.client, toegewezen_producten=(product,)))
    gelezen = codec.lees(codec.schrijf(bericht))
    assert isinstance(gelezen, Wmo301)
    assert gelezen.client.toegewezen_producten[0].commentaar == "<b>&amp;]]>\r\n\t"


@pytest.mark.parametrize("teken", ["\0", "\x1b", "\ud800", "\ufffe"])
def test_a_character_that_xml_cannot_carry_is_refused_with_its_field(teken: str) -> None:
    bericht = toewijzing()
    product = replace(
        bericht.client.toegewezen_producten[0],
        commentaar=f"geheim{teken}",
        plaats=Plaats("toewijzingen[4]"),
    )
    with pytest.raises(OngeldigeInvoer) as gevangen:
        codec.schrijf(replace(bericht, client=replace(bericht.client, toegewezen_producten=(product,))))
    assert [fout.veld for fout in gevangen.value.velden] == ["toewijzingen[4]/Commentaar"]
    assert "geheim" not in gevangen.value.melding


def test_what_the_schema_refuses_points_at_the_request_it_was_made_from() -> None:
    bericht = toewijzing()
    producten = bericht.client.toegewezen_producten
    fout_product = replace(producten[1], reden_wijziging="99", plaats=Plaats("toewijzingen[7]"))
    client = replace(bericht.client, bsn="1", toegewezen_producten=(producten[0], fout_product))
    with pytest.raises(xml.OngeldigBericht) as gevangen:
        codec.schrijf(replace(bericht, client=client))
    assert [(fout.pad, fout.regelnummer) for fout in gevangen.value.bevindingen] == [
        ("/Bericht/Client/Bsn", None),
        ("toewijzingen[7]/RedenWijziging", None),
    ]


def test_a_class_knows_where_it_stood() -> None:
    inhoud = codec.schrijf(toewijzing())
    bericht = codec.lees(inhoud)
    assert isinstance(bericht, Wmo301)
    plaats = bericht.client.toegewezen_producten[1].plaats
    assert plaats is not None
    assert plaats.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]"
    regels = inhoud.decode().split("\r\n")
    begin = [nummer for nummer, regel in enumerate(regels, 1) if "<wmo301:ToegewezenProduct>" in regel]
    assert plaats.regelnummer == begin[1]


def test_comments_and_instructions_do_not_break_a_value() -> None:
    inhoud = codec.schrijf(toewijzing()).replace(b"999990019", b"9999<!-- x -->9<?x?>00<![CDATA[19]]>")
    bericht = codec.lees(inhoud)
    assert isinstance(bericht, Wmo301)
    assert bericht.client.bsn == "999990019"


def test_a_fault_of_our_own_while_reading_shows_where_it_is(tmp_path: Path) -> None:
    ruim = tmp_path / "schemas"
    copytree(xml.SCHEMAS, ruim)
    basisschema = (ruim / "basisschema.xsd").read_text().replace('"iwmo:LDT_Volume"', '"xs:string"')
    (ruim / "basisschema.xsd").write_text(basisschema)
    inhoud = codec.schrijf(toewijzing()).replace(b"Volume>120<", b"Volume>veel<")
    with pytest.raises(ValueError, match="veel") as gevangen:
        codec.lees(inhoud, ruim)
    weg = functies_op_de_weg(gevangen.value)
    assert weg[-5:] == ["lees_klasse", "lees_lijst", "lees_klasse", "lees_klasse", "__new__"]


def test_a_fault_of_our_own_while_writing_shows_where_it_is() -> None:
    bericht = toewijzing()
    zonder_tekst: Any = replace(bericht.client.toegewezen_producten[0], budget=object())
    client = replace(bericht.client, toegewezen_producten=(zonder_tekst,))
    with pytest.raises(AttributeError, match="tekst") as gevangen:
        codec.schrijf(replace(bericht, client=client))
    weg = functies_op_de_weg(gevangen.value)
    assert weg[-4:] == ["schrijf_klasse", "schrijf_klasse", "schrijf_lijst", "schrijf_klasse"]


# --- Large messages


def declaratie(prestaties: int, *, foute_regel: int | None = None) -> bytes:
    """A wmo323 with this many lines for one client."""
    klein = codec.schrijf(willekeurig("wmo323", Random(0)))
    eind = b"</wmo323:Prestatie>\r\n"
    voor, begin, rest = klein.partition(b"<wmo323:Prestatie>")
    regel = begin + rest.partition(eind)[0] + eind
    regels = [regel] * prestaties
    if foute_regel is not None:
        regels[foute_regel] = regel.replace(b"<wmo323:Eenheid>", b"<wmo323:Eenheid>X")
    return voor + b"".join(regels) + rest.rpartition(eind)[2]


def klassen_in(klasse: Any) -> Iterator[Berichtklasse]:
    """The class and all classes in it, in the order of the file."""
    yield klasse
    for veld in fields(klasse):
        waarde = getattr(klasse, veld.name)
        for deel in waarde if isinstance(waarde, tuple) and veld.name != "plaats" else (waarde,):
            if isinstance(deel, Berichtklasse):
                yield from klassen_in(deel)


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
def test_a_stream_gives_the_classes_of_the_message_at_their_places(soort: str) -> None:
    for zaad in range(10):
        inhoud = codec.schrijf(willekeurig(soort, Random(zaad)))
        geheel = {klasse.plaats: klasse for klasse in klassen_in(codec.lees(inhoud))}
        stroom = list(codec.lees_stroom(io.BytesIO(inhoud)).klassen)
        plaatsen = list(geheel)
        assert [plaatsen.index(klasse.plaats) for klasse in stroom] == sorted(
            plaatsen.index(klasse.plaats) for klasse in stroom
        )
        for klasse in stroom:
            zelfde: Any = geheel[klasse.plaats]
            leeg = {veld.name: () for veld in fields(klasse) if getattr(klasse, veld.name) == ()}
            assert klasse == replace(zelfde, **leeg)


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
def test_the_last_class_of_each_type_in_a_stream_holds_what_comes_next(soort: str) -> None:
    """The promise of a stream, in the way that the rules rely on it."""
    for zaad in range(10):
        laatste: dict[type, Plaats | None] = {}
        for klasse in codec.lees_stroom(io.BytesIO(codec.schrijf(willekeurig(soort, Random(zaad))))).klassen:
            laatste[type(klasse)] = klasse.plaats
            staat_in = klasse.plaats
            while staat_in is not None and staat_in.naam != "/Bericht":
                assert staat_in in laatste.values()
                staat_in = staat_in.ouder


def plaatsen_in(bericht: Any) -> list[Any]:
    return [klasse.plaats for klasse in klassen_in(bericht)]


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
@pytest.mark.parametrize("veel", [1, 10_000])
def test_a_large_message_is_read_in_parts_as_if_it_were_small(
    soort: str, veel: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zaad in range(10):
        inhoud = codec.schrijf(willekeurig(soort, Random(zaad)))
        klein = codec.lees(inhoud)
        with monkeypatch.context() as anders:
            anders.setattr(geheugen, "GROOT", 0)
            anders.setattr(codec, "_VEEL", veel)
            groot = codec.lees(inhoud)
        assert groot == klein
        assert plaatsen_in(groot) == plaatsen_in(klein)


@pytest.mark.parametrize("soort", ["wmo301", "wmo323", "wmo325"])
def test_the_lines_in_a_large_message_are_those_of_a_small_one(
    soort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zaad in range(10):
        bericht = willekeurig(soort, Random(zaad))
        paden = [
            f"{plaats.pad}{veld}"
            for plaats in plaatsen_in(codec.lees(codec.schrijf(bericht)))
            for veld in ("", "/RetourCodes/RetourCode[2]", "/Bsn", "/DatNiet")
        ]
        Random(zaad).shuffle(paden)
        klein = codec.regelnummers(codec.schrijf(bericht), paden)
        with monkeypatch.context() as anders:
            anders.setattr(geheugen, "GROOT", 0)
            assert codec.regelnummers(codec.schrijf(bericht), paden) == klein


def test_no_more_of_a_large_message_is_a_tree_than_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def ontleed(*_: Any) -> None:
        raise AssertionError("as a tree")

    elementen: list[int] = []

    def lees_deel(element: Any, *rest: Any) -> Any:
        elementen.append(sum(1 for _ in element.iter()))
        return echt(element, *rest)

    echt, inhoud = codec._lees_deel, declaratie(300)
    monkeypatch.setattr(geheugen, "GROOT", 0)
    monkeypatch.setattr(xml, "ontleed", ontleed)
    monkeypatch.setattr(codec, "_lees_deel", lees_deel)
    bericht = codec.lees(inhoud)
    assert isinstance(bericht, Wmo323)
    assert len(elementen) == 303  # the lines, their client, the declaration and the message
    assert max(elementen) < 40
    assert codec.lees(codec.schrijf(bericht)) == bericht
    assert codec.regelnummers(inhoud, ["/Bericht/Declaratie/Clienten/Client[1]/Bsn"])[0] > 20


@pytest.mark.parametrize("veel", [1000, 10_000])
def test_a_long_list_of_texts_is_read_in_parts_as_if_it_were_short(
    veel: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = Random(1).choices(("0200", "9321"), k=1400)
    bericht: Any = een_325(terug(prestatie(), *codes), terug(prestatie(), *codes))
    inhoud = codec.schrijf(replace(bericht, header=replace(bericht.header, retour_codes=tuple(codes))))
    klein = codec.lees(inhoud)
    monkeypatch.setattr(geheugen, "GROOT", 0)
    monkeypatch.setattr(codec, "_VEEL", veel)
    assert codec.lees(inhoud) == klein


def test_a_stream_of_a_declaration_gives_each_line_after_its_client() -> None:
    soorten = [type(klasse).__name__ for klasse in codec.lees_stroom(io.BytesIO(declaratie(3))).klassen]
    assert soorten == ["Header", "Declaratie", "Client", "Prestatie", "Prestatie", "Prestatie"]


def test_a_stream_finds_the_same_faults_as_the_whole() -> None:
    inhoud = declaratie(2000, foute_regel=1500)
    with pytest.raises(xml.OngeldigBericht) as geheel:
        codec.lees(inhoud)
    with pytest.raises(xml.OngeldigBericht) as stroom:
        list(codec.lees_stroom(io.BytesIO(inhoud)).klassen)
    assert stroom.value.bevindingen == geheel.value.bevindingen
    assert "Prestatie[1501]/Eenheid" in str(geheel.value.bevindingen[0].pad)


def test_a_stream_above_the_limit_tells_its_faults_without_places() -> None:
    with pytest.raises(xml.OngeldigBericht) as gevangen:
        list(codec.lees_stroom(io.BytesIO(declaratie(2000, foute_regel=1500)), maximum=1000).klassen)
    assert any(fout.melding.startswith("Eenheid moet een code") for fout in gevangen.value.bevindingen)
    assert {fout.pad for fout in gevangen.value.bevindingen} == {None}


@pytest.mark.parametrize("inhoud", [b"", b"<a", b"<!DOCTYPE a><a/>", declaratie(50)[:-30]])
def test_a_stream_that_cannot_be_read_is_refused(inhoud: bytes) -> None:
    with pytest.raises((xml.OnleesbaarBericht, xml.OnbekendBericht)):
        list(codec.lees_stroom(io.BytesIO(inhoud)).klassen)


@settings(max_examples=100, deadline=None)
@given(zaad=st.integers(0, 2**48), soort=st.sampled_from(xml.BERICHTSOORTEN))
def test_a_stream_and_the_whole_agree_on_any_document(zaad: int, soort: str) -> None:
    kans = Random(zaad)
    inhoud = gemuteerd(soort, kans)
    with nullcontext() if is_geldig(inhoud) else pytest.raises(xml.OngeldigBericht):
        list(codec.lees_stroom(io.BytesIO(inhoud), maximum=kans.choice((100, xml.MAXIMUM))).klassen)


@pytest.mark.alles
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_a_declaration_of_100_000_lines_is_read_within_200_mb(tmp_path: Path) -> None:
    bestand = tmp_path / "groot.xml"
    bestand.write_bytes(declaratie(100_000))
    lees = (
        "import re, sys; from pathlib import Path; from app.istandaard import codec\n"
        "with open(sys.argv[1], 'rb') as f: aantal = sum(1 for _ in codec.lees_stroom(f).klassen)\n"
        "print(aantal, re.search('VmHWM: *\\t *([0-9]+)', Path('/proc/self/status').read_text())[1])"
    )
    uitvoer = subprocess.run(
        [sys.executable, "-c", lees, str(bestand)], check=True, capture_output=True, text=True
    ).stdout
    aantal, kilobytes = map(int, uitvoer.split())
    assert aantal == 100_003
    assert kilobytes < 200_000


# --- Values


def test_dates_compare_by_the_day_they_mean_in_any_year() -> None:
    assert Datum("-0044-03-15") < Datum("2026-03-02") < Datum("12025-01-01")
    assert Datum(" 2026-03-02\n") == Datum.van(date(2026, 3, 2))
    assert hash(Datum(" 2026-03-02\n")) == hash(Datum("2026-03-02"))
    assert Datum("2026-03-02").dag == date(2026, 3, 2)
    assert Datum.van(date(5, 1, 1)).tekst == "0005-01-01"


@pytest.mark.parametrize("tekst", ["12025-01-01", "-0044-03-15", "2026-02-30"])
def test_a_day_outside_the_calendar_cannot_be_calculated_with(tekst: str) -> None:
    with pytest.raises(NietTeBerekenen) as gevangen:
        _ = Datum(tekst).dag
    assert tekst not in str(gevangen.value)


def test_times_compare_within_the_day() -> None:
    assert Tijd.van(time(23, 59, 59)) < Tijd("23:59:59.5") < Tijd("24:00:00")
    assert Tijd("12:00:00") == Tijd("12:00:00.000")


def test_a_time_with_a_zone_equals_itself_but_has_no_order() -> None:
    assert Tijd("12:00:00-05:00") == Tijd("12:00:00-05:00") != Tijd("12:00:00")
    with pytest.raises(NietTeBerekenen):
        _ = Tijd("12:00:00-05:00") < Tijd("12:00:00")


@pytest.mark.parametrize("tekst", ["7", "+0007", " 7\n", "0" * 6000 + "7"])
def test_a_whole_number_keeps_its_text(tekst: str) -> None:
    assert Geheel(tekst) == 7
    assert Geheel(tekst).tekst == tekst
    assert Geheel(7).tekst == "7"
