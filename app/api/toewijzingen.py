"""Toewijzingen: made from an announced decision, changed by a cause, read by both sides (M16 to M18)."""

from datetime import date
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.delen import AfspraakIn, AfspraakUit, OmvangUit, PeriodeUit
from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import Cijfers, GewijzigdSinds, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Moment,
    Reeks,
    Rij,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import (
    AGB,
    BERICHT,
    BESLUIT,
    CLIENT,
    CLIENTOMZETTING,
    FEIT,
    GEMEENTE,
    PRODUCT,
    VERZOEK,
)
from app.domain.toewijzing.toewijzing import Berichtstatus, Oorzaak
from app.domain.waarden import Periode
from app.opslag.lijsten import Toewijzingrij
from app.processen import toewijzen
from app.processen.toewijzen import Toewijsgegevens, Toewijzingsinzage, Uitvoering

router = Router(
    "/toewijzingen",
    tag="Toewijzingen",
    scope="toewijzingen",
    uitleg="Wat een aanbieder mag leveren. Een toewijzing volgt uit een bekendgemaakt besluit en "
    "wordt nooit overgetypt.",
)


Nummer = Annotated[
    int, Path(ge=0, le=999_999_999, description="Het toewijzingnummer.", examples=[117]), Cijfers
]


class AanbiederafspraakIn(AfspraakIn):
    """What was agreed with one provider."""

    aanbieder: AgbVeld = Field(examples=[AGB])


class ToewijzingenIn(Invoer):
    """The decision to carry out."""

    besluit_id: Uuid = Field(description="Een bekendgemaakt besluit.", examples=[BESLUIT])
    afspraken: Rij[AanbiederafspraakIn] = Field(
        (),
        description="Wat met een aanbieder is afgesproken, waar een lopende toewijzing daarom vraagt: bij "
        "een einde in het verleden, bij minder totaal of budget, of als een begonnen toewijzing vervalt.",
    )
    verzoek_ids: Rij[Uuid] = Field(
        (),
        description="De verzoeken van aanbieders die dit besluit toekent. De wmo301 draagt hun referentie, "
        "en daarmee eindigen zij. Het besluit moet toewijzen wat is gevraagd (OP348); anders gebeurt er "
        "niets.",
        examples=[[VERZOEK]],
    )


class VersieUit(Uitvoer):
    """One state of an allocation."""

    volgnummer: int = Field(examples=[1])
    toegewezen_op: Moment = Field(description="Het moment van toewijzen.", examples=["2026-03-18T08:15:00Z"])
    periode: PeriodeUit
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])
    commentaar: str | None = Field(
        None,
        description="De concrete tijd in woorden, waar de omvang die niet zegt; staat ook in de wmo301.",
        examples=["Concrete omvang: 2,5 uur per week."],
    )
    besluit_id: Uuid = Field(
        description="Het besluit dat deze stand maakte, of waaruit komt wat een feit beëindigde.",
        examples=[BESLUIT],
    )
    feit_id: Uuid | None = Field(None, description="Het feit dat het einde bepaalde.", examples=[FEIT])
    omzetting_id: Uuid | None = Field(
        None,
        description="De uitgevoerde omzetting die het einde bepaalde, of waardoor het nummer ontstond.",
        examples=[CLIENTOMZETTING],
    )
    oorzaak: Keuze[Oorzaak] | None = Field(
        None,
        description="Waarom deze stand verschilt van de vorige.",
        examples=["herbeoordeling"],
    )
    reden_wijziging: str | None = Field(
        None,
        description="Code van WMO002, ten opzichte van wat de aanbieder toen wist. De wmo301 zelf noemt de "
        "reden ten opzichte van wat de aanbieder bij het opstellen weet.",
        examples=["05"],
    )
    afspraak: AfspraakUit | None = None


class ToewijzingUit(Uitvoer):
    """An allocation with every state that it has had."""

    nummer: int = Field(examples=[117])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    client_id: Uuid = Field(examples=[CLIENT])
    aanbieder: AgbVeld = Field(examples=[AGB])
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    actueel: VersieUit = Field(description="De stand die geldt.")
    versies: Reeks[VersieUit]
    verwijderd: bool = Field(examples=[False])


class BerichtVermelding(Uitvoer):
    """A message that was made."""

    id: Uuid = Field(examples=[BERICHT])
    aanbieder: AgbVeld = Field(examples=[AGB])
    identificatie: str = Field(examples=["000000000042"])
    status: Keuze[Berichtstatus] = Field(examples=["klaar"])


