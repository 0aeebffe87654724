"""wmo320, Antwoord op verzoek retour.

From provider to municipality: the answer to a wmo319.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo320/schema"


@berichtklasse
class Wmo320(Berichtklasse):
    """The message wmo320, Antwoord op verzoek retour."""

    header: Header
    antwoord: Antwoord | None = None


@berichtklasse
class Header(Berichtklasse):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "483"
    bericht_versie: Geheel = BERICHT_VERSIE
    bericht_subversie: Geheel = BERICHT_SUBVERSIE
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie
    identificatie_retour: str
    dagtekening_retour: Datum
    xslt_versie: str | None = None
    xsd_versie_retour: XsdVersie
    retour_codes: tuple[str, ...] = field(default=(), metadata={"item": "RetourCode"})


@berichtklasse
class Antwoord(Berichtklasse):
    """The decision on the request."""

    referentie_aanbieder: str
    verzoek_antwoord: str
    reden_afwijzing_verzoek: str | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
