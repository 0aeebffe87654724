"""Every requirement is met somewhere, and its proof fails without what meets it."""

from collections.abc import Iterator

import pytest

from app.domain.eisen import Eis, eisen, vervult
from tests.ontkrachten import draai, ontkracht

EISEN = eisen()
MET_BEWIJS = [eis for eis in EISEN if eis.bewijs and eis.vervullers]

VERWACHT = (
    [f"M{i:02}" for i in range(1, 28) if i != 4]
    + [f"M04{letter}" for letter in "abcd"]
    + [f"H{i:02}" for i in range(1, 33)]
    + [f"W{i:02}" for i in range(1, 13)]
)


def test_the_requirements_are_those_of_the_source_documents_and_the_law() -> None:
    assert sorted(eis.id for eis in EISEN) == sorted(VERWACHT)
    assert {eis.herkomst for eis in EISEN} == {"MLO", "HVB", "wet"}


def test_every_requirement_has_what_meets_it_and_a_proof() -> None:
    gaten = [
        f"{eis.id}: geen {wat}"
        for eis in EISEN
        for wat, aanwezig in (("functie die haar vervult", eis.vervullers), ("bewijs", eis.bewijs))
        if not aanwezig
    ]

    assert not gaten, "\n" + "\n".join(gaten)


@pytest.mark.alles  # each of them is a test of the suite as well
def test_every_proof_passes_as_the_program_stands() -> None:
    code, uitvoer = draai(sorted({eis.bewijs for eis in MET_BEWIJS if eis.bewijs}))

    assert code == pytest.ExitCode.OK, uitvoer


@pytest.mark.alles
@pytest.mark.parametrize("eis", MET_BEWIJS, ids=lambda eis: eis.id)
def test_without_what_meets_a_requirement_its_proof_fails(eis: Eis) -> None:
    assert eis.bewijs is not None

    code, uitvoer = draai([eis.bewijs], zonder=eis.id)

    assert code == pytest.ExitCode.TESTS_FAILED, uitvoer


def test_a_disabled_function_does_nothing_wherever_it_is_referred_to() -> None:
    basis = 1

    def telt(n: int) -> int:
        return basis + n

    def levert(n: int) -> Iterator[int]:
        yield basis + n

    verwijzing = telt
    ontkracht(telt)
    ontkracht(levert)

    assert verwijzing(1) is None
    assert list(levert(1)) == []


def test_a_requirement_that_does_not_exist_cannot_be_met() -> None:
    with pytest.raises(ValueError, match="M99"):
        vervult("M01", "M99")
