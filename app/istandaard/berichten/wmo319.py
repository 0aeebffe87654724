"""wmo319, Antwoord op verzoek.

From municipality to provider: the decision on a wmo315 or wmo317 that leads to no allocation, or not yet.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import Berichtklasse, berichtklasse
from app.istandaard.berichten.headers import Berichtheader


@berichtklasse
class Wmo319(Berichtklasse):
    """The message wmo319, Antwoord op verzoek."""

    header: Header
    antwoord: Antwoord


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "482"


@berichtklasse
class Antwoord(Berichtklasse):
    """The decision on the request."""

    referentie_aanbieder: str
    verzoek_antwoord: str
    reden_afwijzing_verzoek: str | None = None
