from app.domain.waarden import Eenheid
from tests.bouw import een_aanvullende_inzet, een_invulling
from tests.domain.toetsen.proef import gevonden


def test_another_unit_than_that_of_the_price_is_found() -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(eenheid=Eenheid.ETMAAL),))

    assert gevonden("aanvullend_verkeerde_eenheid", "hvb", invulling) == ["aanvullend[0].eenheid"]


def test_the_unit_of_the_price_passes() -> None:
    invulling = een_invulling(aanvullend=(een_aanvullende_inzet(eenheid=Eenheid.STUKS_INSPANNING),))

    assert gevonden("aanvullend_verkeerde_eenheid", "hvb", invulling) == []
