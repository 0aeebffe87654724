import pytest

from app.domain.waarden import AgbCode
from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    op_nummer,
    prestatie,
    toewijzing,
)

CREDIT = prestatie("C1", vorig="P1")


def test_a_credit_of_a_granted_line_is_accepted():
    assert fouten_met_historie(een_323(CREDIT), dossier(prestatie("P1"))) == []


def test_a_credit_of_an_unknown_line_is_refused():
    assert fouten_met_historie(een_323(CREDIT), dossier(prestatie("P2"))) == ["TR323"]


@pytest.mark.parametrize(
    "anders", [{"volume": 3}, {"code": "02A04"}, {"periode": ("2026-02-01", "2026-02-27")}]
)
def test_a_credit_that_says_something_else_is_refused(anders):
    assert fouten_met_historie(een_323(CREDIT), dossier(prestatie("P1", **anders))) == ["TR323"]


def test_a_credit_of_a_line_of_another_provider_is_refused():
    van_ander = {op_nummer(1): toewijzing(aanbieder=AgbCode("42420002")), op_nummer(2): toewijzing()}
    historie = dossier(prestatie("P1"), toewijzingen=van_ander)
    assert fouten_met_historie(een_323(CREDIT), historie) == ["TR323"]
