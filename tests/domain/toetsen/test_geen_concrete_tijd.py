import pytest

from tests.bouw import een_invulling, een_inzet, uren
from tests.domain.toetsen.proef import gevonden


def test_a_frequency_alone_is_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(frequentie="twee keer per week", omvang=None))

    assert gevonden("geen_concrete_tijd", regio, invulling) == ["inzet[0].omvang"]


@pytest.mark.parametrize(
    "frequentie", ["wekelijks 90 minuten", "elke dag een half uur", "2x 1,5 uur per week"]
)
def test_a_duration_in_the_frequency_passes(frequentie: str) -> None:
    invulling = een_invulling(een_inzet(frequentie=frequentie, omvang=None))

    assert gevonden("geen_concrete_tijd", "hvb", invulling) == []


def test_an_extent_in_time_passes(regio: str) -> None:
    assert (
        gevonden(
            "geen_concrete_tijd", regio, een_invulling(een_inzet(frequentie="wekelijks", omvang=uren(2)))
        )
        == []
    )
