"""Uitbetalingen: what is paid by the answers of a month or a year, in sums and as a table to check."""

from collections.abc import Generator, Iterator
from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.kader.beurt import TABEL
from app.api.kader.rest.antwoorden import Csv
from app.api.kader.rest.handeling import DeHandeling, DeRaadpleging, DeStap
from app.api.kader.rest.lijsten import Cijfers, HetBlad
from app.api.kader.rest.modellen import AgbVeld, GemeentecodeVeld, Uitvoer
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AGB, GEMEENTE
from app.domain.declaratie import Uitbetaling
from app.processen import uitbetalen
from app.processen.uitbetalen import Periode

router = Router("/uitbetalingen", tag="Declaraties", scope="declaraties")

Jaar = Annotated[
    int, Query(ge=2000, le=2199, description="Het jaar van de wmo325.", examples=[2026]), Cijfers
]
Maand = Annotated[
    int | None,
    Query(ge=1, le=12, description="De maand van de wmo325; zonder maand het hele jaar.", examples=[4]),
    Cijfers,
]
EenAanbieder = Annotated[AgbVeld | None, Query(description="Alleen van deze aanbieder.")]


class UitbetalingUit(Uitvoer):
    """What one provider gets of one municipality by the answers of a period."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    aanbieder: AgbVeld = Field(examples=[AGB])
    declaraties: int = Field(description="Hoeveel declaraties zijn beantwoord.", examples=[2])
    regels: int = Field(description="Hoeveel regels die bevatten.", examples=[9])
    geweigerde_regels: int = Field(examples=[1])
    ingediend: int = Field(description="In centen, volgens de wmo323.", examples=[30600])
    geweigerd: int = Field(
        description="In centen: de som van wat de wmo325 weigert, met een credit die niet meer telt.",
        examples=[3400],
    )
    toegekend: int = Field(
        description="In centen, volgens de wmo325: wat wordt uitbetaald; negatief als er meer is "
        "gecrediteerd.",
        examples=[27200],
    )
    verschil: int = Field(
        description="Ingediend min geweigerd min toegekend: nul als alles klopt.", examples=[0]
    )


@router.get("", response_model=list[UitbetalingUit], summary="Toon wat per aanbieder wordt uitbetaald")
def lijst_uitbetalingen(
    handeling: DeHandeling, blad: HetBlad, jaar: Jaar, maand: Maand = None, aanbieder: EenAanbieder = None
) -> tuple[Uitbetaling, ...]:
    return blad.toon(uitbetalen.totalen(handeling, Periode(jaar, maand), aanbieder, blad.limiet, blad.cursor))


@router.get(
    "/csv",
    response_class=Csv,
    summary="Haal de toegekende regels op als bestand voor de accountant",
    description="CSV volgens RFC 4180 in UTF-8, met een kopregel, puntkomma's tussen de velden en bedragen "
    "in euro met een komma, zodat een Nederlands rekenblad het opent. Elke toegekende regel is een rij, een "
    "creditregel ook. Zij staan op de dag van de wmo325, van elke declaratie bij elkaar, in de volgorde van "
    "de wmo323; elke keer gelijk. De volgorde van de declaraties van een dag heeft geen betekenis: sorteer "
    "in uw rekenblad op `declaratienummer` of `wmo323`. De laatste rijen geven de som van de "
    "regels, wat daarvan in de wmo325's staat, en wat is ingediend en geweigerd, met het `verschil` van "
    "`GET /uitbetalingen`. Dat is nul als alles klopt, net als de som van de regels min toegekend. Ontbreken "
    "die rijen, dan is het bestand niet heel aangekomen.",
)
def lees_uitbetalingen_csv(
    raadpleging: DeRaadpleging,
    stap: DeStap,
    jaar: Jaar,
    maand: Maand = None,
    aanbieder: EenAanbieder = None,
) -> Csv:
    tabel = uitbetalen.tabel(raadpleging, stap, Periode(jaar, maand), aanbieder)
    return Csv(_op_zijn_plaats(raadpleging.beller.code, tabel))


def _op_zijn_plaats(wie: str, tabel: Iterator[str]) -> Generator[str]:
    """The same, while few others are made; Bezet from the start where there are more."""
    with TABEL.beurt(wie):
        yield from tabel
