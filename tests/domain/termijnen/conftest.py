import holidays
import pytest

from app.domain.termijnen import Kalender


@pytest.fixture(scope="session")
def kalender() -> Kalender:
    """The Dutch holidays as a caller supplies them: the optional category holds 5 May of every year."""
    return Kalender(
        frozenset(holidays.country_holidays("NL", years=range(2020, 2041), categories=("public", "optional")))
    )
