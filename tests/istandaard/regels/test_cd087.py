from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie


def test_a_unit_has_a_tariff():
    assert fouten(een_323(prestatie(tarief=None, cents=1))) == ["CD087"]


def test_the_euro_has_none():
    assert fouten(een_323(prestatie(eenheid="83", tarief=None))) == []
    assert fouten(een_323(prestatie(eenheid="83", tarief=1))) == ["CD087"]
