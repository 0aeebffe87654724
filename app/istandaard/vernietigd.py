"""A message about several persons of which one is destroyed says nothing of that one any more (W04)."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.istandaard.uitgave import namespace_van
from app.istandaard.xml import OnleesbaarBericht, ontleed

WEG = " Hier stonden een of meer cliënten van wie de gegevens zijn vernietigd (Wmo 2015 5.3.4, 5.3.5). "

IWMO = frozenset(map(namespace_van, ("basisschema", "wmo323", "wmo325")))
NUMMERS = frozenset(
    {"Identificatie", "DeclaratieNummer", "ReferentieNummer", "VorigReferentieNummer", "ToewijzingNummer"}
    | {"TotaalBedrag", "Bedrag", "GeleverdVolume", "ProductTarief"}
)
"""The elements of a declaration and its answer in which nine digits number or count something."""


def zonder_client(inhoud: bytes, *bsns: str) -> bytes | None:
    """The message without all that it says of these clients, and with a remark on top; the rest stays.

    None where these cannot be told from the others in it: then nothing of it can stay.
    """
    try:
        wortel: Any = ontleed(inhoud)
    except OnleesbaarBericht:
        return None
    for client in [*wortel.iter("{*}Client")]:
        if any(nummer.text in bsns for nummer in client.iter("{*}Bsn")):
            lijst = client.getparent()
            if lijst is None:
                return None
            lijst.remove(client)
            if not len(lijst) and lijst is not wortel:  # the schema has no empty list
                lijst.getparent().remove(lijst)
    wortel.addprevious(etree.Comment(WEG))
    over: bytes = etree.tostring(wortel.getroottree(), encoding="UTF-8", xml_declaration=True)
    return None if any(bsn in tekst for tekst in _teksten(wortel) for bsn in bsns) else over


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
