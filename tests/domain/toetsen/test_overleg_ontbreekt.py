from app.domain.plan.plan_van_aanpak import Bespreking
from tests.bouw import BEGIN, een_invulling, het_profiel
from tests.domain.toetsen.proef import gevonden


def test_a_plan_without_consultation_of_the_client_is_found(regio: str) -> None:
    assert gevonden("overleg_ontbreekt", regio, een_invulling(overleg=None)) == ["overleg"]


def test_consultation_without_saying_how_is_found(regio: str) -> None:
    invulling = een_invulling(overleg=Bespreking(BEGIN, "  "))

    assert gevonden("overleg_ontbreekt", regio, invulling) == ["overleg.wijze"]


def test_a_plan_made_in_consultation_passes(regio: str) -> None:
    assert gevonden("overleg_ontbreekt", regio) == []


def test_consultation_is_obligatory_in_one_region_and_advised_in_the_other() -> None:
    assert het_profiel("hvb").toetsen["overleg_ontbreekt"].ernst == "blokkerend"
    assert het_profiel("mlo").toetsen["overleg_ontbreekt"].ernst == "adviserend"
