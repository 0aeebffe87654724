"""Regioprofielen: the way each region works, as data."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.kader.rest.handeling import DeRaadpleging
from app.api.kader.rest.modellen import Centen, Datum, GemeentecodeVeld, Getal, Keuze, Reeks, Uitvoer
from app.api.kader.rest.router import Router
from app.api.voorbeelden import GEMEENTE, PRODUCT
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import (
    Beginner,
    BijAfwijking,
    Deelwijze,
    Ernst,
    Formulieronderdeel,
    InzetPer,
    Kanaal,
    Planmoment,
    Verandering,
)
from app.domain.waarden import Eenheid
from app.processen import regio

SLEUTEL = "^[A-Za-z0-9._-]{1,40}$"

router = Router(
    "/regioprofielen",
    tag="Regioprofielen",
    scope="regioprofielen",
    uitleg="Hoe elke regio werkt: formulier, verplichte onderdelen, toetsen, intensiteiten en producten.",
)


class FormulierUit(Uitvoer):
    """The regional form."""

    naam: str = Field(examples=["Ondersteuningsplan Wmo Midden-Limburg Oost"])
    versie: str = Field(examples=["2018"])
    vanaf: Datum = Field(alias="ingangsdatum", examples=["2018-01-01"])


class ProfielgemeenteUit(Uitvoer):
    """A municipality of the region."""

    code: GemeentecodeVeld = Field(examples=[GEMEENTE])
    naam: str = Field(examples=["Roermond"])
    beschikkingsarm: bool = Field(
        description="Plan van aanpak en ondersteuningsplan zijn samen het besluit.", examples=[False]
    )


class ResultaatgebiedUit(Uitvoer):
    """An area of life."""

    code: str = Field(examples=["huishouden"])
    naam: str = Field(examples=["Een schoon en leefbaar huis"])


class IntensiteitUit(Uitvoer):
    """A level of intensity."""

    code: str = Field(examples=["licht"])
    naam: str = Field(examples=["Licht"])
    uren_vanaf: Getal = Field(description="Vanaf dit aantal uren per week.", examples=[0])
    uren_tot: Getal = Field(description="Tot dit aantal uren per week.", examples=[3])


class ProfielproductUit(Uitvoer):
    """What is granted for a resultaatgebied at an intensity."""

    resultaatgebied: str = Field(examples=["huishouden"])
    intensiteit: str = Field(examples=["licht"])
    categorie: str = Field(examples=["01"])
    code: str = Field(examples=[PRODUCT])
    eenheid: Keuze[Eenheid] = Field(examples=["04"])
    tarief: Centen = Field(description="Centen per eenheid.", examples=[3400])


class AanvullendProductUit(Uitvoer):
    """A product outside the resultaatgebieden."""

    naam: str = Field(examples=["Vervoer, per rit"])
    categorie: str = Field(examples=["08"])
    code: str = Field(examples=["08V01"])
    eenheid: Keuze[Eenheid] = Field(examples=["84"])
    tarief: Centen = Field(description="Centen per eenheid.", examples=[1250])


class ToetsinstellingUit(Uitvoer):
    """How heavy the finding of a toets weighs here."""

    ernst: Keuze[Ernst] = Field(examples=["blokkerend"])


class AandachtspuntUit(Uitvoer):
    """What the person who takes a step has to see."""

    bij: Keuze[Planmoment] = Field(description="Bij welke stap dit telt.", examples=["beoordelen"])
    tekst: str = Field(examples=["Overleg met de aanbieder over het plan wordt aangeraden."])
    eis: str | None = Field(None, description="De eis waar dit uit volgt.", examples=["M19"])


class RegioprofielUit(Uitvoer):
    """The way a region works."""

    code: str = Field(examples=["MLO"])
    naam: str = Field(examples=["Midden-Limburg Oost"])
    versie: str = Field(examples=["2018.1"])
    geldig_vanaf: Datum = Field(alias="ingangsdatum", examples=["2018-01-01"])
    voorbeeld: bool = Field(
        description="Producten en niveaus zijn een voorbeeld, omdat de echte niet openbaar zijn.",
        examples=[True],
    )
    formulier: FormulierUit
    gemeenten: Reeks[ProfielgemeenteUit]
    begint: Keuze[Beginner] = Field(description="Wie het plan begint.", examples=["gemeente"])
    inzet_per: Keuze[InzetPer] = Field(examples=["resultaat"])
    verplicht: frozenset[Keuze[Formulieronderdeel]] = Field(
        description="Onderdelen van het formulier die niet mogen ontbreken.",
        max_length=7,
        examples=[["aard"]],
    )
    ondertekening_verplicht: bool = Field(examples=[True])
    overleg_verplicht: bool = Field(examples=[False])
    afschrift_verplicht: bool = Field(examples=[False])
    deelwijze: Keuze[Deelwijze] = Field(
        description="Op welke voet gegevens worden gedeeld.", examples=["informeren"]
    )
    afzien_mogelijk: bool = Field(examples=[True])
    bij_afwijking: Keuze[BijAfwijking] = Field(
        description="Wat volgt op een plan dat niet overeenkomt.", examples=["rapportage"]
    )
    zonder_eigen_plan: frozenset[Keuze[Verandering]] = Field(
        description="Wat een herbeoordeling mag toekennen op het plan of de afziening die er al was.",
        max_length=4,
        examples=[["langer", "minder"]],
    )
    plan_van_aanpak_is_aanvraag: bool = Field(examples=[False])
    kanalen: frozenset[Keuze[Kanaal]] = Field(
        description="Beveiligde kanalen voor de uitvraag.", max_length=2, examples=[["zorgmail", "api"]]
    )
    resultaatgebieden: Reeks[ResultaatgebiedUit]
    intensiteiten: Reeks[IntensiteitUit]
    producten: Reeks[ProfielproductUit]
    aanvullende_producten: Reeks[AanvullendProductUit]
    toetsen: dict[str, ToetsinstellingUit] = Field(description="De actieve toetsen, op naam.")
    aandachtspunten: Reeks[AandachtspuntUit]


@router.get("", response_model=list[RegioprofielUit], summary="Toon de regioprofielen")
def lijst_regioprofielen(raadpleging: DeRaadpleging) -> tuple[Regioprofiel, ...]:
    return regio.lijst_profielen(raadpleging)


@router.get("/{code}/{versie}", response_model=RegioprofielUit, summary="Lees een regioprofiel")
def lees_regioprofiel(
    code: Annotated[str, Path(pattern=SLEUTEL, description="De code van de regio.", examples=["MLO"])],
    versie: Annotated[
        str, Path(pattern=SLEUTEL, description="De versie van het profiel.", examples=["2018.1"])
    ],
    raadpleging: DeRaadpleging,
) -> Regioprofiel:
    """The profile that a plan was made under."""
    return regio.haal_profiel(raadpleging, code, versie)
