"""Who takes part: the caller, the client, the provider with its products and contracts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.waarden import AgbCode, Bsn, Eenheid, Gemeentecode, Periode


class Partij(StrEnum):
    """The two sides of the table."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"

    @classmethod
    def van_code(cls, code: str) -> "Partij":
        """Whose code this is: a municipality has one of four digits, a provider one of eight (AGB)."""
        return cls.GEMEENTE if len(code) == 4 else cls.AANBIEDER


class Rol(StrEnum):
    """In which role a worker acts; a decision takes a mandate of its own (M06, M15)."""

    TOEGANG = "toegang"
    BESLUIT = "besluit"
    ADMINISTRATIE = "administratie"
    AANBIEDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Beller:
    """Who is calling: a system of one organisation, on behalf of one worker in one role."""

    partij: Partij
    code: str
    """Gemeentecode or AgbCode of the organisation: the tenant."""
    medewerker: str
    rol: Rol
    systeem: str
    scopes: frozenset[str] = frozenset()


ONBEKENDE_NAAM = "."
"""How the population register writes a surname that somebody does not have, or that is not known."""


@dataclass(frozen=True, slots=True)
class Naam:
    """Name of a person as the wmo301 carries it (CDT_VolledigeNaam)."""

    achternaam: str
    voorvoegsel: str | None = None
    voornamen: str | None = None
    voorletters: str | None = None
    partner_achternaam: str | None = None
    partner_voorvoegsel: str | None = None
    naamgebruik: str = "1"
    """Code of COD700: which surname, in which order."""


@dataclass(frozen=True, slots=True)
class Geboortedatum:
    """Date of birth, with which part of it is known (COD170); absent `gebruik` means wholly known."""

    datum: date
    gebruik: str | None = None

    @property
    def op_zijn_vroegst(self) -> date | None:
        """The first day that it can be; None where nothing is known of it."""
        bekend: dict[str | None, date | None] = {
            "1": self.datum.replace(day=1),
            "2": self.datum.replace(month=1, day=1),
            "3": None,
        }
        return bekend.get(self.gebruik, self.datum)


@dataclass(frozen=True, slots=True)
class Contact:
    """Address and other ways to reach somebody (berichtklasse Contact)."""

    soort: str
    """Code of COD757, for instance 01 for the address in the BRP."""
    straatnaam: str | None = None
    huisnummer: int | None = None
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    aanduiding_woonadres: str | None = None
    postcode: str | None = None
    plaatsnaam: str | None = None
    landcode: str | None = None
    organisatie: str | None = None
    telefoonnummers: tuple[str, ...] = ()
    """Digits; of another country with a plus and its number: +3242223344. A message carries the first two."""
    emailadres: str | None = None
    periode: Periode | None = None


@dataclass(frozen=True, slots=True)
class Relatie:
    """A contact person of the client (berichtklasse Relatie)."""

    nummer: str
    soort: str
    """Code of the relation to the client (COD472 and its kin in the standard)."""
    naam: Naam
    contact: Contact
    volgorde: int | None = None
    geboortedatum: Geboortedatum | None = None
    geslacht: str | None = None


class Hoedanigheid(StrEnum):
    """As what somebody acts for a client who cannot weigh the own interests (Wmo 2015 art. 1.1.1 lid 2)."""

    CURATOR = "curator"
    MENTOR = "mentor"
    GEVOLMACHTIGDE = "gevolmachtigde"
    ECHTGENOOT = "echtgenoot"
    PARTNER = "partner"
    """Registered partner or other companion in life."""
    OUDER = "ouder"
    KIND = "kind"
    BROER_OF_ZUS = "broer_of_zus"


@dataclass(frozen=True, slots=True)
class Vertegenwoordiging:
    """Who acts for a client, and as what."""

    naam: str
    hoedanigheid: Hoedanigheid


