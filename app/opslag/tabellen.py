"""The tables. Columns hold what is searched, constrained or listed; `inhoud` holds the rest of the value.

A column with the name of a field of the dataclass is that field; the few others are derived from it
(`afgeleid` in the repository). Columns marked VERSLEUTELD are encrypted: all content about a person is.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    literal_column,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

VERSLEUTELD = {"versleuteld": True}
OPEN_PLAN = ("concept", "uitgevraagd", "ingediend", "teruggelegd", "akkoord")
_LOPEND_PLAN_SQL = text(f"status IN ({', '.join(repr(status) for status in OPEN_PLAN)})")
_VERZONDEN_SQL = text("status != 'klaar'")
_TE_VULLEN_SQL = text("taken_tot IS NOT NULL")
_TE_VULLEN: dict[str, Any] = {"sqlite_where": _TE_VULLEN_SQL, "postgresql_where": _TE_VULLEN_SQL}
WERKVRAAG = ("vanaf", "tot", "aan_zet", "soort", "behandelaar")
"""What may be asked of a row of the worklist besides its order."""


def letterlijk(waarde: str) -> ColumnElement[str]:
    """A value in the text of a query and not as a parameter, as a partial index asks to be of use."""
    return literal_column(repr(str(waarde)), String)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC on both databases; SQLite keeps no offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value is in Python."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[Any]:
    return Column("id", Uuid, primary_key=True)


def _persoonsgegevens() -> tuple[Column[Any], ...]:
    """Of every row about a person: its tenant, its content, and when it was made (W04, W06)."""
    return (
        Column("gemeente", String(4), nullable=False),
        Column("inhoud", LargeBinary, nullable=False, info=VERSLEUTELD),
        Column("aangemaakt", Moment, nullable=False),
    )


def _lijst(*gelijk: str, sleutel: tuple[str, ...] = ("id",), **waar: Any) -> Index:
    """Serves a list: what is asked for, then the order of lists, so that a page is all that is read.

    A filter on a client, a melding or a plan needs none: of those there are few rows each.
    """
    return Index(None, *gelijk, "aangemaakt", *sleutel, **waar)


def _van_client(*sleutel: str) -> tuple[Column[Any] | ForeignKeyConstraint | Index, ...]:
    """A row about one client; the key over (gemeente, id) keeps it inside the client's own municipality."""
    return (
        Column("client_id", Uuid, nullable=False),
        *_persoonsgegevens(),
        ForeignKeyConstraint(["gemeente", "client_id"], ["client.gemeente", "client.id"]),
        Index(None, "client_id"),
        _lijst("gemeente", sleutel=sleutel or ("id",)),
    )


def _van_bewaarder() -> tuple[Column[Any] | ForeignKeyConstraint | Index, ...]:
    """A row about what a party keeps: of a client of the municipality, or of a person at a provider.

    That one is known by the key of the provider's history, a keyed hash, and need not be a client.
    """
    return (
        Column("client_id", Uuid),
        Column("aanbieder", String(8)),
        Column("persoon", String(32)),
        *_persoonsgegevens(),
        ForeignKeyConstraint(["gemeente", "client_id"], ["client.gemeente", "client.id"]),
        Index(None, "client_id"),
        Index(None, "persoon", "aanbieder"),
        _lijst("gemeente"),
        _lijst("aanbieder"),
    )


def _van_melding() -> Column[Any]:
    return Column("melding_id", Uuid, ForeignKey("melding.id"), nullable=False, index=True)


def _losgelaten() -> Column[Any]:
    """Whether the provider with which it was shared destroyed what it keeps of the person."""
    return Column("losgelaten", Boolean, nullable=False, server_default=false())


def _verwijzing(naam: str, naar: str) -> Column[Any]:
    """A reference that may be empty, with an index: what it names can go only once nothing names it."""
    return Column(naam, Uuid, ForeignKey(naar), index=True)


def _aanbieder() -> tuple[Column[Any] | ForeignKeyConstraint, ...]:
    return (
        Column("aanbieder", String(8), nullable=False),
        ForeignKeyConstraint(["gemeente", "aanbieder"], ["aanbieder.gemeente", "aanbieder.agb"]),
    )


