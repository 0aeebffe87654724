"""Besluiten: drafted, taken, announced, withdrawn; with their differences from the plan (M15, M16, W07)."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from app.api.delen import (
    OmvangIn,
    OmvangUit,
    OvergangUit,
    PeriodeIn,
    PeriodeUit,
    WeekomvangIn,
    WeekomvangUit,
)
from app.api.kader.rest.antwoorden import Pdf
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Centen,
    Datum,
    Invoer,
    Keuze,
    Model,
    Moment,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.standen import StapUit
from app.api.voorbeelden import (
    AANVRAAG,
    AFZIENING,
    AGB,
    BESLUIT,
    CLIENT,
    EERDER_BESLUIT,
    MELDING,
    PLAN,
    PLAN_VAN_AANPAK,
    PRODUCT,
)
from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluit,
    Besluitsoort,
    Besluitstatus,
    Herzieningsgrond,
    Leveringsvorm,
    Pgbweigergrond,
    Uitkomst,
    Verschil,
    Verzendweg,
    Vorm,
    Zienswijzeuitzondering,
)
from app.domain.waarden import Frequentie
from app.opslag.lijsten import Besluitrij
from app.processen import bekendmaken, beslissen, besluitdocument
from app.processen.beslissen import Besluitgegevens, Gevolgen, Voorstel

router = Router(
    "/besluiten",
    tag="Besluiten",
    scope="besluiten",
    uitleg="Wat de gemeente op de aanvraag besluit: als voorstel, ontwerp, genomen en bekendgemaakt.",
)


ACTIVITEITEN = "Samen schoonmaken en een weekritme aanleren."
HOE_VAAK = "Twee keer per week een uur."
PGB_MOTIVERING = "Waarom de cliënt een pgb wil; verplicht bij een pgb (Wmo 2.3.6 lid 2)."
MOTIVERING = "U kunt het huishouden deels zelf. Met begeleiding leert u de rest te doen."


class _Planversieverwijzing(Model):
    """The exact version of a plan."""

    plan_id: Uuid = Field(examples=[PLAN])


class PlanversieverwijzingIn(_Planversieverwijzing, Invoer):
    """The exact version of a plan."""

    versie: int = Field(ge=1, le=999, description="Nummer van de ingediende versie.", examples=[1])


class PlanversieverwijzingUit(_Planversieverwijzing, Uitvoer):
    """The exact version of a plan."""

    versie: int = Field(examples=[1])


class _Besluitregel(Model):
    """One granted product."""

    leveringsvorm: Keuze[Leveringsvorm] = Field(examples=["natura"])
    aanbieder: AgbVeld | None = Field(
        None, description="AGB-code van wie levert en een wmo301 krijgt; niet bij een pgb.", examples=[AGB]
    )


LEVERANCIER = (
    "Naam van wie in natura levert zonder AGB-code, een winkel of taxibedrijf; niet naast een aanbieder. "
    "Er is dan niets toe te wijzen."
)


class BesluitregelIn(_Besluitregel, Invoer):
    """One granted product."""

    leverancier: Tekst | None = Field(None, description=LEVERANCIER, examples=["Traplift Zuid"])
    resultaatgebied: Tekst | None = Field(
        None, description="Weglaten bij een aanvullend product.", examples=["huishouden"]
    )
    resultaten: Rij[Tekst] = Field(
        (), description="Codes van de resultaten uit het plan van aanpak.", examples=[["R1"]]
    )
    activiteiten: Toelichting = Field(description="Wat er gebeurt, voor de cliënt.", examples=[ACTIVITEITEN])
    frequentie: Tekst = Field(description="Hoe vaak, voor de cliënt.", examples=[HOE_VAAK])
    periode: PeriodeIn
    categorie: Annotated[str, Field(pattern="^[0-9]{2}$")] | None = Field(
        None, description="Productcategorie (WMO020).", examples=["01"]
    )
    productcode: Annotated[str, Field(pattern="^[0-9A-Za-z]{1,5}$")] | None = Field(None, examples=[PRODUCT])
    omvang: OmvangIn | None = None
    budget: Centen | None = Field(None, description="In centen.", examples=[250000])
    concrete_tijd: WeekomvangIn | None = Field(
        None, description="De tijd per week, als de omvang die niet zegt."
    )
    afwijking_van_plan: Toelichting | None = Field(
        None, description="De grond waarom deze regel afwijkt van het plan.", examples=["Een uur is genoeg."]
    )
    pgb_motivering: Toelichting | None = Field(
        None, description=PGB_MOTIVERING, examples=["Ik wil zelf kiezen wie mij helpt."]
    )


class BesluitregelUit(_Besluitregel, Uitvoer):
    """One granted product."""

    nummer: int = Field(examples=[1])
    leverancier: str | None = Field(None, description=LEVERANCIER, examples=["Traplift Zuid"])
    resultaatgebied: str | None = Field(None, examples=["huishouden"])
    resultaten: Rij[str] = Field(examples=[["R1"]])
    activiteiten: str = Field(examples=[ACTIVITEITEN])
    frequentie: str = Field(examples=[HOE_VAAK])
    periode: PeriodeUit
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])
    concrete_tijd: WeekomvangUit | None = None
    afwijking_van_plan: str | None = Field(None, examples=["Een uur is genoeg."])
    pgb_motivering: str | None = Field(
        None, description=PGB_MOTIVERING, examples=["Ik wil zelf kiezen wie mij helpt."]
    )


class _AfgewezenDeel(Model):
    """What is refused, and why."""

    leveringsvorm: Keuze[Leveringsvorm] | None = Field(
        None,
        description="Pgb als de cliënt een pgb vroeg en dat wordt geweigerd; anders weglaten.",
        examples=["pgb"],
    )
    pgb_weigergrond: Keuze[Pgbweigergrond] | None = Field(
        None, description="De grond om een pgb te weigeren; verplicht bij een pgb.", examples=["duurder"]
    )


class AfgewezenDeelIn(_AfgewezenDeel, Invoer):
    """What is refused, and why."""

    resultaten: Rij[Tekst] = Field(examples=[["R2"]])
    wat: Tekst = Field(examples=["Vervoer naar de dagbesteding"])
    reden: Toelichting = Field(examples=["U kunt met de regiotaxi reizen."])


class AfgewezenDeelUit(_AfgewezenDeel, Uitvoer):
    """What is refused, and why."""

    resultaten: Rij[str] = Field(examples=[["R2"]])
    wat: str = Field(examples=["Vervoer naar de dagbesteding"])
    reden: str = Field(examples=["U kunt met de regiotaxi reizen."])


class _Besluit(Model):
    """A decision."""

    soort: Keuze[Besluitsoort] = Field(
        description="Spoed is een tijdelijk besluit met een einddatum; herbeoordeling en herstel wijzigen "
        "een eerder besluit, behalve wie alleen iets extra's weigert; buiten_behandeling beantwoordt een "
        "aanvraag die de cliënt niet aanvulde (Awb 4:5), zonder regels.",
        examples=["regulier"],
    )
    melding_id: Uuid = Field(examples=[MELDING])
    aanvraag_id: Uuid | None = Field(
        None, description="Verplicht bij een regulier besluit en bij buiten_behandeling.", examples=[AANVRAAG]
    )
    plan_van_aanpak_id: Uuid | None = Field(
        None, description="Verplicht, behalve bij spoed.", examples=[PLAN_VAN_AANPAK]
    )
    wijzigt: Uuid | None = Field(
        None,
        description="Het bekendgemaakte besluit dat dit besluit vervangt; verplicht bij herbeoordeling en "
        "herstel.",
        examples=[EERDER_BESLUIT],
    )
    ingangsdatum: Datum | None = Field(
        None,
        description="Vanaf wanneer dit besluit het eerdere vervangt: wat dat toekende eindigt de dag ervoor.",
        examples=["2026-09-01"],
    )
    op_verzoek_van_aanbieder: bool = Field(
        False,
        description="Een aanbieder vroeg deze wijziging met een wmo317; dat is ook zijn instemming.",
        examples=[False],
    )


class _Nadeel(Model):
    """On what a change to the client's detriment rests."""

    grond: Keuze[Herzieningsgrond] = Field(examples=["niet_langer_aangewezen"])
    gevraagd_op: Datum | None = Field(
        None,
        description="Wanneer de cliënt kon zeggen wat die ervan vindt (Awb 4:7 en 4:8).",
        examples=["2026-08-10"],
    )
    uitzondering: Keuze[Zienswijzeuitzondering] | None = Field(
        None, description="Waarom dat niet is gevraagd (Awb 4:11).", examples=["spoed"]
    )


