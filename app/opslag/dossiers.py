"""What a party keeps of a person by messages, and the messages that go with nobody.

A provider keeps no clients, and a municipality keeps messages about persons who are no clients of it. What of
these may go is decided elsewhere (`app.domain.bewaren`), and destroyed elsewhere (`app.opslag.vernietiging`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from app.domain.berichtontvangst import BEANTWOORD, Ontvangststatus, afgehandeld_door
from app.domain.bewaren import (
    Verzoekstatus,
    laatst_ingewilligd,
)
from app.domain.keten.dossier import Berichtsleutel, Clientsleutel, Partijen
from app.domain.keten.historie import Geleverd, Levering, Sleutel, Toewijzingsversie, wacht_op
from app.domain.partijen import Partij
from app.domain.persoonsdossier import Persoonsdossier
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzing
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.berichten import Berichten
from app.opslag.bewaren import Bewaarredenen, Vernietigingsverzoeken
from app.opslag.bladzijde import zonder_index
from app.opslag.clienten import Clienten
from app.opslag.ketenhistorie import Ketenhistorie, Vondst, anderen, clientsleutel, van_dossier, van_persoon
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.opdrachten import delen
from app.opslag.toegang import Tenant, zichtbaar
from app.opslag.toewijzingen import Toewijzingen
from app.opslag.verwerking import verwerkingen_van
from app.opslag.verzameling import Sessie

KORTSTE_TERMIJN = timedelta(days=15 * 365)
"""Fifteen years are never fewer days: enough to leave most clients out of sight."""
KORTST_NA_WEIGEREN = timedelta(days=365)
"""A year likewise."""
ZONDER_HISTORIE = ("afgekeurd", "geweigerd", "na_te_gaan")
"""Of a message that counts as never sent, or that came after the answer that decided."""
DECLARATIE, ANTWOORD = "484", "485"
"""BerichtCode of the wmo323 and of the wmo325."""
GEDEELD = (t.ondersteuningsplan, t.toewijzingsbericht)
"""What a municipality keeps and shares with a provider, and with it what hangs on these."""


class Dossiersleutel(NamedTuple):
    """What a party keeps of one person by messages: a provider in its exchange with one municipality.

    Of a municipality with all providers; who is its client goes with the client.
    """

    persoon: Clientsleutel
    gemeente: Gemeentecode


class Plek(NamedTuple):
    """Where a message, or a plan, stands among those that a party sees, in the order in which they came."""

    aangemaakt: datetime
    id: UUID


class Genoemd(NamedTuple):
    """What a message says that left nothing in history."""

    personen: tuple[Clientsleutel, ...]
    """Whom it names, as the caller knows these."""
    antwoord_op: UUID | None
    """Which message it answers."""


class Inhoud(NamedTuple):
    """Where the rows are that the caller keeps of one person by messages."""

    vondsten: tuple[Vondst, ...]
    berichten: frozenset[UUID]
    """About this person alone."""
    verzoeken: ColumnElement[bool]
    """The requests (wmo315, wmo317) that one of the messages made."""
    betrokkenen: frozenset[UUID]
    """How rows that name a client name this person."""
    gedeeld: Mapping[Table, ColumnElement[bool]]
    """What the municipality shared about the person with the calling provider."""

    @property
    def bronnen(self) -> frozenset[UUID]:
        """The messages that left something behind, also those about several persons."""
        return frozenset(vondst.herkomst for vondst in self.vondsten)


class Dossiers:
    """Reads what the caller keeps by messages: of one person, and of whom it keeps something."""

    def __init__(self, sessie: Sessie) -> None:
        """Read in this transaction."""
        self._sessie = sessie

    def inhoud(self, sleutel: Dossiersleutel, bsn: str | None) -> Inhoud:
        """What the caller keeps of this person; who knows the Bsn finds more than by the keyed hash."""
        vondsten = tuple(van_dossier(self._sessie, sleutel.persoon, sleutel.gemeente))
        verzoeken = self._verzoeken(vondsten)
        betrokkenen = self._betrokkenen(sleutel, vondsten, verzoeken, bsn)
        return Inhoud(
            vondsten,
            frozenset((*self._berichten(sleutel, vondsten), *self._verzonden(sleutel, bsn))),
            verzoeken,
            betrokkenen,
            self._gedeeld_met_aanbieder(sleutel, betrokkenen),
        )

    def _berichten(self, sleutel: Dossiersleutel, vondsten: Collection[Vondst]) -> tuple[UUID, ...]:
        """The messages about this person alone: received, and those sent that left something behind."""
        eigen, bericht = self._sessie.tenant, t.berichtontvangst.c
        ontvangen = and_(bericht.eigenaar == eigen.code, bericht.persoon == sleutel.persoon)
        if eigen.partij is not Partij.GEMEENTE:
            ontvangen = and_(ontvangen, bericht.afzender == sleutel.gemeente)
        verzonden = and_(
            bericht.id.in_({vondst.herkomst for vondst in vondsten}),
            zonder_index(bericht.afzender) == eigen.code,
            bericht.persoon.is_not(None),
        )
        gekozen = select(bericht.id).where(or_(ontvangen, verzonden), zichtbaar(t.berichtontvangst, eigen))
        return tuple(self._sessie.verbinding.execute(gekozen).scalars())

    def _verzonden(self, sleutel: Dossiersleutel, bsn: str | None) -> tuple[UUID, ...]:
        """What the caller sent about this person alone, also what left nothing behind."""
        eigen = self._sessie.tenant
        if bsn is None:
            return ()
        bij_gemeente = eigen.partij is Partij.GEMEENTE
        met = anderen(self._sessie, eigen.code) if bij_gemeente else (sleutel.gemeente,)
        return self.alleen_over(bsn, met, ontvangen=False)

    def alleen_over(self, bsn: str, met: Collection[str], *, ontvangen: bool = True) -> tuple[UUID, ...]:
        """The messages about this person alone that the caller sent to these others, and that it received."""
        eigen, bericht, ontvangsten = self._sessie.tenant, t.berichtontvangst.c, Ontvangsten(self._sessie)
        gevonden: list[UUID] = []
        for deel in delen([*met, eigen.code] if ontvangen else met):
            # One by one: SQLite finds no list of pairs by an index.
            sleutels = {code: ontvangsten.persoon(code, bsn) for code in deel}
            van = [and_(bericht.eigenaar == code, bericht.persoon == wie) for code, wie in sleutels.items()]
            vraag = select(bericht.id).where(or_(*van), zichtbaar(t.berichtontvangst, eigen))
            gevonden += self._sessie.verbinding.execute(vraag).scalars()
        return tuple(gevonden)

    def _verzoeken(self, vondsten: Collection[Vondst]) -> ColumnElement[bool]:
        bronnen = {vondst.herkomst for vondst in vondsten}
        return and_(t.verzoek.c.eigenaar == self._sessie.tenant.code, t.verzoek.c.ontvangst_id.in_(bronnen))

    def _betrokkenen(
        self,
        sleutel: Dossiersleutel,
        vondsten: Collection[Vondst],
        verzoeken: ColumnElement[bool],
        bsn: str | None,
    ) -> frozenset[UUID]:
        eigen, toewijzing = self._sessie.tenant, t.toewijzing.c
        gevraagd = Vernietigingsverzoeken(self._sessie).van_persoon(AgbCode(eigen.code), *sleutel)
        namen = clienten_van(vondsten) | {v.betrokkene for v in gevraagd if v.betrokkene is not None}
        zoek = [select(t.verzoek.c.client_id).where(verzoeken)]
        if eigen.partij is not Partij.GEMEENTE:
            op_nummer = (
                toewijzing.gemeente == sleutel.gemeente,
                toewijzing.nummer.in_(nummers_van(vondsten)),
                toewijzing.aanbieder == eigen.code,
            )
            zoek.append(select(toewijzing.client_id).where(*op_nummer))
        for vraag in zoek:
            namen |= set(self._sessie.verbinding.execute(vraag).scalars())
        if bsn is not None:
            namen |= set(Ontvangsten(self._sessie).betrokkenen(sleutel.gemeente, (bsn,)))
        return frozenset(namen)

    def _gedeeld_met_aanbieder(
        self, sleutel: Dossiersleutel, clienten: Collection[UUID]
    ) -> dict[Table, ColumnElement[bool]]:
        """What the municipality shared with the calling provider about these, by table, to let go of."""
        if not clienten or self._sessie.tenant.partij is Partij.GEMEENTE:
            return {}
        return {
            tabel: and_(
                tabel.c.client_id.in_(clienten),
                zonder_index(tabel.c.gemeente) == sleutel.gemeente,
                zichtbaar(tabel, self._sessie.tenant),
            )
            for tabel in GEDEELD
        }

    def dossier(self, sleutel: Dossiersleutel, bsn: str | None = None) -> Persoonsdossier:
        """What the caller keeps of this person by messages, and when the newest of it was made."""
        inhoud, eigen = self.inhoud(sleutel, bsn), self._sessie.tenant.code
        bericht, bronnen = t.berichtontvangst, inhoud.bronnen
        van_eigen = AgbCode(eigen), sleutel.persoon, sleutel.gemeente
        redenen = Bewaarredenen(self._sessie).van_persoon(*van_eigen)
        te_vernietigen = Vernietigingsverzoeken(self._sessie).van_persoon(*van_eigen)
        momenten: list[datetime] = []
        for tabel, gekozen in (
            (bericht, bericht.c.id.in_(inhoud.berichten)),
            (t.verzoek, inhoud.verzoeken),
            (t.vernietigingsverzoek, bij_aanbieder(t.vernietigingsverzoek, eigen, sleutel)),
            *inhoud.gedeeld.items(),
        ):
            for rij in self._sessie.verbinding.execute(
                select(tabel.c.aangemaakt, tabel.c.gewijzigd).where(gekozen)
            ):
                momenten += filter(None, rij)
        gegevens = tuple(vondst.gegeven for vondst in inhoud.vondsten)
        momenten += filter(
            None, (self._bijgehouden(g) for g in gegevens if isinstance(g, Levering | Geleverd))
        )
        momenten += filter(None, (self._binnengekomen(bronnen),))
        wacht = self._is_onbeantwoord(inhoud.berichten | bronnen)
        verzonden = t.toewijzingsbericht.c.status == Berichtstatus.VERZONDEN.value
        return Persoonsdossier(
            gegevens,
            max(momenten, default=None),
            eerst_gemaakt=min(momenten, default=None),
            toewijzingen=tuple(self._niet_afgekeurd(inhoud.betrokkenen if inhoud.gedeeld else ())),
            onbeantwoord=wacht or self._is_er(inhoud.gedeeld, t.toewijzingsbericht, verzonden),
            plan_onderweg=self._is_er(
                inhoud.gedeeld, t.ondersteuningsplan, t.ondersteuningsplan.c.status.in_(t.OPEN_PLAN)
            ),
            bewaren_tot=max((reden.geldt_tot for reden in redenen), default=None),
            ingewilligd_op=laatst_ingewilligd(te_vernietigen),
        )

    def _bijgehouden(self, gegeven: Levering | Geleverd) -> datetime | None:
        """When a delivery was last kept, from the access record; None where that has gone."""
        wie = and_(
            t.verwerking.c.gemeente == gegeven.gemeente, t.verwerking.c.code == self._sessie.tenant.code
        )
        daad = verwerkingen_van(
            gegeven.client_id,
            and_(wie, t.verwerking.c.object_soort == "levering", t.verwerking.c.actie != "lezen"),
        )
        moment: datetime | None = self._sessie.verbinding.scalar(select(func.max(daad.c.moment)))
        return moment

    def _binnengekomen(self, ids: Collection[UUID]) -> datetime | None:
        """When the last of these messages came in, also about several persons; each left something behind."""
        bericht = t.berichtontvangst.c
        momenten = [
            self._sessie.verbinding.scalar(select(func.max(bericht.aangemaakt)).where(bericht.id.in_(deel)))
            for deel in delen(ids)
        ]
        return max(filter(None, momenten), default=None)

    def _niet_afgekeurd(self, clienten: Collection[UUID]) -> Iterator[Toewijzing]:
        """The allocations of these that the caller sees in a wmo301 that it did not reject."""
        berichten = Berichten(self._sessie)
        for toewijzingen in Toewijzingen(self._sessie).van_clienten(clienten).values():
            for toewijzing in toewijzingen:
                koppen = berichten.koppen_met(toewijzing)
                if any(kop.status is not Berichtstatus.AFGEKEURD for kop in koppen):
                    yield toewijzing

    def _is_er(
        self, gedeeld: Mapping[Table, ColumnElement[bool]], tabel: Table, ook: ColumnElement[bool]
    ) -> bool:
        if tabel not in gedeeld:
            return False
        vraag = select(tabel.c.id).where(gedeeld[tabel], ook).limit(1)
        return self._sessie.verbinding.execute(vraag).first() is not None

    def is_onbeantwoord(self, client_id: UUID) -> bool:
        """Whether a message about this client waits to be judged or answered; nobody ticked that off."""
        client = Clienten(self._sessie).haal(client_id)
        if client.bsn is None:
            return False
        bsn = client.bsn.cijfers
        vondsten = van_persoon(self._sessie, client.gemeente, bsn)
        over = self.alleen_over(bsn, anderen(self._sessie, client.gemeente))
        return self._is_onbeantwoord({*over, *(vondst.herkomst for vondst in vondsten)})

    def _is_onbeantwoord(self, ids: Collection[UUID]) -> bool:
        """Whether one of these messages waits to be judged or answered; the caller did not tick that off."""
        eigen = self._sessie.tenant.code
        return any(
            afgehandeld_door(afhandelingen, eigen, status) is None
            for soort, status, afhandelingen in Ontvangsten(self._sessie).open_staand(ids)
            # An answer that went out waits for nothing.
            if status is Ontvangststatus.ONTVANGEN or soort in BEANTWOORD
        )

    def bsn_van(self, sleutel: Dossiersleutel) -> str | None:
        """The Bsn of this person, from a message that names it; None where none does any more."""
        ontvangsten, eigen = Ontvangsten(self._sessie), self._sessie.tenant.code
        vondsten = van_dossier(self._sessie, sleutel.persoon, sleutel.gemeente)
        for id in dict.fromkeys((*self._berichten(sleutel, vondsten), *(v.herkomst for v in vondsten))):
            for bsn in ontvangsten.bsns_van([id]).get(id, ()):  # most often of the first, about nobody else
                if ontvangsten.persoon(eigen, bsn) == sleutel.persoon:
                    return bsn
        return None

    def ingewilligd(self) -> tuple[Dossiersleutel, ...]:
        """Of whom the calling provider granted to destroy what it keeps."""
        weg, eigen = t.vernietigingsverzoek.c, self._sessie.tenant.code
        vraag = select(weg.persoon, weg.gemeente).where(
            weg.aanbieder == eigen, weg.status == Verzoekstatus.INGEWILLIGD.value
        )
        return tuple(Dossiersleutel(*rij) for rij in self._sessie.verbinding.execute(vraag.distinct()))

    def sleutels(
        self, limiet: int, na: Plek | None = None, *, als_afzender: bool
    ) -> tuple[tuple[Dossiersleutel, ...], Plek | None]:
        """Of whom the caller keeps something by old messages that it received or sent: some after a place.

        With the last place of those messages; None after the last.
        """
        eigen, bericht, gegeven = self._sessie.tenant, t.berichtontvangst.c, t.ketengegeven.c
        wie, ander = bericht.eigenaar, bericht.afzender
        if als_afzender:
            wie, ander = ander, wie
        vraag = select(bericht.id, bericht.aangemaakt, bericht.persoon, ander.label("ander")).where(
            wie == eigen.code,
            ander != eigen.code,
            bericht.aangemaakt < self._sessie.verwerker.nu - KORTSTE_TERMIJN,
            zichtbaar(t.berichtontvangst, eigen),
        )
        rijen = self._lees_plekken(vraag, limiet, na)
        bij_gemeente = eigen.partij is Partij.GEMEENTE
        gevonden = [
            Dossiersleutel(rij.persoon, Gemeentecode(eigen.code if bij_gemeente else rij.ander))
            for rij in rijen
            if rij.persoon is not None and not als_afzender
        ]
        historie = select(gegeven.persoon, gegeven.gemeente).where(
            gegeven.herkomst.in_([rij.id for rij in rijen]),
            gegeven.eigenaar == eigen.code,
            gegeven.persoon.is_not(None),
        )
        for persoon, gemeente in self._sessie.verbinding.execute(historie.distinct()):
            gevonden.append(Dossiersleutel(persoon, gemeente))
        return tuple(dict.fromkeys(gevonden)), _laatste(rijen)

    def gedeelde_sleutels(
        self, limiet: int, na: Plek | None = None, *, plannen: bool
    ) -> tuple[tuple[tuple[Dossiersleutel, str], ...], Plek | None]:
        """Of whom the calling provider sees an old plan or wmo301 of a municipality, each with the Bsn.

        Some after a place, and the last place of those; None after the last. Whom the municipality knows
        without Bsn is not among them.
        """
        tabel, tenant = t.ondersteuningsplan if plannen else t.toewijzingsbericht, self._sessie.tenant
        if tenant.partij is Partij.GEMEENTE:
            return (), None
        vraag = select(tabel.c.id, tabel.c.aangemaakt, tabel.c.gemeente, tabel.c.client_id).where(
            tabel.c.aangemaakt < self._sessie.verwerker.nu - KORTSTE_TERMIJN, zichtbaar(tabel, tenant)
        )
        rijen, gevonden = self._lees_plekken(vraag, limiet, na, tabel), list[tuple[Dossiersleutel, str]]()
        for gemeente, client_id in dict.fromkeys((rij.gemeente, rij.client_id) for rij in rijen):
            van_gemeente = replace(self._sessie, tenant=Tenant(Partij.GEMEENTE, gemeente))
            bsn = Clienten(van_gemeente).haal(client_id).bsn
            if bsn is not None:
                persoon = clientsleutel(self._sessie, tenant.code, bsn.cijfers)
                gevonden.append((Dossiersleutel(persoon, gemeente), bsn.cijfers))
        return tuple(gevonden), _laatste(rijen)

    def over_meer_personen(self, persoon: Clientsleutel) -> tuple[UUID, ...]:
        """The messages of the caller about several persons that left something of this one in its history.

        And the answers on these: one that refuses nothing more than was refused here left nothing of its own.
        What was rejected or came too late left nothing either (`zonder_historie`).
        """
        eigen, bericht, gegeven = self._sessie.tenant.code, t.berichtontvangst.c, t.ketengegeven.c
        telt = select(gegeven.herkomst).where(gegeven.persoon == persoon, gegeven.eigenaar == eigen)
        vraag = select(bericht.id).where(bericht.persoon.is_(None), bericht.id.in_(telt))
        gevonden = dict.fromkeys(self._sessie.verbinding.execute(vraag).scalars())
        return tuple(gevonden | dict.fromkeys(self._antwoorden(tuple(gevonden))))

    def _antwoorden(self, ids: Collection[UUID]) -> Iterator[UUID]:
        """The answers on these about several persons: the first that came in, and the one that went out."""
        ontvangsten, bericht, declaratie = Ontvangsten(self._sessie), t.berichtontvangst.c, t.declaratie.c
        verzonden = and_(
            bericht.afzender == declaratie.gemeente,
            bericht.code == ANTWOORD,
            bericht.identificatie == declaratie.antwoord,
            bericht.eigenaar == declaratie.aanbieder,
        )
        van_declaratie = select(bericht.id).join_from(t.declaratie, t.berichtontvangst, verzonden)
        for deel in delen(ids):
            for vraag in (
                select(bericht.id).where(bericht.id.in_(ontvangsten.retouren(deel))),
                van_declaratie.where(declaratie.id.in_(deel)),
            ):
                yield from self._sessie.verbinding.execute(vraag.where(bericht.persoon.is_(None))).scalars()

    def zonder_historie(
        self, limiet: int, na: Plek | None = None, *, als_afzender: bool
    ) -> tuple[dict[Plek, Genoemd], Plek | None]:
        """Messages about several persons, or that name nobody, that left nothing in history.

        Some after a place, and the last place of those; None after the last.
        """
        bericht, eigen = t.berichtontvangst.c, self._sessie.tenant.code
        wie = bericht.afzender if als_afzender else bericht.eigenaar
        vraag = select(bericht.id, bericht.aangemaakt).where(
            wie == eigen, bericht.persoon.is_(None), bericht.status.in_(ZONDER_HISTORIE)
        )
        plekken = self._plekken(vraag, limiet, na)
        ontvangsten = Ontvangsten(self._sessie)
        gelezen = ontvangsten.genoemd([plek.id for plek in plekken])
        genoemd = {
            plek: Genoemd(tuple(Clientsleutel(ontvangsten.persoon(eigen, bsn)) for bsn in bsns), op)
            for plek in plekken
            for bsns, op in (gelezen[plek.id],)
        }
        return genoemd, _laatste(plekken)

    def naamloze_antwoorden(self, ids: Collection[UUID]) -> Iterator[UUID]:
        """The answers on these that name nobody: those that settled them, and those that wait for them.

        One that came after the answer that settled it is no such (`zonder_historie`).
        """
        gevonden = dict.fromkeys((*self._antwoorden(ids), *self._wachtend(ids)))
        for id, bsns in Ontvangsten(self._sessie).bsns_van(gevonden).items():
            if not bsns:
                yield id

    def _wachtend(self, ids: Collection[UUID]) -> Iterator[UUID]:
        """The answers that name these declarations and were of no use: refused, or on another day."""
        bericht, sleutels = t.berichtontvangst.c, defaultdict[Partijen, list[Sleutel]](list)
        for deel in delen(ids):
            vraag = select(bericht.eigenaar, bericht.afzender, bericht.identificatie).where(
                bericht.id.in_(deel), zonder_index(bericht.code) == DECLARATIE
            )
            for gemeente, aanbieder, identificatie in self._sessie.verbinding.execute(vraag):
                op = Berichtsleutel(DECLARATIE, aanbieder, identificatie)
                sleutels[Partijen(gemeente, aanbieder)].append(wacht_op(op))
        for tussen, op_deze in sleutels.items():
            for vondst in Ketenhistorie(self._sessie, tussen.aanbieder, tussen).vind(op_deze):
                yield vondst.herkomst

    def _plekken(self, vraag: Select[Any], limiet: int, na: Plek | None) -> tuple[Plek, ...]:
        return tuple(Plek(rij.aangemaakt, rij.id) for rij in self._lees_plekken(vraag, limiet, na))

    def _lees_plekken(
        self, vraag: Select[Any], limiet: int, na: Plek | None, tabel: Table = t.berichtontvangst
    ) -> Sequence[Row[Any]]:
        """Some of the rows of this table that are asked for after this place, the oldest first."""
        bericht = tabel.c
        if na is not None:
            plek = tuple_(literal(na.aangemaakt, bericht.aangemaakt.type), literal(na.id, bericht.id.type))
            vraag = vraag.where(tuple_(bericht.aangemaakt, bericht.id) > plek)
        in_volgorde = vraag.order_by(bericht.aangemaakt, bericht.id).limit(limiet)
        return self._sessie.verbinding.execute(in_volgorde).all()

    def houdt_ander(self, ids: Collection[UUID]) -> frozenset[UUID]:
        """Which of these messages the other party keeps, so that they stay for that one.

        It does when it works here and received it, or handed it over, or when its history or a request of its
        own rests on it; and no more once it has destroyed it itself.
        """
        eigen, bericht = self._sessie.tenant.code, t.berichtontvangst.c
        ontvangsten, houdt = Ontvangsten(self._sessie), set[UUID]()
        for deel in delen(ids):
            vraag = select(bericht.id, bericht.eigenaar, bericht.afzender).where(
                bericht.id.in_(deel), bericht.eigenaar != bericht.afzender, bericht.weg_bij.is_(None)
            )
            rijen = self._sessie.verbinding.execute(vraag).all()
            ander = {rij.id: rij.afzender if rij.eigenaar == eigen else rij.eigenaar for rij in rijen}
            ontvangt = {rij.id for rij in rijen if rij.eigenaar != eigen}
            hier = {code for code in {ander[id] for id in ontvangt} if ontvangsten.is_aangesloten(code)}
            indieners = ontvangsten.indieners(list(ander))
            houdt |= {id for id, code in ander.items() if indieners[id] == code}
            houdt |= {id for id in ontvangt if ander[id] in hier}
            houdt |= set(self._dragend(ander))
        return frozenset(houdt)

    def _dragend(self, ander: Mapping[UUID, str]) -> Iterator[UUID]:
        """On which of these messages history or a request of the other party rests."""
        gegeven, verzoek = t.ketengegeven.c, t.verzoek.c
        op = (gegeven.eigenaar, gegeven.herkomst), (verzoek.eigenaar, verzoek.ontvangst_id)
        for eigenaar, bericht in op:
            vraag = select(bericht, eigenaar).where(bericht.in_(list(ander))).distinct()
            for id, code in self._sessie.verbinding.execute(vraag):
                if ander[id] == code:
                    yield id

    def verlopen(
        self, limiet: int, na: Plek | None = None, *, als_afzender: bool
    ) -> tuple[tuple[tuple[Plek, Gemeentecode], ...], Plek | None]:
        """Old messages on which no history of the caller rests, each with its municipality.

        What it received about several persons or nobody, and what it sent: some after a place, and the last
        place; None after the last. What was refused at the door is none of them, nor is an answer to what
        stays: it says how that stands.
        """
        bericht, gegeven, eigen = t.berichtontvangst.c, t.ketengegeven.c, self._sessie.tenant
        wie, ander = bericht.eigenaar, bericht.afzender
        if als_afzender:
            wie, ander = ander, wie
        vraag = select(bericht.id, bericht.aangemaakt, ander.label("ander")).where(
            wie == eigen.code,
            ander != eigen.code,
            bericht.aangemaakt < self._sessie.verwerker.nu - KORTSTE_TERMIJN,
            ~exists().where(gegeven.herkomst == bericht.id, gegeven.eigenaar == eigen.code),
            zichtbaar(t.berichtontvangst, eigen),
        )
        if not als_afzender:
            vraag = vraag.where(bericht.persoon.is_(None))
        van_gemeente = eigen.partij is Partij.GEMEENTE
        rijen = self._lees_plekken(vraag, limiet, na)
        genoemd = Ontvangsten(self._sessie).genoemd([rij.id for rij in rijen])
        antwoord_op = {id: op for id, (_, op) in genoemd.items() if op is not None}
        blijft = self._met_historie(antwoord_op.values())
        gevonden = tuple(
            (Plek(rij.aangemaakt, rij.id), Gemeentecode(eigen.code if van_gemeente else rij.ander))
            for rij in rijen
            if antwoord_op.get(rij.id) not in blijft
        )
        return gevonden, _laatste(rijen)

    def _met_historie(self, ids: Collection[UUID]) -> frozenset[UUID]:
        """On which of these messages history of the caller rests."""
        gegeven, eigen = t.ketengegeven.c, self._sessie.tenant.code
        vraag = select(gegeven.herkomst).where(gegeven.eigenaar == eigen).distinct()
        return frozenset(
            id
            for deel in delen(ids)
            for id in self._sessie.verbinding.execute(vraag.where(gegeven.herkomst.in_(deel))).scalars()
        )

    def geweigerd(self, limiet: int, na: Plek | None = None) -> tuple[tuple[Plek, datetime], ...]:
        """What was refused at the door of the caller, each with when it came in or was ticked off."""
        bericht, eigen = t.berichtontvangst.c, self._sessie.tenant.code
        vraag = select(bericht.id, bericht.aangemaakt, bericht.gewijzigd).where(
            bericht.eigenaar == eigen,
            bericht.afzender == eigen,
            bericht.aangemaakt < self._sessie.verwerker.nu - KORTST_NA_WEIGEREN,
        )
        rijen = self._lees_plekken(vraag, limiet, na)
        return tuple((Plek(rij.aangemaakt, rij.id), rij.gewijzigd or rij.aangemaakt) for rij in rijen)


def _laatste(rijen: Sequence[Any]) -> Plek | None:
    """The place of the last of these messages."""
    return Plek(rijen[-1].aangemaakt, rijen[-1].id) if rijen else None


def clienten_van(vondsten: Collection[Vondst]) -> set[UUID]:
    """How the deliveries among these name the person."""
    return {v.gegeven.client_id for v in vondsten if isinstance(v.gegeven, Levering | Geleverd)}


def nummers_van(vondsten: Collection[Vondst]) -> set[int]:
    """The numbers of the allocations among these."""
    versies = (vondst.gegeven for vondst in vondsten if isinstance(vondst.gegeven, Toewijzingsversie))
    return {versie.toewijzing.nummer for versie in versies}


def bij_aanbieder(tabel: Table, aanbieder: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    """Which rows of this table are a provider's own about this person."""
    rij = tabel.c
    return and_(rij.persoon == sleutel.persoon, rij.aanbieder == aanbieder, rij.gemeente == sleutel.gemeente)
