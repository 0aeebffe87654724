from tests.bouw import een_invulling, een_inzet, een_plan_van_aanpak, een_resultaat
from tests.domain.toetsen.proef import gevonden


def test_another_level_than_the_toegang_suggested_without_grounds_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(intensiteit="midden"))

    assert gevonden("intensiteit_afwijkend_zonder_grond", regio, invulling) == [
        "inzet[0].afwijkingIntensiteit"
    ]


def test_another_level_with_grounds_passes(regio: str) -> None:
    invulling = een_invulling(een_inzet(intensiteit="midden", afwijking_intensiteit="De klachten nemen toe."))

    assert gevonden("intensiteit_afwijkend_zonder_grond", regio, invulling) == []


def test_any_level_passes_where_the_toegang_suggested_none(regio: str) -> None:
    zonder = een_plan_van_aanpak(een_resultaat(verwachte_intensiteit=None))
    invulling = een_invulling(een_inzet(intensiteit="midden"))

    assert gevonden("intensiteit_afwijkend_zonder_grond", regio, invulling, plan_van_aanpak=zonder) == []
