"""Declaraties: what was declared, what of it was granted, and why a line was refused (IV087, OP303)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field, PlainSerializer

from app.api.codelijsten import CodeUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import AgbVeld, Datum, GemeentecodeVeld, Keuze, Reeks, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.toewijzingen import Nummer
from app.api.voorbeelden import AGB, CLIENT, GEMEENTE, ONTVANGST, PRODUCT
from app.domain.berichtontvangst import Ontvangststatus
from app.domain.declaratie import Declaratie
from app.istandaard.tonen import toonbaar
from app.processen.keten import declaraties
from app.processen.keten.declaraties import Regel, Regelstand

router = Router(
    "/declaraties",
    tag="Declaraties",
    scope="declaraties",
    uitleg="Wat een aanbieder declareerde en wat de gemeente daarvan toekende, per declaratie (wmo323) en "
    "per regel. Een gemeente ziet wat aan haar is gedeclareerd, een aanbieder wat hij zelf declareerde.",
)
Kenmerk = Annotated[str, PlainSerializer(toonbaar, return_type=str)]
"""What a provider may choose freely; what looks like a Bsn in it is not repeated (W06)."""

op_toewijzing = Router("/toewijzingen/{nummer}", tag="Declaraties", scope="declaraties")


class AntwoordUit(Uitvoer):
    """What a wmo325 says of a declaration."""

    identificatie: Kenmerk = Field(description="Van de wmo325.", examples=["R00000000017"])
    dag: Datum = Field(alias="dagtekening", examples=["2026-05-11"])
    toegekend: int = Field(
        description="In centen; negatief als meer is gecrediteerd dan gedeclareerd.", examples=[27200]
    )
    geweigerd: int = Field(
        description="De som van de geweigerde regels, in centen. Daarbij staat ook een credit die niet meer "
        "telt, omdat de regel die hij terugneemt later is afgekeurd.",
        examples=[3400],
    )
    geweigerde_regels: int = Field(examples=[1])
    retourcodes: Reeks[str] = Field(
        description="Van WJ001: waarom de hele declaratie is afgekeurd; anders leeg.", examples=[["9333"]]
    )


class EigenOordeelUit(Uitvoer):
    """What the municipality would have refused of what the answer grants."""

    geweigerd: int = Field(
        description="In centen: de som van wat de gemeente zou weigeren; negatief als dat credits zijn.",
        examples=[3400],
    )
    geweigerde_regels: int = Field(examples=[1])


class DeclaratieUit(Uitvoer):
    """A declaration, in sums."""

    id: Uuid = Field(
        description="Ook het id van de wmo323 onder /berichten/ontvangsten; de wmo325 staat daar bij.",
        examples=[ONTVANGST],
    )
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    aanbieder: AgbVeld = Field(examples=[AGB])
    identificatie: Kenmerk = Field(description="Van de wmo323.", examples=["323-0017"])
    nummer: Kenmerk = Field(alias="declaratienummer", examples=["D-2026-04"])
    begin: Datum = Field(
        alias="begindatum", description="De eerste dag van de declaratieperiode.", examples=["2026-04-01"]
    )
    eind: Datum = Field(alias="einddatum", examples=["2026-04-30"])
    regels: int = Field(description="Hoeveel prestaties zij bevat.", examples=[9])
    ingediend: int = Field(
        description="In centen; negatief als meer is gecrediteerd dan gedeclareerd.", examples=[30600]
    )
    status: Keuze[Ontvangststatus] = Field(
        description="Van het bericht. Ontvangen of verzonden: er is nog geen antwoord.", examples=["deels"]
    )
    antwoord: AntwoordUit | None = None
    eigen_oordeel: EigenOordeelUit | None = Field(
        None,
        description="Wat de gemeente zou weigeren van wat het antwoord toekent, als dat er was voordat zij "
        "hier werkte. Het antwoord telt, tot zij zelf antwoordt; welke regels het zijn staat bij het "
        "bericht. Ook wat hierin dubbel telt doordat haar eigen antwoord een credit weigert.",
    )


class PrestatieUit(Uitvoer):
    """A line as it was declared."""

    referentie: Kenmerk = Field(description="ReferentieNummer.", examples=["P-0017"])
    vorige_referentie: Kenmerk | None = Field(
        None, description="Van een creditregel: welke regel hij terugneemt.", examples=["P-0009"]
    )
    toewijzing: int = Field(description="Toewijzingnummer.", examples=[117])
    categorie: str = Field(examples=["01"])
    productcode: str = Field(examples=[PRODUCT])
    begin: Datum = Field(alias="begindatum", description="Van de productperiode.", examples=["2026-04-01"])
    eind: Datum = Field(alias="einddatum", examples=["2026-04-30"])
    volume: int = Field(examples=[8])
    eenheid: str = Field(description="Code van WJ756.", examples=["04"])
    tarief: int | None = Field(None, description="Van een eenheid, in centen.", examples=[3400])
    bedrag: int = Field(description="In centen; negatief bij een creditregel.", examples=[27200])


class DeclaratieregelUit(Uitvoer):
    """A line of a declaration, and what became of it."""

    declaratie_id: Uuid = Field(examples=[ONTVANGST])
    identificatie: Kenmerk = Field(description="Van de wmo323 waarmee de regel kwam.", examples=["323-0017"])
    client_id: Uuid | None = Field(
        None, description="De cliënt, als die bij de gemeente bekend is.", examples=[CLIENT]
    )
    prestatie: PrestatieUit
    stand: Keuze[Regelstand] = Field(
        description="Open: op de declaratie is nog geen antwoord.", examples=["geweigerd"]
    )
    redenen: Reeks[CodeUit] = Field(
        description="Waarom de regel is geweigerd: de retourcodes van de wmo325. Leeg bij een credit die "
        "niet meer telt, omdat de regel die hij terugneemt later is afgekeurd."
    )


@router.get("", response_model=list[DeclaratieUit], summary="Toon de declaraties")
def lijst_declaraties(
    handeling: DeHandeling,
    blad: HetBlad,
    gemeente: Annotated[GemeentecodeVeld | None, Query(description="Alleen aan deze gemeente.")] = None,
    aanbieder: Annotated[AgbVeld | None, Query(description="Alleen van deze aanbieder.")] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Declaratie, ...]:
    return blad.toon(
        declaraties.lijst(handeling, blad.limiet, blad.cursor, gemeente, aanbieder, sinds=gewijzigd_sinds)
    )


@router.get("/{id}", response_model=DeclaratieUit, summary="Lees wat van een declaratie is toegekend")
def lees_declaratie(id: Uuid, handeling: DeHandeling) -> Declaratie:
    return declaraties.haal(handeling, id)


@router.get(
    "/{id}/regels",
    response_model=list[DeclaratieregelUit],
    summary="Toon de regels van een declaratie, en waarom een regel is geweigerd",
    description="In de volgorde van de wmo323. Een declaratie die als geheel is afgekeurd geldt als niet "
    "verzonden; daarvan zijn er geen regels.",
)
def lijst_declaratieregels(id: Uuid, handeling: DeHandeling, blad: HetBlad) -> tuple[Regel, ...]:
    return blad.toon(declaraties.regels(handeling, id, blad.limiet, blad.cursor))


@op_toewijzing.get(
    "/prestaties",
    response_model=list[DeclaratieregelUit],
    summary="Toon wat op een toewijzing is gedeclareerd, met wat is geweigerd",
)
def lijst_prestaties(
    nummer: Nummer,
    handeling: DeHandeling,
    blad: HetBlad,
    gemeente: Annotated[
        GemeentecodeVeld | None, Query(description="Een aanbieder noemt de gemeente die het nummer gaf.")
    ] = None,
) -> tuple[Regel, ...]:
    return blad.toon(declaraties.op_toewijzing(handeling, nummer, gemeente, blad.limiet, blad.cursor))
