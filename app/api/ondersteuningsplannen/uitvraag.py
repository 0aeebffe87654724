"""How a plan is asked for: what is shared and why, over which channel, and what comes back (M11, H08)."""

from pydantic import Field

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
    voorbeeld,
)
from app.api.voorbeelden import MEDEWERKER
from app.domain.plan.ondersteuningsplan import (
    Brondocument,
    Weigerreden,
)


class _Clientinformatie(Model):
    """That the client was told of the exchange."""

    op: Datum = Field(alias="datum", examples=["2026-03-09"])
    wijze: Tekst = Field(examples=["Verteld aan de keukentafel"])
    door: Tekst = Field(examples=[MEDEWERKER])


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

    model_config = voorbeeld(
        {
            "clientinformatie": {
                "datum": "2026-03-09",
                "wijze": "Verteld aan de keukentafel",
                "door": MEDEWERKER,
            },
            "onderdelen": [
                {
                    "document": "vraaganalyse",
                    "onderdeel": "huishouden",
                    "noodzakelijk": True,
                    "gedeeld": True,
                    "doel": "De aanbieder moet weten wat de cliënt nog zelf kan.",
                }
            ],
            "verzending": {
                "kanaal": "zorgmail",
                "geadresseerde": "linde@zorgmail.example.nl",
                "op": "2026-03-10T09:00:00Z",
                "berichtkenmerk": "ZM-2026-000117",
            },
        }
    )

    clientinformatie: ClientinformatieIn | None = Field(
        None, description="Wanneer, hoe en door wie de cliënt is geïnformeerd (M23)."
    )
    onderdelen: Rij[GedeeldOnderdeelIn] = Field((), description="De keuze per onderdeel van het dossier.")
    verzending: VerzendingIn


class UitvraagUit(Uitvoer):
    """The request to the provider."""

    clientinformatie: ClientinformatieUit | None = None
    onderdelen: Reeks[GedeeldOnderdeelUit]
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
