"""Ketens: the messages between municipality and provider played one after another; nothing is kept."""

from base64 import b64encode
from io import BytesIO
from typing import Annotated
from zipfile import ZipFile, ZipInfo

from fastapi import Body
from pydantic import Field

from app.api.kader.beurt import CONTROLE
from app.api.kader.rest.handeling import DeRaadpleging
from app.api.kader.rest.modellen import Keuze, Reeks, Uitvoer
from app.api.kader.rest.router import Router
from app.api.validaties import VOORBEELD, WAAROM_NIET, BevindingUit
from app.istandaard.oordeel import Schakelstatus
from app.processen import naspelen

router = Router("/ketens", tag="Validaties", scope="validaties")


def _voorbeeld() -> bytes:
    """A ZIP with one message, the same on any machine."""
    inhoud = BytesIO()
    with ZipFile(inhoud, "w") as archief:
        archief.writestr(ZipInfo("01-wmo319.xml"), VOORBEELD)
    return inhoud.getvalue()


class SchakelUit(Uitvoer):
    """One message of a chain: what becomes of it, why, and what is answered."""

    bestand: str = Field(description="De naam in de ZIP.", examples=["01-wmo319.xml"])
    berichtsoort: str = Field(description="Leeg bij wat niet te lezen is.", examples=["wmo319"])
    status: Keuze[Schakelstatus] = Field(examples=["afgekeurd"])
    geldig: bool = Field(description="Of er niets is gevonden.", examples=[False])
    bevindingen: list[BevindingUit] = Field(description="Wat er niet klopt; leeg als alles klopt.")
    niet_gecontroleerd: Reeks[str] = Field(
        description="Regels die met deze keten niet te controleren zijn.", examples=[["TR346"]]
    )
    waarom_niet: dict[str, str] = WAAROM_NIET
    daarna: str | None = Field(
        None,
        description="Wat er te doen is als de bevindingen zijn verholpen.",
        examples=["Dit bericht telt als niet verzonden. Stuur het verbeterd opnieuw."],
    )
    opmerking: str | None = Field(
        None,
        description="Wat iemand verder moet weten.",
        examples=["Op dit bericht is al eerder zo geantwoord."],
    )
    soort_antwoord: str | None = Field(None, description="Het antwoord erop.", examples=["wmo320"])
    antwoord: str | None = Field(None, description="Dat antwoord, in XML.", examples=["<wmo320:Bericht …"])


class KetenUit(Uitvoer):
    """The story of a chain."""

    berichten: list[SchakelUit] = Field(description="Op volgorde van de namen in de ZIP.")
    niet_getoond: int = Field(
        description="Bevindingen die hier niet staan; van een keten staan er hoogstens duizend.", examples=[0]
    )


@router.post(
    "",
    response_model=KetenUit,
    summary="Speel een keten van berichten na",
    description="Stuur een ZIP met berichten van gemeente en aanbieder. Ze worden op volgorde van hun namen "
    "beoordeeld, elk in het licht van die ervoor, en beantwoord zoals de ontvanger het zou doen. Begin met "
    "de eerste toewijzing: wat niet in de ZIP staat, is hier onbekend. Er wordt niets bewaard.\n\n"
    f"Een ZIP bevat hoogstens {naspelen.GRENZEN.bestanden} bestanden, van samen "
    f"{naspelen.GRENZEN.uitgepakt // 2**20} MB. Voorbeelden maakt het commando `wmo voorbeeldjaar`.",
)
def speel_keten_na(
    berichten: Annotated[
        bytes,
        Body(
            media_type="application/zip",
            min_length=1,
            description="Het voorbeeld is een ZIP in base64: zet het om voor u het stuurt.",
            examples=[b64encode(_voorbeeld()).decode()],
        ),
    ],
    raadpleging: DeRaadpleging,
) -> naspelen.Nagespeeld:
    """Play a chain in memory."""
    with CONTROLE.beurt(raadpleging.beller.code, naspelen.GRENZEN.uitgepakt):
        return naspelen.speel_na(raadpleging, berichten)
