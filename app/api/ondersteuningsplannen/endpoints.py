"""Ondersteuningsplannen: the plan of provider and client, from request to adoption (M06 to H26).

What a condition asks may be left out of a body: the step then names the condition that is not met.
"""

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import Field

from app.api.clienten import ContactUit, GeboortedatumUit, NaamUit
from app.api.delen import (
    OnderdeelUit,
    OvergangUit,
    PeriodeUit,
    RedenIn,
    ResultaatUit,
    VertegenwoordigingUit,
)
from app.api.kader.rest.antwoorden import Pdf
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import Cijfers, GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    BsnVeld,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Model,
    Moment,
    Reeks,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.ondersteuningsplannen.inhoud import (
    InvullingIn,
    InvullingUit,
)
from app.api.ondersteuningsplannen.uitvraag import (
    OntvangstIn,
    UitvraagIn,
    UitvraagUit,
    WeigeringIn,
)
from app.api.ondersteuningsplannen.verloop import (
    AfschriftIn,
    AfschriftUit,
    AlternatiefIn,
    AlternatiefUit,
    BeoordelingIn,
    BeoordelingUit,
    IndieningIn,
    OndertekeningIn,
    OndertekeningUit,
    TermijnmeldingIn,
    TermijnmeldingUit,
    TerugleggingIn,
    TerugleggingUit,
    ToetsbevindingUit,
    VaststellingIn,
    VaststellingUit,
)
from app.api.voorbeelden import (
    AFSCHRIFT,
    AGB,
    BEOORDELING,
    BSN,
    CLIENT,
    EERDER_PLAN,
    GEMEENTE,
    MEDEWERKER,
    MELDING,
    PLAN,
    PLAN_VAN_AANPAK,
)
from app.domain.document import Document
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Invulling,
    Ondersteuningsplan,
    Ondertekening,
    OndertekeningAlternatief,
    Planstatus,
    Planversie,
    Toetsbevinding,
    Uitvraag,
    Vaststelling,
    Weigerreden,
)
from app.opslag.lijsten import Planrij
from app.processen import documenten, plannen, uitvragen
from app.processen.plannen import Indiening, Planinzage
from app.processen.uitvragen import Oordeelsgegevens, Terugleggegevens

router = Router(
    "/ondersteuningsplannen",
    tag="Ondersteuningsplannen",
    scope="ondersteuningsplannen",
    uitleg="Het plan van aanbieder en cliënt, van uitvraag en indiening tot beoordeling en vaststelling.",
)

ZONDER_INZAGE: dict[int | str, dict[str, Any]] = {409: {}}
"""A provider reads this between its receipt of the request and the end of that."""

AfschriftSleutel = Annotated[
    Uuid, Path(alias="afschriftId", description="Het id van het afschrift.", examples=[AFSCHRIFT])
]


class _Plan(Model):
    """A plan for one provider."""

    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    aanbieder: AgbVeld = Field(description="De aanbieder van keuze.", examples=[AGB])
    vervangt: Uuid | None = Field(
        None, description="Het plan dat hierdoor wordt vervangen.", examples=[EERDER_PLAN]
    )


class PlanIn(_Plan, Invoer):
    """A plan in the making, for one provider."""

    model_config = voorbeeld(
        {
            "planVanAanpakId": PLAN_VAN_AANPAK,
            "aanbieder": AGB,
            "casus": "Na een heupoperatie lukt zwaar schoonmaakwerk niet.",
        }
    )

    aanleiding: Keuze[Aanleiding] = Field(Aanleiding.NIEUW, examples=["nieuw"])
    casus: Toelichting = Field(
        default_factory=str,
        description="De noodzakelijke casusinformatie; nodig voor de uitvraag (M10).",
        examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."],
    )
    resultaten: Rij[Tekst] | None = Field(
        None,
        description="Codes van de resultaten die deze aanbieder worden gevraagd; zonder dit veld alle.",
        examples=[["R1"]],
    )


class CasusIn(Invoer):
    """The case information."""

    casus: Toelichting = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])


