from datetime import date

from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.toetsen import Aanbod
from tests.bouw import HUISHOUDEN, een_aanvullende_inzet, een_invulling, een_inzet, een_product
from tests.domain.toetsen.proef import gevonden

ONBEKEND = Productkeuze("01", "99999")


def test_products_outside_the_list_are_found(regio: str) -> None:
    invulling = een_invulling(
        een_inzet(producten=(HUISHOUDEN, ONBEKEND)), aanvullend=(een_aanvullende_inzet(product=ONBEKEND),)
    )

    assert gevonden("product_onbekend", regio, invulling) == [
        "inzet[0].producten[1]",
        "aanvullend[0].product",
    ]


def test_a_code_in_another_category_is_another_product() -> None:
    invulling = een_invulling(een_inzet(producten=(Productkeuze("02", HUISHOUDEN.code),)))

    assert gevonden("product_onbekend", "mlo", invulling) == ["inzet[0].producten[0]"]


def test_products_of_the_list_pass(regio: str) -> None:
    assert gevonden("product_onbekend", regio) == []


def test_a_product_that_ended_before_its_delivery_begins_is_found() -> None:
    invulling = een_invulling(een_inzet(producten=(HUISHOUDEN,), begin=date(2026, 4, 1)))
    for eind, verwacht in ((date(2026, 3, 31), ["inzet[0].producten[0]"]), (date(2026, 4, 1), [])):
        aanbod = Aanbod((een_product(HUISHOUDEN, eind=eind),), ())
        assert gevonden("product_onbekend", "mlo", invulling, aanbod=aanbod) == verwacht
