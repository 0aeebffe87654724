"""Messages to test with: a typical wmo301, and random valid messages of every kind."""

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
    VolledigeNaam,
    XsdVersie,
)
from app.istandaard.waarden import Datum, Geheel, Tijd

GEDEELD = Path(__file__).resolve().parents[3] / "shared" / "iwmo-3.2"
"""The published schemas and samples, where they are at hand."""

XS = "{http://www.w3.org/2001/XMLSchema}"


def toewijzing(producten: int = 3) -> wmo301.Wmo301:
    """A typical wmo301: one client, with address, and a few products per week."""
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
            contactgegevens=(
                wmo301.Contact(
                    soort="01",
                    adres=Adres(
                        huis=Huis(huisnummer=Geheel(12), huisletter="a"),
                        postcode="6041AB",
                        straatnaam="Dorpsstraat",
                        plaatsnaam="Roermond",
                    ),
                ),
            ),
            toegewezen_producten=tuple(_product(nummer) for nummer in range(1, producten + 1)),
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
def _complexe_typen(soort: str) -> dict[str, list[Any]]:
    bomen = [etree.parse(xml.SCHEMAS / f"{naam}.xsd") for naam in ("basisschema", soort)]
    return {
        str(klasse.get("name")): list(klasse.iter(f"{XS}element"))
        for boom in bomen
        for klasse in boom.iter(f"{XS}complexType")
    }


@cache
def _enkelvoudige_typen() -> dict[str, Any]:
    boom = etree.parse(xml.SCHEMAS / "basisschema.xsd")
    return {str(soort.get("name")): soort[0] for soort in boom.iter(f"{XS}simpleType")}


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
