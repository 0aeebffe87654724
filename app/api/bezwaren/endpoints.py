"""Bezwaren: the client objects to a decision, and the municipality reconsiders it (W09)."""

from typing import Annotated, Any

from fastapi import Query

from app.api.besluiten.bekendmaking import BekendmakingIn
from app.api.bezwaren.inhoud import (
    BeroepIn,
    BezwaaraanvullingIn,
    BezwaarbeslissingIn,
    BezwaarcorrectieIn,
    BezwaarIn,
    BezwaarstandUit,
    BezwaarverzoekIn,
    HorenIn,
    OntvangstbevestigingIn,
    OpvolgingIn,
    UitstelIn,
)
from app.api.delen import ClientintrekkingIn, DatumIn
from app.api.kader.rest.antwoorden import Pdf
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import Uuid
from app.api.kader.rest.router import Router
from app.domain.besluit.besluit import Bekendmaking
from app.domain.bezwaar.bezwaar import Aanvulling, Beroep, Horen, Ontvangstbevestiging, Uitstel
from app.domain.termijnen import Opschorting
from app.processen import bezwaar
from app.processen.bezwaar import Beslisgegevens, Bezwaargegevens, Bezwaarstand

router = Router(
    "/bezwaren",
    tag="Bezwaren",
    scope="bezwaren",
    uitleg="Bezwaar van de cliënt tegen een besluit, van ontvangst tot beslissing (Awb hoofdstuk 6 en 7). De "
    "ondersteuning loopt intussen door. Een aanbieder kan geen bezwaar maken.",
)

ZONDER_BRIEF: dict[int | str, dict[str, Any]] = {409: {}}
"""Answers of a read that may come before there is a letter."""


