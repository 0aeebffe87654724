"""Messages that were kept and wait to be judged; a thread of every process that serves takes them.

The row of a message is the job: who judges it locks it. A process that dies meanwhile leaves it as it was.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from functools import partial
from time import sleep
from typing import Any, NoReturn, Protocol
from uuid import UUID

from app.domain.fouten import WmoFout
from app.domain.partijen import Beller
from app.geheugen import GROOT, WERK, geef_geheugen_terug
from app.istandaard import codec
from app.opslag import Databank, Onbereikbaar
from app.opslag.databank import Openbeurt, Wachtbericht
from app.processen.handeling import Handeling, programma_namens
from app.processen.keten import berichtoordeel, bij_delen, naleveren, ontvangen
from app.processen.keten.beurtgang import Openen

LOG = logging.getLogger(__name__)

RONDE, RONDE_NA_FOUT = 1.0, 30.0
"""Seconds between two looks at what waits, and after one that the database did not allow."""
GEDULD = timedelta(seconds=2)
"""For so long a message is left to the request that brought it."""


class Namens(Protocol):
    """Opens a transaction in the name of a caller."""

    def __call__(self, beller: Beller, *, alleen_lezen: bool) -> AbstractContextManager[Handeling]:
        """As `app.api.kader.transactie.open_handeling` does."""


def beoordeel_steeds(databank: Databank, namens: Namens, klok: Callable[[], datetime]) -> NoReturn:
    """Judge what waits as long as the process lives, first what an earlier one left."""
    mislukt: set[UUID] = set()
    while True:
        rust = RONDE_NA_FOUT
        try:
            beoordeel_wachtrij(databank, namens, klok() - GEDULD, mislukt)
            rust = RONDE
        except WmoFout as fout:
            LOG.warning("messages that wait to be judged were not looked for: %s", fout.melding)
        except Exception:  # what waits now may be judged later
            LOG.exception("messages that wait to be judged were not looked for")
        sleep(rust)


def beoordeel_wachtrij(databank: Databank, namens: Namens, tot: datetime, mislukt: set[UUID]) -> None:
    """Judge what came in by this moment and waits, each for its owner, in the order in which it came.

    Before that, end the turns behind which it waits. One that cannot be judged stays as it is, and joins
    those that this process leaves out from then on; the log says so. While one is judged elsewhere, or has
    to wait, so do those after it between the same two.
    Raises WmoFout where the database cannot be asked.
    """
    for beurt in databank.af_te_maken():
        if beurt.van not in mislukt:
            maak_af(namens, beurt, mislukt)
    bezet: set[tuple[str, str]] = set()
    na = None
    while wachtend := databank.te_beoordelen(tot, na):
        for bericht in wachtend:
            tussen = bericht.eigenaar, bericht.afzender
            if bericht.id in mislukt or tussen in bezet:
                continue
            try:
                with _plek(bericht.omvang):
                    is_beoordeeld = _beoordeel(namens, bericht)
                if not is_beoordeeld:
                    bezet.add(tussen)
            except Onbereikbaar as fout:
                LOG.warning("message %s waits to be judged: %s", bericht.id, fout.melding)
                bezet.add(tussen)
            except Exception:  # one message must not keep others from being judged
                LOG.exception("message %s could not be judged", bericht.id)
                mislukt.add(bericht.id)
        na = wachtend[-1]


def maak_af(namens: Namens, beurt: Openbeurt, mislukt: set[UUID]) -> None:
    """End this turn: whose it is remembers what was accepted, and what does not count any more goes.

    One that cannot be ended joins those that failed.
    """
    open_ = partial(namens, programma_namens(beurt.eigenaar))
    try:
        with _plek(beurt.omvang):
            _maak_af(open_, beurt)
    except Onbereikbaar as fout:
        LOG.warning("the turn of message %s is not over: %s", beurt.van, fout.melding)
    except Exception:  # one turn must not keep others from being ended
        LOG.exception("the turn of message %s could not be ended", beurt.van)
        mislukt.add(beurt.van)


def _maak_af(open_: Openen, beurt: Openbeurt) -> None:
    with open_(alleen_lezen=True) as handeling:
        ontvangst = handeling.opslag.ontvangsten.vind(beurt.van)
    if ontvangst is not None and ontvangst.status in naleveren.AANVAARD:
        bericht: Any = codec.lees(ontvangst.xml, handeling.schemas)
        bij_delen.onthoud(open_, beurt.eigenaar, ontvangst, bericht)
    else:
        bij_delen.ruim_op(open_, beurt.eigenaar, beurt.tussen, beurt.van)


def _beoordeel(namens: Namens, wachtend: Wachtbericht) -> bool:
    """Whether it is judged, a large declaration in parts; it is read while nobody waits for a transaction."""
    beller = programma_namens(wachtend.eigenaar)
    with namens(beller, alleen_lezen=True) as handeling:
        ontvangst = handeling.opslag.ontvangsten.haal(wachtend.id)
    bericht = codec.lees(ontvangst.xml, handeling.schemas)
    if berichtoordeel.is_groot(bericht):
        return bij_delen.beoordeel(partial(namens, beller), ontvangst, bericht)
    with namens(beller, alleen_lezen=False) as handeling:
        return ontvangen.beoordeel(handeling, ontvangst, bericht, wacht=False) is not None


@contextmanager
def _plek(omvang: int) -> Iterator[None]:
    """Have room for a message beside what requests work on, also to read it; what it took is given back."""
    with WERK.neem(omvang):
        yield
    if omvang > GROOT:
        geef_geheugen_terug()
