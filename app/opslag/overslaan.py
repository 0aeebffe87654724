"""Upkeep of many at a time, in which one that cannot be read or reckoned keeps no other from its turn."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.domain.fouten import WmoFout

T = TypeVar("T")


def doe(verbinding: Connection, alle: Sequence[T], stap: Callable[[Sequence[T]], object]) -> dict[T, str]:
    """Take a step for all of these at once; where that fails, for each by itself.

    Gives those for which it fails, of which nothing changed, each with why. What the database itself refuses
    is no fault of theirs, and is raised.
    """
    try:
        with verbinding.begin_nested():
            stap(alle)
    except DBAPIError:
        raise
    except Exception as fout:
        if len(alle) == 1:  # of any other fault the text might repeat personal data
            return {alle[0]: fout.melding if isinstance(fout, WmoFout) else type(fout).__name__}
        return {een: waarom for deze in alle for een, waarom in doe(verbinding, [deze], stap).items()}
    return {}
