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


@pytest.mark.parametrize("dag", [2, 9])
def test_a_personal_plan_comes_within_seven_days(dag: int) -> None:
    op = date(2026, 2, dag)
    assert ontvang_persoonlijk_plan(MELDING, op, kalenders(2026)).persoonlijk_plan_op == op


@pytest.mark.parametrize("dag", [1, 10])
def test_a_personal_plan_outside_the_seven_days_is_refused(dag: int) -> None:
    with pytest.raises(VoorwaardeNietVervuld, match="zeven dagen"):
        ontvang_persoonlijk_plan(MELDING, date(2026, 2, dag), kalenders(2026))


def test_the_seven_days_end_on_a_working_day() -> None:
    op_zaterdag = replace(MELDING, ontvangen_op=date(2026, 1, 31))
    met_plan = ontvang_persoonlijk_plan(op_zaterdag, date(2026, 2, 9), kalenders(2026))
    assert met_plan.persoonlijk_plan_op == date(2026, 2, 9)


def test_a_personal_plan_is_received_once() -> None:
    met_plan = ontvang_persoonlijk_plan(MELDING, MAANDAG, kalenders(2026))
    with pytest.raises(VerkeerdeStatus):
        ontvang_persoonlijk_plan(met_plan, MAANDAG, kalenders(2026))