def _revisie() -> tuple[Column[Any], ...]:
    """Of what changes: how often it did, and when it last did."""
    return Column("revisie", Integer, nullable=False), Column("gewijzigd", Moment)


def _gewijzigd(gelijk: str, *zeef: str, sleutel: tuple[str, ...] = ("id",), naam: str | None = None) -> Index:
    """Serves a list of what changed since: its order, then what else is asked, for which no row is read."""
    return Index(naam, gelijk, "gewijzigd", *sleutel, *zeef)


client = Table(
    "client",
    metadata,
    _id(),
    *_persoonsgegevens(),
    Column("bsn_zoekwaarde", String(64), nullable=False),
    Column("naam_zoekwaarde", String(64)),
    Column("partner_zoekwaarde", String(64)),
    *_revisie(),
    _gewijzigd("gemeente"),
    UniqueConstraint("gemeente", "bsn_zoekwaarde"),
    Index(None, "naam_zoekwaarde", "gemeente"),
    Index(None, "partner_zoekwaarde", "gemeente"),
    UniqueConstraint("gemeente", "id"),
    _lijst("gemeente"),
)

melding = Table(
    "melding",
    metadata,
    _id(),
    *_van_client(),
    Column("ontvangen_op", Date, nullable=False),
    Column("spoed", Boolean, nullable=False),
    Column("ingetrokken", Boolean, nullable=False, server_default=false()),
    Column("behandelaar", String(200)),
    *_revisie(),
    _gewijzigd("gemeente"),
)


def _werklijst(naam: str, *volgorde: str) -> Index:
    """Serves the worklist: what is asked for and its order, then all else that it may be asked for.

    So whoever goes through it to find what no index is for, need not look at a row.
    """
    kolommen = dict.fromkeys((naam, *volgorde, "aangemaakt", "melding_id", *WERKVRAAG))
    return Index(f"ix_werkstand_{naam}", "gemeente", "open", *kolommen)


# How the case of a melding stands from one day to another, kept by app.opslag.werkstanden: a row for each
# stretch of days in which nothing changes by itself. It follows from the other tables alone.
werkstand = Table(
    "werkstand",
    metadata,
    Column("melding_id", Uuid, ForeignKey("melding.id", ondelete="CASCADE"), primary_key=True),
    Column("vanaf", Date, primary_key=True),
    # The first day on which it stands otherwise.
    Column("tot", Date, nullable=False),
    Column("gemeente", String(4), nullable=False),
    # Of the melding, as its list is ordered.
    Column("aangemaakt", Moment, nullable=False),
    # What app.domain.werkstand says of the case without its plans and allocations.
    Column("loopt", Boolean, nullable=False),
    Column("evaluatie", Boolean, nullable=False, server_default=false()),
    Column("wacht_op_client", Boolean, nullable=False),
    Column("eigen_uiterlijk", Date),
    # How the days were reckoned; empty where that has yet to be done.
    Column("merk", String(16), nullable=False),
    # What these make of it: whether somebody has to act, who, and by when; date.max where nothing runs.
    Column("open", Boolean, nullable=False),
    Column("aan_zet", String(9), nullable=False),
    Column("uiterlijk", Date, nullable=False),
    Column("soort", String(9), nullable=False, server_default=text("'eerste'")),
    Column("behandelaar", String(200)),
    Column("gewijzigd", Moment),
    _werklijst("uiterlijk"),
    _werklijst("aan_zet", "uiterlijk"),
    _werklijst("soort", "uiterlijk"),
    _werklijst("behandelaar", "uiterlijk"),
    _werklijst("gewijzigd"),
)

onderzoek = Table(
    "onderzoek",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    *_revisie(),
    _gewijzigd("gemeente"),
)

plan_van_aanpak = Table(
    "plan_van_aanpak",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    Column("onderzoek_id", Uuid, ForeignKey("onderzoek.id"), nullable=False, index=True),
    Column("volgnummer", Integer, nullable=False),
    _verwijzing("vervangt", "plan_van_aanpak.id"),
    *_revisie(),
    _gewijzigd("gemeente"),
    UniqueConstraint("melding_id", "volgnummer"),
)

