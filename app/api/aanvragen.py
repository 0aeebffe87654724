"""Aanvragen: a step of its own, with its own clock (W02)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import (
    ClientintrekkingIn,
    ClientintrekkingUit,
    DatumcorrectieIn,
    DatumcorrectieUit,
    DatumIn,
)
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    Invoer,
    Keuze,
    Model,
    Reeks,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AANVRAAG, CLIENT, MELDING, PLAN_VAN_AANPAK
from app.domain.besluit.aanvraag import Aanvraag, Verlenging
from app.domain.termijnen import Opschorting, Opschortingsgrond
from app.processen import eindigen, melden

router = Router(
    "/aanvragen",
    tag="Aanvragen",
    scope="aanvragen",
    uitleg="De aanvraag van de cliënt: hiermee begint de beslistermijn van twee weken.",
)


class _Opschorting(Model):
    """The term stands still."""

    grond: Keuze[Opschortingsgrond] = Field(
        Opschortingsgrond.AANVULLING,
        description="Waarom de termijn stilstaat (Awb 4:15): de cliënt vult aan of een buitenlandse "
        "instantie geeft informatie (lid 1), de cliënt stemt schriftelijk in, vertraging door de cliënt, of "
        "overmacht (lid 2).",
        examples=["aanvulling"],
    )
    van: Datum = Field(
        alias="begindatum",
        description="De dag waarop om aanvulling of informatie is gevraagd: de termijn staat stil vanaf de "
        "dag erna. Bij de andere gronden de eerste dag dat zij stilstaat. Een termijn die voorbij is, kan "
        "niet meer stilstaan; een verzoek om aanvulling telt dan alleen nog om de aanvraag buiten "
        "behandeling te kunnen stellen (Awb 4:5).",
        examples=["2026-03-30"],
    )
    reden: Toelichting = Field(examples=["Het inkomensgegeven voor de eigen bijdrage ontbreekt."])
    hersteltermijn_tot: Datum = Field(
        alias="hersteltermijnEinddatum",
        description="De dag tot wanneer de cliënt kan aanvullen, of tot wanneer de termijn volgens afspraak "
        "of mededeling stilstaat. Duurt het langer, hervat dan en schort opnieuw op.",
        examples=["2026-04-06"],
    )
    medegedeeld_op: Datum | None = Field(
        None,
        alias="mededelingsdatum",
        description="Wanneer de cliënt is verteld dat de termijn stilstaat en tot wanneer; verplicht bij "
        "buitenlandse informatie, vertraging en overmacht.",
        examples=["2026-03-30"],
    )


class OpschortingIn(_Opschorting, Invoer):
    """The term stands still."""


class OpschortingUit(_Opschorting, Uitvoer):
    """The term stands still."""

    tot: Datum | None = Field(
        None,
        alias="einddatum",
        description="De dag waarop is aangevuld, of het oponthoud voorbij was.",
        examples=["2026-04-02"],
    )
    einde_medegedeeld_op: Datum | None = Field(
        None,
        alias="eindemededelingsdatum",
        description="Wanneer de cliënt is verteld dat de termijn weer loopt.",
        examples=["2026-04-02"],
    )


class HervattingIn(DatumIn):
    """The term runs again."""

    medegedeeld_op: Datum | None = Field(
        None,
        alias="mededelingsdatum",
        description="Wanneer de cliënt is verteld dat de termijn weer loopt en tot wanneer; verplicht na "
        "buitenlandse informatie, vertraging en overmacht (Awb 4:15 lid 4).",
        examples=["2026-04-02"],
    )


class _Verlenging(Model):
    """Notice that the decision will be late."""

    op: Datum = Field(
        alias="datum", description="De dag van het bericht aan de cliënt.", examples=["2026-04-07"]
    )
    nieuwe_datum: Datum = Field(examples=["2026-04-21"])
    reden: Toelichting = Field(examples=["Een medisch advies is nog niet binnen."])


class VerlengingIn(_Verlenging, Invoer):
    """Notice that the decision will be late."""


class VerlengingUit(_Verlenging, Uitvoer):
    """Notice that the decision will be late."""


class AanvraagcorrectieIn(DatumcorrectieIn):
    """The day of receipt was recorded wrongly."""

    model_config = voorbeeld(
        {"ontvangstdatum": "2026-03-03", "reden": "Er stond een andere dag op het stempel."}
    )


class _Aanvraag(Model):
    """The client's application."""

    melding_id: Uuid = Field(examples=[MELDING])
    ontvangen_op: Datum = Field(
        alias="ontvangstdatum", description="De dag waarop de termijn begint.", examples=["2026-03-26"]
    )
    elektronisch: bool = Field(
        False,
        description="Of de aanvraag langs elektronische weg kwam; de ontvangst moet dan worden bevestigd.",
        examples=[False],
    )
    plan_van_aanpak_id: Uuid | None = Field(
        None,
        description="Het door de cliënt ondertekende plan van aanpak, waar de regio dat als aanvraag ziet.",
        examples=[PLAN_VAN_AANPAK],
    )


