"""Verzoeken: what providers ask with a wmo315 or wmo317, beside what was planned, decided and allocated."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from app.api.besluiten.inhoud import BesluitregelUit
from app.api.clienten import GeboortedatumIn
from app.api.codelijsten import CodeUit
from app.api.delen import OmvangIn, OmvangUit, PeriodeUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Achternaam,
    AgbVeld,
    BsnVeld,
    Datum,
    GemeentecodeVeld,
    InCenten,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Rij,
    Tekst,
    Uitvoer,
    Uuid,
    code_van,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.ondersteuningsplannen.inhoud import InzetUit
from app.api.ontvangsten import BerichtontvangstUit
from app.api.voorbeelden import (
    AGB,
    BESLUIT,
    BSN,
    CLIENT,
    GEMEENTE,
    MELDING,
    ONTVANGST,
    PLAN,
    PRODUCT,
    VERZOEK,
)
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.verzoek.keuzes import Verzoekkeuze
from app.domain.verzoek.vergelijking import Richting
from app.domain.verzoek.verzoek import Vraagsoort
from app.opslag.lijsten import Verzoekrij
from app.processen import verzoeken, verzoekindiening
from app.processen.verzoeken import Verzoekinzage
from app.processen.verzoekindiening import Indiening, Verzoekgegevens

router = Router(
    "/verzoeken",
    tag="Verzoeken",
    scope="verzoeken",
    uitleg="Wat aanbieders vragen: een toewijzing (wmo315, elk product apart) of een wijziging van wat zij "
    "leveren (wmo317, als geheel). Een gemeente ziet de verzoeken die zij ontving, een aanbieder zijn eigen.",
)

UITERLIJK = (
    "De laatste dag voor een toewijzing of antwoord: vijf werkdagen na ontvangst, en in onderzoek acht weken "
    "na de dagtekening (OP274, OP346). Leeg als het verzoek is geëindigd."
)


class VerzoekrijUit(Uitvoer):
    """A request in a list."""

    id: Uuid = Field(examples=[VERZOEK])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    aanbieder: AgbVeld = Field(examples=[AGB])
    soort: Keuze[Verzoeksoort] = Field(
        description="Toewijzing: een product uit een wmo315. Wijziging: een wmo317.", examples=["wijziging"]
    )
    stand: Keuze[Verzoekstand] = Field(examples=["open"])
    ontvangen_op: Moment = Field(examples=["2026-03-18T09:30:00Z"])
    uiterlijk: Datum | None = Field(None, description=UITERLIJK, examples=["2026-03-25"])


class _Gevraagd(Model):
    """One product as it is asked for."""

    soort: Keuze[Vraagsoort] = Field(examples=["wijzigen"])
    toewijzing: int | None = Field(
        None,
        ge=1,
        le=999_999_999,
        description="Toewijzingnummer van wat wijzigt of hetzelfde blijft.",
        examples=[117],
    )
    begin: Datum | None = Field(
        None, alias="begindatum", description="De eerste dag die is gevraagd.", examples=["2026-06-01"]
    )
    eind: Datum | None = Field(None, alias="einddatum", examples=["2027-03-31"])


class GevraagdIn(_Gevraagd, Invoer):
    """One product as it is asked for."""

    categorie: str | None = Field(None, pattern="^[0-9]{2}$", examples=["01"])
    productcode: str | None = Field(None, pattern="^[0-9A-Z]{5}$", examples=[PRODUCT])
    omvang: OmvangIn | None = None
    budget: Annotated[int, Field(ge=1, le=99_999_999), InCenten] | None = Field(
        None, description="In centen.", examples=[250000]
    )


class GevraagdUit(_Gevraagd, Uitvoer):
    """One product as it is asked for."""

    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])


class LopendUit(Uitvoer):
    """The allocation beside a product that is asked for, as it is now."""

    nummer: int = Field(examples=[117])
    periode: PeriodeUit
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])


class GeplandUit(Uitvoer):
    """What the plan on which a decision rests says of the same results."""

    plan_id: Uuid = Field(examples=[PLAN])
    versie: int = Field(examples=[1])
    inzet: Reeks[InzetUit]


class BeslotenUit(Uitvoer):
    """A line of a decision by which the product holds."""

    besluit_id: Uuid = Field(examples=[BESLUIT])
    kenmerk: str = Field(examples=["WMO-2026-117"])
    regel: BesluitregelUit
    periode: PeriodeUit = Field(description="Wat er van de regel nog geldt.")
    uitgevoerd: bool = Field(description="Of het besluit al is toegewezen.", examples=[True])
    plannen: Reeks[GeplandUit]


class VraagverschilUit(Uitvoer):
    """One point in which what is asked differs from what was decided."""

    veld: str = Field(examples=["omvang"])
    richting: Keuze[Richting] = Field(
        description="Of meer, minder of iets anders is gevraagd dan besloten.", examples=["meer"]
    )
    uitleg: str = Field(examples=["Gevraagd is 3 uur per week; besloten is 2 uur per week."])
    bron: str = Field(
        description="Volgens welke wet of regel dat een besluit vraagt.", examples=["Wmo 2.3.5, 2.3.9"]
    )


class GevraagdProductUit(Uitvoer):
    """A product that is asked for, beside what holds."""

    gevraagd: GevraagdUit
    toewijzing: LopendUit | None = Field(
        None, description="De lopende toewijzing ernaast; alleen voor de gemeente."
    )
    besloten: Reeks[BeslotenUit] = Field(
        description="Wat van dit product bij deze aanbieder is besloten; alleen voor de gemeente."
    )
    verschillen: Reeks[VraagverschilUit]


class KeuzebeletselUit(Uitvoer):
    """Why a choice cannot be made."""

    veld: str = Field(examples=["producten[0].omvang"])
    melding: str = Field(examples=["Gevraagd is 3 uur per week; besloten is 2 uur per week."])
    regel: str | None = Field(None, description="Wet of regel.", examples=["Wmo 2.3.5, 2.3.9"])


class KeuzeUit(Uitvoer):
    """A choice, and whether it can be made now."""

    keuze: Keuze[Verzoekkeuze] = Field(examples=["toekennen"])
    beletsels: Reeks[KeuzebeletselUit] = Field(description="Waarom deze keuze nu niet kan; leeg als zij kan.")


class VerzoekinhoudUit(Uitvoer):
    """What a request says beside its products."""

    reden: str | None = Field(None, description="RedenVerzoek van een wmo317 (WJ758).", examples=["1"])
    beschikkingnummer: int | None = Field(
        None, description="Waarnaar een wmo315 verwijst (IV052).", examples=[117]
    )
    raamcontract: str | None = Field(None, examples=["RC-2026"])
    toelichting: Reeks[str] = Field(
        description="Commentaar van de aanbieder.", examples=[["De cliënt kan minder zelf."]]
    )


class VastgelegdUit(Uitvoer):
    """A request as it is kept."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    aanbieder: AgbVeld = Field(examples=[AGB])
    soort: Keuze[Verzoeksoort] = Field(examples=["wijziging"])
    stand: Keuze[Verzoekstand] = Field(examples=["open"])
    ontvangst_id: Uuid = Field(
        description="Het bericht waarin het stond, onder /berichten/ontvangsten.", examples=[ONTVANGST]
    )
    dagtekening: Datum = Field(examples=["2026-03-18"])
    ontvangen_op: Moment = Field(examples=["2026-03-18T09:30:00Z"])
    melding_id: Uuid | None = Field(
        None, description="De zaak waarin het een taak is; alleen bij de gemeente.", examples=[MELDING]
    )
    antwoord_id: Uuid | None = Field(
        None,
        description="De laatste wmo319 erop, onder /berichten/ontvangsten.",
        examples=[ONTVANGST],
    )


