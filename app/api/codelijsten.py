"""Codelijsten: the code lists of iWmo 3.2; public."""

from typing import Annotated

from fastapi import Path
from pydantic import Field, field_validator

from app.api.kader.rest.modellen import Datum, Uitvoer
from app.api.kader.rest.router import Router
from app.istandaard.codelijsten import Codelijst
from app.processen import naslaan

router = Router(
    "/codelijsten",
    tag="Codelijsten",
    scope=None,
    uitleg="De codelijsten van iWmo 3.2.",
)


class CodeUit(Uitvoer):
    """One value of a code list."""

    code: str = Field(examples=["04"])
    betekenis: str = Field(examples=["Uur"])
    vanaf: Datum | None = Field(
        None, description="De eerste dag waarop de code geldt.", examples=["2023-01-01"]
    )
    tot: Datum | None = Field(
        None, description="De laatste dag waarop de code geldt.", examples=["2025-12-31"]
    )


class LijstUit(Uitvoer):
    """A code list without its codes."""

    id: str = Field(examples=["WJ756"])
    naam: str = Field(examples=["Eenheid"])
    peildatum: Datum | None = Field(None, examples=["2025-01-01"])


class CodelijstUit(LijstUit):
    """A code list."""

    codes: list[CodeUit]

    @field_validator("codes", mode="before")
    @classmethod
    def _waarden(cls, codes: object) -> object:
        return list(codes.values()) if hasattr(codes, "values") else codes


@router.get("", response_model=list[LijstUit], summary="Toon de codelijsten")
def lijst_codelijsten() -> tuple[Codelijst, ...]:
    return naslaan.lijsten()


@router.get("/{id}", response_model=CodelijstUit, summary="Lees een codelijst")
def lees_codelijst(
    id: Annotated[str, Path(max_length=40, description="De code van de lijst.", examples=["WJ756"])],
) -> Codelijst:
    return naslaan.lijst(id)
