"""Messages to test with: a typical wmo301, and random valid messages of every kind."""

import traceback
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, get_args, get_type_hints

from lxml import etree

from app.istandaard import codec, xml
from app.istandaard.berichten import wmo301
from app.istandaard.berichten.basis import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Berichtklasse,
    Geboortedatum,
    Huis,
    Omvang,
    Product,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
    XsdVersie,
)
from app.istandaard.uitgave import namespace_van
from app.istandaard.waarden import Datum, Geheel, Tijd

GEDEELD = Path(__file__).resolve().parents[3] / "shared" / "iwmo-3.2"
"""The published schemas and samples, where they are at hand."""

XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
BASIS = namespace_van("basisschema")


def toewijzing(producten: int = 3) -> wmo301.Wmo301:
    """A typical wmo301: a client and a contact person, with address and telephone, and a few products."""
    return wmo301.Wmo301(
        header=wmo301.Header(
            afzender="0957",
            ontvanger="12345678",
            bericht_identificatie=BerichtIdentificatie(
                identificatie="301-00000017", dagtekening=Datum.van(date(2026, 3, 2))
            ),
            xsd_versie=XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0"),
        ),
        client=wmo301.Client(
            bsn="999990019",
            geboortedatum=Geboortedatum(datum=Datum("1950-07-09")),
            geslacht="2",
            naam=VolledigeNaam(
                geslachtsnaam=Achternaam(achternaam="Beek", voorvoegsel="van der"),
                voornamen="Anna Maria",
                voorletters="AM",
                naam_gebruik="1",
            ),
            relaties=(
                wmo301.Relatie(
                    nummer="1",
                    soort="07",
                    naam=VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Smeets"), naam_gebruik="1"),
                    contact=_contact("0612345678"),
                ),
            ),
            contactgegevens=(_contact("0475123456"),),
            toegewezen_producten=tuple(_product(nummer) for nummer in range(1, producten + 1)),
        ),
    )


def _contact(telefoonnummer: str) -> wmo301.Contact:
    return wmo301.Contact(
        soort="01",
        adres=Adres(
            huis=Huis(huisnummer=Geheel(12), huisletter="a"),
            postcode="6041AB",
            straatnaam="Dorpsstraat",
            plaatsnaam="Roermond",
            land_code="NL",
        ),
        telefoon=Telefoonnummers(
            telefoon01=Telefoon(telefoonnummer=telefoonnummer, landnummer="+31"),
        ),
    )


def _product(nummer: int) -> wmo301.ToegewezenProduct:
    return wmo301.ToegewezenProduct(
        toewijzing_nummer=Geheel(nummer),
        product=Product(categorie="02", code="02A01"),
        toewijzingsdatum=Datum("2026-03-02"),
        toewijzingstijd=Tijd("10:30:00"),
        ingangsdatum=Datum("2026-03-09"),
        einddatum=Datum("2027-03-08"),
        omvang=Omvang(volume=Geheel(120), eenheid="01", frequentie="2"),
    )


def willekeurig(soort: str, kans: Random) -> Berichtklasse:
    """A random message that its schema accepts, with the odd values in it that a schema accepts too."""
    return _klasse(codec.berichttype(soort), soort, kans)


def _klasse(klasse: type[Berichtklasse], soort: str, kans: Random) -> Any:
    hints = get_type_hints(klasse)
    elementen = _complexe_typen(soort)[_xsd_naam(klasse)]
    inhoud = {}
    velden = [veld for veld in fields(klasse) if veld.name != "plaats"]
    for veld, element in zip(velden, elementen, strict=True):
        waarde_soort, *rest = get_args(hints[veld.name]) or (hints[veld.name],)
        if element.get("minOccurs") == "0" and kans.random() < 0.5:
            continue
        aantal = kans.choice((1, 1, 2, 3)) if rest == [...] else 1
        if issubclass(waarde_soort, Berichtklasse):
            waarden = [_klasse(waarde_soort, soort, kans) for _ in range(aantal)]
        else:
            if rest == [...]:
                (element,) = _complexe_typen(soort)[element.get("type", "").rpartition(":")[2]]
            waarden = [waarde_soort(_tekst(element, kans)) for _ in range(aantal)]
        inhoud[veld.name] = tuple(waarden) if rest == [...] else waarden[0]
    return klasse(**inhoud)


def _xsd_naam(klasse: type[Berichtklasse]) -> str:
    if klasse.__module__.endswith(".basis"):
        return f"CDT_{klasse.__name__}"
    return "Root" if klasse.__name__.startswith("Wmo") else klasse.__name__


@cache
def _schemaboom(naam: str) -> Any:
    return etree.parse(xml.SCHEMAS / f"{naam}.xsd")


@cache
def _complexe_typen(soort: str) -> dict[str, list[Any]]:
    bomen = [_schemaboom(naam) for naam in ("basisschema", soort)]
    return {
        str(klasse.get("name")): list(klasse.iter(f"{XS}element"))
        for boom in bomen
        for klasse in boom.iter(f"{XS}complexType")
    }


