"""Bodies of an objection, of each step in it, and of how it stands (W09)."""

from typing import Annotated

from pydantic import Field

from app.api.besluiten.bekendmaking import BekendmakingUit
from app.api.delen import ClientintrekkingUit, DatumcorrectieIn, DatumcorrectieUit
from app.api.kader.rest.modellen import (
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
from app.api.voorbeelden import BESLUIT, BEZWAAR, CLIENT, EERDER_BESLUIT, MEDEWERKER, MELDING
from app.domain.bezwaar.bezwaar import (
    Beroepsoort,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Hoorafziening,
    Indiener,
    Uitstelgrond,
)

GRONDEN = "Met twee uur per week krijg ik het huis niet schoon."


class _Vertegenwoordiger(Model):
    """Who acts for the client or the heirs."""

    naam: Tekst = Field(examples=["A. Raadsman, advocaat"])
    adres: Annotated[Rij[Tekst], Field(min_length=1)] = Field(
        description="De regels van het adres, zoals op een envelop.",
        examples=[["Kerkplein 3", "6041 AA Roermond"]],
    )


class VertegenwoordigerIn(_Vertegenwoordiger, Invoer):
    """Who acts for the client or the heirs."""


class VertegenwoordigerUit(_Vertegenwoordiger, Uitvoer):
    """Who acts for the client or the heirs."""


class _Bezwaar(Model):
    """An objection."""

    besluit_id: Uuid = Field(description="Het bestreden besluit.", examples=[BESLUIT])
    ontvangen_op: Datum = Field(
        alias="ontvangstdatum", description="De dag van ontvangst.", examples=["2026-04-03"]
    )
    verzonden_op: Datum | None = Field(
        None,
        alias="verzenddatum",
        description="Bij post de dag van het poststempel: op tijd gepost en binnen een week na de termijn "
        "ontvangen is op tijd (Awb 6:9).",
        examples=["2026-04-02"],
    )
    indiener: Keuze[Indiener] = Field(examples=["client"])


class BezwaarIn(_Bezwaar, Invoer):
    """An objection."""

    model_config = voorbeeld(
        {"besluitId": BESLUIT, "ontvangstdatum": "2026-04-03", "indiener": "client", "gronden": GRONDEN}
    )

    gronden: Toelichting | None = Field(
        None, description="Weglaten als de cliënt ze later geeft (pro forma).", examples=[GRONDEN]
    )
    vertegenwoordiger: VertegenwoordigerIn | None = Field(
        None,
        description="Aan wie de brieven gaan als een ander namens de cliënt bezwaar maakt (Awb 6:17). "
        "Ontbreekt het adres, laat dit dan weg en vraag het op: eerder gaat er geen brief uit.",
    )


class _Ontvangstbevestiging(Model):
    """The receipt was confirmed in writing."""

    op: Datum = Field(alias="datum", description="De dag van de brief.", examples=["2026-04-07"])


class OntvangstbevestigingIn(_Ontvangstbevestiging, Invoer):
    """The receipt was confirmed in writing."""

    commissie: bool = Field(
        False,
        description="De cliënt is verteld dat een commissie adviseert: dan is de termijn twaalf weken "
        "(Awb 7:13).",
        examples=[False],
    )


class OntvangstbevestigingUit(_Ontvangstbevestiging, Uitvoer):
    """The receipt was confirmed in writing."""

    commissie: bool = Field(examples=[False])


class _Bezwaarverzoek(Model):
    """The client is asked to repair a lack."""

    van: Datum = Field(
        alias="begindatum",
        description="De dag van het verzoek: de termijn staat stil vanaf de dag erna. Een die voorbij "
        "is, staat niet meer stil; het verzoek telt dan alleen nog voor de ontvankelijkheid (Awb 6:6).",
        examples=["2026-04-07"],
    )
    hersteltermijn_tot: Datum = Field(
        alias="hersteltermijnEinddatum",
        description="De dag tot wanneer de cliënt kan aanvullen.",
        examples=["2026-04-21"],
    )


class BezwaarverzoekIn(_Bezwaarverzoek, Invoer):
    """The client is asked to repair a lack."""

    reden: Toelichting = Field(examples=["De gronden van het bezwaar ontbreken."])


class BezwaarverzoekUit(_Bezwaarverzoek, Uitvoer):
    """The client was asked to repair a lack."""

    reden: str = Field(examples=["De gronden van het bezwaar ontbreken."])
    tot: Datum | None = Field(
        None, alias="einddatum", description="De dag waarop is aangevuld.", examples=["2026-04-10"]
    )


class BezwaaraanvullingIn(Invoer):
    """The client repairs a lack."""

    op: Datum = Field(alias="datum", description="De dag van ontvangst.", examples=["2026-04-10"])
    gronden: Toelichting | None = Field(None, examples=[GRONDEN])
    vertegenwoordiger: VertegenwoordigerIn | None = Field(
        None, description="Wie namens de cliënt optreedt; de brieven gaan voortaan daarheen (Awb 6:17)."
    )


class _Horen(Model):
    """The client was heard, or not."""

    op: Datum = Field(
        alias="datum",
        description="De dag van het horen, of van de keuze om dat niet te doen.",
        examples=["2026-04-13"],
    )
    afgezien: Keuze[Hoorafziening] | None = Field(
        None,
        description="Waarom niet is gehoord (Awb 7:3); weglaten als de cliënt is gehoord.",
        examples=["client_wil_niet"],
    )


class HorenIn(_Horen, Invoer):
    """The client was heard, or not."""

    model_config = voorbeeld({"datum": "2026-04-13", "verslag": "De cliënt vertelde hoe een dag verloopt."})

    verslag: Toelichting = Field(
        description="Wat er is gezegd, of de toelichting waarom niet is gehoord.",
        examples=["De cliënt vertelde hoe een dag verloopt."],
    )


class HorenUit(_Horen, Uitvoer):
    """The client was heard, or not."""

    verslag: str = Field(examples=["De cliënt vertelde hoe een dag verloopt."])


class _Uitstel(Model):
    """The decision comes later."""

    grond: Keuze[Uitstelgrond] = Field(
        description="Verdaging kan één keer, zes weken (Awb 7:10 lid 3); langer alleen met instemming of als "
        "een procedurevoorschrift dat vraagt (lid 4).",
        examples=["verdaging"],
    )
    op: Datum = Field(
        alias="datum", description="De dag van het bericht aan de cliënt.", examples=["2026-04-14"]
    )
    nieuwe_datum: Datum = Field(description="De nieuwe laatste dag.", examples=["2026-06-22"])


class UitstelIn(_Uitstel, Invoer):
    """The decision comes later."""


class UitstelUit(_Uitstel, Uitvoer):
    """The decision comes later."""


class _Bezwaarbeslissing(Model):
    """The decision on the objection."""

    uitkomst: Keuze[Bezwaaruitkomst] = Field(examples=["gegrond"])


class BezwaarbeslissingIn(_Bezwaarbeslissing, Invoer):
    """The decision on the objection."""

    model_config = voorbeeld(
        {"uitkomst": "gegrond", "motivering": "Bij nader inzien is meer tijd nodig voor de keuken."}
    )

    motivering: Toelichting = Field(examples=["Bij nader inzien is meer tijd nodig voor de keuken."])
    beroepsclausule: Toelichting | None = Field(
        None,
        description="Zonder dit veld: een algemene tekst over beroep bij de rechtbank (Awb 6:23).",
        examples=["U kunt binnen zes weken in beroep gaan bij de rechtbank Limburg."],
    )
    verschoonbaar: Toelichting | None = Field(
        None,
        description="Waarom een te laat bezwaar toch wordt behandeld (Awb 6:11).",
        examples=["De cliënt lag in het ziekenhuis."],
    )


class BezwaarbeslissingUit(_Bezwaarbeslissing, Uitvoer):
    """The decision on the objection."""

    motivering: str = Field(examples=["Bij nader inzien is meer tijd nodig voor de keuken."])
    beroepsclausule: str = Field(
        examples=["U kunt binnen zes weken in beroep gaan bij de rechtbank Limburg."]
    )
    verschoonbaar: str | None = Field(None, examples=["De cliënt lag in het ziekenhuis."])
    door: str = Field(description="De medewerker.", examples=[MEDEWERKER])
    op: Moment = Field(examples=["2026-06-10T09:30:00Z"])


class _Beroep(Model):
    """The case went to court."""

    soort: Keuze[Beroepsoort] = Field(
        description="Rechtstreeks, in plaats van het bezwaar (Awb 7:1a), of tegen de beslissing erop.",
        examples=["beroep"],
    )
    op: Datum = Field(alias="datum", examples=["2026-04-15"])


class BeroepIn(_Beroep, Invoer):
    """The case went to court."""


class BeroepUit(_Beroep, Uitvoer):
    """The case went to court."""


class OpvolgingIn(Invoer):
    """The decision that follows."""

    besluit_id: Uuid = Field(
        description="Het besluit (herstel of herbeoordeling) dat het bestreden besluit wijzigt.",
        examples=[EERDER_BESLUIT],
    )


class BezwaarUit(_Bezwaar, Uitvoer):
    """An objection."""

    id: Uuid = Field(examples=[BEZWAAR])
    client_id: Uuid = Field(examples=[CLIENT])
    melding_id: Uuid = Field(examples=[MELDING])
    kenmerk: str = Field(examples=["BZW-00000007"])
    status: Keuze[Bezwaarstatus] = Field(examples=["in_behandeling"])
    gronden: str | None = Field(None, examples=[GRONDEN])
    vertegenwoordiger: VertegenwoordigerUit | None = None
    termijn_tot: Datum | None = Field(
        None,
        alias="bezwaartermijnEinddatum",
        description="De laatste dag om bezwaar te maken.",
        examples=["2026-04-28"],
    )
    te_laat: bool = Field(description="Of het na de bezwaartermijn kwam.", examples=[False])
    bevestiging: OntvangstbevestigingUit | None = None
    opschortingen: Reeks[BezwaarverzoekUit] = Field(description="Wanneer om aanvulling is gevraagd.")
    horen: HorenUit | None = None
    uitstellen: Reeks[UitstelUit]
    ingebrekestelling_op: Datum | None = Field(None, alias="ingebrekestellingsdatum", examples=["2026-07-20"])
    beslissing: BezwaarbeslissingUit | None = None
    bekendmaking: BekendmakingUit | None = None
    intrekking: ClientintrekkingUit | None = None
    correcties: Reeks[DatumcorrectieUit] = Field(
        (), description="Wat er eerder als ontvangstdatum stond, en waarom dat wijzigde."
    )
    beroepen: Reeks[BeroepUit]
    ook_tegen: Reeks[Uuid] = Field(
        description="Besluiten die het bestreden besluit intussen wijzigden; het bezwaar gaat ook daarover "
        "(Awb 6:19).",
        examples=[[]],
    )
    opvolger: Uuid | None = Field(
        None, description="Het besluit dat op een gegrond bezwaar volgde.", examples=[EERDER_BESLUIT]
    )


class BezwaarstandUit(Uitvoer):
    """An objection with the last day for the decision on it."""

    bezwaar: BezwaarUit
    uiterlijk: Datum | None = Field(
        None, description="De laatste dag om op het bezwaar te beslissen (Awb 7:10).", examples=["2026-06-09"]
    )
    voorlopig: bool = Field(
        description="Of die dag, of die om bezwaar te maken, in een jaar ligt waarvan nog niet bekend is "
        "welke dagen met een feestdag worden gelijkgesteld (Algemene termijnenwet art. 3 lid 3). De dag kan "
        "dan nog opschuiven.",
        examples=[False],
    )


class BezwaarcorrectieIn(DatumcorrectieIn):
    """The day of receipt was recorded wrongly."""

    model_config = voorbeeld(
        {"ontvangstdatum": "2026-03-03", "reden": "Er stond een andere dag op het stempel."}
    )
