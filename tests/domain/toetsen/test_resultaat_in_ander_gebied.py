from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_inzet_for_a_result_of_another_resultaatgebied_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(resultaatgebied="financien"))

    assert gevonden("resultaat_in_ander_gebied", regio, invulling) == ["inzet[0].resultaten[0]"]


def test_an_inzet_in_the_resultaatgebied_of_its_result_passes(regio: str) -> None:
    assert gevonden("resultaat_in_ander_gebied", regio) == []