class VraagpersoonIn(Invoer):
    """For whom a first allocation is asked."""

    bsn: BsnVeld = Field(examples=[BSN])
    geboortedatum: GeboortedatumIn
    geslacht: str = Field(pattern="^[012]$", description="Code van COD046.", examples=["2"])
    achternaam: Achternaam = Field(examples=["Jansen"])
    voorvoegsel: Tekst | None = Field(None, max_length=10, examples=["van der"])
    voornamen: Tekst | None = Field(None, examples=["Maria Johanna"])
    voorletters: str | None = Field(None, pattern="^[a-zA-ZÀ-ỳ]{1,6}$", examples=["MJ"])


class VerzoekindieningIn(Invoer):
    """What a provider asks."""

    model_config = voorbeeld(
        {
            "gemeente": GEMEENTE,
            "soort": "toewijzing",
            "client": {
                "bsn": BSN,
                "geboortedatum": {"datum": "1948-05-17"},
                "geslacht": "2",
                "achternaam": "Jansen",
            },
            "producten": [
                {
                    "soort": "nieuw",
                    "categorie": "01",
                    "productcode": PRODUCT,
                    "begindatum": "2026-06-01",
                    "einddatum": "2027-03-31",
                    "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
                }
            ],
        }
    )

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    soort: Keuze[Verzoeksoort] = Field(
        description="Toewijzing: een wmo315, elk product apart. Wijziging: een wmo317, als geheel.",
        examples=["wijziging"],
    )
    producten: Annotated[Rij[GevraagdIn], Field(min_length=1, max_length=50)] = Field(
        description="Van wat wijzigt laat u weg wat gelijk blijft. Andere lopende toewijzingen hoeft u niet "
        "te noemen; zij gaan mee als ongewijzigd."
    )
    toewijzing: int | None = Field(
        None,
        ge=1,
        le=999_999_999,
        description="Een toewijzing van de cliënt; niet nodig als een product er een noemt.",
        examples=[117],
    )
    client: VraagpersoonIn | None = Field(
        None, description="Alleen voor iemand van wie u van deze gemeente geen toewijzing ontving."
    )
    reden: Annotated[str, *code_van("WJ758")] | None = Field(
        None,
        description="Van een wijziging, code van WJ758: 1 situatie van de cliënt veranderd, 2 zorgplan "
        "gewijzigd.",
        examples=["1"],
    )


