"""Ondersteuningsplannen: the plan of provider and client, from request to laying down (M06 to H26).

What a condition asks may be left out of a body: the step then names the condition that is not met.
"""

from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import Field

from app.api.clienten import ContactUit, GeboortedatumUit, NaamUit
from app.api.delen import OvergangUit, PeriodeUit, WeekomvangIn, WeekomvangUit
from app.api.etag import HetAntwoord, IfMatch
from app.api.lijsten import Getalsleutel, HetBlad
from app.api.modellen import (
    AgbVeld,
    BsnVeld,
    Datum,
    GemeentecodeVeld,
    Getal,
    Invoer,
    Keuze,
    Model,
    Moment,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.plandelen import (
    AGB,
    CLIENT,
    GEMEENTE,
    MELDING,
    PLAN,
    PLAN_VAN_AANPAK,
    BesprekingIn,
    BesprekingUit,
    OnderdeelUit,
    RedenIn,
    ResultaatIn,
    ResultaatUit,
)
from app.api.producten import CATEGORIE, PRODUCTCODE
from app.api.router import Router
from app.api.verzoek import HetVerzoek
from app.domain.document import Document
from app.domain.ondersteuningsplan import (
    Aanleiding,
    Beoordeling,
    Bevinding,
    Brondocument,
    Invulling,
    Ondersteuningsplan,
    Ondertekenaar,
    Ondertekening,
    OndertekeningAlternatief,
    Oordeel,
    Planstatus,
    Planversie,
    Uitvraag,
    Vaststelling,
    Weigerreden,
)
from app.domain.profielen.regioprofiel import Ernst
from app.domain.waarden import Eenheid, Frequentie
from app.opslag.lijsten import Planrij
from app.processen import documenten, plannen, uitvragen
from app.processen.plannen import Indiening, Inzage
from app.processen.uitvragen import Oordeelsgegevens, Terugleggegevens

router = Router("/ondersteuningsplannen", tag="Ondersteuningsplannen", scope="ondersteuningsplannen")

AARD = "Samen schoonmaken en een weekritme aanleren."
HOE_VAAK = "Twee keer per week 60 minuten"
WAAROM = "De cliënt doet het meeste zelf en heeft alleen begeleiding nodig."
AFSCHRIFT = "6512bd43-d9ca-46e0-8b50-1c6c4f7c9f11"
BEOORDELING = "c51ce410-c124-410e-8a7c-1d4c5a6b7c12"

Versienummer = Annotated[
    int, Field(ge=1, le=9_999, description="Nummer van de ingediende versie.", examples=[1])
]


AfschriftSleutel = Annotated[Uuid, Path(alias="afschriftId", examples=[AFSCHRIFT])]


class Pdf(Response):
    """A document."""

    media_type = "application/pdf"


class _Productkeuze(Model):
    """A product of the list."""

    categorie: str = Field(pattern=CATEGORIE, description="Code van WMO020.", examples=["01"])
    code: str = Field(pattern=PRODUCTCODE, examples=["01H01"])


class ProductkeuzeIn(_Productkeuze, Invoer):
    """A product of the list."""


class ProductkeuzeUit(_Productkeuze, Uitvoer):
    """A product of the list."""


class _Inzet(Model):
    """What is done for the results of one resultaatgebied; what is missing is found by the toetsen."""

    resultaatgebied: Tekst = Field(description="Code uit het regioprofiel.", examples=["huishouden"])
    resultaten: Rij[Tekst] = Field(description="Codes van de resultaten waar dit voor is.", examples=[["R1"]])
    aard: Toelichting | None = Field(None, description="Wat de aanbieder doet.", examples=[AARD])
    frequentie: Tekst | None = Field(
        None, description="Hoe vaak en hoe lang per keer, in woorden.", examples=[HOE_VAAK]
    )
    intensiteit: Tekst | None = Field(
        None, description="De geadviseerde intensiteit, een code uit het regioprofiel.", examples=["licht"]
    )
    afwijking_intensiteit: Toelichting | None = Field(
        None,
        description="Waarom het advies afwijkt van wat de toegang verwacht.",
        examples=["De cliënt kan minder zelf dan bij het onderzoek leek."],
    )
    begin: Datum | None = Field(
        None, alias="begindatum", description="Verwachte begindatum.", examples=["2026-04-01"]
    )
    eind: Datum | None = Field(
        None, alias="einddatum", description="Verwachte einddatum.", examples=["2027-03-31"]
    )
    motivering: Toelichting | None = Field(None, description="Waarom dit nodig is.", examples=[WAAROM])


class InzetIn(_Inzet, Invoer):
    """What is done for the results of one resultaatgebied."""

    omvang: WeekomvangIn | None = Field(None, description="Gemiddelde omvang per week.")
    producten: Rij[ProductkeuzeIn] = ()


class InzetUit(_Inzet, Uitvoer):
    """What is done for the results of one resultaatgebied."""

    omvang: WeekomvangUit | None = Field(None, description="Gemiddelde omvang per week.")
    producten: Rij[ProductkeuzeUit]


class _AanvullendeInzet(Model):
    """An additional product, price times quantity."""

    aantal: Getal | None = Field(None, description="De benodigde hoeveelheid.", examples=[2])
    eenheid: Keuze[Eenheid] | None = Field(None, description="Code van WJ756.", examples=["84"])
    frequentie: Keuze[Frequentie] | None = Field(None, description="Code van WMO757.", examples=["2"])
    begin: Datum | None = Field(None, alias="begindatum", examples=["2026-04-01"])
    eind: Datum | None = Field(None, alias="einddatum", examples=["2027-03-31"])
    toelichting: Toelichting | None = Field(None, examples=["Vervoer naar de dagbesteding en terug."])
    resultaatgebied: Tekst | None = Field(
        None,
        description="Hoort leeg te zijn: aanvullend is buiten de resultaatgebieden.",
        examples=["sociaal"],
    )


class AanvullendeInzetIn(_AanvullendeInzet, Invoer):
    """An additional product, price times quantity."""

    product: ProductkeuzeIn


class AanvullendeInzetUit(_AanvullendeInzet, Uitvoer):
    """An additional product, price times quantity."""

    product: ProductkeuzeUit


class InvullingIn(Invoer):
    """The provider's part of the plan; a draft may be incomplete."""

    resultaten: Rij[ResultaatIn] = Field(
        (),
        description="Alleen waar de aanbieder het plan begint. Vooraf bepaalde resultaten staan vast.",
    )
    inzet: Rij[InzetIn] = ()
    aanvullend: Rij[AanvullendeInzetIn] = Field((), description="Producten buiten de resultaatgebieden.")
    overleg: BesprekingIn | None = Field(
        None, description="Wanneer en hoe het plan met de cliënt is opgesteld."
    )


class IntensiteitsadviesUit(Uitvoer):
    """Advice beside suggestion."""

    resultaatgebied: str = Field(examples=["huishouden"])
    verwacht: Rij[str] = Field(description="Wat de toegang verwacht.", examples=[["licht"]])
    advies: str | None = Field(None, description="Wat de aanbieder adviseert.", examples=["midden"])
    grond: str | None = Field(None, examples=["De cliënt kan minder zelf dan bij het onderzoek leek."])


class InvullingUit(Uitvoer):
    """The provider's part of the plan."""

    resultaten: Rij[ResultaatUit]
    inzet: Rij[InzetUit]
    aanvullend: Rij[AanvullendeInzetUit]
    overleg: BesprekingUit | None = None
    intensiteiten: Rij[IntensiteitsadviesUit] = Field(
        description="Het advies van de aanbieder naast de verwachting van de toegang."
    )


class PlanIn(Invoer):
    """A plan in the making, for one provider."""

    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    aanbieder: AgbVeld = Field(description="De aanbieder van keuze.", examples=[AGB])
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
    vervangt: Uuid | None = Field(
        None,
        description="Het plan dat hierdoor wordt vervangen.",
        examples=["aab32389-22bc-4a5b-af36-8f0a5a3f0d13"],
    )


class CasusIn(Invoer):
    """The case information."""

    casus: Toelichting = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])


