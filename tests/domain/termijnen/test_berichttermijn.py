from datetime import date

import pytest

from app.domain.termijnen import Berichttermijn, Kalender, uiterste_antwoorddag

VOOR_PASEN = date(2026, 4, 1)
"""Wednesday before Good Friday: the next working days are 2, 7, 8, 9, 10, 13 to 17 April."""


@pytest.mark.parametrize(
    ("termijn", "laatste"),
    [
        (Berichttermijn.RETOUR, date(2026, 4, 8)),
        (Berichttermijn.DECLARATIE_ANTWOORD, date(2026, 4, 17)),
        (Berichttermijn.START, date(2026, 4, 10)),
        (Berichttermijn.STOP, date(2026, 4, 10)),
        (Berichttermijn.VERZOEK_OM_TOEWIJZING, date(2026, 4, 10)),
        (Berichttermijn.VERZOEK_OM_WIJZIGING, date(2026, 4, 10)),
        (Berichttermijn.IN_ONDERZOEK, date(2026, 5, 27)),
    ],
)
def test_message_terms_count_working_days_over_easter(
    kalender: Kalender, termijn: Berichttermijn, laatste: date
) -> None:
    assert uiterste_antwoorddag(termijn, VOOR_PASEN, kalender) == laatste


def test_the_eight_weeks_under_investigation_may_end_on_a_holiday(kalender: Kalender) -> None:
    assert uiterste_antwoorddag(Berichttermijn.IN_ONDERZOEK, date(2026, 3, 30), kalender) == date(2026, 5, 25)


@pytest.mark.parametrize("regel", ["OP090", "OP090x4", "OP271", "OP272", "OP274", "OP346"])
def test_every_rule_with_a_term_has_one(regel: str) -> None:
    assert any(regel in termijn.regels.split(", ") for termijn in Berichttermijn)
