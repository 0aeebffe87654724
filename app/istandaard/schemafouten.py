"""What breaks the schema, in Dutch and at its place, without repeating anything that says who a person is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import Codelijst, codelijsten

_Fout = Any  # an entry in the error log of libxml2; the type stubs do not know it


@dataclass(frozen=True, slots=True)
class Schema:
    """The compiled schema of one message, with what its text says about places in it."""

    xsd: etree.XMLSchema
    klassen: frozenset[str]
    """The elements that are a class of the message, such as Client and ToegewezenProduct."""
    lijsten: frozenset[str]
    """The elements that are a list of those, such as ToegewezenProducten."""


def zonder_plaats(melding: str) -> Bevinding:
    """A finding of which nobody knows where it stands."""
    return Bevinding("XSD", None, None, None, None, melding)


def zonder_plaatsen(fouten: list[_Fout], meeste: int) -> tuple[Bevinding, ...]:
    """The first of these faults, and why their places are not told."""
    slot = "Dit bericht is zo groot, of telt zo veel fouten, dat bij de fouten hierboven geen plaats staat."
    if len(fouten) > meeste:
        slot += f" Er zijn er meer dan {meeste}; de rest staat hier niet."
    return (*(zonder_plaats(melding(fout)) for fout in fouten[:meeste]), zonder_plaats(slot))


def eerste(gevonden: Iterator[Bevinding], meeste: int) -> tuple[Bevinding, ...]:
    """The first of these; where there are more, a last one says so."""
    getoond = tuple(islice(gevonden, meeste))
    meer = sum(1 for _ in gevonden)
    if not meer:
        return getoond
    return (*getoond, zonder_plaats(f"Er zijn nog {meer} fouten tegen het schema, die hier niet staan."))


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

_BEDRAGEN = ("LDT_Bedrag'.", "LDT_Budget'.", "LDT_TotaalBedrag'.")
_UITGESCHREVEN = 300
"""Characters that the codes of a list may take in a finding; the longest lists are only named."""

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'")
_WAARDE = re.compile(r"'(?=[^']{1,8}')([0-9.]*[A-Za-z]{0,2}[0-9.]*)' is (?:not|less|greater)")
_STAP = re.compile(r"(.*?)(?:\[([0-9]+)\])?")


def bevindingen(fouten: list[_Fout], schema: Schema, wortel: etree._Element) -> Iterator[Bevinding]:
    """One finding per place, in the order of the document."""
    per_plaats: dict[str, list[_Fout]] = {}
    for fout in fouten:
        per_plaats.setdefault(fout.path or "/*", []).append(fout)
    plaatsen: dict[str, _Plaats] = {}
    gezocht = [(plaats, plaats.split("/")[2:]) for plaats in per_plaats]
    naam = etree.QName(wortel).localname
    _zoek_plaatsen(wortel, gezocht, _Plaats(f"/{naam}", naam), schema, plaatsen)
    for plaats, hier in per_plaats.items():
        fout = min(hier, key=lambda fout: _VALT_OP.get(fout.type_name, len(_VALT_OP)))
        # libxml2 cuts a long name off, so that it names a place that is nowhere
        pad, klasse = plaatsen.get(plaats, (None, None))
        yield Bevinding("XSD", None, klasse, pad, fout.line, melding(fout))


class _Plaats(NamedTuple):
    """Where an element is."""

    pad: str
    """With the names alone, and a number where elements may repeat or do."""
    klasse: str
    """The class of the message that it is or stands in."""


class _Kind(NamedTuple):
    """A child that is looked for, or in which something is."""

    knoop: etree._Element
    naam: str
    """Without prefix."""
    nummer: int
    """Among the children of this name, whatever their prefixes, from 1."""
    gezocht: list[tuple[str, list[str]]]


def _zoek_plaatsen(
    ouder: etree._Element,
    gezocht: list[tuple[str, list[str]]],
    hier: _Plaats,
    schema: Schema,
    plaatsen: dict[str, _Plaats],
) -> None:
    """Find what libxml2 names by steps such as wmo301:Client[2] and *[2]; goes once through the children."""
    hierna: dict[tuple[str, int], list[tuple[str, list[str]]]] = {}
    for plaats, stappen in gezocht:
        if not stappen:
            plaatsen[plaats] = hier
            continue
        delen = _STAP.fullmatch(stappen[0])
        assert delen is not None
        hierna.setdefault((delen[1], int(delen[2] or 1)), []).append((plaats, stappen[1:]))
    if not hierna:
        return
    op_stap: Counter[str] = Counter()
    aantal: Counter[str] = Counter()
    kinderen = []
    for knoop in ouder:
        naam = etree.QName(knoop).localname
        aantal[naam] += 1
        for stap in ("*", f"{knoop.prefix}:{naam}" if knoop.prefix else naam):
            op_stap[stap] += 1
            if verder := hierna.get((stap, op_stap[stap])):
                kinderen.append(_Kind(knoop, naam, aantal[naam], verder))
    in_lijst = etree.QName(ouder).localname in schema.lijsten
    for knoop, naam, nummer, verder in kinderen:
        stap = f"{naam}[{nummer}]" if in_lijst or aantal[naam] > 1 else naam
        klasse = naam if naam in schema.klassen else hier.klasse
        _zoek_plaatsen(knoop, verder, _Plaats(f"{hier.pad}/{stap}", klasse), schema, plaatsen)


def melding(fout: _Fout) -> str:
    """The Dutch sentence for one fault: what the element must be, and what it holds if that may be said."""
    tekst = fout.message
    element = _ELEMENT.match(tekst)
    naam = element[1][:60] if element else "Dit element"
    if "attribute '" in tekst:
        return f"{naam} heeft een attribuut dat hier niet mag of niet klopt."
    waarde = _WAARDE.search(tekst) if naam in _TOONBAAR else None
    gevonden = f" Gevonden: {waarde[1]}." if waarde else ""
    return f"{naam} {_uitleg(naam, fout.type_name, tekst)}.{gevonden}"


def _uitleg(naam: str, soort: str, tekst: str) -> str:
    """What the element must be, in words that follow its name."""
    toegestaan = tekst[tekst.rfind("('") + 2 : tekst.rfind("')")]
    match soort:
        case "SCHEMAV_ELEMENT_CONTENT":
            return _volgorde(tekst)
        case "SCHEMAV_CVC_ENUMERATION_VALID":
            return _code(naam, re.findall("'([^']*)'", tekst[tekst.rfind(" set {") :]))
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
        case "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" if tekst.endswith(_BEDRAGEN):
            return "moet een geheel aantal centen zijn, zonder punt of komma"
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


def _code(naam: str, codes: list[str]) -> str:
    lijst = _codelijst(naam, frozenset(codes))
    if lijst is None:
        return f"moet een van deze codes zijn: {', '.join(codes)}"
    moet = f"moet een code uit lijst {lijst.id} ({lijst.naam}) zijn"
    for opsomming in ("; ".join(map(lijst.toon, codes)), ", ".join(codes)):
        if len(opsomming) <= _UITGESCHREVEN:
            return f"{moet}: {opsomming}"
    return moet


@cache
def _codelijst(naam: str, codes: frozenset[str]) -> Codelijst | None:
    """The code list with these codes; where several have the same, the one for a type with this name."""
    gelijk = [lijst for lijst in codelijsten() if lijst.codes.keys() == codes]
    if len(gelijk) > 1:
        gelijk = [lijst for lijst in gelijk if f"LDT_{naam}" in lijst.elementen]
    return gelijk[0] if len(gelijk) == 1 else None


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
