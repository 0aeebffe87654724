"""Checks one message on its own: its schema, what it shows itself, what public knowledge shows of it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from app import geheugen
from app.domain.keten.dossier import Dossier
from app.istandaard import codec, foutbericht, omvang, xml
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import (
    Kennis,
    Productlijst,
    Tarievenlijst,
    Vandaag,
    berichtsoort,
    in_stroom,
    inhoud,
    ontbreekt,
    ontbreekt_zonder,
    regels_voor,
    samenhang,
)
from app.istandaard.regels.regel import BERICHT_AFGEKEURD, leden
from app.istandaard.regels.register import niet_gebouwd, register
from app.istandaard.retourinhoud import Retourinhoud, retourinhoud

_BEGIN = 2**16
"""Bytes in which a message shows which it is."""


@dataclass(frozen=True, slots=True)
class Controle:
    """What a check of one message found."""

    berichtsoort: str
    """Which message it is, such as wmo301."""
    bevindingen: tuple[Bevinding, ...]
    """Everything wrong with the file, and on the first level on which anything in the message is wrong."""
    waarom_niet: Mapping[str, str]
    """The rules for this message that were not run, or not wholly, each with why, in Dutch.

    They want history or reference data, are not built yet, or the message failed on a level before them.
    """
    opmerking: str | None = None
    """In Dutch, what a person has to know beside the findings: that an answer rejects, what an Fo01 says."""
    retour: Retourinhoud | None = None
    """Of an answer, what it says of the message that it answers."""

    @property
    def niet_gecontroleerd(self) -> tuple[str, ...]:
        """The codes of the rules that were not run, or not wholly."""
        return tuple(sorted(self.waarom_niet))

    @property
    def geldig(self) -> bool:
        """Whether nothing was found; says nothing about what was not checked."""
        return not self.bevindingen


def controleer(
    xml_bytes: bytes, kennis: Kennis, schemas: Path = xml.SCHEMAS, maximum: int = xml.MAXIMUM
) -> Controle:
    """Check these bytes as one message, without history.

    Raises `OnleesbaarBericht` or `OnbekendBericht` for what is no message of iWmo 3.2 at all, nor an Fo01 of
    the exchange. A message that is larger than `maximum` is not looked into.
    """

    def toets() -> Controle:
        if len(xml_bytes) > maximum:
            return _controle(xml.herken_stroom(BytesIO(xml_bytes)), (), kennis, gelezen=False)
        return _controleer(xml_bytes, kennis, schemas, maximum)

    try:
        return _met_bestandsfouten(xml_bytes, len(xml_bytes) > min(maximum, xml.MAXIMUM), toets, kennis)
    except xml.OnbekendBericht:
        gemeld = foutbericht.lees(xml_bytes)
        if gemeld is None:
            raise
        return Controle(foutbericht.SOORT, (), {}, gemeld.uitleg)


def tegen_schema(ongeldig: xml.OngeldigBericht, kennis: Kennis) -> Controle:
    """What a check says of a message of which it is known already how it breaks its schema."""
    return _controle(ongeldig.berichtsoort, ongeldig.bevindingen, kennis, gelezen=False)


def controleer_bestand(bestand: BinaryIO, kennis: Kennis, schemas: Path = xml.SCHEMAS) -> Controle:
    """Check a file as `controleer` does; a wmo323 may have any size."""
    xml_bytes = bestand.read(xml.MAXIMUM + 1)
    begin = xml_bytes[:_BEGIN]
    if len(xml_bytes) <= xml.MAXIMUM or xml.herken_begin(begin) != "wmo323":
        return controleer(xml_bytes, kennis, schemas)
    del xml_bytes
    return _met_bestandsfouten(begin, True, lambda: controleer_stroom(bestand, kennis, schemas), kennis)


def _controleer(xml_bytes: bytes, kennis: Kennis, schemas: Path, maximum: int) -> Controle:
    try:
        if len(xml_bytes) > geheugen.GROOT and xml.keur_omvang(xml_bytes, schemas)[0] == "wmo323":
            return controleer_stroom(BytesIO(xml_bytes), kennis, schemas, maximum)
        bericht = codec.lees(xml_bytes, schemas, maximum)
    except xml.OngeldigBericht as ongeldig:
        return tegen_schema(ongeldig, kennis)
    bevindingen = inhoud(bericht, kennis) or samenhang(bericht, None, kennis).bevindingen
    controle = _controle(berichtsoort(bericht), op_regel(bevindingen, xml_bytes, maximum), kennis)
    retour = retourinhoud(bericht)
    if retour is None:
        return controle
    goed = retour.uitkomst is Schakelstatus.GOEDGEKEURD
    return replace(controle, retour=retour, opmerking=None if goed else retour.in_een_zin)


def controleer_stroom(
    bestand: BinaryIO, kennis: Kennis, schemas: Path = xml.SCHEMAS, maximum: int = xml.MAXIMUM
) -> Controle:
    """Check a wmo323 as `controleer` does, within little memory.

    In one that is larger than `maximum`, a finding has the line on which its class begins.
    """
    try:
        stroom = codec.lees_stroom(bestand, schemas, maximum)
        bevindingen = in_stroom(stroom, kennis)
        if bevindingen:
            bestand.seek(0)
            xml_bytes = bestand.read(maximum + 1)
            if len(xml_bytes) <= maximum:
                bevindingen = op_regel(bevindingen, xml_bytes, maximum)
        return _controle(stroom.soort, bevindingen, kennis)
    except xml.OngeldigBericht as ongeldig:
        return tegen_schema(ongeldig, kennis)


def _met_bestandsfouten(
    begin: bytes, te_groot: bool, toets: Callable[[], Controle], kennis: Kennis
) -> Controle:
    """What `toets` finds in the message, behind what is wrong with the file that it came in."""
    fouten = tuple(_bestandsfouten(begin, te_groot))
    try:
        controle = toets()
    except xml.OnleesbaarBericht as onleesbaar:
        om_tekens = (
            onleesbaar.codering
            or omvang.codering_is_onwaar(begin)
            or omvang.codering_zonder_merk(begin) is not None
        )
        soort = xml.herken_begin(begin[:_BEGIN]) if om_tekens else None
        if soort is None:
            raise
        if not any(fout.regel == "OP192" for fout in fouten):
            fouten += (_bestandsfout("OP192", "bytes die geen UTF-8 zijn", "UTF-8", onleesbaar.regelnummer),)
        return _controle(soort, fouten, kennis, gelezen=False)
    return replace(controle, bevindingen=(*fouten, *controle.bevindingen))


def heeft_bestandsfout(inhoud: bytes) -> bool:
    """Whether the file itself is wrong, whatever it says: too large (OP179), or not plain UTF-8 (OP192)."""
    return any(_bestandsfouten(inhoud, len(inhoud) > xml.MAXIMUM))


def _bestandsfouten(begin: bytes, te_groot: bool) -> Iterator[Bevinding]:
    if te_groot:
        yield _bestandsfout("OP179", "een groter bestand", f"hoogstens {xml.MAXIMUM} bytes")
    codering = omvang.codering(begin)
    if codering is not None:
        yield _bestandsfout("OP192", f"de codering {codering}", "UTF-8", 1)
    elif begin.startswith(BOM_UTF8):
        verwacht = "een bestand dat met < begint"
        yield _bestandsfout("OP192", "een byte order mark aan het begin", verwacht, 1)


def _bestandsfout(code: str, gevonden: str, verwacht: str, regelnummer: int | None = None) -> Bevinding:
    eis = next(regel.eis for regel in register() if regel.code == code)
    melding = f"{eis} Gevonden: {gevonden}. Verwacht: {verwacht}."
    return Bevinding(code, None, None, None, regelnummer, melding)


def niet_gelezen(reden: Exception) -> Bevinding:
    """What is found in what could not be read as a message: why."""
    regelnummer = reden.regelnummer if isinstance(reden, xml.OnleesbaarBericht) else None
    return Bevinding("XSD", None, None, None, regelnummer, str(reden))


def op_regel(
    bevindingen: tuple[Bevinding, ...], xml_bytes: bytes, maximum: int = xml.MAXIMUM
) -> tuple[Bevinding, ...]:
    """The same findings with the line of the element that is wrong; reading keeps that of its class only."""
    op_plek = [bevinding for bevinding in bevindingen if bevinding.pad is not None]
    if not op_plek:
        return bevindingen
    regels = iter(codec.regelnummers(xml_bytes, [bevinding.pad or "" for bevinding in op_plek], maximum))
    return tuple(b if b.pad is None else replace(b, regelnummer=next(regels)) for b in bevindingen)


def _controle(
    soort: str, bevindingen: tuple[Bevinding, ...], kennis: Kennis, *, gelezen: bool = True
) -> Controle:
    niet_bereikt: Iterable[str] = ()
    if not gelezen:
        niet_bereikt = {*regels_voor(soort, in_bericht=True), *regels_voor(soort, in_bericht=False)}
    elif any(bevinding.retourcode == BERICHT_AFGEKEURD for bevinding in bevindingen):
        niet_bereikt = regels_voor(soort, in_bericht=False)
    mist = ontbreekt(soort, None, kennis)
    waarom = _redenen(soort, mist)
    waarom |= {code: _niet_bereikt(mist.get(code, frozenset())) for code in niet_bereikt}
    return Controle(soort, bevindingen, waarom)


def waarom_in_keten(soort: str, codes: Iterable[str]) -> dict[str, str]:
    """Why each of these rules was not checked, or not wholly, of a message whose history is known."""
    waarom = _redenen(soort, ontbreekt_zonder(soort, {Productlijst, Tarievenlijst}))
    return {code: waarom.get(code, _NIET_BEREIKT) for code in codes}


def _redenen(soort: str, mist: Mapping[str, frozenset[Any]]) -> dict[str, str]:
    gebouwd = {code: _waarom(wat) for code, wat in mist.items()}
    return dict.fromkeys(niet_gebouwd(soort), _NIET_GEBOUWD) | gebouwd


_NIET_GEBOUWD = "Dit programma controleert deze regel bij dit bericht nog niet."
_NIET_BEREIKT = "Dit komt pas aan de beurt als klopt wat nu is gevonden."
_KENNIS: Mapping[Any, str] = {
    Dossier: "eerdere berichten",
    Vandaag: "de dag van vandaag",
    Gemeentelijst: "de lijst van gemeenten",
    Productlijst: "de afgesproken lijst van producten",
    Tarievenlijst: "de tarieven uit het contract",
}


def _waarom(mist: frozenset[Any]) -> str:
    """Why a rule was not checked that lacks this, or not wholly where it can do without."""
    if not (nodig := _nodig(mist)):
        zonder = {soort for deel in mist for soort in leden(deel)}
        return f"Zonder {_genoemd(zonder)} is alleen bekeken wat het bericht zelf laat zien."
    hoe = " Speel daarvoor de keten na." if Dossier in nodig else ""
    return f"Hiervoor nodig: {_genoemd(nodig)}.{hoe}"


def _niet_bereikt(mist: frozenset[Any]) -> str:
    nodig = _nodig(mist)
    return f"{_NIET_BEREIKT} Dan ook nodig: {_genoemd(nodig)}." if nodig else _NIET_BEREIKT


def _nodig(mist: frozenset[Any]) -> set[Any]:
    """The knowledge in this that the rule cannot do without."""
    return {deel for deel in mist if len(leden(deel)) == 1}


def _genoemd(soorten: set[Any]) -> str:
    return " en ".join(naam for soort, naam in _KENNIS.items() if soort in soorten)
