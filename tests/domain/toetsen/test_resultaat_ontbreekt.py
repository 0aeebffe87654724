from tests.bouw import een_ondersteuningsplan, een_plan_van_aanpak, een_resultaat, het_profiel
from tests.domain.toetsen.proef import gevonden


def test_a_result_of_the_plan_van_aanpak_that_the_plan_leaves_out_is_found(regio: str) -> None:
    gevraagd = (een_resultaat("R1"), een_resultaat("R2"))
    plan = een_ondersteuningsplan(het_profiel(regio), resultaten=gevraagd)

    assert gevonden("resultaat_ontbreekt", regio, plan=plan) == ["resultaten"]


def test_a_plan_with_all_results_passes(regio: str) -> None:
    assert gevonden("resultaat_ontbreekt", regio) == []


def test_a_plan_need_not_have_results_that_were_asked_of_another_provider() -> None:
    afgesproken = een_plan_van_aanpak(een_resultaat("R1"), een_resultaat("R2"))
    plan = een_ondersteuningsplan(resultaten=(een_resultaat("R1"),))

    assert gevonden("resultaat_ontbreekt", plan=plan, plan_van_aanpak=afgesproken) == []