class _Clientinformatie(Model):
    """That the client was told of the exchange."""

    op: Datum = Field(alias="datum", examples=["2026-03-09"])
    wijze: Tekst = Field(examples=["Verteld aan de keukentafel"])
    door: Tekst = Field(examples=["medewerker-1"])


class ClientinformatieIn(_Clientinformatie, Invoer):
    """That the client was told of the exchange."""


class ClientinformatieUit(_Clientinformatie, Uitvoer):
    """That the client was told of the exchange."""


class _GedeeldOnderdeel(Model):
    """The choice on one document part."""

    document: Keuze[Brondocument] = Field(examples=["vraaganalyse"])
    onderdeel: Tekst = Field(
        description="Code van het onderdeel; bij een gespreksverslag het id van de notitie.",
        examples=["huishouden"],
    )
    noodzakelijk: bool = Field(
        description="Nodig voor de ondersteuning en in verhouding daarmee (M24).", examples=[True]
    )
    client_wil_delen: bool | None = Field(
        None,
        description="De wens van de cliënt, alleen waar de regio toestemming vraagt (H07).",
        examples=[True],
    )
    gedeeld: bool = Field(examples=[True])


class GedeeldOnderdeelIn(_GedeeldOnderdeel, Invoer):
    """The choice on one document part."""

    doel: Toelichting = Field(
        default_factory=str,
        description="Waarvoor de aanbieder dit nodig heeft; verplicht bij delen (M24).",
        examples=["De aanbieder moet weten wat de cliënt nog zelf kan."],
    )
    motivering: Toelichting = Field(
        default_factory=str,
        description="De reden van de keuze; verplicht als de cliënt niet wil delen (H08).",
        examples=["Zonder dit kan de aanbieder de hulp niet plannen."],
    )


