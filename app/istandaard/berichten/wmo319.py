"""wmo319, Antwoord op verzoek.

From municipality to provider: the decision on a wmo315 or wmo317 that leads to no allocation, or not yet.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"


@berichtklasse
class Wmo319(Berichtklasse):
    """The message wmo319, Antwoord op verzoek."""

    header: Header
    antwoord: Antwoord


@berichtklasse
class Header(Berichtklasse):
    """The header: who sends what to whom."""

    bericht_code: str = "482"
    bericht_versie: Geheel = BERICHT_VERSIE
    bericht_subversie: Geheel = BERICHT_SUBVERSIE
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie


@berichtklasse
class Antwoord(Berichtklasse):
    """The decision on the request."""

    referentie_aanbieder: str
    verzoek_antwoord: str
    reden_afwijzing_verzoek: str | None = None
