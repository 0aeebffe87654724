from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_a_level_that_the_region_does_not_have_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(intensiteit="extreem"))

    assert gevonden("intensiteit_onbekend", regio, invulling) == ["inzet[0].intensiteit"]


def test_a_level_of_the_region_passes(regio: str) -> None:
    assert gevonden("intensiteit_onbekend", regio) == []
