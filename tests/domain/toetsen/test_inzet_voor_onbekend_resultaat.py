from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_inzet_for_a_result_outside_the_plan_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(resultaten=("R1", "R9")))

    assert gevonden("inzet_voor_onbekend_resultaat", regio, invulling) == ["inzet[0].resultaten[1]"]


def test_an_inzet_for_a_result_of_the_plan_passes(regio: str) -> None:
    assert gevonden("inzet_voor_onbekend_resultaat", regio) == []
