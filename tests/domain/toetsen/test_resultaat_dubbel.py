from tests.bouw import een_invulling, een_resultaat
from tests.domain.toetsen.proef import gevonden


def test_a_result_named_twice_is_found(regio: str) -> None:
    invulling = een_invulling(resultaten=(een_resultaat("R1"), een_resultaat("R1")))

    assert gevonden("resultaat_dubbel", regio, invulling) == ["resultaten[1].code"]


def test_each_result_once_passes(regio: str) -> None:
    invulling = een_invulling(resultaten=(een_resultaat("R1"), een_resultaat("R2")))

    assert gevonden("resultaat_dubbel", regio, invulling) == []
