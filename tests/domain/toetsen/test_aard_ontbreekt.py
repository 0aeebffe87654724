import pytest

from tests.bouw import een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize("leeg", [None, "", "  \n"])
def test_an_inzet_without_nature_is_found(regio: str, leeg: str | None) -> None:
    assert gevonden("aard_ontbreekt", regio, een_invulling(een_inzet(aard=leeg))) == ["inzet[0].aard"]


def test_an_inzet_with_nature_passes(regio: str) -> None:
    assert gevonden("aard_ontbreekt", regio) == []
