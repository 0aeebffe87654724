"""XML from outside: refused with a reason, or explained fault by fault."""

import threading
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.domain.fouten import OngeldigeInvoer
from app.istandaard import codec, xml
from app.istandaard.bevindingen import Bevinding
from tests.istandaard.berichten import BASIS, toewijzing, willekeurig

GOED = codec.schrijf(toewijzing())
VERKEERDE_PLAATS = "hoort niet op deze plaats; hier ontbreekt of hoort"
ALLEEN_ELEMENTEN = "mag alleen elementen bevatten, geen losse tekst."
VERKEERD_ATTRIBUUT = "heeft een attribuut dat hier niet mag of niet klopt."
MIDDEN = GOED.index(b"</wmo301:Client>")
ENTITEITENBOM = b"<!DOCTYPE a [<!ENTITY a0 'lol'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12)
)


def met_dtd(dtd: bytes, oud: bytes = b"", nieuw: bytes = b"") -> bytes:
    return GOED.replace(b"?>\r\n", b"?>" + dtd, 1).replace(oud, nieuw, 1)


def bevindingen(inhoud: bytes) -> tuple[Bevinding, ...]:
    with pytest.raises(xml.OngeldigBericht) as gevangen:
        xml.keur(inhoud)
    return gevangen.value.bevindingen


def vervang(oud: str, nieuw: str) -> bytes:
    assert oud in GOED.decode()
    return GOED.decode().replace(oud, nieuw, 1).encode()


