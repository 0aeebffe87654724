from tests.bouw import HUISHOUDEN, VERVOER, een_aanvullende_inzet, een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_additional_product_among_the_products_of_an_inzet_is_found() -> None:
    invulling = een_invulling(een_inzet(producten=(HUISHOUDEN, VERVOER)))

    assert gevonden("aanvullend_binnen_resultaatgebied", "hvb", invulling) == ["inzet[0].producten[1]"]


def test_an_additional_product_with_a_resultaatgebied_is_found(regio: str) -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(resultaatgebied="huishouden"),))

    assert gevonden("aanvullend_binnen_resultaatgebied", regio, invulling) == [
        "aanvullend[0].resultaatgebied"
    ]


def test_an_additional_product_outside_the_resultaatgebieden_passes() -> None:
    assert (
        gevonden(
            "aanvullend_binnen_resultaatgebied", "hvb", een_invulling(aanvullend=(een_aanvullende_inzet(),))
        )
        == []
    )
