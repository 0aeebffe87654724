"""The pages as anybody gets them: without a token."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from tests.bellen import bel_aan

NU = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

Maak = Callable[..., TestClient]


@pytest.fixture(scope="session")
def met(sqlite_sjabloon: Path, sleutels: Sleutels, tmp_path_factory: pytest.TempPathFactory) -> Maak:
    """A browser at an app with these settings: `met(bladzijden=False)`."""

    def maak(**instellingen: object) -> TestClient:
        eigen = Instellingen(data=tmp_path_factory.mktemp("data"), **instellingen)
        databank = Databank(f"sqlite:///{sqlite_sjabloon}", sleutels)
        return TestClient(maak_app(eigen, databank=databank, klok=lambda: NU), headers=HTML)

    return maak


@pytest.fixture(scope="session")
def bezoeker(met: Maak) -> Iterator[TestClient]:
    """Somebody who opens the pages in a browser."""
    with met() as lopend:
        yield bel_aan(lopend, HTML)
