from datetime import timedelta

from tests.bouw import BEGIN, een_invulling, een_inzet
from tests.domain.toetsen.proef import gevonden


def test_an_end_before_the_start_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(begin=BEGIN, eind=BEGIN - timedelta(days=1)))

    assert gevonden("eind_voor_begin", regio, invulling) == ["inzet[0].einddatum"]


def test_support_of_one_day_passes(regio: str) -> None:
    assert gevonden("eind_voor_begin", regio, een_invulling(een_inzet(begin=BEGIN, eind=BEGIN))) == []
