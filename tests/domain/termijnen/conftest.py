import holidays
import pytest

from app.domain.termijnen import Duur, Kalender, Stap, Termijn, Tijdseenheid, Vertrekpunt


@pytest.fixture(scope="session")
def kalender() -> Kalender:
    """The Dutch holidays as a caller supplies them: the optional category holds 5 May of every year."""
    return Kalender(
        frozenset(holidays.country_holidays("NL", years=range(2020, 2041), categories=("public", "optional")))
    )


@pytest.fixture(scope="session")
def hart_van_brabant() -> tuple[Termijn, ...]:
    """4 + 2 + 2 weeks, 8 in all (H31)."""

    def weken(naam: Stap, vanaf: Vertrekpunt, aantal: int) -> Termijn:
        return Termijn(naam, vanaf, Duur(aantal, Tijdseenheid.WEKEN), atw=True, grondslag="regioprofiel HVB")

    return (
        weken(Stap.ONDERZOEK, Vertrekpunt.MELDING, 4),
        weken(Stap.PLAN, Vertrekpunt.UITVRAAG, 2),
        weken(Stap.BESLUIT, Vertrekpunt.AANVRAAG, 2),
        weken(Stap.TOTAAL, Vertrekpunt.MELDING, 8),
    )
