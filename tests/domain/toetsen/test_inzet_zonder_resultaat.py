from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_inzet_for_no_result_is_found(regio: str) -> None:
    assert gevonden("inzet_zonder_resultaat", regio, een_invulling(een_inzet(resultaten=()))) == [
        "inzet[0].resultaten"
    ]


def test_an_inzet_for_a_result_passes(regio: str) -> None:
    assert gevonden("inzet_zonder_resultaat", regio) == []