class GedeeldOnderdeelUit(_GedeeldOnderdeel, Uitvoer):
    """The choice on one document part."""

    doel: str = Field(examples=["De aanbieder moet weten wat de cliënt nog zelf kan."])
    motivering: str = Field(examples=["Zonder dit kan de aanbieder de hulp niet plannen."])


class _Verzending(Model):
    """How the request went out."""

    kanaal: Tekst = Field(
        description="zorgmail, of api waar de regio dat toestaat; een ander kanaal wordt geweigerd.",
        examples=["zorgmail"],
    )
    geadresseerde: Tekst = Field(
        description="Het Zorgmail-adres van de aanbieder, of bij api de AGB-code.",
        examples=["linde@zorgmail.example.nl"],
    )
    op: Moment = Field(examples=["2026-03-10T09:00:00Z"])
    berichtkenmerk: Tekst | None = Field(
        None, description="Kenmerk van het Zorgmail-bericht.", examples=["ZM-2026-000117"]
    )


class VerzendingIn(_Verzending, Invoer):
    """How the request went out."""


class VerzendingUit(_Verzending, Uitvoer):
    """How the request went out."""

    afgeleverd_op: Moment | None = Field(
        None,
        description="Vastgelegd moment van ontvangst; hiermee begint de termijn voor het plan.",
        examples=["2026-03-10T09:05:00Z"],
    )


class UitvraagIn(Invoer):
    """The request to the provider."""

    clientinformatie: ClientinformatieIn | None = Field(
        None, description="Wanneer, hoe en door wie de cliënt is geïnformeerd (M23)."
    )
    onderdelen: Rij[GedeeldOnderdeelIn] = Field((), description="De keuze per onderdeel van het dossier.")
    verzending: VerzendingIn


class UitvraagUit(Uitvoer):
    """The request to the provider."""

    clientinformatie: ClientinformatieUit | None = None
    onderdelen: Rij[GedeeldOnderdeelUit]
    verzending: VerzendingUit


class OntvangstIn(Invoer):
    """That the request arrived."""

    op: Moment | None = Field(
        None,
        description="Het moment van ontvangst; zonder dit veld is dat nu.",
        examples=["2026-03-10T09:05:00Z"],
    )


class WeigeringIn(Invoer):
    """Why the provider declines."""

    reden: Keuze[Weigerreden] = Field(examples=["geen_capaciteit"])
    toelichting: Toelichting = Field(examples=["Tot september is er geen medewerker vrij."])


