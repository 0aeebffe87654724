from decimal import Decimal

import pytest

from tests.bouw import een_aanvullende_inzet, een_invulling
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"aantal": None}, "aantal"),
        ({"aantal": Decimal(0)}, "aantal"),
        ({"eenheid": None}, "eenheid"),
        ({"frequentie": None}, "frequentie"),
    ],
)
def test_an_additional_product_with_half_a_quantity_is_found(
    anders: dict[str, Decimal | None], veld: str
) -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(**anders),))

    assert gevonden("aanvullend_zonder_hoeveelheid", "hvb", invulling) == [f"aanvullend[0].{veld}"]


def test_an_additional_product_with_quantity_passes() -> None:
    assert (
        gevonden("aanvullend_zonder_hoeveelheid", "hvb", een_invulling(aanvullend=(een_aanvullende_inzet(),)))
        == []
    )
