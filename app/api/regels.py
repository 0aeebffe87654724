"""Regels: the rules of iWmo 3.2, what they demand and whether they are checked; public."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.kader.rest.modellen import Keuze, Uitvoer
from app.api.kader.rest.router import Router
from app.istandaard.regels.register import Niveau, Registerregel, Status
from app.processen import naslaan

router = Router(
    "/regels",
    tag="Regels",
    scope=None,
    uitleg="De regels van iWmo 3.2, met hoe dit programma ze naleeft.",
)


class RegelUit(Uitvoer):
    """A rule of the standard."""

    code: str = Field(examples=["CD076"])
    berichten: list[str] = Field(description="De berichten waarvoor de regel geldt.", examples=[["wmo301"]])
    niveau: Keuze[Niveau] = Field(description="Waarmee de regel te toetsen is.", examples=["xslt"])
    retourcode: str | None = Field(None, examples=["0001"])
    eis: str = Field(examples=["Bij een omvang per week (frequentie 2) hoort een einddatum."])
    status: Keuze[Status] = Field(description="Hoe dit programma de regel naleeft.", examples=["gebouwd"])
    gebouwd_voor: list[str] = Field(
        description="De berichten waarop de regel wordt gecontroleerd.", examples=[["wmo301"]]
    )
    gecontroleerd_bij: list[str] = Field(
        description="Waar dit programma de regel controleert of volgt: bij een bericht op zichzelf "
        "(valideer), in een keten, bij wat binnenkomt (ontvangen), bij het opstellen van een bericht, of met "
        "een taak op de werkvoorraad.",
        examples=[["valideer", "keten", "ontvangen", "opstellen"]],
    )
    doe: str | None = Field(
        None,
        description="Wat de afzender doet aan een bericht dat de regel overtreedt.",
        examples=["Geef elke toewijzing een nummer dat nog nooit is gebruikt."],
    )
    toelichting: str | None = Field(None, examples=["app.domain.toewijzing.wijzigen"])


class VoorbeeldregelUit(Uitvoer):
    """A line of a message."""

    nummer: int = Field(
        alias="regelnummer", description="Regel in het verzonnen bericht, vanaf 1.", examples=[69]
    )
    tekst: str = Field(
        description="Een burgerservicenummer staat er gemaskeerd.",
        examples=["<wmo301:Ingangsdatum>2026-06-30</wmo301:Ingangsdatum>"],
    )
    hier: bool = Field(
        alias="gemarkeerd",
        description="Of deze regel verschilt van het andere bericht, of is waar de regel over gaat.",
        examples=[True],
    )


class RegelvoorbeeldUit(Uitvoer):
    """What breaks a rule, and what comes nearest to it without doing so."""

    soort: str = Field(alias="berichtsoort", examples=["wmo301"])
    plek: str = Field(
        description="Het element waar de bevinding bij hoort.",
        examples=["Client / ToegewezenProducten / ToegewezenProduct[2] / Product"],
    )
    gevonden: str = Field(examples=["overlap met de toewijzing met nummer 1."])
    verwacht: str = Field(examples=["een ander product of een andere periode."])
    fout: list[VoorbeeldregelUit] = Field(description="Regels van een bericht dat de regel overtreedt.")
    goed: list[VoorbeeldregelUit] = Field(
        description="Dezelfde regels van een bericht dat klopt; leeg als hetzelfde bericht goed is na andere "
        "berichten."
    )


class RegelMetVoorbeeldUit(RegelUit):
    """A rule of the standard, with a wrong and a right message."""

    voorbeeld: RegelvoorbeeldUit | None = Field(
        None, description="Ontbreekt bij een regel die niet over de inhoud van een bericht gaat."
    )


@router.get("", response_model=list[RegelUit], summary="Toon de regels van de standaard")
def lijst_regels(
    bericht: Annotated[
        str | None,
        Query(pattern="^wmo3[0-9]{2}$", description="Alleen voor dit bericht.", examples=["wmo301"]),
    ] = None,
) -> tuple[Registerregel, ...]:
    return naslaan.regels(bericht)


@router.get("/{code}", response_model=RegelMetVoorbeeldUit, summary="Lees een regel")
def lees_regel(
    code: Annotated[str, Path(max_length=10, description="De code van de regel.", examples=["CD076"])],
) -> Registerregel:
    return naslaan.regel(code)
