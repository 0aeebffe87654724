"""What a plan says: for which results which inzet, how often, how much, from when to when (M14, H21, H22)."""

from pydantic import Field

from app.api.delen import BesprekingIn, BesprekingUit, ResultaatIn, ResultaatUit, WeekomvangIn, WeekomvangUit
from app.api.kader.rest.modellen import (
    Datum,
    Getal,
    Hoeveelheid,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    voorbeeld,
)
from app.api.producten import CATEGORIE, PRODUCTCODE
from app.api.voorbeelden import PRODUCT
from app.domain.waarden import Eenheid, Frequentie

AARD = "Samen schoonmaken en een weekritme aanleren."
HOE_VAAK = "Twee keer per week 60 minuten"
WAAROM = "De cliënt doet het meeste zelf en heeft alleen begeleiding nodig."


class _Productkeuze(Model):
    """A product of the list."""

    categorie: str = Field(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])
    code: str = Field(pattern=PRODUCTCODE, examples=[PRODUCT])


class ProductkeuzeIn(_Productkeuze, Invoer):
    """A product of the list."""


class ProductkeuzeUit(_Productkeuze, Uitvoer):
    """A product of the list."""


class _Inzet(Model):
    """What is done for the results of one resultaatgebied; what is missing is found by the toetsen."""

    resultaatgebied: Tekst = Field(description="Code uit het regioprofiel.", examples=["huishouden"])
    resultaten: Rij[Tekst] = Field(description="Codes van de resultaten waar dit voor is.", examples=[["R1"]])
    aard: Toelichting | None = Field(None, description="Wat de aanbieder doet.", examples=[AARD])
    frequentie: Tekst | None = Field(
        None, description="Hoe vaak en hoe lang per keer, in woorden.", examples=[HOE_VAAK]
    )
    intensiteit: Tekst | None = Field(
        None, description="De geadviseerde intensiteit, een code uit het regioprofiel.", examples=["licht"]
    )
    afwijking_intensiteit: Toelichting | None = Field(
        None,
        description="Waarom het advies afwijkt van wat de toegang verwacht.",
        examples=["De cliënt kan minder zelf dan bij het onderzoek leek."],
    )
    begin: Datum | None = Field(
        None, alias="begindatum", description="Verwachte begindatum.", examples=["2026-04-01"]
    )
    eind: Datum | None = Field(
        None, alias="einddatum", description="Verwachte einddatum.", examples=["2027-03-31"]
    )
    motivering: Toelichting | None = Field(None, description="Waarom dit nodig is.", examples=[WAAROM])


class InzetIn(_Inzet, Invoer):
    """What is done for the results of one resultaatgebied."""

    omvang: WeekomvangIn | None = Field(None, description="Gemiddelde omvang per week.")
    producten: Rij[ProductkeuzeIn] = ()


class InzetUit(_Inzet, Uitvoer):
    """What is done for the results of one resultaatgebied."""

    omvang: WeekomvangUit | None = Field(None, description="Gemiddelde omvang per week.")
    producten: Reeks[ProductkeuzeUit]


class _AanvullendeInzet(Model):
    """An additional product, price times quantity."""

    eenheid: Keuze[Eenheid] | None = Field(None, description="Code van WJ756.", examples=["84"])
    frequentie: Keuze[Frequentie] | None = Field(None, description="Code van WMO757.", examples=["2"])
    begin: Datum | None = Field(None, alias="begindatum", examples=["2026-04-01"])
    eind: Datum | None = Field(None, alias="einddatum", examples=["2027-03-31"])
    toelichting: Toelichting | None = Field(None, examples=["Vervoer naar de dagbesteding en terug."])
    resultaatgebied: Tekst | None = Field(
        None,
        description="Hoort leeg te zijn: aanvullend is buiten de resultaatgebieden.",
        examples=["sociaal"],
    )


class AanvullendeInzetIn(_AanvullendeInzet, Invoer):
    """An additional product, price times quantity."""

    aantal: Hoeveelheid | None = Field(None, description="De benodigde hoeveelheid.", examples=[2])
    product: ProductkeuzeIn


class AanvullendeInzetUit(_AanvullendeInzet, Uitvoer):
    """An additional product, price times quantity."""

    aantal: Getal | None = Field(None, description="De benodigde hoeveelheid.", examples=[2])
    product: ProductkeuzeUit


class InvullingIn(Invoer):
    """The provider's part of the plan; a draft may be incomplete."""

    model_config = voorbeeld(
        {
            "inzet": [
                {
                    "resultaatgebied": "huishouden",
                    "resultaten": ["R1"],
                    "aard": AARD,
                    "frequentie": HOE_VAAK,
                    "omvang": {"aantal": 2, "eenheid": "uren"},
                    "intensiteit": "licht",
                    "begindatum": "2026-04-01",
                    "einddatum": "2027-03-31",
                    "motivering": WAAROM,
                    "producten": [{"categorie": "01", "code": PRODUCT}],
                }
            ],
            "overleg": {"datum": "2026-03-16", "wijze": "Gesprek bij de cliënt thuis"},
        }
    )

    resultaten: Rij[ResultaatIn] = Field(
        (),
        description="Alleen waar de aanbieder het plan begint. Vooraf bepaalde resultaten staan vast.",
    )
    inzet: Rij[InzetIn] = ()
    aanvullend: Rij[AanvullendeInzetIn] = Field((), description="Producten buiten de resultaatgebieden.")
    overleg: BesprekingIn | None = Field(
        None, description="Wanneer en hoe het plan met de cliënt is opgesteld."
    )


class IntensiteitsadviesUit(Uitvoer):
    """Advice beside suggestion."""

    resultaatgebied: str = Field(examples=["huishouden"])
    verwacht: Reeks[str] = Field(description="Wat de toegang verwacht.", examples=[["licht"]])
    advies: str | None = Field(None, description="Wat de aanbieder adviseert.", examples=["midden"])
    grond: str | None = Field(None, examples=["De cliënt kan minder zelf dan bij het onderzoek leek."])


class InvullingUit(Uitvoer):
    """The provider's part of the plan."""

    resultaten: Reeks[ResultaatUit]
    inzet: Reeks[InzetUit]
    aanvullend: Reeks[AanvullendeInzetUit]
    overleg: BesprekingUit | None = None
    intensiteiten: Reeks[IntensiteitsadviesUit] = Field(
        description="Het advies van de aanbieder naast de verwachting van de toegang."
    )
