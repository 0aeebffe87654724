"""What happens to a submitted plan: signed, copied, returned, assessed, adopted (M08, M09, H13 to H26)."""

from typing import Annotated

from pydantic import Field

from app.api.delen import BesprekingIn, BesprekingUit, VertegenwoordigingIn, VertegenwoordigingUit
from app.api.kader.rest.modellen import (
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.voorbeelden import AFSCHRIFT, BEOORDELING, MEDEWERKER
from app.domain.plan.ondersteuningsplan import (
    Ondertekenaar,
    Oordeel,
)
from app.domain.profielen.regioprofiel import Ernst

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
        examples=[MEDEWERKER],
    )
    correctie: Toelichting | None = Field(
        None,
        description="Welke fout u herstelt in een versie die al is ingediend; dat kan tot de gemeente die "
        "beoordeelt (M20).",
        examples=["De einddatum was een jaar te vroeg."],
    )


class _Ondertekening(Model):
    """A signature."""

    versie: Versienummer
    door: Keuze[Ondertekenaar] = Field(examples=["client"])
    op: Datum = Field(alias="datum", examples=["2026-03-17"])
    wijze: Tekst = Field(examples=["Op papier, bij de cliënt thuis"])


class OndertekeningIn(_Ondertekening, Invoer):
    """A signature."""

    vertegenwoordiger: VertegenwoordigingIn | None = Field(
        None, description="Wie voor de cliënt tekende, als de cliënt dat niet zelf deed."
    )


class OndertekeningUit(_Ondertekening, Uitvoer):
    """A signature."""

    vertegenwoordiger: VertegenwoordigingUit | None = None


class _Alternatief(Model):
    """When it was recorded that the client does not sign."""

    op: Datum = Field(alias="datum", examples=["2026-03-17"])


class AlternatiefIn(_Alternatief, Invoer):
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


class AlternatiefUit(_Alternatief, Uitvoer):
    """Why the client does not sign, and how alignment took place instead."""

    versie: int = Field(examples=[1])
    reden: str = Field(examples=["De cliënt ligt in coma."])
    andere_wijze: str = Field(examples=["Besproken met de mentor."])


class _Afschrift(Model):
    """When the client got a copy."""

    verstrekt_op: Moment = Field(examples=["2026-03-18T10:00:00Z"])


class AfschriftIn(_Afschrift, Invoer):
    """That the client got a copy."""

    versie: Versienummer
    kanaal: Tekst = Field(description="Hoe de cliënt het kreeg.", examples=["Persoonlijk overhandigd"])


class AfschriftUit(_Afschrift, Uitvoer):
    """A copy that the client got, with the hash of what it held."""

    id: Uuid = Field(examples=[AFSCHRIFT])
    versie: int = Field(examples=[1])
    kanaal: str = Field(examples=["Persoonlijk overhandigd"])
    sha256: str = Field(
        description="SHA-256 van de bewaarde PDF.",
        examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    )


class _Termijnmelding(Model):
    """When the plan will be there, now that the term will pass."""

    verwacht_op: Datum = Field(
        alias="verwachteDatum", description="Wanneer het plan er dan is.", examples=["2026-04-24"]
    )


class TermijnmeldingIn(_Termijnmelding, Invoer):
    """That the term will pass."""

    reden: Toelichting = Field(examples=["De cliënt ligt in het ziekenhuis."])


class TermijnmeldingUit(_Termijnmelding, Uitvoer):
    """That the term will pass."""

    op: Moment = Field(examples=["2026-03-20T09:00:00Z"])
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


class _Beoordeling(Model):
    """The verdict of a person."""

    oordeel: Keuze[Oordeel] = Field(examples=["akkoord"])


class BeoordelingIn(_Beoordeling, Invoer):
    """The verdict of a person."""

    versie: Versienummer
    motivering: Toelichting = Field(
        default_factory=str,
        description="Verplicht (H13).",
        examples=["Het plan sluit aan op het plan van aanpak."],
    )
    onderbouwing_intensiteit: Toelichting = Field(
        default_factory=str,
        description="Uw oordeel over de onderbouwing van de intensiteit; verplicht waar het formulier van de "
        "regio een intensiteit vraagt (H17).",
        examples=["De omvang past bij licht en is goed uitgelegd."],
    )


class ToetsbevindingUit(Uitvoer):
    """What a toets finds."""

    toets: str = Field(description="Naam van de toets.", examples=["frequentie_ontbreekt"])
    ernst: Keuze[Ernst] = Field(description="Een blokkerende bevinding kan niet worden gepasseerd.")
    veld: str = Field(description="Pad in de indiening.", examples=["inzet[0].frequentie"])
    melding: str = Field(examples=["Vul in hoe vaak de werkzaamheden plaatsvinden."])
    eisen: Reeks[str] = Field(examples=[["H16", "H21"]])


class BeoordelingUit(_Beoordeling, Uitvoer):
    """The verdict of a person, beside what the toetsen found."""

    id: Uuid = Field(examples=[BEOORDELING])
    versie: int = Field(examples=[1])
    motivering: str = Field(examples=["Het plan sluit aan op het plan van aanpak."])
    onderbouwing_intensiteit: str = Field(examples=["De omvang past bij licht en is goed uitgelegd."])
    bevindingen: Reeks[ToetsbevindingUit]
    door: str = Field(examples=[MEDEWERKER])
    op: Moment = Field(examples=["2026-03-19T09:00:00Z"])


class _Vaststelling(Model):
    """That provider and client adopted the plan."""

    versie: Versienummer
    op: Datum = Field(alias="datum", examples=["2026-03-20"])
    wijze: Tekst = Field(examples=["Samen doorgenomen bij de cliënt thuis"])


class VaststellingIn(_Vaststelling, Invoer):
    """That provider and client adopted the plan."""


class VaststellingUit(_Vaststelling, Uitvoer):
    """That provider and client adopted the plan."""
