"""The access record: who did what with whose data, in the same transaction as the access itself (W06)."""

import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert

from app import __version__
from app.domain.partijen import Beller
from app.domain.waarden import Gemeentecode
from app.opslag.tabellen import verwerking

_VOEG_TOE = insert(verwerking)

SPANLENGTE = 8
"""Bytes of a span id (W3C Trace Context)."""


def nieuwe_span() -> str:
    """A fresh span id, hexadecimal."""
    return secrets.token_hex(SPANLENGTE)


@dataclass(frozen=True, slots=True)
class Verwerker:
    """Who works with the data, in which activity, and when; `trace_id` joins it to logs and traces."""

    beller: Beller
    activiteit: str
    trace_id: str
    nu: datetime
    span_id: str = field(default_factory=nieuwe_span)
    """The span of the operation, of which each act is a part."""
    aanroeper_span_id: str | None = None
    """The span at the caller from which the operation came, if it told."""


@dataclass(frozen=True, slots=True)
class Verwerking:
    """One line of the access record, as it is shown per client."""

    id: int
    moment: datetime
    trace_id: str
    activiteit: str
    partij: str
    code: str
    medewerker: str
    rol: str
    systeem: str
    actie: str
    """lezen, maken, wijzigen or wissen."""
    object_soort: str
    object_id: str
    gemeente: Gemeentecode
    client_id: UUID
    span_id: str | None
    """Of this act alone; this and the fields below are empty in records from before they were kept."""
    parent_span_id: str | None
    aanroeper_span_id: str | None
    einde: datetime | None
    versie: str | None
    """Of this program."""


@dataclass(frozen=True, slots=True)
class Aanraking:
    """One act on one object of a client; the record holds each once per transaction."""

    actie: str
    object_soort: str
    object_id: str
    gemeente: str
    client_id: UUID


class Spoor:
    """Gathers the acts of one transaction and writes them just before the commit.

    A transaction that fails gives its caller no data, so its reads leave no record either.
    """

    def __init__(self, verwerker: Verwerker) -> None:
        """Begin without acts."""
        self._verwerker = verwerker
        self._begonnen = time.perf_counter()
        self._aanrakingen: dict[Aanraking, None] = {}

    def noteer(self, aanraking: Aanraking) -> None:
        """Note an act; the same one twice is one record."""
        self._aanrakingen[aanraking] = None

    @property
    def aanrakingen(self) -> tuple[Aanraking, ...]:
        """The acts so far."""
        return tuple(self._aanrakingen)

    def leg_vast(self, verbinding: Connection) -> None:
        """Write the record."""
        if not self._aanrakingen:
            return
        beller = self._verwerker.beller
        gemeenschappelijk = {
            "moment": self._verwerker.nu,
            "trace_id": self._verwerker.trace_id,
            "activiteit": self._verwerker.activiteit,
            "partij": beller.partij.value,
            "code": beller.code,
            "medewerker": beller.medewerker,
            "rol": beller.rol.value,
            "systeem": beller.systeem,
            "parent_span_id": self._verwerker.span_id,
            "aanroeper_span_id": self._verwerker.aanroeper_span_id,
            "einde": self._verwerker.nu + timedelta(seconds=time.perf_counter() - self._begonnen),
            "versie": __version__,
        }
        rijen = [
            gemeenschappelijk
            | {
                "actie": a.actie,
                "object_soort": a.object_soort,
                "object_id": a.object_id,
                "gemeente": a.gemeente,
                "client_id": a.client_id,
                "span_id": nieuwe_span(),
            }
            for a in self._aanrakingen
        ]
        verbinding.execute(_VOEG_TOE, rijen)
