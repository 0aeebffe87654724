"""The access record: who did what with whose data, in the same transaction as the access itself (W06)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert

from app.domain.partijen import Beller
from app.domain.waarden import Gemeentecode
from app.opslag.tabellen import verwerking


@dataclass(frozen=True, slots=True)
class Verwerker:
    """Who works with the data, in which activity, and when; `trace_id` joins it to logs and traces."""

    beller: Beller
    activiteit: str
    trace_id: str
    nu: datetime


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


@dataclass(frozen=True, slots=True)
class Handeling:
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
        self._handelingen: dict[Handeling, None] = {}

    def noteer(self, handeling: Handeling) -> None:
        """Note an act; the same one twice is one record."""
        self._handelingen[handeling] = None

    @property
    def handelingen(self) -> tuple[Handeling, ...]:
        """The acts so far."""
        return tuple(self._handelingen)

    def leg_vast(self, verbinding: Connection) -> None:
        """Write the record."""
        if not self._handelingen:
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
        }
        verbinding.execute(insert(verwerking), [gemeenschappelijk | asdict(h) for h in self._handelingen])
