from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie


def test_euros_are_volume_and_amount_alike():
    assert fouten(een_323(prestatie(eenheid="83", tarief=None, volume=500))) == []
    assert fouten(een_323(prestatie(eenheid="83", tarief=None, volume=500, cents=501))) == ["CS339"]


def test_other_units_have_their_own_amount():
    assert fouten(een_323(prestatie(volume=5, cents=1))) == []