class IndieningIn(Invoer):
    """To whom the draft is submitted, on which form."""

    formulier_versie: Tekst = Field(
        description="Versie van het regionale formulier dat is gebruikt (H06).", examples=["2018"]
    )
    gericht_aan: Tekst = Field(
        default_factory=str,
        description="De medewerker van de toegang die erover gaat (H09).",
        examples=["medewerker-1"],
    )


class _Ondertekening(Model):
    """A signature."""

    versie: Versienummer
    door: Keuze[Ondertekenaar] = Field(examples=["client"])
    op: Datum = Field(alias="datum", examples=["2026-03-17"])
    wijze: Tekst = Field(examples=["Op papier, bij de cliënt thuis"])


class OndertekeningIn(_Ondertekening, Invoer):
    """A signature."""


class OndertekeningUit(_Ondertekening, Uitvoer):
    """A signature."""


class AlternatiefIn(Invoer):
    """Why the client does not sign, and how alignment took place instead: both."""

    versie: Versienummer
    reden: Toelichting = Field(
        default_factory=str,
        description="Waarom de cliënt niet tekent; verplicht (M09).",
        examples=["De cliënt ligt in coma."],
    )
    andere_wijze: Toelichting = Field(
        default_factory=str,
        description="Hoe de afstemming met de cliënt dan wel is gedaan; verplicht (M09).",
        examples=["Besproken met de mentor."],
    )
    op: Datum = Field(alias="datum", examples=["2026-03-17"])


class AlternatiefUit(Uitvoer):
    """Why the client does not sign, and how alignment took place instead."""

    versie: int = Field(examples=[1])
    reden: str = Field(examples=["De cliënt ligt in coma."])
    andere_wijze: str = Field(examples=["Besproken met de mentor."])
    op: Datum = Field(alias="datum", examples=["2026-03-17"])


class AfschriftIn(Invoer):
    """That the client got a copy."""

    versie: Versienummer
    verstrekt_op: Moment = Field(examples=["2026-03-18T10:00:00Z"])
    kanaal: Tekst = Field(description="Hoe de cliënt het kreeg.", examples=["Persoonlijk overhandigd"])