@pytest.mark.parametrize(
    ("inhoud", "reden"),
    [
        (b"", "leeg"),
        (b" \r\n", "leeg"),
        (b'{"bericht": 1}', "Dit is JSON"),
        (b"PK\x03\x04", "Dit is een ZIP-bestand"),
        (b"%PDF-1.7\n", "Dit is een PDF"),
        (b"Geachte heer", "geen XML"),
        (GOED[:MIDDEN], "afgebroken"),
        (GOED + b"<a/>", "Na het einde"),
        (GOED.replace(b"Dorps", b"Dorp\0s"), "NUL"),
        (GOED.replace(b"Dorps", b"Dorp\xe9s"), "UTF-8"),
        (GOED.replace(b"Dorps", b"Dorp\xed\xa0\x80"), "UTF-8"),
        (GOED.replace(b"UTF-8", b"KLINGON"), "onbekend"),
        (GOED.replace(b"Dorps", b"&eacute;"), "entiteit"),
        (GOED.replace(b"Dorps", b"Jan & Piet"), "&amp;"),
        (GOED.replace(b"<wmo301:Header>", b"<x:Header>"), "namespace"),
        (b"""<x xmlns="a'b}c"/>""", "namespace is geen adres"),
        (met_dtd(b"<!DOCTYPE a>"), "DTD"),
        (met_dtd(b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>"), "DTD"),
        (met_dtd(b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"Dorps", b"&x;"), "DTD"),
        (met_dtd(b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>"), "DTD"),
        (met_dtd(ENTITEITENBOM, b"Dorps", b"&a11;"), "DTD"),
        (b"<a>" * 100_000, "diep"),
        (GOED.replace(b"Dorps", b"D" * 11_000_000), "te lang"),
        (b"<a b='" + b"x" * 11_000_000 + b"'/>", "te lang"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_what_cannot_be_read_is_refused_with_the_reason(inhoud: bytes, reden: str) -> None:
    with pytest.raises(xml.OnleesbaarBericht, match=reden):
        xml.keur(inhoud)


def test_a_message_that_breaks_off_anywhere_is_named_so() -> None:
    for einde in range(GOED.index(b"<wmo301:Header>"), len(GOED) - 3, 7):
        with pytest.raises(xml.OnleesbaarBericht, match="afgebroken"):
            xml.keur(GOED[:einde])


def test_the_line_of_an_unreadable_place_is_told() -> None:
    with pytest.raises(xml.OnleesbaarBericht) as gevangen:
        xml.keur(GOED.replace(b"Dorps", b"Dorp\0s"))
    regel = GOED[: GOED.index(b"Dorps")].count(b"\n") + 1
    assert gevangen.value.regelnummer == regel
    assert f"Regel {regel}" in gevangen.value.melding


def test_a_message_above_the_size_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(xml.OnleesbaarBericht, match="toegestaan zijn er 10"):
        xml.keur(GOED, maximum=10)


@pytest.mark.parametrize("inhoud", [b"<a:b/>", b"<a:/>", b"<:a/>"])
def test_a_prefix_that_is_bound_to_nothing_is_refused_as_a_stream_too(inhoud: bytes) -> None:
    with pytest.raises(OngeldigeInvoer):
        xml.herken_stroom(BytesIO(inhoud))


def test_a_byte_order_mark_and_other_encodings_are_read() -> None:
    for inhoud in (
        b"\xef\xbb\xbf" + GOED,
        GOED.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        GOED.replace(b"UTF-8", b"ISO-8859-1").replace(b"Dorps", b"Dorp\xe9s"),
    ):
        assert xml.keur(inhoud).soort == "wmo301"


STUKKEN = (
    *(b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='UTF-16'?>", b"<?a b?>", b"<!-- -->", b"<!--"),
    *(
        b"<!DOCTYPE a>",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
        b"&x;",
        b"&amp;",
        b"&#0;",
        b"&#xD800;",
        b"]]>",
        b"<![CDATA[",
    ),
    *(
        b"<a>",
        b"</a>",
        b"<a/>",
        b"<a b='",
        b"'>",
        b"<a xmlns='urn:x'>",
        b"<x:a>",
        b"<",
        b">",
        b"&",
        b"a",
        b" ",
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\x0b",
        GOED[: GOED.index(b"<wmo301:Header>")],
        GOED[MIDDEN:],
    ),
)
"""What XML is made of, and what it is not."""


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200) | st.lists(st.sampled_from(STUKKEN), max_size=20).map(b"".join))
def test_any_bytes_give_a_message_or_a_refusal_at_once_and_as_a_stream(inhoud: bytes) -> None:
    with suppress(OngeldigeInvoer):
        xml.keur(inhoud)
    with suppress(OngeldigeInvoer):
        for _ in xml.stroom(BytesIO(inhoud), xml.herken_stroom(BytesIO(inhoud)), ["*"]):
            pass


@settings(max_examples=150, deadline=None)
@given(zaad=st.integers(0, 2**48), soort=st.sampled_from(xml.BERICHTSOORTEN))
def test_damaged_bytes_never_give_anything_but_a_dutch_refusal(zaad: int, soort: str) -> None:
    kans = Random(zaad)
    inhoud = bytearray(codec.schrijf(willekeurig(soort, kans)))
    for _ in range(kans.randint(1, 3)):
        plaats = kans.randrange(len(inhoud))
        inhoud[plaats : plaats + kans.randint(0, 40)] = kans.randbytes(kans.randint(0, 3))
    with suppress(OngeldigeInvoer):
        xml.keur(bytes(inhoud))


@pytest.mark.parametrize(
    ("inhoud", "woorden"),
    [
        (b"<Bericht/>", ["Bericht", "zonder namespace", "wmo301", "wmo325"]),
        (b"<a xmlns='urn:x'/>", ["element a", "urn:x"]),
        (GOED.replace(b"3_2", b"3_1"), ["iWmo 3.1", "wmo301"]),
        (GOED.replace(b"3_2", b"2_0").replace(b"wmo301/schema", b"wmo301/schema/2_0"), ["iWmo 2.0"]),
        (GOED.replace(b"iwmo/3_2/wmo301", b"ijw/3_2/jw301"), ["iJw 3.2", "jw301"]),
        (GOED.replace(b"wmo301:Bericht", b"wmo301:Brief"), ["element Brief", "element Bericht"]),
    ],
)
def test_another_document_is_named_for_what_it_is(inhoud: bytes, woorden: list[str]) -> None:
    with pytest.raises(xml.OnbekendBericht) as gevangen:
        xml.keur(inhoud)
    for woord in woorden:
        assert woord in gevangen.value.melding


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
def test_each_of_the_fourteen_is_recognised(soort: str) -> None:
    assert xml.keur(codec.schrijf(willekeurig(soort, Random(1)))).soort == soort


def test_a_fault_is_told_with_class_path_and_line() -> None:
    (fout,) = bevindingen(vervang("<iwmo:Eenheid>01", "<iwmo:Eenheid>02"))
    assert fout.regel == "XSD"
    assert fout.retourcode is None
    assert fout.klasse == "ToegewezenProduct"
    assert fout.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Omvang/Eenheid"
    assert fout.regelnummer == GOED[: GOED.index(b"<iwmo:Eenheid>")].count(b"\n") + 1
    assert fout.melding == (
        "Eenheid moet een code uit lijst WJ756 (Eenheid) zijn: 01 (Minuut); 04 (Uur); 14 (Etmaal); "
        "16 (Dagdeel (4 uur)); 82 (Stuks (output)); 83 (Euro); 84 (Stuks (inspanning)). Gevonden: 02."
    )


def test_the_path_does_not_depend_on_prefixes() -> None:
    zonder = GOED.decode().replace("wmo301:", "").replace("xmlns:wmo301", "xmlns")
    fouten = bevindingen(zonder.replace("<iwmo:Eenheid>01", "<iwmo:Eenheid>02").encode())
    assert [fout.pad for fout in fouten] == [
        f"/Bericht/Client/ToegewezenProducten/ToegewezenProduct[{nummer}]/Omvang/Eenheid"
        for nummer in (1, 2, 3)
    ]


def test_elements_of_one_name_are_counted_together_whatever_their_prefixes() -> None:
    eerder, _, laatste = GOED.decode().rpartition("<wmo301:ToegewezenProduct>")
    namespace = etree.QName(etree.fromstring(GOED)).namespace
    laatste = laatste.replace("</wmo301:ToegewezenProduct>", "</x:ToegewezenProduct>", 1)
    laatste = laatste.replace("<iwmo:Eenheid>01", "<iwmo:Eenheid>02")
    (fout,) = bevindingen(f'{eerder}<x:ToegewezenProduct xmlns:x="{namespace}">{laatste}'.encode())
    assert fout.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[3]/Omvang/Eenheid"


def test_what_stands_there_once_too_often_has_its_number_without_prefixes_too() -> None:
    dubbel = GOED.decode().replace("<wmo301:Bsn>", "<wmo301:Bsn>999990019</wmo301:Bsn><wmo301:Bsn>")
    zonder = dubbel.replace("wmo301:", "").replace("xmlns:wmo301", "xmlns")
    for inhoud in (dubbel, zonder):
        (fout,) = bevindingen(inhoud.encode())
        assert fout.pad == "/Bericht/Client/Bsn[2]"


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("<wmo301:Bsn>999990019</wmo301:Bsn>", "", f"Geboortedatum {VERKEERDE_PLAATS}: Bsn."),
        ("<iwmo:Frequentie>2</iwmo:Frequentie>", "", "Omvang is niet volledig; er ontbreekt: Frequentie."),
        ("<wmo301:Geslacht>", "<wmo301:Kleur/><wmo301:Geslacht>", f"Kleur {VERKEERDE_PLAATS}: Geslacht."),
        (
            "<iwmo:Volume>120</iwmo:Volume>",
            "<wmo301:Volume>120</wmo301:Volume>",
            f"Volume staat in de verkeerde namespace; verwacht: {BASIS}.",
        ),
        (">999990019<", ">99999001<", "Bsn moet uit precies 9 cijfers bestaan."),
        (">999990019<", "><", "Bsn mag niet leeg zijn."),
        (">1950-07-09<", ">1950-02-30<", "Datum moet een bestaande datum zijn (JJJJ-MM-DD)."),
        (">1950-07-09<", ">1950-07-09Z<", "Datum mag geen tijdzone hebben (verwacht: JJJJ-MM-DD)."),
        (">10:30:00<", ">25:00:00<", "Toewijzingstijd moet een bestaande tijd zijn (UU:MM:SS)."),
        (">120<", ">veel<", "Volume moet een geheel getal zijn."),
        (">120<", ">-1<", "Volume moet ten minste 0 zijn."),
        (">120<", ">123456789<", "Volume mag hooguit 99999999 zijn."),
        (">Dorpsstraat<", f">{'x' * 25}<", "Straatnaam mag hooguit 24 tekens tellen."),
        (">Dorpsstraat<", "> <", "Straatnaam mag niet leeg zijn en moet op één regel staan."),
        (">AM<", ">A.M.<", "Voorletters mag alleen letters bevatten."),
        (">NL<", ">Nederland<", "LandCode moet een code uit lijst COD032 (Land) zijn."),
        (">414<", ">415<", "BerichtCode moet 414 zijn. Gevonden: 415."),
        (
            "<wmo301:Client>",
            "<wmo301:Client>Jansen",
            f"Client {ALLEEN_ELEMENTEN}",
        ),
        (">999990019<", "><b/><", "Bsn mag alleen tekst bevatten, geen elementen."),
        (
            "<wmo301:Bsn>",
            "<wmo301:Bsn soort='x'>",
            f"Bsn {VERKEERD_ATTRIBUUT}",
        ),
    ],
)
def test_each_kind_of_fault_has_its_explanation(oud: str, nieuw: str, melding: str) -> None:
    assert [fout.melding for fout in bevindingen(vervang(oud, nieuw))] == [melding]


def test_all_faults_are_told_at_once_and_each_once() -> None:
    inhoud = vervang(">999990019<", ">12345678901<").replace(b">414<", b">x<").replace(b">AM<", b">?<")
    assert [fout.pad for fout in bevindingen(inhoud)] == [
        "/Bericht/Header/BerichtCode",
        "/Bericht/Client/Bsn",
        "/Bericht/Client/Naam/Voorletters",
    ]


@settings(max_examples=100, deadline=None)
@given(zaad=st.integers(0, 2**48))
def test_no_finding_repeats_what_says_who_a_person_is(zaad: int) -> None:
    kans = Random(zaad)
    wortel = etree.fromstring(GOED)
    for element in kans.sample([element for element in wortel.iter() if not len(element)], 8):
        element.text = "Geheim&eacute;"
    for fout in bevindingen(etree.tostring(wortel)):
        assert "Geheim" not in fout.melding
        assert "999990019" not in fout.melding


def test_very_many_faults_do_not_take_very_long() -> None:
    bericht = codec.schrijf(willekeurig("wmo320", Random(0))).decode()
    kop, _, _ = bericht.partition("</wmo320:Header>")
    codes = "<wmo320:RetourCode>x</wmo320:RetourCode>" * 50_000
    fouten = bevindingen(
        f"{kop}</wmo320:Header><wmo320:Antwoord><wmo320:ReferentieAanbieder>a</wmo320:ReferentieAanbieder>"
        f"<wmo320:VerzoekAntwoord>1</wmo320:VerzoekAntwoord><wmo320:RetourCodes>{codes}</wmo320:RetourCodes>"
        "</wmo320:Antwoord></wmo320:Bericht>".encode()
    )
    assert "meer dan 1000" in fouten[-1].melding
    assert len(fouten) == 1001


def test_the_schemas_may_stand_in_another_folder(tmp_path: Path) -> None:
    elders = tmp_path / "schemas"
    copytree(xml.SCHEMAS, elders)
    streng = (elders / "wmo301.xsd").read_text().replace('value="414"', 'value="999"')
    (elders / "wmo301.xsd").write_text(streng)
    assert xml.keur(GOED).soort == "wmo301"
    with pytest.raises(xml.OngeldigBericht):
        xml.keur(GOED, elders)


def test_a_folder_that_lacks_a_schema_is_named(tmp_path: Path) -> None:
    with pytest.raises(xml.SchemaOnleesbaar, match=r"wmo301\.xsd"):
        xml.keur(GOED, tmp_path)


def test_threads_do_not_mix_up_their_faults() -> None:
    gemist: list[str] = []

    def keur_vaak(element: str, inhoud: bytes) -> None:
        for _ in range(50):
            try:
                xml.keur(inhoud)
            except xml.OngeldigBericht as fout:
                gemist.extend(str(b.pad) for b in fout.bevindingen if not str(b.pad).endswith(element))

    draden = [
        threading.Thread(target=keur_vaak, args=("Bsn", vervang(">999990019<", ">1<"))),
        threading.Thread(target=keur_vaak, args=("BerichtCode", vervang(">414<", ">1<"))),
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert gemist == []


def test_schemas_are_compiled_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    bezig, tegelijk, lees = [0], [0], etree.XMLSchema

    def stel_samen(boom: Any) -> Any:
        bezig[0] += 1
        tegelijk[0] = max(tegelijk[0], bezig[0])
        time.sleep(0.02)
        bezig[0] -= 1
        return lees(boom)

    monkeypatch.setattr(etree, "XMLSchema", stel_samen)
    draden = [threading.Thread(target=xml.schema, args=("wmo301",)) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert tegelijk == [1]
