"""By what a person is found whose Bsn nobody has at hand: a surname and the date of birth.

Of both only what people agree on is compared. A surname counts without case, accents, prefixes (*van der*),
spaces and marks, so that *Van der Béék* is *beek*. Of a date of birth the part that is known counts.
"""

import re
from unicodedata import combining, normalize

from app.domain.partijen import Geboortedatum, Naam

# fmt: off
VOORVOEGSELS = frozenset({
    "'s", "'t", "a", "aan", "af", "al", "am", "auf", "aus", "ben", "bij", "bin", "boven", "d", "d'",
    "da", "dal", "dalla", "de", "degli", "dei", "del", "della", "den", "der", "des", "di", "die", "do",
    "don", "dos", "du", "el", "et", "het", "i", "im", "in", "l", "la", "las", "le", "les", "lo", "los",
    "op", "over", "s", "s'", "t", "te", "ten", "ter", "thoe", "tho", "to", "toe", "tot", "uit", "uijt",
    "unter", "van", "vande", "vanden", "vander", "ver", "vom", "von", "vor", "voor", "y", "zu", "zum",
    "zur",
})
# fmt: on
"""Words before a surname that one writes, another leaves out, and a third keeps apart."""
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
"""Letters that Unicode takes for others than the ones they are written as where these lack."""


def zoeknaam(achternaam: str) -> str | None:
    """What counts of a surname; None where nothing does, as of the point for one that is not known."""
    klein = normalize("NFKD", achternaam.casefold()).translate(LETTERS)
    woorden = "".join(letter for letter in klein if not combining(letter)).replace("\u2019", "'").split()
    while len(woorden) > 1 and woorden[0] in VOORVOEGSELS:
        del woorden[0]
    return "".join(letter for letter in "".join(woorden) if letter.isalnum()) or None


def zoeknamen(naam: Naam) -> tuple[str | None, str | None]:
    """What counts of a person's own surname, and of that of a partner, whichever of the two is used."""
    partner = naam.partner_achternaam
    return zoeknaam(naam.achternaam), None if partner is None else zoeknaam(partner)


def mogelijke_namen(achternaam: str) -> frozenset[str]:
    """As what a surname may count that somebody looks for: as a whole, or a part of it beside a hyphen."""
    delen = re.split(r"[-\u2013]", achternaam, maxsplit=2)
    return frozenset(naam for naam in map(zoeknaam, (achternaam, *delen)) if naam is not None)


_ONBEKEND = {"1": 1, "2": 2, "3": 3}
"""How many parts of a date of birth are not known, by its GeboortedatumGebruik (COD170)."""


def bekend_deel(geboortedatum: Geboortedatum) -> str:
    """The part of a date of birth that is known (COD170): a day, a month, a year, or nothing."""
    return mogelijke_dagen(geboortedatum)[0]


def mogelijke_dagen(geboortedatum: Geboortedatum) -> tuple[str, ...]:
    """The known part, and what of it is known of somebody of whom less is; the longest first."""
    dag = geboortedatum.datum.isoformat()
    onbekend = _ONBEKEND.get(geboortedatum.gebruik or "", 0)
    return (dag, dag[:7], dag[:4], "")[onbekend:]
