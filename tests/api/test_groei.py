"""Nothing that a caller can do costs more when more is stored.

The whole story is told twice, among few cases and among many. What the database did for each request is
counted and not timed: on SQLite the instructions it ran, on PostgreSQL the rows it read. The cases of others
are older, and done; so a list that goes through them to find what is under way, reads all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from psycopg import sql
from sqlalchemy import URL

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels, bladzijde
from tests.api.conftest import BEGIN, Klok
from tests.api.groei import Geteld, lijsten, waarden_uit
from tests.api.opname import AGB, ROERMOND, Wie, kopieer_sqlite, neem_alles_op
from tests.conftest import SJABLOON, beheer, eigen_postgres
from tests.meter import Meter
from tests.vulling import lees_mal, vul

pytestmark = pytest.mark.alles  # for it tells the whole story four times

WEINIG, VEEL = 52, 150
"""Copies of all cases of the story among which it is told again; each copy has some clients."""
SPELING = {"sqlite": 500, "postgresql": 30}
"""Instructions, or rows, that a request may cost more: where a page ends differs a little."""
VENSTERS = (20,)
"""Rows that a page tries its filters on; so few, that there are more of them already among few cases."""


Vertel = Callable[..., tuple[Geteld, Databank]]


def als_groot(server: URL, url: str) -> None:
    """Let PostgreSQL go by its indexes, as it does in a table of which it would not read the whole."""
    naam = sql.Identifier(url.rsplit("/", 1)[1].partition("?")[0])
    for wijze in ("enable_seqscan", "enable_bitmapscan"):
        beheer(server, sql.SQL("ALTER DATABASE {} SET {} = off").format(naam, sql.SQL(wijze)))


@pytest.fixture(params=["sqlite", "postgresql"])
def vertel(
    request: pytest.FixtureRequest,
    instellingen: Instellingen,
    uitgever: LokaleUitgever,
    sleutels: Sleutels,
    tmp_path: Path,
) -> Iterator[Vertel]:
    """Tells the story on a database of its own."""
    nummers = count()

    def vertel(vullen: Callable[[Databank], None] | None = None) -> tuple[Geteld, Databank]:
        if request.param == "sqlite":
            (map_ := tmp_path / str(next(nummers))).mkdir()
            url = kopieer_sqlite(map_)(str(request.getfixturevalue("sqlite_sjabloon")))
        else:
            server = request.getfixturevalue("postgres_sjabloon")
            url = open_.enter_context(eigen_postgres(server, SJABLOON))
            als_groot(server, url)
        databank = Databank(url, sleutels)
        open_.callback(databank.sluit)
        lopend = open_.enter_context(TestClient(maak_app(instellingen, databank=databank)))
        verhaal = Geteld(
            lopend,
            uitgever,
            sleutels,
            url,
            str,
            Klok(),
            meter=Meter(databank),
            vul=partial(vullen, databank) if vullen else None,
        )
        neem_alles_op(verhaal)
        return verhaal, databank

    with ExitStack() as open_:
        yield vertel


def test_no_request_costs_more_among_many_cases_than_among_few(
    vertel: Vertel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bladzijde, "VENSTERS", VENSTERS)
    _, databank = vertel()
    mal = lees_mal(databank)
    kosten = []
    for keer in (WEINIG, VEEL):
        verhaal, databank = vertel(lambda databank, keer=keer: vul(databank, mal, keer, tot=BEGIN))
        bellers = [Wie(ROERMOND, Rol.ADMINISTRATIE), Wie(AGB, Rol.AANBIEDER)]
        for pad in lijsten(waarden_uit(databank)):
            for wie in bellers:
                verhaal.blader(wie, pad)
        kosten.append(verhaal.kosten)
    weinig, veel = kosten
    speling = SPELING[databank.motor.dialect.name]

    assert weinig.keys() == veel.keys()
    assert {w: (weinig[w], veel[w]) for w in weinig if veel[w] > 1.3 * weinig[w] + speling} == {}
