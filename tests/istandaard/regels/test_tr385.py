import pytest

from app.domain.dossier import GoedgekeurdePrestatie, Toewijzingsleutel
from app.domain.waarden import Gemeentecode
from tests.istandaard.regels.bouw import (
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    leeg_dossier,
    toegewezen_product,
)

VERWIJDERD = {"einddatum": "2026-04-01", "reden_wijziging": "13"}


def goedgekeurd(nummer: int, gemeente: str = ROERMOND):
    toewijzing = Toewijzingsleutel(Gemeentecode(gemeente), nummer)
    return leeg_dossier(prestaties=frozenset({GoedgekeurdePrestatie(toewijzing, "P1")}))


def test_deleting_what_was_declared_is_refused():
    assert fouten_in_samenhang(een_301(toegewezen_product(1, **VERWIJDERD)), goedgekeurd(1)) == ["TR385"]


@pytest.mark.parametrize("dossier", [goedgekeurd(2), goedgekeurd(1, "0855")])
def test_deleting_what_was_not_declared_is_accepted(dossier):
    assert fouten_in_samenhang(een_301(toegewezen_product(1, **VERWIJDERD)), dossier) == []


def test_changing_what_was_declared_is_accepted():
    assert fouten_in_samenhang(een_301(toegewezen_product(1, reden_wijziging="04")), goedgekeurd(1)) == []
