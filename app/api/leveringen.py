"""Leveringen: what a provider keeps of its deliveries, and the messages that tell it (OP011, OP272)."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.clienten import NaamUit
from app.api.delen import OmvangUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    GemeentecodeVeld,
    Invoer,
    Model,
    Reeks,
    Rij,
    Uitvoer,
    code_van,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.ontvangsten import BerichtontvangstUit
from app.api.toewijzingen import Nummer
from app.api.voorbeelden import GEMEENTE, PRODUCT
from app.processen import leveren
from app.processen.leveren import Leveringgegevens, Leveringinzage, Leveringregel, Meldronde

router = Router(
    "/leveringen",
    tag="Leveringen",
    scope="berichten",
    uitleg="Wat een aanbieder van zijn eigen levering bijhoudt. U legt vast wat geldt; het programma vindt "
    "wat de gemeente daarvan nog niet heeft gehoord, en maakt de berichten.",
)

VanGemeente = Annotated[
    GemeentecodeVeld, Path(description="De gemeente die het nummer gaf.", examples=[GEMEENTE])
]


class _Levereinde(Model):
    """On which last day, and why."""

    op: Datum = Field(alias="datum", description="De laatste dag.", examples=["2026-07-03"])


class LevereindeIn(_Levereinde, Invoer):
    """On which last day, and why."""

    reden: Annotated[str, *code_van("WMO588")] = Field(
        description="RedenBeeindiging, code van WMO588; 20 is tijdelijk, elke andere definitief.",
        examples=["20"],
    )


class LevereindeUit(_Levereinde, Uitvoer):
    """On which last day, and why."""

    reden: str = Field(description="RedenBeeindiging, code van WMO588.", examples=["20"])


class _Leverperiode(Model):
    """Since when something is delivered."""

    begin: Datum = Field(alias="begindatum", description="De eerste dag.", examples=["2026-04-02"])


class LeverperiodeIn(_Leverperiode, Invoer):
    """Since when something is delivered, until when."""

    einden: Annotated[Rij[LevereindeIn], Field(max_length=2)] = Field(
        (),
        description="Leeg zolang de levering loopt. Twee als zij tijdelijk stopte en daarna, zonder nieuw "
        "begin, definitief.",
    )


class LeverperiodeUit(_Leverperiode, Uitvoer):
    """Since when something is delivered, until when."""

    einden: Reeks[LevereindeUit] = Field(description="Leeg zolang de levering loopt.")


class LeverperiodesIn(Invoer):
    """What holds of the delivery on an allocation."""

    model_config = voorbeeld({"leverperiodes": [{"begindatum": "2026-04-02"}]})

    leverperiodes: Rij[LeverperiodeIn] = Field(
        description="Alles wat geldt, de eerste vooraan; na een einde kan de levering opnieuw beginnen. Wat "
        "u verandert of weglaat, wordt bij de gemeente verbeterd of verwijderd."
    )


class LeveringrijUit(Uitvoer):
    """What is kept of a delivery."""

    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    nummer: int = Field(description="Het toewijzingnummer.", examples=[117])
    begonnen: bool = Field(
        description="Of u bent begonnen, voor zover u dat vastlegde of meldde.", examples=[True]
    )
    leverperiodes: Reeks[LeverperiodeUit] = Field(description="Leeg als u nog niet bent begonnen.")
    afgekeurd: bool = Field(
        description="Of uw laatste melding is afgekeurd, en u daarna niets anders vastlegde. Ongewijzigd "
        "gaat zij niet opnieuw.",
        examples=[False],
    )
    afgekeurd_op: Datum | None = Field(None, description="Wanneer een melding is afgekeurd, de laatste keer.")


class LeveringregelUit(LeveringrijUit):
    """What is kept of a delivery, to whom and of what."""

    naam: NaamUit | None = Field(None, description="Van de cliënt, volgens de laatste wmo301.")
    categorie: str | None = Field(None, description="Leeg als u elk product mag leveren.", examples=["01"])
    productcode: str | None = Field(
        None, description="Leeg als u elk product van de categorie mag leveren.", examples=[PRODUCT]
    )


class ToegekendUit(Uitvoer):
    """What a provider may deliver under an allocation."""

    categorie: str | None = Field(None, description="Leeg als u elk product mag leveren.", examples=["01"])
    productcode: str | None = Field(
        None, description="Leeg als u elk product van de categorie mag leveren.", examples=[PRODUCT]
    )
    ingangsdatum: Datum = Field(alias="begindatum", examples=["2026-04-01"])
    einddatum: Datum | None = Field(None, examples=["2027-03-31"])
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])
    verwijderd: bool = Field(
        description="Of zij is ingetrokken: dan geldt zij als nooit toegewezen.", examples=[False]
    )


class MededelingUit(Uitvoer):
    """What the municipality has yet to hear."""

    soort: str = Field(description="start of stop.", examples=["start"])
    op: Datum = Field(
        alias="datum",
        description="De eerste dag van een start, de laatste van een stop.",
        examples=["2026-04-02"],
    )
    reden: str | None = Field(None, description="Van een stop: code van WMO588.", examples=["20"])
    verwijderd: bool = Field(description="Of dit bij de gemeente wordt verwijderd.", examples=[False])


class LeverstaatUit(Uitvoer):
    """What is kept of a delivery, and what the municipality heard of it."""

    levering: LeveringrijUit
    toewijzing: ToegekendUit = Field(description="Wat u mag leveren, volgens de laatste wmo301.")
    te_melden: Reeks[MededelingUit] = Field(
        description="Wat de gemeente nog moet horen, in de volgorde waarin het gaat."
    )
    bericht: BerichtontvangstUit | None = Field(
        None,
        description="Het bericht waarin hier het laatst iets van stond, en wat ervan werd. Is er een "
        "afgekeurd, dan staat dat er, ook na een later bericht: `opmerking` of `bevindingen` zegt waarom, en "
        "het gaat opnieuw zodra u vastlegt wat klopt.",
    )


class MeldrondeUit(Uitvoer):
    """The messages that were made."""

    berichten: Reeks[BerichtontvangstUit] = Field(
        description="In de volgorde waarin zij gaan, elk met wat ervan werd. Met het id haalt u de XML op: "
        "`/berichten/ontvangsten/{id}/xml`."
    )
    meer: bool = Field(description="Of er nog meer te melden is; doe dit dan opnieuw.", examples=[False])


@router.get(
    "/{gemeente}",
    response_model=list[LeveringregelUit],
    summary="Toon uw leveringen, en wat u is toegewezen en nog niet begon",
    description="Wat u is toegewezen staat er zodra u de wmo301 hebt, en gaat weg als de gemeente het "
    "intrekt voor u begon. Daardoor, en met `begonnen`, kan een bladzijde korter zijn dan `limiet` of leeg, "
    "terwijl de header Link een volgende noemt.",
)
def lijst_leveringen(
    gemeente: VanGemeente,
    handeling: DeHandeling,
    blad: HetBlad,
    te_melden: Annotated[
        bool,
        Query(
            alias="teMelden",
            description="Alleen waarvan bij het melden nog iets gaat. Wat is afgekeurd, en nog is te "
            "verbeteren, staat op de werkvoorraad.",
            examples=[True],
        ),
    ] = False,
    begonnen: Annotated[
        bool | None,
        Query(description="Alleen waaraan u bent begonnen; of juist wat u nog niet begon.", examples=[False]),
    ] = None,
) -> tuple[Leveringregel, ...]:
    return blad.toon(
        leveren.lijst(
            handeling, blad.limiet, blad.cursor, gemeente, nog_te_melden=te_melden, begonnen=begonnen
        )
    )


@router.get(
    "/{gemeente}/{nummer:int}",
    response_model=LeverstaatUit,
    summary="Lees wat u van de levering op een toewijzing bijhoudt",
)
def lees_levering(
    gemeente: VanGemeente, nummer: Nummer, handeling: DeHandeling, antwoord: HetAntwoord
) -> Leveringinzage:
    return antwoord.met_etag(leveren.haal(handeling, gemeente, nummer))


@router.put(
    "/{gemeente}/{nummer:int}",
    response_model=LeverstaatUit,
    summary="Leg vast wanneer u op een toewijzing levert",
    description="U legt vast wat geldt: wanneer de levering begon en eindigde, en of zij daarna weer begon. "
    "Was het anders, leg dan vast hoe het was. Er gaat nog niets naar de gemeente. U leest eerst wat er "
    "staat, voor de ETag; ook als u nog niets vastlegde. Wat de gemeente afkeurde gaat daarna opnieuw. Op "
    "een toewijzing die zij introk valt niets meer te melden: dan is het antwoord 409.",
)
def leg_levering_vast(
    gemeente: VanGemeente,
    nummer: Nummer,
    revisie: IfMatch,
    invoer: LeverperiodesIn,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
) -> Leveringinzage:
    """Keep what holds, in place of what was kept."""
    return antwoord.met_etag(
        leveren.leg_vast(handeling, gemeente, nummer, revisie, invoer.als(Leveringgegevens))
    )


@router.post(
    "/{gemeente}/meldingen",
    response_model=MeldrondeUit,
    summary="Meld een gemeente wat zij van uw leveringen nog niet heeft gehoord",
    description="Maakt de wmo305 en wmo307: per cliënt de starts bij elkaar en de stops bij elkaar, en meer "
    "berichten waar een verbetering een volgorde vraagt. Werkt de gemeente hier ook, dan antwoordt zij "
    "meteen; anders verstuurt u de XML, en levert u het antwoord aan bij `/berichten/ontvangsten`.",
)
def meld_leveringen(gemeente: VanGemeente, handeling: DeHandeling) -> Meldronde:
    """Make the messages that are due, and hand them over."""
    return leveren.meld(handeling, gemeente)