class NadeelIn(_Nadeel, Invoer):
    """On what a change to the client's detriment rests."""

    model_config = voorbeeld({"grond": "niet_langer_aangewezen", "gevraagdOp": "2026-08-10"})

    zienswijze: Toelichting | None = Field(
        None, description="Wat de cliënt zei.", examples=["De cliënt redt het met minder hulp."]
    )


class NadeelUit(_Nadeel, Uitvoer):
    """On what a change to the client's detriment rests."""

    zienswijze: str | None = Field(None, examples=["De cliënt redt het met minder hulp."])


class BesluitIn(_Besluit, Invoer):
    """A draft; what is left out follows from the plans."""

    model_config = voorbeeld(
        {
            "soort": "regulier",
            "meldingId": MELDING,
            "aanvraagId": AANVRAAG,
            "planVanAanpakId": PLAN_VAN_AANPAK,
            "motivering": MOTIVERING,
        }
    )

    planversies: Rij[PlanversieverwijzingIn] | None = Field(
        None, description="Zonder dit veld: alle vastgestelde plannen bij het plan van aanpak."
    )
    afzieningen: Rij[Uuid] | None = Field(
        None,
        description="Zonder dit veld: alle afzieningen bij het plan van aanpak.",
        examples=[[AFZIENING]],
    )
    regels: Rij[BesluitregelIn] | None = Field(
        None,
        description="Zonder dit veld: de regels die uit de plannen volgen, en bij een wijziging zonder plan "
        "wat vanaf de ingangsdatum nog geldt. Leeg: er wordt niets toegekend.",
    )
    motivering: Toelichting = Field(examples=[MOTIVERING])
    afgewezen_delen: Rij[AfgewezenDeelIn] = ()
    nadeel: NadeelIn | None = Field(
        None,
        description="Verplicht als de cliënt door een wijziging minder krijgt (Wmo 2.3.10); de ingangsdatum "
        "is het moment.",
    )
    bezwaarclausule: Toelichting | None = Field(
        None,
        description="Zonder dit veld: een algemene tekst over bezwaar binnen zes weken.",
        examples=["U kunt binnen zes weken bezwaar maken bij het college."],
    )
    beschikking_gevraagd: bool = Field(
        False,
        description="De cliënt wil een beschikking, ook waar de gemeente beschikkingsarm werkt.",
        examples=[False],
    )
    kenmerk: Tekst | None = Field(
        None, description="Zonder dit veld: een volgnummer.", examples=["WMO-2026-117"]
    )


