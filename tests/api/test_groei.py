"""Nothing that a caller can do costs more when more is stored.

The whole story is told twice, among few cases and among many. What the database did for each request is
counted and not timed: on SQLite the instructions it ran, on PostgreSQL the rows it read. The cases of others
are older, and done; so a list that goes through them to find what is under way, reads all of them.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from app.opslag import tabellen as t
from tests.api.conftest import BEGIN, Klok
from tests.api.opname import AGB, ROERMOND, Opname, Wie, kopieer_sqlite, neem_alles_op
from tests.conftest import SJABLOON, eigen_postgres
from tests.meter import Meter
from tests.vulling import lees_mal, vul

OPENAPI = Path(__file__).parents[2] / "docs" / "openapi.json"
WEINIG, VEEL = 52, 250
"""Copies of all cases of the story among which it is told again; each copy has some clients."""
LIMIET = 10
SPELING = {"sqlite": 500, "postgresql": 30}
"""Instructions, or rows, that a request may cost more: where a page ends differs a little."""


@dataclass
class Geteld(Opname):
    """The story, with what each operation cost at most; others come in before the first client does."""

    meter: Meter = field(kw_only=True)
    vul: Callable[[], None] | None = field(kw_only=True)
    kosten: dict[str, int] = field(default_factory=dict)

    def neem_op(self, wie: Wie, methode: str, pad: str, inhoud: Any, koppen: dict[str, str]) -> Response:
        if self.vul and (methode, pad) == ("POST", "/clienten"):
            self.vul, vullen = None, self.vul
            vullen()
        self._stand = self.url  # so that no copy is made of the database
        self.meter.neem()
        antwoord = super().neem_op(wie, methode, pad, inhoud, koppen)
        self._noteer(f"{methode} {pad}", wie)
        return antwoord

    def blader(self, wie: Wie, pad: str) -> None:
        """Two pages of a list, if this caller may see it."""
        for bladzijde in (1, 2):
            self.meter.neem()
            antwoord = self.stuur(wie, "GET", f"/v1{pad}")
            if "next" in antwoord.links or antwoord.is_success:
                self._noteer(f"{pad} page {bladzijde}", wie)
            if "next" not in antwoord.links:
                assert antwoord.status_code in (200, 403, 404), antwoord.text
                return
            pad = antwoord.links["next"]["url"].removeprefix("/v1")

    def _noteer(self, wat: str, wie: Wie) -> None:
        wat = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=cursor=)[\w-]+", "…", f"{wie.rol}: {wat}")
        self.kosten[wat] = max(self.meter.neem(), self.kosten.get(wat, 0))


def lijsten(waarden: dict[str, str]) -> Iterator[str]:
    """Every list of the API, with every combination of its filters and every value from a list of values."""
    document = json.loads(OPENAPI.read_text())
    schemas = document["components"]["schemas"]
    for pad, methoden in document["paths"].items():
        parameters = {
            p["name"]: p["schema"] for p in methoden.get("get", {}).get("parameters", ()) if "in" in p
        }
        if "limiet" not in parameters:
            continue
        pad = re.sub(r"/(\w+)/{id}", lambda m: f"/{m[1]}/{waarden[m[1]]}", pad)
        keuzes = [
            (naam, waarde)
            for naam in parameters.keys() - {"id", "limiet", "cursor"}
            for waarde in (
                schemas[parameters[naam]["$ref"].rpartition("/")[2]]["enum"]
                if "$ref" in parameters[naam]
                else [waarden[naam]]
            )
        ]
        for aantal in range(len(parameters)):
            for gekozen in combinations(keuzes, aantal):
                if len(dict(gekozen)) == aantal:
                    yield f"{pad}?{urlencode([*gekozen, ('limiet', LIMIET)])}"


def waarden_uit(databank: Databank) -> dict[str, str]:
    """What the filters ask for: what belongs to the case that was told from beginning to end."""
    plan, toewijzing = t.ondersteuningsplan, t.toewijzing
    vraag = (
        select(toewijzing.c.client_id, toewijzing.c.melding_id, plan.c.id)
        .join(plan, plan.c.melding_id == toewijzing.c.melding_id)
        .where(toewijzing.c.gemeente == ROERMOND, toewijzing.c.nummer == 1, plan.c.aanbieder == AGB)
    )
    with databank.motor.connect() as verbinding:
        client, melding, plan_id = map(str, verbinding.execute(vraag).one())
    return {
        "clienten": client,
        "clientId": client,
        "meldingen": melding,
        "meldingId": melding,
        "planId": plan_id,
        "aanbieder": AGB,
    }


Vertel = Callable[..., tuple[Geteld, Databank]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.alles)])
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


def test_no_request_costs_more_among_many_cases_than_among_few(vertel: Vertel, request: Any) -> None:
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
