"""Aanbieders: the providers that a municipality works with."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import AgbVeld, Emailadres, GemeentecodeVeld, Invoer, Model, Tekst, Uitvoer
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AGB, GEMEENTE
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


ZORGMAIL = Field(
    None,
    max_length=200,
    description="Het beveiligde adres waar uitvragen heen gaan.",
    examples=["linde@zorgmail.example.nl"],
)


class _Aanbiedergegevens(Model):
    """What can change of a provider."""

    naam: Tekst = Field(examples=["Thuiszorg De Linde"])
    zorgmail: Tekst | None = ZORGMAIL
    berichten_hier: bool = Field(
        False,
        description="Of hij zijn berichten in deze installatie bijhoudt. Dan ontvangt en beantwoordt hij een "
        "wmo301 hier, zodra u vastlegt dat die is verzonden. Laat dit weg bij een aanbieder die zijn "
        "berichten langs een andere weg krijgt, ook als hij hier wel plannen invult.",
        examples=[False],
    )


class AanbiederWijzigIn(_Aanbiedergegevens, Invoer):
    """What can change of a provider."""

    zorgmail: Emailadres | None = ZORGMAIL


class _Aanbieder(_Aanbiedergegevens):
    """A provider."""

    agb: AgbVeld = Field(examples=[AGB])


class AanbiederIn(AanbiederWijzigIn, _Aanbieder):
    """A provider."""


class AanbiederUit(_Aanbieder, Uitvoer):
    """A provider."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])


@router.post("", response_model=AanbiederUit, status_code=201, summary="Leg een aanbieder vast")
def leg_aanbieder_vast(invoer: AanbiederIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Aanbieder:
    return antwoord.aangemaakt(
        inkopen.leg_aanbieder_vast(handeling, invoer.als(Aanbieder, gemeente=handeling.gemeente)), "agb"
    )


@router.get("", response_model=list[AanbiederUit], summary="Toon de aanbieders")
def lijst_aanbieders(
    handeling: DeHandeling, blad: HetBlad, gewijzigd_sinds: GewijzigdSinds = None
) -> tuple[Aanbieder, ...]:
    return blad.toon(inkopen.lijst_aanbieders(handeling, blad.limiet, blad.cursor, sinds=gewijzigd_sinds))


@router.get("/{agb}", response_model=AanbiederUit, summary="Lees een aanbieder")
def lees_aanbieder(
    agb: AgbInPad, handeling: DeHandeling, antwoord: HetAntwoord, gemeente: WelkeGemeente = None
) -> Aanbieder:
    return antwoord.met_etag(inkopen.haal_aanbieder(handeling, agb, gemeente))


@router.put("/{agb}", response_model=AanbiederUit, summary="Wijzig een aanbieder")
def wijzig_aanbieder(
    agb: AgbInPad,
    revisie: IfMatch,
    invoer: AanbiederWijzigIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Aanbieder:
    return antwoord.met_etag(
        inkopen.wijzig_aanbieder(
            handeling, invoer.als(Aanbieder, agb=agb, gemeente=handeling.gemeente, revisie=revisie)
        )
    )
