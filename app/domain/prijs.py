"""What additional products cost: price times quantity (H11)."""

from decimal import ROUND_HALF_UP, Decimal

from app.domain.eisen import vervult


@vervult("H11")
def prijs(tarief: int, hoeveelheid: Decimal) -> int:
    """The cents that a quantity costs at a tariff in cents per unit, half a cent upward (P x Q)."""
    return int((tarief * hoeveelheid).quantize(Decimal(1), ROUND_HALF_UP))