class PlanUit(_Plan, Uitvoer):
    """One plan, as the caller may see it."""

    id: Uuid = Field(examples=[PLAN])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    profiel: str = Field(description="Het regioprofiel waarop het plan is gemaakt.", examples=["MLO"])
    profielversie: str = Field(examples=["2018.1"])
    formulier_versie: str = Field(examples=["2018"])
    aanleiding: Keuze[Aanleiding] = Field(examples=["nieuw"])
    status: Keuze[Planstatus] = Field(examples=["ingediend"])
    resultaten: Reeks[ResultaatUit] = Field(
        description="Wat deze aanbieder is gevraagd, vooraf bepaald door gemeente en cliënt."
    )
    casus: str = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])
    uitvraag: UitvraagUit | None = None
    invulling: InvullingUit | None = Field(None, description="Het concept van de aanbieder.")
    versie: int = Field(description="De laatst ingediende versie; 0 als die er nog niet is.", examples=[1])
    ondertekeningen: Reeks[OndertekeningUit]
    alternatief: AlternatiefUit | None = None
    termijnmeldingen: Reeks[TermijnmeldingUit]
    terugleggingen: Reeks[TerugleggingUit]
    vaststelling: VaststellingUit | None = None
    weigerreden: Keuze[Weigerreden] | None = Field(None, examples=["geen_capaciteit"])
    achterhaald_op: Moment | None = Field(
        None,
        description="Wanneer het plan van aanpak is vernieuwd waar dit plan bij hoort: de gemeente trekt het "
        "in of vraagt het opnieuw, en akkoord en vaststellen kunnen niet meer.",
        examples=["2026-03-18T09:00:00Z"],
    )
    overgangen: Reeks[OvergangUit]


class PlanrijUit(Uitvoer):
    """A plan in a list."""

    id: Uuid = Field(examples=[PLAN])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    aanbieder: AgbVeld = Field(examples=[AGB])
    profiel: str = Field(examples=["MLO"])
    aanleiding: Keuze[Aanleiding] = Field(examples=["nieuw"])
    status: Keuze[Planstatus] = Field(examples=["ingediend"])
    versie: int = Field(examples=[1])


class PlanversieUit(Uitvoer):
    """A submitted version; it never changes."""

    volgnummer: int = Field(examples=[1])
    ingediend_op: Moment = Field(examples=["2026-03-17T15:00:00Z"])
    ingediend_door: str = Field(examples=["medewerker-2"])
    gericht_aan: str = Field(description="De medewerker van de toegang.", examples=[MEDEWERKER])
    inhoud: InvullingUit


class IndieningUit(Uitvoer):
    """A submitted version with its findings; it is accepted all the same."""

    versie: PlanversieUit
    bevindingen: Reeks[ToetsbevindingUit]


class PlanclientUit(Uitvoer):
    """For whom the plan is."""

    bsn: BsnVeld | None = Field(None, description="Ontbreekt als de cliënt er geen heeft.", examples=[BSN])
    naam: NaamUit
    geboortedatum: GeboortedatumUit
    contacten: Reeks[ContactUit]
    vertegenwoordiger: VertegenwoordigingUit | None = None


class GedeeldUit(Uitvoer):
    """What the provider needs to draw up the plan."""

    client: PlanclientUit
    casus: str = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])
    resultaten: Reeks[ResultaatUit] = Field(
        description="De resultaten uit het plan van aanpak die zijn gevraagd."
    )
    termijn: PeriodeUit = Field(description="De te indiceren termijn.")
    onderdelen: Reeks[OnderdeelUit] = Field(description="Precies de onderdelen die zijn gedeeld.")


