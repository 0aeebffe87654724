"""A stand-in resource, so that the frame can be tested apart from the real ones."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Body

from app.api.kader.rest.etag import HetAntwoord, IfMatch
from app.api.kader.rest.handeling import DeHandeling
from app.api.kader.rest.lijsten import HetBlad
from app.api.kader.rest.modellen import (
    Aantal,
    BsnVeld,
    Datum,
    Getal,
    Invoer,
    Keuze,
    Moment,
    Rij,
    Tekst,
    Toelichting,
    Uitvoer,
    Uuid,
)
from app.api.kader.rest.router import Router
from app.domain.fouten import VerkeerdeStatus, VerouderdeRevisie
from app.domain.partijen import Aanbieder
from app.domain.waarden import AgbCode, Bsn, Eenheid, Gemeentecode
from app.opslag import Onbereikbaar
from app.opslag.bladzijde import Bladzijde

ID = UUID("0b0c2a5e-3a53-4c7a-9b57-2f5d7f5b7f01")
REVISIE = 3

router = Router("/proeven", tag="Proeven", scope="proeven")
openbaar = Router("/vrij", tag="Vrij", scope=None)


@dataclass(frozen=True)
class Proef:
    bsn: Bsn
    begindatum: date
    vastgelegd_op: datetime
    getal: Decimal
    id: UUID = ID
    einddatum: date | None = None
    revisie: int = REVISIE


class DeelIn(Invoer):
    naam: Tekst
    aantal: Aantal


class ProefIn(Invoer):
    bsn: BsnVeld
    begindatum: Datum
    vastgelegd_op: Moment
    getal: Getal
    eenheid: Keuze[Eenheid]
    delen: Rij[DeelIn]
    akkoord: bool
    uitleg: Toelichting | None = None
    einddatum: Datum | None = None


class ProefUit(Uitvoer):
    """English words for maintainers."""

    id: Uuid
    bsn: BsnVeld
    begindatum: Datum
    vastgelegd_op: Moment
    getal: Getal
    einddatum: Datum | None = None


GOED = {
    "bsn": "999990019",
    "begindatum": "2026-03-01",
    "vastgelegdOp": "2026-03-01T10:00:00+01:00",
    "getal": 1.25,
    "eenheid": "04",
    "delen": [{"naam": "wassen", "aantal": 2}],
    "akkoord": True,
}


def _proef(invoer: ProefIn) -> Proef:
    return Proef(invoer.bsn, invoer.begindatum, invoer.vastgelegd_op, invoer.getal)


@router.post("", response_model=ProefUit, status_code=201, summary="Leg een proef vast")
def leg_proef_vast(invoer: ProefIn, handeling: DeHandeling, antwoord: HetAntwoord) -> Proef:
    """English words for maintainers."""
    return antwoord.aangemaakt(_proef(invoer))


@router.get("", response_model=list[str], summary="Alle proeven")
def lijst_proeven(blad: HetBlad) -> tuple[str, ...]:
    return blad.toon(Bladzijde(("a", "b"), "verder" if blad.cursor is None else None))


@router.put("/{id}", response_model=ProefUit, summary="Wijzig een proef")
def wijzig_proef(
    id: Uuid, revisie: IfMatch, invoer: ProefIn, handeling: DeHandeling, antwoord: HetAntwoord
) -> Proef:
    if revisie != REVISIE:
        raise VerouderdeRevisie("Intussen gewijzigd.")
    return antwoord.met_etag(_proef(invoer))


@router.post("/{id}/aanbieders", status_code=204, summary="Bewaar een aanbieder")
def bewaar_aanbieder(id: Uuid, handeling: DeHandeling) -> None:
    handeling.opslag.aanbieders.bewaar(Aanbieder(AgbCode("12345678"), Gemeentecode("0957"), "Thuiszorg"))


@router.post("/{id}/weigeringen", status_code=204, summary="Bewaar een aanbieder, en weiger dan")
def bewaar_en_weiger(id: Uuid, handeling: DeHandeling) -> None:
    bewaar_aanbieder(id, handeling)
    raise VerkeerdeStatus("Dit kan nu niet.")


@router.post("/nummers", response_model=int, status_code=201, summary="Geef een nummer uit")
def geef_nummer(handeling: DeHandeling) -> int:
    return handeling.opslag.nummering.volgende("bericht")


@router.post("/{id}/wijzigingen", response_model=int, summary="Tel de wijzigingen")
def tel_wijziging(id: Uuid, revisie: IfMatch, handeling: DeHandeling) -> int:
    nummer = geef_nummer(handeling)
    if nummer != revisie:
        raise VerouderdeRevisie("Intussen gewijzigd.")
    return nummer


@router.get("/{id}/aanbieders", response_model=int, summary="Tel de aanbieders")
def tel_aanbieders(id: Uuid, handeling: DeHandeling) -> int:
    return len(handeling.opslag.aanbieders.bladzijde(100).rijen)


@router.get("/{id}/moment", response_model=str, summary="Het moment van het verzoek")
def lees_moment(id: Uuid, handeling: DeHandeling) -> str:
    return handeling.nu.isoformat()


@router.post("/berichten", response_model=int, summary="Tel de bytes van een bericht")
def tel_bytes(bericht: Annotated[bytes, Body(media_type="application/xml")]) -> int:
    return len(bericht)


@openbaar.get("/kapot", response_model=int, summary="Ga stuk")
def ga_stuk() -> int:
    raise RuntimeError("hier staat het Bsn 999990019")


@openbaar.get("/onbereikbaar", response_model=int, summary="Vind geen database")
def vind_geen_database() -> int:
    raise Onbereikbaar("De database antwoordt niet op tijd.")
