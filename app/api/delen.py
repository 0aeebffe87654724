"""Parts that several bodies share.

What comes in and goes out has one base, `_Periode`: the fields that are the same both ways, under the name
that they have outside. PeriodeIn and PeriodeUit add what differs.
"""

from datetime import date
from typing import Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from app.api.kader.rest.modellen import (
    Datum,
    Getal,
    Hoeveelheid,
    Invoer,
    Kenmerk,
    Keuze,
    Model,
    Moment,
    Tekst,
    Toelichting,
    Uitvoer,
    Volume,
    afgekeurd,
)
from app.api.voorbeelden import MEDEWERKER
from app.domain.partijen import Hoedanigheid
from app.domain.waarden import MEESTE_DAGEN, Eenheid, Frequentie, Weekeenheid
from app.domain.woorden import FREQUENTIES, hoogstens


class _Vertegenwoordiging(Model):
    """Who acts for a client."""

    hoedanigheid: Keuze[Hoedanigheid] = Field(examples=["mentor"])


class VertegenwoordigingIn(_Vertegenwoordiging, Invoer):
    """Who acts for a client."""

    naam: Tekst = Field(examples=["J. de Vries"])


class VertegenwoordigingUit(_Vertegenwoordiging, Uitvoer):
    """Who acts for a client."""

    naam: str = Field(examples=["J. de Vries"])


class _Periode(Model):
    """A period; both days count."""

    begin: Datum = Field(alias="begindatum", description="De eerste dag.", examples=["2026-04-01"])
    eind: Datum | None = Field(
        None,
        alias="einddatum",
        description="De laatste dag; zonder einddatum blijft de periode open.",
        examples=["2027-03-31"],
    )


class PeriodeIn(_Periode, Invoer):
    """A period; both days count."""

    @field_validator("eind")
    @classmethod
    def _na_het_begin(cls, eind: date | None, info: ValidationInfo) -> date | None:
        begin = info.data.get("begin")
        if eind is not None and begin is not None and eind < begin:
            raise afgekeurd("De einddatum ligt voor de begindatum.")
        return eind


class PeriodeUit(_Periode, Uitvoer):
    """A period; both days count."""


class _Omvang(Model):
    """An extent as a wmo301 carries it."""

    eenheid: Keuze[Eenheid] = Field(
        description="Code van WJ756: 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro "
        "(in centen), 84 stuks (inspanning).",
        examples=["01"],
    )
    frequentie: Keuze[Frequentie] = Field(
        description="Code van WMO757: 1 per dag, 2 per week, 4 per maand, 6 totaal in de periode.",
        examples=["2"],
    )


class OmvangIn(_Omvang, Invoer):
    """An extent as a wmo301 carries it."""

    volume: Volume = Field(
        description="Een heel aantal eenheden; niet meer dan er tijd is in een dag, week of maand.",
        examples=[120],
    )

    @model_validator(mode="after")
    def _past_in_de_tijd(self) -> Self:
        dagen = MEESTE_DAGEN.get(self.frequentie)
        meer = dagen and hoogstens(self.volume, self.eenheid, dagen)
        if meer:
            raise afgekeurd(f"Meer tijd dan er is: {meer} {FREQUENTIES[self.frequentie]}.")
        return self


class OmvangUit(_Omvang, Uitvoer):
    """An extent as a wmo301 carries it."""

    volume: int = Field(description="Een heel aantal eenheden.", examples=[120])


class _Weekomvang(Model):
    """Time a week."""

    eenheid: Keuze[Weekeenheid] = Field(description="Een dagdeel is vier uur.", examples=["uren"])
    per_twee_weken: bool = Field(
        False, description="Het aantal is per twee weken; per week telt de helft.", examples=[False]
    )


class WeekomvangIn(_Weekomvang, Invoer):
    """Time a week."""

    aantal: Hoeveelheid = Field(examples=[2.5])


class WeekomvangUit(_Weekomvang, Uitvoer):
    """Time a week."""

    aantal: Getal = Field(examples=[2.5])


class _Afspraak(Model):
    """What municipality and provider agreed on a change."""

    op: Datum = Field(alias="datum", description="Wanneer de afspraak is gemaakt.", examples=["2026-03-16"])


class AfspraakIn(_Afspraak, Invoer):
    """What municipality and provider agreed on a change."""

    met: Tekst = Field(description="Met wie bij de aanbieder.", examples=["teamleider van de aanbieder"])
    inhoud: Toelichting = Field(examples=["De aanbieder stemt in met de eerdere einddatum."])


