"""What a process gets of an act of a caller: a Handeling in its transaction, or a Raadpleging without."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.datastructures import State

from app.api.kader.trace import Trace
from app.domain.partijen import Beller
from app.domain.werkstand import Rekenwijze
from app.opslag import Verwerker
from app.processen.handeling import Handeling, Raadpleging, Werkplaats


@contextmanager
def open_handeling(
    staat: State,
    beller: Beller,
    activiteit: str,
    trace: Trace,
    werkplaats: Werkplaats | None = None,
    *,
    alleen_lezen: bool,
) -> Iterator[Handeling]:
    """One act in one transaction: committed when the block ends, undone when it raises.

    `staat` is that of the app (`app.main`); `activiteit` names the operation in the access record. An act
    that only reads waits for no other. Where there is a `werkplaats`, the block can raise NogTeMaken.
    """
    nu = staat.klok()
    verwerker = Verwerker(beller, activiteit, trace.trace_id, nu, trace.span_id, trace.aanroeper_span_id)
    rekenwijze = Rekenwijze(staat.profielen, staat.kalenders(nu.year))
    with staat.databank.transactie(verwerker, rekenwijze, alleen_lezen=alleen_lezen) as opslag:
        yield Handeling(beller, nu, staat.profielen, staat.kalenders, staat.schemas, opslag, werkplaats)


def raadpleging(staat: State, beller: Beller) -> Raadpleging:
    """One act that reads and stores nothing in the database."""
    return Raadpleging(beller, staat.klok(), staat.profielen, staat.kalenders, staat.schemas)
