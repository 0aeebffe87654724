"""Upkeep of many at a time, in which one that cannot be read or reckoned keeps no other from its turn."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

LOG = logging.getLogger(__name__)

T = TypeVar("T")


def doe(verbinding: Connection, alle: Sequence[T], stap: Callable[[Sequence[T]], object]) -> Iterable[T]:
    """Take a step for all of these at once; where that fails, for each by itself.

    Gives those for which it fails, of which nothing changed; the log says why. What the database itself
    refuses is no fault of theirs, and is raised.
    """
    try:
        with verbinding.begin_nested():
            stap(alle)
    except DBAPIError:
        raise
    except Exception:
        if len(alle) == 1:
            LOG.exception("left out, and the others go on: %s", alle[0])
            return alle
        return [mislukt for een in alle for mislukt in doe(verbinding, [een], stap)]
    return ()
