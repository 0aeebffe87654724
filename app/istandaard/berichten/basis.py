"""The composed types (CDT) of the basisschema of iWmo 3.2, shared by all messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

from app.istandaard.waarden import Datum, Geheel, Plaats

K = TypeVar("K", bound="Berichtklasse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtklasse:
    """A class of a message: mirrors a complex type of the schema, element for element and in its order.

    An optional element is None when it is absent; a list class is the tuple of its items, empty when absent.
    `plaats` says where it stood and takes no part in equality.
    """

    plaats: Plaats | None = field(default=None, compare=False, repr=False)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def berichtklasse(klasse: type[K]) -> type[K]:
    """Make a frozen dataclass of a class, as of `Berichtklasse`."""
    return dataclass(frozen=True, slots=True, kw_only=True)(klasse)


@berichtklasse
class Achternaam(Berichtklasse):
    """A family name with its prefix."""

    achternaam: str
    voorvoegsel: str | None = None


@berichtklasse
class Adres(Berichtklasse):
    """An address; every part is optional."""

    huis: Huis | None = None
    postcode: str | None = None
    straatnaam: str | None = None
    plaatsnaam: str | None = None
    land_code: str | None = None


@berichtklasse
class BedragMetDC(Berichtklasse):
    """An amount in cents, without sign; DebetCredit (D or C) gives the direction."""

    bedrag: Geheel
    debet_credit: str


@berichtklasse
class BerichtIdentificatie(Berichtklasse):
    """The identification (at most 12 characters) and date that the sender gave the message."""

    identificatie: str
    dagtekening: Datum


@berichtklasse
class Communicatie(Berichtklasse):
    """A special way of communicating that the client needs."""

    vorm: str
    taal: str | None = None


@berichtklasse
class Geboortedatum(Berichtklasse):
    """A date of birth; DatumGebruik says which parts of it are known (COD170)."""

    datum: Datum
    datum_gebruik: str | None = None


@berichtklasse
class GeslotenPeriode(Berichtklasse):
    """A period of which both days are known; both days count."""

    begindatum: Datum
    einddatum: Datum


@berichtklasse
class Huis(Berichtklasse):
    """The house within the street."""

    huisnummer: Geheel
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    aanduiding_woonadres: str | None = None


@berichtklasse
class Omvang(Berichtklasse):
    """How much: Volume in Eenheid per Frequentie (WJ756, WJ758 and WJ759 hold the codes)."""

    volume: Geheel
    eenheid: str
    frequentie: str


@berichtklasse
class OpenPeriode(Berichtklasse):
    """A period of which either day may be unknown."""

    begindatum: Datum | None = None
    einddatum: Datum | None = None


@berichtklasse
class Product(Berichtklasse):
    """A product category (WMO020) with or without a product code."""

    categorie: str
    code: str | None = None


@berichtklasse
class Referentie(Berichtklasse):
    """The own reference of a line in a declaration and, for a correction, that of the line before it."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None = None


@berichtklasse
class Telefoon(Berichtklasse):
    """A telephone number and its country number."""

    telefoonnummer: str
    landnummer: str


@berichtklasse
class Telefoonnummers(Berichtklasse):
    """One or two telephone numbers."""

    telefoon01: Telefoon
    telefoon02: Telefoon | None = None


@berichtklasse
class TotaalBedragMetDC(Berichtklasse):
    """A total in cents, without sign; DebetCredit (D or C) gives the direction."""

    totaal_bedrag: Geheel
    debet_credit: str


@berichtklasse
class VerkorteNaam(Berichtklasse):
    """The name of a person as a provider knows it."""

    geslachtsnaam: Achternaam
    voornamen: str | None = None
    voorletters: str | None = None


@berichtklasse
class Verwijzer(Berichtklasse):
    """Who referred the client."""

    type: str
    naam: str | None = None
    zorgverlener_code: str | None = None


@berichtklasse
class VolledigeNaam(Berichtklasse):
    """The full name of a person, with NaamGebruik (COD700)."""

    geslachtsnaam: Achternaam
    partnernaam: Achternaam | None = None
    voornamen: str | None = None
    voorletters: str | None = None
    naam_gebruik: str


@berichtklasse
class XsdVersie(Berichtklasse):
    """The versions of the schemas that a message was made with."""

    basisschema_xsd_versie: str
    bericht_xsd_versie: str
