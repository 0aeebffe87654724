from tests.bouw import HUISHOUDEN, VERVOER, een_aanvullende_inzet, een_invulling
from tests.domain.toetsen.proef import gevonden


def test_a_product_of_a_resultaatgebied_among_the_additional_ones_is_found(regio: str) -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(product=HUISHOUDEN),))

    assert gevonden("product_niet_aanvullend", regio, invulling) == ["aanvullend[0].product"]


def test_an_additional_product_of_the_region_passes() -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(product=VERVOER),))

    assert gevonden("product_niet_aanvullend", "hvb", invulling) == []
