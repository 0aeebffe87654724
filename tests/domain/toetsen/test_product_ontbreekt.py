from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_inzet_without_product_is_found() -> None:
    assert gevonden("product_ontbreekt", "mlo", een_invulling(een_inzet(producten=()))) == [
        "inzet[0].producten"
    ]


def test_an_inzet_with_a_product_passes() -> None:
    assert gevonden("product_ontbreekt", "mlo") == []
