from datetime import date

from app.domain.waarden import Periode
from tests.bouw import een_invulling, een_inzet, een_plan_van_aanpak
from tests.domain.toetsen.proef import gevonden

TERMIJN = Periode(date(2026, 3, 1), date(2027, 2, 28))


def test_days_outside_the_term_to_be_indicated_are_found(regio: str) -> None:
    invulling = een_invulling(een_inzet(begin=date(2026, 2, 28), eind=date(2027, 3, 1)))

    assert gevonden(
        "periode_buiten_termijn", regio, invulling, plan_van_aanpak=een_plan_van_aanpak(termijn=TERMIJN)
    ) == [
        "inzet[0].begindatum",
        "inzet[0].einddatum",
    ]


def test_the_first_and_last_day_of_the_term_pass(regio: str) -> None:
    invulling = een_invulling(een_inzet(begin=TERMIJN.begin, eind=TERMIJN.eind))

    assert (
        gevonden(
            "periode_buiten_termijn", regio, invulling, plan_van_aanpak=een_plan_van_aanpak(termijn=TERMIJN)
        )
        == []
    )


def test_a_term_without_end_has_no_last_day() -> None:
    open_termijn = een_plan_van_aanpak(termijn=Periode(TERMIJN.begin))
    invulling = een_invulling(een_inzet(eind=date(2040, 1, 1)))

    assert gevonden("periode_buiten_termijn", "mlo", invulling, plan_van_aanpak=open_termijn) == []
