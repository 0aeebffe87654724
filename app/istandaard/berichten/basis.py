"""The composed types (CDT) of the basisschema of iWmo 3.2, shared by all messages."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.istandaard.waarden import Datum, Geheel, Plaats

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
BERICHT_VERSIE, BERICHT_SUBVERSIE = Geheel(3), Geheel(2)
"""The release of the standard, as every header says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtklasse:
    """A class of a message: mirrors a complex type of the schema, element for element and in its order.

    An optional element is None when it is absent; a list class is the tuple of its items, empty when absent.
    `plaats` says where it stood and takes no part in equality.
    """

    plaats: Plaats | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achternaam(Berichtklasse):
    """A family name with its prefix."""

    achternaam: str
    voorvoegsel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adres(Berichtklasse):
    """An address; every part is optional."""

    huis: Huis | None = None
    postcode: str | None = None
    straatnaam: str | None = None
    plaatsnaam: str | None = None
    land_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedragMetDC(Berichtklasse):
    """An amount in cents, without sign; DebetCredit (D or C) gives the direction."""

    bedrag: Geheel
    debet_credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtIdentificatie(Berichtklasse):
    """The identification (at most 12 characters) and date that the sender gave the message."""

    identificatie: str
    dagtekening: Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class Communicatie(Berichtklasse):
    """A special way of communicating that the client needs."""

    vorm: str
    taal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Geboortedatum(Berichtklasse):
    """A date of birth; DatumGebruik says which parts of it are known (COD170)."""

    datum: Datum
    datum_gebruik: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeslotenPeriode(Berichtklasse):
    """A period of which both days are known; both days count."""

    begindatum: Datum
    einddatum: Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class Huis(Berichtklasse):
    """The house within the street."""

    huisnummer: Geheel
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    aanduiding_woonadres: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omvang(Berichtklasse):
    """How much: Volume in Eenheid per Frequentie (WJ756, WJ758 and WJ759 hold the codes)."""

    volume: Geheel
    eenheid: str
    frequentie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPeriode(Berichtklasse):
    """A period of which either day may be unknown."""

    begindatum: Datum | None = None
    einddatum: Datum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Berichtklasse):
    """A product category (WMO020) with or without a product code."""

    categorie: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referentie(Berichtklasse):
    """The own reference of a line in a declaration and, for a correction, that of the line before it."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telefoon(Berichtklasse):
    """A telephone number and its country number."""

    telefoonnummer: str
    landnummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telefoonnummers(Berichtklasse):
    """One or two telephone numbers."""

    telefoon01: Telefoon
    telefoon02: Telefoon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotaalBedragMetDC(Berichtklasse):
    """A total in cents, without sign; DebetCredit (D or C) gives the direction."""

    totaal_bedrag: Geheel
    debet_credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerkorteNaam(Berichtklasse):
    """The name of a person as a provider knows it."""

    geslachtsnaam: Achternaam
    voornamen: str | None = None
    voorletters: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwijzer(Berichtklasse):
    """Who referred the client."""

    type: str
    naam: str | None = None
    zorgverlener_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolledigeNaam(Berichtklasse):
    """The full name of a person, with NaamGebruik (COD700)."""

    geslachtsnaam: Achternaam
    partnernaam: Achternaam | None = None
    voornamen: str | None = None
    voorletters: str | None = None
    naam_gebruik: str


@dataclass(frozen=True, slots=True, kw_only=True)
class XsdVersie(Berichtklasse):
    """The versions of the schemas that a message was made with."""

    basisschema_xsd_versie: str
    bericht_xsd_versie: str
