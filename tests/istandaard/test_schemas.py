"""The schemas: facts of the standard, and the same verdict as the published set on any document."""

import json
import os
import re
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.istandaard import codec, uitgave, xml
from tests.istandaard.berichten import BASIS, GEDEELD, XS, gemuteerd, is_geldig, toewijzing, willekeurig

VOORBEELDEN = int(os.environ.get("WMO_TEST_DOCUMENTEN", "150"))
"""Documents to compare; a long run asks for tens of thousands."""

met_gedeeld = pytest.mark.skipif(not GEDEELD.is_dir(), reason="the published schemas are not at hand")


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
    assert (feiten["bericht"], feiten["release"]) == (soort, uitgave.NUMMER)
    assert boom.getroot().get("targetNamespace") == uitgave.namespace_van(soort)


def test_one_module_alone_names_the_release_in_a_namespace() -> None:
    """Also of a release that comes later: what is looked for is any address of a schema."""
    app = Path(uitgave.__file__).parents[1]
    noemen = [pad for pad in app.rglob("*.py") if "istandaarden.nl/iwmo/" in pad.read_text("utf-8")]
    assert noemen == [Path(uitgave.__file__)]


@pytest.mark.parametrize("soort", ["wmo302", "wmo306", "wmo308", "wmo316", "wmo318", "wmo320"])
def test_a_return_message_may_be_a_header_alone(soort: str) -> None:
    for zaad in range(20):
        wortel = etree.fromstring(codec.schrijf(willekeurig(soort, Random(zaad))))
        for klasse in wortel[1:]:
            wortel.remove(klasse)
        assert is_geldig(etree.tostring(wortel))


TIJD, TIJD_VAN_LIBXML2 = "[^Z+-]+", "[^Z+]+"
"""The pattern of a time, and how libxml2 reads it: it takes the last `-` for no character at all."""
TE_RUIM = "|".join(f"&#{ord(teken)};" for teken in "\u00a0\u0661\u0662\uff11\uff12").encode()
"""A no-break space, and the digits of other scripts in `RAAR`, as they are written in a document."""
GEEN_OORDEEL = (xmlschema.exceptions.XMLSchemaKeyError, OverflowError)
"""What xmlschema raises instead of refusing: an xsi:type that is unknown, a year that it cannot count to."""


@pytest.fixture(scope="module")
def tweede(tmp_path_factory: pytest.TempPathFactory) -> dict[str, xmlschema.XMLSchema10]:
    """Our schemas as xmlschema reads them, but for the one pattern that libxml2 reads in its own way."""
    map_ = tmp_path_factory.mktemp("tweede") / "schemas"
    shutil.copytree(xml.SCHEMAS, map_)
    basis = (map_ / "basisschema.xsd").read_text()
    assert basis.count(f'"{TIJD}"') == 1
    (map_ / "basisschema.xsd").write_text(basis.replace(f'"{TIJD}"', f'"{TIJD_VAN_LIBXML2}"'))
    return {soort: xmlschema.XMLSchema10(str(map_ / f"{soort}.xsd")) for soort in xml.BERICHTSOORTEN}


def tweede_oordeel(schema: xmlschema.XMLSchema10, inhoud: bytes) -> bool:
    """Whether xmlschema accepts these bytes, with a parser of its own.

    It takes characters for more than they are in XML: a no-break space between elements for white space, and
    digits of other scripts for those of a number. One that is neither stands for them here.
    """
    try:
        return bool(schema.is_valid(re.sub(TE_RUIM, b"&#161;", inhoud)))
    except GEEN_OORDEEL:
        return False


@settings(max_examples=VOORBEELDEN, deadline=None)
@given(soort=st.sampled_from(xml.BERICHTSOORTEN), zaad=st.integers(0, 2**48))
def test_the_verdict_of_libxml2_is_that_of_xmlschema(
    tweede: dict[str, xmlschema.XMLSchema10], soort: str, zaad: int
) -> None:
    inhoud = gemuteerd(soort, Random(zaad))
    assert is_geldig(inhoud) is tweede_oordeel(tweede[soort], inhoud), inhoud.decode()


@pytest.mark.parametrize(("tijd", "anders"), [("10:30:00", False), ("10:30:00-05:00", True)])
def test_only_of_a_time_in_the_west_do_they_judge_differently(tijd: str, anders: bool) -> None:
    inhoud = met_waarde("Toewijzingstijd", tijd)
    als_het_er_staat = xmlschema.XMLSchema10(str(xml.SCHEMAS / "wmo301.xsd"))
    assert is_geldig(inhoud)
    assert als_het_er_staat.is_valid(inhoud) is not anders


@met_gedeeld
@settings(max_examples=VOORBEELDEN, deadline=None)
@given(soort=st.sampled_from(xml.BERICHTSOORTEN), zaad=st.integers(0, 2**48))
def test_the_verdict_is_that_of_the_published_schema(soort: str, zaad: int) -> None:
    inhoud = gemuteerd(soort, Random(zaad))
    geldig = gepubliceerd_schema(soort).validate(etree.fromstring(inhoud))
    assert is_geldig(inhoud) is geldig, inhoud.decode()
    if geldig:
        bericht = codec.lees(inhoud)
        assert codec.lees(codec.schrijf(bericht)) == bericht


@cache
def gepubliceerd_schema(soort: str) -> etree.XMLSchema:
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
