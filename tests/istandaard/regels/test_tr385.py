import pytest

from app.domain.keten.dossier import Toewijzingsleutel
from app.domain.waarden import Gemeentecode
from tests.domain.keten.bouw_declaratie import credit_van, een_prestatie
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
    return leeg_dossier(prestaties={toewijzing: (een_prestatie("P1", toewijzing=nummer),)})


def test_deleting_what_was_declared_is_refused():
    assert fouten_in_samenhang(een_301(toegewezen_product(1, **VERWIJDERD)), goedgekeurd(1)) == ["TR385"]


@pytest.mark.parametrize("dossier", [goedgekeurd(2), goedgekeurd(1, "0855")])
def test_deleting_what_was_not_declared_is_accepted(dossier):
    assert fouten_in_samenhang(een_301(toegewezen_product(1, **VERWIJDERD)), dossier) == []


def test_deleting_what_was_credited_is_accepted():
    debet = een_prestatie("P1", toewijzing=1)
    toewijzing = Toewijzingsleutel(Gemeentecode(ROERMOND), 1)
    dossier = leeg_dossier(prestaties={toewijzing: (debet, credit_van(debet, "P2"))})
    assert fouten_in_samenhang(een_301(toegewezen_product(1, **VERWIJDERD)), dossier) == []


def test_changing_what_was_declared_is_accepted():
    assert fouten_in_samenhang(een_301(toegewezen_product(1, reden_wijziging="04")), goedgekeurd(1)) == []
