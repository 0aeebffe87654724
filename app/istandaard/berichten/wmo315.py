"""wmo315, Verzoek om toewijzing.

From provider to municipality: the request to allocate support to a client.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"


@berichtklasse
class Wmo315(Berichtklasse):
    """The message wmo315, Verzoek om toewijzing."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtklasse):
    """The header: who sends what to whom."""

    bericht_code: str = "444"
    bericht_versie: Geheel = BERICHT_VERSIE
    bericht_subversie: Geheel = BERICHT_SUBVERSIE
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    commentaar: str | None = None
    aangevraagde_producten: tuple[AangevraagdProduct, ...]


@berichtklasse
class AangevraagdProduct(Berichtklasse):
    """A product that the provider asks to be allocated; Budget is in cents."""

    referentie_aanbieder: str
    beschikking_nummer: Geheel | None = None
    product: Product | None = None
    beschikking_ingangsdatum: Datum | None = None
    toewijzing_ingangsdatum: Datum
    toewijzing_einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
    verwijzer: Verwijzer
    raamcontract: str | None = None
    commentaar: str | None = None
