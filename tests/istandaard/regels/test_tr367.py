import pytest

from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_325,
    fouten_met_historie,
    prestatie,
    terug,
    verzonden,
)


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


@pytest.mark.parametrize(
    ("anders", "gevonden", "verwacht"),
    [
        ({"code": "02A04"}, "02A04", "02A03"),
        (
            {"periode": ("2026-02-01", "2026-02-27")},
            "1 februari 2026 tot en met 27 februari 2026",
            "1 februari 2026 tot en met 28 februari 2026",
        ),
        ({"tarief": None, "cents": 300_00}, "niets", "€ 75,00"),
    ],
)
def test_the_finding_shows_both_values(anders, gevonden, verwacht):
    antwoord = een_325(terug(prestatie(**anders)))
    (bevinding,) = samenhang(antwoord, dossier(declaraties=verzonden()), kennis()).bevindingen
    assert f"Gevonden: {gevonden}. Verwacht: {verwacht}, als in de declaratie." in bevinding.melding
