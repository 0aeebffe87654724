"""Values as words in clear Dutch: dates, periods, extent, amounts."""

import re
import unicodedata
from datetime import date, datetime
from fractions import Fraction

from app.domain import woorden
from app.domain.partijen import ONBEKENDE_NAAM, Geboortedatum, Naam, Vertegenwoordiging
from app.domain.waarden import NEDERLAND, Omvang, Weekomvang
from app.domain.woorden import MAANDEN
from app.domain.woorden import datum as datum

VOORLOPIG = (
    "Deze dag is voorlopig: van dat jaar is nog niet besloten welke dagen als feestdag tellen. U kunt alleen "
    "meer tijd krijgen, niet minder."
)
"""What stands beside a last day that a royal decree may still move (W12)."""


_REGELEINDE = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_ONZICHTBAAR = {"Cc", "Cf"}
"""Unicode categories that draw nothing but can mislead, such as a reversal of the reading direction."""
_NIET_LATIJN = re.compile(r"[^\0-\u02ff]{4,}")
_MEESTE_OP_EEN_LETTER = 3
"""Accents and other marks that a letter keeps; no language writes more. To order and place them takes the
square of their number: typst took 16 s for twenty fields of 4,000, while nobody else got a document.
"""


def zichtbaar(tekst: str) -> str:
    """A text of a user with one kind of line end, without what draws nothing or heaps up on a letter."""
    if tekst.isascii() and tekst.isprintable():
        return tekst  # as most are
    heel = _REGELEINDE.sub("\n", tekst).replace("\t", " ")
    if not heel.replace("\n", "").isprintable():
        heel = "".join(t for t in heel if t == "\n" or unicodedata.category(t) not in _ONZICHTBAAR)
    return unicodedata.normalize("NFC", _NIET_LATIJN.sub(_zonder_stapels, heel))


def _zonder_stapels(reeks: re.Match[str]) -> str:
    uit, op_een_letter = "", 0
    for teken in reeks[0]:
        op_een_letter = op_een_letter + 1 if unicodedata.category(teken).startswith("M") else 0
        uit += teken if op_een_letter <= _MEESTE_OP_EEN_LETTER else ""
    return uit


def moment(op: datetime) -> str:
    """A moment as in the Netherlands: 1 maart 2027, 14.05 uur."""
    hier = op.astimezone(NEDERLAND)
    return f"{datum(hier.date())}, {hier:%H.%M} uur"


def vertegenwoordigd(vertegenwoordiger: Vertegenwoordiging) -> str:
    """Who acts for somebody, below or after the name: vertegenwoordigd door J. de Vries, mentor."""
    return f"vertegenwoordigd door {handelend(vertegenwoordiger)}"


def handelend(vertegenwoordiger: Vertegenwoordiging) -> str:
    """Who acts for somebody, and as what: J. de Vries, mentor."""
    return f"{vertegenwoordiger.naam}, {vertegenwoordiger.hoedanigheid.replace('_', ' ')}"


NAAM_ONBEKEND = "naam niet bekend"
"""What stands for the name of who has none that is known (ONBEKENDE_NAAM, and no other)."""


def naam(persoon: Naam) -> str:
    """A name as in a letter: P.A. den Bakker; the surname that the person uses (COD700)."""
    eigen = _achternaam(persoon.voorvoegsel, persoon.achternaam)
    partner = _achternaam(persoon.partner_voorvoegsel, persoon.partner_achternaam)
    gebruikt = {"2": (partner,), "3": (partner, eigen), "4": (eigen, partner)}.get(persoon.naamgebruik)
    voor = _voorletters(persoon.voorletters) if persoon.voorletters else persoon.voornamen
    achter = "-".join(filter(None, gebruikt or ())) or eigen
    if not achter:
        return persoon.voornamen or voor or partner or NAAM_ONBEKEND
    return f"{voor} {achter}" if voor else achter


def _achternaam(voorvoegsel: str | None, achternaam: str | None) -> str:
    bekend = achternaam is not None and achternaam != ONBEKENDE_NAAM
    return " ".join(filter(None, (voorvoegsel, achternaam))) if bekend else ""


def _voorletters(voorletters: str) -> str:
    """Initials with dots; a small letter belongs to the one before it: Th.J."""
    los = "".join(f" {letter}" if letter.isupper() else letter for letter in voorletters if letter.isalpha())
    return "".join(f"{letter}." for letter in los.split())


def postcode(code: str) -> str:
    """A postal code as on an envelope: 5256 AM; one of another country as it is."""
    return f"{code[:4]} {code[4:]}" if re.fullmatch("[0-9]{4}[A-Z]{2}", code) else code


def geboortedatum(geboren: Geboortedatum) -> str:
    """A date of birth, as far as it is known (COD170)."""
    match geboren.gebruik:
        case "1":
            return f"{MAANDEN[geboren.datum.month - 1]} {geboren.datum.year} (dag niet bekend)"
        case "2":
            return f"{geboren.datum.year} (dag en maand niet bekend)"
        case "3":
            return "niet bekend"
        case _:
            return datum(geboren.datum)


def periode(begin: date | None, eind: date | None) -> str:
    """From when to when; what is not known is said."""
    if begin is None:
        return "niet ingevuld" if eind is None else f"tot en met {datum(eind)} (begin niet ingevuld)"
    return f"vanaf {datum(begin)}" if eind is None else f"van {datum(begin)} tot en met {datum(eind)}"


def zin(woorden: str) -> str:
    """With one full stop, also where the last word came with its own: Zorg B.V."""
    kaal = woorden.rstrip()
    return kaal if kaal.endswith((".", "?", "!", "…")) else f"{kaal}."


def omvang(verleend: Omvang, categorie: str | None) -> str:
    """An extent with, where its unit is one of time, what that is in hours and minutes a week (W05)."""
    return _met_tijd(woorden.omvang(verleend, categorie), verleend.minuten_per_week())


def weekomvang(verwacht: Weekomvang) -> str:
    """The expected extent a week as a plan states it (H22), with the same in hours and minutes."""
    return _met_tijd(woorden.weekomvang(verwacht), verwacht.minuten)


def _met_tijd(tekst: str, minuten_per_week: Fraction | None) -> str:
    if minuten_per_week is None:
        return tekst
    tijd = woorden.tijd_per_week(round(minuten_per_week))
    voorzet = "" if minuten_per_week.denominator == 1 else "ongeveer "
    return tekst if tekst == tijd else f"{tekst} ({voorzet}{tijd})"
