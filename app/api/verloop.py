"""Verloop: what was delivered and declared on an allocation, beside what it allows (OP271, OP272, IV077)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.modellen import Datum, GemeentecodeVeld, Keuze, Rij, Uitvoer
from app.api.kader.rest.router import Router
from app.api.toewijzingen import Nummer
from app.domain.toewijzing.verloop import Signaal, Verloop
from app.domain.waarden import Eenheid
from app.processen.verloop import lees_verloop

router = Router("/toewijzingen/{nummer}", tag="Toewijzingen", scope="toewijzingen")


class LeveringUit(Uitvoer):
    """A delivery as the provider reported it."""

    begin: Datum = Field(alias="begindatum", description="Uit de wmo305.", examples=["2026-04-02"])
    eind: Datum | None = Field(
        None,
        alias="einddatum",
        description="Uit de wmo307; leeg zolang de levering loopt.",
        examples=["2026-07-03"],
    )
    reden: str | None = Field(None, description="RedenBeeindiging, code van WMO588.", examples=["20"])
    tijdelijk: bool = Field(description="Of het na dit einde naar verwachting weer begint.", examples=[True])


class MaandUit(Uitvoer):
    """What was granted for one month, beside what it may hold."""

    begin: Datum = Field(alias="maand", description="De eerste dag van de maand.", examples=["2026-04-01"])
    volume: int | None = Field(None, description="Toegekend, in de eenheid van het verloop.", examples=[840])
    hoogste: int | None = Field(
        None,
        description="Wat de maand hoogstens mag bevatten (IV077); leeg zonder grens per maand.",
        examples=[1440],
    )
    bedrag: int = Field(description="Toegekend, in centen.", examples=[47600])


class VerloopUit(Uitvoer):
    """What came of an allocation, as far as messages have said it."""

    leveringen: Rij[LeveringUit] = Field(description="Wat de aanbieder meldde, de eerste vooraan.")
    eenheid: Keuze[Eenheid] | None = Field(
        None,
        description="Waarin volume telt: bij een toewijzing in uren in minuten (OP267).",
        examples=["01"],
    )
    maanden: Rij[MaandUit] = Field(
        description="Van elke maand tot vandaag, hoogstens vijf jaar terug, wat van declaraties is "
        "toegekend; wat is gecrediteerd telt niet mee."
    )
    volume: int | None = Field(None, description="Toegekend in alle maanden samen.", examples=[840])
    hoogste: int | None = Field(
        None, description="Wat er in totaal mag worden gedeclareerd; leeg zonder einddatum.", examples=[12480]
    )
    bedrag: int = Field(description="Toegekend in alle maanden samen, in centen.", examples=[47600])
    budget: int | None = Field(None, description="Wat is toegewezen, in centen.", examples=[250000])
    procent: int | None = Field(
        None,
        description="Welk deel van de toewijzing is toegekend, in hele procenten; leeg zonder grens.",
        examples=[6],
    )
    signalen: Rij[Keuze[Signaal]] = Field(
        description="Waarin het verloop verschilt van de toewijzing; om naar te kijken, niet om op te "
        "weigeren.",
        examples=[["later_begonnen"]],
    )


@router.get(
    "/verloop", response_model=VerloopUit, summary="Toon wat op een toewijzing is geleverd en gedeclareerd"
)
def lees_verloop_van_toewijzing(
    nummer: Nummer,
    handeling: DeHandeling,
    gemeente: Annotated[
        GemeentecodeVeld | None, Query(description="Een aanbieder noemt de gemeente die het nummer gaf.")
    ] = None,
) -> Verloop:
    return lees_verloop(handeling, nummer, gemeente)
