from app.domain.plan.ondersteuningsplan import Productkeuze
from tests.bouw import HUISHOUDEN, een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_a_product_of_another_resultaatgebied_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(producten=(Productkeuze("02", "02F01"),)))

    assert gevonden("product_past_niet_bij_resultaat", regio, invulling) == ["inzet[0].producten[0]"]


def test_a_product_of_another_intensity_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(intensiteit="midden", producten=(HUISHOUDEN,)))

    assert gevonden("product_past_niet_bij_resultaat", regio, invulling) == ["inzet[0].producten[0]"]


def test_without_intensity_each_product_of_the_resultaatgebied_passes() -> None:
    invulling = een_invulling(een_inzet(intensiteit=None, producten=(Productkeuze("01", "01H03"),)))

    assert gevonden("product_past_niet_bij_resultaat", "mlo", invulling) == []


def test_the_product_of_the_table_passes(regio: str) -> None:
    assert gevonden("product_past_niet_bij_resultaat", regio) == []
