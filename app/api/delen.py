"""Parts that several bodies share: a period, an extent, an agreement, a step in the life of something."""

from datetime import date

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from app.api.kader.rest.modellen import (
    Aantal,
    Datum,
    Getal,
    Invoer,
    Keuze,
    Moment,
    Tekst,
    Toelichting,
    Uitvoer,
    afgekeurd,
)
from app.domain.waarden import Eenheid, Frequentie, Weekeenheid


class PeriodeIn(Invoer):
    """A period; both days count."""

    begin: Datum = Field(alias="begindatum", description="De eerste dag.", examples=["2026-04-01"])
    eind: Datum | None = Field(
        None,
        alias="einddatum",
        description="De laatste dag; zonder einddatum blijft de periode open.",
        examples=["2027-03-31"],
    )

    @field_validator("eind")
    @classmethod
    def _na_het_begin(cls, eind: date | None, info: ValidationInfo) -> date | None:
        begin = info.data.get("begin")
        if eind is not None and begin is not None and eind < begin:
            raise afgekeurd("De einddatum ligt voor de begindatum.")
        return eind


class PeriodeUit(Uitvoer):
    """A period; both days count."""

    begin: Datum = Field(alias="begindatum", description="De eerste dag.", examples=["2026-04-01"])
    eind: Datum | None = Field(
        None, alias="einddatum", description="De laatste dag.", examples=["2027-03-31"]
    )


class OmvangIn(Invoer):
    """An extent as a wmo301 carries it."""

    volume: Aantal = Field(description="Een heel aantal eenheden.", examples=[120])
    eenheid: Keuze[Eenheid] = Field(
        description="Code van WJ756: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro "
        "(in centen), 84 stuks (inspanning).",
        examples=["01"],
    )
    frequentie: Keuze[Frequentie] = Field(
        description="Code van WMO757: 1 per dag, 2 per week, 4 per maand, 6 totaal in de periode.",
        examples=["2"],
    )


class OmvangUit(Uitvoer):
    """An extent as a wmo301 carries it."""

    volume: int = Field(description="Een heel aantal eenheden.", examples=[120])
    eenheid: Keuze[Eenheid] = Field(description="Code van WJ756.", examples=["01"])
    frequentie: Keuze[Frequentie] = Field(description="Code van WMO757.", examples=["2"])


class WeekomvangIn(Invoer):
    """Time a week."""

    aantal: Getal = Field(examples=[2.5])
    eenheid: Keuze[Weekeenheid] = Field(description="Een dagdeel is vier uur.", examples=["uren"])


class WeekomvangUit(Uitvoer):
    """Time a week."""

    aantal: Getal = Field(examples=[2.5])
    eenheid: Keuze[Weekeenheid] = Field(description="Een dagdeel is vier uur.", examples=["uren"])


class AfspraakIn(Invoer):
    """What municipality and provider agreed on a change."""

    op: Datum = Field(alias="datum", description="Wanneer de afspraak is gemaakt.", examples=["2026-03-16"])
    met: Tekst = Field(description="Met wie bij de aanbieder.", examples=["teamleider van de aanbieder"])
    inhoud: Toelichting = Field(examples=["De aanbieder stemt in met de eerdere einddatum."])


class AfspraakUit(Uitvoer):
    """What municipality and provider agreed on a change."""

    model_config = ConfigDict(validate_by_alias=True)

    datum: Datum = Field(validation_alias="op", examples=["2026-03-16"])
    met: str = Field(examples=["teamleider van de aanbieder"])
    inhoud: str = Field(examples=["De aanbieder stemt in met de eerdere einddatum."])


class OvergangUit(Uitvoer):
    """One step: what, when, by whom, why."""

    naar: str = Field(description="De nieuwe status.", examples=["genomen"])
    op: Moment = Field(examples=["2026-03-16T09:30:00Z"])
    door: str = Field(description="De medewerker.", examples=["medewerker-1"])
    reden: str | None = Field(None, examples=["Het besluit bevatte een rekenfout."])
