from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.istandaard.regels import Tarief, samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

PER_UUR, PER_MINUUT = Tarief("04", 7550, date(2026, 1, 1)), Tarief("01", 126, date(2026, 1, 1))


def test_the_amount_is_volume_times_tariff():
    assert fouten_met_historie(een_323()) == []
    assert fouten_met_historie(een_323(prestatie(cents=300_01))) == ["TR346"]


@pytest.mark.parametrize(("minuten", "cents"), [(1, 126), (30, 3775), (45, 5663), (61, 7676)])
def test_minutes_under_a_contract_per_hour_are_rounded_once_in_the_end(minuten, cents):
    goed = prestatie(eenheid="01", volume=minuten, tarief=126, cents=cents)
    assert fouten_met_historie(een_323(goed), None, PER_UUR) == []
    fout = prestatie(eenheid="01", volume=minuten, tarief=126, cents=cents + 1)
    assert fouten_met_historie(een_323(fout), None, PER_UUR) == ["TR346"]


def test_minutes_under_a_contract_per_minute_are_minutes():
    regel = prestatie(eenheid="01", volume=45, tarief=126)
    assert fouten_met_historie(een_323(regel), None, PER_UUR, PER_MINUUT) == []


def test_of_a_credit_the_debit_says_the_amount():
    debet, credit = prestatie("P1", cents=1), prestatie("C1", vorig="P1", cents=1)
    assert fouten_met_historie(een_323(credit), dossier(debet)) == []


def zonder_tarieven(regel) -> list[str]:
    uitkomst = samenhang(een_323(regel), dossier(), kennis())
    assert "TR346" in uitkomst.niet_gecontroleerd  # the price itself is not checked
    return [bevinding.regel for bevinding in uitkomst.bevindingen]


def test_without_the_contract_the_line_itself_still_adds_up():
    assert zonder_tarieven(prestatie()) == []
    assert zonder_tarieven(prestatie(cents=300_01)) == ["TR346"]


@pytest.mark.parametrize("cents", [5670, 5648, 5663, 5692])
def test_without_the_contract_minutes_may_count_with_any_hour_price_that_gives_the_tariff(cents):
    assert zonder_tarieven(prestatie(eenheid="01", volume=45, tarief=126, cents=cents)) == []


@pytest.mark.parametrize("cents", [5647, 5693])
def test_without_the_contract_minutes_still_add_up_to_some_hour_price(cents):
    assert zonder_tarieven(prestatie(eenheid="01", volume=45, tarief=126, cents=cents)) == ["TR346"]


@given(uurprijs=st.integers(1, 50_000), minuten=st.integers(0, 10_000))
def test_the_rounding_is_half_up_for_any_price(uurprijs, minuten):
    half_op = Decimal(uurprijs * minuten) / 60
    cents = int(half_op.quantize(Decimal(1), ROUND_HALF_UP))
    minuutprijs = int((Decimal(uurprijs) / 60).quantize(Decimal(1), ROUND_HALF_UP))
    regel = prestatie(eenheid="01", volume=minuten, tarief=minuutprijs, cents=cents)
    contract = Tarief("04", uurprijs, date(2026, 1, 1))
    assert not {"TR346", "TR418"} & set(fouten_met_historie(een_323(regel), None, contract))
    assert "TR346" not in zonder_tarieven(regel)
