"""The numbered rules of iWmo 3.2: a module per rule, named after its code."""

from app.istandaard.kennis import Contractregel, Kennis, Productlijst, Tarief, Tarievenlijst, Vandaag
from app.istandaard.regels.uitvoering import (
    Toetsing,
    Uitkomst,
    berichtsoort,
    in_stroom,
    inhoud,
    niet_te_toetsen,
    ontbreekt,
    ontbreekt_zonder,
    regels_voor,
    samenhang,
)

__all__ = [
    "Contractregel",
    "Kennis",
    "Productlijst",
    "Tarief",
    "Tarievenlijst",
    "Toetsing",
    "Uitkomst",
    "Vandaag",
    "berichtsoort",
    "in_stroom",
    "inhoud",
    "niet_te_toetsen",
    "ontbreekt",
    "ontbreekt_zonder",
    "regels_voor",
    "samenhang",
]
