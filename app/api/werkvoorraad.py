"""The worklist: open cases for a municipality, own plans for a provider, with their clocks."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.clienten import NaamUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import AgbVeld, Datum, Keuze, Rij, Tekst, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.regioprofielen import AandachtspuntUit
from app.api.voorbeelden import AGB, BERICHT, BESLUIT, BEZWAAR, CLIENT, MEDEWERKER, MELDING, ONTVANGST, PLAN
from app.domain.berichttaak import Berichtwerk, Taaksoort
from app.domain.termijnen import AanZet, Stand, Stap
from app.domain.werkstand import Termijnstand, Werkvraag, Zaaksoort
from app.domain.werkvoorraad import Werkregel
from app.processen import werkvoorraad

router = Router(
    "/werkvoorraad",
    tag="Werkvoorraad",
    scope="werkvoorraad",
    uitleg="Wat er nu te doen is: voor de gemeente per open zaak, met elke termijn en wie aan zet "
    "is; voor de aanbieder de plannen waar hij iets mee moet.",
)


class KlokstandUit(Uitvoer):
    """One clock as it stands today."""

    stap: Keuze[Stap] = Field(description="De stap waarvoor de termijn geldt.", examples=["plan"])
    grondslag: str = Field(
        description="Artikel of regionale afspraak.", examples=["Wmo 2015 art. 2.3.2 lid 1"]
    )
    wettelijk: bool = Field(description="Of de termijn in de wet staat.", examples=[True])
    stand: Keuze[Stand] = Field(examples=["loopt"])
    aan_zet: Keuze[AanZet] | None = Field(None, description="Wie nu iets moet doen.", examples=["aanbieder"])
    uiterlijk: Datum | None = Field(
        None, description="De laatste dag van de termijn.", examples=["2026-03-16"]
    )
    voorlopig: bool = Field(
        description="Of die dag in een jaar ligt waarvan nog niet bekend is welke dagen met een feestdag "
        "worden gelijkgesteld (Algemene termijnenwet art. 3 lid 3); de dag kan dan nog opschuiven.",
        examples=[False],
    )
    verwacht: Datum | None = Field(
        None, description="De nieuwe datum die is gemeld.", examples=["2026-03-20"]
    )
    dagen_over: int | None = Field(None, description="Dagen tot en met de laatste dag.", examples=[4])
    plan_id: Uuid | None = Field(None, examples=[PLAN])
    bezwaar_id: Uuid | None = Field(
        None, description="Het bezwaar waarover de termijn gaat.", examples=[BEZWAAR]
    )
    besluit_id: Uuid | None = Field(
        None,
        description="Het besluit dat voor zijn ingangsdatum moet zijn toegewezen, of wordt geëvalueerd.",
        examples=[BESLUIT],
    )


class KnelpuntUit(Uitvoer):
    """A last day that will be missed if every step takes its full term."""

    verwacht: Datum = Field(description="Wanneer de stap dan klaar is.", examples=["2026-04-20"])
    uitleg: str = Field(examples=["Onderzoek klaar op 30-03-2026, besluit op 20-04-2026: 5 dagen te laat."])


class AanbiedernaamUit(Uitvoer):
    """A provider by its code and its name."""

    agb: AgbVeld = Field(examples=[AGB])
    naam: str = Field(examples=["De Linde"])


class WerkregelUit(Uitvoer):
    """One case, or one plan."""

    melding_id: Uuid = Field(examples=[MELDING])
    client_id: Uuid = Field(examples=[CLIENT])
    plan_id: Uuid | None = Field(None, examples=[PLAN])
    spoed: bool = Field(examples=[False])
    uiterlijk: Datum | None = Field(
        None,
        description="De eerste laatste dag van alle termijnen die lopen en niet zijn opgeschort; die van "
        "de cliënt telt niet mee.",
        examples=["2026-03-16"],
    )
    aan_zet: Keuze[AanZet] = Field(
        description="Wie nu iets moet doen: de cliënt als elke termijn is opgeschort, de aanbieder als een "
        "plan bij hem ligt, en anders de gemeente.",
        examples=["gemeente"],
    )
    klokken: Rij[KlokstandUit]
    knelpunten: Rij[KnelpuntUit] = Field(description="Termijnen die naar verwachting niet worden gehaald.")
    taken: Rij[str] = Field(description="Wat nu gedaan moet worden.", examples=[["Rond het onderzoek af."]])
    aandachtspunten: Rij[AandachtspuntUit]
    behandelaar: str | None = Field(
        None, description="De medewerker die de zaak behandelt.", examples=[MEDEWERKER]
    )
    soort: Keuze[Zaaksoort] | None = Field(
        None, description="Wat voor werk het is; niet bij een plan.", examples=["eerste"]
    )
    naam: NaamUit | None = Field(
        None, description="Van de cliënt; voor de aanbieder zolang hij mag zien wat met hem is gedeeld."
    )
    aanbieders: Rij[AanbiedernaamUit] = Field((), description="Bij wie plannen onderweg zijn.")


class BerichtwerkUit(Uitvoer):
    """One task about a message."""

    soort: Keuze[Taaksoort] = Field(examples=["na_te_gaan"])
    taak: str = Field(description="Wat er te doen is.", examples=["Zoek met de ander uit wat klopt."])
    regels: str = Field(description="De regels van iWmo die het vragen.", examples=["OP090"])
    aan_zet: Keuze[AanZet] = Field(description="Wie nu iets moet doen.", examples=["gemeente"])
    sinds: Datum = Field(description="De dag vanaf welke de termijn loopt.", examples=["2026-03-18"])
    uiterlijk: Datum | None = Field(
        None, description="De laatste dag van de termijn; leeg als er geen is.", examples=["2026-03-23"]
    )
    ander: str | None = Field(None, description="De gemeente of de aanbieder aan de andere kant.")
    berichtsoort: str | None = Field(None, examples=["wmo305"])
    kenmerk: str = Field(
        description="De identificatie van het bericht; leeg als die niet te lezen was.", examples=["305-0017"]
    )
    ontvangst_id: Uuid | None = Field(
        None, description="Het bericht bij `/berichten/ontvangsten`.", examples=[ONTVANGST]
    )
    bericht_id: Uuid | None = Field(
        None, description="De wmo301 bij `/berichten`, als die hier is opgesteld.", examples=[BERICHT]
    )
    client_id: Uuid | None = Field(None, description="Van die wmo301.", examples=[CLIENT])
    naam: NaamUit | None = Field(None, description="Van die cliënt.")


@router.get(
    "",
    response_model=Rij[WerkregelUit],
    summary="Toon de open zaken van de gemeente",
    description="Wat het eerst af moet, staat vooraan; met gewijzigdSinds wat het eerst wijzigde. Een zaak "
    "waarvan dat verandert terwijl u bladert, kan een tweede keer op een bladzijde staan of pas de volgende "
    "keer. Filters gelden samen. Met meer filters wordt voor elke bladzijde een begrensd aantal zaken "
    "doorzocht: zij kan korter zijn dan de limiet, of leeg, terwijl de header Link een volgende noemt.",
)
def lees_werkvoorraad(
    handeling: DeHandeling,
    blad: HetBlad,
    termijn: Annotated[
        Termijnstand | None,
        Query(
            description="Alleen waarvan een termijn voorbij is, of binnen drie dagen eindigt.",
            examples=["te_laat"],
        ),
    ] = None,
    aan_zet: Annotated[
        AanZet | None,
        Query(alias="aanZet", description="Alleen waar deze iets moet doen.", examples=["gemeente"]),
    ] = None,
    soort: Annotated[
        Zaaksoort | None, Query(description="Alleen dit soort zaken.", examples=["spoed"])
    ] = None,
    aanbieder: Annotated[
        AgbVeld | None, Query(description="Alleen met een plan dat bij deze aanbieder onderweg is.")
    ] = None,
    behandelaar: Annotated[
        Tekst | None, Query(description="Alleen van deze medewerker.", examples=[MEDEWERKER])
    ] = None,
    mijn: Annotated[
        bool, Query(description="Alleen van de medewerker die dit vraagt.", examples=[False])
    ] = False,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Werkregel, ...]:
    """Open cases, what ends first before the rest."""
    vraag = Werkvraag(termijn, aan_zet, soort, aanbieder, behandelaar, gewijzigd_sinds)
    return blad.toon(werkvoorraad.lees_werkvoorraad(handeling, blad.limiet, blad.cursor, vraag, mijn=mijn))


@router.get(
    "/plannen", response_model=Rij[WerkregelUit], summary="Toon de plannen waar de aanbieder aan zet is"
)
def lees_eigen_plannen(handeling: DeHandeling, blad: HetBlad) -> tuple[Werkregel, ...]:
    """Plans on which the provider has to act."""
    return blad.toon(werkvoorraad.lees_eigen_plannen(handeling, blad.limiet, blad.cursor))


@router.get(
    "/berichten",
    response_model=Rij[BerichtwerkUit],
    summary="Toon wat er over berichten te doen is",
    description="Voor de gemeente en voor de aanbieder: wat is na te gaan, wat nog een antwoord vraagt, en "
    "waarop het antwoord uitblijft nu de termijn voorbij is. Wat het langst wacht, staat vooraan. Dat een "
    "wmo301 die hier is opgesteld op antwoord wacht, staat voor de gemeente bij de zaak. Een bladzijde kan "
    "korter zijn dan de limiet, of leeg, terwijl de header Link een volgende noemt.",
)
def lees_berichttaken(
    handeling: DeHandeling,
    blad: HetBlad,
    soort: Annotated[
        Taaksoort | None, Query(description="Alleen dit soort taken.", examples=["na_te_gaan"])
    ] = None,
) -> tuple[Berichtwerk, ...]:
    """Tasks about messages."""
    return blad.toon(werkvoorraad.lees_berichttaken(handeling, blad.limiet, blad.cursor, soort))