class AfschriftUit(Uitvoer):
    """A copy that the client got, with the hash of what it held."""

    id: Uuid = Field(examples=[AFSCHRIFT])
    versie: int = Field(examples=[1])
    verstrekt_op: Moment = Field(examples=["2026-03-18T10:00:00Z"])
    kanaal: str = Field(examples=["Persoonlijk overhandigd"])
    sha256: str = Field(
        description="SHA-256 van de bewaarde PDF.",
        examples=["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    )


class TermijnmeldingIn(Invoer):
    """That the term will pass."""

    verwacht_op: Datum = Field(
        alias="verwachteDatum", description="Wanneer het plan er dan is.", examples=["2026-03-30"]
    )
    reden: Toelichting = Field(examples=["De cliënt ligt in het ziekenhuis."])


class TermijnmeldingUit(Uitvoer):
    """That the term will pass."""

    op: Moment = Field(examples=["2026-03-20T09:00:00Z"])
    verwacht_op: Datum = Field(alias="verwachteDatum", examples=["2026-03-30"])
    reden: str = Field(examples=["De cliënt ligt in het ziekenhuis."])


class TerugleggingIn(Invoer):
    """Why the plan goes back to the provider."""

    versie: Versienummer
    reden: Toelichting = Field(examples=["Resultaat R2 uit het plan van aanpak ontbreekt."])
    contact: BesprekingIn | None = Field(
        None, description="Wanneer en hoe er contact met de aanbieder was, waar de regio dat vraagt (H18)."
    )
    contactpersoon: Tekst | None = Field(
        None, description="Met wie bij de aanbieder.", examples=["Teamleider van de aanbieder"]
    )


class TerugleggingUit(Uitvoer):
    """Why the plan went back to the provider."""

    versie: int = Field(examples=[1])
    op: Moment = Field(examples=["2026-03-19T09:00:00Z"])
    reden: str = Field(examples=["Resultaat R2 uit het plan van aanpak ontbreekt."])
    contact: BesprekingUit | None = None
    contactpersoon: str | None = Field(None, examples=["Teamleider van de aanbieder"])


class BeoordelingIn(Invoer):
    """The verdict of a person."""

    versie: Versienummer
    oordeel: Keuze[Oordeel] = Field(examples=["akkoord"])
    motivering: Toelichting = Field(
        default_factory=str,
        description="Verplicht (H13).",
        examples=["Het plan sluit aan op het plan van aanpak."],
    )
    onderbouwing_intensiteit: Toelichting = Field(
        default_factory=str,
        description="Uw oordeel over de onderbouwing van de intensiteit; verplicht (H17).",
        examples=["De omvang past bij licht en is goed uitgelegd."],
    )


class ToetsbevindingUit(Uitvoer):
    """What a toets finds."""

    toets: str = Field(description="Naam van de toets.", examples=["frequentie_ontbreekt"])
    ernst: Keuze[Ernst] = Field(description="Een blokkerende bevinding kan niet worden gepasseerd.")
    veld: str = Field(description="Pad in de indiening.", examples=["inzet[0].frequentie"])
    melding: str = Field(examples=["Vul in hoe vaak de werkzaamheden plaatsvinden."])
    eisen: Rij[str] = Field(examples=[["H16", "H21"]])


class BeoordelingUit(Uitvoer):
    """The verdict of a person, beside what the toetsen found."""

    id: Uuid = Field(examples=[BEOORDELING])
    versie: int = Field(examples=[1])
    oordeel: Keuze[Oordeel] = Field(examples=["akkoord"])
    motivering: str = Field(examples=["Het plan sluit aan op het plan van aanpak."])
    onderbouwing_intensiteit: str = Field(examples=["De omvang past bij licht en is goed uitgelegd."])
    bevindingen: Rij[ToetsbevindingUit]
    door: str = Field(examples=["medewerker-1"])
    op: Moment = Field(examples=["2026-03-19T09:00:00Z"])


class _Vaststelling(Model):
    """That provider and client laid the plan down."""

    versie: Versienummer
    op: Datum = Field(alias="datum", examples=["2026-03-20"])
    wijze: Tekst = Field(examples=["Samen doorgenomen bij de cliënt thuis"])


class VaststellingIn(_Vaststelling, Invoer):
    """That provider and client laid the plan down."""


class VaststellingUit(_Vaststelling, Uitvoer):
    """That provider and client laid the plan down."""


class PlanUit(Uitvoer):
    """One plan, as the caller may see it."""

    id: Uuid = Field(examples=[PLAN])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    plan_van_aanpak_id: Uuid = Field(examples=[PLAN_VAN_AANPAK])
    aanbieder: AgbVeld = Field(examples=[AGB])
    profiel: str = Field(description="Het regioprofiel waarop het plan is gemaakt.", examples=["MLO"])
    profielversie: str = Field(examples=["2018.1"])
    formulier_versie: str = Field(examples=["2018"])
    aanleiding: Keuze[Aanleiding] = Field(examples=["nieuw"])
    status: Keuze[Planstatus] = Field(examples=["ingediend"])
    resultaten: Rij[ResultaatUit] = Field(
        description="Wat deze aanbieder is gevraagd, vooraf bepaald door gemeente en cliënt."
    )
    casus: str = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])
    vervangt: Uuid | None = Field(None, examples=["aab32389-22bc-4a5b-af36-8f0a5a3f0d13"])
    uitvraag: UitvraagUit | None = None
    invulling: InvullingUit | None = Field(None, description="Het concept van de aanbieder.")
    versie: int = Field(description="De laatst ingediende versie; 0 als die er nog niet is.", examples=[1])
    ondertekeningen: Rij[OndertekeningUit]
    alternatief: AlternatiefUit | None = None
    termijnmeldingen: Rij[TermijnmeldingUit]
    terugleggingen: Rij[TerugleggingUit]
    vaststelling: VaststellingUit | None = None
    weigerreden: Keuze[Weigerreden] | None = Field(None, examples=["geen_capaciteit"])
    overgangen: Rij[OvergangUit]


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
    gericht_aan: str = Field(description="De medewerker van de toegang.", examples=["medewerker-1"])
    inhoud: InvullingUit


