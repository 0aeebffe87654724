from tests.bouw import een_invulling, een_inzet, het_profiel, uren
from tests.domain.toetsen.proef import gevonden


def test_an_average_alone_draws_a_warning(regio: str) -> None:
    invulling = een_invulling(een_inzet(frequentie="twee keer per week", omvang=uren(2)))

    assert gevonden("alleen_gemiddelde_tijd", regio, invulling) == ["inzet[0].frequentie"]
    assert het_profiel(regio).toetsen["alleen_gemiddelde_tijd"].ernst == "adviserend"


def test_an_average_with_the_duration_of_one_visit_passes(regio: str) -> None:
    invulling = een_invulling(een_inzet(frequentie="twee keer per week een uur", omvang=uren(2)))

    assert gevonden("alleen_gemiddelde_tijd", regio, invulling) == []
