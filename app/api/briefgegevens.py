"""Briefgegevens: what the letters of a municipality say of itself, from a day on (W07)."""

from typing import Annotated
from uuid import uuid4

from pydantic import Field

from app.api.kader.rest.etag import HetAntwoord
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    Datum,
    GemeentecodeVeld,
    Invoer,
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
from app.api.voorbeelden import BRIEFGEGEVENS, GEMEENTE, MEDEWERKER
from app.domain.briefgegevens import GROOTSTE_LOGO, Briefgegevens
from app.processen import briefgegevens

router = Router(
    "/briefgegevens",
    tag="Briefgegevens",
    scope="briefgegevens",
    uitleg="Wat de brieven van de gemeente over haarzelf zeggen: adres, ondertekenaar, waar een bezwaar heen "
    "gaat, de eigen bijdrage. Wat u vastlegt geldt vanaf een dag; wat eerder gold blijft bewaard.",
)

TELEFOON = r"^[+0-9][0-9 ()-]{1,19}$"
WEBSITE = r"^(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?$"
BASE64 = "^[A-Za-z0-9+/]+={0,2}$"

Adresregels = Annotated[Rij[Tekst], Field(min_length=1, max_length=4)]
Website = Annotated[str, Field(pattern=WEBSITE, max_length=200)]

LOGO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
"""A grey dot."""

VOORBEELD = {
    "vanaf": "2026-01-01",
    "adres": ["Postbus 900", "6040 AX Roermond"],
    "telefoon": "14 0475",
    "website": "www.roermond.nl",
    "contact": "Bel het Wmo-team: 14 0475, op werkdagen van 9 tot 17 uur.",
    "bezwaaradres": ["Gemeente Roermond, bezwaarschriften", "Postbus 900", "6040 AX Roermond"],
    "ondertekenaar": {"naam": "A. de Vries", "functie": "teammanager Wmo"},
    "ondertekenaarBezwaar": {"naam": "B. Claessen", "functie": "hoofd Juridische Zaken"},
    "eigenBijdrage": "Misschien betaalt u een eigen bijdrage. Het CAK stelt die vast en int die. "
    "Hebt u daar vragen over? Bel het CAK: 0800 1925 (gratis).",
    "clientondersteuning": "Bel MEE: 088 010 22 22.",
    "reden": "Eerste keer.",
}


class _Ondertekenaar(Model):
    """Who signs on behalf of the college."""

    naam: Tekst = Field(examples=["A. de Vries"])
    functie: Tekst = Field(examples=["teammanager Wmo"])


class OndertekenaarIn(_Ondertekenaar, Invoer):
    """Who signs on behalf of the college."""


class OndertekenaarUit(_Ondertekenaar, Uitvoer):
    """Who signs on behalf of the college."""


class _Briefgegevens(Model):
    """What letters say from a day on."""

    vanaf: Datum = Field(description="De eerste dag van brieven waarvoor dit geldt.", examples=["2026-01-01"])
    adres: Adresregels = Field(description="Waar post heen gaat, per regel.", examples=[VOORBEELD["adres"]])
    telefoon: str = Field(pattern=TELEFOON, examples=["14 0475"])
    website: Website = Field(examples=["www.roermond.nl"])
    contact: Toelichting = Field(
        description="Wie de cliënt vragen kan stellen, en wanneer.", examples=[VOORBEELD["contact"]]
    )
    bezwaaradres: Adresregels = Field(
        description="Waar een bezwaar per post heen gaat, per regel.", examples=[VOORBEELD["bezwaaradres"]]
    )
    bezwaar_digitaal: Website | None = Field(
        None,
        description="Waar een bezwaar digitaal kan, als de gemeente dat toelaat (Awb 2:15).",
        examples=["https://www.roermond.nl/bezwaar"],
    )
    eigen_bijdrage: Toelichting = Field(
        description="De alinea over de eigen bijdrage: dat die verschuldigd kan zijn, dat het CAK haar "
        "vaststelt en int, en waar vragen heen gaan.",
        examples=[VOORBEELD["eigenBijdrage"]],
    )
    clientondersteuning: Toelichting = Field(
        description="Wie gratis cliëntondersteuning geeft, en hoe die te bereiken is (Wmo 2.2.4).",
        examples=[VOORBEELD["clientondersteuning"]],
    )
    bemiddeling: Toelichting | None = Field(
        None,
        description="Wie bemiddelt als cliënt en gemeente het niet eens worden.",
        examples=["Een onafhankelijke bemiddelaar kan helpen. Bel 14 0475."],
    )
    logo: Annotated[str, Field(pattern=BASE64, max_length=4 * GROOTSTE_LOGO // 3 + 4)] | None = Field(
        None,
        description="PNG in base64, hoogstens 64 KiB en 2000 beeldpunten per zijde. Zonder logo staat er de "
        "naam van de gemeente.",
        examples=[LOGO],
    )
    reden: Toelichting = Field(description="Waarom u dit vastlegt.", examples=["Een ander postadres."])


class BriefgegevensIn(_Briefgegevens, Invoer):
    """What letters say from a day on."""

    model_config = voorbeeld(VOORBEELD)

    ondertekenaar: OndertekenaarIn = Field(description="Wie besluiten en andere brieven ondertekent.")
    ondertekenaar_bezwaar: OndertekenaarIn = Field(
        description="Wie beslissingen op bezwaar ondertekent (Awb 10:3)."
    )


class BriefgegevensUit(_Briefgegevens, Uitvoer):
    """What letters say from a day on."""

    id: Uuid = Field(examples=[BRIEFGEGEVENS])
    gemeente: GemeentecodeVeld = Field(examples=[GEMEENTE])
    ondertekenaar: OndertekenaarUit
    ondertekenaar_bezwaar: OndertekenaarUit
    door: str = Field(description="De medewerker die dit vastlegde.", examples=[MEDEWERKER])
    vastgelegd_op: Moment = Field(examples=["2026-01-01T08:30:00Z"])


@router.post("", response_model=BriefgegevensUit, status_code=201, summary="Leg briefgegevens vast")
def leg_briefgegevens_vast(
    invoer: BriefgegevensIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Briefgegevens:
    """What held before stays known."""
    gegevens = invoer.als(
        Briefgegevens,
        id=uuid4(),
        gemeente=handeling.gemeente,
        door=handeling.beller.medewerker,
        vastgelegd_op=handeling.nu,
    )
    return antwoord.toegevoegd(briefgegevens.leg_vast(handeling, gegevens))


@router.get("", response_model=list[BriefgegevensUit], summary="Toon de briefgegevens")
def lijst_briefgegevens(handeling: DeHandeling, blad: HetBlad) -> tuple[Briefgegevens, ...]:
    return blad.toon(briefgegevens.lijst(handeling, blad.limiet, blad.cursor))


@router.get("/{id}", response_model=BriefgegevensUit, summary="Lees briefgegevens")
def lees_briefgegevens(id: Uuid, handeling: DeHandeling, antwoord: HetAntwoord) -> Briefgegevens:
    return briefgegevens.haal(handeling, id)
