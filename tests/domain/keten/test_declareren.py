"""Delivered time becomes lines: summed per product period, rounded once, taken back before it is changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, staande
from app.domain.keten.declareren import (
    Maandinhoud,
    afgerond,
    maandperiode,
    nog_te_declareren,
    regel_van,
    te_declareren,
    volume_van,
)
from app.domain.keten.dossier import BekendeToewijzing, Clientsleutel
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang

MAART = date(2026, 3, 1)
TOEWIJZING = BekendeToewijzing(
    client=Clientsleutel("x"),
    aanbieder=AgbCode("41410001"),
    categorie="02",
    productcode="02A03",
    ingangsdatum=date(2026, 3, 2),
    einddatum=date(2026, 4, 15),
    omvang=Omvang(4, Eenheid.UUR, Frequentie.PER_WEEK),
)


def inhoud(minuten: int) -> Maandinhoud:
    return Maandinhoud((), minuten, "02", "02A03", 7500, 7500 * afgerond(minuten))


def regel(minuten: int) -> Prestatie | None:
    return regel_van(inhoud(minuten), 1, MAART, TOEWIJZING)


@pytest.mark.parametrize(
    ("minuten", "uren"), [(0, 0), (1, 1), (29, 1), (89, 1), (90, 2), (149, 2), (150, 3), (600, 10)]
)
def test_minutes_become_whole_hours_once_with_one_at_least(minuten: int, uren: int) -> None:
    assert volume_van(minuten, TOEWIJZING) == uren


def test_what_was_allocated_in_another_unit_is_not_rounded() -> None:
    minuten = replace(TOEWIJZING, omvang=Omvang(240, Eenheid.MINUUT, Frequentie.PER_WEEK))
    assert volume_van(29, minuten) == 29


@pytest.mark.parametrize(
    ("maand", "periode"),
    [
        (date(2026, 2, 1), None),
        (MAART, GeslotenPeriode(date(2026, 3, 2), date(2026, 3, 31))),
        (date(2026, 4, 1), GeslotenPeriode(date(2026, 4, 1), date(2026, 4, 15))),
        (date(2026, 5, 1), None),
    ],
)
def test_a_product_period_is_the_month_as_far_as_the_allocation_runs(
    maand: date, periode: GeslotenPeriode | None
) -> None:
    assert maandperiode(maand, TOEWIJZING) == periode


@given(st.lists(st.integers(0, 900), min_size=1, max_size=6))
def test_whatever_is_kept_after_whatever_one_line_of_it_stands(aantallen: list[int]) -> None:
    toegekend: list[Prestatie] = []
    for ronde, minuten in enumerate(aantallen):
        geldt = regel(minuten)
        nieuw = te_declareren(toegekend, MAART, geldt)
        toegekend += [replace(r, referentie=f"{ronde}-{i}") for i, r in enumerate(nieuw)]
        assert [replace(r, referentie="") for r in staande(toegekend)] == ([] if geldt is None else [geldt])
        assert te_declareren(toegekend, MAART, geldt) == ()


def test_what_is_left_of_a_month_is_what_it_may_hold_without_what_stands() -> None:
    """Five weeks touch March from the 2nd on, and seven touch all of it until 15 April (IV077)."""
    assert nog_te_declareren([], MAART, TOEWIJZING) == 5 * 4 * 60
    staat = regel(600)
    assert staat is not None
    assert nog_te_declareren([staat], MAART, TOEWIJZING) == 10 * 60
    assert nog_te_declareren([staat], date(2026, 2, 1), TOEWIJZING) == 0


def test_of_a_budget_cents_are_left() -> None:
    budget = replace(TOEWIJZING, omvang=None, budget=100_000)
    staat = regel(60)
    assert staat is not None
    assert nog_te_declareren([staat], MAART, budget) == 92_500
