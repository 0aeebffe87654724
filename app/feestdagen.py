"""The public holidays of the Algemene termijnenwet, from the holidays library."""

from datetime import date

from holidays import OPTIONAL, PUBLIC, country_holidays

from app.domain.termijnen import Kalender

EERSTE_JAAR = 2015
"""The Wmo 2015 came into force in this year."""
LAATSTE_JAAR = 2100


def kalender() -> Kalender:
    """Holidays of all years that a case can touch; 5 May and Good Friday count every year (Atw art. 3)."""
    dagen = country_holidays("NL", years=range(EERSTE_JAAR, LAATSTE_JAAR + 1), categories=(PUBLIC, OPTIONAL))
    return Kalender(frozenset(date(d.year, d.month, d.day) for d in dagen))
