"""The database: SQLite embedded, or PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import inf
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, func, inspect, literal, select, text, tuple_, union
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as GeenVerbinding

from app.domain.fouten import WmoFout
from app.domain.keten.dossier import Partijen
from app.domain.waarden import AgbCode, Gemeentecode
from app.domain.werkstand import ONBEKEND, Rekenwijze
from app.instelbestand import waarom_niet
from app.opslag import berichttaken, ketenhistorie, migratiestand, slot, vullen, werkstanden, zoekwaarden
from app.opslag.fouten import (
    AndereMigratie,
    Geweigerd,
    NietGemigreerd,
    Onbereikbaar,
    Onleesbaar,
    SchijfVol,
    VerkeerdeSleutels,
)
from app.opslag.foutvertaling import TE_GROOT, vertaal
from app.opslag.motoren import VERBINDINGEN, bewaak_bestand, lees_adres, maak_lezers, maak_motor
from app.opslag.opslag import Opslag
from app.opslag.schrijfproef import probeer_te_schrijven
from app.opslag.sleutelmerk import NOTEER, SLUIT_AAN, ontbrekende_merken
from app.opslag.sleutels import Kluis, Sleutels
from app.opslag.tabellen import aanbieder, berichtontvangst, client, keten, sleutelmerk
from app.opslag.toegang import Tenant
from app.opslag.verwerking import Spoor, Verwerker
from app.opslag.verzameling import Sessie

PER_KEER = 100
"""Messages that were not judged, given at a time."""
POGINGEN = 5
"""How often some cases are tried to be reckoned; each time waits for whoever has them."""
KEUR_SECONDEN = 1.0
"""For so long keys that were found right are right."""
RUST = 0.25
"""Seconds that upkeep leaves to others after each of its transactions, at most."""

WEIGERT = (AndereMigratie, SchijfVol, Geweigerd)
"""After one of these it has to show that it can be worked on again."""

_OMVANG = func.coalesce(func.length(berichtontvangst.c.xml), 0).label("omvang")
"""Both databases know it without reading all of it."""
_AF_TE_MAKEN = (
    select(keten.c.eigenaar, keten.c.gemeente, keten.c.aanbieder, keten.c.beurt, _OMVANG)
    .outerjoin_from(keten, berichtontvangst, berichtontvangst.c.id == keten.c.beurt)
    .where(keten.c.beurt.is_not(None), berichtontvangst.c.status.is_distinct_from("ontvangen"))
    .limit(PER_KEER)
)


@dataclass(frozen=True, slots=True)
class Wachtbericht:
    """A message that waits to be judged."""

    id: UUID
    eigenaar: str
    afzender: str
    aangemaakt: datetime
    omvang: int
    """Its bytes."""


@dataclass(frozen=True, slots=True)
class Openbeurt:
    """A turn that somebody has to end: of a message that does not wait to be judged."""

    eigenaar: str
    tussen: Partijen
    van: UUID
    """The message."""
    omvang: int
    """The bytes of that; none where it is gone."""


class Databank:
    """One database, with the keys to what is encrypted in it."""

    def __init__(
        self, url: str, sleutels: Sleutels, *, verbindingen: int = VERBINDINGEN, voorbereiden: bool = True
    ) -> None:
        """Prepare connections to `sqlite:///path` or `postgresql://…`; none is opened yet.

        To PostgreSQL there are at most so many `verbindingen`. It keeps statements ready under a name, unless
        `voorbereiden` is False: a pooler may give each transaction another connection, which knows none.
        """
        self._motor = maak_motor(url, verbindingen, voorbereiden=voorbereiden)
        self._lezers = maak_lezers(url) or self._motor
        if self._motor.dialect.name == "sqlite":
            bewaak_bestand(*self.motoren)
        self._kluis = Kluis(sleutels)
        self._gekeurd_op = -inf
        """When the keys were last found right (`monotonic`)."""
        self._weigert = False
        """Whether it refused something, and has not taken anything since that was noticed."""

    def migreer(self) -> None:
        """Bring the tables to this program (app.opslag.migratiestand); raises AndereMigratie."""
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            migratiestand.migreer(verbinding)

    def keur_sleutels(self) -> None:
        """Compare the keys with those of the database, and note the one that encrypts; VerkeerdeSleutels.

        No transaction begins or commits longer than KEUR_SECONDEN after that: a rotation elsewhere may have
        made this program one without the newest key, or let go of the one with which it encrypts.
        """
        nu = monotonic()
        # The first of all connections is one that writes: only that puts a file that was put back in order.
        lezers = self._motor if self._gekeurd_op == -inf else self._lezers
        try:
            with self._vertaal_fouten():
                with lezers.connect() as verbinding:
                    ontbreekt = ontbrekende_merken(verbinding, self._kluis)
                if ontbreekt:
                    with self._motor.begin() as verbinding:
                        if verbinding.dialect.name == "postgresql":  # of two with other keys one is first
                            verbinding.execute(SLUIT_AAN)
                        for merk in ontbrekende_merken(verbinding, self._kluis):
                            verbinding.execute(NOTEER, merk)
        except VerkeerdeSleutels:
            self._gekeurd_op = -inf
            raise
        self._gekeurd_op = nu

    def _vereis_sleutels(self) -> None:
        if monotonic() > self._gekeurd_op + KEUR_SECONDEN:
            self.keur_sleutels()

    def _keur_opnieuw(self, verbinding: Connection) -> None:
        """The same in a transaction that took long, before it commits what it encrypted."""
        if monotonic() > self._gekeurd_op + KEUR_SECONDEN:
            for merk in ontbrekende_merken(verbinding, self._kluis):
                verbinding.execute(NOTEER, merk)

    @contextmanager
    def transactie(
        self, verwerker: Verwerker, rekenwijze: Rekenwijze = ONBEKEND, *, alleen_lezen: bool = False
    ) -> Iterator[Opslag]:
        """One transaction: committed with its access record at the end, undone by any error.

        What only reads waits for no writer but to leave its access record, also on SQLite; there any change
        that it would make is refused. Without a `rekenwijze` the days of its cases have yet to be reckoned.
        """
        self._vereis_sleutels()
        spoor = Spoor(verwerker)
        with self._vertaal_fouten(), (self._lezers if alleen_lezen else self._motor).begin() as verbinding:
            tenant = Tenant.van(verwerker.beller)
            sessie = Sessie(verbinding, self._kluis, verwerker, tenant, spoor, rekenwijze)
            yield Opslag(sessie)
            ketenhistorie.volg_toewijzingen(sessie)
            berichttaken.schrijf(sessie)
            werkstanden.werk_bij(sessie)
            if spoor.aanrakingen:
                with self._om_te_schrijven(verbinding) as schrijver:
                    spoor.leg_vast(schrijver)
            if not alleen_lezen:
                self._keur_opnieuw(verbinding)

    @contextmanager
    def _om_te_schrijven(self, verbinding: Connection) -> Iterator[Connection]:
        """The connection of a transaction itself; beside that of a reader one that commits at once."""
        if verbinding.engine is self._motor:
            yield verbinding
        else:
            with self._motor.begin() as schrijver:
                yield schrijver

    @contextmanager
    def onderhoud(self) -> Iterator[tuple[Connection, Kluis]]:
        """One transaction for work on the storage itself: it shows nobody anything about a person.

        It may go through a whole table, so that its statements take as long as they need.
        """
        self._vereis_sleutels()
        with self._vertaal_fouten(), self._motor.begin() as verbinding:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SET LOCAL statement_timeout = 0"))
            yield verbinding, self._kluis
            self._keur_opnieuw(verbinding)

    @contextmanager
    def alleen(self) -> Iterator[Connection | None]:
        """What one program at a time may do: see `slot.neem`."""
        with self._vertaal_fouten(), slot.neem(self._motor) as houdt:
            yield houdt

    def herreken(self, rekenwijze: Rekenwijze, nu: datetime) -> dict[str, str]:
        """Reckon the days of all cases anew that were reckoned otherwise, some in each transaction.

        Before that, let all clients be found by name, and make the tasks about allocations in histories. One
        that breaks off goes on where it was the next time; requests go on meanwhile. Where one of these holds
        what is asked for, it is tried again; raises Onbereikbaar when that does not help.

        Gives what was left out, as it cannot be read or reckoned, and why.
        """
        over: dict[str, str] = {}
        self._herhaal(lambda verbinding, kluis, na: zoekwaarden.vul(verbinding, kluis, na, over))
        self._herhaal(lambda verbinding, kluis, na: vullen.vul_taken(verbinding, kluis, nu, over) or None)
        self._herhaal(
            lambda verbinding, kluis, na: werkstanden.herreken(verbinding, kluis, rekenwijze, nu, na, over)
        )
        return over

    def _herhaal(self, stap: Callable[[Connection, Kluis, Any], object]) -> None:
        """Take a step that says how far it came, or None at the end, each time in a transaction."""
        na, mislukt = None, 0
        while True:
            begin = perf_counter()
            try:
                with self.onderhoud() as (verbinding, kluis):
                    na = stap(verbinding, kluis, na)
            except Onbereikbaar:
                mislukt += 1
                if mislukt == POGINGEN:
                    raise
                continue
            if na is None:
                return
            mislukt = 0
            laat_voorgaan(begin)

    def gemeenten(self) -> tuple[Gemeentecode, ...]:
        """Every municipality that holds data of clients here, or keeps an exchange of messages; by code."""
        vraag = union(
            select(client.c.gemeente), select(keten.c.eigenaar).where(keten.c.eigenaar == keten.c.gemeente)
        )
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            return tuple(sorted(verbinding.execute(vraag).scalars()))

    def aanbieders(self) -> tuple[AgbCode, ...]:
        """Every provider that keeps an exchange of messages here, or that a municipality knows, by code."""
        wisselt_uit = select(keten.c.eigenaar.label("agb")).where(keten.c.eigenaar == keten.c.aanbieder)
        vraag = union(wisselt_uit, select(aanbieder.c.agb)).order_by("agb")
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            return tuple(verbinding.execute(vraag).scalars())

    def te_beoordelen(self, tot: datetime, na: Wachtbericht | None = None) -> tuple[Wachtbericht, ...]:
        """Messages that came in by this moment and wait to be judged, oldest first: some after this one."""
        rij = berichtontvangst.c
        vraag = select(rij.id, rij.eigenaar, rij.afzender, rij.aangemaakt, _OMVANG).where(
            rij.status == "ontvangen", rij.aangemaakt <= tot
        )
        if na is not None:
            plek = tuple_(literal(na.aangemaakt, rij.aangemaakt.type), literal(na.id, rij.id.type))
            vraag = vraag.where(tuple_(rij.aangemaakt, rij.id) > plek)
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            rijen = verbinding.execute(vraag.order_by(rij.aangemaakt, rij.id).limit(PER_KEER))
            return tuple(Wachtbericht(*rij) for rij in rijen)

    def af_te_maken(self) -> tuple[Openbeurt, ...]:
        """Turns that somebody has to end, some of them."""
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            rijen = verbinding.execute(_AF_TE_MAKEN)
            return tuple(
                Openbeurt(rij.eigenaar, Partijen(rij.gemeente, rij.aanbieder), rij.beurt, rij.omvang)
                for rij in rijen
            )

    def is_bij(self) -> bool:
        """Whether this program can work on the tables: see `vereis_migratie`."""
        try:
            self.vereis_migratie()
        except (NietGemigreerd, AndereMigratie):
            return False
        return True

    def vereis_migratie(self) -> None:
        """Refuse tables that this program cannot work on; raises NietGemigreerd or AndereMigratie."""
        with self._vertaal_fouten(), self._lezers.connect() as verbinding:
            migratiestand.vereis_migratie(verbinding)

    def beletsel(self) -> str | None:
        """What keeps this database from serving, in Dutch; None when it can. Raises Onbereikbaar."""
        try:
            self.vereis_migratie()
            with self._vertaal_fouten(), self._lezers.connect() as verbinding:
                migratiestand.vereis_tekens(verbinding)
                migratiestand.vereis_tabellen(verbinding)
            self.keur_sleutels()
            if self._weigert:
                with self._vertaal_fouten(), self._motor.begin() as verbinding:
                    probeer_te_schrijven(verbinding)
                self._weigert = False
        except (NietGemigreerd, AndereMigratie, VerkeerdeSleutels, SchijfVol, Geweigerd) as fout:
            return fout.melding
        return None

    @property
    def motor(self) -> Engine:
        """The connections that write; on PostgreSQL all."""
        return self._motor

    @property
    def motoren(self) -> tuple[Engine, ...]:
        """All its connections, for whoever measures them."""
        return (self._motor,) if self._lezers is self._motor else (self._motor, self._lezers)

    def sluit(self) -> None:
        """Close all connections, that which writes last: SQLite then puts its journal into the file."""
        for motor in reversed(self.motoren):
            motor.dispose()

    @contextmanager
    def _vertaal_fouten(self) -> Iterator[None]:
        try:
            yield
        except Geweigerd:
            self._weigert = True
            raise
        except GeenVerbinding as fout:
            raise Onbereikbaar("De database heeft het nu te druk. Probeer het straks opnieuw.") from fout
        except OverflowError as fout:
            if "SQLite INTEGER" in str(fout):
                raise Geweigerd(TE_GROOT) from fout
            raise Onleesbaar("Met een opgeslagen dag of getal is niet te rekenen.") from fout
        except DBAPIError as fout:
            vertaald = vertaal(fout)
            if vertaald is None:
                raise
            self._weigert = self._weigert or isinstance(vertaald, WEIGERT)
            # The cause of what cannot be read would repeat it, so it is left out.
            raise vertaald from None if isinstance(vertaald, Onleesbaar) else fout


def laat_voorgaan(begin: float) -> None:
    """After a transaction of upkeep that began then (`perf_counter`), let whoever waits go first.

    Who gives a connection back and asks for it at once gets it again, and SQLite has one that writes.
    """
    sleep(min(perf_counter() - begin, RUST))


def databasebestand(adres: str) -> Path | None:
    """Where the embedded database at this URL stands, or would; None of another kind of database."""
    url = lees_adres(adres)
    if url.get_backend_name() != "sqlite":
        return None
    bestand = Path(url.database or "")
    try:
        bestand.exists()
    except OSError as fout:
        raise WmoFout(f"Het bestand van de database is niet te vinden: {waarom_niet(fout)}.") from None
    return bestand


def heeft_gegevens(adres: str) -> bool:
    """Whether the embedded database at this URL has been worked with: it has the mark of a key, or clients.

    It is left as it is. Raises AndereMigratie where it is that of another program.
    """
    bestand, motor = databasebestand(adres), maak_lezers(adres)
    if bestand is None or motor is None or not bestand.exists():
        return False
    try:
        with motor.connect() as verbinding:
            migratiestand.vereis_herkomst(verbinding)
            er_zijn = set(inspect(verbinding).get_table_names())
            vragen = (select(t).limit(1) for t in (sleutelmerk, client) if t.name in er_zijn)
            return any(verbinding.execute(vraag).first() is not None for vraag in vragen)
    except DBAPIError as fout:
        raise Onbereikbaar("De database is niet te lezen.") from fout
    finally:
        motor.dispose()
