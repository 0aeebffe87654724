"""Bodies of what a decision says (W07)."""

from typing import Annotated

from pydantic import Field

from app.api.besluiten.bekendmaking import BekendmakingUit
from app.api.delen import OmvangIn, OmvangUit, OvergangUit, PeriodeIn, PeriodeUit, WeekomvangIn, WeekomvangUit
from app.api.kader.rest.modellen import (
    AgbVeld,
    Budget,
    Datum,
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
from app.api.voorbeelden import (
    AANVRAAG,
    AFZIENING,
    AGB,
    BESLUIT,
    CLIENT,
    EERDER_BESLUIT,
    MEDEWERKER,
    MELDING,
    PLAN,
    PLAN_VAN_AANPAK,
    PRODUCT,
)
from app.domain.besluit.besluit import (
    Besluitsoort,
    Besluitstatus,
    Evaluatieuitkomst,
    Herzieningsgrond,
    Leveringsvorm,
    Pgbweigergrond,
    Uitkomst,
    Vorm,
    Zienswijzeuitzondering,
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
    budget: Budget | None = Field(
        None, description="In centen, voor de hele periode van de regel.", examples=[250000]
    )
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
    resultaten: Reeks[str] = Field(examples=[["R1"]])
    activiteiten: str = Field(examples=[ACTIVITEITEN])
    frequentie: str = Field(examples=[HOE_VAAK])
    periode: PeriodeUit
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    omvang: OmvangUit | None = None
    budget: int | None = Field(
        None, description="In centen, voor de hele periode van de regel.", examples=[250000]
    )
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

    resultaten: Reeks[str] = Field(examples=[["R2"]])
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
    evaluatiedatum: Datum | None = Field(
        None,
        description="Uiterlijk wanneer gemeente en cliënt kijken of de ondersteuning nog past (Wmo 2.3.9); "
        "zo staat het in de brief. Zonder dit veld: die van het besluit dat dit wijzigt, of wat de regio "
        "afsprak, als dat binnen de toegekende periode valt.",
        examples=["2026-12-01"],
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


class _Evaluatie(Model):
    """That municipality and client looked whether the support still fits."""

    op: Datum = Field(alias="datum", description="De dag waarop is geëvalueerd.", examples=["2026-04-10"])
    uitkomst: Keuze[Evaluatieuitkomst] = Field(examples=["voortzetten"])
    volgende: Datum | None = Field(
        None,
        alias="volgendeDatum",
        description="Uiterlijk wanneer er weer wordt geëvalueerd; alleen bij voortzetten. Zonder dit veld: "
        "de dag die al was afgesproken, als die meer dan zes weken na deze evaluatie ligt, of anders wat de "
        "regio afsprak, als het besluit dan nog loopt.",
        examples=["2026-12-01"],
    )


class EvaluatieIn(_Evaluatie, Invoer):
    """That municipality and client looked whether the support still fits."""

    wijze: Tekst = Field(
        description="Hoe, en met wie.", examples=["Gesprek bij de cliënt thuis, met de dochter"]
    )
    toelichting: Toelichting = Field(
        description="Waarom de ondersteuning nog past, of niet.", examples=["De hulp helpt, en blijft nodig."]
    )


class EvaluatieUit(_Evaluatie, Uitvoer):
    """That municipality and client looked whether the support still fits."""

    wijze: str = Field(
        description="Hoe, en met wie.", examples=["Gesprek bij de cliënt thuis, met de dochter"]
    )
    toelichting: str = Field(examples=["De hulp helpt, en blijft nodig."])
    door: str = Field(description="De medewerker die dit vastlegde.", examples=[MEDEWERKER])
    vastgelegd_op: Moment = Field(examples=["2026-04-10T08:15:00Z"])


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
    planversies: Reeks[PlanversieverwijzingUit]
    afzieningen: Reeks[Uuid] = Field(examples=[[AFZIENING]])
    regels: Reeks[BesluitregelUit]
    motivering: str = Field(examples=[MOTIVERING])
    afgewezen_delen: Reeks[AfgewezenDeelUit]
    nadeel: NadeelUit | None = None
    bezwaarclausule: str = Field(examples=["U kunt binnen zes weken bezwaar maken bij het college."])
    bekendmaking: BekendmakingUit | None = None
    uitgevoerd_op: Moment | None = Field(
        None, description="Wanneer de toewijzingen zijn gemaakt.", examples=["2026-03-18T08:15:00Z"]
    )
    volgende_evaluatie: Datum | None = Field(
        None,
        description="Uiterlijk wanneer de volgende evaluatie is, zolang geen later besluit dit wijzigt; leeg "
        "als er geen is afgesproken, of als na een evaluatie een nieuw besluit volgt.",
        examples=["2026-12-01"],
    )
    evaluaties: Reeks[EvaluatieUit]
    overgangen: Reeks[OvergangUit]


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
