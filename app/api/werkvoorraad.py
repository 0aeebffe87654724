"""The worklist: open cases for a municipality, own plans for a provider, with their clocks."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.clienten import NaamUit
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    Keuze,
    Moment,
    Reeks,
    Rij,
    Tekst,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.ontvangsten import AfhandelingIn
from app.api.regioprofielen import AandachtspuntUit
from app.api.voorbeelden import (
    AGB,
    BERICHT,
    BESLUIT,
    BEZWAAR,
    CLIENT,
    MEDEWERKER,
    MELDING,
    ONTVANGST,
    PLAN,
    TAAK,
    VERNIETIGINGSVERZOEK,
    VERZOEK,
)
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
    uitleg: str = Field(
        examples=[
            "Onderzoek klaar op 30 maart 2026, besluit op 20 april 2026. "
            "Dat is 5 dagen na de uiterste datum 15 april 2026 (Wmo 2015 art. 2.3.5 lid 2)."
        ]
    )


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
    klokken: Reeks[KlokstandUit]
    knelpunten: Reeks[KnelpuntUit] = Field(description="Termijnen die naar verwachting niet worden gehaald.")
    taken: Reeks[str] = Field(description="Wat nu gedaan moet worden.", examples=[["Rond het onderzoek af."]])
    aandachtspunten: Reeks[AandachtspuntUit]
    behandelaar: str | None = Field(
        None, description="De medewerker die de zaak behandelt.", examples=[MEDEWERKER]
    )
    soort: Keuze[Zaaksoort] | None = Field(
        None, description="Wat voor werk het is; niet bij een plan.", examples=["eerste"]
    )
    naam: NaamUit | None = Field(
        None, description="Van de cliënt; voor de aanbieder zolang hij mag zien wat met hem is gedeeld."
    )
    aanbieders: Reeks[AanbiedernaamUit] = Field((), description="Bij wie plannen onderweg zijn.")


class TaakafhandelingUit(Uitvoer):
    """That somebody did what a task asks."""

    op: Moment = Field(examples=["2026-03-19T10:05:00Z"])
    door: str = Field(description="De medewerker.", examples=[MEDEWERKER])
    gedaan: str = Field(examples=["De cliënt ziet ervan af; de aanbieder meldt geen start."])


class BerichtwerkUit(Uitvoer):
    """One task about a message, an allocation or a request."""

    id: Uuid = Field(
        description="Van de taak zolang de feiten dezelfde zijn; van een taak over een bericht zolang dat "
        "niet verandert.",
        examples=[TAAK],
    )
    soort: Keuze[Taaksoort] = Field(examples=["na_te_gaan"])
    taak: str = Field(description="Wat er te doen is.", examples=["Zoek met de ander uit wat klopt."])
    regels: str = Field(
        description="De regels van iWmo die het vragen, of het artikel van de wet.", examples=["OP090"]
    )
    aan_zet: Keuze[AanZet] = Field(description="Wie nu iets moet doen.", examples=["gemeente"])
    sinds: Datum = Field(description="De dag vanaf welke de termijn loopt.", examples=["2026-03-18"])
    uiterlijk: Datum | None = Field(
        None, description="De laatste dag van de termijn; leeg als er geen is.", examples=["2026-03-23"]
    )
    ander: str | None = Field(None, description="De gemeente of de aanbieder aan de andere kant.")
    berichtsoort: str | None = Field(None, examples=["wmo305"])
    kenmerk: str = Field(
        description="De identificatie van het bericht; leeg als die niet te lezen was, en als de taak over "
        "een toewijzing of een verzoek gaat.",
        examples=["305-0017"],
    )
    ontvangst_id: Uuid | None = Field(
        None, description="Het bericht bij `/berichten/ontvangsten`.", examples=[ONTVANGST]
    )
    bericht_id: Uuid | None = Field(
        None, description="De wmo301 bij `/berichten`, als die hier is opgesteld.", examples=[BERICHT]
    )
    nummer: int | None = Field(
        None,
        description="De toewijzing waarover de taak gaat; `ander` is dan van wie of voor wie zij is.",
        examples=[117],
    )
    verzoek_id: Uuid | None = Field(None, description="Het verzoek bij `/verzoeken`.", examples=[VERZOEK])
    vernietigingsverzoek_id: Uuid | None = Field(
        None,
        description="Het verzoek om vernietiging. Met `clientId` staat het bij "
        "`/clienten/{id}/vernietigingsverzoeken`, en anders bij `/vernietigingsverzoeken`.",
        examples=[VERNIETIGINGSVERZOEK],
    )
    client_id: Uuid | None = Field(
        None,
        description="Van die wmo301 of die toewijzing, als die hier is gemaakt, of van wie om vernietiging "
        "vroeg.",
        examples=[CLIENT],
    )
    naam: NaamUit | None = Field(None, description="Van die cliënt.")
    afhandeling: TaakafhandelingUit | None = Field(
        None, description="Wat een medewerker erover vastlegde; alleen met `afgehandeld`."
    )


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
    "/plannen",
    response_model=Rij[WerkregelUit],
    summary="Toon de plannen waar de aanbieder aan zet is",
    description="Het oudste plan staat vooraan; met gewijzigdSinds wat het eerst wijzigde. Een plan dat "
    "klaar, geweigerd of ingetrokken is, staat er niet meer op: dat toont `GET /ondersteuningsplannen`.",
)
def lees_eigen_plannen(
    handeling: DeHandeling, blad: HetBlad, gewijzigd_sinds: GewijzigdSinds = None
) -> tuple[Werkregel, ...]:
    """Plans on which the provider has to act."""
    return blad.toon(
        werkvoorraad.lees_eigen_plannen(handeling, blad.limiet, blad.cursor, sinds=gewijzigd_sinds)
    )


@router.get(
    "/berichten",
    response_model=Rij[BerichtwerkUit],
    summary="Toon wat er over berichten te doen is",
    description="Voor de gemeente en voor de aanbieder: wat is na te gaan, wat nog een antwoord vraagt, en "
    "waarop het antwoord uitblijft nu de termijn voorbij is. Ook van elke toewijzing waarin de levering "
    "afwijkt: geen start of stop binnen vijf werkdagen, later begonnen, eerder gestopt, gedeclareerd zonder "
    "levering; en voor de aanbieder wat hij over zijn levering vastlegde en nog moet melden. En van elk "
    "verzoek om vernietiging waarop nog is te beslissen. Wat het langst wacht, staat vooraan. Dat een wmo301 "
    "die hier is opgesteld op antwoord wacht, en dat een verzoek op antwoord wacht, staat voor de gemeente "
    "bij de zaak. Deze lijst heeft geen gewijzigdSinds: een taak kan "
    "ontstaan doordat een termijn voorbijgaat, zonder dat er iets wijzigt. Wat er aan berichten wijzigt, "
    "tonen `GET /berichten` en `GET /berichten/ontvangsten`. Een bladzijde kan korter zijn dan de limiet, of "
    "leeg, terwijl de header Link een volgende noemt.",
)
def lees_berichttaken(
    handeling: DeHandeling,
    blad: HetBlad,
    soort: Annotated[
        Taaksoort | None, Query(description="Alleen dit soort taken.", examples=["na_te_gaan"])
    ] = None,
    afgehandeld: Annotated[
        bool,
        Query(
            description="Niet wat te doen is, maar wat over toewijzingen en verzoeken is afgehandeld, ook "
            "als de feiten intussen anders zijn.",
            examples=[False],
        ),
    ] = False,
) -> tuple[Berichtwerk, ...]:
    """Tasks about messages, allocations and requests."""
    taken = werkvoorraad.lees_berichttaken(
        handeling, blad.limiet, blad.cursor, soort, afgehandeld=afgehandeld
    )
    return blad.toon(taken)


@router.post(
    "/berichten/{id}/afhandelingen",
    response_model=BerichtwerkUit,
    summary="Leg vast dat u deed wat een taak over een toewijzing of een verzoek vraagt",
    description="Voor wat geen bericht meer oplost, zoals een start die nooit komt. De taak staat dan niet "
    "meer op de werkvoorraad. Zij komt terug, met een ander `id`, als de feiten veranderen: een andere dag, "
    "een ander einde, weer een declaratie. Een taak over een bericht handelt u af bij dat bericht.",
)
def handel_taak_af(id: Uuid, invoer: AfhandelingIn, handeling: DeHandeling) -> Berichtwerk:
    return werkvoorraad.handel_taak_af(handeling, id, invoer.gedaan)
