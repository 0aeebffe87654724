import pytest

from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize("leeg", [None, "", "  \n"])
def test_an_inzet_without_intensity_is_found(regio: str, leeg: str | None) -> None:
    assert gevonden("intensiteit_ontbreekt", regio, een_invulling(een_inzet(intensiteit=leeg))) == [
        "inzet[0].intensiteit"
    ]


def test_an_inzet_with_intensity_passes(regio: str) -> None:
    assert gevonden("intensiteit_ontbreekt", regio) == []
