"""Aanbieders: the providers that a municipality works with."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.etag import HetAntwoord, IfMatch
from app.api.lijsten import HetBlad
from app.api.modellen import AgbVeld, GemeentecodeVeld, Invoer, Model, Tekst, Uitvoer
from app.api.plandelen import AGB, GEMEENTE
from app.api.router import Router
from app.api.verzoek import HetVerzoek
from app.domain.partijen import Aanbieder
from app.processen import inkopen

router = Router(
    "/aanbieders",
    tag="Aanbieders",
    scope="aanbieders",
    uitleg="De aanbieders waarmee de gemeente werkt, op AGB-code.",
)

AgbInPad = Annotated[AgbVeld, Path(description="De AGB-code van de aanbieder.")]
WelkeGemeente = Annotated[
    GemeentecodeVeld | None,
    Query(description="Een aanbieder noemt hier de gemeente; een gemeente laat dit weg."),
]


class _Aanbieder(Model):
    """A provider."""

    naam: Tekst = Field(examples=["Thuiszorg De Linde"])
    zorgmail: Tekst | None = Field(
        None,
        description="Het beveiligde adres waar uitvragen heen gaan.",
        examples=["linde@zorgmail.example.nl"],
    )


class AanbiederWijzigIn(_Aanbieder, Invoer):
    """What can change of a provider."""


class AanbiederIn(_Aanbieder, Invoer):
    """A provider."""

    agb: AgbVeld = Field(examples=[AGB])


class AanbiederUit(_Aanbieder, Uitvoer):
    """A provider."""

    agb: AgbVeld = Field(examples=[AGB])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])


@router.post("", response_model=AanbiederUit, status_code=201, summary="Leg een aanbieder vast")
def leg_aanbieder_vast(invoer: AanbiederIn, verzoek: HetVerzoek, antwoord: HetAntwoord) -> Aanbieder:
    """Record a provider."""
    return antwoord.aangemaakt(
        inkopen.leg_aanbieder_vast(verzoek, invoer.als(Aanbieder, gemeente=verzoek.gemeente)), "agb"
    )


@router.get("", response_model=list[AanbiederUit], summary="Toon de aanbieders")
def lijst_aanbieders(verzoek: HetVerzoek, blad: HetBlad) -> tuple[Aanbieder, ...]:
    """Providers."""
    return blad.toon(inkopen.lijst_aanbieders(verzoek, blad.limiet, blad.cursor))


@router.get("/{agb}", response_model=AanbiederUit, summary="Lees een aanbieder")
def lees_aanbieder(
    agb: AgbInPad, verzoek: HetVerzoek, antwoord: HetAntwoord, gemeente: WelkeGemeente = None
) -> Aanbieder:
    """One provider."""
    return antwoord.met_etag(inkopen.haal_aanbieder(verzoek, agb, gemeente))


@router.put("/{agb}", response_model=AanbiederUit, summary="Wijzig een aanbieder")
def wijzig_aanbieder(
    agb: AgbInPad,
    revisie: IfMatch,
    invoer: AanbiederWijzigIn,
    verzoek: HetVerzoek,
    antwoord: HetAntwoord,
) -> Aanbieder:
    """Change name or address."""
    return antwoord.met_etag(
        inkopen.wijzig_aanbieder(
            verzoek, invoer.als(Aanbieder, agb=agb, gemeente=verzoek.gemeente, revisie=revisie)
        )
    )
