"""The allocations of a chain as a time line: a picture, and the same as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain import woorden
from app.domain.toewijzing.afwijking import Levering
from app.domain.toewijzing.ketenverloop import Ketenverloop
from app.domain.toewijzing.verloop import Maand
from app.domain.waarden import MINUTEN_PER_UUR, Eenheid
from app.istandaard.codelijsten import codelijst
from app.istandaard.tonen import euro, toonbaar

MEESTE_MAANDEN = 36
"""Months that the picture is wide at most, from the first allocation on."""
MAAND, RIJ, KOP, LINKS = 44, 78, 30, 8
"""Sizes in the picture: a month and what stands left of them wide, an allocation and the scale high."""
BALK = 14
GEEN, GEEN_GRENS = "niet geteld", "geen grens per maand"
_NAMEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Balk:
    """A bar in the picture."""

    soort: str
    x: float
    y: float
    breed: float
    hoog: float = BALK


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text in the picture."""

    x: float
    y: float
    tekst: str


@dataclass(frozen=True, slots=True)
class Maandrij:
    """A month in the table."""

    maand: str
    gedeclareerd: str
    hoogstens: str
    bedrag: str


@dataclass(frozen=True, slots=True)
class Toewijzingblad:
    """An allocation as a table."""

    titel: str
    periode: str
    omvang: str
    leveringen: tuple[str, ...]
    maanden: tuple[Maandrij, ...]


@dataclass(frozen=True, slots=True)
class Tijdlijnblad:
    """The picture and the tables."""

    breed: int
    hoog: int
    balken: tuple[Balk, ...]
    teksten: tuple[Tekst, ...]
    toewijzingen: tuple[Toewijzingblad, ...]


@dataclass(frozen=True, slots=True)
class _Schaal:
    """Where a day stands in the picture."""

    begin: date
    maanden: int

    def x(self, dag: date) -> float:
        """Left edge of this day, within the picture."""
        maand = (dag.year - self.begin.year) * 12 + dag.month - self.begin.month
        plek = maand + (dag.day - 1) / 31
        return LINKS + MAAND * min(max(plek, 0), self.maanden)

    def balk(self, soort: str, begin: date, eind: date | None, y: float) -> Balk:
        """From this day up to and including that one; without an end to the edge."""
        van = self.x(begin)
        tot = LINKS + MAAND * self.maanden if eind is None else self.x(eind) + MAAND / 31
        return Balk(soort, round(van, 1), y, round(max(tot - van, 2), 1))


def tijdlijnblad(verlopen: Sequence[Ketenverloop]) -> Tijdlijnblad | None:
    """These allocations as picture and tables; None where there are none."""
    if not verlopen:
        return None
    schaal = _schaal(verlopen)
    balken: list[Balk] = []
    teksten = list(_maandnamen(schaal))
    for nummer, lijn in enumerate(verlopen):
        y = KOP + nummer * RIJ
        teksten.append(Tekst(LINKS, y + 14, _titel(lijn)))
        balken += _balken(lijn, schaal, y + 20)
    return Tijdlijnblad(
        breed=LINKS * 2 + MAAND * schaal.maanden,
        hoog=KOP + RIJ * len(verlopen),
        balken=tuple(balken),
        teksten=tuple(teksten),
        toewijzingen=tuple(map(_toewijzingblad, verlopen)),
    )


def _schaal(verlopen: Sequence[Ketenverloop]) -> _Schaal:
    begin = min(lijn.toewijzing.ingangsdatum for lijn in verlopen).replace(day=1)
    eind = max(lijn.toewijzing.einddatum or lijn.toewijzing.ingangsdatum for lijn in verlopen)
    maanden = (eind.year - begin.year) * 12 + eind.month - begin.month + 1
    return _Schaal(begin, min(max(maanden, 6), MEESTE_MAANDEN))


def _maandnamen(schaal: _Schaal) -> Iterator[Tekst]:
    for nummer in range(schaal.maanden):
        jaar, maand = divmod(schaal.begin.month - 1 + nummer, 12)
        jaartal = f" {(schaal.begin.year + jaar) % 100:02d}" if maand == 0 or nummer == 0 else ""
        yield Tekst(LINKS + nummer * MAAND, 16, f"{_NAMEN[maand]}{jaartal}")


def _balken(lijn: Ketenverloop, schaal: _Schaal, y: float) -> Iterator[Balk]:
    yield schaal.balk("toegewezen", lijn.toewijzing.ingangsdatum, lijn.toewijzing.einddatum, y)
    for levering in lijn.leveringen:
        yield schaal.balk("geleverd", levering.begin, levering.eind, y + BALK + 2)
    for maand in lijn.maanden:
        if maand.volume or maand.bedrag:
            deel = min((maand.volume or 0) / maand.hoogste, 1) if maand.hoogste else 1
            x = schaal.x(maand.begin)
            if x < LINKS + MAAND * schaal.maanden:
                yield Balk("ruimte", x, y + 2 * (BALK + 2), MAAND - 2)
                yield Balk("gedeclareerd", x, y + 2 * (BALK + 2), round(deel * (MAAND - 2), 1))


def _titel(lijn: Ketenverloop) -> str:
    toewijzing = lijn.toewijzing
    product = toewijzing.productcode or ""
    categorie = codelijst("WMO020").betekenis(toewijzing.categorie or "") or toewijzing.categorie or ""
    return toonbaar(f"Toewijzing {lijn.sleutel.nummer}: {categorie} {product}".strip(), 80)


def _toewijzingblad(lijn: Ketenverloop) -> Toewijzingblad:
    toewijzing = lijn.toewijzing
    omvang = toewijzing.omvang
    return Toewijzingblad(
        titel=_titel(lijn),
        periode=f"{_dag(toewijzing.ingangsdatum)} tot en met {_dag(toewijzing.einddatum)}",
        omvang=woorden.omvang(omvang, toewijzing.categorie)
        if omvang is not None
        else euro(toewijzing.budget or 0),
        leveringen=tuple(map(_levering, lijn.leveringen)),
        maanden=tuple(_maandrij(maand, lijn) for maand in lijn.maanden[:MEESTE_MAANDEN]),
    )


def _levering(levering: Levering) -> str:
    if levering.eind is None:
        return f"vanaf {_dag(levering.begin)}, loopt nog"
    hoe = "tijdelijk gestopt" if levering.tijdelijk else "gestopt"
    return f"van {_dag(levering.begin)} tot en met {_dag(levering.eind)}, {hoe}"


def _maandrij(maand: Maand, lijn: Ketenverloop) -> Maandrij:
    return Maandrij(
        f"{_NAMEN[maand.begin.month - 1]} {maand.begin.year}",
        GEEN if maand.volume is None else _volume(maand.volume, lijn),
        GEEN_GRENS if maand.hoogste is None else _volume(maand.hoogste, lijn),
        euro(maand.bedrag),
    )


def _volume(volume: int, lijn: Ketenverloop) -> str:
    eenheid = lijn.eenheid
    if eenheid is not Eenheid.MINUUT:
        return woorden.hoeveelheid(volume, eenheid, lijn.toewijzing.categorie) if eenheid else str(volume)
    uren, minuten = divmod(volume, MINUTEN_PER_UUR)
    rest = f" en {woorden.hoeveelheid(minuten, Eenheid.MINUUT)}" if minuten else ""
    return f"{woorden.hoeveelheid(uren, Eenheid.UUR)}{rest}"


def _dag(dag: date | None) -> str:
    return "onbekend" if dag is None else woorden.datum(dag)
