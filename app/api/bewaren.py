"""Keeping and destroying: reasons to keep, requests to destroy, and what was destroyed (W04)."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Rij,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import (
    AGB,
    BEWAARREDEN,
    CLIENT,
    MEDEWERKER,
    MELDING,
    VERNIETIGING,
    VERNIETIGINGSVERZOEK,
)
from app.domain.bewaren import (
    Bewaarreden,
    Grond,
    Vernietiging,
    Vernietigingsverzoek,
    Verzoekstatus,
    Weigergrond,
)
from app.processen import vernietigen

router = Router(
    "",
    tag="Bewaren en vernietigen",
    scope="bewaren",
    uitleg="Waarom een zaak langer blijft, wat een cliënt vraagt te vernietigen, en wat is vernietigd.",
)


VerzoekId = Annotated[
    Uuid, Path(alias="verzoekId", description="Het id van het verzoek.", examples=[VERNIETIGINGSVERZOEK])
]


class _Bewaarreden(Model):
    """Until when a case is kept longer."""

    tot: Datum = Field(
        alias="einddatum", description="De laatste dag waarop de reden geldt.", examples=["2042-12-31"]
    )


class BewaarredenIn(_Bewaarreden, Invoer):
    """Why a case is kept longer."""

    reden: Toelichting = Field(examples=["Er loopt hoger beroep tegen het besluit."])


class BewaarredenUit(_Bewaarreden, Uitvoer):
    """Why a case is kept longer, until when, and who says so."""

    id: Uuid = Field(examples=[BEWAARREDEN])
    melding_id: Uuid = Field(examples=[MELDING])
    reden: str = Field(examples=["Er loopt hoger beroep tegen het besluit."])
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(alias="vastgelegdOp", examples=["2041-02-01T09:15:00Z"])


class _Vernietigingsverzoek(Model):
    """When a client asked for destruction."""

    ontvangen_op: Datum = Field(alias="ontvangstdatum", examples=["2026-03-02"])


class VernietigingsverzoekIn(_Vernietigingsverzoek, Invoer):
    """That a client asks for destruction."""


class _Beslissing(Model):
    """On which ground a request is refused."""

    weigergrond: Keuze[Weigergrond] | None = Field(
        None,
        description="Laat weg om in te willigen. Afwijzen kan als bewaren van aanmerkelijk belang is voor "
        "een ander, of als de wet zich tegen vernietiging verzet (Wmo 2015 artikel 5.3.5).",
        examples=["belang_van_ander"],
    )


class BeslissingIn(_Beslissing, Invoer):
    """What is decided on a request."""

    motivering: Toelichting = Field(examples=["De aanbieder heeft nog een rekening openstaan."])


class BeslissingUit(_Beslissing, Uitvoer):
    """What was decided on a request, and by whom."""

    motivering: str = Field(examples=["De aanbieder heeft nog een rekening openstaan."])
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(alias="beslistOp", examples=["2026-03-09T10:00:00Z"])


class VernietigingsverzoekUit(_Vernietigingsverzoek, Uitvoer):
    """A request of a client, and what became of it."""

    id: Uuid = Field(examples=[VERNIETIGINGSVERZOEK])
    client_id: Uuid = Field(examples=[CLIENT])
    uiterlijk: Datum = Field(
        alias="uiterlijkeDatum",
        description="De laatste dag waarop de gegevens weg moeten zijn, als het verzoek wordt ingewilligd.",
        examples=["2026-06-02"],
    )
    status: Keuze[Verzoekstatus] = Field(examples=["afgewezen"])
    beslissing: BeslissingUit | None = None


class TellingUit(Uitvoer):
    """How many of one kind went."""

    soort: str = Field(examples=["besluit"])
    aantal: int = Field(examples=[2])


class VernietigingUit(Uitvoer):
    """That data were destroyed."""

    id: Uuid = Field(examples=[VERNIETIGING])
    aanbieder: AgbVeld | None = Field(
        None, description="De aanbieder die het bewaarde; leeg als de gemeente het bewaarde.", examples=[AGB]
    )
    grond: Keuze[Grond] = Field(examples=["termijn"])
    op: Moment = Field(alias="vernietigdOp", examples=["2041-04-01T02:00:00Z"])
    door: str = Field(description="Wie de vernietiging liet draaien.", examples=["beheer"])
    zaken: Rij[Uuid] = Field(description="De meldingen waarvan alles weg is.", examples=[[MELDING]])
    aantallen: Rij[TellingUit]


@router.post(
    "/meldingen/{id}/bewaarredenen",
    response_model=BewaarredenUit,
    status_code=201,
    summary="Leg vast waarom een zaak langer wordt bewaard",
)
def leg_bewaarreden_vast(id: Uuid, invoer: BewaarredenIn, handeling: DeHandeling) -> Bewaarreden:
    return vernietigen.leg_bewaarreden_vast(handeling, id, invoer.reden, invoer.tot)


@router.get(
    "/meldingen/{id}/bewaarredenen",
    response_model=list[BewaarredenUit],
    summary="Toon waarom een zaak langer wordt bewaard",
)
def lijst_bewaarredenen(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Bewaarreden, ...]:
    return blad.toon(vernietigen.lijst_bewaarredenen(handeling, blad.limiet, blad.cursor, id))


@router.post(
    "/clienten/{id}/vernietigingsverzoeken",
    response_model=VernietigingsverzoekUit,
    status_code=201,
    summary="Neem een verzoek van een cliënt om vernietiging aan",
)
def neem_vernietigingsverzoek_aan(
    id: Uuid, invoer: VernietigingsverzoekIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.aangemaakt(vernietigen.neem_verzoek_aan(handeling, id, invoer.ontvangen_op))


@router.get(
    "/clienten/{id}/vernietigingsverzoeken",
    response_model=list[VernietigingsverzoekUit],
    summary="Toon de verzoeken van een cliënt om vernietiging",
)
def lijst_vernietigingsverzoeken(
    id: Uuid, handeling: DeHandeling, blad: HetBlad
) -> tuple[Vernietigingsverzoek, ...]:
    return blad.toon(vernietigen.lijst_verzoeken(handeling, blad.limiet, blad.cursor, id))


@router.get(
    "/clienten/{id}/vernietigingsverzoeken/{verzoekId}",
    response_model=VernietigingsverzoekUit,
    summary="Lees een verzoek om vernietiging",
)
def lees_vernietigingsverzoek(
    id: Uuid, verzoek_id: VerzoekId, handeling: DeHandeling, antwoord: HetAntwoord
) -> Vernietigingsverzoek:
    return antwoord.met_etag(vernietigen.haal_verzoek(handeling, id, verzoek_id))


@router.post(
    "/clienten/{id}/vernietigingsverzoeken/{verzoekId}/beslissingen",
    response_model=VernietigingsverzoekUit,
    summary="Beslis op een verzoek om vernietiging",
    description="Wat is ingewilligd, gaat weg bij de eerstvolgende vernietiging. Inwilligen kan niet zolang "
    "in een zaak nog iets loopt of er een reden is vastgelegd om te bewaren.",
)
def beslis_op_vernietigingsverzoek(
    id: Uuid,
    verzoek_id: VerzoekId,
    revisie: IfMatch,
    invoer: BeslissingIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Vernietigingsverzoek:
    return antwoord.met_etag(
        vernietigen.beslis_op_verzoek(
            handeling, id, verzoek_id, revisie, invoer.motivering, invoer.weigergrond
        )
    )


@router.get(
    "/vernietigingen",
    response_model=list[VernietigingUit],
    summary="Toon wat is vernietigd van wat u bewaarde",
)
def lijst_vernietigingen(handeling: DeHandeling, blad: HetBlad) -> tuple[Vernietiging, ...]:
    """The records of destruction, the oldest first."""
    return blad.toon(vernietigen.lijst_vernietigingen(handeling, blad.limiet, blad.cursor))
