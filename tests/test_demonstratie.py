"""How the demonstration shows its steps on a screen."""

import io

import pytest
from rich.console import Console

from app.demonstratie.verteller import Verteller

STAP = "De gemeente bevestigt de melding en wijst op cliëntondersteuning en het persoonlijk plan."
PROBLEEM = {
    "detail": "Aan een of meer voorwaarden voor deze stap [uitvraag] is niet voldaan.",
    "fouten": [{"veld": "clientinformatie", "melding": "Leg vast wanneer de cliënt is geïnformeerd."}],
}


def getoond(breedte: int) -> list[str]:
    scherm = io.StringIO()
    verteller = Verteller(Console(file=scherm, width=breedte))
    verteller.stap(STAP, "W01 W02")
    verteller.weigering("Dat mag niet.", "M23", PROBLEEM)
    return scherm.getvalue().splitlines()


def test_what_wraps_goes_on_under_its_own_beginning() -> None:
    assert [regel.rstrip() for regel in getoond(50)] == [
        " ✓ De gemeente bevestigt de melding en wijst op",
        "   cliëntondersteuning en het persoonlijk plan.",
        "   W01 W02",
        " ✗ Dat mag niet.  M23",
        "     Aan een of meer voorwaarden voor deze stap",
        "     [uitvraag] is niet voldaan.",
        "     · clientinformatie: Leg vast wanneer de",
        "       cliënt is geïnformeerd.",
    ]


@pytest.mark.parametrize("breedte", [120, 10_000])
def test_what_fits_stays_on_one_line_without_blanks_behind_it(breedte: int) -> None:
    assert getoond(breedte) == [
        f" ✓ {STAP}  W01 W02",
        " ✗ Dat mag niet.  M23",
        "     Aan een of meer voorwaarden voor deze stap [uitvraag] is niet voldaan.",
        "     · clientinformatie: Leg vast wanneer de cliënt is geïnformeerd.",
    ]