class UitvoeringUit(Uitvoer):
    """What was made or changed, and the messages that tell so."""

    toewijzingen: Reeks[ToewijzingUit]
    berichten: Reeks[BerichtVermelding] = Field(
        description="Een wmo301 per aanbieder, klaar om te verzenden."
    )


class DraagregelUit(Uitvoer):
    """A line of a decision on which a number rests."""

    besluit_id: Uuid = Field(examples=[BESLUIT])
    regel: int = Field(examples=[1])


class InzageUit(Uitvoer):
    """An allocation, and whether it may be delivered on."""

    toewijzing: ToewijzingUit
    leverbaar_op: Datum = Field(
        description="De dag waarvoor leverbaar geldt: de gevraagde, anders vandaag of de eerste dag.",
        examples=["2026-04-01"],
    )
    leverbaar: bool = Field(
        description="Of de aanbieder op die dag mag leveren: de dag ligt in wat is toegewezen en in de "
        "wmo301 die is verzonden.",
        examples=[True],
    )
    regels: Reeks[DraagregelUit] = Field(
        description="De regels van besluiten waarop de toewijzing rust; alleen voor de gemeente."
    )
    berichten: Reeks[Uuid] = Field(
        description="De berichten die deze toewijzing droegen.", examples=[[BERICHT]]
    )


class ToewijzingrijUit(Uitvoer):
    """An allocation in a list."""

    nummer: int = Field(examples=[117])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    client_id: Uuid = Field(examples=[CLIENT])
    aanbieder: AgbVeld = Field(examples=[AGB])
    categorie: str | None = Field(None, examples=["01"])
    productcode: str | None = Field(None, examples=[PRODUCT])
    besluit_id: Uuid = Field(examples=[BESLUIT])
    begin: Datum = Field(alias="begindatum", examples=["2026-04-01"])
    eind: Datum | None = Field(None, alias="einddatum", examples=["2027-03-31"])
    verwijderd: bool = Field(
        description="Of zij is verwijderd: dan geldt zij als nooit toegewezen.", examples=[False]
    )


@router.post("", response_model=UitvoeringUit, status_code=201, summary="Wijs toe wat in het besluit staat")
def wijs_besluit_toe(invoer: ToewijzingenIn, handeling: DeHandeling) -> Uitvoering:
    """Carry out a decision, whole and once."""
    return toewijzen.wijs_toe(handeling, invoer.als(Toewijsgegevens))


@router.get("", response_model=list[ToewijzingrijUit], summary="Toon de toewijzingen")
def lijst_toewijzingen(
    handeling: DeHandeling,
    blad: HetBlad,
    client_id: Annotated[Uuid | None, Query(alias="clientId", description="Alleen van deze cliënt.")] = None,
    aanbieder: Annotated[AgbVeld | None, Query(description="Alleen bij deze aanbieder.")] = None,
    eindigt_vanaf: Annotated[
        Datum | None,
        Query(
            alias="eindigtVanaf",
            description="Alleen wat op of na deze dag eindigt; wat het eerst eindigt staat vooraan.",
            examples=["2026-10-01"],
        ),
    ] = None,
    eindigt_tot_en_met: Annotated[
        Datum | None,
        Query(
            alias="eindigtTotEnMet",
            description="Alleen wat uiterlijk op deze dag eindigt; wat het eerst eindigt staat vooraan.",
            examples=["2026-12-31"],
        ),
    ] = None,
    gewijzigd_sinds: GewijzigdSinds = None,
) -> tuple[Toewijzingrij, ...]:
    eindigt = None
    if eindigt_vanaf is not None or eindigt_tot_en_met is not None:
        eindigt = Periode(eindigt_vanaf or date.min, eindigt_tot_en_met)
    return blad.toon(
        toewijzen.lijst(
            handeling,
            blad.limiet,
            blad.cursor,
            client_id,
            aanbieder,
            eindigt=eindigt,
            sinds=gewijzigd_sinds,
        )
    )


@router.get("/{nummer}", response_model=InzageUit, summary="Lees een toewijzing")
def lees_toewijzing(
    nummer: Nummer,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
    gemeente: Annotated[
        GemeentecodeVeld | None, Query(description="Een aanbieder noemt de gemeente die het nummer gaf.")
    ] = None,
    dag: Annotated[
        Datum | None,
        Query(description="De dag waarvoor u wilt weten of er geleverd mag worden.", examples=["2026-07-15"]),
    ] = None,
) -> Toewijzingsinzage:
    return antwoord.met_etag(toewijzen.haal(handeling, nummer, gemeente, dag))