ondersteuningsplan = Table(
    "ondersteuningsplan",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    Column("plan_van_aanpak_id", Uuid, ForeignKey("plan_van_aanpak.id"), nullable=False, index=True),
    *_aanbieder(),
    Column("profiel", String, nullable=False),
    Column("profielversie", String, nullable=False),
    Column("aanleiding", String(20), nullable=False),
    Column("status", String(12), nullable=False),
    Column("uitgevraagd", Boolean, nullable=False),  # it was ever sent, so that the provider may see it
    _losgelaten(),
    Column("versie", Integer, nullable=False),
    Column("uiterlijk", Date),  # by when its provider has to submit it
    Column("aanbieder_aan_zet", Boolean, nullable=False, server_default=false()),
    _verwijzing("vervangt", "ondersteuningsplan.id"),
    *_revisie(),
    _gewijzigd("gemeente", "status"),
    _gewijzigd(
        "aanbieder", "uitgevraagd", "status", "losgelaten", naam="ix_ondersteuningsplan_aanbieder_gewijzigd"
    ),
    _lijst("gemeente", "status"),
    _lijst("aanbieder", "uitgevraagd"),
    _lijst("aanbieder", "status"),
    Index(
        "ix_ondersteuningsplan_lopend",
        "aanbieder",
        "uitgevraagd",
        "aangemaakt",
        "id",
        sqlite_where=_LOPEND_PLAN_SQL,
        postgresql_where=_LOPEND_PLAN_SQL,
    ),
    # In which cases something is under way with a provider.
    Index(
        "ix_ondersteuningsplan_zaken",
        "gemeente",
        "aanbieder",
        "melding_id",
        sqlite_where=_LOPEND_PLAN_SQL,
        postgresql_where=_LOPEND_PLAN_SQL,
    ),
    # At most one open uitvraag per provider for one plan van aanpak.
    Index(
        "uq_ondersteuningsplan_open",
        "plan_van_aanpak_id",
        "aanbieder",
        unique=True,
        sqlite_where=_LOPEND_PLAN_SQL,
        postgresql_where=_LOPEND_PLAN_SQL,
    ),
)

planversie = Table(
    "planversie",
    metadata,
    Column("plan_id", Uuid, ForeignKey("ondersteuningsplan.id"), primary_key=True),
    Column("volgnummer", Integer, primary_key=True, autoincrement=False),
    *_van_client("plan_id", "volgnummer"),
    Column("ingediend_op", Moment, nullable=False),
)

beoordeling = Table(
    "beoordeling",
    metadata,
    _id(),
    *_van_client(),
    Column("plan_id", Uuid, nullable=False),
    Column("versie", Integer, nullable=False),
    Column("oordeel", String(12), nullable=False),
    ForeignKeyConstraint(["plan_id", "versie"], ["planversie.plan_id", "planversie.volgnummer"]),
    Index(None, "plan_id", "versie"),
)

afziening = Table(
    "afziening",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    Column("plan_van_aanpak_id", Uuid, ForeignKey("plan_van_aanpak.id"), nullable=False, index=True),
    *_aanbieder(),
    *_revisie(),
    _gewijzigd("gemeente"),
)

aanvraag = Table(
    "aanvraag",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    _verwijzing("plan_van_aanpak_id", "plan_van_aanpak.id"),
    Column("ontvangen_op", Date, nullable=False),
    Column("ingetrokken", Boolean, nullable=False, server_default=false()),
    *_revisie(),
    _gewijzigd("gemeente"),
)

besluit = Table(
    "besluit",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    _verwijzing("aanvraag_id", "aanvraag.id"),
    _verwijzing("plan_van_aanpak_id", "plan_van_aanpak.id"),
    Column("kenmerk", String, nullable=False),
    Column("soort", String(20), nullable=False),
    Column("vorm", String(28), nullable=False),
    Column("uitkomst", String(20), nullable=False),
    Column("status", String(16), nullable=False),
    Column("bekendgemaakt_op", Date),
    Column("toe_te_wijzen", Boolean, nullable=False),
    Column("toewijzen_voor", Date),  # by when its allocations have to be there
    _verwijzing("wijzigt", "besluit.id"),
    *_revisie(),
    _gewijzigd("gemeente", "status"),
    _lijst("gemeente", "status"),
    Index(None, "gemeente", "toe_te_wijzen", "client_id"),
    UniqueConstraint("gemeente", "kenmerk"),
)

