"""Besluiten: drafted, taken, announced, withdrawn; with their differences from the plan (M15, M16, W07)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.besluiten.bekendmaking import BekendmakingIn
from app.api.besluiten.gevolgen import GevolgenUit, VerschilUit, VoorstelIn, VoorstelUit
from app.api.besluiten.inhoud import BesluitIn, BesluitrijUit, BesluitUit, EvaluatieIn
from app.api.kader.rest.antwoorden import Pdf
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import Invoer, Toelichting, Uuid
from app.api.kader.rest.router import Router
from app.domain.besluit.besluit import Bekendmaking, Besluit, Besluitstatus, Verschil
from app.opslag.lijsten import Besluitrij
from app.processen import bekendmaken, beslissen, besluitdocument, evalueren
from app.processen.beslissen import Besluitgegevens, Gevolgen, Voorstel
from app.processen.evalueren import Evaluatiegegevens

router = Router(
    "/besluiten",
    tag="Besluiten",
    scope="besluiten",
    uitleg="Wat de gemeente op de aanvraag besluit: als voorstel, ontwerp, genomen en bekendgemaakt.",
)


class IntrekkingIn(Invoer):
    """Why the decision is withdrawn."""

    reden: Toelichting = Field(examples=["De cliënt heeft de aanvraag ingetrokken."])


@router.post(
    "/voorstellen", response_model=VoorstelUit, summary="Bereken de regels die uit de plannen volgen"
)
def stel_besluit_voor(invoer: VoorstelIn, handeling: DeHandeling) -> Voorstel:
    return beslissen.stel_voor(handeling, invoer.plan_van_aanpak_id)


@router.post("", response_model=BesluitUit, status_code=201, summary="Maak een ontwerpbesluit")
def ontwerp_besluit(invoer: BesluitIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.aangemaakt(beslissen.ontwerp(handeling, invoer.als(Besluitgegevens)))


@router.get("", response_model=list[BesluitrijUit], summary="Toon de besluiten")
def lijst_besluiten(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    status: Annotated[
        Besluitstatus | None, Query(description="Alleen met deze status.", examples=["bekendgemaakt"])
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Besluitrij, ...]:
    return blad.toon(
        beslissen.lijst(
            handeling, blad.limiet, blad.cursor, client_id, melding_id, status, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id:id}", response_model=BesluitUit, summary="Lees een besluit")
def lees_besluit(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.met_etag(beslissen.haal(handeling, id))


@router.put("/{id:id}", response_model=BesluitUit, summary="Wijzig een ontwerpbesluit")
def wijzig_ontwerpbesluit(
    id: Uuid, revisie: IfMatch, invoer: BesluitIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    """Replace the contents of a draft."""
    return antwoord.met_etag(beslissen.wijzig_ontwerp(handeling, id, revisie, invoer.als(Besluitgegevens)))


@router.get(
    "/{id}/verschillen",
    response_model=list[VerschilUit],
    summary="Toon waarin het besluit afwijkt van het plan",
)
def lijst_verschillen(id: Uuid, handeling: DeHandeling) -> tuple[Verschil, ...]:
    """The differences, each with its grounds."""
    return beslissen.lees_verschillen(handeling, id)


@router.get("/{id}/gevolgen", response_model=GevolgenUit, summary="Toon wat het besluit doet met wat loopt")
def lees_gevolgen(id: Uuid, handeling: DeHandeling) -> Gevolgen:
    """What it ends and changes, and what has to be settled first."""
    return beslissen.lees_gevolgen(handeling, id)


@router.post("/{id}/vaststellingen", response_model=BesluitUit, summary="Neem het besluit")
def neem_besluit(id: Uuid, revisie: IfMatch, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.met_etag(beslissen.neem(handeling, id, revisie))


@router.post("/{id}/bekendmakingen", response_model=BesluitUit, summary="Maak het besluit bekend")
def maak_besluit_bekend(
    id: Uuid, revisie: IfMatch, invoer: BekendmakingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    return antwoord.met_etag(bekendmaken.maak_bekend(handeling, id, revisie, invoer.als(Bekendmaking)))


@router.post(
    "/{id}/evaluaties",
    response_model=BesluitUit,
    summary="Leg vast dat met de cliënt is geëvalueerd",
    description="Ook eerder dan was afgesproken. Bij herbeoordelen blijft de zaak op de werkvoorraad, met "
    "als uiterste dag zes weken na de evaluatie, tot een bekendgemaakt besluit dit wijzigt, of een nieuwe "
    "evaluatie zegt dat de ondersteuning doorgaat.",
)
def evalueer_besluit(
    id: Uuid, revisie: IfMatch, invoer: EvaluatieIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    return antwoord.met_etag(
        evalueren.leg_evaluatie_vast(handeling, id, revisie, invoer.als(Evaluatiegegevens))
    )


@router.post("/{id}/intrekkingen", response_model=BesluitUit, summary="Trek het besluit in")
def trek_besluit_in(
    id: Uuid, revisie: IfMatch, invoer: IntrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    return antwoord.met_etag(beslissen.trek_in(handeling, id, revisie, invoer.reden))


@router.get("/{id}/document", response_class=Pdf, summary="Haal het besluit op als PDF")
def lees_besluitdocument(id: Uuid, handeling: DeHandeling) -> Pdf:
    """The decision with its plans, as announced or as it stands."""
    return Pdf(besluitdocument.geef_besluitdocument(handeling, id))
