"""A day, or an amount with its unit, as somebody says it: for letters, findings and pages (W05, H29)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.domain.waarden import (
    MEESTE_PER_DAG,
    MINUTEN_PER_UUR,
    VERBLIJF,
    VERVOER,
    VOORZIENINGEN,
    Eenheid,
    Frequentie,
    Omvang,
    Weekeenheid,
    Weekomvang,
)

EENHEDEN = {
    Eenheid.MINUUT: ("minuut", "minuten"),
    Eenheid.UUR: ("uur", "uur"),
    Eenheid.ETMAAL: ("etmaal", "etmalen"),
    Eenheid.DAGDEEL: ("dagdeel", "dagdelen"),
    Eenheid.STUKS_OUTPUT: ("keer", "keer"),
    Eenheid.EURO: ("euro", "euro"),
    Eenheid.STUKS_INSPANNING: ("keer", "keer"),
}
"""One and more of each unit."""

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

IN_STUKS = frozenset({Eenheid.STUKS_OUTPUT, Eenheid.STUKS_INSPANNING})

FREQUENTIES = {
    Frequentie.PER_DAG: "per dag",
    Frequentie.PER_WEEK: "per week",
    Frequentie.PER_MAAND: "per maand",
    Frequentie.TOTAAL: "in totaal",
}

_WEEKEENHEDEN = {
    Weekeenheid.MINUTEN: Eenheid.MINUUT,
    Weekeenheid.UREN: Eenheid.UUR,
    Weekeenheid.DAGDELEN: Eenheid.DAGDEEL,
}


def geteld(eenheid: Eenheid, categorie: str | None = None) -> tuple[str, str]:
    """What is counted of a product of this category (WMO020), one and more of it: trips, nights, things."""
    if eenheid in IN_STUKS and categorie == VERVOER:
        return "rit", "ritten"
    if eenheid in IN_STUKS and categorie in VOORZIENINGEN:
        return "stuk", "stuks"
    if eenheid is Eenheid.ETMAAL and categorie == VERBLIJF:
        return "nacht", "nachten"
    return EENHEDEN[eenheid]


def hoeveelheid(aantal: Decimal | int, eenheid: Eenheid, categorie: str | None = None) -> str:
    """A number of units: 1 dagdeel, 2,5 uur, 100 ritten; of cents the amount in euros."""
    if eenheid is Eenheid.EURO:
        return euro(aantal)
    enkelvoud, meervoud = geteld(eenheid, categorie)
    return f"{getal(aantal)} {enkelvoud if aantal == 1 else meervoud}"


def hoogstens(aantal: Decimal | int, eenheid: Eenheid, dagen: int) -> str | None:
    """The most that these days have of this unit, where this is more: hoogstens 1440 minuten; else None."""
    per_dag = MEESTE_PER_DAG.get(eenheid)
    if per_dag is None or aantal <= per_dag * dagen:
        return None
    return f"hoogstens {hoeveelheid(per_dag * dagen, eenheid)}"


def omvang(verleend: Omvang, categorie: str | None = None) -> str:
    """An extent: 2 uur per week, 100 ritten in totaal."""
    aantal = hoeveelheid(verleend.volume, verleend.eenheid, categorie)
    return f"{aantal} {FREQUENTIES[verleend.frequentie]}"


def weekomvang(verwacht: Weekomvang) -> str:
    """The expected extent of a plan: 2,5 uur per week, 1 dagdeel per twee weken."""
    per = "per twee weken" if verwacht.per_twee_weken else "per week"
    return f"{hoeveelheid(verwacht.aantal, _WEEKEENHEDEN[verwacht.eenheid])} {per}"


def dingen(aantal: int, naam: str) -> str:
    """A number of things by a name of which no plural is known: 1 traplift; douchestoel, 2 keer.

    A name that looks like a plural is not put behind a 1 either: taxiritten, 1 keer.
    """
    kaal = naam.rstrip(" .")
    if not kaal[1:2].isupper():
        kaal = f"{kaal[:1].lower()}{kaal[1:]}"
    kaal = kaal.removeprefix("een ")
    if aantal == 1 and not kaal.endswith("en"):
        return f"1 {kaal}"
    return f"{kaal}, {getal(aantal)} keer"


def tijd_per_week(minuten: Fraction | int) -> str:
    """A time in whole hours and minutes: 2 uur en 30 minuten per week; a broken one stays: 66,6 minuten."""
    uren, rest = divmod(minuten, MINUTEN_PER_UUR)
    if rest != int(rest):
        uren, rest = 0, minuten
    delen = [
        hoeveelheid(Decimal(f"{float(aantal):g}"), eenheid)
        for aantal, eenheid in ((uren, Eenheid.UUR), (rest, Eenheid.MINUUT))
        if aantal
    ]
    return f"{' en '.join(delen) or '0 minuten'} per week"


def getal(aantal: Decimal | int) -> str:
    """A number with a decimal comma and no needless zeros: 2,5."""
    tekst = f"{aantal:f}" if isinstance(aantal, Decimal) else str(aantal)
    return (tekst.rstrip("0").rstrip(".") if "." in tekst else tekst).replace(".", ",")


def euro(centen: Decimal | int) -> str:
    """An amount of cents in euros, on one line: € 1.234,50."""
    return "€\u00a0" + f"{Decimal(centen) / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def datum(dag: date) -> str:
    """A day as a person reads it: 1 maart 2027."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
