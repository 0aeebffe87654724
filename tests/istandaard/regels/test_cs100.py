from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie

JANUARI = ("2021-01-01", "2021-01-31")
DECEMBER = ("2020-12-01", "2020-12-31")
TOEN = {"dagtekening": "2021-02-01", "bericht_dagtekening": "2021-02-01"}


def test_january_2021_may_be_declared():
    assert fouten(een_323(prestatie(periode=JANUARI), periode=JANUARI, **TOEN)) == []


def test_december_2020_may_not_be_declared():
    assert set(fouten(een_323(prestatie(periode=DECEMBER), periode=JANUARI, **TOEN))) == {"CS100"}


def test_nor_be_the_period_of_a_declaration():
    assert set(fouten(een_323(prestatie(periode=JANUARI), periode=DECEMBER, **TOEN))) == {"CS100"}
