from dataclasses import replace
from datetime import date

import pytest

from app.domain.plan.ondersteuningsplan import Ondertekening, OndertekeningAlternatief
from tests.bouw import een_ondersteuningsplan, het_profiel
from tests.domain.toetsen.proef import gevonden

DAG = date(2026, 2, 16)
CLIENT = Ondertekening(1, "client", DAG, "op papier")
AANBIEDER = Ondertekening(1, "aanbieder", DAG, "digitaal")
ALTERNATIEF = OndertekeningAlternatief(1, "De cliënt is opgenomen.", "Telefonisch doorgenomen.", DAG)


def test_a_plan_that_both_signed_passes() -> None:
    assert (
        gevonden("ondertekening_ontbreekt", plan=een_ondersteuningsplan(ondertekeningen=(CLIENT, AANBIEDER)))
        == []
    )


def test_a_plan_that_nobody_signed_is_found_twice() -> None:
    assert gevonden("ondertekening_ontbreekt") == ["ondertekeningen", "ondertekeningen"]


@pytest.mark.parametrize("ondertekening", [CLIENT, AANBIEDER])
def test_one_signature_is_not_enough(ondertekening: Ondertekening) -> None:
    plan = een_ondersteuningsplan(ondertekeningen=(ondertekening,))

    assert gevonden("ondertekening_ontbreekt", plan=plan) == ["ondertekeningen"]


def test_a_reason_and_another_way_take_the_place_of_the_client_s_signature() -> None:
    plan = een_ondersteuningsplan(ondertekeningen=(AANBIEDER,), alternatief=ALTERNATIEF)

    assert gevonden("ondertekening_ontbreekt", plan=plan) == []


@pytest.mark.parametrize(("veld", "pad"), [("reden", "reden"), ("andere_wijze", "andereWijze")])
def test_a_reason_or_another_way_alone_is_found(veld: str, pad: str) -> None:
    half = replace(ALTERNATIEF, **{veld: " "})
    plan = een_ondersteuningsplan(ondertekeningen=(AANBIEDER,), alternatief=half)

    assert gevonden("ondertekening_ontbreekt", plan=plan) == [f"alternatief.{pad}"]


def test_a_signature_under_an_earlier_version_does_not_count() -> None:
    plan = een_ondersteuningsplan(versie=2, ondertekeningen=(CLIENT, AANBIEDER))

    assert gevonden("ondertekening_ontbreekt", plan=plan) == ["ondertekeningen", "ondertekeningen"]


def test_a_signature_is_obligatory_in_one_region_only() -> None:
    assert "ondertekening_ontbreekt" in het_profiel("mlo").toetsen
    assert "ondertekening_ontbreekt" not in het_profiel("hvb").toetsen
