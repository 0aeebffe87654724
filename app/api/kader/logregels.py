"""Log lines: a JSON object a line, which a trace id joins to traces and to the access record (W06).

No line holds personal data: a request is logged by its operation, not its address, and an error by its
types and places, not its text.
"""

import json
import logging
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime

TRACE: ContextVar[Mapping[str, str]] = ContextVar("trace")
"""`trace_id` and `span_id` of the request at hand; they are in every line that is logged meanwhile."""


class JsonRegel(logging.Formatter):
    """One record as one line of JSON; `extra={"velden": {...}}` adds fields to it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        regel: dict[str, object] = {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **TRACE.get({}),
            **getattr(record, "velden", {}),
        }
        if record.exc_info:
            regel["error"] = list(spoor(record.exc_info[1]))
        return json.dumps(regel, ensure_ascii=False)


class Demper(logging.Filter):
    """Lets the same line through a number of times a minute; the first of the next minute counts the rest.

    The line that every request leaves is none of these: requests are what is counted by it. Nor is that of a
    migration: there are as many as there are, and the last one says where the database is.
    """

    PER_MINUUT = 20

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__()
        self._minuut = 0
        self._gezien: Counter[tuple[str, str]] = Counter()
        self._vorige: Counter[tuple[str, str]] = Counter()
        self._slot = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this line goes out."""
        soort = (record.name, str(record.msg))
        if soort[1] == "request" or record.name.startswith("alembic."):
            return True
        minuut = int(record.created) // 60
        with self._slot:
            if minuut != self._minuut:
                self._minuut, self._vorige, self._gezien = minuut, self._gezien, Counter()
            weggelaten = self._vorige.pop(soort, 0) - self.PER_MINUUT
            self._gezien[soort] += 1
            aantal = self._gezien[soort]
        if weggelaten > 0:
            record.velden = {**getattr(record, "velden", {}), "left_out": weggelaten}
        return aantal <= self.PER_MINUUT


def spoor(fout: BaseException | None) -> Iterator[str]:
    """Types and places of an error and its causes; not their texts, which may hold personal data."""
    while fout is not None:
        yield type(fout).__qualname__
        for frame, regel in traceback.walk_tb(fout.__traceback__):
            yield f"  {frame.f_code.co_filename}:{regel} {frame.f_code.co_name}"
        fout = fout.__cause__ or fout.__context__


def schrijf_json() -> None:
    """Let this whole process log in JSON, to stderr."""
    uit = logging.StreamHandler()
    uit.setFormatter(JsonRegel())
    uit.addFilter(Demper())
    logging.basicConfig(handlers=[uit], level=logging.INFO, force=True)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # a line of it repeats what another server said
