"""Afzieningen: the recorded, conditional choice not to ask for a plan (M02 to M05).

What a condition asks may be left out of the body: the step then names the condition that is not met.
"""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.rapportages import RapportageUit
from app.api.voorbeelden import AFZIENING, AGB, CLIENT, MEDEWERKER, MELDING, PLAN_VAN_AANPAK
from app.domain.plan.afziening import Afziening, Vindplaats
from app.domain.profielen.regioprofiel import Formulieronderdeel
from app.processen import afzien
from app.processen.afzien import Afzieningsgegevens, Spoor

router = Router(
    "/afzieningen",
    tag="Afzieningen",
    scope="afzieningen",
    uitleg="De vastgelegde keuze om geen ondersteuningsplan te vragen, waar de regio dat toestaat.",
)

VINDPLAATS = "Verslag van 12 mei 2025, blad 2"


class _BeschikbareInformatie(Model):
    """For one part of the form: where its information stands."""

    onderdeel: Keuze[Formulieronderdeel] = Field(
        description="Onderdeel van het formulier; elk verplicht onderdeel van de regio hoort erbij (M04a).",
        examples=["aard"],
    )
    document: Keuze[Vindplaats] = Field(
        description="Waarin de informatie staat (M04b).", examples=["klantdossier"]
    )
    vindplaats: Tekst = Field(default_factory=str, description="Waar in het document.", examples=[VINDPLAATS])


class BeschikbareInformatieIn(_BeschikbareInformatie, Invoer):
    """For one part of the form: where its information stands."""


class BeschikbareInformatieUit(_BeschikbareInformatie, Uitvoer):
    """For one part of the form: where its information stands."""


class _AfstemmingClient(Model):
    """How the client was involved."""

    op: Datum = Field(alias="datum", examples=["2026-03-16"])
    wijze: Tekst = Field(
        default_factory=str,
        description="Hoe de cliënt bij de keuze van de ondersteuning is betrokken (M04c).",
        examples=["Besproken aan de keukentafel; de cliënt koos voor dezelfde hulp."],
    )


class AfstemmingClientIn(_AfstemmingClient, Invoer):
    """How the client was involved."""


class AfstemmingClientUit(_AfstemmingClient, Uitvoer):
    """How the client was involved."""


class _AfstemmingAanbieder(Model):
    """With whom at the provider it was agreed."""

    op: Datum = Field(alias="datum", examples=["2026-03-17"])
    met: Tekst = Field(
        default_factory=str,
        description="Met wie bij de aanbieder de inzet is kortgesloten (M04d).",
        examples=["Teamleider"],
    )


class AfstemmingAanbiederIn(_AfstemmingAanbieder, Invoer):
    """With whom at the provider it was agreed."""


class AfstemmingAanbiederUit(_AfstemmingAanbieder, Uitvoer):
    """With whom at the provider it was agreed."""


class _Afziening(Model):
    """No plan is asked for, and why."""

    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    aanbieder: AgbVeld = Field(description="De aanbieder die de ondersteuning uitvoert.", examples=[AGB])
    reden: Toelichting = Field(
        default_factory=str,
        description="De zwaarwegende inhoudelijke reden (M03).",
        examples=["De situatie en de hulp zijn gelijk aan die van vorig jaar."],
    )
    reden_client_of_groep: Tekst = Field(
        default_factory=str,
        description="De cliënt of cliëntgroep waarvoor de reden geldt (M03).",
        examples=["Cliënten met een stabiele beperking"],
    )
    individuele_beoordeling: Toelichting = Field(
        default_factory=str,
        description="Waarom de reden voor deze cliënt geldt (M03).",
        examples=["Uit het gesprek blijkt dat er voor deze cliënt niets is veranderd."],
    )


class AfzieningIn(_Afziening, Invoer):
    """No plan is asked for, and why."""

    informatie: Rij[BeschikbareInformatieIn] = Field(
        (),
        description="Waar staat wat anders in het plan had gestaan, voor elk verplicht onderdeel (M04a).",
        examples=[
            [
                {"onderdeel": onderdeel, "document": "klantdossier", "vindplaats": VINDPLAATS}
                for onderdeel in Formulieronderdeel
            ]
        ],
    )
    client: AfstemmingClientIn | None = None
    afstemming: AfstemmingAanbiederIn | None = None


class AfzieningUit(_Afziening, Uitvoer):
    """No plan is asked for, and why."""

    id: Uuid = Field(examples=[AFZIENING])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    informatie: Reeks[BeschikbareInformatieUit]
    client: AfstemmingClientUit
    afstemming: AfstemmingAanbiederUit
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(examples=["2026-03-18T09:00:00Z"])


class SpoorUit(Uitvoer):
    """A waiver with the trail that shows the alignment."""

    afziening: AfzieningUit
    rapportages: Reeks[RapportageUit] = Field(
        description="De notities waaruit de afstemming tussen klantmanager, cliënt en aanbieder blijkt (M05)."
    )


@router.post("", response_model=AfzieningUit, status_code=201, summary="Zie af van een ondersteuningsplan")
def zie_af(invoer: AfzieningIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Afziening:
    return antwoord.toegevoegd(afzien.zie_af(handeling, invoer.als(Afzieningsgegevens)))


@router.get("", response_model=list[AfzieningUit], summary="Toon de afzieningen")
def lijst_afzieningen(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Afziening, ...]:
    return blad.toon(
        afzien.lijst(handeling, blad.limiet, blad.cursor, melding_id=melding_id, sinds=gewijzigd_sinds)
    )


@router.get("/{id}", response_model=SpoorUit, summary="Lees een afziening met het spoor van de afstemming")
def lees_afziening(id: Uuid, handeling: DeHandeling) -> Spoor:
    return afzien.lees_spoor(handeling, id)
