"""A canary Bsn goes through the program, and is then looked for in all that the program lets out (W06).

It may be in the bodies that have to carry it: the client, what is shared with the provider, the wmo301, the
letter. Nowhere else: no log line, address, header, problem detail, terminal or file of the database. Through
the demonstration it goes in tests/test_cli_demo.py, where that is told.
"""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import MetaData, select

from app.api.kader.logregels import JsonRegel
from app.api.routers import ROUTERS
from app.domain.partijen import Rol
from app.domain.waarden import voldoet_aan_elfproef
from app.opslag import Databank
from tests.api.conftest import bel
from tests.bellen import bel_aan
from tests.documenten.lezen import tekst

KANARIE = "731654286"
MAG = {
    ("POST", "/v1/clienten"),
    ("POST", "/v1/clienten/zoekopdrachten"),
    ("POST", "/v1/clienten/naamzoekopdrachten"),
    ("GET", "/v1/clienten"),
    ("GET", "/v1/clienten/{id}"),
    ("PUT", "/v1/clienten/{id}"),
    ("GET", "/v1/clienten/{id}/export"),
    ("GET", "/v1/clienten/{id}/export/document"),
    ("GET", "/v1/ondersteuningsplannen/{id}/gedeelde-onderdelen"),
    ("GET", "/v1/berichten/{id}/xml"),
}
"""The operations whose answer may carry a Bsn; the letter and the form as PDF do so too."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_the_canary_is_a_bsn_that_nothing_else_uses() -> None:
    assert voldoet_aan_elfproef(KANARIE)


@dataclass
class Opvang:
    """All that came out."""

    log: io.StringIO = field(default_factory=io.StringIO)
    antwoorden: list[tuple[str, str, bytes, bytes]] = field(default_factory=list)
    """Method, path, headers, body."""
    bestanden: dict[str, bytes] = field(default_factory=dict)

    def onthoud(self, app: Any) -> Any:
        """The app, of which every answer is kept."""

        async def omsloten(scope: Any, receive: Any, send: Any) -> None:
            stukken: list[bytes] = []
            koppen = b""

            async def stuur(bericht: Any) -> None:
                nonlocal koppen
                if bericht["type"] == "http.response.start":
                    koppen = b"\n".join(b": ".join(kop) for kop in bericht["headers"])
                stukken.append(bericht.get("body", b""))
                await send(bericht)

            await app(scope, receive, stuur)
            if scope["type"] == "http":
                pad = _ID.sub("{id}", scope["path"])
                self.antwoorden.append((scope["method"], pad, koppen, b"".join(stukken)))

        return omsloten

    def lees_bestanden(self, folder: Path) -> None:
        self.bestanden |= {str(pad): pad.read_bytes() for pad in folder.rglob("*") if pad.is_file()}


@contextmanager
def vang_op() -> Iterator[Opvang]:
    """Everything that is logged, at every level, as the server writes it and with the texts of errors."""
    opvang, wortel = Opvang(), logging.getLogger()
    handlers = [logging.StreamHandler(opvang.log) for _ in range(2)]
    handlers[0].setFormatter(JsonRegel())
    voorheen = wortel.level
    for handler in handlers:
        handler.addFilter(lambda regel: not regel.name.startswith(("httpx2", "httpcore2")))  # of the test
        wortel.addHandler(handler)
    wortel.setLevel(logging.DEBUG)
    yield opvang
    for handler in handlers:
        wortel.removeHandler(handler)
    wortel.setLevel(voorheen)


@pytest.fixture
def opvang() -> Iterator[Opvang]:
    with vang_op() as opvang:
        yield opvang


def gevonden(opvang: Opvang) -> set[tuple[str, str]]:
    """The operations that let it out in their body; in a header it is never."""
    assert not [pad for _, pad, koppen, _ in opvang.antwoorden if KANARIE.encode() in koppen]
    return {(methode, pad) for methode, pad, _, inhoud in opvang.antwoorden if KANARIE in _tekst(inhoud)}


def _tekst(inhoud: bytes) -> str:
    return tekst(inhoud) if inhoud.startswith(b"%PDF") else inhoud.decode()


@pytest.fixture
def bellers(
    app: Any,
    opvang: Opvang,
    als_gemeente: Callable[..., TestClient],
    als_aanbieder: Callable[..., TestClient],
) -> list[TestClient]:
    """Workers of both sides and somebody without a token, of whom every answer is kept."""
    anoniem = bel(als_gemeente(), None)
    return [
        bel_aan(http, dict(http.headers), app=opvang.onthoud(app), meld=False)
        for http in (als_gemeente(rol=Rol.ADMINISTRATIE), als_aanbieder(), anoniem)
    ]


@pytest.mark.beide
def test_what_is_sent_in_the_wrong_place_comes_back_nowhere(
    opvang: Opvang, bellers: list[TestClient], databank: Databank, capfd: pytest.CaptureFixture[str]
) -> None:
    client = bellers[0].post("/v1/clienten", json=CLIENT)
    assert client.status_code == 201
    opvang.antwoorden.clear()
    routes = [(methode, r.path) for router in ROUTERS for r in router.routes for methode in r.methods]
    for methode, pad in routes:
        doel = re.sub(r"\{[^}]+\}", KANARIE, pad)
        echt = re.sub(r"\{[^}]+\}", client.json()["id"], pad)
        for koppen in KOPPEN:  # looked at before anybody knows who calls
            bellers[0].request(methode, echt, headers=koppen)
        for http in bellers:
            http.request(methode, doel)
            http.request(methode, echt, params={"bsn": KANARIE, KANARIE: "1", "cursor": KANARIE})
            if methode != "GET":
                for inhoud in INHOUD if http is not bellers[-1] else INHOUD[-1:]:
                    http.request(methode, echt, content=inhoud, headers={"Content-Type": "application/json"})
                http.request(methode, echt, content=BERICHT, headers={"Content-Type": "application/xml"})

    uit, fout = capfd.readouterr()
    assert KANARIE not in uit + fout + opvang.log.getvalue()
    assert len(opvang.antwoorden) > 2000
    assert gevonden(opvang) <= MAG
    assert not [
        pad for _, pad, _, inhoud in opvang.antwoorden if b'"status"' in inhoud and _is_probleem(inhoud)
    ]
    assert KANARIE.encode() not in _alle_rijen(databank)


CLIENT = {
    "bsn": KANARIE,
    "naam": {"achternaam": "Jansen"},
    "geboortedatum": {"datum": "1948-05-17"},
    "geslacht": "2",
    "contacten": [{"soort": "01", "postcode": "6041EM"}],
}
KOPPEN = (
    {"If-Match": KANARIE},
    {"If-Match": f'"{KANARIE}"'},
    {"Accept": f"application/{KANARIE}"},
    {"Idempotency-Key": KANARIE},
    {"traceparent": KANARIE, "User-Agent": KANARIE, "X-Bsn": KANARIE},
    {"Authorization": f"Bearer {KANARIE}"},
    {"Content-Type": KANARIE},
)
FOUTE_INHOUD: tuple[object, ...] = (
    KANARIE,
    int(KANARIE),
    [KANARIE],
    {KANARIE: KANARIE},
    {"bsn": int(KANARIE)},
    {"bsn": f"{KANARIE}0", "naam": KANARIE, "datum": KANARIE, "clientId": KANARIE, "onbekend": KANARIE},
    CLIENT,
    CLIENT | {"geslacht": KANARIE, "naam": {"achternaam": 5, KANARIE: KANARIE}},
)
INHOUD = (f'{{"bsn": "{KANARIE}', *(json.dumps(inhoud) for inhoud in FOUTE_INHOUD))
BERICHT = f"<Bericht><Bsn>{KANARIE}</Bsn><{'B' + KANARIE}/></Bericht>".encode()


def _is_probleem(inhoud: bytes) -> bool:
    """Whether this is a problem that repeats what was sent."""
    gelezen = json.loads(inhoud)
    return isinstance(gelezen, dict) and "instance" in gelezen and KANARIE.encode() in inhoud


def _alle_rijen(databank: Databank) -> bytes:
    """Every value of every table."""
    tabellen, stukken = MetaData(), []
    with databank._motor.connect() as verbinding:
        tabellen.reflect(verbinding)
        for tabel in tabellen.sorted_tables:
            for rij in verbinding.execute(select(tabel)):
                stukken += [bytes(w) if isinstance(w, bytes | memoryview) else str(w).encode() for w in rij]
    return b"\n".join(stukken)