class AfspraakUit(_Afspraak, Uitvoer):
    """What municipality and provider agreed on a change."""

    met: str = Field(description="Met wie bij de aanbieder.", examples=["teamleider van de aanbieder"])
    inhoud: str = Field(examples=["De aanbieder stemt in met de eerdere einddatum."])


class OvergangUit(Uitvoer):
    """One step: what, when, by whom, why."""

    naar: str = Field(description="De nieuwe status.", examples=["genomen"])
    op: Moment = Field(examples=["2026-03-16T09:30:00Z"])
    door: str = Field(description="De medewerker.", examples=[MEDEWERKER])
    reden: str | None = Field(None, examples=["Het besluit bevatte een rekenfout."])


class _Onderdeel(Model):
    """A part of a document that can be shared apart."""

    code: Tekst = Field(
        description="Korte naam, uniek binnen het document; hiermee wordt het onderdeel gedeeld.",
        examples=["huishouden"],
    )
    titel: Tekst = Field(examples=["Het huishouden"])
    tekst: Toelichting = Field(examples=["Koken lukt nog. Zwaar schoonmaakwerk lukt niet meer."])


class OnderdeelIn(_Onderdeel, Invoer):
    """A part of a document that can be shared apart."""


class OnderdeelUit(_Onderdeel, Uitvoer):
    """A part of a document that can be shared apart."""


class _Bespreking(Model):
    """That something was settled together with somebody."""

    op: Datum = Field(alias="datum", description="De dag van het gesprek.", examples=["2026-03-09"])
    wijze: Tekst = Field(description="Hoe het gesprek ging.", examples=["Gesprek aan de keukentafel"])


class BesprekingIn(_Bespreking, Invoer):
    """That something was settled together with somebody."""


class BesprekingUit(_Bespreking, Uitvoer):
    """That something was settled together with somebody."""


class _Resultaat(Model):
    """A result to reach."""

    code: Kenmerk = Field(description="Korte naam; een resultaat houdt die in elke versie.", examples=["R1"])
    resultaatgebied: Tekst = Field(description="Code uit het regioprofiel.", examples=["huishouden"])
    omschrijving: Toelichting = Field(examples=["Het huis is schoon en opgeruimd."])
    verwachte_intensiteit: Tekst | None = Field(
        None, description="De intensiteit die de toegang verwacht.", examples=["licht"]
    )


class ResultaatIn(_Resultaat, Invoer):
    """A result to reach."""


class ResultaatUit(_Resultaat, Uitvoer):
    """A result to reach."""


class DatumIn(Invoer):
    """On which day something happened."""

    datum: Datum = Field(description="De dag waarop dit gebeurde.", examples=["2026-03-09"])


class RedenIn(Invoer):
    """Why a step is taken."""

    reden: Toelichting = Field(examples=["De cliënt kiest een andere aanbieder."])


class _Clientintrekking(Model):
    """The client takes back what was asked."""

    op: Datum = Field(
        alias="datum",
        description="De dag waarop de cliënt dit liet weten; vanaf dan loopt er geen termijn meer.",
        examples=["2026-03-20"],
    )


class ClientintrekkingIn(_Clientintrekking, Invoer):
    """The client takes back what was asked."""

    reden: Toelichting = Field(examples=["De dochter van de cliënt gaat helpen."])


class ClientintrekkingUit(_Clientintrekking, Uitvoer):
    """The client took back what was asked."""

    reden: str = Field(examples=["De dochter van de cliënt gaat helpen."])
    door: str = Field(description="De medewerker.", examples=[MEDEWERKER])
    vastgelegd_op: Moment = Field(examples=["2026-03-20T09:30:00Z"])


class _Datumcorrectie(Model):
    """The day of receipt was recorded wrongly."""

    wordt: Datum = Field(
        alias="ontvangstdatum",
        description="De juiste dag; de termijnen schuiven mee.",
        examples=["2026-03-01"],
    )


class DatumcorrectieIn(_Datumcorrectie, Invoer):
    """The day of receipt was recorded wrongly."""

    reden: Toelichting = Field(examples=["De brief droeg een ontvangststempel van een dag eerder."])


class DatumcorrectieUit(_Datumcorrectie, Uitvoer):
    """What the day of receipt said before."""

    was: Datum = Field(description="Wat er eerst stond.", examples=["2026-03-02"])
    reden: str = Field(examples=["De brief droeg een ontvangststempel van een dag eerder."])
    door: str = Field(description="De medewerker.", examples=[MEDEWERKER])
    vastgelegd_op: Moment = Field(examples=["2026-03-05T09:30:00Z"])
