import pytest

from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize("leeg", [None, "", "  \n"])
def test_an_inzet_without_frequency_is_found(regio: str, leeg: str | None) -> None:
    assert gevonden("frequentie_ontbreekt", regio, een_invulling(een_inzet(frequentie=leeg))) == [
        "inzet[0].frequentie"
    ]


def test_an_inzet_with_frequency_passes(regio: str) -> None:
    assert gevonden("frequentie_ontbreekt", regio) == []
