from tests.bouw import een_aanvullende_inzet, een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_all_inzet_without_end_date_is_found(regio: str) -> None:
    invulling = een_invulling(
        een_inzet(eind=None), aanvullend=(een_aanvullende_inzet(eind=None), een_aanvullende_inzet())
    )

    assert gevonden("eind_ontbreekt", regio, invulling) == ["inzet[0].einddatum", "aanvullend[0].einddatum"]


def test_inzet_with_end_date_passes(regio: str) -> None:
    assert gevonden("eind_ontbreekt", regio) == []
