"""What the story of the demonstration has at hand: callers, a clock, a teller, a folder."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.demonstratie.partij import Partij
from app.demonstratie.regios import Regio
from app.demonstratie.verteller import Verteller

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Klok:
    """A clock that the story moves."""

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
    """One region, four workers of its municipality and one of a provider, and who tells what they do."""

    regio: Regio
    toegang: Partij
    beslisser: Partij
    heroverweger: Partij
    """Decides on objections to what the other decided (Awb 10:3 lid 3)."""
    administratie: Partij
    aanbieder: Partij
    klok: Klok
    verteller: Verteller
    naar: Path
    """The folder for the messages and letters."""

    def bewaar(self, lezer: Partij, pad: str, naam: str) -> None:
        """Write into a file of this name what the caller gets at this path."""
        (self.naar / naam).write_bytes(lezer.download(pad))
        self.verteller.bestand(naam)
