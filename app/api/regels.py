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
        description="Waar dit programma de regel controleert: bij een bericht op zichzelf (valideer), in een "
        "keten, bij wat binnenkomt (ontvangen), of bij het opstellen.",
        examples=[["valideer", "keten", "ontvangen", "opstellen"]],
    )
    doe: str | None = Field(
        None,
        description="Wat de afzender doet aan een bericht dat de regel overtreedt.",
        examples=["Geef elke toewijzing een nummer dat nog nooit is gebruikt."],
    )
    toelichting: str | None = Field(None, examples=["app.domain.toewijzing.wijzigen"])


@router.get("", response_model=list[RegelUit], summary="Toon de regels van de standaard")
def lijst_regels(
    bericht: Annotated[
        str | None,
        Query(pattern="^wmo3[0-9]{2}$", description="Alleen voor dit bericht.", examples=["wmo301"]),
    ] = None,
) -> tuple[Registerregel, ...]:
    return naslaan.regels(bericht)


@router.get("/{code}", response_model=RegelUit, summary="Lees een regel")
def lees_regel(
    code: Annotated[str, Path(max_length=10, description="De code van de regel.", examples=["CD076"])],
) -> Registerregel:
    return naslaan.regel(code)
