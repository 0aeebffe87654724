"""A message in words: what a person reads in it who does not read XML, and without who the client is.

Fields keep the names of the standard, in words; a code stands beside what it means, an amount is in euros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from app.istandaard.berichten import basis
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.beschrijving import BASISSCHEMA, klassen
from app.istandaard.codelijsten import Codelijst
from app.istandaard.regels import berichtsoort
from app.istandaard.tonen import euro, in_gewone_taal, toonbaar
from app.istandaard.waarden import Datum, Geheel

MEESTE = 40
"""Classes of one list that are shown; of the others how many there are."""
NIET_GETOOND = "niet getoond"

_PERSOONLIJK = frozenset(
    {"Achternaam", "Adres", "Contact", "Relatie", "Telefoonnummers", "VerkorteNaam", "VolledigeNaam"}
)
"""Classes that say who somebody is or where."""
_PERSOONLIJKE_VELDEN = frozenset({"bsn", "emailadres"})
_WEG = frozenset({"bericht_code", "bericht_versie", "bericht_subversie", "xsd_versie", "xsd_versie_retour"})
"""Fields that are the same in every message of a kind."""
_BEDRAGEN = frozenset({"BedragMetDC", "TotaalBedragMetDC"})
_CENTEN = frozenset({"budget", "product_tarief"})
_LANGSTE_TEKST = 300
_AF_OF_BIJ = {"C": "min ", "D": ""}


@dataclass(frozen=True, slots=True)
class Gegeven:
    """A field and what it says."""

    naam: str
    waarde: str


@dataclass(frozen=True, slots=True)
class Deel:
    """A class of the message."""

    titel: str
    gegevens: tuple[Gegeven, ...]
    delen: tuple[Deel, ...]
    niet_getoond: int = 0
    """Classes of the lists in it that are left out."""


def in_woorden(bericht: Berichtklasse) -> tuple[Deel, ...]:
    """The parts of a message, each with the parts in it."""
    return _deel("", bericht, berichtsoort(bericht)).delen


_KENMERKEN = frozenset(
    {
        "toewijzing_nummer",
        "product",
        "product_categorie",
        "product_code",
        "product_periode",
        "begindatum",
        "ingangsdatum",
        "toewijzing_ingangsdatum",
        "gewenste_ingangsdatum",
        "einddatum",
        "omvang",
        "budget",
        "geleverd_volume",
        "eenheid",
        "product_tarief",
        "ingediend_bedrag",
        "product_referentie",
        "geboortedatum",
        "declaratie_nummer",
        "referentie_aanbieder",
        "soort",
    }
)
"""Fields by which somebody finds a part of a message in a system of their own."""


def kenmerken(klasse: Berichtklasse, soort: str) -> tuple[Gegeven, ...]:
    """By what a part of a message such as wmo302 is known, without who the client is."""
    return tuple(
        Gegeven(_woorden(veld.name), _tekst(klasse, veld.name, waarde, soort))
        for veld in fields(klasse)
        if veld.name in _KENMERKEN and (waarde := getattr(klasse, veld.name)) is not None
    )


def identificatie_in_woorden(identificatie: basis.BerichtIdentificatie) -> str:
    """The identification of a message with its day, as it can be shown."""
    return f"{toonbaar(identificatie.identificatie, 40)} van {_dag(identificatie.dagtekening)}"


def titel_van(klasse: Berichtklasse, pad: str | None) -> str:
    """What a part of a message is called, with its number and those of the parts that it stands in."""
    stappen = [stap for stap in (pad or "").split("/") if stap.endswith("]")]
    naam = type(klasse).__name__
    if not stappen or stappen[-1].partition("[")[0] != naam:
        stappen.append(naam)
    delen = (stap.rstrip("]").partition("[") for stap in stappen)
    return ", ".join(f"{_woorden(_met_streepjes(naam))} {nummer}".rstrip() for naam, _, nummer in delen)


def _deel(titel: str, klasse: Berichtklasse, soort: str) -> Deel:
    gegevens: list[Gegeven] = []
    delen: list[Deel] = []
    weg = 0
    for veld in fields(klasse):
        waarde = getattr(klasse, veld.name)
        if waarde is None or waarde == () or veld.name in _WEG or veld.name == "plaats":
            continue
        naam = _woorden(veld.name)
        if isinstance(waarde, tuple) and isinstance(waarde[0], Berichtklasse):
            if type(waarde[0]).__name__ in _PERSOONLIJK:
                gegevens.append(Gegeven(naam, NIET_GETOOND))
                continue
            weg += len(waarde[MEESTE:])
            for nummer, lid in enumerate(waarde[:MEESTE], start=1):
                kop = _woorden(_met_streepjes(type(lid).__name__))
                delen.append(_deel(f"{kop} {nummer}" if len(waarde) > 1 else kop, lid, soort))
        elif isinstance(waarde, Berichtklasse):
            if _is_groot(waarde):
                delen.append(_deel(naam, waarde, soort))
            else:
                gegevens.append(Gegeven(naam, _in_een_zin(waarde, soort)))
        else:
            gegevens.append(Gegeven(naam, _tekst(klasse, veld.name, waarde, soort)))
    return Deel(titel, tuple(gegevens), tuple(delen), weg)


def _is_groot(klasse: Berichtklasse) -> bool:
    """Whether it has a heading of its own; the composed types of the basisschema are said in a sentence."""
    return type(klasse).__module__ != basis.__name__ and type(klasse).__name__ not in _PERSOONLIJK


def _in_een_zin(klasse: Any, soort: str) -> str:
    naam = type(klasse).__name__
    if naam in _PERSOONLIJK:
        return NIET_GETOOND
    if naam == "Geboortedatum":
        return f"in {klasse.datum.tekst[:4]}"
    if naam in _BEDRAGEN:
        cents = klasse.bedrag if naam == "BedragMetDC" else klasse.totaal_bedrag
        return _AF_OF_BIJ.get(klasse.debet_credit, "") + euro(cents)
    if naam in ("GeslotenPeriode", "OpenPeriode"):
        return f"{_dag(klasse.begindatum)} tot en met {_dag(klasse.einddatum)}"
    if naam == "Omvang":
        eenheid, keer = (
            _tekst(klasse, veld, getattr(klasse, veld), soort) for veld in ("eenheid", "frequentie")
        )
        return f"{klasse.volume}, eenheid {eenheid}, frequentie {keer}"
    delen = (
        f"{_woorden(veld.name).lower()} {_tekst(klasse, veld.name, waarde, soort)}"
        for veld in fields(klasse)
        if veld.name != "plaats" and (waarde := getattr(klasse, veld.name)) is not None
    )
    return ", ".join(delen)


def _tekst(klasse: Berichtklasse, veld: str, waarde: Any, soort: str) -> str:
    if veld in _PERSOONLIJKE_VELDEN:
        return NIET_GETOOND
    if isinstance(waarde, Berichtklasse):
        return _in_een_zin(waarde, soort)
    if isinstance(waarde, tuple):
        return ", ".join(_tekst(klasse, veld, deel, soort) for deel in waarde[:MEESTE])
    if isinstance(waarde, Geheel):
        return euro(waarde) if veld in _CENTEN else toonbaar(str(waarde), _LANGSTE_TEKST)
    tekst = str(waarde)
    if isinstance(waarde, Datum):
        return _dag(waarde)
    schema = BASISSCHEMA if type(klasse).__module__ == basis.__name__ else soort
    lijst = _lijsten(schema).get((type(klasse).__name__, veld))
    return toonbaar(tekst if lijst is None else lijst.toon(tekst), _LANGSTE_TEKST)


def _dag(datum: Datum | None) -> str:
    return "onbekend" if datum is None else toonbaar(in_gewone_taal(datum.tekst.strip()), 40)


def _met_streepjes(naam: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", naam).lower()


def _woorden(naam: str) -> str:
    return naam.replace("_", " ").capitalize()


@cache
def _lijsten(schema: str) -> dict[tuple[str, str], Codelijst]:
    """The code list of each field, by its class."""
    return dict(_met_lijst(schema))


def _met_lijst(schema: str) -> Iterator[tuple[tuple[str, str], Codelijst]]:
    for klasse in klassen(schema):
        for veld in klasse.velden:
            if veld.codelijst is not None:
                yield (klasse.naam, _met_streepjes(veld.naam.partition("/")[0])), veld.codelijst
