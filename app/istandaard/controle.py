"""Checks one message on its own: its schema, what it shows itself, what public knowledge shows of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.istandaard import codec, xml
from app.istandaard.bevindingen import Bevinding
from app.istandaard.regels import (
    Kennis,
    berichtsoort,
    in_stroom,
    inhoud,
    niet_te_toetsen,
    samenhang,
)
from app.istandaard.regels.register import niet_gebouwd


@dataclass(frozen=True, slots=True)
class Controle:
    """What a check of one message found."""

    berichtsoort: str
    """Which message it is, such as wmo301."""
    bevindingen: tuple[Bevinding, ...]
    """Everything wrong on the first level on which anything is wrong."""
    niet_gecontroleerd: tuple[str, ...]
    """The rules for this message that a check like this leaves out, whatever it finds: for want of history,
    of reference data, or because they are not built yet."""

    @property
    def geldig(self) -> bool:
        """Whether nothing was found; says nothing about what was not checked."""
        return not self.bevindingen


def controleer(
    xml_bytes: bytes, kennis: Kennis, schemas: Path = xml.SCHEMAS, maximum: int = xml.MAXIMUM
) -> Controle:
    """Check these bytes as one message, without history.

    Raises `OnleesbaarBericht` or `OnbekendBericht` for what is no message of iWmo 3.2 at all.
    """
    try:
        if xml.GROOT < len(xml_bytes) <= maximum and xml.keur_omvang(xml_bytes, schemas)[0] == "wmo323":
            return controleer_stroom(BytesIO(xml_bytes), kennis, schemas, maximum)
        bericht = codec.lees(xml_bytes, schemas, maximum)
    except xml.OngeldigBericht as ongeldig:
        return _controle(ongeldig.berichtsoort, ongeldig.bevindingen, kennis)
    bevindingen = inhoud(bericht) or samenhang(bericht, None, kennis).bevindingen
    return _controle(berichtsoort(bericht), op_regel(bevindingen, xml_bytes, maximum), kennis)


def controleer_bestand(bestand: BinaryIO, kennis: Kennis, schemas: Path = xml.SCHEMAS) -> Controle:
    """Check a file as `controleer` does; a wmo323 may have any size."""
    xml_bytes = bestand.read(xml.MAXIMUM + 1)
    if len(xml_bytes) <= xml.MAXIMUM or xml.herken_stroom(BytesIO(xml_bytes)) != "wmo323":
        return controleer(xml_bytes, kennis, schemas)
    del xml_bytes
    return controleer_stroom(bestand, kennis, schemas)


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
        return _controle(ongeldig.berichtsoort, ongeldig.bevindingen, kennis)


def op_regel(
    bevindingen: tuple[Bevinding, ...], xml_bytes: bytes, maximum: int = xml.MAXIMUM
) -> tuple[Bevinding, ...]:
    """The same findings with the line of the element that is wrong; reading keeps that of its class only."""
    if not bevindingen:
        return ()
    regels = xml.regelnummers(xml_bytes, (bevinding.pad or "" for bevinding in bevindingen), maximum)
    return tuple(replace(b, regelnummer=regel) for b, regel in zip(bevindingen, regels, strict=True))


def _controle(soort: str, bevindingen: tuple[Bevinding, ...], kennis: Kennis) -> Controle:
    niet_gecontroleerd = {*niet_te_toetsen(soort, None, kennis), *niet_gebouwd(soort)}
    return Controle(soort, bevindingen, tuple(sorted(niet_gecontroleerd)))
