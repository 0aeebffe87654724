from tests.bouw import een_invulling, een_ondersteuningsplan, een_plan_van_aanpak, een_resultaat
from tests.domain.toetsen.proef import gevonden


def test_a_result_that_the_plan_van_aanpak_does_not_have_is_found(regio: str) -> None:
    invulling = een_invulling(resultaten=(een_resultaat("R1"), een_resultaat("R9")))

    assert gevonden("resultaat_toegevoegd", regio, invulling) == ["resultaten[1]"]


def test_the_agreed_results_pass(regio: str) -> None:
    assert gevonden("resultaat_toegevoegd", regio) == []


def test_a_result_that_was_asked_of_another_provider_is_found() -> None:
    beide = (een_resultaat("R1"), een_resultaat("R2"))
    plan = een_ondersteuningsplan(resultaten=(een_resultaat("R1"),))
    invulling = een_invulling(resultaten=beide)

    gevonden_bij = gevonden(
        "resultaat_toegevoegd", "hvb", invulling, plan=plan, plan_van_aanpak=een_plan_van_aanpak(*beide)
    )
    assert gevonden_bij == ["resultaten[1]"]
