"""wmo320, Antwoord op verzoek retour.

From provider to municipality: the answer to a wmo319.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import Berichtklasse, berichtklasse
from app.istandaard.berichten.headers import Retourheader


@berichtklasse
class Wmo320(Berichtklasse):
    """The message wmo320, Antwoord op verzoek retour."""

    header: Header
    antwoord: Antwoord | None = None


@berichtklasse
class Header(Retourheader):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "483"


@berichtklasse
class Antwoord(Berichtklasse):
    """The decision on the request."""

    referentie_aanbieder: str
    verzoek_antwoord: str
    reden_afwijzing_verzoek: str | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
