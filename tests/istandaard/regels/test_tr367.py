import pytest

from tests.istandaard.regels.bouw_declaratie import een_325, fouten_met_historie, prestatie, terug


@pytest.mark.parametrize(
    "anders",
    [
        {"toewijzing": 2},
        {"categorie": "07"},
        {"code": "02A04"},
        {"periode": ("2026-02-01", "2026-02-27")},
        {"volume": 5, "cents": 300_00},
        {"eenheid": "01"},
        {"tarief": 7400, "cents": 300_00},
        {"cents": 1},
    ],
)
def test_every_value_is_that_of_the_declaration(anders):
    assert fouten_met_historie(een_325(terug(prestatie(**anders)))) == ["TR367"]


def test_the_same_values_are_accepted():
    assert fouten_met_historie(een_325(terug(prestatie()))) == []
