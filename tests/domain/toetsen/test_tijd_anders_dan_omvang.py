import pytest

from tests.bouw import een_invulling, een_inzet, het_profiel, uren
from tests.domain.toetsen.proef import gevonden


@pytest.mark.parametrize(
    "tekst",
    ["drie kwartier per week", "Elke week 45 minuten.", "Eén keer per week één uur", "1,5 uur per week"],
)
def test_another_time_in_words_than_the_extent_draws_a_warning(regio: str, tekst: str) -> None:
    invulling = een_invulling(een_inzet(frequentie=tekst, omvang=uren(2)))

    assert gevonden("tijd_anders_dan_omvang", regio, invulling) == ["inzet[0].frequentie"]
    assert het_profiel(regio).toetsen["tijd_anders_dan_omvang"].ernst == "adviserend"


@pytest.mark.parametrize(
    "tekst",
    [
        "twee uur per week",
        "Eén keer per week twee uur",
        "gemiddeld een uur per week",
        "een tot drie uur per week",
        "een uur op maandag en een uur op vrijdag per week",
        "twee keer per week een uur",
        "een uur per week extra",
        "een uur per bezoek",
        "twee keer per week",
        None,
    ],
)
def test_the_same_time_and_what_may_mean_something_else_pass(regio: str, tekst: str | None) -> None:
    invulling = een_invulling(een_inzet(frequentie=tekst, omvang=uren(2)))

    assert gevonden("tijd_anders_dan_omvang", regio, invulling) == []


def test_less_than_a_minute_is_rounding(regio: str) -> None:
    invulling = een_invulling(een_inzet(frequentie="Elke week 66 minuten", omvang=uren(1.11)))

    assert gevonden("tijd_anders_dan_omvang", regio, invulling) == []
