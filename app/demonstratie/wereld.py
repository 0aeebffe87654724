"""What the story of the demonstration has at hand: callers, a clock, a teller, a folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from app.demonstratie.partij import OnverwachtAntwoord, Partij
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

    def zet_op(self, dag: str) -> None:
        """Move on to the morning of this day."""
        self.nu = datetime.combine(date.fromisoformat(dag), time(8), UTC)

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
    nummers: Iterator[int] = field(default_factory=lambda: count(1))
    """Of the messages, in the order in which they go."""

    def bewaar(self, lezer: Partij, pad: str, naam: str) -> None:
        """Write into a file of this name what the caller gets at this path."""
        (self.naar / naam).write_bytes(lezer.download(pad))
        self.verteller.bestand(naam)

    def verzend_toewijzing(self, bericht_id: str) -> None:
        """The municipality sends a wmo301; the provider receives it here, and its wmo302 settles it."""
        pad = f"/berichten/{bericht_id}"
        self.bewaar_bericht(self.administratie, f"{pad}/xml", "wmo301")
        verzonden = self.administratie.doe(pad, "/statussen", status="verzonden")
        if verzonden["status"] != "goedgekeurd":
            raise OnverwachtAntwoord(f"wmo301: {verzonden['overgangen'][-1]}")
        antwoord = f"/berichten/ontvangsten/{verzonden['retour']}/antwoord"
        self.bewaar_bericht(self.aanbieder, antwoord, "wmo302")

    def bewaar_bericht(self, lezer: Partij, pad: str, soort: str) -> None:
        """Write a message into a file whose name says its place among those of this region."""
        naam = f"bericht-{self.regio.gemeente}-{next(self.nummers):02}-{soort}.xml"
        self.bewaar(lezer, pad, naam)
