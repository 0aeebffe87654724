"""The access record: who did what with whose data, in the same transaction as the access itself (W06)."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Subquery, insert, literal, select, union_all

from app import __version__
from app.domain.partijen import Beller
from app.domain.waarden import Gemeentecode
from app.opslag.fouten import Geweigerd, Onleesbaar
from app.opslag.opdrachten import voeg_per_kolom_toe
from app.opslag.tabellen import betrokkene, verwerking

SPANLENGTE = 8
"""Bytes of a span id (W3C Trace Context)."""

PER_DAAD = ("actie", "object_soort", "object_id", "gemeente", "client_id", "span_id")
"""The columns of a record that differ within a transaction; the others are alike."""

_BETROKKENE = insert(betrokkene).execution_options(preserve_rowcount=True)
NIET_ALLES = "De database houdt niet elke regel van het logboek; er is niets gedaan."
"""A trigger or rule of another took some."""


_TERUG = (verwerking.c.span_id, verwerking.c.id)
_VERWERKING = insert(verwerking).returning(*_TERUG)
_GELIJK = tuple(kolom.name for kolom in verwerking.c if kolom.name not in ("id", *PER_DAAD))
_VERWERKING_POSTGRESQL = voeg_per_kolom_toe(verwerking, _GELIJK, PER_DAAD).returning(*_TERUG)


def nieuwe_span() -> str:
    """A fresh span id, hexadecimal."""
    return secrets.token_hex(SPANLENGTE)


def span_van(span_id: str | None, nummer: int) -> str | None:
    """The span id of the act on one object of a record, which says that of the first; each is one further."""
    return span_id and f"{(int(span_id, 16) + nummer) % 256**SPANLENGTE:0{2 * SPANLENGTE}x}"


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
    """One act on one object of a client; the access record holds each once per transaction."""

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
        """Write one record for each kind of act on each kind of object, with all objects it was done to."""
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
        per_daad: dict[tuple[str, str, str], list[Aanraking]] = {}
        for a in self._aanrakingen:
            per_daad.setdefault((a.actie, a.object_soort, a.gemeente), []).append(a)
        per_span = {nieuwe_span(): aanrakingen for aanrakingen in per_daad.values()}
        daden = [
            {
                "actie": eerste.actie,
                "object_soort": eerste.object_soort,
                "object_id": eerste.object_id,
                "gemeente": eerste.gemeente,
                "client_id": eerste.client_id,
                "span_id": span,
            }
            for span, (eerste, *_) in per_span.items()
        ]
        if verbinding.dialect.name == "postgresql":
            per_kolom = {naam: [daad[naam] for daad in daden] for naam in PER_DAAD}
            ids = verbinding.execute(_VERWERKING_POSTGRESQL, gemeenschappelijk | per_kolom).all()
        else:
            ids = verbinding.execute(_VERWERKING, [gemeenschappelijk | daad for daad in daden]).all()
        if len(ids) != len(daden):
            raise Geweigerd(NIET_ALLES)
        verdere = [
            {"verwerking_id": id, "nummer": nummer, "client_id": a.client_id, "object_id": a.object_id}
            for span, id in ids
            for nummer, a in enumerate(per_span[span][1:], start=1)
        ]
        if verdere and verbinding.execute(_BETROKKENE, verdere).rowcount != len(verdere):
            raise Geweigerd(NIET_ALLES)


def verwerkingen_van(client_id: UUID, waar: ColumnElement[bool]) -> Subquery:
    """The acts on the data of one client in the records that meet a condition, each with all of its record.

    Of a record of many clients each act stands by itself, told apart by `nummer`; those of others are not
    in it.
    """
    eigen = select(verwerking, literal(0).label("nummer")).where(verwerking.c.client_id == client_id, waar)
    anders = {kolom.name: kolom for kolom in (betrokkene.c.client_id, betrokkene.c.object_id)}
    kolommen = [anders.get(kolom.name, kolom) for kolom in verwerking.columns]
    verder: Select[Any] = (
        select(*kolommen, betrokkene.c.nummer)
        .join_from(betrokkene, verwerking, verwerking.c.id == betrokkene.c.verwerking_id)
        .where(betrokkene.c.client_id == client_id, waar)
    )
    return union_all(eigen, verder).subquery("daad")


def verwerking_uit(rij: Mapping[Any, Any]) -> Verwerking:
    """One act, from a row of `verwerkingen_van` or of the table, which is that of the first object."""
    waarden = dict(rij)
    nummer = waarden.pop("nummer", 0)
    try:
        waarden["span_id"] = span_van(waarden["span_id"], nummer)
    except ValueError:
        raise Onleesbaar(f"verwerking.span_id:{waarden['id']} is geen kenmerk.") from None
    return Verwerking(**waarden)