class IndieningUit(Uitvoer):
    """A submitted version with its findings; it is accepted all the same."""

    versie: PlanversieUit
    bevindingen: Rij[ToetsbevindingUit]


class PlanclientUit(Uitvoer):
    """For whom the plan is."""

    bsn: BsnVeld = Field(examples=["999990019"])
    naam: NaamUit
    geboortedatum: GeboortedatumUit
    contacten: Rij[ContactUit]


class GedeeldUit(Uitvoer):
    """What the provider needs to draw up the plan."""

    client: PlanclientUit
    casus: str = Field(examples=["Na een heupoperatie lukt zwaar schoonmaakwerk niet."])
    resultaten: Rij[ResultaatUit] = Field(
        description="De resultaten uit het plan van aanpak die zijn gevraagd."
    )
    termijn: PeriodeUit = Field(description="De te indiceren termijn.")
    onderdelen: Rij[OnderdeelUit] = Field(description="Precies de onderdelen die zijn gedeeld.")


@router.post("", response_model=PlanUit, status_code=201, summary="Maak een plan voor een aanbieder")
def stel_plan_op(invoer: PlanIn, verzoek: HetVerzoek, antwoord: HetAntwoord) -> Ondersteuningsplan:
    """Make the concept."""
    return antwoord.aangemaakt(
        uitvragen.stel_plan_op(
            verzoek,
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
    verzoek: HetVerzoek,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    melding_id: Annotated[
        Uuid | None, Query(alias="meldingId", description="Alleen bij deze melding.")
    ] = None,
    status: Annotated[Planstatus | None, Query(description="Alleen met deze status.")] = None,
) -> tuple[Planrij, ...]:
    """Plans, the first made first."""
    return blad.toon(
        uitvragen.lijst(
            verzoek, blad.limiet, blad.cursor, client_id=client_id, melding_id=melding_id, status=status
        )
    )


@router.get("/{id}", response_model=PlanUit, summary="Lees een ondersteuningsplan")
def lees_plan(id: Uuid, verzoek: HetVerzoek, antwoord: HetAntwoord) -> Ondersteuningsplan:
    """One plan."""
    return antwoord.met_etag(uitvragen.haal_plan(verzoek, id))


@router.put("/{id}", response_model=PlanUit, summary="Vul de casusinformatie in")
def vul_casus_in(
    id: Uuid, revisie: IfMatch, invoer: CasusIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """The case information."""
    return antwoord.met_etag(uitvragen.vul_casus_in(verzoek, id, revisie, invoer.casus))


@router.post("/{id}/uitvraag", response_model=PlanUit, summary="Verstuur de uitvraag naar de aanbieder")
def vraag_plan_uit(
    id: Uuid, revisie: IfMatch, invoer: UitvraagIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Send the request."""
    return antwoord.met_etag(uitvragen.vraag_uit(verzoek, id, revisie, invoer.als(Uitvraag)))


@router.post("/{id}/ontvangsten", response_model=PlanUit, summary="Bevestig de ontvangst van de uitvraag")
def bevestig_ontvangst(
    id: Uuid, revisie: IfMatch, invoer: OntvangstIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """The request arrived."""
    return antwoord.met_etag(plannen.bevestig_ontvangst(verzoek, id, revisie, invoer.op))


@router.get(
    "/{id}/gedeelde-onderdelen",
    response_model=GedeeldUit,
    summary="Lees wat voor dit plan is gedeeld",
    description="Voor de aanbieder, na bevestiging van de ontvangst en tot de uitvraag is geweigerd of "
    "ingetrokken. Elke inzage komt in het verwerkingsregister van de cliënt.",
)
def lees_gedeelde_onderdelen(id: Uuid, verzoek: HetVerzoek) -> Inzage:
    """What was shared."""
    return plannen.lees_gedeelde_onderdelen(verzoek, id)


@router.post("/{id}/weigeringen", response_model=PlanUit, summary="Weiger de uitvraag")
def weiger_uitvraag(
    id: Uuid, revisie: IfMatch, invoer: WeigeringIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Decline."""
    return antwoord.met_etag(plannen.weiger(verzoek, id, revisie, invoer.reden, invoer.toelichting))


@router.put("/{id}/invulling", response_model=PlanUit, summary="Vul het plan in")
def vul_plan_in(
    id: Uuid, revisie: IfMatch, invoer: InvullingIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """The draft."""
    return antwoord.met_etag(plannen.vul_in(verzoek, id, revisie, invoer.als(Invulling)))


@router.post(
    "/{id}/indieningen",
    response_model=IndieningUit,
    status_code=201,
    summary="Dien het plan in",
    description="Een goed gevormd plan wordt altijd aangenomen; wat ontbreekt, staat in de bevindingen. "
    "De ETag is die van het plan.",
)
def dien_plan_in(
    id: Uuid, revisie: IfMatch, invoer: IndieningIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Indiening:
    """Submit the draft."""
    return antwoord.aangemaakt(
        plannen.dien_in(
            verzoek,
            id,
            revisie,
            formulier_versie=invoer.formulier_versie,
            gericht_aan=invoer.gericht_aan,
        ),
        "volgnummer",
        lijst=f"{router.prefix}/{id}/versies",
    )


@router.get("/{id}/versies", response_model=list[PlanversieUit], summary="Toon de ingediende versies")
def lijst_planversies(id: Uuid, verzoek: HetVerzoek) -> tuple[Planversie, ...]:
    """Every submitted version."""
    return uitvragen.lees_versies(verzoek, id)


@router.get("/{id}/versies/{volgnummer}", response_model=PlanversieUit, summary="Lees een ingediende versie")
def lees_planversie(
    id: Uuid, volgnummer: Annotated[Getalsleutel, Path(ge=1, le=9_999)], verzoek: HetVerzoek
) -> Planversie:
    """One submitted version."""
    return uitvragen.lees_versie(verzoek, id, volgnummer)


@router.get(
    "/{id}/bevindingen",
    response_model=list[ToetsbevindingUit],
    summary="Toon wat de toetsen nu vinden in de laatst ingediende versie",
)
def lijst_bevindingen(id: Uuid, verzoek: HetVerzoek) -> tuple[Bevinding, ...]:
    """The findings."""
    return uitvragen.lees_bevindingen(verzoek, id)


@router.post("/{id}/ondertekeningen", response_model=PlanUit, summary="Leg een handtekening vast")
def onderteken_plan(
    id: Uuid, revisie: IfMatch, invoer: OndertekeningIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """A signature."""
    return antwoord.met_etag(plannen.onderteken(verzoek, id, revisie, invoer.als(Ondertekening)))


@router.post(
    "/{id}/ondertekeningsalternatieven",
    response_model=PlanUit,
    summary="Leg vast waarom de cliënt niet tekent en hoe de afstemming dan wel ging",
)
def leg_alternatief_vast(
    id: Uuid, revisie: IfMatch, invoer: AlternatiefIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Reason and other way."""
    return antwoord.met_etag(
        plannen.leg_alternatief_vast(verzoek, id, revisie, invoer.als(OndertekeningAlternatief))
    )


@router.post(
    "/{id}/afschriften",
    response_model=AfschriftUit,
    status_code=201,
    summary="Geef de cliënt een afschrift",
    description="De PDF van dat moment wordt bewaard; haal hem op met het adres in Location plus /document.",
)
def geef_afschrift(
    id: Uuid, revisie: IfMatch, invoer: AfschriftIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Document:
    """The client's copy."""
    return antwoord.toegevoegd(
        documenten.geef_afschrift(
            verzoek, id, revisie, versie=invoer.versie, op=invoer.verstrekt_op, kanaal=invoer.kanaal
        )
    )


@router.get("/{id}/afschriften", response_model=list[AfschriftUit], summary="Toon de afschriften")
def lijst_afschriften(id: Uuid, verzoek: HetVerzoek) -> tuple[Document, ...]:
    """The copies."""
    return documenten.lees_afschriften(verzoek, id)


@router.get("/{id}/afschriften/{afschriftId}", response_model=AfschriftUit, summary="Lees een afschrift")
def lees_afschrift(id: Uuid, afschrift_id: AfschriftSleutel, verzoek: HetVerzoek) -> Document:
    """One copy."""
    return documenten.lees_afschrift(verzoek, id, afschrift_id)


@router.get(
    "/{id}/afschriften/{afschriftId}/document",
    response_class=Pdf,
    summary="Haal het afschrift op zoals de cliënt het kreeg",
)
def haal_afschriftdocument(id: Uuid, afschrift_id: AfschriftSleutel, verzoek: HetVerzoek) -> Pdf:
    """The bytes of one copy."""
    return Pdf(documenten.lees_afschrift(verzoek, id, afschrift_id).pdf)


@router.get("/{id}/document", response_class=Pdf, summary="Haal het plan op als document")
def haal_plandocument(id: Uuid, verzoek: HetVerzoek) -> Pdf:
    """The form as PDF."""
    return Pdf(documenten.geef_plandocument(verzoek, id))


@router.post(
    "/{id}/termijnmeldingen", response_model=PlanUit, summary="Meld dat de termijn voor het plan verstrijkt"
)
def meld_termijn(
    id: Uuid, revisie: IfMatch, invoer: TermijnmeldingIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """The term passes."""
    return antwoord.met_etag(plannen.meld_termijn(verzoek, id, revisie, invoer.verwacht_op, invoer.reden))


@router.post("/{id}/terugleggingen", response_model=PlanUit, summary="Leg het plan terug bij de aanbieder")
def leg_plan_terug(
    id: Uuid, revisie: IfMatch, invoer: TerugleggingIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Back to the provider."""
    return antwoord.met_etag(uitvragen.leg_terug(verzoek, id, revisie, invoer.als(Terugleggegevens)))


@router.post(
    "/{id}/beoordelingen", response_model=BeoordelingUit, status_code=201, summary="Beoordeel het plan"
)
def beoordeel_plan(
    id: Uuid, revisie: IfMatch, invoer: BeoordelingIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Beoordeling:
    """The verdict."""
    return antwoord.toegevoegd(uitvragen.beoordeel(verzoek, id, revisie, invoer.als(Oordeelsgegevens)))


@router.get("/{id}/beoordelingen", response_model=list[BeoordelingUit], summary="Toon de beoordelingen")
def lijst_beoordelingen(id: Uuid, verzoek: HetVerzoek) -> tuple[Beoordeling, ...]:
    """The verdicts."""
    return uitvragen.lees_beoordelingen(verzoek, id)


@router.get(
    "/{id}/beoordelingen/{beoordelingId}", response_model=BeoordelingUit, summary="Lees een beoordeling"
)
def lees_beoordeling(
    id: Uuid,
    beoordeling_id: Annotated[Uuid, Path(alias="beoordelingId", examples=[BEOORDELING])],
    verzoek: HetVerzoek,
) -> Beoordeling:
    """One verdict."""
    return uitvragen.lees_beoordeling(verzoek, id, beoordeling_id)


@router.post("/{id}/vaststellingen", response_model=PlanUit, summary="Stel het plan vast met de cliënt")
def stel_plan_vast(
    id: Uuid, revisie: IfMatch, invoer: VaststellingIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Lay the plan down."""
    return antwoord.met_etag(plannen.stel_vast(verzoek, id, revisie, invoer.als(Vaststelling)))


@router.post("/{id}/intrekkingen", response_model=PlanUit, summary="Trek de uitvraag in")
def trek_plan_in(
    id: Uuid, revisie: IfMatch, invoer: RedenIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """Withdraw."""
    return antwoord.met_etag(uitvragen.trek_plan_in(verzoek, id, revisie, invoer.reden))


@router.post(
    "/{id}/beeindigingen", response_model=PlanUit, summary="Leg vast dat de ondersteuning is gestopt"
)
def beeindig_plan(
    id: Uuid, revisie: IfMatch, invoer: RedenIn, verzoek: HetVerzoek, antwoord: HetAntwoord
) -> Ondersteuningsplan:
    """The support ended."""
    return antwoord.met_etag(uitvragen.beeindig(verzoek, id, revisie, invoer.reden))