class _Bekendmaking(Model):
    """When and how the client received the decision."""

    op: Datum = Field(
        alias="datum",
        description="De dag van verzenden of uitreiken, of elektronisch de dag waarop de cliënt het kon "
        "lezen. De dag erna begint de termijn.",
        examples=["2026-03-17"],
    )
    weg: Keuze[Verzendweg] | None = Field(
        None,
        description="Per post, uitgereikt of elektronisch; de brief zegt het. Elektronisch kan als de cliënt "
        "daar om vroeg, en mag opnieuw als het niet aankwam (Awb 2:8 en 2:11).",
        examples=["post"],
    )


class _ElektronischeVerzending(Model):
    """That the client got it electronically."""

    toestemming_op: Datum = Field(
        alias="toestemmingsdatum",
        description="Wanneer de cliënt uitdrukkelijk zei langs deze weg bereikbaar te zijn (Awb 2:8).",
        examples=["2026-03-02"],
    )
    portaal: bool = Field(
        False, description="Of het in een portaal is geplaatst (Awb 2:10).", examples=[True]
    )
    kennisgeving_op: Datum | None = Field(
        None,
        alias="kennisgevingsdatum",
        description="Wanneer de cliënt hoorde dat het in het portaal staat: binnen 48 uur.",
        examples=["2026-03-17"],
    )
    bereikbaar_vanaf: Moment | None = Field(
        None,
        description="Het moment vanaf wanneer de cliënt het kon lezen; de datum is de dag daarvan.",
        examples=["2026-03-17T08:15:00Z"],
    )


class ElektronischeVerzendingIn(_ElektronischeVerzending, Invoer):
    """That the client got it electronically."""


class ElektronischeVerzendingUit(_ElektronischeVerzending, Uitvoer):
    """That the client got it electronically."""


class BekendmakingIn(_Bekendmaking, Invoer):
    """When and how the client received the decision."""

    model_config = voorbeeld({"datum": "2026-03-17", "weg": "post", "wijze": "per aangetekende post"})

    elektronisch: ElektronischeVerzendingIn | None = Field(
        None, description="Alleen bij verzending langs elektronische weg."
    )
    wijze: Tekst = Field(description="In woorden.", examples=["per aangetekende post"])


