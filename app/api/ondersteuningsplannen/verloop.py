"""What happens to a submitted plan: signed, copied, laid back, assessed, laid down (M08, M09, H13 to H26)."""

from typing import Annotated

from pydantic import Field

from app.api.kader.rest.modellen import (
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.plandelen import (
    BesprekingIn,
    BesprekingUit,
)
from app.domain.plan.ondersteuningsplan import (
    Ondertekenaar,
    Oordeel,
)
from app.domain.profielen.regioprofiel import Ernst

AFSCHRIFT = "6512bd43-d9ca-46e0-8b50-1c6c4f7c9f11"
BEOORDELING = "c51ce410-c124-410e-8a7c-1d4c5a6b7c12"

Versienummer = Annotated[
    int, Field(ge=1, le=9_999, description="Nummer van de ingediende versie.", examples=[1])
]


class IndieningIn(Invoer):
    """To whom the draft is submitted, on which form."""

    formulier_versie: Tekst = Field(
        description="Versie van het regionale formulier dat is gebruikt (H06).", examples=["2018"]
    )
    gericht_aan: Tekst = Field(
        default_factory=str,
        description="De medewerker van de toegang die erover gaat (H09).",
        examples=["medewerker-1"],
    )


class _Ondertekening(Model):
    """A signature."""

    versie: Versienummer
    door: Keuze[Ondertekenaar] = Field(examples=["client"])
    op: Datum = Field(alias="datum", examples=["2026-03-17"])
    wijze: Tekst = Field(examples=["Op papier, bij de cliënt thuis"])


class OndertekeningIn(_Ondertekening, Invoer):
    """A signature."""


class OndertekeningUit(_Ondertekening, Uitvoer):
    """A signature."""


class AlternatiefIn(Invoer):
    """Why the client does not sign, and how alignment took place instead: both."""

    versie: Versienummer
    reden: Toelichting = Field(
        default_factory=str,
        description="Waarom de cliënt niet tekent; verplicht (M09).",
        examples=["De cliënt ligt in coma."],
    )
    andere_wijze: Toelichting = Field(
        default_factory=str,
        description="Hoe de afstemming met de cliënt dan wel is gedaan; verplicht (M09).",
        examples=["Besproken met de mentor."],
    )
    op: Datum = Field(alias="datum", examples=["2026-03-17"])


class AlternatiefUit(Uitvoer):
    """Why the client does not sign, and how alignment took place instead."""

    versie: int = Field(examples=[1])
    reden: str = Field(examples=["De cliënt ligt in coma."])
    andere_wijze: str = Field(examples=["Besproken met de mentor."])
    op: Datum = Field(alias="datum", examples=["2026-03-17"])


class AfschriftIn(Invoer):
    """That the client got a copy."""

    versie: Versienummer
    verstrekt_op: Moment = Field(examples=["2026-03-18T10:00:00Z"])
    kanaal: Tekst = Field(description="Hoe de cliënt het kreeg.", examples=["Persoonlijk overhandigd"])


class AfschriftUit(Uitvoer):
    """A copy that the client got, with the hash of what it held."""

    id: Uuid = Field(examples=[AFSCHRIFT])
    versie: int = Field(examples=[1])
    verstrekt_op: Moment = Field(examples=["2026-03-18T10:00:00Z"])
    kanaal: str = Field(examples=["Persoonlijk overhandigd"])
    sha256: str = Field(
        description="SHA-256 van de bewaarde PDF.",
        examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    )


class TermijnmeldingIn(Invoer):
    """That the term will pass."""

    verwacht_op: Datum = Field(
        alias="verwachteDatum", description="Wanneer het plan er dan is.", examples=["2026-04-24"]
    )
    reden: Toelichting = Field(examples=["De cliënt ligt in het ziekenhuis."])


class TermijnmeldingUit(Uitvoer):
    """That the term will pass."""

    op: Moment = Field(examples=["2026-03-20T09:00:00Z"])
    verwacht_op: Datum = Field(alias="verwachteDatum", examples=["2026-04-24"])
    reden: str = Field(examples=["De cliënt ligt in het ziekenhuis."])


class TerugleggingIn(Invoer):
    """Why the plan goes back to the provider."""

    versie: Versienummer
    reden: Toelichting = Field(examples=["Resultaat R2 uit het plan van aanpak ontbreekt."])
    contact: BesprekingIn | None = Field(
        None,
        description="Wanneer en hoe er contact met de aanbieder was, waar de regio dat vraagt (H18).",
        examples=[{"datum": "2026-03-18", "wijze": "Telefonisch"}],
    )
    contactpersoon: Tekst | None = Field(
        None, description="Met wie bij de aanbieder.", examples=["Teamleider van de aanbieder"]
    )


class TerugleggingUit(Uitvoer):
    """Why the plan went back to the provider."""

    versie: int = Field(examples=[1])
    op: Moment = Field(examples=["2026-03-19T09:00:00Z"])
    reden: str = Field(examples=["Resultaat R2 uit het plan van aanpak ontbreekt."])
    contact: BesprekingUit | None = None
    contactpersoon: str | None = Field(None, examples=["Teamleider van de aanbieder"])


class BeoordelingIn(Invoer):
    """The verdict of a person."""

    versie: Versienummer
    oordeel: Keuze[Oordeel] = Field(examples=["akkoord"])
    motivering: Toelichting = Field(
        default_factory=str,
        description="Verplicht (H13).",
        examples=["Het plan sluit aan op het plan van aanpak."],
    )
    onderbouwing_intensiteit: Toelichting = Field(
        default_factory=str,
        description="Uw oordeel over de onderbouwing van de intensiteit; verplicht (H17).",
        examples=["De omvang past bij licht en is goed uitgelegd."],
    )


class ToetsbevindingUit(Uitvoer):
    """What a toets finds."""

    toets: str = Field(description="Naam van de toets.", examples=["frequentie_ontbreekt"])
    ernst: Keuze[Ernst] = Field(description="Een blokkerende bevinding kan niet worden gepasseerd.")
    veld: str = Field(description="Pad in de indiening.", examples=["inzet[0].frequentie"])
    melding: str = Field(examples=["Vul in hoe vaak de werkzaamheden plaatsvinden."])
    eisen: Rij[str] = Field(examples=[["H16", "H21"]])


class BeoordelingUit(Uitvoer):
    """The verdict of a person, beside what the toetsen found."""

    id: Uuid = Field(examples=[BEOORDELING])
    versie: int = Field(examples=[1])
    oordeel: Keuze[Oordeel] = Field(examples=["akkoord"])
    motivering: str = Field(examples=["Het plan sluit aan op het plan van aanpak."])
    onderbouwing_intensiteit: str = Field(examples=["De omvang past bij licht en is goed uitgelegd."])
    bevindingen: Rij[ToetsbevindingUit]
    door: str = Field(examples=["medewerker-1"])
    op: Moment = Field(examples=["2026-03-19T09:00:00Z"])


class _Vaststelling(Model):
    """That provider and client laid the plan down."""

    versie: Versienummer
    op: Datum = Field(alias="datum", examples=["2026-03-20"])
    wijze: Tekst = Field(examples=["Samen doorgenomen bij de cliënt thuis"])


class VaststellingIn(_Vaststelling, Invoer):
    """That provider and client laid the plan down."""


class VaststellingUit(_Vaststelling, Uitvoer):
    """That provider and client laid the plan down."""
