"""A database in which a whole story has been told, for a server to run on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from app.api.kader.lokale_uitgever import UITGEVER, LokaleUitgever
from app.inrichting import open_databank
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import maak_sleutels
from tests.api.conftest import Klok
from tests.api.opname import Opname, neem_alles_op
from tests.server import omgeving, sleutelbord


@dataclass(frozen=True)
class Verhaal:
    """A database in which both regions have gone through the whole process, and how to serve it."""

    omgeving: dict[str, str]
    opname: Opname


@contextmanager
def verteld(data: Path, postgres: str | None = None) -> Iterator[Verhaal]:
    """Tell the story in the embedded database in this folder, or in an empty one of PostgreSQL."""
    uitgever = LokaleUitgever.uit_bestand(data / "lokale-uitgever.pem")
    waarden: dict[str, Any] = {"data": str(data)}
    with sleutelbord(uitgever) as adres:
        if postgres is not None:
            sleutels = maak_sleutels()
            waarden |= {
                "database_url": postgres,
                "versleutelsleutels": sleutels.versleuteling[0],
                "zoeksleutel": sleutels.zoeken,
                "uitgevers": {UITGEVER: adres},
            }
        instellingen = Instellingen(**waarden)
        databank = open_databank(instellingen)
        databank.migreer()
        app = maak_app(instellingen, databank=databank)
        with TestClient(app) as lopend:
            opname = Opname(lopend, uitgever, maak_sleutels(), "", lambda url: url, Klok())
            neem_alles_op(opname)
        als_tekst = {
            f"WMO_{naam.upper()}": waarde if isinstance(waarde, str) else json.dumps(waarde)
            for naam, waarde in waarden.items()
        }
        yield Verhaal(omgeving(**als_tekst), opname)