class AanvraagIn(_Aanvraag, Invoer):
    """The client's application."""

    model_config = voorbeeld({"meldingId": MELDING, "ontvangstdatum": "2026-03-26"})


class AanvraagUit(_Aanvraag, Uitvoer):
    """The client's application."""

    id: Uuid = Field(examples=[AANVRAAG])
    client_id: Uuid = Field(examples=[CLIENT])
    ontvangst_bevestigd_op: Datum | None = Field(
        None,
        alias="ontvangstbevestigingsdatum",
        description="Wanneer de ontvangst aan de cliënt is bevestigd.",
        examples=["2026-03-26"],
    )
    opschortingen: Reeks[OpschortingUit]
    verlengingen: Reeks[VerlengingUit]
    ingebrekestelling_op: Datum | None = Field(
        None,
        alias="ingebrekestellingsdatum",
        description="Wanneer de gemeente in gebreke is gesteld.",
        examples=["2026-04-28"],
    )
    intrekking: ClientintrekkingUit | None = None
    correcties: Reeks[DatumcorrectieUit] = Field(
        (), description="Wat er eerder als ontvangstdatum stond, en waarom dat wijzigde."
    )


@router.post("", response_model=AanvraagUit, status_code=201, summary="Neem een aanvraag in")
def neem_aanvraag_in(invoer: AanvraagIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Aanvraag:
    return antwoord.aangemaakt(
        melden.neem_aanvraag_in(
            handeling,
            invoer.melding_id,
            invoer.ontvangen_op,
            invoer.plan_van_aanpak_id,
            elektronisch=invoer.elektronisch,
        )
    )


@router.get("", response_model=list[AanvraagUit], summary="Toon de aanvragen")
def lijst_aanvragen(
    handeling: DeHandeling,
    blad: HetBlad,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Aanvraag, ...]:
    return blad.toon(
        melden.lijst_aanvragen(
            handeling, blad.limiet, blad.cursor, melding_id=melding_id, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id}", response_model=AanvraagUit, summary="Lees een aanvraag")
def lees_aanvraag(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Aanvraag:
    return antwoord.met_etag(melden.haal_aanvraag(handeling, id))


@router.post(
    "/{id}/ontvangstbevestigingen",
    response_model=AanvraagUit,
    summary="Leg vast dat de ontvangst aan de cliënt is bevestigd (Awb 2:17)",
)
def bevestig_aanvraag(
    id: Uuid, revisie: IfMatch, invoer: DatumIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    return antwoord.met_etag(melden.bevestig_aanvraag(handeling, id, revisie, invoer.datum))


@router.post(
    "/{id}/opschortingen", response_model=AanvraagUit, summary="Schort de beslistermijn op (Awb 4:15)"
)
def schort_aanvraag_op(
    id: Uuid, revisie: IfMatch, invoer: OpschortingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    return antwoord.met_etag(melden.schort_aanvraag_op(handeling, id, revisie, invoer.als(Opschorting)))


@router.post("/{id}/hervattingen", response_model=AanvraagUit, summary="Laat de beslistermijn weer lopen")
def hervat_aanvraag(
    id: Uuid, revisie: IfMatch, invoer: HervattingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    return antwoord.met_etag(
        melden.hervat_aanvraag(handeling, id, revisie, invoer.datum, invoer.medegedeeld_op)
    )


@router.post(
    "/{id}/verlengingen", response_model=AanvraagUit, summary="Meld dat het besluit later komt (Awb 4:14)"
)
def verleng_aanvraag(
    id: Uuid, revisie: IfMatch, invoer: VerlengingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    return antwoord.met_etag(melden.verleng_aanvraag(handeling, id, revisie, invoer.als(Verlenging)))


@router.post(
    "/{id}/ingebrekestellingen",
    response_model=AanvraagUit,
    summary="Leg vast dat de gemeente in gebreke is gesteld (Awb 4:17)",
)
def leg_ingebrekestelling_vast(
    id: Uuid, revisie: IfMatch, invoer: DatumIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    return antwoord.met_etag(melden.leg_ingebrekestelling_vast(handeling, id, revisie, invoer.datum))


@router.post(
    "/{id}/intrekkingen",
    response_model=AanvraagUit,
    summary="Leg vast dat de cliënt de aanvraag intrekt",
    description="Er wordt niet op beslist. Is er geen andere aanvraag, dan eindigt de zaak; een nieuwe "
    "aanvraag opent haar weer.",
)
def trek_aanvraag_in(
    id: Uuid, revisie: IfMatch, invoer: ClientintrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    """Nothing is decided on it."""
    return antwoord.met_etag(eindigen.trek_aanvraag_in(handeling, id, revisie, invoer.op, invoer.reden))


@router.post(
    "/{id}/correcties", response_model=AanvraagUit, summary="Corrigeer de ontvangstdatum van de aanvraag"
)
def corrigeer_aanvraag(
    id: Uuid, revisie: IfMatch, invoer: AanvraagcorrectieIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Aanvraag:
    """Put the day right; the term for the decision follows."""
    return antwoord.met_etag(eindigen.corrigeer_aanvraag(handeling, id, revisie, invoer.wordt, invoer.reden))
