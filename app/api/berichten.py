"""Berichten: the wmo301s of the municipality, what they say, and how far they have come."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import OvergangUit
from app.api.kader.rest.antwoorden import Xml
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Rij,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AGB, BERICHT, CLIENT, GEMEENTE, ONTVANGST, VERZOEK
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzingsbericht
from app.opslag.lijsten import Berichtrij
from app.processen import berichten, verzoeken
from app.processen.keten import volgen

router = Router(
    "/berichten",
    tag="Berichten",
    scope="berichten",
    uitleg="De berichten wmo301 waarmee een toewijzing naar de aanbieder gaat, en wat ervan is geworden.",
)


class _Bericht(Model):
    """About whom a message is, and for whom."""

    client_id: Uuid = Field(examples=[CLIENT])
    aanbieder: AgbVeld = Field(examples=[AGB])


class BerichtIn(_Bericht, Invoer):
    """For whom a message is drawn up again."""

    verzoek_ids: Rij[Uuid] = Field(
        (),
        description="De verzoeken die vragen wat al is toegewezen, en die dit bericht toekent.",
        examples=[[VERZOEK]],
    )


class StatusIn(Invoer):
    """What became of a message."""

    model_config = voorbeeld({"status": "verzonden"})

    status: Keuze[Berichtstatus] = Field(
        description="Eerst verzonden, dan goedgekeurd of afgekeurd. Afgekeurd telt als niet verzonden. Wat u "
        "zelf vastlegt kunt u anders vastleggen tot er een retourbericht is.",
        examples=["verzonden"],
    )
    reden: Toelichting | None = Field(None, examples=["Retourcode 0001 in het retourbericht."])


class BerichtrijUit(_Bericht, Uitvoer):
    """A message in a list."""

    id: Uuid = Field(examples=[BERICHT])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    identificatie: str = Field(description="BerichtIdentificatie.", examples=["000000000042"])
    dagtekening: Datum = Field(examples=["2026-03-18"])
    status: Keuze[Berichtstatus] = Field(examples=["klaar"])


class BerichtUit(BerichtrijUit):
    """A message; what it says is in its XML."""

    overgangen: Reeks[OvergangUit]
    retour: Uuid | None = Field(
        None,
        description="De ontvangst van de wmo302 die de uitkomst gaf. Gaf de aanbieder die hier, dan de "
        "ontvangst van dit bericht, met de wmo302 als antwoord.",
        examples=[ONTVANGST],
    )


@router.post(
    "",
    response_model=BerichtUit,
    status_code=201,
    summary="Stel een wmo301 opnieuw op, bijvoorbeeld na afkeuring",
    description="Of om een verzoek toe te kennen dat vraagt wat al is besloten en toegewezen: noem het in "
    "`verzoekIds`. De toewijzingen wijzigen dan niet, en dragen de referentie van het verzoek (IV097).",
)
def stel_bericht_op(invoer: BerichtIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Toewijzingsbericht:
    """Draw up the message for one client and one provider."""
    gemaakt = verzoeken.stel_bericht_op(handeling, invoer.client_id, invoer.aanbieder, invoer.verzoek_ids)
    return antwoord.aangemaakt(gemaakt)


@router.get("", response_model=list[BerichtrijUit], summary="Toon de berichten")
def lijst_berichten(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen over deze cliënt.")] = None,
    aanbieder: Annotated[AgbVeld | None, Query(description="Alleen aan deze aanbieder.")] = None,
    status: Annotated[
        Berichtstatus | None, Query(description="Alleen met deze status.", examples=["klaar"])
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Berichtrij, ...]:
    return blad.toon(
        berichten.lijst(
            handeling, blad.limiet, blad.cursor, client_id, aanbieder, status, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=BerichtUit, summary="Lees waar een bericht staat")
def lees_bericht(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Toewijzingsbericht:
    return antwoord.met_etag(berichten.haal(handeling, id))


@router.get("/{id}/xml", response_class=Xml, summary="Haal de XML van een bericht op")
def lees_bericht_xml(id: Uuid, handeling: DeHandeling) -> Xml:
    return Xml(berichten.haal(handeling, id).xml)


@router.post(
    "/{id}/statussen",
    response_model=BerichtUit,
    summary="Leg vast wat er van het bericht is geworden",
    description="Houdt de aanbieder zijn berichten hier bij (`berichtenHier`), dan ontvangt hij het zodra u "
    "vastlegt dat het is verzonden, en geeft zijn wmo302 meteen de uitkomst. Het eerste retourbericht gaat "
    "voor wat u zelf vastlegde, tenzij u daarna een bericht over dezelfde toewijzing verzond. Wat de "
    "aanbieder hier zelf heeft geantwoord legt u niet anders vast (409).",
)
def volg_bericht(
    id: Uuid, revisie: IfMatch, invoer: StatusIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Toewijzingsbericht:
    """Follow the message until the provider has approved or rejected it."""
    return antwoord.met_etag(volgen.volg(handeling, id, revisie, invoer.status, invoer.reden))