class Identificatiewijze(StrEnum):
    """How somebody's identity and Bsn were established (Wmo 2015 art. 2.3.4, 5.2.9 lid 3 to 6)."""

    IDENTITEITSBEWIJS = "identiteitsbewijs"
    """By a document of the Wet op de identificatieplicht, which the client showed."""
    BASISREGISTRATIE = "basisregistratie"
    """By asking the population register or the register of numbers."""
    ANDERE_GEBRUIKER = "andere_gebruiker"
    """Taken over from an organisation that had to establish it itself."""
    ANDERS = "anders"


@dataclass(frozen=True, slots=True)
class Identificatie:
    """When and how the municipality established who a client is, and under which Bsn."""

    op: date
    wijze: Identificatiewijze
    toelichting: str | None = None
    """Why there is no Bsn, or in which other way it was done."""


@dataclass(frozen=True, slots=True)
class Client:
    """The person the support is for, as one municipality holds the data."""

    id: UUID
    gemeente: Gemeentecode
    naam: Naam
    geboortedatum: Geboortedatum
    geslacht: str
    contacten: tuple[Contact, ...]
    bsn: Bsn | None = None
    """None for who holds none, or whose Bsn is not known yet: no message of the standard is possible."""
    relaties: tuple[Relatie, ...] = ()
    communicatie_vorm: str | None = None
    communicatie_taal: str | None = None
    identificatie: Identificatie | None = None
    juridische_status: str | None = None
    wettelijke_vertegenwoordiging: str | None = None
    berichtenverkeer_geblokkeerd: bool = False
    """No standard messages for this client, because passing data on would endanger the client (OP003)."""
    vertegenwoordiger: Vertegenwoordiging | None = None
    """Who acts for the client, and is named in every letter; a wmo301 knows only `relaties`."""
    eerder_bsn: Bsn | None = None
    """A Bsn that turned out wrong, for the messages that delete what was sent under it; shown nowhere."""
    revisie: int = 0


@dataclass(frozen=True, slots=True)
class Overgang:
    """One step in the life of something: what, when, by whom, why."""

    naar: str
    op: datetime
    door: str
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """A care provider known to a municipality."""

    agb: AgbCode
    gemeente: Gemeentecode
    naam: str
    zorgmail: str | None = None
    """Secured mail address (M11, M26)."""
    berichten_hier: bool = False
    """It keeps its messages in this installation, so that it receives and answers here what is sent to it."""
    revisie: int = 0


@dataclass(frozen=True, slots=True)
class Productversie:
    """What a product was called and how it was counted before it was changed."""

    tot_en_met: date
    """The last day on which this held."""
    omschrijving: str
    eenheden: tuple[Eenheid, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the municipality's list: category (WMO020), code and the units it may be granted in."""

    gemeente: Gemeentecode
    categorie: str
    code: str
    omschrijving: str
    eenheden: tuple[Eenheid, ...]
    eind: date | None = None
    """The last day on which it may be delivered; from then on nothing is granted under it."""
    eerder: tuple[Productversie, ...] = ()
    """What held before, the oldest first."""
    overgangen: tuple[Overgang, ...] = ()
    revisie: int = 0

    def op(self, dag: date) -> "Product":
        """The product as it held on a day."""
        versie = next((v for v in self.eerder if dag <= v.tot_en_met), None)
        if versie is None:
            return self
        return replace(self, omschrijving=versie.omschrijving, eenheden=versie.eenheden)

    def loopt(self, dag: date) -> bool:
        """Whether it may be delivered on a day."""
        return self.eind is None or dag <= self.eind


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit, from a day on."""

    vanaf: date
    tarief: int


@dataclass(frozen=True, slots=True)
class Contract:
    """That one provider may deliver one product in a period, at a tariff in cents per unit."""

    id: UUID
    gemeente: Gemeentecode
    aanbieder: AgbCode
    categorie: str
    code: str
    eenheid: Eenheid
    tarief: int
    """At its begin."""
    periode: Periode
    latere_tarieven: tuple[Tarief, ...] = ()
    """What took its place, the first one first."""
    overgangen: tuple[Overgang, ...] = ()
    revisie: int = 0

    def tarief_op(self, dag: date) -> int:
        """The tariff that holds on a day."""
        return next((t.tarief for t in reversed(self.latere_tarieven) if t.vanaf <= dag), self.tarief)
