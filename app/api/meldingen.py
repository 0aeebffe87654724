"""Meldingen: the client reports, and the statutory clock starts (W01)."""

from typing import Annotated
from uuid import uuid4

from fastapi import Query
from pydantic import Field

from app.api.delen import (
    ClientintrekkingIn,
    ClientintrekkingUit,
    DatumcorrectieIn,
    DatumcorrectieUit,
    DatumIn,
)
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    Invoer,
    Model,
    Moment,
    Reeks,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import CLIENT, MEDEWERKER, MELDING
from app.domain.melding import Bevestiging, Melding
from app.opslag.lijsten import Meldingrij
from app.processen import eindigen, melden

router = Router(
    "/meldingen",
    tag="Meldingen",
    scope="meldingen",
    uitleg="De melding van een hulpvraag: hiermee begint een zaak en de wettelijke termijn van zes weken.",
)


class _Bevestiging(Model):
    """The confirmation, with what the client must hear."""

    op: Datum = Field(alias="datum", description="De dag van de bevestiging.", examples=["2026-03-03"])
    clientondersteuning_gewezen: bool = Field(
        description="Of de cliënt op gratis cliëntondersteuning is gewezen.", examples=[True]
    )
    persoonlijk_plan_gewezen: bool = Field(
        description="Of de cliënt weet van het persoonlijk plan (zeven dagen).", examples=[True]
    )


class BevestigingIn(_Bevestiging, Invoer):
    """The confirmation, with what the client must hear."""


class BevestigingUit(_Bevestiging, Uitvoer):
    """The confirmation, with what the client must hear."""


class _Melding(Model):
    """A client's report of a need for support."""

    client_id: Uuid = Field(examples=[CLIENT])
    ontvangen_op: Datum = Field(
        alias="ontvangstdatum", description="De dag waarop de termijn begint.", examples=["2026-03-02"]
    )
    hulpvraag: Toelichting = Field(examples=["Het huishouden lukt niet meer na een operatie."])
    spoed: bool = Field(
        False, description="Spoed: meteen een tijdelijke maatregel (Wmo 2.3.3).", examples=[False]
    )


class MeldingIn(_Melding, Invoer):
    """A client's report of a need for support."""


class ToedelingIn(Invoer):
    """A worker gets the case to handle, or nobody does any more."""

    behandelaar: Tekst | None = Field(
        None,
        description="De medewerker, zoals die in zijn token heet; laat weg als niemand de zaak nog heeft.",
        examples=[MEDEWERKER],
    )


class ToedelingUit(Uitvoer):
    """A worker got the case to handle, or nobody did any more."""

    behandelaar: str | None = Field(None, examples=[MEDEWERKER])
    op: Moment = Field(examples=["2026-03-02T09:00:00Z"])
    door: str = Field(examples=[MEDEWERKER])


class MeldingUit(_Melding, Uitvoer):
    """A client's report of a need for support."""

    id: Uuid = Field(examples=[MELDING])
    bevestiging: BevestigingUit | None = None
    persoonlijk_plan_op: Datum | None = Field(
        None,
        alias="persoonlijkPlanDatum",
        description="Wanneer de cliënt een persoonlijk plan inleverde.",
        examples=["2026-03-06"],
    )
    intrekking: ClientintrekkingUit | None = None
    correcties: Reeks[DatumcorrectieUit] = Field(
        (), description="Wat er eerder als ontvangstdatum stond, en waarom dat wijzigde."
    )
    behandelaar: str | None = Field(
        None, description="De medewerker die de zaak behandelt.", examples=[MEDEWERKER]
    )
    toedelingen: Reeks[ToedelingUit] = Field((), description="Wie de zaak achtereenvolgens kreeg.")


class MeldingrijUit(Uitvoer):
    """A melding in a list."""

    id: Uuid = Field(examples=[MELDING])
    client_id: Uuid = Field(examples=[CLIENT])
    ontvangen_op: Datum = Field(alias="ontvangstdatum", examples=["2026-03-02"])
    spoed: bool = Field(examples=[False])


@router.post("", response_model=MeldingUit, status_code=201, summary="Neem een melding aan")
def neem_melding_aan(invoer: MeldingIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Melding:
    return antwoord.aangemaakt(
        melden.neem_melding_aan(handeling, invoer.als(Melding, id=uuid4(), gemeente=handeling.gemeente))
    )


@router.get("", response_model=list[MeldingrijUit], summary="Toon de meldingen")
def lijst_meldingen(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Meldingrij, ...]:
    return blad.toon(
        melden.lijst_meldingen(
            handeling, blad.limiet, blad.cursor, client_id=client_id, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=MeldingUit, summary="Lees een melding")
def lees_melding(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Melding:
    return antwoord.met_etag(melden.haal_melding(handeling, id))


@router.post("/{id}/bevestigingen", response_model=MeldingUit, summary="Bevestig de melding aan de cliënt")
def bevestig_melding(
    id: Uuid, revisie: IfMatch, invoer: BevestigingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Melding:
    return antwoord.met_etag(melden.bevestig_melding(handeling, id, revisie, invoer.als(Bevestiging)))


@router.post(
    "/{id}/persoonlijke-plannen",
    response_model=MeldingUit,
    summary="Leg vast dat de cliënt een persoonlijk plan inleverde",
)
def ontvang_persoonlijk_plan(
    id: Uuid, revisie: IfMatch, invoer: DatumIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Melding:
    """Record the client's personal plan."""
    return antwoord.met_etag(melden.ontvang_persoonlijk_plan(handeling, id, revisie, invoer.datum))


@router.post("/{id}/toedelingen", response_model=MeldingUit, summary="Deel de zaak toe aan een behandelaar")
def deel_melding_toe(
    id: Uuid, revisie: IfMatch, invoer: ToedelingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Melding:
    """Give the case to a worker, or to nobody."""
    return antwoord.met_etag(melden.deel_toe(handeling, id, revisie, invoer.behandelaar))


@router.post(
    "/{id}/intrekkingen",
    response_model=MeldingUit,
    summary="Leg vast dat de cliënt de melding intrekt",
    description="De zaak eindigt zonder besluit: termijnen stoppen, uitvragen worden ingetrokken. Wat is "
    "vastgelegd blijft te lezen.",
)
def trek_melding_in(
    id: Uuid, revisie: IfMatch, invoer: ClientintrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Melding:
    """End the case without a decision."""
    return antwoord.met_etag(eindigen.trek_melding_in(handeling, id, revisie, invoer.op, invoer.reden))


@router.post(
    "/{id}/correcties", response_model=MeldingUit, summary="Corrigeer de ontvangstdatum van de melding"
)
def corrigeer_melding(
    id: Uuid, revisie: IfMatch, invoer: DatumcorrectieIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Melding:
    """Put the day right; the terms follow."""
    return antwoord.met_etag(eindigen.corrigeer_melding(handeling, id, revisie, invoer.wordt, invoer.reden))
