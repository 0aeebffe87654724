"""Destruction: the one place in the program where rows about a person are deleted (W04).

Triggers let a row that is otherwise only added go only when its case is in `vernietigde_zaak`, so the
record of the destruction comes first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)

from app.domain.berichtontvangst import BEANTWOORD, Ontvangststatus
from app.domain.bewaren import (
    Grond,
    Telling,
    TeVernietigen,
    Vernietiging,
    Verzoekstatus,
    laatst_ingewilligd,
)
from app.domain.fouten import GeenToegang
from app.domain.keten.dossier import Clientsleutel
from app.domain.keten.historie import Gegeven, Geleverd, Levering, Toewijzingsversie
from app.domain.partijen import Partij
from app.domain.persoonsdossier import Persoonsdossier
from app.domain.toewijzing.toewijzing import Berichtstatus, Toewijzing
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.berichten import Berichten
from app.opslag.bewaren import Bewaarredenen, Vernietigingsverzoeken
from app.opslag.bladzijde import zonder_index
from app.opslag.clienten import Clienten
from app.opslag.ketenhistorie import Vondst, anderen, clientsleutel, van_dossier, van_persoon
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.opdrachten import delen
from app.opslag.toegang import Tenant, zichtbaar
from app.opslag.toewijzingen import Toewijzingen
from app.opslag.verwerking import Aanraking, verwerkingen_van
from app.opslag.verzameling import Register, Sessie, object_id

KORTSTE_TERMIJN = timedelta(days=15 * 365)
"""Fifteen years are never fewer days: enough to leave most clients out of sight."""
KORTST_NA_WEIGEREN = timedelta(days=365)
"""A year likewise."""


def _melding_van(verwijzing: ColumnElement[UUID]) -> ColumnElement[Any]:
    """The melding of the plan, besluit or bezwaar that a row refers to."""
    plan = select(t.ondersteuningsplan.c.melding_id).where(t.ondersteuningsplan.c.id == verwijzing)
    besluit = select(t.besluit.c.melding_id).where(t.besluit.c.id == verwijzing)
    bezwaar = select(t.bezwaar.c.melding_id).where(t.bezwaar.c.id == verwijzing)
    return func.coalesce(plan.scalar_subquery(), besluit.scalar_subquery(), bezwaar.scalar_subquery())


def _melding_van_bericht(bericht_id: ColumnElement[UUID]) -> ColumnElement[Any]:
    """The melding of an allocation in a message; cases that share a message go together."""
    versie, toewijzing = t.berichtversie, t.toewijzing
    zelfde = and_(versie.c.gemeente == toewijzing.c.gemeente, versie.c.nummer == toewijzing.c.nummer)
    vraag = select(toewijzing.c.melding_id).join(versie, zelfde).where(versie.c.bericht_id == bericht_id)
    return vraag.limit(1).scalar_subquery()


ZAAK: Mapping[Table, ColumnElement[Any]] = {
    t.berichtversie: _melding_van_bericht(t.berichtversie.c.bericht_id),
    t.toewijzingsbericht: _melding_van_bericht(t.toewijzingsbericht.c.id),
    t.document: _melding_van(t.document.c.verwijst_naar),
    t.beoordeling: _melding_van(t.beoordeling.c.plan_id),
    t.planversie: _melding_van(t.planversie.c.plan_id),
    t.rapportage: t.rapportage.c.melding_id,
    t.draagregel: select(t.besluit.c.melding_id)
    .where(t.besluit.c.id == t.draagregel.c.besluit_id)
    .scalar_subquery(),
    t.toewijzing: t.toewijzing.c.melding_id,
    t.bezwaar: t.bezwaar.c.melding_id,
    t.besluit: t.besluit.c.melding_id,
    t.aanvraag: t.aanvraag.c.melding_id,
    t.afziening: t.afziening.c.melding_id,
    t.ondersteuningsplan: t.ondersteuningsplan.c.melding_id,
    t.plan_van_aanpak: t.plan_van_aanpak.c.melding_id,
    t.onderzoek: t.onderzoek.c.melding_id,
    t.bewaarreden: t.bewaarreden.c.melding_id,
    t.melding: t.melding.c.id,
}
"""Of every table in a case the melding of a row, in the order in which rows can go."""

ZONDER_ZAAK = (t.vernietigingsverzoek, t.feit, t.clientomzetting, t.verzoek, t.client)
"""The tables that belong to the client alone, in that order too; also documents about what is in them do."""


ZONDER_HISTORIE = ("afgekeurd", "geweigerd", "na_te_gaan")
"""Of a message that counts as never sent, or that came after the answer that decided."""
PERSOON = "persoon"
"""How the report counts somebody who is no client of who destroyed."""
ANTWOORD = "485"
"""BerichtCode of the wmo325."""
VAN_BEWAARDER = (t.bewaarreden, t.vernietigingsverzoek)
"""Why a provider keeps a person longer, and who asked it to destroy: they go with that person."""


GEDEELD = (t.ondersteuningsplan, t.toewijzingsbericht)
"""What a municipality keeps and shares with a provider, and with it what hangs on these."""


class Dossiersleutel(NamedTuple):
    """What a party keeps of one person by messages: a provider in its exchange with one municipality.

    Of a municipality with all providers; who is its client goes with the client.
    """

    persoon: Clientsleutel
    gemeente: Gemeentecode


class Plek(NamedTuple):
    """Where a message stands among those of a party, in the order in which they came in."""

    aangemaakt: datetime
    id: UUID


class Vernietigingen(Register[Vernietiging]):
    """What was destroyed, and the destroying itself."""

    tabel = t.vernietiging
    soort = Vernietiging

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        super().__init__(sessie)
        self.losgelaten: set[UUID] = set()
        """The messages that the caller let go of in it."""

    def kandidaten(self, limiet: int, na: UUID | None = None) -> tuple[UUID, ...]:
        """Clients, in the order of their ids, of whom something might go: it is old, or was asked for."""
        grens = self._sessie.verwerker.nu - KORTSTE_TERMIJN
        zaak = exists().where(t.melding.c.client_id == t.client.c.id)
        oud = or_(zaak.where(t.melding.c.aangemaakt < grens), and_(~zaak, t.client.c.aangemaakt < grens))
        verzoek = t.vernietigingsverzoek
        gevraagd = exists().where(
            verzoek.c.client_id == t.client.c.id, verzoek.c.status == Verzoekstatus.INGEWILLIGD.value
        )
        vraag = select(t.client.c.id).where(zichtbaar(t.client, self._sessie.tenant), or_(oud, gevraagd))
        if na is not None:
            vraag = vraag.where(t.client.c.id > na)
        return tuple(self._sessie.verbinding.execute(vraag.order_by(t.client.c.id).limit(limiet)).scalars())

    def client_sinds(self, client_id: UUID) -> datetime:
        """When this client was recorded; NietGevonden when out of sight."""
        Clienten(self._sessie).haal(client_id)
        vraag = select(t.client.c.aangemaakt).where(t.client.c.id == client_id)
        sinds: datetime = self._sessie.verbinding.execute(vraag).scalar_one()
        return sinds

    def laatst_gemaakt(self, client_id: UUID) -> dict[UUID | None, datetime]:
        """When the newest record was made or changed: per case, and under None of what belongs to no case."""
        gemaakt: dict[UUID | None, datetime] = {}
        gewijzigd = self._gewijzigd(client_id)
        zaak_van = {k: v for k, v in ZAAK.items() if "client_id" in k.c} | dict.fromkeys(ZONDER_ZAAK, null())
        del zaak_van[t.bewaarreden]  # it keeps until its own last day, and not fifteen years more
        for tabel, zaak in zaak_van.items():
            kolommen = (*tabel.primary_key.columns, tabel.c.aangemaakt, zaak.label("zaak"))
            eigen = _van_client(tabel, client_id), zichtbaar(tabel, self._sessie.tenant)
            for rij in self._sessie.verbinding.execute(select(*kolommen).where(*eigen)):
                sleutel = (tabel.name, object_id(tabel, rij._asdict()))
                moment = max(rij.aangemaakt, gewijzigd.get(sleutel, rij.aangemaakt))
                gemaakt[rij.zaak] = max(moment, gemaakt.get(rij.zaak, moment))
        return gemaakt

    def _gewijzigd(self, client_id: UUID) -> dict[tuple[str, str], datetime]:
        """When each object of a client last changed, from the access record."""
        eigen = zichtbaar(t.verwerking, self._sessie.tenant)
        daad = verwerkingen_van(client_id, and_(eigen, t.verwerking.c.actie == "wijzigen"))
        vraag = select(daad.c.object_soort, daad.c.object_id, func.max(daad.c.moment)).group_by(
            daad.c.object_soort, daad.c.object_id
        )
        return {(soort, id): moment for soort, id, moment in self._sessie.verbinding.execute(vraag)}

    def historie(self, client_id: UUID) -> tuple[Gegeven, ...]:
        """What the history of the municipality keeps of this client, in order; nothing without a Bsn."""
        client = Clienten(self._sessie).haal(client_id)
        if client.bsn is None:
            return ()
        vondsten = van_persoon(self._sessie, client.gemeente, client.bsn.cijfers)
        return tuple(vondst.gegeven for vondst in vondsten)

    def gedeeld(self, persoon: Clientsleutel) -> tuple[UUID, ...]:
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
    ) -> tuple[dict[Plek, tuple[Clientsleutel, ...]], Plek | None]:
        """Messages about several persons that left nothing in history, each with how the caller knows these.

        Some after a place, and the last place of those; None after the last.
        """
        bericht, eigen = t.berichtontvangst.c, self._sessie.tenant.code
        wie = bericht.afzender if als_afzender else bericht.eigenaar
        vraag = select(bericht.id, bericht.aangemaakt).where(
            wie == eigen, bericht.persoon.is_(None), bericht.status.in_(ZONDER_HISTORIE)
        )
        plekken = self._plekken(vraag, limiet, na)
        ontvangsten = Ontvangsten(self._sessie)
        namen = ontvangsten.bsns_van([plek.id for plek in plekken])
        personen = {
            plek: tuple(Clientsleutel(ontvangsten.persoon(eigen, bsn)) for bsn in namen[plek.id])
            for plek in plekken
        }
        return personen, _laatste(plekken)

    def _plekken(self, vraag: Select[Any], limiet: int, na: Plek | None) -> tuple[Plek, ...]:
        return tuple(Plek(rij.aangemaakt, rij.id) for rij in self._lees_plekken(vraag, limiet, na))

    def _lees_plekken(
        self, vraag: Select[Any], limiet: int, na: Plek | None, tabel: Table = t.berichtontvangst
    ) -> Sequence[Row[Any]]:
        """Some of the messages that are asked for after this place, the oldest first."""
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
    ) -> tuple[tuple[Plek, Gemeentecode], ...]:
        """Old messages on which no history of the caller rests, each with its municipality.

        What it received about several persons or nobody, and what it sent; some after a place. What was
        refused at the door is none of them.
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
        return tuple(
            (Plek(rij.aangemaakt, rij.id), Gemeentecode(eigen.code if van_gemeente else rij.ander))
            for rij in self._lees_plekken(vraag, limiet, na)
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

    def vernietig_berichten(self, gemeente: str, ids: Collection[UUID]) -> Vernietiging:
        """Let go of these messages of the caller; a provider names the municipality, where there was one."""
        return self.bewaar(replace(self._begin(Grond.TERMIJN, gemeente), aantallen=self._wis((), ids)))

    def vernietig(
        self, client_id: UUID, weg: TeVernietigen, berichten: Collection[UUID] = ()
    ) -> Vernietiging:
        """Delete these cases of a client, or the client with all there is, and let go of these messages."""
        sessie = self._sessie
        wat = replace(self._begin(weg.grond, sessie.gemeente(None)), zaken=tuple(sorted(weg.zaken)))
        if wat.zaken:
            rijen = [{"melding_id": zaak, "vernietiging_id": wat.id} for zaak in wat.zaken]
            self._schrijf(insert(t.vernietigde_zaak).values(rijen))
        bsn = Clienten(sessie).haal(client_id).bsn if weg.client else None
        over = () if bsn is None else self._alleen_over(bsn.cijfers, anderen(sessie, wat.gemeente))
        aantallen = self._wis(
            (
                (tabel, and_(voorwaarde, zichtbaar(tabel, sessie.tenant)))
                for tabel, voorwaarde in self._te_wissen(client_id, wat.zaken, weg.client)
            ),
            (*berichten, *over),
        )
        gewist = [("melding", zaak) for zaak in wat.zaken] + [("client", client_id)] * weg.client
        for soort, id in gewist:
            sessie.spoor.noteer(Aanraking("wissen", soort, str(id), wat.gemeente, client_id))
        return self.bewaar(replace(wat, aantallen=aantallen))

    def _begin(self, grond: Grond, gemeente: str) -> Vernietiging:
        """A destruction by the caller now, of which nothing went yet; `gemeente` is whose, for a provider."""
        tenant = self._sessie.tenant
        bij_gemeente = tenant.partij is Partij.GEMEENTE
        return Vernietiging(
            id=uuid4(),
            gemeente=Gemeentecode(tenant.code if bij_gemeente else gemeente),
            grond=grond,
            op=self._sessie.verwerker.nu,
            door=self._sessie.verwerker.beller.medewerker,
            zaken=(),
            aantallen=(),
            aanbieder=None if bij_gemeente else AgbCode(tenant.code),
        )

    def _wis(
        self, wat: Iterable[tuple[Table, ColumnElement[bool]]], berichten: Collection[UUID] = ()
    ) -> tuple[Telling, ...]:
        """Delete these rows of each table in turn, and let go of these messages; gives how many of each went.

        Those do not count that follow from others.
        """
        geteld: Counter[str] = Counter()
        for tabel, voorwaarde in wat:
            if tabel is t.verzoek:
                self._wis_taken(_over_verzoeken(voorwaarde))
            aantal = self._schrijf(delete(tabel).where(voorwaarde)).rowcount
            # What there is to do follows from the rest, and is none of the client's own.
            geteld[tabel.name] += 0 if tabel is t.berichttaak else aantal
        geteld += self._laat_los(berichten)
        return tuple(Telling(soort, aantal) for soort, aantal in geteld.items() if aantal)

    def _wis_taken(self, over: ColumnElement[bool]) -> None:
        """Delete these tasks, and what was recorded about them."""
        taak = t.berichttaak
        self._schrijf(delete(taak).where(over))

    def _laat_los(self, ids: Collection[UUID]) -> Counter[str]:
        """Let the caller see these messages no more; what the other party does not keep goes.

        A receiver judges what comes in again anew, as it would when the row had gone.
        """
        tenant, bericht, verzoek, taak = self._sessie.tenant, t.berichtontvangst, t.verzoek, t.berichttaak
        houdt, geteld = self.houdt_ander(ids), Counter[str]()
        self.losgelaten.update(ids)
        for deel in delen(sorted(set(ids))):
            eigen_verzoek = and_(verzoek.c.ontvangst_id.in_(deel), verzoek.c.eigenaar == tenant.code)
            self._wis_taken(_over_verzoeken(eigen_verzoek))
            geteld[verzoek.name] += self._schrijf(delete(verzoek).where(eigen_verzoek)).rowcount
            self._wis_taken(and_(taak.c.ontvangst_id.in_(deel), taak.c.eigenaar == tenant.code))
            weg = and_(bericht.c.id.in_(set(deel) - houdt), zichtbaar(bericht, tenant))
            geteld[bericht.name] += self._schrijf(delete(bericht).where(weg)).rowcount
            for id in houdt.intersection(deel):
                nieuwe_hash = self._sessie.kluis.kenmerk("losgelaten", str(id))
                waarden = {
                    "weg_bij": tenant.code,
                    "hash": case((bericht.c.eigenaar == tenant.code, nieuwe_hash), else_=bericht.c.hash),
                }
                laat_los = update(bericht).where(bericht.c.id == id).values(waarden)
                geteld[bericht.name] += self._schrijf(laat_los).rowcount
        return geteld

    def _voeg_toe(self, waarde: Vernietiging, afgeleid: dict[str, Any]) -> None:
        if waarde.eigenaar != self._sessie.tenant.code:
            raise GeenToegang("U legt alleen vast wat u zelf vernietigt.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(insert(self.tabel), rij)

    def ingewilligd(self) -> tuple[Dossiersleutel, ...]:
        """Of whom the calling provider granted to destroy what it keeps."""
        weg, eigen = t.vernietigingsverzoek.c, self._sessie.tenant.code
        vraag = select(weg.persoon, weg.gemeente).where(
            weg.aanbieder == eigen, weg.status == Verzoekstatus.INGEWILLIGD.value
        )
        return tuple(Dossiersleutel(*rij) for rij in self._sessie.verbinding.execute(vraag.distinct()))

    def dossiers(
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

    def gedeelde_dossiers(
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

    def bsn_van(self, sleutel: Dossiersleutel) -> str | None:
        """The Bsn of this person, from a message that names it; None where none does any more."""
        ontvangsten, eigen = Ontvangsten(self._sessie), self._sessie.tenant.code
        vondsten = van_dossier(self._sessie, sleutel.persoon, sleutel.gemeente)
        for id in dict.fromkeys((*self._berichten(sleutel, vondsten), *(v.herkomst for v in vondsten))):
            for bsn in ontvangsten.bsns_van([id]).get(id, ()):  # most often of the first, about nobody else
                if ontvangsten.persoon(eigen, bsn) == sleutel.persoon:
                    return bsn
        return None

    def dossier(self, sleutel: Dossiersleutel, bsn: str | None = None) -> Persoonsdossier:
        """What the caller keeps of this person by messages, and when the newest of it was made."""
        vondsten = van_dossier(self._sessie, sleutel.persoon, sleutel.gemeente)
        eigen = self._sessie.tenant.code
        bericht, verzoek = t.berichtontvangst, t.verzoek
        berichten = {*self._berichten(sleutel, vondsten), *self._verzonden(sleutel, bsn)}
        van_eigen = AgbCode(eigen), sleutel.persoon, sleutel.gemeente
        redenen = Bewaarredenen(self._sessie).van_persoon(*van_eigen)
        verzoeken = Vernietigingsverzoeken(self._sessie).van_persoon(*van_eigen)
        gevraagd = {v.betrokkene for v in verzoeken if v.betrokkene is not None}
        clienten = self._gedeeld_over(sleutel, vondsten, bsn, gevraagd)
        gedeeld = self._gedeeld_met_aanbieder(sleutel, clienten)
        momenten: list[datetime] = []
        for tabel, gekozen in (
            (bericht, bericht.c.id.in_(berichten)),
            (verzoek, self._verzoeken(sleutel, vondsten)),
            (t.vernietigingsverzoek, _bij_aanbieder(t.vernietigingsverzoek, eigen, sleutel)),
            *gedeeld.items(),
        ):
            for rij in self._sessie.verbinding.execute(
                select(tabel.c.aangemaakt, tabel.c.gewijzigd).where(gekozen)
            ):
                momenten += filter(None, rij)
        gegevens = tuple(vondst.gegeven for vondst in vondsten)
        momenten += filter(
            None, (self._bijgehouden(g) for g in gegevens if isinstance(g, Levering | Geleverd))
        )
        momenten += filter(None, (self._binnengekomen({vondst.herkomst for vondst in vondsten}),))
        wacht = self._is_onbeantwoord({*berichten, *(vondst.herkomst for vondst in vondsten)})
        verzonden = t.toewijzingsbericht.c.status == Berichtstatus.VERZONDEN.value
        return Persoonsdossier(
            gegevens,
            max(momenten, default=None),
            eerst_gemaakt=min(momenten, default=None),
            toewijzingen=tuple(self._niet_afgekeurd(clienten)),
            onbeantwoord=wacht or self._is_er(gedeeld, t.toewijzingsbericht, verzonden),
            plan_onderweg=self._is_er(
                gedeeld, t.ondersteuningsplan, t.ondersteuningsplan.c.status.in_(t.OPEN_PLAN)
            ),
            bewaren_tot=max((reden.geldt_tot for reden in redenen), default=None),
            ingewilligd_op=laatst_ingewilligd(verzoeken),
        )

    def _gedeeld_over(
        self,
        sleutel: Dossiersleutel,
        vondsten: Collection[Vondst],
        bsn: str | None,
        gevraagd: Collection[UUID] = (),
    ) -> frozenset[UUID]:
        """How what the municipality shared with the calling provider names this person.

        `gevraagd` is how requests of this person do; nothing where a municipality calls.
        """
        eigen, toewijzing = self._sessie.tenant, t.toewijzing.c
        if eigen.partij is Partij.GEMEENTE:
            return frozenset()
        clienten = {*gevraagd, *_clienten(vondsten)}
        if bsn is not None:
            clienten |= set(Ontvangsten(self._sessie).betrokkenen(sleutel.gemeente, (bsn,)))
        op_nummer = select(toewijzing.client_id).where(
            toewijzing.gemeente == sleutel.gemeente,
            toewijzing.nummer.in_(_nummers(vondsten)),
            toewijzing.aanbieder == eigen.code,
        )
        return frozenset(clienten | set(self._sessie.verbinding.execute(op_nummer).scalars()))

    def _gedeeld_met_aanbieder(
        self, sleutel: Dossiersleutel, clienten: Collection[UUID]
    ) -> dict[Table, ColumnElement[bool]]:
        """What the municipality shared with the calling provider about these, by table, to let go of."""
        if not clienten:
            return {}
        return {
            tabel: and_(
                tabel.c.client_id.in_(clienten),
                zonder_index(tabel.c.gemeente) == sleutel.gemeente,
                zichtbaar(tabel, self._sessie.tenant),
            )
            for tabel in GEDEELD
        }

    def _niet_afgekeurd(self, clienten: Collection[UUID]) -> Iterator[Toewijzing]:
        """The allocations of these that the caller sees in a wmo301 that it did not reject."""
        berichten = Berichten(self._sessie)
        for gedeeld in Toewijzingen(self._sessie).van_clienten(clienten).values():
            for toewijzing in gedeeld:
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

    def _laat_gedeelde_los(self, gedeeld: Mapping[Table, ColumnElement[bool]]) -> Iterator[Telling]:
        """Let the calling provider see no more of what was shared; the municipality keeps it.

        The report says so: `ondersteuningsplan` would read as if the plan had gone.
        """
        for tabel, gekozen in gedeeld.items():
            ids = self._sessie.verbinding.execute(select(tabel.c.id).where(gekozen)).scalars().all()
            taak = t.berichttaak.c
            for deel in delen(ids):
                self._wis_taken(and_(taak.bericht_id.in_(deel), taak.eigenaar == self._sessie.tenant.code))
                self._schrijf(update(tabel).where(tabel.c.id.in_(deel)).values(losgelaten=True))
            if ids:
                yield Telling(f"{tabel.name} (losgelaten)", len(ids))

    def _binnengekomen(self, ids: Collection[UUID]) -> datetime | None:
        """When the last of these messages came in, also about several persons; each left something behind."""
        bericht = t.berichtontvangst.c
        momenten = [
            self._sessie.verbinding.scalar(select(func.max(bericht.aangemaakt)).where(bericht.id.in_(deel)))
            for deel in delen(ids)
        ]
        return max(filter(None, momenten), default=None)

    def is_onbeantwoord(self, client_id: UUID) -> bool:
        """Whether a message about this client waits to be judged or answered; nobody ticked that off."""
        client = Clienten(self._sessie).haal(client_id)
        if client.bsn is None:
            return False
        bsn = client.bsn.cijfers
        vondsten = van_persoon(self._sessie, client.gemeente, bsn)
        over = self._alleen_over(bsn, anderen(self._sessie, client.gemeente))
        return self._is_onbeantwoord({*over, *(vondst.herkomst for vondst in vondsten)})

    def _is_onbeantwoord(self, ids: Collection[UUID]) -> bool:
        """Whether one of these messages waits to be judged or answered; the caller did not tick that off."""
        ontvangsten, eigen = Ontvangsten(self._sessie), self._sessie.tenant.code
        wachtend = filter(None, map(ontvangsten.vind, ontvangsten.onbeantwoord(ids)))
        return any(
            ontvangst.afgehandeld_door(eigen) is None
            for ontvangst in wachtend
            # An answer that went out waits for nothing.
            if ontvangst.status is Ontvangststatus.ONTVANGEN or ontvangst.berichtsoort in BEANTWOORD
        )

    def vernietig_dossier(
        self, sleutel: Dossiersleutel, grond: Grond, bsn: str | None, ook: Collection[UUID] = ()
    ) -> Vernietiging | None:
        """Delete what the caller keeps of this person by messages, and let go of those that name nobody else.

        None where nothing was left.
        """
        sessie, eigen = self._sessie, self._sessie.tenant
        vondsten = van_dossier(sessie, sleutel.persoon, sleutel.gemeente)
        berichten = {*self._berichten(sleutel, vondsten), *self._verzonden(sleutel, bsn), *ook}
        wat = self._begin(grond, sleutel.gemeente)
        verzoeken = Vernietigingsverzoeken(sessie).van_persoon(AgbCode(eigen.code), *sleutel)
        gevraagd = {v.betrokkene for v in verzoeken if v.betrokkene is not None}
        gedeeld = self._gedeeld_met_aanbieder(sleutel, self._gedeeld_over(sleutel, vondsten, bsn, gevraagd))
        betrokkenen = _clienten(vondsten) | gevraagd
        gekozen = select(t.verzoek.c.client_id).where(self._verzoeken(sleutel, vondsten))
        betrokkenen |= set(sessie.verbinding.execute(gekozen).scalars())
        if bsn is not None:
            betrokkenen |= set(Ontvangsten(sessie).betrokkenen(sleutel.gemeente, (bsn,)))
        aantallen = self._wis(
            (
                (t.verzoek, self._verzoeken(sleutel, vondsten)),
                (t.berichttaak, _taken(eigen.code, sleutel.gemeente, _nummers(vondsten))),
                *((tabel, _bij_aanbieder(tabel, eigen.code, sleutel)) for tabel in VAN_BEWAARDER),
                (t.ketengegeven, _van_dossier(eigen.code, sleutel)),
            ),
            berichten,
        )
        aantallen += tuple(self._laat_gedeelde_los(gedeeld))
        if not aantallen:
            return None
        soort = PERSOON if wat.aanbieder is None else "aanbiederdossier"
        for client_id in sorted(betrokkenen):
            sessie.spoor.noteer(Aanraking("wissen", soort, str(wat.id), sleutel.gemeente, client_id))
        return self.bewaar(replace(wat, aantallen=(Telling(PERSOON, 1), *aantallen)))

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
        return self._alleen_over(bsn, met, ontvangen=False)

    def _alleen_over(self, bsn: str, met: Collection[str], *, ontvangen: bool = True) -> tuple[UUID, ...]:
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

    def _verzoeken(self, sleutel: Dossiersleutel, vondsten: Collection[Vondst]) -> ColumnElement[bool]:
        bronnen = {vondst.herkomst for vondst in vondsten}
        return and_(t.verzoek.c.eigenaar == self._sessie.tenant.code, t.verzoek.c.ontvangst_id.in_(bronnen))

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

    def _te_wissen(
        self, client_id: UUID, zaken: Collection[UUID], geheel: bool
    ) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """The rows to delete per table; messages are looked up while it is known what they carry."""
        bericht = t.toewijzingsbericht
        gekozen = _van_client(bericht, client_id) if geheel else ZAAK[bericht].in_(zaken)
        berichten = self._sessie.verbinding.execute(select(bericht.c.id).where(gekozen)).scalars().all()
        yield t.berichtversie, t.berichtversie.c.bericht_id.in_(berichten)
        yield bericht, bericht.c.id.in_(berichten)
        yield t.berichttaak, self._over_toewijzingen(client_id, zaken, geheel)
        for tabel, zaak in ZAAK.items():
            if tabel not in (t.berichtversie, bericht):
                yield tabel, zaak.in_(zaken)
        if geheel:
            keten = tuple(self._keten(client_id))  # while the Bsn can still be read
            for tabel in (t.document, *ZONDER_ZAAK):
                yield tabel, _van_client(tabel, client_id)
            yield from keten

    def _over_toewijzingen(
        self, client_id: UUID, zaken: Collection[UUID], geheel: bool
    ) -> ColumnElement[bool]:
        """What there is to do about the allocations in these cases, or about all of the client."""
        gemeente, rij = self._sessie.gemeente(None), t.toewijzing.c
        eigen = rij.client_id == client_id if geheel else rij.melding_id.in_(zaken)
        vraag = select(rij.nummer).where(rij.gemeente == gemeente, eigen)
        nummers = set(self._sessie.verbinding.execute(vraag).scalars())
        client = Clienten(self._sessie).haal(client_id) if geheel else None
        if client is not None and client.bsn is not None:
            nummers |= _nummers(van_persoon(self._sessie, gemeente, client.bsn.cijfers))
        return _taken(gemeente, gemeente, nummers)

    def _keten(self, client_id: UUID) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """What messages left of this client in the history of the municipality."""
        gemeente, client = self._sessie.gemeente(None), Clienten(self._sessie).haal(client_id)
        if client.bsn is not None:
            rij = t.ketengegeven.c
            persoon = clientsleutel(self._sessie, gemeente, client.bsn.cijfers)
            yield t.ketengegeven, and_(rij.eigenaar == gemeente, rij.persoon == persoon)


def _laatste(rijen: Sequence[Any]) -> Plek | None:
    """The place of the last of these messages."""
    return Plek(rijen[-1].aangemaakt, rijen[-1].id) if rijen else None


def _clienten(vondsten: Collection[Vondst]) -> set[UUID]:
    """How the deliveries among these name the person."""
    return {v.gegeven.client_id for v in vondsten if isinstance(v.gegeven, Levering | Geleverd)}


def _nummers(vondsten: Collection[Vondst]) -> set[int]:
    """The numbers of the allocations among these."""
    versies = (vondst.gegeven for vondst in vondsten if isinstance(vondst.gegeven, Toewijzingsversie))
    return {versie.toewijzing.nummer for versie in versies}


def _taken(eigenaar: str, gemeente: str, nummers: Collection[int]) -> ColumnElement[bool]:
    taak = t.berichttaak.c
    return and_(taak.eigenaar == eigenaar, taak.gemeente == gemeente, taak.nummer.in_(nummers))


def _over_verzoeken(gekozen: ColumnElement[bool]) -> ColumnElement[bool]:
    return t.berichttaak.c.verzoek_id.in_(select(t.verzoek.c.id).where(gekozen))


def _van_client(tabel: Table, client_id: UUID) -> ColumnElement[bool]:
    return (tabel.c.id if tabel is t.client else tabel.c.client_id) == client_id


def _bij_aanbieder(tabel: Table, aanbieder: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    rij = tabel.c
    return and_(rij.persoon == sleutel.persoon, rij.aanbieder == aanbieder, rij.gemeente == sleutel.gemeente)


def _van_dossier(eigenaar: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    gegeven = t.ketengegeven.c
    return and_(
        gegeven.eigenaar == eigenaar,
        gegeven.gemeente == sleutel.gemeente,
        gegeven.persoon == sleutel.persoon,
    )
