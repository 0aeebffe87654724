import pytest


@pytest.fixture(params=["mlo", "hvb"])
def regio(request: pytest.FixtureRequest) -> str:
    """One test, in both regions."""
    naam: str = request.param
    return naam
