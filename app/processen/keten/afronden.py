"""A wmo301 that the municipality drew up here gets the status that its provider gives it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Berichtsleutel, Partijen
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import (
    BEANTWOORD,
    Berichtstatus,
    Toewijzing,
    Toewijzingsbericht,
    herzie_status,
    met_reden,
    zet_status,
)
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.gevolg import AL_BEANTWOORD, TEGENSPRAAK, TOCH_AFGEKEURD, aaneen, beantwoording
from app.istandaard.historie import neem_op
from app.istandaard.retour import code_van, codes_in
from app.opslag import Opslag
from app.processen.berichten import vergeet_eerder_bsn
from app.processen.handeling import Handeling
from app.processen.keten.rusten import wat_rust_op

WMO301 = code_van(Wmo301)
ZO_VASTGELEGD = "De gemeente heeft vastgelegd dat dit bericht is afgekeurd; het telt als niet verzonden."
ZO_BEANTWOORD = "Een wmo302 van de aanbieder keurde dit bericht al af; het telt als niet verzonden."
NIET_MEER = (ZO_VASTGELEGD, ZO_BEANTWOORD)
"""Why a wmo301 is not judged any more."""


def is_van_afzender(handeling: Handeling, ontvangst: Berichtontvangst) -> bool:
    """Whether the sender of this message handed it over, or is the one for whom it is judged."""
    return ontvangst.afzender in (ontvangst.indiener.code, handeling.beller.code)


def antwoordt_hier(handeling: Handeling, ontvangst: Berichtontvangst) -> bool:
    """Whether the receiver of this message works here, so that what was answered here is its answer.

    That is a municipality, whoever handed it over itself, and a provider that keeps its messages here. Any
    other is merely known here, and its return says what it really made of it.
    """
    eigenaar = ontvangst.eigenaar
    if ontvangst.status is Ontvangststatus.VERZONDEN:
        return False
    if Partij.van_code(eigenaar) is Partij.GEMEENTE or ontvangst.indiener.code == eigenaar:
        return True
    opslag = handeling.opslag.als_gemeente(Gemeentecode(ontvangst.afzender))
    return opslag.aanbieders.houdt_berichten_hier(AgbCode(eigenaar))


def eigen_301(handeling: Handeling, op: Berichtsleutel | None, aan: str) -> Toewijzingsbericht | None:
    """The wmo301 with this key that the municipality drew up here, for this provider."""
    if op is None or op.bericht_code != WMO301:
        return None
    opslag = handeling.opslag.als_gemeente(Gemeentecode(op.afzender))
    return opslag.berichten.met_identificatie(op.identificatie, aan)


def waarom_al_afgekeurd(eigen: Toewijzingsbericht | None) -> str | None:
    """In Dutch, why a wmo301 that was drawn up here is not judged; None where it is, and for any other.

    It was rejected since, so that it counts as not sent (OP286), until that is undone. Also with other bytes:
    what was rejected does not come to count because a space was added to it.
    """
    if eigen is None or eigen.status is not Berichtstatus.AFGEKEURD:
        return None
    return ZO_VASTGELEGD if eigen.retour is None else ZO_BEANTWOORD


def al_goedgekeurd_door(eigen: Toewijzingsbericht | None, ontvangst: Berichtontvangst) -> UUID | None:
    """The return that approved a wmo301 which was drawn up here, before its provider had it here."""
    if eigen is None or eigen.xml != ontvangst.xml or eigen.status is not Berichtstatus.GOEDGEKEURD:
        return None
    return eigen.retour


def sluit(ontvangst: Berichtontvangst, waarom: str) -> Berichtontvangst:
    """A wmo301 that is not judged, because it was rejected already."""
    return replace(ontvangst, status=Ontvangststatus.AFGEKEURD, opmerking=waarom)


def rond_hier_af(
    handeling: Handeling, ontvangst: Berichtontvangst, eigen: Toewijzingsbericht | None, retour: Any
) -> str | None:
    """The answer of a provider that works here settles the wmo301 that was drawn up here.

    Gives what is odd about that.
    """
    beantwoord = beantwoording(retour)
    if eigen is None or beantwoord is None or eigen.retour is not None:
        return None
    if not antwoordt_hier(handeling, ontvangst):
        return None
    return _zet(handeling, ontvangst, retour, eigen, wijst_af=beantwoord.wijst_af)


def rond_af(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Any,
    eigen: Toewijzingsbericht,
    *,
    wijst_af: bool,
) -> str | None:
    """A wmo301 that the municipality drew up here gets the status that its wmo302 gives it.

    Gives what is odd about that. What its provider answered here is its answer, which it alone changes; and
    never into an approval of what it rejected.
    """
    wordt = Berichtstatus.AFGEKEURD if wijst_af else Berichtstatus.GOEDGEKEURD
    hier = hier_beantwoord(handeling, eigen)
    van_antwoorder = is_van_afzender(handeling, ontvangst)
    if hier is not None and hier.status.value != wordt.value and not (van_antwoorder and wijst_af):
        return TEGENSPRAAK.format(status=hier.status.value)
    if eigen.retour is None:
        return _zet(handeling, ontvangst, bericht, eigen, wijst_af=wijst_af)
    if eigen.status is wordt:
        elders = hier if hier is not None and hier.antwoord is None else None
        if elders is not None and van_antwoorder and not _antwoordde_zelf(handeling, eigen, elders):
            _bevestig(handeling, ontvangst, eigen, elders)
            return None
        return None if _is_hier_gemaakt(handeling, eigen, ontvangst) else AL_BEANTWOORD
    staat_vast = hier is None or not wijst_af or _antwoordde_zelf(handeling, eigen, hier)
    if staat_vast or _kan_niet_meer(handeling, eigen, wijst_af=True):
        return TEGENSPRAAK.format(status=eigen.status.value)
    return aaneen(TOCH_AFGEKEURD, _zet(handeling, ontvangst, bericht, eigen, wijst_af=True))


def _bevestig(
    handeling: Handeling, retour: Berichtontvangst, eigen: Toewijzingsbericht, hier: Berichtontvangst
) -> None:
    """Its provider says the same as the return that the municipality brought: that is its answer now."""
    _opslag(handeling, eigen).berichten.bewaar(replace(eigen, retour=retour.id))
    handeling.opslag.ontvangsten.bewaar(replace(hier, retour=retour.id, eigen_oordeel=None))


def hier_beantwoord(handeling: Handeling, eigen: Toewijzingsbericht) -> Berichtontvangst | None:
    """What its provider received and answers here, itself or as a return settled it before."""
    beoordeeld = beoordeeld_bij_aanbieder(handeling, eigen)
    return next((kopie for kopie in beoordeeld if antwoordt_hier(handeling, kopie)), None)


def beoordeeld_bij_aanbieder(handeling: Handeling, eigen: Toewijzingsbericht) -> Iterator[Berichtontvangst]:
    """What its provider received of it, answered here or settled by a return before; there is one."""
    alle = (kopie for kopie in onder_kenmerk(handeling, eigen) if kopie.xml == eigen.xml)
    return (kopie for kopie in alle if kopie.antwoord is not None or kopie.retour is not None)


def bij_ander(handeling: Handeling, herkomst: UUID, tussen: Partijen) -> UUID:
    """Under which id the other party keeps what this one keeps under this; another of our own wmo301s."""
    eigen = handeling.opslag.als_gemeente(Gemeentecode(tussen.gemeente)).berichten.met_ids([herkomst])
    for bericht in eigen:
        return next((kopie.id for kopie in beoordeeld_bij_aanbieder(handeling, bericht)), herkomst)
    kenmerken = handeling.opslag.ontvangsten.kenmerken([herkomst]).get(herkomst)
    if kenmerken is None or kenmerken[0] != WMO301:
        return herkomst
    op = Berichtsleutel(WMO301, tussen.gemeente, kenmerken[1])
    bericht_van_ons = eigen_301(handeling, op, tussen.aanbieder)
    return herkomst if bericht_van_ons is None else bericht_van_ons.id


def onder_kenmerk(handeling: Handeling, eigen: Toewijzingsbericht) -> tuple[Berichtontvangst, ...]:
    """What its provider received under its identification, also with other bytes."""
    ontvangsten = handeling.opslag.ontvangsten
    return ontvangsten.verzonden(WMO301, eigen.gemeente, eigen.identificatie, aan=eigen.aanbieder)


def _zet(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Any,
    eigen: Toewijzingsbericht,
    *,
    wijst_af: bool,
) -> str | None:
    """Let the message, and what both keep of it, be as this answer says; gives why that cannot be."""
    wordt = Berichtstatus.AFGEKEURD if wijst_af else Berichtstatus.GOEDGEKEURD
    nu = replace(eigen, retour=ontvangst.id)
    if eigen.status is wordt:  # recorded by hand until now
        _opslag(handeling, eigen).berichten.bewaar(nu)
        return None
    codes = ", ".join(f"{klasse} {code}" for klasse, code in codes_in(bericht))
    reden = f"wmo302 {bericht.header.identificatie_retour}" + (f": {codes}" if codes else "")
    door, op = handeling.beller.medewerker, handeling.nu
    if eigen.status in BEANTWOORD:
        if _kan_niet_meer(handeling, eigen, wijst_af=wijst_af):
            return TEGENSPRAAK.format(status=eigen.status.value)
        if eigen.is_getypt:
            reden += f". Dit vervangt wat met de hand was vastgelegd: {eigen.status.value}."
        nu = herzie_status(nu, wordt, door, op, reden, zaak_van(handeling, eigen) if wijst_af else None)
    else:
        if eigen.status is Berichtstatus.KLAAR:
            nu = zet_status(nu, Berichtstatus.VERZONDEN, door, op, "De aanbieder heeft erop geantwoord.")
        nu = zet_status(nu, wordt, door, op, reden)
    rust = wat_rust_op_301(handeling, eigen) if wijst_af else None  # before it is taken back
    if rust is not None:
        nu = met_reden(nu, rust)
    _opslag(handeling, eigen).berichten.bewaar(nu)
    laat_tellen(handeling, eigen, nu)
    if not wijst_af and handeling.beller.partij is Partij.GEMEENTE:
        vergeet_eerder_bsn(handeling, eigen.client_id)
    return rust


def wat_rust_op_301(handeling: Handeling, eigen: Toewijzingsbericht) -> str | None:
    """What either party accepted after this message and rests on it; each keeps it under another id."""
    kopieen = [kopie.id for kopie in beoordeeld_bij_aanbieder(handeling, eigen)]
    return wat_rust_op(handeling, Partijen(eigen.gemeente, eigen.aanbieder), [eigen.id, *kopieen])


def _kan_niet_meer(handeling: Handeling, eigen: Toewijzingsbericht, *, wijst_af: bool) -> bool:
    """Whether too much rests on what stands: a later message, or that the wrong Bsn was forgotten."""
    if not wijst_af:
        return later_verteld(handeling, eigen)
    onder_eerder = any(toewijzing.onder_eerder_bsn for toewijzing in _genoemd(handeling, eigen))
    return onder_eerder and _opslag(handeling, eigen).clienten.haal(eigen.client_id).eerder_bsn is None


def laat_tellen(handeling: Handeling, eigen: Toewijzingsbericht, nu: Toewijzingsbericht) -> None:
    """Let what both parties keep of this message count, or no longer, now that it is as `nu`.

    Neither has what was rejected. What was accepted here for its provider it has again, and what was not
    judged any more waits for that again.
    """
    tussen = Partijen(eigen.gemeente, eigen.aanbieder)
    van_gemeente, van_aanbieder = (handeling.opslag.keten(wie, tussen) for wie in tussen)
    afgekeurd = nu.status is Berichtstatus.AFGEKEURD
    if afgekeurd:
        van_gemeente.neem_terug(eigen.id)
    else:
        if eigen.status is Berichtstatus.AFGEKEURD:
            neem_op(van_gemeente, eigen.id, codec.lees(eigen.xml, handeling.schemas))
        for kopie in onder_kenmerk(handeling, eigen):
            if kopie.opmerking in NIET_MEER:
                weer = replace(kopie, status=Ontvangststatus.ONTVANGEN, opmerking=None)
                handeling.opslag.ontvangsten.bewaar(weer)
    for kopie in beoordeeld_bij_aanbieder(handeling, eigen):
        if kopie.status.value == nu.status.value:
            continue
        if afgekeurd:
            van_aanbieder.neem_terug(kopie.id)
        elif not _keurde_goed(handeling, kopie):
            continue
        else:
            neem_op(van_aanbieder, kopie.id, codec.lees(eigen.xml, handeling.schemas))
        anders = replace(
            kopie,
            status=Ontvangststatus(nu.status.value),
            retour=nu.retour,
            opmerking=TOCH_AFGEKEURD if afgekeurd else None,
            eigen_oordeel=None,
        )
        handeling.opslag.ontvangsten.bewaar(anders)


def _keurde_goed(handeling: Handeling, kopie: Berichtontvangst) -> bool:
    """Whether the answer that was made here approves it, or a return did before it came here."""
    if kopie.antwoord is None:
        return True
    antwoord = beantwoording(codec.lees(kopie.antwoord.encode(), handeling.schemas))
    return antwoord is not None and not antwoord.wijst_af


def zaak_van(handeling: Handeling, eigen: Toewijzingsbericht) -> UUID | None:
    """The case in which this message is a task once it is rejected; None where a later one took its place."""
    if later_verteld(handeling, eigen):
        return None
    genoemd = _genoemd(handeling, eigen)
    laatste = max(genoemd, key=lambda toewijzing: toewijzing.actueel.toegewezen_op, default=None)
    return None if laatste is None else laatste.melding_id


def _genoemd(handeling: Handeling, eigen: Toewijzingsbericht) -> list[Toewijzing]:
    """The allocations that this message tells of, as they are now."""
    nummers = {nummer for nummer, _ in eigen.versies}
    bij = _opslag(handeling, eigen).toewijzingen.van_client_bij(eigen.client_id, eigen.aanbieder)
    return [toewijzing for toewijzing in bij if toewijzing.nummer in nummers]


def later_verteld(handeling: Handeling, eigen: Toewijzingsbericht) -> bool:
    """Whether a later message that was not rejected tells of an allocation that this one tells of too."""
    nummers = {nummer for nummer, _ in eigen.versies}
    koppen = _opslag(handeling, eigen).berichten.koppen_van_client_bij(eigen.client_id, eigen.aanbieder)
    return any(
        kop.status is not Berichtstatus.AFGEKEURD
        and kop.identificatie > eigen.identificatie
        and not nummers.isdisjoint(nummer for nummer, _ in kop.versies)
        for kop in koppen
    )


def _antwoordde_zelf(handeling: Handeling, eigen: Toewijzingsbericht, hier: Berichtontvangst) -> bool:
    """Whether its provider handed over the return that settled it, beside what was answered here."""
    if eigen.retour is None or eigen.retour == hier.id:
        return False
    eerste = handeling.opslag.ontvangsten.vind(eigen.retour)
    return eerste is None or eerste.indiener.code == eigen.aanbieder


def _is_hier_gemaakt(handeling: Handeling, eigen: Toewijzingsbericht, retour: Berichtontvangst) -> bool:
    """Whether this is the answer that its receiver made here, which may still be handed over."""
    op = None if eigen.retour is None else handeling.opslag.ontvangsten.vind(eigen.retour)
    return op is not None and (op.antwoord or "").encode() == retour.xml


def _opslag(handeling: Handeling, eigen: Toewijzingsbericht) -> Opslag:
    return handeling.opslag.als_gemeente(eigen.gemeente)
