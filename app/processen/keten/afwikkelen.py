"""An answer that comes in settles what its receiver sent (OP286)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.istandaard import codec
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import met_clienten
from app.istandaard.gevolg import (
    AL_BEANTWOORD,
    TELT,
    Beantwoording,
    aaneen,
    andere_dag,
    beantwoording,
    dag_van,
    referenties_in,
    scheve_totalen,
    tegenspraak,
)
from app.istandaard.historie import als_afgekeurd, partijen_van, vraag_van
from app.istandaard.retour import codes_in, kopieert
from app.istandaard.xml import OngeldigBericht
from app.processen.handeling import Handeling
from app.processen.keten import declaraties
from app.processen.keten.afronden import antwoordt_hier, eigen_301, is_van_afzender, rond_af
from app.processen.keten.herroepen import WMO323, herroep
from app.processen.keten.rusten import wat_rust_op

RETOURCODES = codelijst("WJ001")
NIETS_VERZONDEN = (
    "Dit retourbericht hoort bij geen bericht dat is verzonden. Vraag de ander waarover het gaat. Wordt dat "
    "bericht later aangeleverd, dan telt dit retourbericht daarna vanzelf."
)


def wikkel_af(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """Let an answer that came in settle what it is on; a message that is no answer stays as it is.

    Gives it with what it answers, or with what a person has to find out (NA_TE_GAAN).
    """
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return ontvangst
    # Only who received it answers it: another cannot settle what was not sent to it.
    op, van = beantwoord.op, ontvangst.afzender
    eigen = eigen_301(handeling, op, van)
    if eigen is not None and eigen.dagtekening != beantwoord.dagtekening:
        return _afgewikkeld(ontvangst, None, andere_dag(beantwoord.dagtekening, eigen.dagtekening))
    if eigen is not None:
        vreemd = rond_af(handeling, ontvangst, bericht, eigen, wijst_af=beantwoord.wijst_af)
        return _afgewikkeld(ontvangst, eigen.id, vreemd)
    laatste, anders = _verzonden(handeling, bericht, beantwoord, van)
    if laatste is None:
        vreemd = NIETS_VERZONDEN if anders is None else andere_dag(beantwoord.dagtekening, anders)
        return _afgewikkeld(ontvangst, None, vreemd)
    scheef = _scheve_totalen(handeling, bericht, laatste)
    vreemd = _beantwoord(handeling, ontvangst, bericht, laatste, beantwoord)
    return _afgewikkeld(ontvangst, laatste.id, aaneen(vreemd, scheef))


def _afgewikkeld(ontvangst: Berichtontvangst, op: UUID | None, vreemd: str | None) -> Berichtontvangst:
    afgewikkeld = replace(ontvangst, antwoord_op=op)
    if vreemd is None:
        return afgewikkeld
    return replace(afgewikkeld, status=Ontvangststatus.NA_TE_GAAN, opmerking=vreemd)


def _scheve_totalen(handeling: Handeling, bericht: Any, op: Berichtontvangst) -> str | None:
    """Which total of an answer is not that of its declaration; nothing of one from before sums were kept."""
    if not isinstance(bericht, Wmo325):
        return None
    declaratie = handeling.opslag.declaraties.met_ids([op.id]).get(op.id)
    return None if declaratie is None else scheve_totalen(bericht, declaratie.ingediend)


def beslist(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> bool:
    """Whether this message leaves behind what it says.

    Not an answer that comes after the first one that decided, or that fits nothing.
    """
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return True
    laatste, _ = _verzonden(handeling, bericht, beantwoord, retour.afzender)
    if laatste is None:
        return False
    return laatste.retour == retour.id or _vreemd(handeling, retour, laatste, beantwoord) in TELT


def verzonden_op(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> Berichtontvangst | None:
    """Which message this answer to a receiver elsewhere is on, as far as that was judged here."""
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return None
    laatste, _ = _verzonden(handeling, bericht, beantwoord, retour.afzender)
    return None if laatste is None or laatste.antwoord is None else laatste


def heeft_beantwoorde(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> bool:
    """Whether who receives this answer handed over here what it answers, so that it works here."""
    beantwoord, wie = beantwoording(bericht), retour.eigenaar
    laatste = None if beantwoord is None else _verzonden(handeling, bericht, beantwoord, retour.afzender)[0]
    if laatste is None:
        return False
    bij = handeling.opslag.keten(wie, partijen_van(bericht))
    return laatste.indiener.code == wie or bool(bij.nagelaten(laatste.id, 1))


def is_ander_antwoord(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> bool:
    """Whether this answer to a receiver elsewhere contradicts the one that was made here, or sent before."""
    laatste, beantwoord = verzonden_op(handeling, retour, bericht), beantwoording(bericht)
    if laatste is None or beantwoord is None:
        return False
    return _vreemd(handeling, retour, laatste, beantwoord) not in (None, AL_BEANTWOORD)


def geldend_antwoord(handeling: Handeling, bericht: Berichtontvangst) -> bytes | None:
    """The answer that says how this message stands: the return that decided, or what was answered here."""
    if bericht.retour is None:
        return None if bericht.antwoord is None else bericht.antwoord.encode()
    retour = handeling.opslag.ontvangsten.vind(bericht.retour)
    return None if retour is None else retour.xml


def onthoud_verzending(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> Berichtontvangst:
    """Note with what it answers that this answer went out; the first that did is its return."""
    laatste = verzonden_op(handeling, retour, bericht)
    if laatste is None:
        return retour
    if laatste.retour is None:
        handeling.opslag.ontvangsten.bewaar(replace(laatste, retour=retour.id))
    return replace(retour, antwoord_op=laatste.id)


def beaam(handeling: Handeling, retour: Berichtontvangst) -> Berichtontvangst:
    """Who answers hands over this return, which the other brought: it is its own answer from now on."""
    op = None if retour.antwoord_op is None else handeling.opslag.ontvangsten.vind(retour.antwoord_op)
    if op is not None and op.retour == retour.id:
        handeling.opslag.ontvangsten.bewaar(_beantwoordde_zelf(handeling, op))
    return handeling.opslag.ontvangsten.bewaar(retour)


def _beantwoordde_zelf(handeling: Handeling, op: Berichtontvangst) -> Berichtontvangst:
    """The message, of which its receiver has said what it makes of it, whatever it was thought to make."""
    if op.eigen_oordeel is not None and op.code == WMO323:
        declaraties.zet_eigen_oordeel(handeling, op.id, None)
    return replace(op, eigen_oordeel=None)


def is_uitkomst(handeling: Handeling, retour: Berichtontvangst) -> bool:
    """Whether this answer decided what it answers, or says how that stands."""
    if retour.antwoord_op is None:
        return False
    op = [retour.antwoord_op]
    if retour.id in handeling.opslag.ontvangsten.retouren(op):
        return True
    return any(eigen.retour == retour.id for eigen in handeling.opslag.berichten.met_ids(op))


def _vreemd(
    handeling: Handeling, retour: Berichtontvangst, laatste: Berichtontvangst, beantwoord: Beantwoording
) -> str | None:
    """What is odd about an answer on this message, as it stands now."""
    if laatste.status is Ontvangststatus.VERZONDEN:
        return None
    beide_deels = laatste.status.value == beantwoord.uitkomst.value == Ontvangststatus.DEELS.value
    geweigerd = _geweigerd(handeling, retour, laatste, beantwoord) if beide_deels else frozenset()
    return tegenspraak(
        beantwoord,
        laatste.status,
        geweigerd,
        al_beantwoord=_is_al_beantwoord(handeling, retour, laatste),
        weersproken=laatste.weersproken is not None,
        vast=_staat_vast(handeling, retour, laatste),
    )


def _staat_vast(handeling: Handeling, retour: Berichtontvangst, laatste: Berichtontvangst) -> bool:
    """Whether what was answered here is the answer: its receiver works here, and does not say otherwise."""
    return not is_van_afzender(handeling, retour) and antwoordt_hier(handeling, laatste)


def _is_al_beantwoord(handeling: Handeling, retour: Berichtontvangst, laatste: Berichtontvangst) -> bool:
    """Whether another return decides already; not what the other party only repeats of who answers here."""
    if laatste.retour is None:
        return False
    if not (is_van_afzender(handeling, retour) and antwoordt_hier(handeling, laatste)):
        return True
    eerste = handeling.opslag.ontvangsten.vind(laatste.retour)
    return eerste is None or eerste.indiener.code == retour.afzender


def _geweigerd(
    handeling: Handeling, retour: Berichtontvangst, laatste: Berichtontvangst, beantwoord: Beantwoording
) -> frozenset[str]:
    """The lines of a declaration that the answer refuses which decided, or that was made here.

    Of who was destroyed neither tells any more; of those lines nothing can be held against this answer.
    """
    eerder = geldend_antwoord(handeling, laatste)
    if eerder is None or eerder == retour.xml:
        return beantwoord.geweigerd
    gelezen = beantwoording(codec.lees(eerder, handeling.schemas))
    geweigerd = frozenset() if gelezen is None else gelezen.geweigerd
    if beantwoord.geweigerd <= geweigerd:
        return geweigerd
    declaratie: Any = codec.lees(laatste.xml, handeling.schemas)
    return geweigerd | (beantwoord.geweigerd - referenties_in(declaratie))


def _beantwoord(
    handeling: Handeling,
    retour: Berichtontvangst,
    bericht: Any,
    laatste: Berichtontvangst,
    beantwoord: Beantwoording,
) -> str | None:
    """The first answer that comes in gives what was sent its status; gives what is odd about an answer."""
    vreemd = _vreemd(handeling, retour, laatste, beantwoord)
    if vreemd not in TELT:
        is_eerste = laatste.retour is None and laatste.weersproken is None
        if is_eerste and not _staat_vast(handeling, retour, laatste):
            handeling.opslag.ontvangsten.bewaar(replace(laatste, weersproken=retour.id))
        return vreemd
    nu = replace(laatste, retour=retour.id)
    if is_van_afzender(handeling, retour):
        nu = _beantwoordde_zelf(handeling, nu)
    if vreemd or laatste.status is Ontvangststatus.VERZONDEN:
        rust = wat_rust_op(handeling, partijen_van(bericht), [laatste.id]) if beantwoord.wijst_af else None
        opmerking = aaneen(vreemd or (_waarom(bericht) if beantwoord.wijst_af else None), rust)
        vreemd = aaneen(vreemd, rust)
        nu = replace(nu, status=Ontvangststatus(beantwoord.uitkomst.value), opmerking=opmerking)
        if isinstance(bericht, Wmo325):
            vervallen = declaraties.beantwoord(handeling, laatste.id, bericht)
            nu = replace(nu, opmerking=aaneen(nu.opmerking, vervallen))
            declaraties.laat_credits_vervallen(handeling, laatste, retour.id, bericht)
        if beantwoord.wijst_af:
            _herroep(handeling, retour, bericht, laatste)
        if isinstance(bericht, Wmo325) and laatste.status is not Ontvangststatus.VERZONDEN:
            nu, dubbel = declaraties.zeg_wat_dubbel_telt(handeling, nu, bericht)
            vreemd = aaneen(vreemd, dubbel)
    handeling.opslag.ontvangsten.bewaar(nu)
    return vreemd


def _herroep(handeling: Handeling, retour: Berichtontvangst, bericht: Any, laatste: Berichtontvangst) -> None:
    """Let what this answer rejects count with neither of both."""
    tussen = partijen_van(bericht)
    kop = met_clienten(bericht, ()) if isinstance(bericht, Wmo325) else bericht
    for wie in tussen:
        bij = handeling.opslag.keten(wie, tussen)
        blijft = als_afgekeurd(bij.haal(vraag_van(kop, bij.clientsleutel)))
        herroep(handeling, wie, tussen, laatste, van=retour.id, blijft=blijft)


def _verzonden(
    handeling: Handeling, bericht: Any, beantwoord: Beantwoording, aan: str
) -> tuple[Berichtontvangst | None, date | None]:
    """What this party was sent and this answers, by its identification and day; without it another day.

    Of two the answer is on the one whose classes it copies, else on what waits for it, or what it agrees
    with, or the last. What was kept back, because any receiver rejects it, was never sent. On what is not
    judged yet an answer waits.
    """

    def past(op: Berichtontvangst) -> tuple[bool, bool, bool]:
        wacht, eens = op.status is Ontvangststatus.VERZONDEN, op.status.value == beantwoord.uitkomst.value
        return _kopieert(handeling, bericht, op), wacht, eens

    alle = handeling.opslag.ontvangsten.verzonden(*beantwoord.op, aan=aan)
    dagen = [(_dag(handeling, op), op) for op in alle if not (_is_tegengehouden(op) or _wacht(op))]
    op_dag = [op for dag, op in dagen if dag in (beantwoord.dagtekening, None)]
    if len(op_dag) > 1:
        op_dag.sort(key=past)
    return op_dag[-1] if op_dag else None, next((dag for dag, _ in reversed(dagen)), None)


def _dag(handeling: Handeling, op: Berichtontvangst) -> date | None:
    """The Dagtekening of a message; None where so many were destroyed that it cannot be read any more."""
    try:
        return dag_van(codec.lees_kop(op.xml, handeling.schemas).bericht_identificatie)
    except OngeldigBericht:
        return None


def _kopieert(handeling: Handeling, bericht: Any, op: Berichtontvangst) -> bool:
    try:
        return kopieert(bericht, codec.lees(op.xml, handeling.schemas))
    except OngeldigBericht:  # who was destroyed is not in it any more
        return False


def _is_tegengehouden(bericht: Berichtontvangst) -> bool:
    onbeantwoord = bericht.antwoord is None and bericht.retour is None
    return bericht.status is Ontvangststatus.AFGEKEURD and onbeantwoord


def _wacht(bericht: Berichtontvangst) -> bool:
    return bericht.status is Ontvangststatus.ONTVANGEN


def _waarom(bericht: Any) -> str:
    """Why this answer rejects a message, in Dutch: each class with its codes."""
    codes = ", ".join(f"{klasse} {RETOURCODES.toon(code)}" for klasse, code in codes_in(bericht))
    return f"De ontvanger keurt dit bericht af: {codes}."
