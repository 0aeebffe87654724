"""A message about several persons of which one is destroyed says nothing of that one any more (W04)."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from app.domain.berichtontvangst import Berichtbevinding, Berichtontvangst
from app.istandaard.uitgave import namespace_van
from app.istandaard.xml import OnleesbaarBericht, ontleed, regelnummers

CLIENT = re.compile(r"(?<=/Client\[)\d+(?=\])")
"""In the path of a finding, which client of the message it is about."""
OORDEEL_WEG = "De ontvanger zou regels weigeren; wat dit zei over wie is vernietigd, is weg."
WEG = " Hier stonden een of meer cliënten van wie de gegevens zijn vernietigd (Wmo 2015 5.3.4, 5.3.5). "

IWMO = frozenset(map(namespace_van, ("basisschema", "wmo323", "wmo325")))
NUMMERS = frozenset(
    {"Identificatie", "DeclaratieNummer", "ReferentieNummer", "VorigReferentieNummer", "ToewijzingNummer"}
    | {"TotaalBedrag", "Bedrag", "GeleverdVolume", "ProductTarief"}
)
"""The elements of a declaration and its answer in which nine digits number or count something."""


def zonder_personen(bericht: Berichtontvangst, bsns: Collection[str]) -> Berichtontvangst | None:
    """The message and what became of it, without all that says anything of these; the rest stays.

    None where nothing of it can stay.
    """
    over = None if bericht.bsns is None else tuple(bsn for bsn in bericht.bsns if bsn not in bsns)
    gesneden = _snijd(bericht.xml, bsns)
    if not over or gesneden is None:
        return None
    xml, weg = gesneden
    bevindingen = tuple(_over_anderen(bericht.bevindingen, weg, xml))
    eigen_oordeel = bericht.eigen_oordeel
    if eigen_oordeel is not None and len(bevindingen) < len(bericht.bevindingen):
        eigen_oordeel = OORDEEL_WEG if bevindingen else None
    return replace(
        bericht,
        xml=xml,
        antwoord=antwoord_zonder_client(bericht.antwoord, *bsns),
        bsns=over,
        bevindingen=bevindingen,
        eigen_oordeel=eigen_oordeel,
    )


def _over_anderen(
    bevindingen: Iterable[Berichtbevinding], weg: Collection[int], over: bytes
) -> Iterator[Berichtbevinding]:
    """The findings that are not about the clients who went, each at its place in what is `over`."""
    blijven = []
    for bevinding in bevindingen:
        pad = bevinding.pad or ""
        client = CLIENT.search(pad)
        if client is None:
            blijven.append(bevinding)
        elif (nummer := int(client[0])) not in weg:
            ervoor = sum(eerder < nummer for eerder in weg)
            blijven.append(replace(bevinding, pad=CLIENT.sub(str(nummer - ervoor), pad, count=1)))
    regels = regelnummers(over, (bevinding.pad or "" for bevinding in blijven)) if blijven else ()
    for bevinding, regel in zip(blijven, regels, strict=True):
        yield bevinding if bevinding.pad is None else replace(bevinding, regelnummer=regel)


def zonder_client(inhoud: bytes, *bsns: str) -> bytes | None:
    """The message without all that it says of these clients, and with a remark on top; the rest stays.

    None where these cannot be told from the others in it: then nothing of it can stay.
    """
    gesneden = _snijd(inhoud, bsns)
    return None if gesneden is None else gesneden[0]


def _snijd(inhoud: bytes, bsns: Collection[str]) -> tuple[bytes, list[int]] | None:
    """The same, and which clients went, from 1."""
    try:
        wortel: Any = ontleed(inhoud)
    except OnleesbaarBericht:
        return None
    weg = []
    for plek, client in [*enumerate(wortel.iter("{*}Client"), start=1)]:
        if any(nummer.text in bsns for nummer in client.iter("{*}Bsn")):
            weg.append(plek)
            lijst = client.getparent()
            if lijst is None:
                return None
            lijst.remove(client)
            if not len(lijst) and lijst is not wortel:  # the schema has no empty list
                lijst.getparent().remove(lijst)
    wortel.addprevious(etree.Comment(WEG))
    over: bytes = etree.tostring(wortel.getroottree(), encoding="UTF-8", xml_declaration=True)
    return None if any(bsn in tekst for tekst in _teksten(wortel) for bsn in bsns) else (over, weg)


def antwoord_zonder_client(antwoord: str | None, *bsns: str) -> str | None:
    """The same of the answer on such a message; None where there was none, or nothing of it can stay."""
    if antwoord is None or not any(bsn in antwoord for bsn in bsns):
        return antwoord
    rest = zonder_client(antwoord.encode(), *bsns)
    return None if rest is None else rest.decode()


def _teksten(wortel: Any) -> Iterator[str]:
    """All that it says, without what numbers a thing and so names no person."""
    for element in wortel.iter():
        naam = etree.QName(element)
        if naam.localname not in NUMMERS or naam.namespace not in IWMO:
            yield element.text or ""
        yield from (element.tail or "", *map(str, element.attrib.values()))
