"""Verloop: what was delivered and declared on an allocation, beside what it allows (OP271, OP272, IV077)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.codelijsten import CodeUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import Datum, GemeentecodeVeld, Keuze, Moment, Reeks, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.toewijzingen import Nummer
from app.api.voorbeelden import ONTVANGST
from app.domain.berichtontvangst import Ontvangststatus
from app.domain.toewijzing.afwijking import Signaal
from app.domain.toewijzing.verloop import Verloop
from app.domain.waarden import Eenheid
from app.processen import levermeldingen
from app.processen.levermeldingen import Leverbericht
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

    leveringen: Reeks[LeveringUit] = Field(description="Wat de aanbieder meldde, de eerste vooraan.")
    eenheid: Keuze[Eenheid] | None = Field(
        None,
        description="Waarin volume telt: bij een toewijzing in uren in minuten (OP267).",
        examples=["01"],
    )
    maanden: Reeks[MaandUit] = Field(
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
    signalen: Reeks[Keuze[Signaal]] = Field(
        description="Waarin het verloop verschilt van de toewijzing; om naar te kijken, niet om op te "
        "weigeren.",
        examples=[["later_begonnen"]],
    )


class LevermeldingUit(Uitvoer):
    """A start or stop as it was reported, or the deletion of one."""

    begin: Datum = Field(alias="begindatum", examples=["2026-04-02"])
    eind: Datum | None = Field(None, alias="einddatum", description="Van een stop.", examples=["2026-07-03"])
    reden: str | None = Field(
        None, description="Van een stop: RedenBeeindiging, code van WMO588.", examples=["20"]
    )
    verwijderd: bool = Field(
        description="Of dit een eerdere melding verwijdert (StatusAanlevering 3).", examples=[False]
    )


class LeverberichtUit(Uitvoer):
    """A message with reports on an allocation, and what became of it."""

    ontvangst_id: Uuid = Field(description="Lees het onder /berichten/ontvangsten.", examples=[ONTVANGST])
    berichtsoort: str = Field(examples=["wmo305"])
    identificatie: str = Field(examples=["305-0017"])
    ontvangen_op: Moment = Field(examples=["2026-03-18T09:30:00Z"])
    status: Keuze[Ontvangststatus] = Field(examples=["goedgekeurd"])
    meldingen: Reeks[LevermeldingUit] = Field(description="Wat het op deze toewijzing meldt.")
    redenen: Reeks[CodeUit] = Field(description="Waarom het bericht is afgekeurd; anders leeg.")


@router.get(
    "/levermeldingen",
    response_model=list[LeverberichtUit],
    summary="Toon welke berichten een start of stop meldden op een toewijzing",
    description="Ook wat is afgekeurd. Een bladzijde kan korter zijn dan de limiet, of leeg, terwijl de "
    "header Link een volgende noemt: zij gaat langs alle berichten over start en stop van de cliënt.",
)
def lijst_levermeldingen(
    nummer: Nummer,
    handeling: DeHandeling,
    blad: HetBlad,
    gemeente: Annotated[
        GemeentecodeVeld | None, Query(description="Een aanbieder noemt de gemeente die het nummer gaf.")
    ] = None,
) -> tuple[Leverbericht, ...]:
    return blad.toon(levermeldingen.lijst(handeling, nummer, gemeente, blad.limiet, blad.cursor))


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
