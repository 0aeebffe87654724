"""XML from outside, hostile until shown otherwise: parse it, recognise the message, check its schema.

No DTD, no entities, nothing fetched, size and depth bounded. What cannot be read is an error, what breaks the
schema is a finding; both are Dutch, name the place, and repeat values of code elements only.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from lxml import etree

from app.domain.fouten import OngeldigeInvoer
from app.istandaard.bevindingen import Bevinding

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas" / "iwmo" / "3.2"
"""The schemas of the project; every function here takes another folder, such as that of the published set."""

MAXIMUM = 25 * 2**20
"""Bytes that a message counts at most, as in the chain."""

BERICHTSOORTEN = tuple(
    f"wmo{nummer}" for nummer in (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325)
)
"""The fourteen messages of iWmo 3.2."""

_SOORT_VAN_WORTEL = {
    f"{{http://www.istandaarden.nl/iwmo/3_2/{soort}/schema}}Bericht": soort for soort in BERICHTSOORTEN
}
_ANDERE_STANDAARD = re.compile(
    r"http://www\.istandaarden\.nl/(i[a-z]{1,4})/([0-9]{1,2})_([0-9]{1,2})(?:/([a-z]+[0-9]{3}))?/.{0,40}"
)
_XS = "{http://www.w3.org/2001/XMLSchema}"
_GROOT, _ZEER_VEEL = 2**18, 1000


class OnleesbaarBericht(OngeldigeInvoer):
    """It is not XML that may be read; `regelnummer` is the line where reading stopped."""

    soort = "onleesbaar-bericht"
    titel = "Het bericht is niet te lezen"

    def __init__(self, melding: str, regelnummer: int | None = None) -> None:
        """Keep the Dutch sentence, with its line where there is one."""
        super().__init__(melding if regelnummer is None else f"Regel {regelnummer}: {melding}")
        self.regelnummer = regelnummer


class OnbekendBericht(OngeldigeInvoer):
    """It is XML, but none of the fourteen messages of iWmo 3.2."""

    soort = "onbekend-bericht"
    titel = "Dit is geen bericht van iWmo 3.2"


class OngeldigBericht(OngeldigeInvoer):
    """It is one of the fourteen messages, but breaks its schema: `bevindingen` holds every fault."""

    soort = "ongeldig-bericht"
    titel = "Het bericht voldoet niet aan het schema"

    def __init__(self, berichtsoort: str, bevindingen: tuple[Bevinding, ...]) -> None:
        """Keep all faults."""
        super().__init__(f"Dit bericht voldoet niet aan het schema van {berichtsoort}.")
        self.berichtsoort = berichtsoort
        self.bevindingen = bevindingen


def ontleed(inhoud: bytes, maximum: int = MAXIMUM) -> etree._Element:
    """The root element of these bytes; raises `OnleesbaarBericht`. Comments and instructions are left out."""
    if len(inhoud) > maximum:
        raise OnleesbaarBericht(f"Het bestand telt {len(inhoud)} bytes; toegestaan zijn er {maximum}.")
    try:
        wortel = etree.fromstring(inhoud, _eigen.parser)
    except etree.XMLSyntaxError as fout:
        raise _parseerfout(fout, not inhoud.strip()) from None
    weiger_dtd(wortel)
    return wortel


def weiger_dtd(wortel: etree._Element) -> None:
    """Refuse a document with a DTD: it has no use in a message, and it is how entities come in."""
    if wortel.getroottree().docinfo.internalDTD is not None:
        raise OnleesbaarBericht(_DTD)


def herken(wortel: etree._Element) -> str:
    """Which of the fourteen messages this is, such as wmo301; raises `OnbekendBericht`."""
    soort = _SOORT_VAN_WORTEL.get(str(wortel.tag))
    if soort is not None:
        return soort
    naam = etree.QName(wortel)
    namespace = naam.namespace or ""
    verwacht = (
        "Verwacht: het element Bericht in de namespace http://www.istandaarden.nl/iwmo/3_2/<bericht>/schema, "
        f"met als bericht een van {', '.join(BERICHTSOORTEN)}."
    )
    anders = _ANDERE_STANDAARD.fullmatch(namespace)
    if anders is not None and (anders[1], anders[2], anders[3]) != ("iwmo", "3", "2"):
        standaard = f"i{anders[1][1:].capitalize()} {anders[2]}.{anders[3]}"
        bericht = f" ({anders[4]})" if anders[4] else ""
        raise OnbekendBericht(f"Dit is een bericht van {standaard}{bericht}, niet van iWmo 3.2. {verwacht}")
    waar = f"in de namespace {namespace[:120]}" if namespace else "zonder namespace"
    raise OnbekendBericht(f"Gevonden: het element {naam.localname[:60]} {waar}. {verwacht}")


@dataclass(frozen=True, slots=True)
class Schema:
    """The compiled schema of one message, with what its text says about places in it."""

    xsd: etree.XMLSchema
    klassen: frozenset[str]
    """The elements that are a class of the message, such as Client and ToegewezenProduct."""
    lijsten: frozenset[str]
    """The elements that are a list of those, such as ToegewezenProducten."""


def schema(soort: str, schemas: Path = SCHEMAS) -> Schema:
    """The schema of a message.

    Compiled once per thread: libxml2 mixes up the errors of threads that share one.
    """
    bekend = _eigen.schemas
    gevonden = bekend.get((soort, schemas))
    if gevonden is None:
        boom = etree.parse(schemas / f"{soort}.xsd")
        lijsten = {
            str(e.get("name"))
            for e in boom.iter(f"{_XS}complexType")
            if e.find(f".//{_XS}element[@maxOccurs='unbounded']") is not None
        }
        klassen = {
            str(e.get("name"))
            for e in boom.iter(f"{_XS}element")
            if str(e.get("type")).startswith(f"{soort}:") and e.get("name") not in lijsten
        }
        gevonden = Schema(etree.XMLSchema(boom), frozenset(klassen), frozenset(lijsten))
        bekend[soort, schemas] = gevonden
    return gevonden


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """A message that is valid against its schema."""

    soort: str
    """Which message, such as wmo301."""
    wortel: etree._Element


def keur(inhoud: bytes, schemas: Path = SCHEMAS, maximum: int = MAXIMUM) -> Gekeurd:
    """Parse, recognise and check against the schema.

    Raises `OnleesbaarBericht`, `OnbekendBericht`, or `OngeldigBericht` with every fault in it.
    """
    wortel = ontleed(inhoud, maximum)
    soort = herken(wortel)
    het_schema = schema(soort, schemas)
    if len(inhoud) > _GROOT and (te_veel := _zeer_veel_fouten(inhoud, het_schema)):
        raise OngeldigBericht(soort, te_veel)
    if not het_schema.xsd.validate(wortel):
        raise OngeldigBericht(
            soort, tuple(_bevindingen(_regels(het_schema.xsd.error_log), het_schema, wortel))
        )
    return Gekeurd(soort, wortel)


def herken_stroom(bestand: BinaryIO) -> str:
    """Which message the file holds, as `herken` says; reads no further than the first tag."""
    for _, wortel in _gebeurtenissen(bestand, events=("start",)):
        return herken(wortel)
    raise OnleesbaarBericht(_GEEN_XML)


def stroom(
    bestand: BinaryIO, soort: str, tags: Iterable[str], schemas: Path = SCHEMAS, maximum: int = MAXIMUM
) -> Iterator[tuple[str, Any]]:
    """The begin and end ("start", "end") of each element with one of these tags, while checking the schema.

    Who reads may take away what is behind. A fault is explained from a second reading as a tree, up to
    `maximum` bytes; above that it has no place.
    """
    xsd = schema(soort, schemas).xsd
    try:
        yield from _gebeurtenissen(bestand, events=("start", "end"), tag=list(tags), schema=xsd)
    except etree.XMLSyntaxError as fout:
        bestand.seek(0)
        inhoud = bestand.read(maximum + 1)
        if len(inhoud) <= maximum:
            keur(inhoud, schemas, maximum)
        fouten = [_zonder_plaats(_melding(regel)) for regel in _schemafouten(fout.error_log)]
        raise OngeldigBericht(soort, tuple(fouten[:_ZEER_VEEL])) from None


def _gebeurtenissen(bestand: BinaryIO, **keuze: Any) -> Iterator[tuple[str, etree._Element]]:
    bestand.seek(0)
    leeg = not bestand.read(4096).strip()
    bestand.seek(0)
    eerste = True
    try:
        for gebeurtenis, element in etree.iterparse(bestand, **_VEILIG, **keuze):
            if eerste:
                weiger_dtd(element)
                eerste = False
            yield gebeurtenis, element
    except etree.XMLSyntaxError as fout:
        if _schemafouten(fout.error_log):
            raise
        raise _parseerfout(fout, leeg) from None


_VEILIG: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class _Eigen(threading.local):
    """What each thread has for itself."""

    def __init__(self) -> None:
        self.parser = etree.XMLParser(**_VEILIG)
        self.schemas: dict[tuple[str, Path], Schema] = {}


_eigen = _Eigen()


def _zeer_veel_fouten(inhoud: bytes, het_schema: Schema) -> tuple[Bevinding, ...]:
    # libxml2 looks up the place of a fault by counting all elements before it, so that the time grows with
    # the square of the number of faults. A large message is therefore first checked without places.
    parser = etree.XMLParser(schema=het_schema.xsd, **_VEILIG)
    try:
        etree.fromstring(inhoud, parser)
    except etree.XMLSyntaxError:
        fouten = _schemafouten(parser.error_log)
        if len(fouten) > _ZEER_VEEL:
            slot = _zonder_plaats(
                f"Dit bericht telt {len(fouten)} fouten tegen het schema; de eerste {_ZEER_VEEL} staan hier, "
                "zonder hun plaats."
            )
            return slot, *[_zonder_plaats(_melding(fout)) for fout in fouten[:_ZEER_VEEL]]
    return ()


# From here on: explaining faults.

_Fout = Any  # an entry in the error log of libxml2; the type stubs do not know it

_DTD = (
    "Het bestand heeft een DTD (DOCTYPE) of entiteiten; die horen niet in een bericht "
    "en worden om veiligheid geweigerd."
)
_BRONFOUTEN = {
    "ERR_TAG_NOT_FINISHED": "Het bestand houdt op voordat alle elementen dicht zijn; het lijkt afgebroken.",
    "ERR_TAG_NAME_MISMATCH": "Een eindtag hoort niet bij de begintag die open staat.",
    "ERR_DOCUMENT_END": "Na het einde van het bericht staat nog iets.",
    "ERR_INVALID_ENCODING": "De bytes passen niet bij de tekencodering van het bestand (verwacht: UTF-8).",
    "ERR_UNSUPPORTED_ENCODING": "De tekencodering die het bestand noemt, is onbekend (verwacht: UTF-8).",
    "ERR_INVALID_CHAR": "Hier staat een teken dat in XML niet mag, zoals een NUL-teken.",
    "ERR_UNDECLARED_ENTITY": "Onbekende entiteit; alleen &amp; &lt; &gt; &quot; en &apos; mogen.",
    "ERR_NAME_REQUIRED": "Hier staat een los teken < of &; in tekst wordt dat &lt; of &amp;.",
    "ERR_NAME_TOO_LONG": "Een naam is te lang.",
    "ERR_ATTRIBUTE_REDEFINED": "Een attribuut staat er twee keer.",
    "ERR_RESERVED_XML_NAME": "Voor de XML-declaratie (<?xml …?>) staat nog iets; die hoort geheel vooraan.",
    "NS_ERR_UNDEFINED_NAMESPACE": "Een voorvoegsel (prefix) is nergens aan een namespace verbonden.",
}
_GRENZEN = {
    "amplification": _DTD,
    "depth": "De elementen zijn te diep in elkaar genest.",
    "too long": "Een stuk tekst is te lang (meer dan 10 miljoen tekens).",
    "size limit": "Een stuk tekst is te lang (meer dan 10 miljoen tekens).",
}


def _parseerfout(fout: etree.XMLSyntaxError, leeg: bool) -> OnleesbaarBericht:
    if leeg:
        return OnleesbaarBericht("Het bestand is leeg.")
    eerste = next(regel for regel in _regels(fout.error_log) if regel.level_name != "WARNING")
    if eerste.type_name == "ERR_DOCUMENT_EMPTY":
        melding = "Dit is geen XML: het bestand begint niet met een element."
    elif eerste.type_name == "ERR_RESOURCE_LIMIT":
        melding = next((uitleg for deel, uitleg in _GRENZEN.items() if deel in eerste.message), _GEEN_XML)
    else:
        melding = _BRONFOUTEN.get(eerste.type_name, _GEEN_XML)
    return OnleesbaarBericht(melding, eerste.line)


_GEEN_XML = "Dit is geen welgevormde XML."

_LEEG = "mag niet leeg zijn"
_PATRONEN = {
    "[0-9]{4}": "moet uit precies 4 cijfers bestaan",
    "[0-9]{8}": "moet uit precies 8 cijfers bestaan",
    "[0-9]{9}": "moet uit precies 9 cijfers bestaan",
    "[0-9]*": "mag alleen cijfers bevatten",
    r".*[^\s].*": "mag niet leeg zijn en moet op één regel staan",
    r"([.\s]*\S+[.\s]*)+": _LEEG,
    "([a-zA-ZÀ-ỳ])+": "mag alleen letters bevatten",
    "([a-zA-Z0-9])+": "mag alleen letters en cijfers bevatten",
    "[^:Z]*": "mag geen tijdzone hebben (verwacht: JJJJ-MM-DD)",
    "[^Z+-]+": "mag geen tijdzone hebben (verwacht: UU:MM:SS)",
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)": "moet een versie zijn, zoals 1.0.0",
}
_TOONBAAR = {
    "Afzender",
    "BasisschemaXsdVersie",
    "BerichtCode",
    "BerichtSubversie",
    "BerichtVersie",
    "BerichtXsdVersie",
    "Categorie",
    "Code",
    "DebetCredit",
    "Eenheid",
    "Frequentie",
    "Ontvanger",
    "ProductCategorie",
    "ProductCode",
    "Raamcontract",
    "RedenAfwijzingVerzoek",
    "RedenBeeindiging",
    "RedenVerzoek",
    "RedenWijziging",
    "RetourCode",
    "StatusAanlevering",
    "VerzoekAntwoord",
    "XsltVersie",
}
"""The elements of which a wrong value is repeated: codes, of which none says anything about a person."""

_VALT_OP = {
    naam: rang
    for rang, naam in enumerate(
        (
            "SCHEMAV_CVC_ELT_3_1",
            "SCHEMAV_CVC_TYPE_3_1_2",
            "SCHEMAV_CVC_ENUMERATION_VALID",
            "SCHEMAV_CVC_MINLENGTH_VALID",
            "SCHEMAV_CVC_PATTERN_VALID",
        )
    )
}
"""Which fault explains best when libxml2 reports several on one value; all others come after these."""

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'")
_WAARDE = re.compile(r"'([0-9A-Za-z.]{1,8})' is (?:not|less|greater)")
_STAP = re.compile(r"(.*?)(?:\[([0-9]+)\])?")


def _regels(log: Any) -> list[_Fout]:
    return list(log)


def _schemafouten(log: Any) -> list[_Fout]:
    return [fout for fout in _regels(log) if fout.domain_name == "SCHEMASV"]


def _zonder_plaats(melding: str) -> Bevinding:
    return Bevinding("XSD", None, None, None, None, melding)


def _bevindingen(fouten: list[_Fout], het_schema: Schema, wortel: etree._Element) -> Iterator[Bevinding]:
    """One finding per place, in the order of the document."""
    per_plaats: dict[str, list[_Fout]] = {}
    for fout in fouten:
        per_plaats.setdefault(fout.path or "/*", []).append(fout)
    for plaats, hier in per_plaats.items():
        fout = min(hier, key=lambda fout: _VALT_OP.get(fout.type_name, len(_VALT_OP)))
        pad, klasse = _pad_en_klasse(wortel, plaats, het_schema)
        yield Bevinding("XSD", None, klasse, pad, fout.line, _melding(fout))


def _pad_en_klasse(wortel: etree._Element, plaats: str, het_schema: Schema) -> tuple[str, str]:
    # libxml2 writes /wmo301:Bericht/*[2]; here the names alone, and a number where elements may repeat or do.
    klasse = naam = etree.QName(wortel).localname
    pad = f"/{naam}"
    knoop = wortel
    for stap in plaats.split("/")[2:]:
        delen = _STAP.fullmatch(stap)
        assert delen is not None
        voluit, nummer = delen[1], int(delen[2] or 1)
        herhaald = naam in het_schema.lijsten or (voluit != "*" and delen[2])
        knoop = _kind(knoop, voluit, nummer)
        naam = etree.QName(knoop).localname
        pad += f"/{naam}[{nummer}]" if herhaald else f"/{naam}"
        if naam in het_schema.klassen:
            klasse = naam
    return pad, klasse


def _kind(knoop: etree._Element, voluit: str, nummer: int) -> etree._Element:
    if voluit == "*":
        return knoop[nummer - 1]
    (kind,) = cast("list[etree._Element]", knoop.xpath("*[name() = $naam][$nr]", naam=voluit, nr=nummer))
    return kind


def _melding(fout: _Fout) -> str:
    tekst = fout.message
    element = _ELEMENT.match(tekst)
    naam = element[1][:60] if element else "Dit element"
    return f"{naam} {_uitleg(fout.type_name, tekst)}.{_gevonden(naam, tekst)}"


def _gevonden(naam: str, tekst: str) -> str:
    waarde = _WAARDE.search(tekst) if naam in _TOONBAAR else None
    return f" Gevonden: {waarde[1]}." if waarde else ""


def _uitleg(soort: str, tekst: str) -> str:
    """What the element must be, in words that follow its name."""
    if "attribute '" in tekst:
        return "heeft een attribuut dat hier niet mag of niet klopt"
    toegestaan = tekst[tekst.rfind("('") + 2 : tekst.rfind("')")]
    match soort:
        case "SCHEMAV_ELEMENT_CONTENT":
            return _volgorde(tekst)
        case "SCHEMAV_CVC_ENUMERATION_VALID":
            codes = tekst[tekst.rfind(" set {") + 6 : tekst.rfind("}")].replace("'", "")
            lijst = f" ({codes})" if len(codes) < 120 else ""
            return f"moet een code uit de vaste lijst zijn{lijst}"
        case "SCHEMAV_CVC_PATTERN_VALID":
            patroon = tekst[tekst.rfind(" pattern '") + 10 : tekst.rfind("'")]
            return _PATRONEN.get(patroon, f"moet {patroon} zijn")
        case "SCHEMAV_CVC_MINLENGTH_VALID":
            return _LEEG
        case "SCHEMAV_CVC_MAXLENGTH_VALID":
            return f"mag hooguit {tekst.rsplit(chr(39), 2)[1]} tekens tellen"
        case "SCHEMAV_CVC_MININCLUSIVE_VALID":
            return f"moet ten minste {toegestaan} zijn"
        case "SCHEMAV_CVC_MAXINCLUSIVE_VALID":
            return f"mag hooguit {toegestaan} zijn"
        case "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" if tekst.endswith("LDT_Datum'."):
            return "moet een bestaande datum zijn (JJJJ-MM-DD)"
        case "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" if tekst.endswith("LDT_Tijd'."):
            return "moet een bestaande tijd zijn (UU:MM:SS)"
        case "SCHEMAV_CVC_DATATYPE_VALID_1_2_1":
            return "moet een geheel getal zijn"
        case "SCHEMAV_CVC_ELT_3_1":
            return "mag niet leeg zijn (xsi:nil)"
        case "SCHEMAV_CVC_TYPE_3_1_2":
            return "mag alleen tekst bevatten, geen elementen"
        case "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
            return "mag alleen elementen bevatten, geen losse tekst"
        case _:
            return f"voldoet niet aan het schema ({soort.removeprefix('SCHEMAV_')})"


def _volgorde(tekst: str) -> str:
    hier, _, verwacht = tekst.partition(" Expected is ")
    namen = re.findall(r"(?:\{([^}]*)\})?([\w.-]+)[ ,]", verwacht.removeprefix("one of "))
    horen = " of ".join(naam for _, naam in namen)
    if "Missing child" in hier:
        return f"is niet volledig; er ontbreekt: {horen}"
    if not horen:
        return "hoort niet op deze plaats; hier hoort geen element meer"
    element = _ELEMENT.match(tekst)
    if element is not None and element[1] in {naam for _, naam in namen}:
        return f"staat in de verkeerde namespace; verwacht: {namen[0][0]}"
    return f"hoort niet op deze plaats; hier ontbreekt of hoort: {horen}"
