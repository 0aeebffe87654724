"""The public holidays of the Netherlands, from the `holidays` library."""

from datetime import date
from functools import cache

import holidays

from app.domain.termijnen import Kalender

JAREN_TERUG = 15
JAREN_VOORUIT = 10
"""Years around today that a term of a case kept for fifteen years can fall in (W04)."""


@cache
def kalender(jaar: int) -> Kalender:
    """The calendar around this year, with Liberation Day in every year and Good Friday (Atw art. 3)."""
    jaren = range(jaar - JAREN_TERUG, jaar + JAREN_VOORUIT)
    dagen: dict[date, str] = holidays.country_holidays(
        "NL", years=jaren, categories=("public", "optional"), language="nl"
    )
    return Kalender(frozenset(dagen))
