"""A declaration as both parties see it: what was asked, what was granted, what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.waarden import AgbCode, Gemeentecode


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a wmo325 says of a declaration; amounts in cents, negative when more is taken back than asked."""

    identificatie: str
    """Of the wmo325."""
    dag: date
    """Its dagtekening."""
    toegekend: int
    """TotaalToegekendBedrag, or nothing where it rejects the whole."""
    geweigerd: int
    """The sum of the lines that it names, and of credits that stopped counting since."""
    geweigerde_regels: int
    retourcodes: tuple[str, ...] = ()
    """Of a declaration that is rejected as a whole: why."""


@dataclass(frozen=True, slots=True)
class EigenOordeel:
    """What a municipality would have refused of what an answer grants that came before it worked here.

    Or of what its own grants, where that refuses the credit without which it would not.
    """

    geweigerd: int
    """Cents."""
    geweigerde_regels: int


@dataclass(frozen=True, slots=True)
class Declaratie:
    """A wmo323 that came in, or that its sender handed over here."""

    id: UUID
    """Of its message: the berichtontvangst."""
    gemeente: Gemeentecode
    aanbieder: AgbCode
    identificatie: str
    """Of the wmo323."""
    nummer: str
    """DeclaratieNummer."""
    begin: date
    eind: date
    """Of the DeclaratiePeriode."""
    regels: int
    ingediend: int
    """TotaalIngediendBedrag in cents; negative when more is taken back than declared."""
    status: Ontvangststatus = Ontvangststatus.ONTVANGEN
    """Of its message."""
    antwoord: Antwoord | None = None
    eigen_oordeel: EigenOordeel | None = None
    """None where the municipality would refuse no more, and once it answers the declaration itself."""


@dataclass(frozen=True, slots=True)
class Uitbetaling:
    """What a municipality owes a provider by its answers in a period; amounts in cents."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    declaraties: int
    regels: int
    geweigerde_regels: int
    ingediend: int
    geweigerd: int
    toegekend: int

    @property
    def verschil(self) -> int:
        """What was asked, without what was refused and what was granted; 0 when all is in balance."""
        return self.ingediend - self.geweigerd - self.toegekend
