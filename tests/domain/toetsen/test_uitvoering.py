from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.domain.toetsen
from app.domain.eisen import eisen
from app.domain.plan.ondersteuningsplan import AanvullendeInzet, Invulling, Inzet
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.toetsen import TOETSEN, toets_plan
from app.domain.waarden import Weekeenheid, Weekomvang
from tests.bouw import (
    VERVOER,
    een_aanbod,
    een_invulling,
    een_inzet,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    een_resultaat,
    het_profiel,
)

MLO, HVB = het_profiel("mlo"), het_profiel("hvb")

HULPMODULES = {"__init__", "toets", "uitvoering", "inhoud", "tijdtekst"}


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
        Planmoment.VASTSTELLEN,
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
        Planmoment.VASTSTELLEN,
    )


DATUMS = st.none() | st.dates()
GETALLEN = st.decimals(allow_nan=False, allow_infinity=False)
TEKSTEN = st.none() | st.text(max_size=20)


@settings(max_examples=50)
@given(
    inzet=st.builds(
        Inzet,
        resultaatgebied=st.sampled_from(["huishouden", "elders"]),
        resultaten=st.lists(st.sampled_from(["R1", "R9"]), max_size=3).map(tuple),
        aard=TEKSTEN,
        frequentie=TEKSTEN,
        omvang=st.none() | st.builds(Weekomvang, aantal=GETALLEN, eenheid=st.sampled_from(Weekeenheid)),
        intensiteit=st.none() | st.sampled_from(["licht", "midden", "extreem"]),
        begin=DATUMS,
        eind=DATUMS,
        motivering=TEKSTEN,
    ),
    aanvullend=st.builds(
        AanvullendeInzet, product=st.just(VERVOER), aantal=st.none() | GETALLEN, begin=DATUMS, eind=DATUMS
    ),
)
def test_whatever_a_plan_holds_it_draws_findings_and_no_error(
    inzet: Inzet, aanvullend: AanvullendeInzet
) -> None:
    invulling = Invulling(resultaten=(een_resultaat(),), inzet=(inzet,), aanvullend=(aanvullend,))
    for profiel in (MLO, HVB):
        bevindingen = toets_plan(
            een_ondersteuningsplan(profiel), invulling, een_plan_van_aanpak(), profiel, een_aanbod()
        )

        assert "overleg_ontbreekt" in {b.toets for b in bevindingen}


def test_every_module_holds_one_toets_of_the_same_name_with_requirements_and_an_explanation() -> None:
    modules = {p.stem for p in Path(app.domain.toetsen.__file__).parent.glob("*.py")} - HULPMODULES
    bekend = {eis.id for eis in eisen()}

    assert modules == set(TOETSEN)
    assert all(t.eisen and t.uitleg and bekend.issuperset(t.eisen) for t in TOETSEN.values())


def test_every_toets_has_a_test_file_of_its_own() -> None:
    assert {p.stem.removeprefix("test_") for p in Path(__file__).parent.glob("test_*.py")} >= set(TOETSEN)
