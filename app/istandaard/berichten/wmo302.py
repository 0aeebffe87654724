"""wmo302, Toewijzing retour.

From provider to municipality: the answer to a wmo301.
"""

from __future__ import annotations

from dataclasses import field

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
from app.istandaard.berichten.headers import Retourheader
from app.istandaard.waarden import Datum, Geheel, Tijd


@berichtklasse
class Wmo302(Berichtklasse):
    """The message wmo302, Toewijzing retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Retourheader):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "415"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about, as in the message that is answered."""

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
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


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
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class Contact(Berichtklasse):
    """Where and how the client or the relation is reached."""

    soort: str
    adres: Adres | None = None
    organisatie: str | None = None
    telefoon: Telefoonnummers | None = None
    emailadres: str | None = None
    periode: OpenPeriode | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


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
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
