"""The schemas: facts of the standard, and the same verdict as the published set on any document."""

import json
import os
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.istandaard import codec, xml
from tests.istandaard.berichten import GEDEELD, XS, toewijzing, willekeurig

XSI = "http://www.w3.org/2001/XMLSchema-instance"
BASIS = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
VOORBEELDEN = int(os.environ.get("WMO_TEST_DOCUMENTEN", "400"))
"""Documents to compare with the published schemas; a long run asks for tens of thousands."""

met_gedeeld = pytest.mark.skipif(not GEDEELD.is_dir(), reason="the published schemas are not at hand")


def is_geldig(inhoud: bytes) -> bool:
    try:
        xml.keur(inhoud)
    except xml.OngeldigBericht:
        return False
    return True


def met_waarde(element: str, waarde: str) -> bytes:
    """A typical wmo301 in which the first element of this name holds this text."""
    wortel = etree.fromstring(codec.schrijf(toewijzing()))
    gevonden = next(wortel.iter(f"{{*}}{element}"))
    gevonden.text = waarde
    return etree.tostring(wortel, encoding="UTF-8", xml_declaration=True)


@pytest.mark.parametrize(
    ("element", "waarde"),
    [
        ("Toewijzingsdatum", "12025-01-01"),
        ("Toewijzingsdatum", "-0044-03-15"),
        ("Toewijzingsdatum", "\n 2026-03-02\t"),
        ("Toewijzingstijd", "24:00:00"),
        ("Toewijzingstijd", "10:30:00.125"),
        ("Volume", "+0007"),
        ("Volume", "-0"),
        ("Volume", "0" * 6000 + "12"),
        ("Volume", "99999999"),
        ("Straatnaam", "  laan  "),
        ("Achternaam", "Łukasz 中"),
        ("Voorletters", "ÀéZ"),
    ],
)
def test_odd_but_valid_values_are_accepted(element: str, waarde: str) -> None:
    assert is_geldig(met_waarde(element, waarde))


@pytest.mark.parametrize(
    ("element", "waarde"),
    [
        ("BerichtCode", "415"),
        ("BerichtVersie", "03"),
        ("Afzender", "957"),
        ("Afzender", " 0957"),
        ("Bsn", "99999001"),
        ("Bsn", "٩٩٩٩٩٠٠١٩"),
        ("Toewijzingsdatum", "0000-01-01"),
        ("Toewijzingsdatum", "2026-02-30"),
        ("Toewijzingsdatum", "2026-03-02Z"),
        ("Toewijzingsdatum", "2026-03-02+01:00"),
        ("Toewijzingsdatum", "02026-03-02"),
        ("Toewijzingstijd", "24:00:01"),
        ("Toewijzingstijd", "10:30:00Z"),
        ("Toewijzingstijd", "10:30:00+01:00"),
        ("Volume", "100000000"),
        ("Volume", "-1"),
        ("Volume", "1.0"),
        ("Volume", ""),
        ("Eenheid", "1"),
        ("Eenheid", "02"),
        ("Frequentie", "3"),
        ("Straatnaam", "   "),
        ("Straatnaam", "x" * 25),
        ("Straatnaam", "twee\nregels"),
        ("Voorletters", "A."),
        ("Identificatie", "x" * 13),
        ("BerichtXsdVersie", "1.0"),
        ("BerichtXsdVersie", "01.0.0"),
    ],
)
def test_invalid_values_are_refused(element: str, waarde: str) -> None:
    assert not is_geldig(met_waarde(element, waarde))


@pytest.mark.parametrize("soort", xml.BERICHTSOORTEN)
def test_every_message_names_itself_and_its_release(soort: str) -> None:
    boom = etree.parse(xml.SCHEMAS / f"{soort}.xsd")
    feiten = {etree.QName(feit).localname: feit.text for feit in boom.find(f".//{XS}appinfo")}
    assert (feiten["bericht"], feiten["release"]) == (soort, "3.2")
    assert boom.getroot().get("targetNamespace") == f"http://www.istandaarden.nl/iwmo/3_2/{soort}/schema"


@pytest.mark.parametrize("soort", ["wmo302", "wmo306", "wmo308", "wmo316", "wmo318", "wmo320"])
def test_a_return_message_may_be_a_header_alone(soort: str) -> None:
    for zaad in range(20):
        wortel = etree.fromstring(codec.schrijf(willekeurig(soort, Random(zaad))))
        for klasse in wortel[1:]:
            wortel.remove(klasse)
        assert is_geldig(etree.tostring(wortel))


