"""Declared lines to test with; a test says only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie

MAART = GeslotenPeriode(date(2026, 3, 1), date(2026, 3, 31))


def een_prestatie(referentie: str, **velden: Any) -> Prestatie:
    """A debit line over March 2026: four hours of 75 euro."""
    standaard: dict[str, Any] = {
        "vorige_referentie": None,
        "toewijzing": 1,
        "categorie": "02",
        "productcode": "02A03",
        "periode": MAART,
        "volume": 4,
        "eenheid": "04",
        "tarief": 7500,
        "bedrag": 30000,
    }
    return Prestatie(referentie, **(standaard | velden))


def credit_van(debet: Prestatie, referentie: str) -> Prestatie:
    """The line that takes that one back."""
    return replace(debet, referentie=referentie, vorige_referentie=debet.referentie, bedrag=-debet.bedrag)
