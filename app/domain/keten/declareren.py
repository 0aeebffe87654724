"""From delivered time to lines of a declaration: summed per product period, rounded once (IV076, IV079).

A provider keeps what it delivered in a month. What stands declared is history; where the two differ, what
stands is taken back whole and what holds is declared anew (OP366).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.keten.declaratie import (
    GeslotenPeriode,
    Prestatie,
    hoogste_in_periode,
    hoogste_in_totaal,
    op_schaal,
    productperiode,
    staande,
)
from app.domain.keten.dossier import BekendeToewijzing
from app.domain.waarden import MINUTEN_PER_UUR, Eenheid, Frequentie, Omvang


@dataclass(frozen=True, slots=True)
class Leverdag:
    """How much was delivered on a day: minutes where hours were allocated, else the allocated unit."""

    op: date
    aantal: int


@dataclass(frozen=True, slots=True)
class Maandinhoud:
    """What was delivered in a month, by the day or as a whole, of which product and at which price."""

    dagen: tuple[Leverdag, ...]
    aantal: int
    """All of the month, also where the days are kept."""
    categorie: str
    productcode: str
    tarief: int | None
    """Cents for one unit of the line; None for the euro, of which the number is the amount (CS339)."""
    bedrag: int
    """Cents."""


def maandperiode(maand: date, toewijzing: BekendeToewijzing) -> GeslotenPeriode | None:
    """The product period of a month: as far as the allocation runs (TR387, TR388); None outside it."""
    return productperiode(maand, toewijzing.ingangsdatum, toewijzing.einddatum)


def eenheid_van(toewijzing: BekendeToewijzing) -> Eenheid:
    """The unit in which is declared; an allocation without an extent is declared in euros, by the cent."""
    return Eenheid.EURO if toewijzing.omvang is None else toewijzing.omvang.eenheid


def afgerond(minuten: int) -> int:
    """Whole hours: 30 minutes or more up, at least one (IV079)."""
    return 0 if minuten == 0 else max(1, (minuten + MINUTEN_PER_UUR // 2) // MINUTEN_PER_UUR)


def volume_van(aantal: int, toewijzing: BekendeToewijzing) -> int:
    """What a line declares of what was kept: whole hours where these were allocated."""
    return afgerond(aantal) if eenheid_van(toewijzing) is Eenheid.UUR else aantal


def regel_van(
    inhoud: Maandinhoud, nummer: int, maand: date, toewijzing: BekendeToewijzing
) -> Prestatie | None:
    """The line that a month asks for, without a reference; None when nothing was delivered."""
    periode, volume = maandperiode(maand, toewijzing), volume_van(inhoud.aantal, toewijzing)
    if periode is None or volume == 0:
        return None
    return Prestatie(
        referentie="",
        vorige_referentie=None,
        toewijzing=nummer,
        categorie=inhoud.categorie,
        productcode=inhoud.productcode,
        periode=periode,
        volume=volume,
        eenheid=eenheid_van(toewijzing),
        tarief=inhoud.tarief,
        bedrag=inhoud.bedrag,
    )


def in_maand(prestaties: Iterable[Prestatie], maand: date) -> list[Prestatie]:
    """Those of which the product period lies in this month."""
    return [p for p in prestaties if p.periode.begin.replace(day=1) == maand.replace(day=1)]


def te_declareren(
    toegekend: Sequence[Prestatie], maand: date, geldt: Prestatie | None
) -> tuple[Prestatie, ...]:
    """What has to be declared so that this line stands and no other of its month, without new references.

    Credits first (OP366): each is the line that it takes back, with the reference of that as the one before.
    """
    staand = in_maand(staande(toegekend), maand)
    if [replace(regel, referentie="") for regel in staand] == ([] if geldt is None else [geldt]):
        return ()
    terug = (
        replace(regel, referentie="", vorige_referentie=regel.referentie, bedrag=-regel.bedrag)
        for regel in staand
    )
    return (*terug, *(() if geldt is None else (geldt,)))


def nog_te_declareren(
    toegekend: Sequence[Prestatie], maand: date, toewijzing: BekendeToewijzing
) -> int | None:
    """How much of a month may still be declared (IV077), in the unit that is kept; None without a limit.

    Of an allocation by budget: cents.
    """
    periode, staand = maandperiode(maand, toewijzing), staande(toegekend)
    if periode is None:
        return 0
    over: list[int] = []
    if toewijzing.budget is not None:
        over.append(toewijzing.budget - sum(regel.bedrag for regel in staand))
    if toewijzing.omvang is not None:
        over += _over(toewijzing, toewijzing.omvang, periode, staand)
    return max(0, min(over)) if over else None


def _over(
    toewijzing: BekendeToewijzing, omvang: Omvang, periode: GeslotenPeriode, staand: Sequence[Prestatie]
) -> Iterator[int]:
    """What is left in this period, and in all of the allocation."""
    begin, eind = toewijzing.ingangsdatum, toewijzing.einddatum

    def na(hoogste: int, regels: Iterable[Prestatie]) -> int:
        gebruikt = sum(op_schaal(regel.volume, regel.eenheid, omvang.eenheid) or 0 for regel in regels)
        return (op_schaal(hoogste, omvang.eenheid, omvang.eenheid) or 0) - gebruikt

    if omvang.frequentie is not Frequentie.TOTAAL:
        hoogste = hoogste_in_periode(omvang, toewijzing.categorie or "", periode, begin, eind)
        yield na(hoogste, in_maand(staand, periode.begin))
    if eind is not None:
        yield na(hoogste_in_totaal(omvang, GeslotenPeriode(begin, eind)), staand)