@router.post("", response_model=BezwaarstandUit, status_code=201, summary="Neem een bezwaar aan")
def neem_bezwaar_aan(invoer: BezwaarIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Bezwaarstand:
    return antwoord.aangemaakt(bezwaar.neem_aan(handeling, invoer.als(Bezwaargegevens)))


@router.get("", response_model=list[BezwaarstandUit], summary="Toon de bezwaren")
def lijst_bezwaren(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    besluit_id: Annotated[
        Uuid | None, Query(alias="besluitId", description="Alleen tegen dit besluit.")
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Bezwaarstand, ...]:
    return blad.toon(
        bezwaar.lijst(
            handeling,
            blad.limiet,
            blad.cursor,
            melding_id=melding_id,
            besluit_id=besluit_id,
            sinds=gewijzigd_sinds,
        )
    )


@router.get("/{id}", response_model=BezwaarstandUit, summary="Lees een bezwaar")
def lees_bezwaar(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.haal(handeling, id))


@router.post(
    "/{id}/ontvangstbevestigingen",
    response_model=BezwaarstandUit,
    summary="Leg vast dat de ontvangst is bevestigd (Awb 6:14)",
)
def bevestig_bezwaar(
    id: Uuid, revisie: IfMatch, invoer: OntvangstbevestigingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.bevestig(handeling, id, revisie, invoer.als(Ontvangstbevestiging)))


@router.post(
    "/{id}/opschortingen", response_model=BezwaarstandUit, summary="Vraag de cliënt om aanvulling (Awb 6:6)"
)
def vraag_bezwaaraanvulling(
    id: Uuid, revisie: IfMatch, invoer: BezwaarverzoekIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.vraag_aanvulling(handeling, id, revisie, invoer.als(Opschorting)))


@router.post("/{id}/aanvullingen", response_model=BezwaarstandUit, summary="Leg een aanvulling vast")
def vul_bezwaar_aan(
    id: Uuid, revisie: IfMatch, invoer: BezwaaraanvullingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.vul_aan(handeling, id, revisie, invoer.als(Aanvulling)))


@router.post(
    "/{id}/hoorzittingen", response_model=BezwaarstandUit, summary="Leg het horen vast, of waarom niet"
)
def hoor_over_bezwaar(
    id: Uuid, revisie: IfMatch, invoer: HorenIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.hoor(handeling, id, revisie, invoer.als(Horen)))


@router.post("/{id}/uitstellen", response_model=BezwaarstandUit, summary="Stel de beslissing uit (Awb 7:10)")
def stel_bezwaar_uit(
    id: Uuid, revisie: IfMatch, invoer: UitstelIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.stel_uit(handeling, id, revisie, invoer.als(Uitstel)))


@router.post(
    "/{id}/ingebrekestellingen",
    response_model=BezwaarstandUit,
    summary="Leg vast dat de gemeente bij een bezwaar in gebreke is gesteld (Awb 7:14)",
)
def stel_bezwaar_in_gebreke(
    id: Uuid, revisie: IfMatch, invoer: DatumIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.stel_in_gebreke(handeling, id, revisie, invoer.datum))


@router.post("/{id}/beslissingen", response_model=BezwaarstandUit, summary="Beslis op een bezwaar")
def beslis_op_bezwaar(
    id: Uuid, revisie: IfMatch, invoer: BezwaarbeslissingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.beslis(handeling, id, revisie, invoer.als(Beslisgegevens)))


@router.post(
    "/{id}/bekendmakingen", response_model=BezwaarstandUit, summary="Maak de beslissing op een bezwaar bekend"
)
def maak_bezwaarbeslissing_bekend(
    id: Uuid, revisie: IfMatch, invoer: BekendmakingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.maak_bekend(handeling, id, revisie, invoer.als(Bekendmaking)))


@router.post(
    "/{id}/intrekkingen",
    response_model=BezwaarstandUit,
    summary="Leg vast dat het bezwaar is ingetrokken",
)
def trek_bezwaar_in(
    id: Uuid, revisie: IfMatch, invoer: ClientintrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.trek_in(handeling, id, revisie, invoer.op, invoer.reden))


@router.post(
    "/{id}/correcties", response_model=BezwaarstandUit, summary="Corrigeer de ontvangstdatum van het bezwaar"
)
def corrigeer_bezwaar(
    id: Uuid, revisie: IfMatch, invoer: BezwaarcorrectieIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    """Put the day right; whether it is in time follows."""
    return antwoord.met_etag(bezwaar.corrigeer(handeling, id, revisie, invoer.wordt, invoer.reden))


@router.post("/{id}/beroepen", response_model=BezwaarstandUit, summary="Leg vast dat er beroep is ingesteld")
def leg_beroep_vast(
    id: Uuid, revisie: IfMatch, invoer: BeroepIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.leg_beroep_vast(handeling, id, revisie, invoer.als(Beroep)))


@router.post(
    "/{id}/opvolgingen",
    response_model=BezwaarstandUit,
    summary="Noem het besluit dat op een gegrond bezwaar volgt",
)
def volg_bezwaar_op(
    id: Uuid, revisie: IfMatch, invoer: OpvolgingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Bezwaarstand:
    return antwoord.met_etag(bezwaar.volg_op(handeling, id, revisie, invoer.besluit_id))


@router.get(
    "/{id}/ontvangstbevestiging",
    response_class=Pdf,
    responses=ZONDER_BRIEF,
    summary="Haal de ontvangstbevestiging op als PDF",
)
def lees_ontvangstbevestiging(id: Uuid, handeling: DeHandeling) -> Pdf:
    """The letter as it was sent, or as it would be."""
    return Pdf(bezwaar.geef_ontvangstbevestiging(handeling, id))


@router.get(
    "/{id}/beslissing",
    response_class=Pdf,
    responses=ZONDER_BRIEF,
    summary="Haal de beslissing op het bezwaar op als PDF",
)
def lees_bezwaarbeslissing(id: Uuid, handeling: DeHandeling) -> Pdf:
    """The letter as it was announced, or as it stands."""
    return Pdf(bezwaar.geef_beslissing(handeling, id))
