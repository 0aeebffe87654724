"""How long a term lasts and on which day it ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.termijnen.kalender import Kalender


class Tijdseenheid(StrEnum):
    """In what a term is expressed."""

    UREN = "uren"
    DAGEN = "dagen"
    WERKDAGEN = "werkdagen"
    WEKEN = "weken"
    MAANDEN = "maanden"
    JAREN = "jaren"


LANGSTE_VERLENGBARE_DUUR = {
    Tijdseenheid.UREN: 0,
    Tijdseenheid.DAGEN: 90,
    Tijdseenheid.WERKDAGEN: 0,
    Tijdseenheid.WEKEN: 12,
    Tijdseenheid.MAANDEN: 3,
    Tijdseenheid.JAREN: 0,
}
"""A longer term is not extended (Atw art. 4); one in working days already ends on a working day."""

UREN_PER_ETMAAL = 24
MAANDEN_PER_JAAR = 12


@dataclass(frozen=True, slots=True)
class Duur:
    """A length of time that runs forward from an event, at least 1 unit.

    Terms counted back from an event, to which Atw art. 1 does not apply (lid 2), are no Duur.
    """

    aantal: int
    """How many of the unit; at least 1."""
    eenheid: Tijdseenheid
    """The unit."""

    def __post_init__(self) -> None:
        if self.aantal < 1:
            raise ValueError(f"Een termijn duurt minstens 1; gevonden: {self.aantal} {self.eenheid}.")


def einde(begin: date, duur: Duur, kalender: Kalender, *, atw: bool) -> date:
    """The last day of a term that is started by an event on `begin`; that day itself does not count.

    A month or year ends on the day with the same number, or on the last day of a shorter month. Of a term in
    hours only the day of the event is known, so it ends on the last day on which it can still be running.
    With `atw` the Algemene termijnenwet holds: the term has two working days in it when it lasts three days
    or more (art. 2), and does not end on a Saturday, Sunday or holiday (art. 1), save the terms of art. 4.
    """
    laatste = _laatste_dag(begin, duur, kalender)
    if not atw or duur.aantal > LANGSTE_VERLENGBARE_DUUR[duur.eenheid]:
        return laatste
    if laatste - begin >= timedelta(days=3):
        laatste = max(laatste, kalender.werkdag_na(begin, 2))
    return kalender.werkdag_vanaf(laatste)


def _laatste_dag(begin: date, duur: Duur, kalender: Kalender) -> date:
    match duur.eenheid:
        case Tijdseenheid.UREN:
            return begin + timedelta(days=-(-duur.aantal // UREN_PER_ETMAAL))
        case Tijdseenheid.DAGEN:
            return begin + timedelta(days=duur.aantal)
        case Tijdseenheid.WERKDAGEN:
            return kalender.werkdag_na(begin, duur.aantal)
        case Tijdseenheid.WEKEN:
            return begin + timedelta(weeks=duur.aantal)
        case Tijdseenheid.MAANDEN:
            return _maanden_later(begin, duur.aantal)
        case Tijdseenheid.JAREN:
            return _maanden_later(begin, MAANDEN_PER_JAAR * duur.aantal)


def _maanden_later(dag: date, aantal: int) -> date:
    jaar, maand = divmod(dag.year * MAANDEN_PER_JAAR + dag.month - 1 + aantal, MAANDEN_PER_JAAR)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))