@router.post(
    "",
    response_model=PlanUit,
    status_code=201,
    summary="Maak een plan voor een aanbieder",
    description="Loopt bij deze aanbieder nog een plan op een vorige versie van het plan van aanpak, dan "
    "wordt dat ingetrokken: het plan wordt opnieuw gevraagd.",
)
def stel_plan_op(invoer: PlanIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Ondersteuningsplan:
    return antwoord.aangemaakt(
        uitvragen.stel_plan_op(
            handeling,
            plan_van_aanpak_id=invoer.plan_van_aanpak_id,
            aanbieder=invoer.aanbieder,
            aanleiding=invoer.aanleiding,
            casus=invoer.casus,
            vervangt=invoer.vervangt,
            resultaten=invoer.resultaten,
        )
    )


@router.get("", response_model=list[PlanrijUit], summary="Toon de ondersteuningsplannen")
def lijst_plannen(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    status: Annotated[
        Planstatus | None, Query(description="Alleen met deze status.", examples=["ingediend"])
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Planrij, ...]:
    return blad.toon(
        uitvragen.lijst(
            handeling,
            blad.limiet,
            blad.cursor,
            client_id=client_id,
            melding_id=melding_id,
            status=status,
            sinds=gewijzigd_sinds,
        )
    )


@router.get("/{id}", response_model=PlanUit, summary="Lees een ondersteuningsplan")
def lees_plan(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.haal_plan(handeling, id))


@router.put("/{id}", response_model=PlanUit, summary="Vul de casusinformatie in")
def vul_casus_in(
    id: Uuid, revisie: IfMatch, invoer: CasusIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.vul_casus_in(handeling, id, revisie, invoer.casus))


@router.post("/{id}/uitvraag", response_model=PlanUit, summary="Verstuur de uitvraag naar de aanbieder")
def vraag_plan_uit(
    id: Uuid, revisie: IfMatch, invoer: UitvraagIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.vraag_uit(handeling, id, revisie, invoer.als(Uitvraag)))


@router.post("/{id}/ontvangsten", response_model=PlanUit, summary="Bevestig de ontvangst van de uitvraag")
def bevestig_ontvangst(
    id: Uuid, revisie: IfMatch, invoer: OntvangstIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.bevestig_ontvangst(handeling, id, revisie, invoer.op))


@router.get(
    "/{id}/gedeelde-onderdelen",
    response_model=GedeeldUit,
    responses=ZONDER_INZAGE,
    summary="Lees wat voor dit plan is gedeeld",
    description="Voor de aanbieder, na bevestiging van de ontvangst en tot de uitvraag is geweigerd of "
    "ingetrokken. Elke inzage komt bij de verwerkingen van de cliënt.",
)
def lees_gedeelde_onderdelen(id: Uuid, handeling: DeHandeling) -> Planinzage:
    return plannen.lees_gedeelde_onderdelen(handeling, id)


@router.post("/{id}/weigeringen", response_model=PlanUit, summary="Weiger de uitvraag")
def weiger_uitvraag(
    id: Uuid, revisie: IfMatch, invoer: WeigeringIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.weiger(handeling, id, revisie, invoer.reden, invoer.toelichting))


@router.put("/{id}/invulling", response_model=PlanUit, summary="Vul het plan in")
def vul_plan_in(
    id: Uuid, revisie: IfMatch, invoer: InvullingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.vul_in(handeling, id, revisie, invoer.als(Invulling)))


@router.post(
    "/{id}/indieningen",
    response_model=IndieningUit,
    status_code=201,
    summary="Dien het plan in",
    description="Een goed gevormd plan wordt altijd aangenomen; wat ontbreekt, staat in de bevindingen. "
    "Tot de gemeente het beoordeelt, herstelt u een fout door het plan opnieuw in te vullen en in te dienen, "
    "met correctie. De ETag is die van het plan.",
)
def dien_plan_in(
    id: Uuid, revisie: IfMatch, invoer: IndieningIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Indiening:
    return antwoord.aangemaakt(
        plannen.dien_in(
            handeling,
            id,
            revisie,
            formulier_versie=invoer.formulier_versie,
            gericht_aan=invoer.gericht_aan,
            correctie=invoer.correctie,
        ),
        "volgnummer",
        lijst=f"{router.prefix}/{id}/versies",
    )


@router.get(
    "/{id}/versies",
    response_model=list[PlanversieUit],
    responses=ZONDER_INZAGE,
    summary="Toon de ingediende versies",
)
def lijst_planversies(id: Uuid, handeling: DeHandeling) -> tuple[Planversie, ...]:
    return uitvragen.lees_versies(handeling, id)


@router.get(
    "/{id}/versies/{volgnummer}",
    response_model=PlanversieUit,
    responses=ZONDER_INZAGE,
    summary="Lees een ingediende versie",
)
def lees_planversie(
    id: Uuid,
    volgnummer: Annotated[
        int, Path(ge=1, le=9_999, description="Nummer van de ingediende versie.", examples=[1]), Cijfers
    ],
    handeling: DeHandeling,
) -> Planversie:
    return uitvragen.lees_versie(handeling, id, volgnummer)


@router.get(
    "/{id}/bevindingen",
    response_model=list[ToetsbevindingUit],
    responses=ZONDER_INZAGE,
    summary="Toon wat de toetsen nu vinden in de laatst ingediende versie",
)
def lijst_bevindingen(id: Uuid, handeling: DeHandeling) -> tuple[Toetsbevinding, ...]:
    return uitvragen.lees_bevindingen(handeling, id)


@router.post("/{id}/ondertekeningen", response_model=PlanUit, summary="Leg een handtekening vast")
def onderteken_plan(
    id: Uuid, revisie: IfMatch, invoer: OndertekeningIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.onderteken(handeling, id, revisie, invoer.als(Ondertekening)))


@router.post(
    "/{id}/ondertekeningsalternatieven",
    response_model=PlanUit,
    summary="Leg vast waarom de cliënt niet tekent en hoe de afstemming dan wel ging",
)
def leg_alternatief_vast(
    id: Uuid, revisie: IfMatch, invoer: AlternatiefIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(
        plannen.leg_alternatief_vast(handeling, id, revisie, invoer.als(OndertekeningAlternatief))
    )


@router.post(
    "/{id}/afschriften",
    response_model=AfschriftUit,
    status_code=201,
    summary="Geef de cliënt een afschrift",
    description="De PDF van dat moment wordt bewaard; haal hem op met het adres in Location plus /document.",
)
def geef_afschrift(
    id: Uuid, revisie: IfMatch, invoer: AfschriftIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Document:
    return antwoord.toegevoegd(
        documenten.geef_afschrift(
            handeling, id, revisie, versie=invoer.versie, op=invoer.verstrekt_op, kanaal=invoer.kanaal
        )
    )


@router.get(
    "/{id}/afschriften",
    response_model=list[AfschriftUit],
    responses=ZONDER_INZAGE,
    summary="Toon de afschriften",
)
def lijst_afschriften(id: Uuid, handeling: DeHandeling) -> tuple[Document, ...]:
    return documenten.lees_afschriften(handeling, id)


@router.get(
    "/{id}/afschriften/{afschriftId}",
    response_model=AfschriftUit,
    responses=ZONDER_INZAGE,
    summary="Lees een afschrift",
)
def lees_afschrift(id: Uuid, afschrift_id: AfschriftSleutel, handeling: DeHandeling) -> Document:
    return documenten.lees_afschrift(handeling, id, afschrift_id)


@router.get(
    "/{id}/afschriften/{afschriftId}/document",
    response_class=Pdf,
    responses=ZONDER_INZAGE,
    summary="Haal het afschrift op zoals de cliënt het kreeg",
)
def haal_afschriftdocument(id: Uuid, afschrift_id: AfschriftSleutel, handeling: DeHandeling) -> Pdf:
    return Pdf(documenten.lees_afschrift(handeling, id, afschrift_id).pdf)


@router.get(
    "/{id}/document", response_class=Pdf, responses=ZONDER_INZAGE, summary="Haal het plan op als document"
)
def haal_plandocument(id: Uuid, handeling: DeHandeling) -> Pdf:
    return Pdf(documenten.geef_plandocument(handeling, id))


@router.post(
    "/{id}/termijnmeldingen", response_model=PlanUit, summary="Meld dat de termijn voor het plan verstrijkt"
)
def meld_termijn(
    id: Uuid, revisie: IfMatch, invoer: TermijnmeldingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.meld_termijn(handeling, id, revisie, invoer.verwacht_op, invoer.reden))


@router.post("/{id}/terugleggingen", response_model=PlanUit, summary="Leg het plan terug bij de aanbieder")
def leg_plan_terug(
    id: Uuid, revisie: IfMatch, invoer: TerugleggingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.leg_terug(handeling, id, revisie, invoer.als(Terugleggegevens)))


@router.post(
    "/{id}/beoordelingen", response_model=BeoordelingUit, status_code=201, summary="Beoordeel het plan"
)
def beoordeel_plan(
    id: Uuid, revisie: IfMatch, invoer: BeoordelingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Beoordeling:
    return antwoord.toegevoegd(uitvragen.beoordeel(handeling, id, revisie, invoer.als(Oordeelsgegevens)))


@router.get("/{id}/beoordelingen", response_model=list[BeoordelingUit], summary="Toon de beoordelingen")
def lijst_beoordelingen(id: Uuid, handeling: DeHandeling) -> tuple[Beoordeling, ...]:
    return uitvragen.lees_beoordelingen(handeling, id)


@router.get(
    "/{id}/beoordelingen/{beoordelingId}", response_model=BeoordelingUit, summary="Lees een beoordeling"
)
def lees_beoordeling(
    id: Uuid,
    beoordeling_id: Annotated[
        Uuid, Path(alias="beoordelingId", description="Het id van de beoordeling.", examples=[BEOORDELING])
    ],
    handeling: DeHandeling,
) -> Beoordeling:
    return uitvragen.lees_beoordeling(handeling, id, beoordeling_id)


@router.post("/{id}/vaststellingen", response_model=PlanUit, summary="Stel het plan vast met de cliënt")
def stel_plan_vast(
    id: Uuid, revisie: IfMatch, invoer: VaststellingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(plannen.stel_vast(handeling, id, revisie, invoer.als(Vaststelling)))


@router.post("/{id}/intrekkingen", response_model=PlanUit, summary="Trek de uitvraag in")
def trek_plan_in(
    id: Uuid, revisie: IfMatch, invoer: RedenIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.trek_plan_in(handeling, id, revisie, invoer.reden))


@router.post(
    "/{id}/beeindigingen", response_model=PlanUit, summary="Leg vast dat de ondersteuning is gestopt"
)
def beeindig_plan(
    id: Uuid, revisie: IfMatch, invoer: RedenIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    return antwoord.met_etag(uitvragen.beeindig(handeling, id, revisie, invoer.reden))
