from dataclasses import replace
from pathlib import Path

import pytest

import app.domain.toetsen
from app.domain.eisen import eisen
from app.domain.ondersteuningsplan import Invulling
from app.domain.profielen.regioprofiel import Moment
from app.domain.toetsen import TOETSEN, toets_plan
from tests.bouw import (
    een_aanbod,
    een_aanvullende_inzet,
    een_invulling,
    een_inzet,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    een_resultaat,
    het_profiel,
)

HULPMODULES = {"__init__", "toets", "uitvoering", "inhoud"}


def test_a_sound_plan_draws_no_finding_at_submission(regio: str) -> None:
    profiel = het_profiel(regio)

    assert not toets_plan(
        een_ondersteuningsplan(profiel), een_invulling(), een_plan_van_aanpak(), profiel, een_aanbod()
    )


@pytest.mark.parametrize(
    ("regio", "toetsen"), [("mlo", {"ondertekening_ontbreekt"}), ("hvb", {"afschrift_ontbreekt"})]
)
def test_signature_and_copy_are_asked_for_when_the_plan_is_laid_down(regio: str, toetsen: set[str]) -> None:
    profiel = het_profiel(regio)
    bevindingen = toets_plan(
        een_ondersteuningsplan(profiel),
        een_invulling(),
        een_plan_van_aanpak(),
        profiel,
        een_aanbod(),
        Moment.VASTSTELLEN,
    )

    assert {b.toets for b in bevindingen} == toetsen


def test_a_finding_carries_the_weight_that_the_region_gives_it_and_the_requirements() -> None:
    vaag = een_invulling(een_inzet(frequentie=None))
    ernst = {}
    for regio in ("mlo", "hvb"):
        profiel = het_profiel(regio)
        (bevinding,) = (
            b
            for b in toets_plan(
                een_ondersteuningsplan(profiel), vaag, een_plan_van_aanpak(), profiel, een_aanbod()
            )
            if b.toets == "frequentie_ontbreekt"
        )
        ernst[regio] = bevinding.ernst
        assert "H16" in bevinding.eisen

    assert ernst == {"mlo": "adviserend", "hvb": "blokkerend"}


def test_a_toets_that_the_region_leaves_out_is_not_done() -> None:
    profiel = replace(het_profiel("hvb"), toetsen={})

    assert not toets_plan(
        een_ondersteuningsplan(profiel),
        Invulling(resultaten=(), inzet=()),
        een_plan_van_aanpak(),
        profiel,
        een_aanbod(),
        Moment.VASTSTELLEN,
    )


def test_an_empty_plan_draws_findings_and_no_error(regio: str) -> None:
    profiel = het_profiel(regio)
    leeg = Invulling(
        resultaten=(een_resultaat("R9"),),
        inzet=(een_inzet(**dict.fromkeys(("aard", "frequentie", "omvang", "intensiteit", "begin", "eind"))),),
        aanvullend=(een_aanvullende_inzet(**dict.fromkeys(("aantal", "eenheid", "begin", "eind"))),),
    )

    bevindingen = toets_plan(
        een_ondersteuningsplan(profiel), leeg, een_plan_van_aanpak(), profiel, een_aanbod()
    )

    assert {"resultaat_toegevoegd", "omvang_ontbreekt", "begin_ontbreekt"} <= {b.toets for b in bevindingen}


def test_every_module_holds_one_toets_of_the_same_name_with_requirements_and_an_explanation() -> None:
    modules = {p.stem for p in Path(app.domain.toetsen.__file__).parent.glob("*.py")} - HULPMODULES
    bekend = {eis.id for eis in eisen()}

    assert modules == set(TOETSEN)
    assert all(t.eisen and t.uitleg and bekend.issuperset(t.eisen) for t in TOETSEN.values())


def test_every_toets_has_a_test_file_of_its_own() -> None:
    assert {p.stem.removeprefix("test_") for p in Path(__file__).parent.glob("test_*.py")} >= set(TOETSEN)
