"""Plannen van aanpak: the municipality's plan with the results to reach, set with the client (M13, H15)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import (
    BesprekingIn,
    BesprekingUit,
    OnderdeelIn,
    OnderdeelUit,
    PeriodeIn,
    PeriodeUit,
    ResultaatIn,
    ResultaatUit,
    VertegenwoordigingIn,
    VertegenwoordigingUit,
)
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import Datum, Invoer, Model, Reeks, Rij, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.onderzoeken import OnderzoekspuntUit
from app.api.voorbeelden import CLIENT, EERDER_PLAN_VAN_AANPAK, MELDING, ONDERZOEK, PLAN_VAN_AANPAK
from app.domain.plan.plan_van_aanpak import Clientondertekening, Planinhoud, PlanVanAanpak
from app.processen import melden
from app.processen.melden import Plangegevens

router = Router(
    "/plannen-van-aanpak",
    tag="Plannen van aanpak",
    scope="plannen-van-aanpak",
    uitleg="De te behalen resultaten en de termijn, die gemeente en cliënt samen bepalen.",
)


class PlaninhoudIn(Invoer):
    """What municipality and client settled."""

    resultaten: Rij[ResultaatIn] = Field(description="De te behalen resultaten.", min_length=1)
    termijn: PeriodeIn = Field(description="De te indiceren termijn; de inzet valt daarbinnen.")
    met_client: BesprekingIn = Field(description="Wanneer en hoe dit met de cliënt is bepaald.")
    onderdelen: Rij[OnderdeelIn] = Field((), description="De delen van het document, om apart te delen.")


class _PlanVanAanpak(Model):
    """From which research a plan van aanpak follows."""

    onderzoek_id: Uuid = Field(examples=[ONDERZOEK])


class PlanVanAanpakIn(_PlanVanAanpak, PlaninhoudIn):
    """A first plan van aanpak."""


class ClientondertekeningIn(Invoer):
    """That the client signed."""

    op: Datum = Field(alias="datum", description="De dag van ondertekenen.", examples=["2026-03-09"])
    vertegenwoordiger: VertegenwoordigingIn | None = Field(
        None, description="Wie namens de cliënt tekende (Wmo 1.1.1 lid 2)."
    )


class PlanVanAanpakUit(_PlanVanAanpak, Uitvoer):
    """One version of a plan van aanpak."""

    id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    volgnummer: int = Field(description="Nummer van de versie, vanaf 1.", examples=[1])
    resultaten: Reeks[ResultaatUit]
    termijn: PeriodeUit
    met_client: BesprekingUit
    onderdelen: Reeks[OnderdeelUit]
    onderzocht: Reeks[OnderzoekspuntUit] = Field(
        description="Wat het onderzoek vond toen deze versie ontstond."
    )
    ondertekend_door_client_op: Datum | None = Field(
        None,
        alias="ondertekeningsdatum",
        description="Wanneer de cliënt deze versie ondertekende.",
        examples=["2026-03-25"],
    )
    ondertekend_namens_client: VertegenwoordigingUit | None = Field(
        None, alias="vertegenwoordiger", description="Wie dat namens de cliënt deed."
    )
    vervangt: Uuid | None = Field(None, description="De vorige versie.", examples=[EERDER_PLAN_VAN_AANPAK])


@router.post("", response_model=PlanVanAanpakUit, status_code=201, summary="Maak een plan van aanpak")
def maak_plan_van_aanpak(
    invoer: PlanVanAanpakIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> PlanVanAanpak:
    return antwoord.aangemaakt(melden.maak_plan_van_aanpak(handeling, invoer.als(Plangegevens)))


@router.get("", response_model=list[PlanVanAanpakUit], summary="Toon de plannen van aanpak")
def lijst_plannen_van_aanpak(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[PlanVanAanpak, ...]:
    """All versions, the first recorded first."""
    return blad.toon(
        melden.lijst_plannen_van_aanpak(
            handeling, blad.limiet, blad.cursor, melding_id=melding_id, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=PlanVanAanpakUit, summary="Lees een plan van aanpak")
def lees_plan_van_aanpak(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> PlanVanAanpak:
    return antwoord.met_etag(melden.haal_plan_van_aanpak(handeling, id))


@router.post(
    "/{id}/versies",
    response_model=PlanVanAanpakUit,
    status_code=201,
    summary="Maak de volgende versie, opnieuw met de cliënt",
    description="De aanbieder krijgt de gewijzigde resultaten met een nieuwe uitvraag. Location wijst naar "
    "de nieuwe versie.",
)
def herzie_plan_van_aanpak(
    id: Uuid, revisie: IfMatch, invoer: PlaninhoudIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> PlanVanAanpak:
    return antwoord.aangemaakt(
        melden.herzie_plan_van_aanpak(handeling, id, revisie, invoer.als(Planinhoud)), lijst=router.prefix
    )


@router.post(
    "/{id}/ondertekeningen",
    response_model=PlanVanAanpakUit,
    summary="Leg vast dat de cliënt het plan van aanpak ondertekende",
)
def onderteken_plan_van_aanpak(
    id: Uuid, revisie: IfMatch, invoer: ClientondertekeningIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> PlanVanAanpak:
    return antwoord.met_etag(
        melden.onderteken_plan_van_aanpak(handeling, id, revisie, invoer.als(Clientondertekening))
    )
