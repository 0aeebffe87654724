from decimal import Decimal

import pytest

from app.domain.waarden import Weekeenheid, Weekomvang
from tests.bouw import een_invulling, een_inzet, uren
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize(("intensiteit", "aantal"), [("licht", 3), ("midden", 2.9), ("midden", 8)])
def test_an_extent_outside_the_bandwidth_is_found(regio: str, intensiteit: str, aantal: float) -> None:
    invulling = een_invulling(een_inzet(intensiteit=intensiteit, omvang=uren(aantal)))

    assert gevonden("intensiteit_past_niet_bij_omvang", regio, invulling) == ["inzet[0].intensiteit"]


@pytest.mark.parametrize(("intensiteit", "aantal"), [("licht", 2.9), ("midden", 3), ("intensief", 8)])
def test_an_extent_inside_the_bandwidth_passes(regio: str, intensiteit: str, aantal: float) -> None:
    invulling = een_invulling(een_inzet(intensiteit=intensiteit, omvang=uren(aantal)))

    assert gevonden("intensiteit_past_niet_bij_omvang", regio, invulling) == []


def test_a_dagdeel_counts_as_four_hours() -> None:
    dagdeel = Weekomvang(Decimal(1), Weekeenheid.DAGDELEN)

    assert (
        gevonden(
            "intensiteit_past_niet_bij_omvang",
            "hvb",
            een_invulling(een_inzet(intensiteit="midden", omvang=dagdeel)),
        )
        == []
    )


def test_a_region_may_allow_some_play() -> None:
    invulling = een_invulling(een_inzet(intensiteit="licht", omvang=uren(3.5)))

    assert gevonden("intensiteit_past_niet_bij_omvang", "hvb", invulling, speling_uren=Decimal("0.75")) == []
