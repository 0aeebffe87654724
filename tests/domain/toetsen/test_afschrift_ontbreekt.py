from datetime import date

from app.domain.plan.ondersteuningsplan import Afschrift
from tests.bouw import een_ondersteuningsplan
from tests.domain.toetsen.proef import gevonden


def test_a_plan_of_which_the_client_has_no_copy_is_found() -> None:
    assert gevonden("afschrift_ontbreekt", "hvb") == ["afschriften"]


def test_a_copy_of_an_earlier_version_does_not_count() -> None:
    plan = een_ondersteuningsplan(versie=2, afschriften=(Afschrift(1, date(2026, 2, 16), "post"),))

    assert gevonden("afschrift_ontbreekt", "hvb", plan=plan) == ["afschriften"]


def test_a_plan_of_which_the_client_has_a_copy_passes() -> None:
    plan = een_ondersteuningsplan(afschriften=(Afschrift(1, date(2026, 2, 16), "post"),))

    assert gevonden("afschrift_ontbreekt", "hvb", plan=plan) == []