@cache
def _enkelvoudige_typen() -> dict[str, Any]:
    basis = _schemaboom("basisschema")
    return {str(soort.get("name")): soort[0] for soort in basis.iter(f"{XS}simpleType")}


_LETTERS = "abcXYZ 019.-'&<>\"]éßłçğŸ中Ω😀\t"
_DATUMS = (
    "2026-03-02",
    "2024-02-29",
    "12025-01-01",
    "-0044-03-15",
    " 2026-03-02 ",
    "2026-03-02\n",
    "9999-12-31",
)
_TIJDEN = ("10:30:00", "24:00:00", "00:00:00.125", " 23:59:59 ", "12:00:00-05:00")


def _tekst(element: Any, kans: Random) -> str:
    eigen = element.find(f".//{XS}restriction")
    naam = element.get("type") if eigen is None else eigen.get("base")
    ldt = _enkelvoudige_typen()[naam.removeprefix("iwmo:")]
    facetten = [(str(facet.tag).removeprefix(XS), str(facet.get("value"))) for facet in ldt]
    codes = [waarde for naam, waarde in facetten if naam == "enumeration"]
    if codes:
        return kans.choice(codes)
    grenzen = dict(facetten)
    patroon = grenzen.get("pattern", ".*[^\\s].*") if eigen is None else str(eigen[0].get("value"))
    if patroon.isdigit():
        return patroon
    match ldt.get("base"):
        case "xs:integer":
            hoogste = int(grenzen["maxInclusive"])
            getal = kans.choice((0, 1, 7, kans.randint(0, hoogste), hoogste))
            return kans.choice(("{}", "{}", "+{}", "000{}", " {}\n", "0" * 30 + "{}")).format(getal)
        case "xs:date":
            return kans.choice(_DATUMS)
        case "xs:time":
            return kans.choice(_TIJDEN)
    if patroon.startswith("[0-9]{"):
        return "".join(kans.choices("0123456789", k=int(patroon[6])))
    hoogstens = int(grenzen.get("maxLength", 40))
    lengte = kans.randint(1, hoogstens)
    match patroon:
        case "[0-9]*":
            return "".join(kans.choices("0123456789", k=lengte))
        case "([a-zA-ZÀ-ỳ])+":
            return "".join(kans.choices("abcXYZéßÀỳ", k=lengte))
        case "([a-zA-Z0-9])+":
            return "".join(kans.choices("abcXYZ019", k=lengte))
        case _ if "|[1-9]" in patroon:
            return kans.choice(("1.0.0", "0.12.3", "10.20.30"))
        case _ if "\\S+" in patroon:
            return "".join(kans.choices(_LETTERS + "\r\n", k=lengte)) + "x"
    tekst = "".join(kans.choices(_LETTERS, k=lengte))
    return tekst if tekst.strip() else "x"


def is_geldig(inhoud: bytes) -> bool:
    """Whether the schema of the project accepts these bytes."""
    try:
        xml.keur(inhoud)
    except xml.OngeldigBericht:
        return False
    return True


def functies_op_de_weg(fout: BaseException) -> list[str]:
    """The functions in a traceback, from the outside in; each must show its line of source."""
    frames = traceback.extract_tb(fout.__traceback__)
    assert [frame.filename for frame in frames if not frame.line] == []
    return [frame.name for frame in frames]


# --- Documents on both sides of what the schemas allow


def gemuteerd(soort: str, kans: Random) -> bytes:
    """A random message with a few changes, of which the schema accepts some."""
    wortel = etree.fromstring(codec.schrijf(willekeurig(soort, kans)))
    for _ in range(kans.choice((1, 1, 2, 4))):
        kans.choice(MUTATIES)(wortel, kans)
    return etree.tostring(wortel)


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
    prefix = "iwmo" if naam == "basisschema" else naam
    return [
        f"{prefix}:{soort.get('name')}"
        for soort in _schemaboom(naam).iter("{*}complexType", "{*}simpleType")
        if soort.get("name")
    ]


@cache
def _typen_van(soort: str) -> dict[str, list[str]]:
    typen: dict[str, list[str]] = {}
    for boom in (_schemaboom(soort), _schemaboom("basisschema")):
        for element in boom.iter(f"{XS}element"):
            if element.get("type"):
                typen.setdefault(str(element.get("name")), []).append(str(element.get("type")))
    return typen


MUTATIES: tuple[Callable[[Any, Random], None], ...] = (
    *(_zet_tekst, _zet_tekst, _zet_tekst, _omring, _omring, _wissel_tekst, _knip_tekst, _laat_weg, _herhaal),
    *(_verplaats, _wissel_buren, _maak_leeg, _andere_namespace, _andere_naam, _losse_tekst, _attribuut),
    *(_xsi_type, _passend_xsi_type),
)
