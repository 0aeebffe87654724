from tests.bouw import een_invulling, een_inzet, een_ondersteuningsplan, een_resultaat, het_profiel
from tests.domain.toetsen.proef import gevonden


def test_a_result_that_no_inzet_serves_is_found(regio: str) -> None:
    resultaten = (een_resultaat("R1"), een_resultaat("R2"))
    plan = een_ondersteuningsplan(het_profiel(regio), resultaten=resultaten)
    invulling = een_invulling(een_inzet(resultaten=("R1",)), resultaten=resultaten)

    assert gevonden("resultaat_zonder_inzet", regio, invulling, plan=plan) == ["inzet"]


def test_a_result_with_inzet_passes(regio: str) -> None:
    assert gevonden("resultaat_zonder_inzet", regio) == []
