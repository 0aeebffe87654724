"""The numbered rules of iWmo 3.2: a module per rule, named after its code."""

from app.istandaard.regels.bronnen import Bronnen, Productlijst, Vandaag
from app.istandaard.regels.uitvoering import Uitkomst, berichtsoort, inhoud, niet_te_toetsen, samenhang

__all__ = [
    "Bronnen",
    "Productlijst",
    "Uitkomst",
    "Vandaag",
    "berichtsoort",
    "inhoud",
    "niet_te_toetsen",
    "samenhang",
]
