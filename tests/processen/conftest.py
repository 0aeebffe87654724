"""Steps without HTTP: by one caller in one transaction, or in a case that goes on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest

from app.opslag import Databank
from app.processen.handeling import Handeling
from tests.bouw import HEUSDEN, ROERMOND
from tests.processen.verloop import Verloop, handel


@pytest.fixture
def als(databank: Databank) -> Callable[..., AbstractContextManager[Handeling]]:
    """A transaction of one caller: `with als("0957", Rol.BESLUIT) as handeling`."""
    return partial(handel, databank)


@pytest.fixture
def mlo(databank: Databank) -> Verloop:
    """A case in Roermond."""
    return Verloop(databank, ROERMOND)


@pytest.fixture
def hvb(databank: Databank) -> Verloop:
    """A case in Heusden, which works beschikkingsarm."""
    return Verloop(databank, HEUSDEN)


@pytest.fixture(params=[ROERMOND, HEUSDEN], ids=["mlo", "hvb"])
def zaak(request: pytest.FixtureRequest, databank: Databank) -> Verloop:
    """A case, once in each region."""
    return Verloop(databank, request.param)
