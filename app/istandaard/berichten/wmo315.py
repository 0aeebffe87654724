"""wmo315, Verzoek om toewijzing.

From provider to municipality: the request to allocate support to a client.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    Berichtklasse,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
    berichtklasse,
)
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo315(Berichtklasse):
    """The message wmo315, Verzoek om toewijzing."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "444"


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
