"""The reader of time in free text: which durations somebody names; a time of the clock is none (W05)."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.domain.waarden import MINUTEN_PER_UUR, UREN_PER_DAGDEEL

_HELE = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "vijftien": 15, "twintig": 20, "vijfentwintig": 25,
    "dertig": 30, "veertig": 40, "vijfenveertig": 45, "vijftig": 50, "zestig": 60, "negentig": 90,
}  # fmt: skip
_WOORDEN = {woord: Fraction(getal) for woord, getal in _HELE.items()} | {
    "half": Fraction(1, 2),
    "halve": Fraction(1, 2),
    "driekwart": Fraction(3, 4),
    "anderhalf": Fraction(3, 2),
    "anderhalve": Fraction(3, 2),
}
_BREUKEN = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_UUR = Fraction(MINUTEN_PER_UUR)
_KWARTIER = _UUR / 4
_DAGDEEL = UREN_PER_DAGDEEL * _UUR


def _een_van(woorden: Iterable[str]) -> str:
    return "|".join(sorted(woorden, key=len, reverse=True))


_HEEL = _een_van(_HELE)
_BREUK = "".join(_BREUKEN)
_GETAL = (
    rf"(?:\d{{1,4}}\s?[{_BREUK}]|[{_BREUK}]|\d{{1,4}}\s\d/\d|\d/\d|\d{{1,4}}(?:[.,]\d{{1,2}})?"
    rf"|(?:{_HEEL})[eë]n(?:een)?hal(?:f|ve)|(?:\d{{1,4}}|{_HEEL})\s+en\s+(?:een\s+|één\s+)?hal(?:f|ve)"
    rf"|{_een_van(_WOORDEN)})"
)
_UREN = r"(?:uren|uurtjes?|uur|u\.?|h)(?![a-zà-ÿ])"
_MINUTEN = r"(?:minuten|minuutjes|minuut|min\.?|')(?![a-zà-ÿ])"
_DAGDELEN = r"dagde(?:len|el)\b"
_LOSSE_MINUTEN = r"(?=$|[\s,.;)])(?!\s*(?!per\b)[a-zà-ÿ])"
"""After a number behind hours, where it means minutes: 2u30, 1 uur 15 per week; not of 2 uur 3 keer."""
_DUUR = re.compile(
    rf"(?<![\w.,:/{_BREUK}])(?:"
    rf"(?P<uren>{_GETAL})\s*{_UREN}(?:"
    rf"\s*(?:en\s+)?(?P<rest>\d{{1,2}}|{_HEEL})\s*(?:{_MINUTEN}|{_LOSSE_MINUTEN})"
    rf"|\s*(?:en\s+)?(?P<kwart>een|één|drie)\s+kwartier)?"
    rf"|(?P<klok>\d{{1,2}}):(?P<klokrest>[0-5]\d)(?:\s*{_UREN})?"
    rf"|(?P<minuten>{_GETAL})\s*{_MINUTEN}"
    rf"|(?P<dagdelen>{_GETAL})\s*{_DAGDELEN}"
    rf"|(?P<kwartieren>{_GETAL})\s*kwartier(?:en)?\b"
    r"|(?P<halfuur>halfuur)\b"
    r")(?!\w)",
    re.IGNORECASE,
)

_TIJDSTIP = rf"(?:\d{{1,2}}(?:[:.][0-5]\d)?|{_HEEL}|half\s+(?:{_HEEL}))(?:\s*{_UREN})?"
_KLOK = rf"\d{{1,2}}[:.][0-5]\d(?:\s*{_UREN})?"
_STREEP = "-|\N{EN DASH}"
_OMVANG = r"\s*(?:per|p/|pw\b|in\s+de|elke|iedere|hulp|begeleiding|ondersteuning)"
_GEEN_DUUR = re.compile(
    # from when to when
    rf"\b(?:van|vanaf|tussen)\s+{_TIJDSTIP}\s*(?:tot(?:\s+en\s+met)?|t/m|en|{_STREEP})"
    rf"\s*(?>{_TIJDSTIP})(?!\w|\s*(?:per\s+(?:week|maand)|kwartier|{_MINUTEN}))"
    rf"|(?<![\w:.]){_KLOK}\s*(?:tot|en|{_STREEP})\s*{_KLOK}(?!\w)"
    rf"|(?<![\w:.,])\d{{1,2}}\s*[{_STREEP}]\s*\d{{1,2}}\s*{_UREN}(?!{_OMVANG})"
    # at what time
    rf"|\b(?:om|rond|omstreeks|vanaf|uiterlijk|sinds|v[oó]{{2}}r|na|tot)\s+(?>{_TIJDSTIP})"
    rf"(?!\w|,\d|\s*(?:kwartier|{_MINUTEN}))(?!{_OMVANG})"
    rf"|(?<![\w:.,])(?:[5-9]|1\d|2[0-4])(?:[:.][0-5]\d)?\s*{_UREN}\s*['\N{{RIGHT SINGLE QUOTATION MARK}}]s\s"
    # all day and night
    rf"|(?<![\w:.,])24\s*{_UREN}\s*per\s+(?:dag|etmaal)"
    # within how long, every how much
    rf"|\b(?:binnen|om\s+(?:de|het)|elke?|iedere?|na)\s+(?:een\s+|één\s+)?{_GETAL}"
    rf"\s*(?:{_UREN}|{_MINUTEN}|{_DAGDELEN})",
    re.IGNORECASE,
)


_EENHEID = rf"(?:{_UREN}|{_MINUTEN}|{_DAGDELEN}|kwartier(?:en)?\b)"
_BEREIK = re.compile(
    rf"(?<![\w.,:/{_BREUK}])(?P<tussen>tussen\s+(?:de\s+)?)?(?P<van>{_GETAL})\s*(?P<eigen>{_EENHEID})?"
    rf"\s*(?:\b(?:[àa]|of|tot(?:\s+en\s+met)?|t/m|(?(tussen)en|(?!)))\b|[{_STREEP}])"
    rf"\s*(?P<tot>{_GETAL})\s*(?P<eenheid>{_EENHEID})",
    re.IGNORECASE,
)
"""From how long to how long: 3 à 4 uur, 2-3 uur per week, drie tot vier uur."""


def genoemde_minuten(tekst: str) -> Iterator[Fraction]:
    """Each duration that a text names, in minutes: '1¾ uur', '1:45', '2u', 'drie kwartier', 'tweeënhalf uur'.

    A range names two: '3 à 4 uur'. A time of the clock, opening hours, and within how long somebody comes are
    none.
    """
    zonder_tijdstippen = _GEEN_DUUR.sub(" ; ", tekst)
    for gevonden in _DUUR.finditer(_BEREIK.sub(_van_en_tot, zonder_tijdstippen)):
        delen = gevonden.groupdict()
        if delen["uren"]:
            rest = _getal(delen["rest"]) if delen["rest"] else Fraction(0)
            kwart = _getal(delen["kwart"]) * _KWARTIER if delen["kwart"] else Fraction(0)
            minuten = _getal(delen["uren"]) * _UUR + rest + kwart
        elif delen["klok"]:
            minuten = int(delen["klok"]) * _UUR + int(delen["klokrest"])
        elif delen["minuten"]:
            minuten = _getal(delen["minuten"])
        elif delen["dagdelen"]:
            minuten = _getal(delen["dagdelen"]) * _DAGDEEL
        elif delen["kwartieren"]:
            minuten = _getal(delen["kwartieren"]) * _KWARTIER
        else:
            minuten = _UUR / 2
        if minuten > 0:
            yield minuten


def _van_en_tot(bereik: re.Match[str]) -> str:
    eenheid = bereik["eenheid"]
    return f"{bereik['van']} {bereik['eigen'] or eenheid} ; {bereik['tot']} {eenheid}"


def _getal(tekst: str) -> Fraction:
    klein = tekst.lower().replace(",", ".")
    if klein in _WOORDEN:
        return _WOORDEN[klein]
    half = re.fullmatch(r"(\w+?)(?:[eë]n|\s+en\s+)(?:een|één)?\s*hal(?:f|ve)", klein)
    if half:
        return _getal(half[1]) + Fraction(1, 2)
    if klein[-1] in _BREUKEN:
        return Fraction(klein[:-1].strip() or 0) + _BREUKEN[klein[-1]]
    return sum((_deel(deel) for deel in klein.split()), Fraction(0))


def _deel(tekst: str) -> Fraction:
    teller, _, noemer = tekst.partition("/")
    return Fraction(teller) / (int(noemer) or 1) if noemer else Fraction(teller)


def noemt_tijd(tekst: str | None) -> bool:
    """Whether a text names a duration."""
    return tekst is not None and next(genoemde_minuten(tekst), None) is not None


_GEMIDDELD = re.compile(r"\b(?:gemiddelde?|gem\.)", re.IGNORECASE)


def noemt_vaste_tijd(tekst: str | None) -> bool:
    """Whether a text names a duration that is no average, and no range in which it may fall."""
    if tekst is None or _GEMIDDELD.search(tekst) or _BEREIK.search(_GEEN_DUUR.sub(" ; ", tekst)):
        return False
    return noemt_tijd(tekst)


_ALLEEN_PER_WEEK = re.compile(
    r"(?:(?:[eé]{2}n|1)\s*(?:keer|maal|x)\s+)?(?:per\s+week|p/w|(?:elke|iedere)\s+week|wekelijks)\W*",
    re.IGNORECASE,
)


def genoemde_weektijd(tekst: str | None) -> Fraction | None:
    """The minutes a week of a text that names those and nothing else: 'drie kwartier per week'.

    None of an average, a range or several times, and of any other word: that may change what is meant.
    """
    if tekst is None or not noemt_vaste_tijd(tekst):
        return None
    minuten, *meer = genoemde_minuten(tekst)
    rest = " ".join(_DUUR.sub(" ", tekst).split())
    return None if meer or not _ALLEEN_PER_WEEK.fullmatch(rest) else minuten
