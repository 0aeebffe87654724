"""The whole story among cases of others, and every list that the API has."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import Any
from urllib.parse import urlencode

from httpx2 import Response
from sqlalchemy import select

from app.opslag import Databank
from app.opslag import tabellen as t
from tests.api.opname import AGB, ROERMOND, Opname, Wie
from tests.contract import DOCUMENT
from tests.meter import Meter

LIMIET = 10


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
                zonder_gemeente = "om welke gemeente het gaat" in antwoord.text
                assert antwoord.status_code in (200, 403, 404) or zonder_gemeente, antwoord.text
                return
            pad = antwoord.links["next"]["url"].removeprefix("/v1")

    def _noteer(self, wat: str, wie: Wie) -> None:
        wat = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=cursor=)[\w-]+", "…", f"{wie.rol}: {wat}")
        self.kosten[wat] = max(self.meter.neem(), self.kosten.get(wat, 0))


def lijsten(waarden: dict[str, str], limiet: int = LIMIET) -> Iterator[str]:
    """Every list of the API, with every combination of its filters.

    Every value from a list of values is asked for by itself; beside other filters the first stands for all.
    """
    schemas = DOCUMENT["components"]["schemas"]
    for pad, methoden in DOCUMENT["paths"].items():
        gevraagd = [p for p in methoden.get("get", {}).get("parameters", ()) if p.get("in") == "query"]
        parameters = {p["name"]: p["schema"] for p in gevraagd}
        verplicht = {p["name"] for p in gevraagd if p["required"]}
        if "limiet" not in parameters:
            continue
        pad = re.sub(r"/([\w-]+)/{id}", lambda m: f"/{m[1]}/{waarden[m[1]]}", pad)
        pad = re.sub(r"{(\w+)}", lambda m: waarden[m[1]], pad)
        keuzes = {
            naam: schemas[schema["$ref"].rpartition("/")[2]]["enum"] if "$ref" in schema else [waarden[naam]]
            for naam, schema in parameters.items()
            if naam not in ("limiet", "cursor")
        }
        vrij = keuzes.keys() - verplicht
        for gekozen in chain.from_iterable(combinations(sorted(vrij), n) for n in range(len(vrij) + 1)):
            alle = [keuzes[naam] if len(gekozen) == 1 else keuzes[naam][:1] for naam in gekozen]
            vast = [(naam, keuzes[naam][0]) for naam in sorted(verplicht)]
            for eigen in product(*alle):
                vraag = [*vast, *zip(gekozen, eigen, strict=True), ("limiet", limiet)]
                yield f"{pad}?{urlencode(vraag)}"


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
        bezwaar = select(t.bezwaar.c.besluit_id).where(t.bezwaar.c.gemeente == ROERMOND).limit(1)
        omzetting = select(t.omzetting.c.id).where(t.omzetting.c.gemeente == ROERMOND).limit(1)
        declaratie = select(t.declaratie.c.id).where(t.declaratie.c.gemeente == ROERMOND).limit(1)
        besluit_id, omzetting_id, declaratie_id = (
            str(verbinding.scalar(vraag)) for vraag in (bezwaar, omzetting, declaratie)
        )
    return {
        "clienten": client,
        "clientId": client,
        "meldingen": melding,
        "meldingId": melding,
        "planId": plan_id,
        "besluitId": besluit_id,
        "omzettingen": omzetting_id,
        "declaraties": declaratie_id,
        "nummer": "1",
        "aanbieder": AGB,
        "gemeente": ROERMOND,
        "jaar": "2025",  # of a period in which nothing was answered: what is in one is what it costs
        "maand": "4",
        "verzonden": "true",
        "open": "true",
        "teMelden": "true",
        "begonnen": "true",
        "afgehandeld": "true",
        "behandelaar": "medewerker-1",
        "mijn": "true",
        "gewijzigdSinds": "2026-01-01T00:00:00Z",
        "eindigtVanaf": "2026-01-01",
        "eindigtTotEnMet": "2027-12-31",
    }