class VerzoekantwoordIn(Invoer):
    """An answer to a request that does not grant it."""

    model_config = voorbeeld({"antwoord": "afwijzen", "reden": "7"})

    antwoord: Literal["afwijzen", "in_onderzoek"] = Field(
        description="Een van de `keuzes`. In onderzoek kan een keer, als eerste antwoord (TR360).",
        examples=["afwijzen"],
    )
    reden: Annotated[str, *code_van("WJ759", *verzoeken.NIET_IN_DE_WMO)] | None = Field(
        None,
        description="Bij afwijzen: code van WJ759. Niet 8, dat is voor de Jeugdwet; gebruik dan 5.",
        examples=["7"],
    )


class VerzoekkopUit(Uitvoer):
    """A request by itself, wherever it is shown."""

    id: Uuid = Field(examples=[VERZOEK])
    referentie: str = Field(
        description="ReferentieAanbieder. Wat daarin op een Bsn lijkt, is onleesbaar gemaakt.",
        examples=["V-2026-17"],
    )
    verzoek: VastgelegdUit


class VerzoekUit(VerzoekkopUit):
    """A request, beside what was planned, decided and allocated."""

    uiterlijk: Datum | None = Field(None, description=UITERLIJK, examples=["2026-03-25"])
    reden_afwijzing: CodeUit | None = Field(
        None, description="Waarom het is afgewezen, code van WJ759; uit de wmo319 in `antwoordId`."
    )
    client_id: Uuid | None = Field(
        None, description="De cliënt, als die bij de gemeente bekend is.", examples=[CLIENT]
    )
    inhoud: VerzoekinhoudUit
    producten: Reeks[GevraagdProductUit]
    keuzes: Reeks[KeuzeUit] = Field(description="Wat de gemeente kan kiezen, en waarom iets niet kan.")


