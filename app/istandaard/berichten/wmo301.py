"""wmo301, Toewijzing Wmo-ondersteuning.

From municipality to provider: what the municipality allocates to a client.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    Adres,
    Berichtklasse,
    Communicatie,
    Geboortedatum,
    Omvang,
    OpenPeriode,
    Product,
    Telefoonnummers,
    VolledigeNaam,
    berichtklasse,
)
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel, Tijd


@berichtklasse
class Wmo301(Berichtklasse):
    """The message wmo301, Toewijzing Wmo-ondersteuning."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "414"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VolledigeNaam
    communicatie: Communicatie | None = None
    juridische_status: str | None = None
    wettelijke_vertegenwoordiging: str | None = None
    commentaar: str | None = None
    relaties: tuple[Relatie, ...] = ()
    contactgegevens: tuple[Contact, ...]
    toegewezen_producten: tuple[ToegewezenProduct, ...]


@berichtklasse
class Relatie(Berichtklasse):
    """A person around the client."""

    nummer: str
    volgorde: Geheel | None = None
    soort: str
    geboortedatum: Geboortedatum | None = None
    geslacht: str | None = None
    naam: VolledigeNaam
    contact: Contact


@berichtklasse
class Contact(Berichtklasse):
    """Where and how the client or the relation is reached."""

    soort: str
    adres: Adres | None = None
    organisatie: str | None = None
    telefoon: Telefoonnummers | None = None
    emailadres: str | None = None
    periode: OpenPeriode | None = None


@berichtklasse
class ToegewezenProduct(Berichtklasse):
    """A product that the municipality allocates to the provider; Budget is in cents."""

    toewijzing_nummer: Geheel
    referentie_aanbieder: str | None = None
    product: Product | None = None
    toewijzingsdatum: Datum
    toewijzingstijd: Tijd
    ingangsdatum: Datum
    einddatum: Datum | None = None
    reden_wijziging: str | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
    commentaar: str | None = None
