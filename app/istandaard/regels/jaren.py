"""The day a number of years back, from which rules draw how old something may be."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def jaren_eerder(dag: date, jaren: int) -> date:
    """The same day so many years before; 28 February where that year has no 29th, as XML Schema counts."""
    if dag.year <= jaren:
        return date.min
    jaar = dag.year - jaren
    return date(jaar, dag.month, min(dag.day, monthrange(jaar, dag.month)[1]))