class IngediendUit(Uitvoer):
    """The requests that were made."""

    verzoeken: Reeks[VerzoekUit] = Field(description="Van een toewijzing een per product.")
    bericht: BerichtontvangstUit = Field(
        description="De wmo315 of wmo317, en wat ervan werd. Met het id haalt u de XML op: "
        "`/berichten/ontvangsten/{id}/xml`."
    )


@router.get("", response_model=list[VerzoekrijUit], summary="Toon de verzoeken van aanbieders")
def lijst_verzoeken(
    handeling: DeHandeling,
    blad: HetBlad,
    soort: Annotated[
        Verzoeksoort | None, Query(description="Alleen van deze soort.", examples=["wijziging"])
    ] = None,
    open_: Annotated[
        bool | None,
        Query(
            alias="open",
            description="Alleen wat nog op een einde wacht, ook in onderzoek; of juist wat is geëindigd.",
            examples=[True],
        ),
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Verzoekrij, ...]:
    return blad.toon(
        verzoeken.lijst(handeling, blad.limiet, blad.cursor, soort, open_=open_, sinds=gewijzigd_sinds)
    )


@router.post(
    "",
    response_model=IngediendUit,
    status_code=201,
    summary="Vraag een gemeente om een toewijzing, of om een wijziging",
    description="Maakt de wmo315 of wmo317 uit wat u vraagt en uit de wmo301 die u ontving. Wat de regels "
    "niet toelaten staat per veld in het antwoord, en er gaat dan niets weg; ook niet zolang er voor de "
    "cliënt nog een verzoek openstaat (409, TR374). Werkt de gemeente hier ook, dan heeft zij het meteen; "
    "anders verstuurt u de XML, en levert u het antwoord aan bij `/berichten/ontvangsten`.",
)
def dien_verzoek_in(invoer: VerzoekindieningIn, handeling: DeHandeling) -> Indiening:
    """Make the message and hand it over."""
    return verzoekindiening.dien_in(handeling, invoer.als(Verzoekgegevens))


@router.get(
    "/{id}",
    response_model=VerzoekUit,
    summary="Lees een verzoek naast plan, besluit en toewijzing",
    description="Per gevraagd product wat ervan is gepland, besloten en toegewezen, en wat verschilt. Een "
    "verzoek is geen aanvraag van de cliënt: wat binnen een besluit valt, kent u toe; voor iets anders, "
    "meer, langer of minder is eerst een besluit met de cliënt nodig (Wmo 2.3.5, 2.3.9, 2.3.10). U kent het "
    "verzoek toe door dat besluit uit te voeren: noem het verzoek in `verzoekIds` bij `POST /toewijzingen`. "
    "Is wat wordt gevraagd al toegewezen, noem het dan in `verzoekIds` bij `POST /berichten`.",
)
def lees_verzoek(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Verzoekinzage:
    return antwoord.met_etag(verzoeken.haal(handeling, id))


@router.post(
    "/{id}/antwoorden",
    response_model=VerzoekUit,
    summary="Wijs een verzoek af, of neem het in onderzoek",
    description="Maakt een wmo319, die meteen telt tot een wmo320 haar afkeurt. Heeft de aanbieder zijn "
    "verzoek hier aangeleverd, dan krijgt hij haar hier; anders stuurt u het bericht uit `antwoordId`. In "
    "onderzoek kan een keer; daarna is er tot acht weken na de dagtekening om toe te wijzen of af te wijzen.",
)
def beantwoord_verzoek(
    id: Uuid, invoer: VerzoekantwoordIn, revisie: IfMatch, handeling: DeHandeling, antwoord: HetAntwoord
) -> Verzoekinzage:
    keuze = Verzoekkeuze(invoer.antwoord)
    return antwoord.met_etag(verzoeken.antwoord(handeling, id, revisie, keuze, invoer.reden))
