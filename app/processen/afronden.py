"""A wmo301 that the municipality drew up here gets the status that its provider gives it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Berichtsleutel
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import (
    BEANTWOORD,
    Berichtstatus,
    Toewijzingsbericht,
    herzie_status,
    zet_status,
)
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.gevolg import AL_BEANTWOORD, TEGENSPRAAK, TOCH_AFGEKEURD, beantwoording
from app.istandaard.historie import partijen_van, sleutel_van
from app.istandaard.retour import code_van, codes_in
from app.opslag import Opslag
from app.processen.berichten import vergeet_eerder_bsn
from app.processen.handeling import Handeling

WMO301 = code_van(Wmo301)


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
    eigen = opslag.berichten.met_identificatie(op.identificatie)
    return eigen if eigen is not None and eigen.aanbieder == aan else None


def rond_hier_af(handeling: Handeling, ontvangst: Berichtontvangst, bericht: Wmo301, retour: Any) -> None:
    """The answer of a provider that keeps its messages here settles the wmo301 that was drawn up here."""
    eigen = eigen_301(handeling, sleutel_van(bericht), ontvangst.eigenaar)
    beantwoord = beantwoording(retour)
    if eigen is None or beantwoord is None or eigen.status in BEANTWOORD:
        return
    if _opslag(handeling, eigen).aanbieders.houdt_berichten_hier(eigen.aanbieder):
        _zet(handeling, ontvangst, retour, eigen, wijst_af=beantwoord.wijst_af)


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
    hier = next((k for k in beoordeeld_bij_aanbieder(handeling, eigen) if antwoordt_hier(handeling, k)), None)
    van_antwoorder = is_van_afzender(handeling, ontvangst)
    if hier is not None and hier.status.value != wordt.value and not (van_antwoorder and wijst_af):
        return TEGENSPRAAK.format(status=hier.status.value)
    if eigen.status is wordt and eigen.retour is None:  # recorded by hand until now
        _opslag(handeling, eigen).berichten.bewaar(replace(eigen, retour=ontvangst.id))
        return None
    if eigen.status is wordt:
        return None if _is_hier_gemaakt(handeling, eigen, ontvangst) else AL_BEANTWOORD
    if eigen.status in BEANTWOORD:
        if hier is None or not wijst_af or _antwoordde_zelf(handeling, eigen, hier):
            return TEGENSPRAAK.format(status=eigen.status.value)
        _zet(handeling, ontvangst, bericht, eigen, wijst_af=True)
        return TOCH_AFGEKEURD
    _zet(handeling, ontvangst, bericht, eigen, wijst_af=wijst_af)
    return None


def beoordeeld_bij_aanbieder(handeling: Handeling, eigen: Toewijzingsbericht) -> Iterator[Berichtontvangst]:
    """What its provider received of it and answered here; there is one."""
    ontvangsten = handeling.opslag.ontvangsten
    for kopie in ontvangsten.verzonden(WMO301, eigen.gemeente, eigen.identificatie, aan=eigen.aanbieder):
        if kopie.antwoord is not None and kopie.xml == eigen.xml:
            yield kopie


def _zet(
    handeling: Handeling,
    ontvangst: Berichtontvangst,
    bericht: Any,
    eigen: Toewijzingsbericht,
    *,
    wijst_af: bool,
) -> None:
    """Let the message, and what both keep of it, be as this answer says."""
    wordt = Berichtstatus.AFGEKEURD if wijst_af else Berichtstatus.GOEDGEKEURD
    codes = ", ".join(f"{klasse} {code}" for klasse, code in codes_in(bericht))
    reden = f"wmo302 {bericht.header.identificatie_retour}" + (f": {codes}" if codes else "")
    door, op = handeling.beller.medewerker, handeling.nu
    nu = replace(eigen, retour=ontvangst.id)
    if eigen.status in BEANTWOORD:
        nu = herzie_status(nu, wordt, door, op, reden, _zaak(handeling, eigen))
    else:
        if eigen.status is Berichtstatus.KLAAR:
            nu = zet_status(nu, Berichtstatus.VERZONDEN, door, op, "De aanbieder heeft erop geantwoord.")
        nu = zet_status(nu, wordt, door, op, reden)
    _opslag(handeling, eigen).berichten.bewaar(nu)
    if wijst_af:
        handeling.opslag.keten(eigen.gemeente, partijen_van(bericht)).neem_terug(eigen.id)
        _neem_terug_bij_aanbieder(handeling, ontvangst, bericht, eigen)
    elif handeling.beller.partij is Partij.GEMEENTE:
        vergeet_eerder_bsn(handeling, eigen.client_id)


def _zaak(handeling: Handeling, eigen: Toewijzingsbericht) -> UUID | None:
    """The case in which this message is a task once it is rejected; None where a later one took its place."""
    if later_verteld(handeling, eigen):
        return None
    opslag, nummers = _opslag(handeling, eigen), {nummer for nummer, _ in eigen.versies}
    toegewezen = opslag.toewijzingen.van_client_bij(eigen.client_id, eigen.aanbieder)
    genoemd = [toewijzing for toewijzing in toegewezen if toewijzing.nummer in nummers]
    laatste = max(genoemd, key=lambda toewijzing: toewijzing.actueel.toegewezen_op, default=None)
    return None if laatste is None else laatste.melding_id


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


def _neem_terug_bij_aanbieder(
    handeling: Handeling, ontvangst: Berichtontvangst, bericht: Any, eigen: Toewijzingsbericht
) -> None:
    """What was accepted here for its provider does not count with that one either."""
    for kopie in beoordeeld_bij_aanbieder(handeling, eigen):
        if kopie.status is Ontvangststatus.AFGEKEURD:
            continue
        handeling.opslag.keten(eigen.aanbieder, partijen_van(bericht)).neem_terug(kopie.id)
        weg = replace(kopie, status=Ontvangststatus.AFGEKEURD, retour=ontvangst.id, opmerking=TOCH_AFGEKEURD)
        handeling.opslag.ontvangsten.bewaar(weg)


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
