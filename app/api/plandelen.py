"""Parts that the bodies of research, plan van aanpak and ondersteuningsplan share."""

from pydantic import Field

from app.api.kader.rest.modellen import Datum, Invoer, Kenmerk, Model, Tekst, Toelichting, Uitvoer

CLIENT = "9a1d7c55-4a1e-4b7d-a1b8-6f0f3c2e1d22"
MELDING = "6f2b2d0a-7b1c-4f0e-8f43-3a9e0c1d2b11"
ONDERZOEK = "d3d94468-02a4-4259-b55d-38e6d163e820"
PLAN_VAN_AANPAK = "b6d767d2-f8ed-4d21-a44b-0e5886680cb9"
PLAN = "0b0c2a5e-3a53-4c7a-9b57-2f5d7f5b7f01"
AFZIENING = "1f0e3dad-9990-4345-b743-9f8ffabdffc4"
RAPPORTAGE = "98f13708-2101-4c76-8f0f-7d6f5b2c8a31"
AGB = "41410001"
GEMEENTE = "0957"
"""Values for examples, the same throughout the documentation."""


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