@met_gedeeld
@settings(max_examples=VOORBEELDEN, deadline=None)
@given(soort=st.sampled_from(xml.BERICHTSOORTEN), zaad=st.integers(0, 2**48))
def test_the_verdict_is_that_of_the_published_schema(soort: str, zaad: int) -> None:
    kans = Random(zaad)
    wortel = etree.fromstring(codec.schrijf(willekeurig(soort, kans)))
    for _ in range(kans.choice((1, 1, 2, 4))):
        kans.choice(MUTATIES)(wortel, kans)
    inhoud = etree.tostring(wortel)
    geldig = gepubliceerd(soort).validate(etree.fromstring(inhoud))
    assert is_geldig(inhoud) is geldig, inhoud.decode()
    if geldig:
        bericht = codec.lees(inhoud)
        assert codec.lees(codec.schrijf(bericht)) == bericht


@cache
def gepubliceerd(soort: str) -> etree.XMLSchema:
    bron = GEDEELD / "xsd" / f"{soort}.xsd"
    return etree.XMLSchema(etree.parse(bron) if bron.exists() else _uit_overzicht(soort))


def _uit_overzicht(soort: str) -> Any:
    """The schema of a return message as the published overview of its structure gives it."""
    structuur = json.loads((GEDEELD / "retour-structuren.json").read_text())["berichten"][soort]
    schema = etree.Element(
        f"{XS}schema",
        {"targetNamespace": structuur["targetNamespace"], "elementFormDefault": "qualified"},
        nsmap={"xs": XS[1:-1], "iwmo": BASIS, soort: structuur["targetNamespace"]},
    )
    basis = (GEDEELD / "xsd" / "basisschema.xsd").as_uri()
    etree.SubElement(schema, f"{XS}import", {"namespace": BASIS, "schemaLocation": basis})
    etree.SubElement(schema, f"{XS}element", {"name": "Bericht", "type": f"{soort}:Root"})
    for klasse in structuur["complexTypes"]:
        complex_type = etree.SubElement(schema, f"{XS}complexType", {"name": klasse["naam"]})
        reeks = etree.SubElement(complex_type, f"{XS}sequence")
        for deel in klasse["elementen"]:
            eigenschappen = {
                "name": deel["element"],
                "minOccurs": str(deel["min"]),
                "maxOccurs": str(deel["max"]),
            }
            if "pattern" not in deel:
                etree.SubElement(reeks, f"{XS}element", eigenschappen | {"type": deel["type"]})
                continue
            element = etree.SubElement(reeks, f"{XS}element", eigenschappen)
            enkelvoudig = etree.SubElement(element, f"{XS}simpleType")
            beperking = etree.SubElement(enkelvoudig, f"{XS}restriction", {"base": deel["type"]})
            etree.SubElement(beperking, f"{XS}pattern", {"value": deel["pattern"]})
    return schema


# fmt: off
RAAR = (
    "", " ", "\n", "\t7", "x", "é", "中", "😀", "\u00a0", "0", "00", "1", "01", "07", "7", "-0", "-1",
    "+1", "+0007", "1.0", "1e3", "1.0.0", "01.0.0", "1.0.0.0", "99999999", "100000000", "9" * 12,
    "1000000000000", "00000000000000000000000000000000000000005", "9" * 40, "١٢", "\uff11\uff12",
    "0957", "12345678", "999990019", "A1", "a_b", "ÿ", "ỳ", "x" * 20, "2026-03-02", "12025-01-01",
    "02026-03-02", "0000-01-01", "-0001-01-01", "2026-02-29", "2024-02-29", "26-03-02",
    "2026-03-02Z", "2026-03-02+01:00", "2026-03-02-05:00", "2026-03-02T00:00:00", "2026-13-01",
    "9999999999999999999999999-01-01", "10:30:00", "24:00:00", "24:00:01", "10:30", "10:30:60",
    "10:30:00Z", "10:30:00+01:00", "10:30:00-05:00", "10:30:00.", "10:30:00.000000001", "a\nb",
    "a\rb", ".", "..\n", "x" * 12, "x" * 13, "x" * 24, "x" * 25, "x" * 64, "x" * 80, "x" * 81,
    "x" * 200, "x" * 201, "x" * 36, "x" * 37, "NL", "nl", "C", "D", "0001", "S300",
)
# fmt: on
"""Values on both sides of what the types allow."""


def _een(wortel: Any, kans: Random) -> Any:
    return kans.choice(list(wortel.iter("*")))


def _blad(wortel: Any, kans: Random) -> Any:
    return kans.choice([element for element in wortel.iter("*") if element.find("*") is None])


def _zet_tekst(wortel: Any, kans: Random) -> None:
    _blad(wortel, kans).text = kans.choice(RAAR)


