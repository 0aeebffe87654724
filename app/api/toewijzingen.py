"""Toewijzingen: made from an announced decision, changed by a cause, read by both sides (M16 to M18)."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from app.api.delen import AfspraakIn, AfspraakUit, OmvangUit, PeriodeUit
from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import Cijfers, HetBlad
from app.api.kader.rest.modellen import (
    AgbVeld,
    Datum,
    GemeentecodeVeld,
    Invoer,
    Keuze,
    Moment,
    Rij,
    Uitvoer,
    Uuid,
    voorbeeld,
)
from app.api.kader.rest.router import Router
from app.api.voorbeelden import AGB, BERICHT, BESLUIT, CLIENT, GEMEENTE, PRODUCT
from app.domain.toewijzing.toewijzing import Berichtstatus, Oorzaak
from app.opslag.lijsten import Toewijzingrij
from app.processen import toewijzen, wijzigen
from app.processen.toewijzen import Toewijsgegevens, Toewijzingsinzage, Uitvoering
from app.processen.wijzigen import Wijzigingsaanleiding

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


class ToewijzingenIn(Invoer):
    """The decision to carry out."""

    besluit_id: Uuid = Field(description="Een bekendgemaakt besluit.", examples=[BESLUIT])
    afspraak: AfspraakIn | None = Field(
        None, description="De afspraak met de aanbieder, als een lopende toewijzing daarom vraagt."
    )


class WijzigingIn(Invoer):
    """Why an allocation changes; what becomes of it follows from the standard."""

    model_config = voorbeeld(
        {
            "oorzaak": "verhuizing",
            "datum": "2026-09-01",
            "afspraak": {
                "datum": "2026-03-16",
                "met": "teamleider van de aanbieder",
                "inhoud": "De aanbieder stemt in met de eerdere einddatum.",
            },
        }
    )

    oorzaak: Keuze[Oorzaak] = Field(
        description="Hieruit volgt RedenWijziging. Een correctie zonder besluit brengt de toewijzing terug "
        "tot wat het besluit zegt.",
        examples=["verhuizing"],
    )
    datum: Datum | None = Field(
        None,
        description="De dag van het feit: van overlijden, van inschrijving elders, of waarop het pgb, de "
        "andere aanbieder of het andere domein begint.",
        examples=["2026-09-01"],
    )
    besluit_id: Uuid | None = Field(
        None, description="Het bekendgemaakte besluit dat het vorige wijzigt.", examples=[BESLUIT]
    )
    afspraak: AfspraakIn | None = Field(
        None, description="Verplicht bij een einde in het verleden en bij minder volume of budget."
    )


class VersieUit(Uitvoer):
    """One state of an allocation."""

    volgnummer: int = Field(examples=[1])
    toegewezen_op: Moment = Field(description="Het moment van toewijzen.", examples=["2026-03-18T08:15:00Z"])
    periode: PeriodeUit
    omvang: OmvangUit | None = None
    budget: int | None = Field(None, description="In centen.", examples=[250000])
    besluit_id: Uuid = Field(examples=[BESLUIT])
    besluitregel: int = Field(examples=[1])
    oorzaak: Keuze[Oorzaak] | None = Field(None, examples=["verhuizing"])
    reden_wijziging: str | None = Field(None, description="Code van WMO002.", examples=["07"])
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
    versies: Rij[VersieUit]
    verwijderd: bool = Field(examples=[False])


class BerichtVermelding(Uitvoer):
    """A message that was made."""

    id: Uuid = Field(examples=[BERICHT])
    aanbieder: AgbVeld = Field(examples=[AGB])
    identificatie: str = Field(examples=["000000000042"])
    status: Keuze[Berichtstatus] = Field(examples=["klaar"])


class UitvoeringUit(Uitvoer):
    """What was made or changed, and the messages that tell so."""

    toewijzingen: Rij[ToewijzingUit]
    berichten: Rij[BerichtVermelding] = Field(description="Een wmo301 per aanbieder, klaar om te verzenden.")


class InzageUit(Uitvoer):
    """An allocation, and whether it may be delivered on."""

    toewijzing: ToewijzingUit
    leverbaar: bool = Field(
        description="Of de wmo301 met deze stand is verzonden; pas dan mag de aanbieder leveren.",
        examples=[True],
    )
    berichten: Rij[Uuid] = Field(
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
) -> tuple[Toewijzingrij, ...]:
    return blad.toon(toewijzen.lijst(handeling, blad.limiet, blad.cursor, client_id, aanbieder))


@router.get("/{nummer}", response_model=InzageUit, summary="Lees een toewijzing")
def lees_toewijzing(
    nummer: Nummer,
    handeling: DeHandeling,
    antwoord: HetAntwoord,
    gemeente: Annotated[
        GemeentecodeVeld | None, Query(description="Een aanbieder noemt de gemeente die het nummer gaf.")
    ] = None,
) -> Toewijzingsinzage:
    return antwoord.met_etag(toewijzen.haal(handeling, nummer, gemeente))


@router.post(
    "/{nummer}/wijzigingen", response_model=UitvoeringUit, status_code=201, summary="Wijzig een toewijzing"
)
def wijzig_toewijzing(
    nummer: Nummer, revisie: IfMatch, invoer: WijzigingIn, handeling: DeHandeling
) -> Uitvoering:
    """Change an allocation by a recorded cause."""
    return wijzigen.wijzig(handeling, nummer, revisie, invoer.als(Wijzigingsaanleiding))
