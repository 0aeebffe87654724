from decimal import Decimal

import pytest

from app.domain.prijs import prijs


@pytest.mark.parametrize(
    ("tarief", "hoeveelheid", "centen"),
    [(1250, "3", 3750), (1250, "2.5", 3125), (1, "0.5", 1), (3, "0.5", 2), (1250, "0", 0)],
)
def test_price_times_quantity_in_whole_cents(tarief: int, hoeveelheid: str, centen: int) -> None:
    assert prijs(tarief, Decimal(hoeveelheid)) == centen
