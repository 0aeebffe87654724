"""How the demonstration shows its steps on a screen, and when it stops."""

import io

import httpx2
import pytest
from rich.console import Console

from app.demonstratie.partij import OnverwachtAntwoord, Partij
from app.demonstratie.verteller import Verteller

STAP = "De gemeente bevestigt de melding en wijst op cliëntondersteuning en het persoonlijk plan."
PROBLEEM = {
    "detail": "Aan een of meer voorwaarden voor deze stap [uitvraag] is niet voldaan.",
    "fouten": [{"veld": "clientinformatie", "melding": "Leg vast wanneer de cliënt is geïnformeerd."}],
}


def partij(**antwoorden: httpx2.Response) -> Partij:
    """A caller who gets these answers, by method."""
    transport = httpx2.MockTransport(lambda verzoek: antwoorden[verzoek.method])
    return Partij(httpx2.Client(base_url="https://wmo.example.nl/v1", transport=transport))


def getoond(breedte: int) -> list[str]:
    scherm = io.StringIO()
    verteller = Verteller(Console(file=scherm, width=breedte))
    verteller.stap(STAP, "W01 W02")
    with verteller.weigering("Dat mag niet.", "M23"):
        partij(POST=httpx2.Response(409, json=PROBLEEM)).maak("/besluiten")
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


def test_a_refusal_that_the_story_did_not_foresee_stops_it() -> None:
    with pytest.raises(OnverwachtAntwoord, match="Leg vast wanneer"):
        partij(POST=httpx2.Response(409, json=PROBLEEM)).maak("/toewijzingen")


@pytest.mark.parametrize(
    "antwoorden",
    [
        {"GET": httpx2.Response(200, headers={"ETag": '"1"'}), "POST": httpx2.Response(201, json={})},
        {"GET": httpx2.Response(200, headers={"ETag": '"1"'}), "POST": httpx2.Response(500)},
        {"GET": httpx2.Response(404, json=PROBLEEM)},
    ],
    ids=["it is allowed", "the server fails", "what would be changed cannot be read"],
)
def test_what_must_be_refused_and_is_not_stops_the_story(antwoorden: dict[str, httpx2.Response]) -> None:
    scherm = io.StringIO()
    with (
        pytest.raises(OnverwachtAntwoord),
        Verteller(Console(file=scherm)).weigering("Dit mag niet.", "M17"),
    ):
        partij(**antwoorden).doe("/besluiten/1", "/vaststellingen")
    assert scherm.getvalue() == ""
