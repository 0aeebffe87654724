"""An answer that comes in settles what its receiver sent (OP286)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Berichtsleutel, Betrokkenen, Dossier, Partijen
from app.domain.keten.historie import bijgehouden_van, geleverd_met
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import BEANTWOORD, Berichtstatus, Toewijzingsbericht, zet_status
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.berichten.wmo305 import Wmo305
from app.istandaard.berichten.wmo307 import Wmo307
from app.istandaard.berichten.wmo323 import Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.codelijsten import codelijst
from app.istandaard.gevolg import (
    AL_BEANTWOORD,
    TEGENSPRAAK,
    TELT,
    Beantwoording,
    beantwoording,
    herroep,
    referenties_in,
    tegenspraak,
)
from app.istandaard.historie import partijen_van, sleutel_van
from app.istandaard.retour import code_van, codes_in
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen import declaraties
from app.processen.berichten import vergeet_eerder_bsn
from app.processen.handeling import Handeling

WMO301 = code_van(Wmo301)
LEVERBERICHTEN = frozenset({code_van(Wmo305), code_van(Wmo307)})
WMO323 = code_van(Wmo323)
RETOURCODES = codelijst("WJ001")
MEESTE_TOEWIJZINGEN = 200
"""Of one client between two parties; there are a few."""
MEESTE_MAANDEN = 100
"""That a declaration holds which is made here (app.processen.declareren)."""
NIETS_VERZONDEN = (
    "Dit retourbericht hoort bij geen bericht dat u hebt verzonden. Vraag de ander waarover het gaat."
)


def wikkel_af(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any, dossier: Dossier
) -> Berichtontvangst:
    """Let an answer that came in settle what it is on; a message that is no answer stays as it is.

    Gives it with what it answers, or with what a person has to find out (NA_TE_GAAN). `dossier` is what the
    answer asked of history.
    """
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return ontvangst
    # Only who received it answers it: another cannot settle what was not sent to it.
    op, van = beantwoord.op, ontvangst.afzender
    eigen = eigen_301(handeling, op, van)
    if eigen is not None:
        vreemd = _rond_af(handeling, ontvangst, bericht, eigen, wijst_af=beantwoord.wijst_af)
        return _afgewikkeld(ontvangst, eigen.id, vreemd)
    verzonden = _verzonden(handeling, beantwoord, van)
    if not verzonden:
        return _afgewikkeld(ontvangst, None, NIETS_VERZONDEN)
    laatste = verzonden[-1]
    return _afgewikkeld(
        ontvangst, laatste.id, _beantwoord(handeling, ontvangst, bericht, laatste, beantwoord, dossier)
    )


def _afgewikkeld(ontvangst: Berichtontvangst, op: UUID | None, vreemd: str | None) -> Berichtontvangst:
    afgewikkeld = replace(ontvangst, antwoord_op=op)
    if vreemd is None:
        return afgewikkeld
    return replace(afgewikkeld, status=Ontvangststatus.NA_TE_GAAN, opmerking=vreemd)


def beslist(handeling: Handeling, retour: Berichtontvangst, bericht: Any) -> bool:
    """Whether this message leaves behind what it says.

    Not an answer that comes after the first one that decided, or that fits nothing.
    """
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return True
    verzonden = _verzonden(handeling, beantwoord, retour.afzender)[-1:]
    return any(
        laatste.retour == retour.id or _vreemd(handeling, retour, laatste, beantwoord) in TELT
        for laatste in verzonden
    )


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
        al_beantwoord=laatste.retour is not None,
        weersproken=laatste.weersproken is not None,
    )


def _geweigerd(
    handeling: Handeling, retour: Berichtontvangst, laatste: Berichtontvangst, beantwoord: Beantwoording
) -> frozenset[str]:
    """The lines of a declaration that the answer refuses which decided, or that was made here.

    Of who was destroyed neither tells any more; of those lines nothing can be held against this answer.
    """
    if laatste.retour is not None:
        eerste = handeling.opslag.ontvangsten.vind(laatste.retour)
        eerder = None if eerste is None else eerste.xml
    else:
        eerder = None if laatste.antwoord is None else laatste.antwoord.encode()
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
    dossier: Dossier,
) -> str | None:
    """The first answer that comes in gives what was sent its status; gives what is odd about an answer."""
    vreemd = _vreemd(handeling, retour, laatste, beantwoord)
    if vreemd not in TELT:
        if laatste.retour is None and laatste.weersproken is None:
            handeling.opslag.ontvangsten.bewaar(replace(laatste, weersproken=retour.id))
        return vreemd
    nu = replace(laatste, retour=retour.id)
    if vreemd or laatste.status is Ontvangststatus.VERZONDEN:
        opmerking = vreemd or (_waarom(bericht) if beantwoord.wijst_af else None)
        nu = replace(nu, status=Ontvangststatus(beantwoord.uitkomst.value), opmerking=opmerking)
        if isinstance(bericht, Wmo325):
            declaraties.beantwoord(handeling, laatste.id, bericht)
        if beantwoord.wijst_af:
            bij = handeling.opslag.keten(beantwoord.op.afzender, partijen_van(bericht))
            herroep(bij, laatste.id, retour.id, dossier)
            _doe_opnieuw(bij, partijen_van(bericht), laatste)
    handeling.opslag.ontvangsten.bewaar(nu)
    return vreemd


def herroep_bij_antwoorder(
    handeling: Handeling, retour: Berichtontvangst, bericht: Any, bij: Ketenhistorie, dossier: Dossier
) -> None:
    """What this answer rejects does not count with the party that gives it either; `bij` is its history.

    Unless another answer decided otherwise before it.
    """
    beantwoord = beantwoording(bericht)
    if beantwoord is None or not beantwoord.wijst_af:
        return
    eigen = eigen_301(handeling, beantwoord.op, retour.afzender)
    if eigen is not None and eigen.status is Berichtstatus.GOEDGEKEURD:
        return
    for eerder in _verzonden(handeling, beantwoord, retour.afzender)[-1:]:
        is_eerste = eerder.retour is None and eerder.weersproken is None
        if is_eerste or eerder.status is Ontvangststatus.AFGEKEURD:
            herroep(bij, eerder.id, retour.id, dossier)


def eigen_301(handeling: Handeling, op: Berichtsleutel | None, aan: str) -> Toewijzingsbericht | None:
    """The wmo301 with this key that the municipality drew up here, for this provider."""
    if op is None or op.bericht_code != WMO301:
        return None
    opslag = handeling.opslag.als_gemeente(Gemeentecode(op.afzender))
    eigen = opslag.berichten.met_identificatie(op.identificatie)
    return eigen if eigen is not None and eigen.aanbieder == aan else None


def rond_hier_af(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Wmo301, retour: Any) -> None:
    """The answer of a provider that keeps its messages here settles the wmo301 that was drawn up here."""
    eigen = eigen_301(handeling, sleutel_van(bericht), ontvangst.eigenaar)
    beantwoord = beantwoording(retour)
    if eigen is None or beantwoord is None or eigen.status in BEANTWOORD:
        return
    aanbieder = handeling.opslag.als_gemeente(eigen.gemeente).aanbieders.haal(eigen.aanbieder)
    if aanbieder.berichten_hier:
        _rond_af(handeling, ontvangst, retour, eigen, wijst_af=beantwoord.wijst_af)


def _verzonden(handeling: Handeling, beantwoord: Beantwoording, aan: str) -> list[Berichtontvangst]:
    """What this party was sent under the identification that is answered, oldest first.

    Of two the answer is on the last: what waits for it, or else what it agrees with. What was kept back,
    because any receiver rejects it, was never sent.
    """

    def past(bericht: Berichtontvangst) -> tuple[bool, bool]:
        return bericht.status is Ontvangststatus.VERZONDEN, bericht.status.value == beantwoord.uitkomst.value

    alle = handeling.opslag.ontvangsten.verzonden(*beantwoord.op, aan=aan)
    return sorted((bericht for bericht in alle if not _is_tegengehouden(bericht)), key=past)


def _is_tegengehouden(bericht: Berichtontvangst) -> bool:
    onbeantwoord = bericht.antwoord is None and bericht.retour is None
    return bericht.status is Ontvangststatus.AFGEKEURD and onbeantwoord


def _waarom(bericht: Any) -> str:
    """Why this answer rejects a message, in Dutch: each class with its codes."""
    codes = ", ".join(f"{klasse} {RETOURCODES.toon(code)}" for klasse, code in codes_in(bericht))
    return f"De ontvanger keurt dit bericht af: {codes}."


def _doe_opnieuw(bij: Ketenhistorie, tussen: Partijen, afgekeurd: Berichtontvangst) -> None:
    """What a provider keeps of the delivery that this message was about, is to be told or declared again."""
    if afgekeurd.code == WMO323:
        for maand in bij.bladzijde(geleverd_met(afgekeurd.id), MEESTE_MAANDEN).rijen:
            bij.vervang(replace(maand, te_declareren=True))
    if afgekeurd.code not in LEVERBERICHTEN:
        return
    for bsn in afgekeurd.bsns or ():
        van = Betrokkenen(Gemeentecode(tussen.gemeente), AgbCode(tussen.aanbieder), bij.clientsleutel(bsn))
        for levering in bij.bladzijde(bijgehouden_van(van), MEESTE_TOEWIJZINGEN).rijen:
            bij.vervang(replace(levering, te_melden=True))


def _rond_af(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Any,
    eigen: Toewijzingsbericht,
    *,
    wijst_af: bool,
) -> str | None:
    """A wmo301 that the municipality drew up here gets the status that its wmo302 gives it."""
    wordt = Berichtstatus.AFGEKEURD if wijst_af else Berichtstatus.GOEDGEKEURD
    if eigen.status is wordt and eigen.retour is None:  # recorded by hand until now
        handeling.opslag.als_gemeente(eigen.gemeente).berichten.bewaar(replace(eigen, retour=ontvangst.id))
        return None
    if eigen.status is wordt:
        return None if _is_hier_gemaakt(handeling, eigen, ontvangst) else AL_BEANTWOORD
    if eigen.status in BEANTWOORD:
        return TEGENSPRAAK.format(status=eigen.status.value)
    codes = ", ".join(f"{klasse} {code}" for klasse, code in codes_in(bericht))
    reden = f"wmo302 {bericht.header.identificatie_retour}" + (f": {codes}" if codes else "")
    stappen = [(wordt, reden)]
    if eigen.status is Berichtstatus.KLAAR:
        stappen.insert(0, (Berichtstatus.VERZONDEN, "De aanbieder heeft erop geantwoord."))
    nu = replace(eigen, retour=ontvangst.id)
    for status, waarom in stappen:
        nu = zet_status(nu, status, handeling.beller.medewerker, handeling.nu, waarom)
    handeling.opslag.als_gemeente(eigen.gemeente).berichten.bewaar(nu)
    if wijst_af:
        handeling.opslag.keten(eigen.gemeente, partijen_van(bericht)).neem_terug(eigen.id)
    elif handeling.beller.partij is Partij.GEMEENTE:
        vergeet_eerder_bsn(handeling, eigen.client_id)
    return None


def _is_hier_gemaakt(handeling: Handeling, eigen: Toewijzingsbericht, retour: Berichtontvangst) -> bool:
    """Whether this is the answer that its receiver made here, which may still be handed over."""
    op = None if eigen.retour is None else handeling.opslag.ontvangsten.vind(eigen.retour)
    return op is not None and (op.antwoord or "").encode() == retour.xml
