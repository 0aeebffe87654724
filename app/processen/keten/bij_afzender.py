"""What its sender keeps of a message, after the judgement of its receiver.

Most often the sender hands it over, and keeps it by that judgement. One that was sent when its receiver did
not work here counts with the sender already; as it is judged now it stays, or counts in part, or no more.
"""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.gevolg import gevolg
from app.istandaard.oordeel import Oordeel, Schakelstatus, status_van
from app.opslag.ketenhistorie import Beurt
from app.processen.keten import declaraties
from app.processen.keten.herroepen import herroep
from app.processen.keten.onthouden import laat_antwoorden_tellen, neem_vervallen_over, onthoud
from app.processen.keten.rusten import wat_rust_op
from app.processen.keten.zaak import Zaak


def volg_oordeel(
    zaak: Zaak, gegeven: Oordeel, retour: Any, *, was_verzonden: bool, bij_delen: bool = False
) -> str | None:
    """Let its sender keep it by this judgement, of which `retour` is the answer; gives what rests on it.

    That is told where it counted and does so no more. Of a message that is judged `bij_delen` the lines that
    its sender keeps are for a turn: the one in which it is judged, or one of its own.
    """
    if not was_verzonden:
        if zaak.is_van_afzender and not bij_delen:
            onthoud(zaak, zaak.ontvangst.afzender, gegeven)
        return None
    rust = None
    match status_van(zaak.bericht, gegeven):
        case Schakelstatus.GOEDGEKEURD:
            laat_antwoorden_tellen(zaak)
        case Schakelstatus.DEELS if bij_delen:
            zaak.keten(zaak.ontvangst.afzender).zet_beurt(Beurt(zaak.ontvangst.id, None))
        case Schakelstatus.DEELS:
            _onthoud_opnieuw(zaak, gegeven)
        case _:
            rust = _herroep(zaak, gegeven)
    if isinstance(retour, Wmo325):
        # A credit that a return granted since on a line that is refused now; under an id of its own, as it
        # stays where the declaration is taken back.
        declaraties.laat_credits_vervallen(zaak.handeling, zaak.ontvangst, uuid4(), retour)
    return rust


def _onthoud_opnieuw(zaak: Zaak, gegeven: Oordeel) -> None:
    """By this judgement, in place of as sent."""
    afzender = zaak.ontvangst.afzender
    while zaak.keten(afzender).neem_deel_terug(zaak.ontvangst.id):
        pass
    onthoud(zaak, afzender, gegeven)
    neem_vervallen_over(zaak, afzender)


def _herroep(zaak: Zaak, gegeven: Oordeel) -> str | None:
    """It counts as not sent, as by a return; gives what rests on it."""
    afzender = zaak.ontvangst.afzender
    rust = wat_rust_op(zaak.handeling, zaak.tussen, [zaak.ontvangst.id])
    zonder = replace(zaak.dossier(afzender), berichten=set())  # who used its identification is itself
    blijft = gevolg(zaak.bericht, zonder, gegeven)
    # Under an id of its own: of a large declaration what is under that of the message has yet to go.
    herroep(zaak.handeling, afzender, zaak.tussen, zaak.ontvangst, van=uuid4(), blijft=blijft)
    return rust