class BekendmakingUit(_Bekendmaking, Uitvoer):
    """When and how the client received the decision."""

    elektronisch: ElektronischeVerzendingUit | None = None
    wijze: str = Field(description="In woorden.", examples=["per aangetekende post"])


class IntrekkingIn(Invoer):
    """Why the decision is withdrawn."""

    reden: Toelichting = Field(examples=["De cliënt heeft de aanvraag ingetrokken."])


class VoorstelIn(Invoer):
    """The plan van aanpak for which lines are asked."""

    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])


class BeletselUit(Uitvoer):
    """What stands in the way, or is still to be filled in."""

    veld: str = Field(examples=["regels[0].productcode"])
    melding: str = Field(examples=["Dit product staat ook in regel 2, in dezelfde periode."])
    regel: str | None = Field(None, examples=["OP259"])


class BedragUit(Uitvoer):
    """What a line with an additional product costs: price times quantity."""

    regel: int = Field(description="Nummer van de regel.", examples=[2])
    tarief: int = Field(description="Centen per eenheid.", examples=[1250])
    bedrag: int = Field(description="Centen per frequentie.", examples=[2500])
    frequentie: Keuze[Frequentie] = Field(description="Code van WMO757.", examples=["2"])


class VoorstelUit(Uitvoer):
    """What the plans lead to; nothing is kept."""

    planversies: Rij[PlanversieverwijzingUit]
    afzieningen: Rij[Uuid] = Field(examples=[[AFZIENING]])
    regels: Rij[BesluitregelUit]
    bedragen: Rij[BedragUit] = Field(description="Wat de aanvullende producten kosten.")
    opengelaten: Rij[BeletselUit] = Field(description="Wat de plannen openlaten; vul dat in het ontwerp in.")


class BesluitUit(_Besluit, Uitvoer):
    """A decision."""

    id: Uuid = Field(examples=[BESLUIT])
    client_id: Uuid = Field(examples=[CLIENT])
    kenmerk: str = Field(examples=["WMO-2026-117"])
    vorm: Keuze[Vorm] = Field(
        description="Volgt uit de gemeente, de uitkomst en de wens van de cliënt.", examples=["beschikking"]
    )
    uitkomst: Keuze[Uitkomst] = Field(
        description="Volgt uit de regels en de afgewezen delen.", examples=["toegekend"]
    )
    status: Keuze[Besluitstatus] = Field(examples=["ontwerp"])
    planversies: Rij[PlanversieverwijzingUit]
    afzieningen: Rij[Uuid] = Field(examples=[[AFZIENING]])
    regels: Rij[BesluitregelUit]
    motivering: str = Field(examples=[MOTIVERING])
    afgewezen_delen: Rij[AfgewezenDeelUit]
    nadeel: NadeelUit | None = None
    bezwaarclausule: str = Field(examples=["U kunt binnen zes weken bezwaar maken bij het college."])
    bekendmaking: BekendmakingUit | None = None
    uitgevoerd_op: Moment | None = Field(
        None, description="Wanneer de toewijzingen zijn gemaakt.", examples=["2026-03-18T08:15:00Z"]
    )
    overgangen: Rij[OvergangUit]


class BesluitrijUit(Uitvoer):
    """A decision in a list."""

    id: Uuid = Field(examples=[BESLUIT])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    kenmerk: str = Field(examples=["WMO-2026-117"])
    soort: Keuze[Besluitsoort] = Field(examples=["regulier"])
    vorm: Keuze[Vorm] = Field(examples=["beschikking"])
    uitkomst: Keuze[Uitkomst] = Field(examples=["toegekend"])
    status: Keuze[Besluitstatus] = Field(examples=["bekendgemaakt"])
    bekendgemaakt_op: Datum | None = Field(None, alias="bekendmakingsdatum", examples=["2026-03-17"])


class VerschilUit(Uitvoer):
    """One point in which the decision differs from the plan."""

    regel: int | None = Field(
        None,
        description="Nummer van de regel; leeg bij wat wel gepland was en niet is toegekend.",
        examples=[1],
    )
    veld: str = Field(examples=["omvang"])
    plan: str = Field(examples=["180 minuten per week"])
    besluit: str = Field(examples=["120 minuten per week"])
    grond: str | None = Field(None, examples=["Een uur per keer is genoeg."])


class EindeUit(Uitvoer):
    """Support that was granted before and ends."""

    regel: BesluitregelUit = Field(description="Wat was toegekend, met de periode waarin het gold.")
    laatste_dag: Datum | None = Field(None, description="Leeg als het nooit begint.", examples=["2026-08-31"])


