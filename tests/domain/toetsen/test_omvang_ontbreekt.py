import pytest

from app.domain.waarden import Weekomvang
from tests.bouw import een_invulling, een_inzet, uren
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize("omvang", [None, uren(0)])
def test_an_inzet_without_time_a_week_is_found(regio: str, omvang: Weekomvang | None) -> None:
    assert gevonden("omvang_ontbreekt", regio, een_invulling(een_inzet(omvang=omvang))) == ["inzet[0].omvang"]


def test_an_inzet_with_time_a_week_passes(regio: str) -> None:
    assert gevonden("omvang_ontbreekt", regio, een_invulling(een_inzet(omvang=uren(0.5)))) == []
