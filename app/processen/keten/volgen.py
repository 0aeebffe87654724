"""A wmo301 that the municipality drew up is followed until its provider answered it."""

from dataclasses import replace
from uuid import UUID

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import VerkeerdeStatus
from app.domain.keten.dossier import Berichtsleutel, Partijen
from app.domain.partijen import Rol
from app.domain.toewijzing.toewijzing import (
    BEANTWOORD,
    Berichtstatus,
    Toewijzingsbericht,
    met_reden,
    zet_status,
)
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.opslag.ketenhistorie import Ketenhistorie
from app.processen.berichten import BERICHTCODE, vergeet_eerder_bsn
from app.processen.handeling import Handeling, voor
from app.processen.keten.afronden import (
    ZO_VASTGELEGD,
    eigen_301,
    hier_beantwoord,
    laat_tellen,
    onder_kenmerk,
    rond_hier_af,
    sluit,
    wat_rust_op_301,
    zaak_van,
)
from app.processen.keten.ontvangen import verzend


@voor(Rol.BESLUIT, Rol.ADMINISTRATIE)
def volg(
    handeling: Handeling, bericht_id: UUID, revisie: int, status: Berichtstatus, reden: str | None
) -> Toewijzingsbericht:
    """Record that the message went out, or what the provider answered outside the messages.

    A provider that keeps its messages here receives it with that, and its return settles it at once; else a
    return that comes in does (`ontvangen`). Rejected is not sent (OP286). What is recorded here of an answer
    may be recorded otherwise until a return replaces it; never otherwise than what the provider itself
    answered here.
    """
    bericht = handeling.opslag.berichten.haal(bericht_id, revisie)
    gevolgd = zet_status(
        bericht, status, handeling.beller.medewerker, handeling.nu, _buiten_om(status, reden)
    )
    if status is Berichtstatus.VERZONDEN:
        return _verzend(handeling, gevolgd)
    _keten(handeling, bericht).vergrendel_beide()  # before any message of that exchange
    if status is Berichtstatus.AFGEKEURD:
        _sluit_wat_wacht(handeling, bericht)
    _vereis_geen_ander_antwoord(handeling, bericht, status)
    rust = wat_rust_op_301(handeling, bericht) if status is Berichtstatus.AFGEKEURD else None
    if rust is not None:
        gevolgd = met_reden(gevolgd, rust)
    if bericht.status is Berichtstatus.GOEDGEKEURD:
        gevolgd = replace(gevolgd, wacht_in=zaak_van(handeling, bericht))
    bewaard = handeling.opslag.berichten.bewaar(gevolgd)
    laat_tellen(handeling, bericht, bewaard)
    if status is Berichtstatus.GOEDGEKEURD:
        vergeet_eerder_bsn(handeling, bericht.client_id)
    return bewaard


def _vereis_geen_ander_antwoord(
    handeling: Handeling, bericht: Toewijzingsbericht, status: Berichtstatus
) -> None:
    """Refuse to record otherwise than its provider answered here; VerkeerdeStatus."""
    hier = hier_beantwoord(handeling, bericht)
    if hier is not None and hier.status.value != status.value:
        raise VerkeerdeStatus(
            f"De aanbieder heeft dit bericht hier zelf {hier.status.value}. Alleen hij wijzigt dat, met een "
            "wmo302 die hij hier aanlevert."
        )


def _sluit_wat_wacht(handeling: Handeling, bericht: Toewijzingsbericht) -> None:
    """What its provider received of it and did not judge yet, is not offered to it any more."""
    ontvangsten = handeling.opslag.ontvangsten
    for kopie in onder_kenmerk(handeling, bericht):
        if kopie.status is Ontvangststatus.ONTVANGEN and (nu := ontvangsten.neem(kopie, wacht=True)):
            ontvangsten.bewaar(sluit(replace(nu, ook_van=None), ZO_VASTGELEGD))


def _verzend(handeling: Handeling, bericht: Toewijzingsbericht) -> Toewijzingsbericht:
    opslag = handeling.opslag
    if not opslag.aanbieders.haal(bericht.aanbieder).berichten_hier:
        return opslag.berichten.bewaar(bericht)
    _keten(handeling, bericht).vergrendel_beide()
    bewaard = opslag.berichten.bewaar(bericht)
    hier = _hier(handeling, bericht)
    if hier is None:
        verzend(handeling, bericht.xml)
    else:  # handed over before it was sent
        _rond_af(handeling, hier)
    return opslag.berichten.haal(bewaard.id)


def rond_af_wat_hier_ligt(handeling: Handeling, aanbieder: AgbCode) -> None:
    """Settle what went out to a provider before it kept its messages here, and that it answered here.

    What has yet to come in here stays sent: it is answered where it went, or settled when it comes.
    """
    gemeente = handeling.beller.code
    handeling.opslag.keten(gemeente, Partijen(gemeente, aanbieder)).vergrendel_beide()
    for bericht in handeling.opslag.berichten.hier_ontvangen(aanbieder, BERICHTCODE):
        hier = _hier(handeling, bericht)
        if hier is not None:
            _rond_af(handeling, hier)


def _hier(handeling: Handeling, bericht: Toewijzingsbericht) -> Berichtontvangst | None:
    """The message as its provider was handed it here."""
    gevonden = onder_kenmerk(handeling, bericht)
    return next((ontvangst for ontvangst in gevonden if ontvangst.xml == bericht.xml), None)


def _rond_af(handeling: Handeling, hier: Berichtontvangst) -> None:
    """Let the answer that was made here settle it; while there is none, it does when it is made."""
    if hier.antwoord is not None:
        op = Berichtsleutel(hier.code, hier.afzender, hier.identificatie)
        eigen = eigen_301(handeling, op, hier.eigenaar)
        rond_hier_af(handeling, hier, eigen, codec.lees(hier.antwoord.encode(), handeling.schemas))


def _keten(handeling: Handeling, bericht: Toewijzingsbericht) -> Ketenhistorie:
    return handeling.opslag.keten(bericht.gemeente, Partijen(bericht.gemeente, bericht.aanbieder))


def _buiten_om(status: Berichtstatus, reden: str | None) -> str | None:
    """Why the status is as somebody says: of an answer that it came outside the messages."""
    if status not in BEANTWOORD:
        return reden
    return f"Buiten het berichtenverkeer vernomen{'.' if reden is None else f': {reden}'}"
