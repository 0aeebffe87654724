"""Onderzoeken: what the municipality finds out after a melding; with its vraaganalyse (W01, W11)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import OnderdeelIn, OnderdeelUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import Datum, Invoer, Keuze, Model, Reeks, Rij, Toelichting, Uitvoer, Uuid
from app.api.kader.rest.router import Router
from app.api.voorbeelden import CLIENT, MELDING, ONDERZOEK
from app.domain.fouten import Veldfout
from app.domain.onderzoek import Afronding, Betrokkene, Onderwerp, Onderzoek, Verantwoording
from app.processen import melden
from app.processen.melden import Tussenstand

router = Router(
    "/onderzoeken",
    tag="Onderzoeken",
    scope="onderzoeken",
    uitleg="Wat de gemeente na de melding onderzoekt, in onderdelen die apart te delen zijn.",
)


class _Betrokkenheid(Model):
    """Whether somebody took part, or why that was not possible."""

    wie: Keuze[Betrokkene] = Field(examples=["mantelzorger"])
    betrokken: bool = Field(examples=[False])
    toelichting: Toelichting | None = Field(
        None, description="Waarom het niet kon.", examples=["De cliënt heeft geen mantelzorger."]
    )


class BetrokkenheidIn(_Betrokkenheid, Invoer):
    """Whether somebody took part, or why that was not possible."""


class BetrokkenheidUit(_Betrokkenheid, Uitvoer):
    """Whether somebody took part, or why that was not possible."""


class _Onderzoekspunt(Model):
    """What was found on one subject of the law."""

    onderwerp: Keuze[Onderwerp] = Field(examples=["eigen_kracht"])
    van_toepassing: bool = Field(examples=[True])
    toelichting: Toelichting = Field(
        description="Wat het onderzoek vond, of waarom het onderwerp niet van toepassing is.",
        examples=["Koken en lichte klussen lukken zelf; er zijn geen huisgenoten."],
    )


class OnderzoekspuntIn(_Onderzoekspunt, Invoer):
    """What was found on one subject of the law."""


class OnderzoekspuntUit(_Onderzoekspunt, Uitvoer):
    """What was found on one subject of the law."""


class _Verantwoording(Model):
    """How the research does what the law asks of it."""

    pgb_besproken_op: Datum | None = Field(
        None,
        alias="pgbBesprokenDatum",
        description="Wanneer de cliënt in begrijpelijke woorden over de keuze voor een pgb hoorde, en over "
        "de gevolgen daarvan (Wmo 2.3.2 lid 6).",
        examples=["2026-03-16"],
    )
    mantelzorger_gewezen_op: Datum | None = Field(
        None,
        alias="mantelzorgerGewezenDatum",
        description="Wanneer de mantelzorger die meedeed op gratis cliëntondersteuning is gewezen.",
        examples=["2026-03-03"],
    )
    persoonlijk_plan_betrokken: Toelichting | None = Field(
        None,
        description="Hoe het persoonlijk plan van de cliënt bij het onderzoek is betrokken.",
        examples=["Het plan van de cliënt is samen doorgenomen; de wens voor de ochtend is overgenomen."],
    )


class VerantwoordingIn(_Verantwoording, Invoer):
    """How the research does what the law asks of it."""

    punten: Rij[OnderzoekspuntIn] = Field(
        (),
        description="Per onderwerp van Wmo 2.3.2 lid 4 het antwoord; voor een besluit zijn ze er alle zeven.",
    )


class VerantwoordingUit(_Verantwoording, Uitvoer):
    """How the research does what the law asks of it."""

    punten: Reeks[OnderzoekspuntUit]


class _Afronding(Model):
    """The written outcome."""

    op: Datum = Field(
        alias="datum", description="De dag waarop het onderzoek klaar is.", examples=["2026-03-23"]
    )
    identiteit_vastgesteld: bool = Field(
        description="Of de identiteit is vastgesteld (Wmo 2.3.4).", examples=[True]
    )
    uitkomst: Toelichting = Field(examples=["Hulp bij het huishouden is nodig; koken lukt zelf."])
    uitkomst_verstrekt_op: Datum = Field(
        alias="uitkomstVerstrektDatum",
        description="Wanneer de cliënt de uitkomst op papier kreeg.",
        examples=["2026-03-24"],
    )


class AfrondingIn(_Afronding, Invoer):
    """The written outcome."""


class AfrondingUit(_Afronding, Uitvoer):
    """The written outcome."""


class _Onderzoek(Model):
    """For which melding a research is, and since when."""

    melding_id: Uuid = Field(examples=[MELDING])
    gestart_op: Datum = Field(alias="startdatum", examples=["2026-03-04"])


class OnderzoekIn(_Onderzoek, Invoer):
    """The start of a research."""


class TussenstandIn(Invoer):
    """What the research found until now."""

    betrokkenen: Rij[BetrokkenheidIn] = Field(
        description="Wie meedeed, en waarom wie niet; bij het afronden zijn ze er alle drie.",
        examples=[
            [
                {"wie": "client", "betrokken": True},
                {"wie": "vertegenwoordiger", "betrokken": False, "toelichting": "Die is er niet."},
                {"wie": "mantelzorger", "betrokken": True},
            ]
        ],
    )
    onderdelen: Rij[OnderdeelIn] = Field(description="De onderdelen van de integrale vraaganalyse.")
    verantwoording: VerantwoordingIn = Field(
        default_factory=lambda: VerantwoordingIn.model_validate({}),
        description="Wat de wet van het onderzoek vraagt.",
    )


class OnderzoekUit(_Onderzoek, Uitvoer):
    """One research."""

    id: Uuid = Field(examples=[ONDERZOEK])
    client_id: Uuid = Field(examples=[CLIENT])
    betrokkenen: Reeks[BetrokkenheidUit]
    onderdelen: Reeks[OnderdeelUit] = Field(description="De onderdelen van de integrale vraaganalyse.")
    verantwoording: VerantwoordingUit
    afronding: AfrondingUit | None = None


class TekortUit(Uitvoer):
    """What the law asks of the research and is not there."""

    veld: str = Field(examples=["verantwoording.pgbBesprokenDatum"])
    melding: str = Field(examples=["Vertel de cliënt over de keuze voor een pgb, en leg de dag vast."])
    regel: str = Field(description="Het nummer van de eis.", examples=["W11"])


@router.post("", response_model=OnderzoekUit, status_code=201, summary="Start een onderzoek")
def start_onderzoek(invoer: OnderzoekIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Onderzoek:
    return antwoord.aangemaakt(melden.start_onderzoek(handeling, invoer.melding_id, invoer.gestart_op))


@router.get("", response_model=list[OnderzoekUit], summary="Toon de onderzoeken")
def lijst_onderzoeken(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Onderzoek, ...]:
    return blad.toon(
        melden.lijst_onderzoeken(
            handeling, blad.limiet, blad.cursor, melding_id=melding_id, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=OnderzoekUit, summary="Lees een onderzoek")
def lees_onderzoek(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Onderzoek:
    return antwoord.met_etag(melden.haal_onderzoek(handeling, id))


@router.put("/{id}", response_model=OnderzoekUit, summary="Werk een onderzoek bij")
def werk_onderzoek_bij(
    id: Uuid, revisie: IfMatch, invoer: TussenstandIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Onderzoek:
    return antwoord.met_etag(melden.werk_onderzoek_bij(handeling, id, revisie, invoer.als(Tussenstand)))


@router.post("/{id}/afrondingen", response_model=OnderzoekUit, summary="Rond het onderzoek af")
def rond_onderzoek_af(
    id: Uuid, revisie: IfMatch, invoer: AfrondingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Onderzoek:
    return antwoord.met_etag(melden.rond_onderzoek_af(handeling, id, revisie, invoer.als(Afronding)))


@router.post(
    "/{id}/aanvullingen",
    response_model=OnderzoekUit,
    summary="Vul aan wat een afgerond onderzoek nog miste",
    description="Alleen wat ontbreekt; wat de cliënt al op papier heeft, verandert niet.",
)
def vul_onderzoek_aan(
    id: Uuid, revisie: IfMatch, invoer: VerantwoordingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Onderzoek:
    return antwoord.met_etag(melden.vul_onderzoek_aan(handeling, id, revisie, invoer.als(Verantwoording)))


@router.get(
    "/{id}/bevindingen",
    response_model=list[TekortUit],
    summary="Toon wat het onderzoek volgens de wet nog mist",
    description="Zolang hier iets staat, kan een besluit op dit onderzoek niet worden genomen.",
)
def lijst_tekorten(id: Uuid, handeling: DeHandeling) -> tuple[Veldfout, ...]:
    return melden.lees_tekorten(handeling, id)