def _omring(wortel: Any, kans: Random) -> None:
    blad = _blad(wortel, kans)
    blad.text = kans.choice((" {}", "{} ", "\n{}\n", "0{}", "+{}", "-{}", "{}Z", "{0}{0}")).format(
        blad.text or ""
    )


def _wissel_tekst(wortel: Any, kans: Random) -> None:
    een, ander = _blad(wortel, kans), _blad(wortel, kans)
    een.text, ander.text = ander.text, een.text


def _knip_tekst(wortel: Any, kans: Random) -> None:
    blad = _blad(wortel, kans)
    tekst = blad.text or ""
    knip = kans.randint(0, len(tekst))
    blad.text = tekst[:knip]
    tussen = kans.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y")))
    tussen.tail = tekst[knip:]
    blad.append(tussen)


def _laat_weg(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    if element is not wortel:
        element.getparent().remove(element)


def _herhaal(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    if element is not wortel:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _verplaats(wortel: Any, kans: Random) -> None:
    element, ander = _een(wortel, kans), _een(wortel, kans)
    if element is not wortel and ander is not wortel and element not in ander.iterancestors():
        ander.addnext(element)


def _wissel_buren(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    if (buur := element.getnext()) is not None:
        buur.addnext(element)


def _maak_leeg(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    for kind in list(element):
        element.remove(kind)
    element.text = kans.choice((None, " ", "\n"))


def _andere_namespace(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    namespace = kans.choice((BASIS, etree.QName(wortel).namespace, None, "urn:x"))
    if element is not wortel:
        element.tag = etree.QName(namespace, etree.QName(element).localname)


def _andere_naam(wortel: Any, kans: Random) -> None:
    element, ander = _een(wortel, kans), _een(wortel, kans)
    if element is not wortel:
        element.tag = ander.tag


def _losse_tekst(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    if element is not wortel:
        element.tail = kans.choice(("x", " ", "\u00a0", "\n\n"))


def _attribuut(wortel: Any, kans: Random) -> None:
    naam, waarde = kans.choice(
        (
            (f"{{{XSI}}}nil", "true"),
            (f"{{{XSI}}}nil", "false"),
            (f"{{{XSI}}}nil", "x"),
            (f"{{{XSI}}}schemaLocation", "urn:x file:///niets"),
            (f"{{{XSI}}}noNamespaceSchemaLocation", "niets.xsd"),
            ("{http://www.w3.org/XML/1998/namespace}lang", "nl"),
            ("id", "1"),
        )
    )
    _een(wortel, kans).set(naam, waarde)


def _xsi_type(wortel: Any, kans: Random) -> None:
    soort = kans.choice([*_typen("basisschema"), *_typen(str(wortel.prefix)), "iwmo:Bestaat_niet", "x:y", ""])
    _een(wortel, kans).set(f"{{{XSI}}}type", soort)


def _passend_xsi_type(wortel: Any, kans: Random) -> None:
    element = _een(wortel, kans)
    namen = _typen_van(str(wortel.prefix)).get(etree.QName(element).localname, ["iwmo:LDT_Datum"])
    element.set(f"{{{XSI}}}type", kans.choice(namen))


@cache
def _typen(naam: str) -> list[str]:
    boom = etree.parse(GEDEELD / "xsd" / f"{naam}.xsd") if naam == "basisschema" else _boom(naam)
    prefix = "iwmo" if naam == "basisschema" else naam
    return [
        f"{prefix}:{soort.get('name')}"
        for soort in boom.iter("{*}complexType", "{*}simpleType")
        if soort.get("name")
    ]


@cache
def _typen_van(soort: str) -> dict[str, list[str]]:
    typen: dict[str, list[str]] = {}
    for boom in (_boom(soort), etree.parse(GEDEELD / "xsd" / "basisschema.xsd")):
        for element in boom.iter(f"{XS}element"):
            if element.get("type"):
                typen.setdefault(str(element.get("name")), []).append(str(element.get("type")))
    return typen


def _boom(soort: str) -> Any:
    bron = GEDEELD / "xsd" / f"{soort}.xsd"
    return etree.parse(bron) if bron.exists() else _uit_overzicht(soort)


MUTATIES: tuple[Callable[[Any, Random], None], ...] = (
    *(_zet_tekst, _zet_tekst, _zet_tekst, _omring, _omring, _wissel_tekst, _knip_tekst, _laat_weg, _herhaal),
    *(_verplaats, _wissel_buren, _maak_leeg, _andere_namespace, _andere_naam, _losse_tekst, _attribuut),
    *(_xsi_type, _passend_xsi_type),
)