class GatUit(Uitvoer):
    """Days on which nothing takes the place of what ended."""

    na: BesluitregelUit = Field(description="Wat eindigt.")
    regel: int = Field(description="De regel van dit besluit die daarna begint.", examples=[1])
    periode: PeriodeUit


class GevolgenUit(Uitvoer):
    """What a decision does to what runs."""

    bedragen: Rij[BedragUit] = Field(description="Wat de aanvullende producten kosten.")
    einden: Rij[EindeUit] = Field(description="Wat hierdoor eindigt; dit staat ook in de brief.")
    gaten: Rij[GatUit] = Field(description="Dagen tussen wat eindigt en wat ervoor in de plaats komt.")
    stappen: Rij[StapUit] = Field(description="Wat er nu bij uitvoeren met de toewijzingen gebeurt.")
    beletsels: Rij[BeletselUit] = Field(description="Waarom het zo niet is uit te voeren.")


@router.post(
    "/voorstellen", response_model=VoorstelUit, summary="Bereken de regels die uit de plannen volgen"
)
def stel_besluit_voor(invoer: VoorstelIn, handeling: DeHandeling) -> Voorstel:
    return beslissen.stel_voor(handeling, invoer.plan_van_aanpak_id)


@router.post("", response_model=BesluitUit, status_code=201, summary="Maak een ontwerpbesluit")
def ontwerp_besluit(invoer: BesluitIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.aangemaakt(beslissen.ontwerp(handeling, invoer.als(Besluitgegevens)))


@router.get("", response_model=list[BesluitrijUit], summary="Toon de besluiten")
def lijst_besluiten(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    status: Annotated[
        Besluitstatus | None, Query(description="Alleen met deze status.", examples=["bekendgemaakt"])
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Besluitrij, ...]:
    return blad.toon(
        beslissen.lijst(
            handeling, blad.limiet, blad.cursor, client_id, melding_id, status, sinds=gewijzigd_sinds
        )
    )


@router.get("/{id:id}", response_model=BesluitUit, summary="Lees een besluit")
def lees_besluit(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.met_etag(beslissen.haal(handeling, id))


@router.put("/{id:id}", response_model=BesluitUit, summary="Wijzig een ontwerpbesluit")
def wijzig_ontwerpbesluit(
    id: Uuid, revisie: IfMatch, invoer: BesluitIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    """Replace the contents of a draft."""
    return antwoord.met_etag(beslissen.wijzig_ontwerp(handeling, id, revisie, invoer.als(Besluitgegevens)))


@router.get(
    "/{id}/verschillen",
    response_model=list[VerschilUit],
    summary="Toon waarin het besluit afwijkt van het plan",
)
def lijst_verschillen(id: Uuid, handeling: DeHandeling) -> tuple[Verschil, ...]:
    """The differences, each with its grounds."""
    return beslissen.lees_verschillen(handeling, id)


@router.get("/{id}/gevolgen", response_model=GevolgenUit, summary="Toon wat het besluit doet met wat loopt")
def lees_gevolgen(id: Uuid, handeling: DeHandeling) -> Gevolgen:
    """What it ends and changes, and what has to be settled first."""
    return beslissen.lees_gevolgen(handeling, id)


@router.post("/{id}/vaststellingen", response_model=BesluitUit, summary="Neem het besluit")
def neem_besluit(id: Uuid, revisie: IfMatch, handeling: DeHandeling, antwoord: HetAntwoord) -> Besluit:
    return antwoord.met_etag(beslissen.neem(handeling, id, revisie))


@router.post("/{id}/bekendmakingen", response_model=BesluitUit, summary="Maak het besluit bekend")
def maak_besluit_bekend(
    id: Uuid, revisie: IfMatch, invoer: BekendmakingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    return antwoord.met_etag(bekendmaken.maak_bekend(handeling, id, revisie, invoer.als(Bekendmaking)))


@router.post("/{id}/intrekkingen", response_model=BesluitUit, summary="Trek het besluit in")
def trek_besluit_in(
    id: Uuid, revisie: IfMatch, invoer: IntrekkingIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Besluit:
    return antwoord.met_etag(beslissen.trek_in(handeling, id, revisie, invoer.reden))


@router.get("/{id}/document", response_class=Pdf, summary="Haal het besluit op als PDF")
def lees_besluitdocument(id: Uuid, handeling: DeHandeling) -> Pdf:
    """The decision with its plans, as announced or as it stands."""
    return Pdf(besluitdocument.geef_besluitdocument(handeling, id))