toewijzing = Table(
    "toewijzing",
    metadata,
    Column("gemeente", String(4), primary_key=True),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("client_id", Uuid, nullable=False),
    _van_melding(),
    *_aanbieder(),
    Column("categorie", String(2)),
    Column("productcode", String(5)),
    Column(
        "besluit_id", Uuid, ForeignKey("besluit.id"), nullable=False, index=True
    ),  # of the version that holds
    Column("begin", Date, nullable=False),
    Column("eind", Date),
    Column("inhoud", LargeBinary, nullable=False, info=VERSLEUTELD),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
    _gewijzigd("gemeente", "aanbieder", sleutel=("nummer",)),
    _gewijzigd("aanbieder", sleutel=("gemeente", "nummer")),
    # What ends on some days.
    Index(None, "gemeente", "eind", "nummer", "aanbieder", "gewijzigd"),
    Index(None, "aanbieder", "eind", "gemeente", "nummer", "gewijzigd"),
    ForeignKeyConstraint(["gemeente", "client_id"], ["client.gemeente", "client.id"]),
    Index(None, "client_id"),
    _lijst("gemeente", sleutel=("nummer",)),
    _lijst("gemeente", "aanbieder", sleutel=("nummer",)),
    _lijst("aanbieder", sleutel=("gemeente", "nummer")),
    # Whose support an omzetting would change.
    Index(None, "gemeente", "categorie", "productcode", "client_id", "eind"),
)

# On which lines of which decisions a number rests, over its life (M18, W04).
draagregel = Table(
    "draagregel",
    metadata,
    Column("gemeente", String(4), nullable=False),
    Column("besluit_id", Uuid, ForeignKey("besluit.id"), primary_key=True),
    Column("regel", Integer, primary_key=True, autoincrement=False),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["gemeente", "nummer"], ["toewijzing.gemeente", "toewijzing.nummer"]),
    Index(None, "gemeente", "nummer"),
)

toewijzingsbericht = Table(
    "toewijzingsbericht",
    metadata,
    _id(),
    *_van_client(),
    *_aanbieder(),
    Column("identificatie", String(12), nullable=False),
    Column("dagtekening", Date, nullable=False),
    Column("status", String(12), nullable=False),
    _losgelaten(),
    Column("xml", LargeBinary, nullable=False, info=VERSLEUTELD),
    Column("wacht_in", Uuid, index=True),  # the case of a task, as a fact has it
    Column("uiterlijk", Date),  # by when its provider has to answer it
    *_revisie(),
    _gewijzigd("gemeente", "aanbieder", "status"),
    _gewijzigd("aanbieder", "status", "losgelaten", naam="ix_toewijzingsbericht_aanbieder_gewijzigd"),
    _lijst("gemeente", "status"),
    _lijst("gemeente", "aanbieder"),
    _lijst("gemeente", "aanbieder", "status"),
    _lijst("aanbieder", sqlite_where=_VERZONDEN_SQL, postgresql_where=_VERZONDEN_SQL),
    _lijst("aanbieder", "status"),
    UniqueConstraint("gemeente", "identificatie"),
)

# Which allocation versions a message carries; from then on the provider sees the allocation.
berichtversie = Table(
    "berichtversie",
    metadata,
    Column("bericht_id", Uuid, ForeignKey("toewijzingsbericht.id"), primary_key=True),
    Column("gemeente", String(4), nullable=False),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("volgnummer", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["gemeente", "nummer"], ["toewijzing.gemeente", "toewijzing.nummer"]),
    Index(None, "gemeente", "nummer"),
)

bezwaar = Table(
    "bezwaar",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    Column("besluit_id", Uuid, ForeignKey("besluit.id"), nullable=False, index=True),
    _verwijzing("opvolger", "besluit.id"),
    Column("kenmerk", String, nullable=False),
    Column("status", String(20), nullable=False),
    Column("wacht", Boolean, nullable=False),
    *_revisie(),
    _gewijzigd("gemeente"),
    UniqueConstraint("gemeente", "kenmerk"),
)

feit = Table(
    "feit",
    metadata,
    _id(),
    *_van_client(),
    Column("eindigt_zaken_op", Date),  # from which day on it ends every case of the client, if it does
    Column("wacht_in", Uuid, index=True),  # the case of a task; it stands in no way when that is destroyed
    *_revisie(),
)

