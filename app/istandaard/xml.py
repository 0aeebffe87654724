"""XML from outside, hostile until shown otherwise: parse it, recognise the message, check its schema.

No DTD, no entities, nothing fetched, size and depth bounded. What cannot be read is an error, what breaks the
schema is a finding; both are Dutch, name the place, and repeat values of code elements only.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from lxml import etree

from app import geheugen
from app.domain.fouten import OngeldigeInvoer
from app.istandaard import omvang, schemafouten, uitgave
from app.istandaard.bestandssoorten import geen_xml
from app.istandaard.bevindingen import Bevinding
from app.istandaard.schemafouten import Schema
from app.istandaard.tonen import toonbaar
from app.meegeleverd import meegeleverde_map

SCHEMAS = meegeleverde_map("schemas") / "iwmo" / uitgave.NUMMER
"""The schemas of the project; every function here takes another folder, such as that of the published set."""

MAXIMUM = 25 * 2**20
"""Bytes that a message counts at most, as in the chain."""

BERICHTSOORTEN = tuple(
    f"wmo{nummer}" for nummer in (301, 302, 305, 306, 307, 308, 315, 316, 317, 318, 319, 320, 323, 325)
)
"""The fourteen messages of iWmo 3.2."""

_SOORT_VAN_WORTEL = {f"{{{uitgave.namespace_van(soort)}}}Bericht": soort for soort in BERICHTSOORTEN}
_DEZE_UITGAVE = ("iwmo", str(uitgave.VERSIE), str(uitgave.SUBVERSIE))
_ANDERE_STANDAARD = re.compile(
    r"http://www\.istandaarden\.nl/(i[a-z]{1,4})/([0-9]{1,2})_([0-9]{1,2})(?:/([a-z]+[0-9]{3}))?/.{0,40}"
)
_XS = "{http://www.w3.org/2001/XMLSchema}"
_Fout = Any  # an entry in the error log of libxml2; the type stubs do not know it
_BROK = 2**16
_OVERZICHTELIJK = 2**15
"""Bytes up to which the places of all faults that fit in a message are found in no time."""
MEESTE_FOUTEN = 1000
"""Faults against the schema that are explained."""
_MEESTE_STAPPEN = 20_000_000
"""Faults times elements up to which each fault gets its place: libxml2 counts elements to say where it is."""
_MEESTE_KNOPEN = 2_000_000
"""Elements and pieces of text in a tree, of some 120 bytes each."""


class OnleesbaarBericht(OngeldigeInvoer):
    """It is not XML that may be read; `regelnummer` is the line where reading stopped.

    `codering` says that the characters are the reason, so that it may yet be a message in another encoding.
    """

    soort = "onleesbaar-bericht"
    titel = "Het bericht is niet te lezen"

    def __init__(self, melding: str, regelnummer: int | None = None, *, codering: bool = False) -> None:
        """Keep the Dutch sentence, with its line where there is one."""
        super().__init__(melding if regelnummer is None else f"Regel {regelnummer}: {melding}")
        self.regelnummer = regelnummer
        self.codering = codering


class OnbekendBericht(OngeldigeInvoer):
    """It is XML, but none of the fourteen messages of iWmo 3.2."""

    soort = "onbekend-bericht"
    titel = f"Dit is geen bericht van {uitgave.NAAM}"


class OngeldigBericht(OngeldigeInvoer):
    """It is one of the fourteen messages, but breaks its schema: `bevindingen` holds every fault."""

    soort = "ongeldig-bericht"
    titel = "Het bericht voldoet niet aan het schema"

    def __init__(self, berichtsoort: str, bevindingen: tuple[Bevinding, ...]) -> None:
        """Keep all faults."""
        super().__init__(f"Dit bericht voldoet niet aan het schema van {berichtsoort}.")
        self.berichtsoort = berichtsoort
        self.bevindingen = bevindingen


class SchemaOnleesbaar(Exception):
    """The folder with schemas lacks one, or holds one that does not work: a fault of the installation."""


def ontleed(inhoud: bytes, maximum: int = MAXIMUM) -> etree._Element:
    """The root element of these bytes; raises `OnleesbaarBericht`. Comments and instructions are left out."""
    if len(inhoud) > maximum:
        raise _te_groot(maximum)
    weiger_anders(inhoud)
    try:
        wortel = etree.fromstring(inhoud, _eigen.parser)
    except etree.XMLSyntaxError as fout:
        raise _parseerfout(fout, _eigen.parser.error_log, _slot(inhoud)) from None
    weiger_dtd(wortel)
    return wortel


def _te_groot(maximum: int) -> OnleesbaarBericht:
    return OnleesbaarBericht(f"Het bestand is te groot; toegestaan zijn er {maximum} bytes.")


def weiger_anders(begin: bytes) -> None:
    """Refuse a kind of file that is known and holds no message, such as a PDF, and say what to send."""
    if (anders := geen_xml(begin)) is not None:
        raise OnleesbaarBericht(anders)


def weiger_dtd(wortel: Any) -> None:
    """Refuse a document with a DTD: it has no use in a message, and it is how entities come in."""
    if wortel.getroottree().docinfo.internalDTD is not None:
        raise OnleesbaarBericht(_DTD)


def herken(wortel: etree._Element) -> str:
    """Which of the fourteen messages this is, such as wmo301; raises `OnbekendBericht`."""
    soort = _SOORT_VAN_WORTEL.get(str(wortel.tag))
    if soort is not None:
        return soort
    # As a stream an element comes before it is known that its prefix is bound: such a tag is no QName.
    namespace, _, naam = str(wortel.tag).removeprefix("{").rpartition("}")
    verwacht = (
        f"Verwacht: het element Bericht in de namespace {uitgave.namespace_van('<bericht>')}, "
        f"met als bericht een van {', '.join(BERICHTSOORTEN)}."
    )
    anders = _ANDERE_STANDAARD.fullmatch(namespace)
    if anders is not None and anders.groups()[:3] != _DEZE_UITGAVE:
        standaard = f"i{anders[1][1:].capitalize()} {anders[2]}.{anders[3]}"
        bericht = f" ({anders[4]})" if anders[4] else ""
        raise OnbekendBericht(
            f"Dit is een bericht van {standaard}{bericht}, niet van {uitgave.NAAM}. {verwacht}"
        )
    waar = f"in de namespace {toonbaar(namespace, 120)}" if namespace else "zonder namespace"
    raise OnbekendBericht(f"Gevonden: het element {toonbaar(naam, 60)} {waar}. {verwacht}")


_SAMENSTELLEN = threading.Lock()


def schema(soort: str, schemas: Path = SCHEMAS) -> Schema:
    """The schema of a message.

    Compiled once per thread: libxml2 mixes up the errors of threads that share one. One at a time: the first
    in a process fills tables that all share, and two at once break them, or the process.
    Raises `SchemaOnleesbaar`.
    """
    bekend = _eigen.schemas
    gevonden = bekend.get((soort, schemas))
    if gevonden is None:
        bestand = schemas / f"{soort}.xsd"
        try:
            boom = etree.parse(bestand)
            with _SAMENSTELLEN:
                xsd = etree.XMLSchema(boom)
        except (OSError, UnicodeError, etree.LxmlError) as fout:
            raise SchemaOnleesbaar(f"{bestand}: dit schema is niet te lezen.") from fout
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
        gevonden = Schema(xsd, frozenset(klassen), frozenset(lijsten))
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
    if geheugen.GROOT < len(inhoud) <= maximum:
        soort, goed = _keur_groot(inhoud, schemas)
        if goed:
            return Gekeurd(soort, ontleed(inhoud, maximum))
    return _keur_met_boom(inhoud, schemas, maximum)


def keur_zonder_boom(inhoud: bytes, schemas: Path = SCHEMAS, maximum: int = MAXIMUM) -> str:
    """Which message this is, checked as `keur` does; there is a tree only to explain what is wrong."""
    if len(inhoud) > maximum:
        raise _te_groot(maximum)
    soort, goed = _keur_groot(inhoud, schemas)
    return soort if goed else _keur_met_boom(inhoud, schemas, maximum).soort


def _keur_met_boom(inhoud: bytes, schemas: Path, maximum: int) -> Gekeurd:
    wortel = ontleed(inhoud, maximum)
    soort = herken(wortel)
    het_schema = schema(soort, schemas)
    if _OVERZICHTELIJK < len(inhoud) <= geheugen.GROOT:  # of a larger one the faults were counted before
        elementen = int(cast(float, wortel.xpath("count(//*)")))
        if not _telbare_fouten(inhoud, soort, elementen, schemas):
            return Gekeurd(soort, wortel)
    if not het_schema.xsd.validate(wortel):
        fouten = schemafouten.bevindingen(_regels(het_schema.xsd.error_log), het_schema, wortel)
        raise OngeldigBericht(soort, schemafouten.eerste(fouten, MEESTE_FOUTEN))
    return Gekeurd(soort, wortel)


def _keur_groot(inhoud: bytes, schemas: Path) -> tuple[str, bool]:
    """Which message this is, and whether it is valid, without making a tree.

    Refuses what would cost too much to keep as one or to explain.
    """
    soort, tags = keur_omvang(inhoud, schemas)
    elementen, stukken = omvang.elementen(tags), tags.count(b"<")
    del tags  # which may be as much as the message
    fouten = _telbare_fouten(inhoud, soort, elementen, schemas)
    if fouten and elementen + stukken > _MEESTE_KNOPEN:
        raise OngeldigBericht(soort, schemafouten.zonder_plaatsen(fouten, MEESTE_FOUTEN))
    return soort, not fouten


def _telbare_fouten(inhoud: bytes, soort: str, elementen: int, schemas: Path) -> list[_Fout]:
    """The faults against the schema; told without their places when finding those would cost too much."""
    meeste = _MEESTE_STAPPEN // elementen
    fouten = _fouten_zonder_boom(inhoud, schema(soort, schemas).xsd, max(meeste, MEESTE_FOUTEN))
    if len(fouten) > meeste:
        raise OngeldigBericht(soort, schemafouten.zonder_plaatsen(fouten, MEESTE_FOUTEN))
    return fouten


def keur_omvang(inhoud: bytes, schemas: Path = SCHEMAS) -> tuple[str, bytes]:
    """Which message this is, and its tags as `omvang` has them; refuse one that counts too much to go on.

    Raises `OnleesbaarBericht` or `OnbekendBericht`, and `OngeldigBericht` for too many elements.
    """
    weiger_anders(inhoud)
    try:
        tags = omvang.tags(inhoud)
    except omvang.NietTeDoen as reden:
        raise OnleesbaarBericht(str(reden)) from None
    except omvang.OnbekendeCodering:
        raise OnleesbaarBericht(_BRONFOUTEN["ERR_UNSUPPORTED_ENCODING"], codering=True) from None
    if omvang.heeft_dtd(tags):
        raise OnleesbaarBericht(_DTD)
    try:
        soort = herken_stroom(BytesIO(inhoud))
    except OnbekendBericht:
        _fouten_zonder_boom(inhoud, None)  # what cannot be read is told first
        raise
    meeste = omvang.hoogstens(soort)
    for wat, aantal, mag in (
        ("elementen", omvang.elementen(tags), meeste),
        ("attributen", omvang.attributen(tags), meeste // 2),
    ):
        if aantal > mag:
            te_veel = (
                f"Dit bericht telt {aantal} {wat}; in een {soort} mogen er hooguit {mag} staan. "
                "Verder is er niet naar gekeken."
            )
            raise OngeldigBericht(soort, (schemafouten.zonder_plaats(te_veel),))
    return soort, tags


def regelnummers(inhoud: bytes, paden: Iterable[str], maximum: int = MAXIMUM) -> list[int]:
    """The line on which the element at each path begins; of one that is absent, the nearest around it.

    A path is that of a `Plaats`, with an element below it, such as `/Bericht/Client/Naam/NaamGebruik`.
    """
    return regels_onder(ontleed(inhoud, maximum), [pad.removeprefix("/Bericht") for pad in paden])


def regels_onder(element: Any, paden: Iterable[str]) -> list[int]:
    """The same of each path below this element, such as `/Naam/NaamGebruik`."""
    regels: dict[int, int] = {}
    _zoek_regels(element, [(nummer, _stappen(pad)) for nummer, pad in enumerate(paden)], regels)
    return [regel for _, regel in sorted(regels.items())]


_Stap = tuple[str, int]
"""The name of an element, and which of that name it is, from 1."""


def _stappen(pad: str) -> list[_Stap]:
    delen = (stap.rstrip("]").partition("[") for stap in pad.split("/")[1:])
    return [(naam, int(nummer or 1)) for naam, _, nummer in delen]


def _zoek_regels(element: Any, gezocht: list[tuple[int, list[_Stap]]], regels: dict[int, int]) -> None:
    # Goes once through the children of an element, whatever is looked for below it.
    hierna: dict[_Stap, list[tuple[int, list[_Stap]]]] = {}
    for wie, stappen in gezocht:
        regels[wie] = element.sourceline
        if stappen:
            hierna.setdefault(stappen[0], []).append((wie, stappen[1:]))
    aantal: Counter[str] = Counter()
    for kind in element if hierna else ():
        naam = kind.tag.rpartition("}")[2]
        aantal[naam] += 1
        if verder := hierna.pop((naam, aantal[naam]), None):
            _zoek_regels(kind, verder, regels)
            if not hierna:
                break


def herken_stroom(bestand: BinaryIO) -> str:
    """Which message the file holds, as `herken` says; reads no further than the first tag."""
    for _, wortel in _gebeurtenissen(bestand, events=("start",)):
        return herken(wortel)
    raise OnleesbaarBericht(_GEEN_XML)


def herken_begin(begin: bytes) -> str | None:
    """Which message begins so, whatever its encoding; None for what is none of the fourteen."""
    try:
        return herken_stroom(BytesIO(omvang.als_utf_8(begin)))
    except OngeldigeInvoer:
        return None


def stroom(
    bestand: BinaryIO, soort: str, tags: Iterable[str], schemas: Path = SCHEMAS, maximum: int = MAXIMUM
) -> Iterator[tuple[str, Any]]:
    """The begin and end ("start", "end") of each element with one of these tags, while checking the schema.

    Who reads may take away what is behind. A fault is explained from a second reading as a tree, up to
    `maximum` bytes; above that it has no place.
    """
    # Leaving internal entities alone would, with a schema, let a file that breaks off pass for a whole one
    # (lxml 6). There are none: `herken_stroom` has refused a DTD.
    keuze: dict[str, Any] = {"schema": schema(soort, schemas).xsd, "resolve_entities": "internal"}
    fouten = yield from _gebeurtenissen(bestand, events=("start", "end"), tag=list(tags), **keuze)
    if fouten:
        bestand.seek(0)
        inhoud = bestand.read(maximum + 1)
        if len(inhoud) <= maximum:
            keur(inhoud, schemas, maximum)
        raise OngeldigBericht(soort, schemafouten.zonder_plaatsen(fouten, MEESTE_FOUTEN))


def loop_door(inhoud: bytes, tags: Iterable[str], na_brok: Callable[[], None]) -> Iterator[tuple[str, Any]]:
    """What `stroom` gives of bytes that were checked before.

    `na_brok` is called each time that some of it was read: the place to take away what has no such tag.
    """
    return _gebeurtenissen(BytesIO(inhoud), na_brok, events=("start", "end"), tag=list(tags))


def _gebeurtenissen(
    bestand: BinaryIO, na_brok: Callable[[], None] = lambda: None, **keuze: Any
) -> Generator[tuple[str, Any], None, list[_Fout]]:
    """Stops at the first faults against the schema and returns them: what comes out has been checked."""
    bestand.seek(0)
    lezer = etree.XMLPullParser(**_VEILIG | keuze)
    begonnen = False
    slot = b""
    try:
        while brok := bestand.read(_BROK):
            if not slot:
                weiger_anders(brok)
            slot = _slot(brok) or slot
            lezer.feed(brok)
            if fouten := _schemafouten(lezer.feed_error_log):
                return fouten
            for gebeurtenis, element in lezer.read_events():
                if not begonnen:
                    weiger_dtd(element)
                    begonnen = True
                yield gebeurtenis, element
            na_brok()
        lezer.close()
        return _schemafouten(lezer.feed_error_log)
    except etree.XMLSyntaxError as fout:
        if fouten := _schemafouten(lezer.feed_error_log):
            return fouten
        raise _parseerfout(fout, lezer.feed_error_log, slot) from None
    finally:
        _laat_los(lezer)


def _laat_los(lezer: etree.XMLPullParser) -> None:
    """Give the parser something small to remember.

    With `tag` a parser and its last document hold each other until garbage is collected. What stays of that
    counts for little in Python, so that this may take long, and for hundreds of megabytes in libxml2.
    """
    for slot in (b"", b"<a/>"):
        with suppress(etree.XMLSyntaxError):
            lezer.feed(slot)
            lezer.close()


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


class _Niets:
    """Makes nothing of what is read, so that it is only gone through."""

    def close(self) -> None:
        """The end."""


def _fouten_zonder_boom(
    inhoud: bytes, xsd: etree.XMLSchema | None, meeste: int = MEESTE_FOUTEN
) -> list[_Fout]:
    """The faults against the schema, up to a little more than so many; raises `OnleesbaarBericht`."""
    lezer = etree.XMLParser(target=cast(Any, _Niets()), schema=xsd, **_VEILIG)
    try:
        for begin in range(0, len(inhoud), _BROK):
            lezer.feed(inhoud[begin : begin + _BROK])
            if len(lezer.feed_error_log) > meeste:
                break
        else:
            lezer.close()
    except etree.XMLSyntaxError as fout:
        raise _parseerfout(fout, lezer.feed_error_log, _slot(inhoud)) from None
    return _schemafouten(lezer.feed_error_log)


# From here on: explaining faults.

_DTD = (
    "Het bestand heeft een DTD (DOCTYPE) of entiteiten; die horen niet in een bericht "
    "en worden om veiligheid geweigerd."
)
_AFGEBROKEN = "Het bestand houdt op voordat alle elementen dicht zijn; het lijkt afgebroken."
_BRONFOUTEN = {
    "ERR_TAG_NOT_FINISHED": _AFGEBROKEN,
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
    "WAR_NS_URI": "De naam van een namespace is geen adres (URI), door een spatie, accolade of ander teken.",
    "NS_ERR_UNDEFINED_NAMESPACE": "Een voorvoegsel (prefix) is nergens aan een namespace verbonden.",
}
_CODERINGSFOUTEN = ("ERR_INVALID_ENCODING", "ERR_UNSUPPORTED_ENCODING")
_GRENZEN = {
    "amplification": _DTD,
    "depth": "De elementen zijn te diep in elkaar genest.",
    "too long": "Een stuk tekst is te lang (meer dan 10 miljoen tekens).",
    "size limit": "Een stuk tekst is te lang (meer dan 10 miljoen tekens).",
}


def _slot(inhoud: bytes) -> bytes:
    """The last byte that is no white space (nor half of a UTF-16 letter); of a whole document that is >."""
    return inhoud.rstrip(b" \t\r\n\0")[-1:]


def _parseerfout(fout: etree.XMLSyntaxError, log: Any, slot: bytes) -> OnleesbaarBericht:
    # The log is that of the parser; the error itself carries the log of everything the thread has parsed.
    if not slot:
        return OnleesbaarBericht("Het bestand is leeg, of bevat alleen witruimte of NUL-tekens.")
    eerste = next((regel for regel in _regels(log) if regel.level_name != "WARNING"), None)
    if eerste is None:
        return OnleesbaarBericht(_GEEN_XML, fout.lineno)
    if eerste.type_name == "ERR_DOCUMENT_EMPTY":
        melding = "Dit is geen XML: het bestand begint niet met een element."
    elif eerste.type_name == "ERR_RESOURCE_LIMIT":
        melding = next((uitleg for deel, uitleg in _GRENZEN.items() if deel in eerste.message), _GEEN_XML)
    elif slot in (b"<", b"/"):
        melding = _AFGEBROKEN
    else:
        melding = _BRONFOUTEN.get(eerste.type_name, _GEEN_XML if slot == b">" else _AFGEBROKEN)
    return OnleesbaarBericht(melding, eerste.line, codering=eerste.type_name in _CODERINGSFOUTEN)


_GEEN_XML = "Dit is geen welgevormde XML."


def _regels(log: Any) -> list[_Fout]:
    return list(log)


def _schemafouten(log: Any) -> list[_Fout]:
    return [fout for fout in _regels(log) if fout.domain_name == "SCHEMASV"]
