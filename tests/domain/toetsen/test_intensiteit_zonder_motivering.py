import pytest

from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize("motivering", [None, "   "])
def test_an_advised_intensity_without_grounds_is_found(regio: str, motivering: str | None) -> None:
    invulling = een_invulling(een_inzet(motivering=motivering))

    assert gevonden("intensiteit_zonder_motivering", regio, invulling) == ["inzet[0].motivering"]


def test_a_region_asks_for_a_number_of_words() -> None:
    invulling = een_invulling(een_inzet(motivering="Dat is nodig."))

    assert gevonden("intensiteit_zonder_motivering", "hvb", invulling) == ["inzet[0].motivering"]
    assert gevonden("intensiteit_zonder_motivering", "hvb", invulling, minstens_woorden=3) == []


def test_without_advice_there_is_nothing_to_substantiate() -> None:
    invulling = een_invulling(een_inzet(intensiteit=None, motivering=None))

    assert gevonden("intensiteit_zonder_motivering", "mlo", invulling) == []
