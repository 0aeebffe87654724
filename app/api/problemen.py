"""The kinds of problem that this API answers with: what the `type` of a problem detail leads to."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from app.api.kader.fouten import STATUS
from app.api.kader.rest.modellen import Tekst, Uitvoer
from app.api.kader.rest.probleem import OMSCHRIJVINGEN
from app.api.kader.rest.router import Router
from app.domain.fouten import NietGevonden

router = Router(
    "/problemen",
    tag="Problemen",
    scope=None,
    uitleg="Wat elke soort fout betekent: waar `type` in een foutantwoord naar wijst.",
)


class ProbleemsoortUit(Uitvoer):
    """One kind of problem, explained."""

    soort: str = Field(description="Laatste deel van `type` in een probleem.", examples=["ongeldige-invoer"])
    titel: str = Field(description="De soort fout in het kort.", examples=["De invoer klopt niet"])
    status: int = Field(description="De HTTP-status.", examples=[400])
    omschrijving: str = Field(description="Wat de status zegt.", examples=["De invoer klopt niet."])


PROBLEEMSOORTEN = {
    fout.soort: ProbleemsoortUit(
        soort=fout.soort, titel=fout.titel, status=status, omschrijving=OMSCHRIJVINGEN[status]
    )
    for fout, status in STATUS.items()
}


@router.get("", summary="Alle soorten problemen")
def lijst_probleemsoorten() -> list[ProbleemsoortUit]:
    """Every kind of problem that this API can answer with."""
    return list(PROBLEEMSOORTEN.values())


@router.get("/{soort}", summary="Uitleg bij een soort probleem")
def lees_probleemsoort(
    soort: Annotated[
        Tekst, Path(description="Laatste deel van `type` in een probleem.", examples=["ongeldige-invoer"])
    ],
) -> ProbleemsoortUit:
    """What the `type` of a problem leads to."""
    if soort not in PROBLEEMSOORTEN:
        raise NietGevonden("Deze soort probleem bestaat niet.")
    return PROBLEEMSOORTEN[soort]
