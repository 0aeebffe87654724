"""What the stories of the demonstration share: the clock, the callers, the folder for what they make."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.routers import SCOPES
from app.demonstratie.partij import Partij
from app.demonstratie.verteller import Verteller
from app.domain.partijen import Rol

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Klok:
    """A clock that a story moves."""

    nu: datetime = BEGIN

    def __call__(self) -> datetime:
        """The moment it stands at."""
        return self.nu

    def verzet(self, dagen: int) -> None:
        """Move on by days."""
        self.nu += timedelta(days=dagen)

    @property
    def dag(self) -> str:
        """Today, as a request carries it."""
        return self.nu.date().isoformat()

    @property
    def moment(self) -> str:
        """Now, as a request carries it."""
        return self.nu.isoformat()


@dataclass(frozen=True, slots=True)
class Wereld:
    """What a story has at hand: callers, the clock, somebody to tell it, a folder for what it makes."""

    adres: str
    uitgever: LokaleUitgever
    publiek: str
    klok: Klok
    verteller: Verteller
    naar: Path
    partijen: list[Partij] = field(default_factory=list)

    def gemeente(self, code: str, rol: Rol = Rol.TOEGANG) -> Partij:
        """A worker of a municipality."""
        return self._partij(rol, gemeente=code)

    def aanbieder(self, agb: str) -> Partij:
        """A worker of a provider."""
        return self._partij(Rol.AANBIEDER, agb=agb)

    def _partij(self, rol: Rol, gemeente: str | None = None, agb: str | None = None) -> Partij:
        token = self.uitgever.maak_token(
            publiek=self.publiek,
            rol=rol,
            medewerker=f"demo-{rol}",
            scopes=SCOPES,
            gemeente=gemeente,
            agb=agb,
        )
        partij = Partij(self.adres, token, self.verteller)
        self.partijen.append(partij)
        return partij
