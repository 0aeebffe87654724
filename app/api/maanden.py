"""Maanden: what a provider delivered in a month, declares of it, and what became of that (IV076, IV079)."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.codelijsten import CodeUit
from app.api.declaraties import PrestatieUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    Aantal,
    Centen,
    Datum,
    Invoer,
    Keuze,
    Maand,
    Model,
    Reeks,
    Rij,
    Uitvoer,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.leveringen import VanGemeente
from app.api.ontvangsten import BerichtontvangstUit
from app.api.toewijzingen import Nummer
from app.api.voorbeelden import PRODUCT
from app.domain.waarden import Eenheid
from app.processen import declareren
from app.processen.declareren import Declaratieronde, Maandgegevens, Maandinzage
from app.processen.keten.declaraties import Regelstand

router = Router("/leveringen/{gemeente}", tag="Leveringen", scope="berichten")

Productcode = Annotated[str, Field(pattern="^[0-9A-Za-z]{1,5}$")]
DeMaand = Annotated[Maand, Path(description="De kalendermaand.", examples=["2026-04"])]


class _Leverdag(Model):
    """A day on which something was delivered."""

    op: Datum = Field(alias="datum", examples=["2026-04-02"])


class LeverdagIn(_Leverdag, Invoer):
    """How much was delivered on a day."""

    aantal: Aantal = Field(description="Minuten, of stuks, etmalen of dagdelen.", examples=[90])


class LeverdagUit(_Leverdag, Uitvoer):
    """How much was delivered on a day."""

    aantal: int = Field(description="Minuten, of stuks, etmalen of dagdelen.", examples=[90])


class MaandopgaveIn(Invoer):
    """What was delivered in a month."""

    model_config = voorbeeld({"aantal": 840})

    aantal: Aantal | None = Field(
        None,
        description="Van de hele maand, als u geen dagen geeft. In minuten als uren zijn toegewezen, anders "
        "in de eenheid van de toewijzing; zonder omvang in centen.",
        examples=[840],
    )
    dagen: Rij[LeverdagIn] = Field((), description="Per dag, als u de maand niet als geheel geeft.")
    categorie: Annotated[str, Field(pattern="^[0-9]{2}$")] | None = Field(
        None, description="Alleen als de toewijzing die niet noemt.", examples=["01"]
    )
    productcode: Productcode | None = Field(
        None,
        description="Alleen als de toewijzing die niet noemt. Elk product staat dan op zichzelf: leg van een "
        "product dat u toch niet leverde 0 vast.",
        examples=[PRODUCT],
    )
    tarief: Centen | None = Field(
        None, description="In centen per eenheid; weggelaten geldt dat van het contract.", examples=[3400]
    )


class MaandinhoudUit(Uitvoer):
    """What was delivered in a month."""

    aantal: int = Field(description="Van de hele maand.", examples=[840])
    dagen: Reeks[LeverdagUit]
    categorie: str = Field(examples=["01"])
    productcode: str = Field(examples=[PRODUCT])
    tarief: int | None = Field(None, description="In centen per eenheid van de regel.", examples=[3400])
    bedrag: int = Field(description="In centen.", examples=[47600])


class OverslagUit(Uitvoer):
    """That a month was left out of a declaration."""

    sinds: Datum = Field(examples=["2026-04-15"])
    redenen: Reeks[str] = Field(
        description="Waarom.", examples=[["Over van wat is toegewezen: 720 minuten."]]
    )


class GeleverdUit(Uitvoer):
    """What is kept of a month."""

    maand: Maand
    inhoud: MaandinhoudUit | None = Field(None, description="Leeg als u nog niets vastlegde.")
    te_declareren: bool = Field(
        description="Of de maand mee gaat in de volgende declaratie.", examples=[True]
    )
    afgekeurd: bool = Field(
        description="Of uw declaratie hiervan als geheel is afgekeurd, en u daarna niets anders vastlegde. "
        "Ongewijzigd gaat de maand niet opnieuw.",
        examples=[False],
    )
    afgekeurd_op: Datum | None = Field(
        None, description="Wanneer een declaratie hiervan als geheel is afgekeurd, de laatste keer."
    )
    overslag: OverslagUit | None = Field(
        None, description="Dat de maand niet mee kon in de laatste declaratie; leeg als zij meeging."
    )


class MaandregelUit(Uitvoer):
    """A line that was declared, and what became of it."""

    prestatie: PrestatieUit
    stand: Keuze[Regelstand] = Field(
        description="Open: het antwoord (wmo325) moet nog komen.", examples=["toegekend"]
    )
    redenen: Reeks[CodeUit] = Field(description="Waarom de regel is geweigerd.")


class MaandstaatUit(Uitvoer):
    """What is kept of a month, what was declared of it, and what may still be."""

    geleverd: GeleverdUit
    eenheid: Keuze[Eenheid] = Field(
        description="Waarin u het aantal bijhoudt, code van WJ756: minuten als uren zijn toegewezen.",
        examples=["01"],
    )
    volume: int = Field(
        description="Zoals het wordt gedeclareerd: uren een keer afgerond over de hele maand (IV079).",
        examples=[14],
    )
    regels: Reeks[MaandregelUit] = Field(description="Wat van deze maand is gedeclareerd.")
    over: int | None = Field(
        None,
        description="Wat van deze maand nog mag worden gedeclareerd, in de eenheid die u bijhoudt (IV077), "
        "of in centen bij een budget; leeg zonder grens.",
        examples=[600],
    )


class OvergeslagenUit(Uitvoer):
    """What was not declared, and why."""

    nummer: int = Field(description="Het toewijzingnummer.", examples=[117])
    maand: Maand
    productcode: str = Field(examples=[PRODUCT])
    redenen: Reeks[str] = Field(
        examples=[["Het geleverde volume past in wat voor die periode is toegewezen."]]
    )


class DeclaratierondeUit(Uitvoer):
    """The declaration that was made."""

    bericht: BerichtontvangstUit | None = Field(
        None, description="De wmo323, en wat ervan werd; leeg als er niets te declareren was."
    )
    overgeslagen: Reeks[OvergeslagenUit] = Field(
        description="Wat de gemeente zou weigeren en daarom niet is gedeclareerd. Verbeter de maand, of "
        "vraag een wijziging."
    )
    meer: bool = Field(description="Of er nog meer te declareren is; doe dit dan opnieuw.", examples=[False])


@router.get(
    "/{nummer:int}/maanden",
    response_model=list[MaandstaatUit],
    summary="Toon wat u op een toewijzing per maand leverde",
)
def lijst_maanden(
    gemeente: VanGemeente, nummer: Nummer, handeling: DeHandeling, blad: HetBlad
) -> tuple[Maandinzage, ...]:
    return blad.toon(declareren.lijst(handeling, blad.limiet, blad.cursor, gemeente, nummer))


@router.get(
    "/{nummer:int}/maanden/{maand}",
    response_model=MaandstaatUit,
    summary="Lees wat u in een maand leverde, wat daarvan is gedeclareerd, en wat nog mag",
)
def lees_maand(
    gemeente: VanGemeente,
    nummer: Nummer,
    maand: DeMaand,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
    productcode: Annotated[
        Productcode | None,
        Query(
            description="Welk product, als de toewijzing er geen noemt: elk staat op zichzelf. Nodig zodra u "
            "er van deze maand meer dan een bijhoudt.",
            examples=[PRODUCT],
        ),
    ] = None,
) -> Maandinzage:
    return antwoord.met_etag(declareren.haal(handeling, gemeente, nummer, maand, productcode))


@router.put(
    "/{nummer:int}/maanden/{maand}",
    response_model=MaandstaatUit,
    summary="Leg vast wat u in een maand leverde",
    description="Het gaat mee in de volgende declaratie. Was het al gedeclareerd, dan wordt die regel "
    "teruggenomen en komt de nieuwe ervoor in de plaats. Is een regel geweigerd, leg dan vast wat klopt; "
    "daarna gaat de maand weer mee. Van een declaratie die als geheel is afgekeurd gaan dan ook "
    "haar andere maanden weer mee.",
)
def leg_maand_vast(
    gemeente: VanGemeente,
    nummer: Nummer,
    maand: DeMaand,
    revisie: IfMatch,
    invoer: MaandopgaveIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Maandinzage:
    """Keep what was delivered, in place of what was kept."""
    gegevens = invoer.als(Maandgegevens)
    return antwoord.met_etag(declareren.leg_vast(handeling, gemeente, nummer, maand, revisie, gegevens))


@router.post(
    "/declaraties/{maand}",
    response_model=DeclaratierondeUit,
    summary="Declareer wat u leverde tot en met een maand",
    description="Maakt een wmo323 over deze maand van alles wat nog niet gedeclareerd is, ook van eerdere "
    "maanden. Wat de gemeente zou weigeren, blijft erbuiten. Werkt de gemeente hier ook, dan is het antwoord "
    "(wmo325) er meteen; anders verstuurt u de XML, en levert u het antwoord aan bij "
    "`/berichten/ontvangsten`.",
)
def declareer_maand(gemeente: VanGemeente, maand: DeMaand, handeling: DeHandeling) -> Declaratieronde:
    """Make the declaration that is due, and hand it over."""
    return declareren.declareer(handeling, gemeente, maand)
