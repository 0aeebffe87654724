"""The melding: confirmed with the rights of the client, and with a personal plan in time (W01)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import Bevestiging, Melding, bevestig, ontvang_persoonlijk_plan
from tests.bouw import CLIENT_ID, MELDING_ID, ROERMOND, kalenders

MAANDAG = date(2026, 2, 2)
MELDING = Melding(MELDING_ID, ROERMOND, CLIENT_ID, MAANDAG, "Het huishouden lukt niet.")
VOLLEDIG = Bevestiging(MAANDAG, clientondersteuning_gewezen=True, persoonlijk_plan_gewezen=True)


def test_a_confirmation_tells_the_client_of_both_rights() -> None:
    assert bevestig(MELDING, VOLLEDIG).bevestiging == VOLLEDIG


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"clientondersteuning_gewezen": False}, "clientondersteuningGewezen"),
        ({"persoonlijk_plan_gewezen": False}, "persoonlijkPlanGewezen"),
        ({"op": date(2026, 2, 1)}, "datum"),
    ],
)
def test_a_confirmation_that_falls_short_names_the_field(anders: dict[str, object], veld: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        bevestig(MELDING, replace(VOLLEDIG, **anders))  # type: ignore[arg-type]
    assert [(v.veld, v.regel) for v in fout.value.velden] == [(veld, "W01")]


def test_everything_that_a_confirmation_lacks_is_named_at_once() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        bevestig(MELDING, Bevestiging(date(2026, 2, 1), False, False))
    assert len(fout.value.velden) == 3


def test_a_melding_is_confirmed_once() -> None:
    with pytest.raises(VerkeerdeStatus):
        bevestig(bevestig(MELDING, VOLLEDIG), VOLLEDIG)


def met_plan(dag: int, *, onderzoek: int | None = 2) -> Melding:
    """A personal plan handed in on this day of February; the research began on that one."""
    gestart_op = None if onderzoek is None else date(2026, 2, onderzoek)
    return ontvang_persoonlijk_plan(MELDING, date(2026, 2, dag), gestart_op, kalenders(2026))


@pytest.mark.parametrize("dag", [2, 9])
def test_a_personal_plan_comes_within_seven_days(dag: int) -> None:
    assert met_plan(dag).persoonlijk_plan_op == date(2026, 2, dag)


@pytest.mark.parametrize("dag", [1, 10])
def test_a_personal_plan_outside_the_seven_days_is_refused(dag: int) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="zeven dagen") as fout:
        met_plan(dag)
    assert [(v.veld, v.regel) for v in fout.value.velden] == [("datum", "W01")]


@pytest.mark.parametrize("onderzoek", [None, 20])
def test_a_later_one_is_taken_while_the_research_has_not_begun(onderzoek: int | None) -> None:
    assert met_plan(20, onderzoek=onderzoek).persoonlijk_plan_op == date(2026, 2, 20)


def test_after_the_seven_days_and_the_begin_of_the_research_it_is_too_late() -> None:
    with pytest.raises(VoorwaardeNietVervuld):
        met_plan(21, onderzoek=20)


def test_the_seven_days_end_on_a_working_day() -> None:
    op_zaterdag = replace(MELDING, ontvangen_op=date(2026, 1, 31))
    ingeleverd = ontvang_persoonlijk_plan(op_zaterdag, date(2026, 2, 9), MAANDAG, kalenders(2026))
    assert ingeleverd.persoonlijk_plan_op == date(2026, 2, 9)


def test_a_personal_plan_is_received_once() -> None:
    with pytest.raises(VerkeerdeStatus):
        ontvang_persoonlijk_plan(met_plan(2), MAANDAG, None, kalenders(2026))