omzetting = Table(
    "omzetting",
    metadata,
    _id(),
    Column("gemeente", String(4), nullable=False),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
    _lijst("gemeente"),
)

# An omzetting as it was carried out for one client, or waits for that; never changed.
clientomzetting = Table(
    "clientomzetting",
    metadata,
    _id(),
    *_van_client(),
    Column("omzetting_id", Uuid, ForeignKey("omzetting.id"), nullable=False),
    Column("wacht_in", Uuid, index=True),  # the case of a task, as a fact has it
    UniqueConstraint("omzetting_id", "client_id"),
)

rapportage = Table(
    "rapportage",
    metadata,
    _id(),
    *_van_client(),
    _van_melding(),
    _verwijzing("plan_id", "ondersteuningsplan.id"),
    _verwijzing("afziening_id", "afziening.id"),
    *_revisie(),
    _gewijzigd("gemeente"),
)

document = Table(
    "document",
    metadata,
    _id(),
    *_van_client(),
    Column("soort", String, nullable=False),
    Column("verwijst_naar", Uuid, nullable=False, index=True),
    Column("versie", Integer),
    Column("verstrekt_op", Moment, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pdf", LargeBinary, nullable=False, info=VERSLEUTELD),
)

# What letters of a municipality say of itself; never changed, a later row takes its place.
briefgegevens = Table(
    "briefgegevens",
    metadata,
    _id(),
    Column("gemeente", String(4), nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    _lijst("gemeente"),
    Index(None, "gemeente", "vanaf", "aangemaakt", "id"),
)

aanbieder = Table(
    "aanbieder",
    metadata,
    Column("gemeente", String(4), primary_key=True),
    Column("agb", String(8), primary_key=True),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
)

product = Table(
    "product",
    metadata,
    Column("gemeente", String(4), primary_key=True),
    Column("categorie", String(2), primary_key=True),
    Column("code", String(5), primary_key=True),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
)

contract = Table(
    "contract",
    metadata,
    _id(),
    Column("gemeente", String(4), nullable=False),
    *_aanbieder(),
    Column("categorie", String(2), nullable=False),
    Column("code", String(5), nullable=False),
    Column("begin", Date, nullable=False),
    Column("eind", Date),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
    ForeignKeyConstraint(
        ["gemeente", "categorie", "code"], ["product.gemeente", "product.categorie", "product.code"]
    ),
    Index(None, "gemeente", "aanbieder", "categorie", "code"),
    Index(None, "aanbieder"),
)

# The last number that was given out, per municipality and series (TR056, TR332).
nummering = Table(
    "nummering",
    metadata,
    Column("gemeente", String(4), primary_key=True),
    Column("reeks", String(16), primary_key=True),
    Column("laatste", Integer, nullable=False),
)

# Of a case of a municipality; or of a person at a provider, in its exchange with this municipality.
bewaarreden = Table(
    "bewaarreden",
    metadata,
    _id(),
    *_van_bewaarder(),
    Column("melding_id", Uuid, ForeignKey("melding.id"), index=True),
    Column("tot", Date, nullable=False),
    *_revisie(),
)

# Of a client of a municipality; or of a person at a provider, likewise.
vernietigingsverzoek = Table(
    "vernietigingsverzoek",
    metadata,
    _id(),
    *_van_bewaarder(),
    Column("ontvangen_op", Date, nullable=False),
    Column("status", String(12), nullable=False),
    *_revisie(),
)

# That, when and why data were destroyed. It outlives them, and says nothing of what they said (W04).
vernietiging = Table(
    "vernietiging",
    metadata,
    _id(),
    Column("gemeente", String(4), nullable=False),
    # Who kept it, where that was a provider: of its exchange with this municipality.
    Column("aanbieder", String(8)),
    Column("grond", String(8), nullable=False),
    Column("op", Moment, nullable=False),
    Column("inhoud", JSON, nullable=False),
    Column("aangemaakt", Moment, nullable=False),
    _lijst("gemeente"),
    _lijst("aanbieder"),
)

# The cases that are gone. It is written before they go: the triggers let nothing else be deleted.
vernietigde_zaak = Table(
    "vernietigde_zaak",
    metadata,
    Column("melding_id", Uuid, primary_key=True),
    Column(
        "vernietiging_id",
        Uuid,
        ForeignKey("vernietiging.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
)

# A message of iWmo that came in, or that its sender handed over here. It is judged for its owner.
berichtontvangst = Table(
    "berichtontvangst",
    metadata,
    _id(),
    Column("eigenaar", String(8), nullable=False),
    # The sender; of what could not be read, whoever handed it over.
    Column("afzender", String(8), nullable=False),
    # BerichtCode and identification; empty of what could not be read.
    Column("code", String(3), nullable=False),
    Column("identificatie", String(12), nullable=False),
    # Keyed hash of the bytes.
    Column("hash", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    # Keyed hash, as in the history of the owner, of the one client that it is about.
    Column("persoon", String(32)),
    # The one of both parties that destroyed it, and sees it no more; with the other one it goes.
    Column("weg_bij", String(8)),
    Column("xml", LargeBinary, nullable=False, info=VERSLEUTELD),
    Column("inhoud", LargeBinary, nullable=False, info=VERSLEUTELD),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
    _gewijzigd("eigenaar", "afzender", "status", "weg_bij", naam="ix_berichtontvangst_eigenaar_gewijzigd"),
    _gewijzigd("afzender", "eigenaar", "status", "weg_bij", naam="ix_berichtontvangst_afzender_gewijzigd"),
    UniqueConstraint("eigenaar", "code", "afzender", "identificatie", "hash"),
    _lijst("eigenaar"),
    _lijst("afzender"),
    _lijst("eigenaar", "status"),
    _lijst("afzender", "status"),
    _lijst("status"),
    Index(None, "afzender", "code", "identificatie"),
    _lijst("eigenaar", "persoon"),
)

# A request of a provider as one of both keeps it: how it stands, by its history, and what was chosen.
verzoek = Table(
    "verzoek",
    metadata,
    Column("eigenaar", String(8), primary_key=True),
    # Follows from its reference, so that both have it under the same.
    Column("id", Uuid, primary_key=True),
    Column("gemeente", String(4), nullable=False),
    Column("aanbieder", String(8), nullable=False),
    # As the access record names the client, whom the municipality need not know.
    Column("client_id", Uuid, nullable=False, index=True),
    Column(
        "ontvangst_id",
        Uuid,
        ForeignKey("berichtontvangst.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("soort", String(12), nullable=False),
    Column("stand", String(12), nullable=False),
    # Open or afgehandeld, and by when an open one has to be answered.
    Column("status", String(12), nullable=False),
    Column("uiterlijk", Date),
    # The case in which it is a task.
    Column("wacht_in", Uuid, index=True),
    Column("inhoud", LargeBinary, nullable=False, info=VERSLEUTELD),
    Column("aangemaakt", Moment, nullable=False),
    *_revisie(),
    _lijst("eigenaar"),
    _lijst("eigenaar", "status"),
    _lijst("eigenaar", "soort"),
    _lijst("eigenaar", "status", "soort"),
    _gewijzigd("eigenaar", "status", "soort"),
)

# What a wmo323 that came in asks in all, and what its wmo325 says of that: sums, nothing of anybody.
declaratie = Table(
    "declaratie",
    metadata,
    Column("id", Uuid, ForeignKey("berichtontvangst.id", ondelete="CASCADE"), primary_key=True),
    Column("gemeente", String(4), nullable=False),
    Column("aanbieder", String(8), nullable=False),
    Column("identificatie", String(12), nullable=False),
    Column("nummer", String(12), nullable=False),
    Column("begin", Date, nullable=False),
    Column("eind", Date, nullable=False),
    Column("regels", Integer, nullable=False),
    Column("ingediend", BigInteger, nullable=False),
    # Of the answer; empty until there is one.
    Column("antwoord", String(12)),
    Column("antwoord_op", Date),
    Column("toegekend", BigInteger),
    Column("geweigerd", BigInteger),
    Column("geweigerde_regels", Integer),
    Column("retourcodes", JSON),
    # Of what that grants: what the municipality, who came here after it, would have refused.
    Column("zou_weigeren", BigInteger),
    Column("zou_weigeren_regels", Integer),
    Column("aangemaakt", Moment, nullable=False),
    Column("gewijzigd", Moment, nullable=False),
    _lijst("gemeente"),
    _lijst("aanbieder"),
    _lijst("gemeente", "aanbieder"),
    _gewijzigd("gemeente", "aanbieder"),
    _gewijzigd("aanbieder"),
    # What was answered in a month.
    Index(None, "gemeente", "antwoord_op", "id"),
    Index(None, "aanbieder", "antwoord_op", "id"),
)

# What a party has to do about its messages, as app.domain.berichttaak has it: it follows from the rows that
# it names, and is written anew with each of these. About an allocation or a request it stays as long as its
# facts do.
berichttaak = Table(
    "berichttaak",
    metadata,
    _id(),
    Column("eigenaar", String(8), nullable=False),
    Column("soort", String(28), nullable=False),
    Column("dag", Date, nullable=False),
    Column("ander", String(8)),
    Column("berichtsoort", String(6)),
    Column("kenmerk", String(12), nullable=False),
    Column("ontvangst_id", Uuid, ForeignKey("berichtontvangst.id", ondelete="CASCADE"), index=True),
    Column("bericht_id", Uuid, ForeignKey("toewijzingsbericht.id", ondelete="CASCADE"), index=True),
    # The allocation by its number, which need not be one that was made here.
    Column("gemeente", String(4)),
    Column("nummer", Integer),
    Column("verzoek_id", Uuid, index=True),
    Column(
        "vernietigingsverzoek_id",
        Uuid,
        ForeignKey("vernietigingsverzoek.id", ondelete="CASCADE"),
        index=True,
    ),
    # Tells its facts from others.
    Column("merk", String(16)),
    # That somebody did what it asks, and what.
    Column("afgehandeld", Boolean, nullable=False, server_default=false()),
    Column("afhandeling", LargeBinary, info=VERSLEUTELD),
    ForeignKeyConstraint(["eigenaar", "verzoek_id"], ["verzoek.eigenaar", "verzoek.id"], ondelete="CASCADE"),
    Index(None, "eigenaar", "afgehandeld", "dag", "id", "soort"),
    Index(None, "eigenaar", "afgehandeld", "soort", "dag", "id"),
    Index(None, "nummer", "gemeente", "eigenaar"),
)

# The exchange between a municipality and a provider as one of both keeps it. Who adds to it holds this row.
keten = Table(
    "keten",
    metadata,
    Column("eigenaar", String(8), primary_key=True),
    Column("gemeente", String(4), primary_key=True),
    Column("aanbieder", String(8), primary_key=True),
    Column("laatste", BigInteger, nullable=False),
    # The message that is dealt with in parts, of which nothing counts yet or any more, and when the last was.
    Column("beurt", Uuid),
    Column("beurt_op", Moment),
    # Of one from before there were tasks about allocations: up to which number these were made.
    Column("taken_tot", BigInteger),
    Index(None, "taken_tot", "eigenaar", "gemeente", "aanbieder", **_TE_VULLEN),
    Index(
        "ix_keten_beurt",
        "beurt",
        sqlite_where=text("beurt IS NOT NULL"),
        postgresql_where=text("beurt IS NOT NULL"),
    ),
)

# What accepted messages left behind with their owner, in order; taken back as a whole message (OP286).
# Only the primary keys of both tables begin with the owner: by another index that does, PostgreSQL would read
# all of an owner to get at one number or key, as long as it has no statistics.
ketengegeven = Table(
    "ketengegeven",
    metadata,
    Column("eigenaar", String(8), primary_key=True),
    Column("gemeente", String(4), primary_key=True),
    Column("aanbieder", String(8), primary_key=True),
    Column("nummer", BigInteger, primary_key=True, autoincrement=False),
    # The berichtontvangst, or of what the municipality draws up here the toewijzingsbericht.
    Column("herkomst", Uuid, nullable=False),
    Column("soort", String(20), nullable=False),
    Column("persoon", String(32)),
    Column("inhoud", LargeBinary, nullable=False, info=VERSLEUTELD),
    Index(None, "herkomst", "eigenaar"),
    Index(None, "persoon", "eigenaar"),
)

# By what each is found: a keyed hash, and its rank among what is found by the same.
ketensleutel = Table(
    "ketensleutel",
    metadata,
    Column("eigenaar", String(8), primary_key=True),
    Column("sleutel", String(32), primary_key=True),
    Column("rang", Integer, primary_key=True, autoincrement=False),
    Column("nummer", BigInteger, primary_key=True, autoincrement=False),
    Column("gemeente", String(4), primary_key=True),
    Column("aanbieder", String(8), primary_key=True),
    ForeignKeyConstraint(
        ["eigenaar", "gemeente", "aanbieder", "nummer"],
        ["ketengegeven.eigenaar", "ketengegeven.gemeente", "ketengegeven.aanbieder", "ketengegeven.nummer"],
        ondelete="CASCADE",
    ),
    Index(None, "nummer", "eigenaar", "gemeente", "aanbieder"),
)

# Who did what with whose data. It outlives what it is about, so it has no foreign keys (W06).
verwerking = Table(
    "verwerking",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("moment", Moment, nullable=False),
    Column("trace_id", String(32), nullable=False, index=True),
    Column("activiteit", String, nullable=False),
    Column("partij", String(12), nullable=False),
    Column("code", String(8), nullable=False),
    Column("medewerker", String, nullable=False),
    Column("rol", String(16), nullable=False),
    Column("systeem", String, nullable=False),
    Column("actie", String(8), nullable=False),
    Column("object_soort", String(24), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("gemeente", String(4), nullable=False),
    Column("client_id", Uuid, nullable=False),
    # Empty in records from before these were kept.
    Column("span_id", String(16)),
    Column("parent_span_id", String(16)),
    Column("aanroeper_span_id", String(16)),
    Column("einde", Moment),
    Column("versie", String),
    Index(None, "gemeente", "client_id", "id"),
    sqlite_autoincrement=True,
)

# What a record is about besides its own object and client, for a record is of one act on any number of them.
# Found per client, read per record; on SQLite without a row number, so that it is as narrow as can be.
betrokkene = Table(
    "betrokkene",
    metadata,
    Column("verwerking_id", BigInteger, primary_key=True, autoincrement=False),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("client_id", Uuid, nullable=False),
    Column("object_id", String(64), nullable=False),
    Index(None, "client_id", "verwerking_id", "nummer"),
    sqlite_with_rowid=False,
)

# A seal over a batch of the access record; each builds on the one before.
zegel = Table(
    "zegel",
    metadata,
    Column("volgnummer", Integer, primary_key=True, autoincrement=False),
    Column("moment", Moment, nullable=False),
    Column("van", BigInteger, nullable=False),
    Column("tot", BigInteger, nullable=False),
    Column("aantal", Integer, nullable=False),
    Column("vorige", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# What each sealed record said, as a hash that stays when the record itself may go.
zegelregel = Table(
    "zegelregel",
    metadata,
    Column("verwerking_id", BigInteger, primary_key=True, autoincrement=False),
    Column("zegel", Integer, ForeignKey("zegel.volgnummer"), nullable=False, index=True),
    Column("hash", String(64), nullable=False),
)

# The answer to a request with an Idempotency-Key, for a day; without content while the request is under way.
antwoord = Table(
    "antwoord",
    metadata,
    Column("kenmerk", String(64), primary_key=True),
    Column("inhoud", LargeBinary, info=VERSLEUTELD),
    Column("aangemaakt", Moment, nullable=False, index=True),
)

# Of each key that something here was made with, a hash that tells only whether it is the same key.
sleutelmerk = Table(
    "sleutelmerk",
    metadata,
    Column("soort", String(16), primary_key=True),
    Column("merk", String(64), primary_key=True),
)

# One row: the oldest migration whose program still works on these tables, as the newest migration says.
verenigbaar = Table(
    "verenigbaar",
    metadata,
    Column("vanaf", String(32), primary_key=True),
)

ALLEEN_TOEVOEGEN = (
    planversie,
    beoordeling,
    document,
    verwerking,
    betrokkene,
    zegel,
    zegelregel,
    vernietiging,
    vernietigde_zaak,
)
"""Triggers refuse UPDATE and DELETE on these; what is about a case goes with that case (M20, W04, W06).

What is encrypted in them may change with its key, and only then.
"""
