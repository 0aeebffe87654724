"""Onderzoeken: what the municipality finds out after a melding; its parts form the vraaganalyse (W01)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import OnderdeelIn, OnderdeelUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import Datum, Invoer, Keuze, Model, Rij, Toelichting, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.voorbeelden import CLIENT, MELDING, ONDERZOEK
from app.domain.onderzoek import Afronding, Betrokkene, Onderzoek
from app.processen import melden
from app.processen.melden import Tussenstand

router = Router(
    "/onderzoeken",
    tag="Onderzoeken",
    scope="onderzoeken",
    uitleg="Wat de gemeente na de melding onderzoekt, in onderdelen die apart te delen zijn.",
)


class _Betrokkenheid(Model):
    """Whether somebody took part, or why that was not possible."""

    wie: Keuze[Betrokkene] = Field(examples=["mantelzorger"])
    betrokken: bool = Field(examples=[False])
    toelichting: Toelichting | None = Field(
        None, description="Waarom het niet kon.", examples=["De cliënt heeft geen mantelzorger."]
    )


class BetrokkenheidIn(_Betrokkenheid, Invoer):
    """Whether somebody took part, or why that was not possible."""


class BetrokkenheidUit(_Betrokkenheid, Uitvoer):
    """Whether somebody took part, or why that was not possible."""


class _Afronding(Model):
    """The written outcome."""

    op: Datum = Field(
        alias="datum", description="De dag waarop het onderzoek klaar is.", examples=["2026-03-23"]
    )
    identiteit_vastgesteld: bool = Field(
        description="Of de identiteit is vastgesteld (Wmo 2.3.4).", examples=[True]
    )
    uitkomst: Toelichting = Field(examples=["Hulp bij het huishouden is nodig; koken lukt zelf."])
    uitkomst_verstrekt_op: Datum = Field(
        alias="uitkomstVerstrektDatum",
        description="Wanneer de cliënt de uitkomst op papier kreeg.",
        examples=["2026-03-24"],
    )


class AfrondingIn(_Afronding, Invoer):
    """The written outcome."""


class AfrondingUit(_Afronding, Uitvoer):
    """The written outcome."""


class _Onderzoek(Model):
    """For which melding a research is, and since when."""

    melding_id: Uuid = Field(examples=[MELDING])
    gestart_op: Datum = Field(alias="startdatum", examples=["2026-03-04"])


class OnderzoekIn(_Onderzoek, Invoer):
    """The start of a research."""


class TussenstandIn(Invoer):
    """What the research found until now."""

    betrokkenen: Rij[BetrokkenheidIn] = Field(
        description="Wie meedeed, en waarom wie niet; bij het afronden zijn ze er alle drie.",
        examples=[
            [
                {"wie": "client", "betrokken": True},
                {"wie": "vertegenwoordiger", "betrokken": False, "toelichting": "Die is er niet."},
                {"wie": "mantelzorger", "betrokken": True},
            ]
        ],
    )
    onderdelen: Rij[OnderdeelIn] = Field(description="De onderdelen van de integrale vraaganalyse.")


class OnderzoekUit(_Onderzoek, Uitvoer):
    """One research."""

    id: Uuid = Field(examples=[ONDERZOEK])
    client_id: Uuid = Field(examples=[CLIENT])
    betrokkenen: Rij[BetrokkenheidUit]
    onderdelen: Rij[OnderdeelUit] = Field(description="De onderdelen van de integrale vraaganalyse.")
    afronding: AfrondingUit | None = None


@router.post("", response_model=OnderzoekUit, status_code=201, summary="Start een onderzoek")
def start_onderzoek(invoer: OnderzoekIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Onderzoek:
    return antwoord.aangemaakt(melden.start_onderzoek(handeling, invoer.melding_id, invoer.gestart_op))


@router.get("", response_model=list[OnderzoekUit], summary="Toon de onderzoeken")
def lijst_onderzoeken(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
) -> tuple[Onderzoek, ...]:
    return blad.toon(melden.lijst_onderzoeken(handeling, blad.limiet, blad.cursor, melding_id=melding_id))


@router.get("/{id}", response_model=OnderzoekUit, summary="Lees een onderzoek")
def lees_onderzoek(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Onderzoek:
    return antwoord.met_etag(melden.haal_onderzoek(handeling, id))


@router.put("/{id}", response_model=OnderzoekUit, summary="Werk een onderzoek bij")
def werk_onderzoek_bij(
    id: Uuid, revisie: IfMatch, invoer: TussenstandIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Onderzoek:
    return antwoord.met_etag(melden.werk_onderzoek_bij(handeling, id, revisie, invoer.als(Tussenstand)))


@router.post("/{id}/afrondingen", response_model=OnderzoekUit, summary="Rond het onderzoek af")
def rond_onderzoek_af(
    id: Uuid, revisie: IfMatch, invoer: AfrondingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Onderzoek:
    return antwoord.met_etag(melden.rond_onderzoek_af(handeling, id, revisie, invoer.als(Afronding)))
