"""Destruction: the one place in the program where rows about a person are deleted (W04).

Triggers let a row that is otherwise only added go only when its case is in `vernietigde_zaak`, so the
record of the destruction comes first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    true,
    tuple_,
    union,
)

from app.domain.aanbiederdossier import Aanbiederdossier
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
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.bewaren import Bewaarredenen, Vernietigingsverzoeken
from app.opslag.ketenhistorie import Vondst, clientsleutel, van_dossier, van_persoon
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.opdrachten import delen
from app.opslag.toegang import zichtbaar
from app.opslag.verwerking import Aanraking, verwerkingen_van
from app.opslag.verzameling import Register, object_id
from app.opslag.verzamelingen import Clienten

KORTSTE_TERMIJN = timedelta(days=15 * 365)
"""Fifteen years are never fewer days: enough to leave most clients out of sight."""


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
ANTWOORD = "485"
"""BerichtCode of the wmo325."""
VAN_BEWAARDER = (t.bewaarreden, t.vernietigingsverzoek)
"""Why a provider keeps a person longer, and who asked it to destroy: they go with that person."""
KETEN = (t.ketengegeven, t.berichtontvangst)
"""The tables in which an owner keeps what messages said of a person, under a key of its own."""


class Dossiersleutel(NamedTuple):
    """What a provider keeps of one person in its exchange with one municipality."""

    persoon: Clientsleutel
    gemeente: Gemeentecode


class Vernietigingen(Register[Vernietiging]):
    """What was destroyed, and the destroying itself."""

    tabel = t.vernietiging
    soort = Vernietiging

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

    def laatst_gemaakt(self, client_id: UUID) -> dict[UUID | None, datetime]:
        """When the newest record was made or changed: per case, and under None of what belongs to no case."""
        gemaakt: dict[UUID | None, datetime] = {}
        gewijzigd = self._gewijzigd(client_id)
        zaak_van = {k: v for k, v in ZAAK.items() if "client_id" in k.c} | dict.fromkeys(ZONDER_ZAAK, null())
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
        """The messages of the caller about several persons that may name this one.

        What counts is found by what it left in history, and an answer also by its declaration, for one that
        refuses nothing more than was refused here left nothing of its own. What was rejected left nothing
        either and is looked through, as is an answer that came too late.
        """
        eigen, bericht, gegeven = self._sessie.tenant.code, t.berichtontvangst.c, t.ketengegeven.c
        telt = select(gegeven.herkomst).where(gegeven.persoon == persoon, gegeven.eigenaar == eigen)
        zonder = bericht.status.in_(ZONDER_HISTORIE)
        gekozen = (
            bericht.id.in_(telt),
            and_(bericht.eigenaar == eigen, zonder),
            and_(bericht.afzender == eigen, zonder),
        )
        gevonden: dict[UUID, None] = {}
        for waar in gekozen:
            vraag = select(bericht.id).where(bericht.persoon.is_(None), waar)
            gevonden |= dict.fromkeys(self._sessie.verbinding.execute(vraag).scalars())
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
            retouren = [retour for retour in map(ontvangsten.retour, deel) if retour is not None]
            for vraag in (
                select(bericht.id).where(bericht.id.in_(retouren)),
                van_declaratie.where(declaratie.id.in_(deel)),
            ):
                yield from self._sessie.verbinding.execute(vraag.where(bericht.persoon.is_(None))).scalars()

    def is_van_ander(self, ontvangst_id: UUID, persoon: Clientsleutel, ander: str) -> bool:
        """Whether the other party keeps something of this person by this message, under a key of its own."""
        gegeven = t.ketengegeven.c
        vraag = select(gegeven.nummer).where(
            gegeven.herkomst == ontvangst_id, gegeven.eigenaar == ander, gegeven.persoon == persoon
        )
        return self._sessie.verbinding.execute(vraag.limit(1)).first() is not None

    def verlopen(self, limiet: int) -> tuple[tuple[UUID, datetime, Gemeentecode], ...]:
        """Old messages of the caller about several persons or nobody, on which no history rests any more.

        Each with its municipality; what was refused at the door of a provider names none and is left out.
        """
        bericht, gegeven, eigen = t.berichtontvangst.c, t.ketengegeven.c, self._sessie.tenant
        bij_gemeente = eigen.partij is Partij.GEMEENTE
        vraag = (
            select(bericht.id, bericht.aangemaakt, bericht.eigenaar if bij_gemeente else bericht.afzender)
            .where(
                bericht.eigenaar == eigen.code,
                true() if bij_gemeente else bericht.afzender != eigen.code,
                bericht.persoon.is_(None),
                bericht.aangemaakt < self._sessie.verwerker.nu - KORTSTE_TERMIJN,
                ~exists().where(gegeven.herkomst == bericht.id),
            )
            .order_by(bericht.aangemaakt, bericht.id)
            .limit(limiet)
        )
        rijen = self._sessie.verbinding.execute(vraag)
        return tuple((id, gemaakt, Gemeentecode(code)) for id, gemaakt, code in rijen)

    def vernietig_berichten(self, gemeente: Gemeentecode, ids: Collection[UUID]) -> Vernietiging:
        """Delete these messages of the caller, in its exchange with or as this municipality."""
        bericht, tenant = t.berichtontvangst, self._sessie.tenant
        aantallen = self._wis([(bericht, and_(bericht.c.id.in_(ids), bericht.c.eigenaar == tenant.code))])
        return self.bewaar(
            Vernietiging(
                id=uuid4(),
                gemeente=gemeente,
                grond=Grond.TERMIJN,
                op=self._sessie.verwerker.nu,
                door=self._sessie.verwerker.beller.medewerker,
                zaken=(),
                aantallen=aantallen,
                aanbieder=None if tenant.partij is Partij.GEMEENTE else AgbCode(tenant.code),
            )
        )

    def vernietig(
        self, client_id: UUID, weg: TeVernietigen, berichten: Collection[UUID] = ()
    ) -> Vernietiging:
        """Delete these cases of a client, or the client with all there is, and these messages."""
        sessie = self._sessie
        wat = Vernietiging(
            id=uuid4(),
            gemeente=sessie.gemeente(None),
            grond=weg.grond,
            op=sessie.verwerker.nu,
            door=sessie.verwerker.beller.medewerker,
            zaken=tuple(sorted(weg.zaken)),
            aantallen=(),
        )
        if wat.zaken:
            rijen = [{"melding_id": zaak, "vernietiging_id": wat.id} for zaak in wat.zaken]
            self._schrijf(insert(t.vernietigde_zaak).values(rijen))
        aantallen = self._wis(
            (tabel, and_(voorwaarde, zichtbaar(tabel, sessie.tenant)))
            for tabel, voorwaarde in self._te_wissen(client_id, wat.zaken, weg.client, berichten)
        )
        gewist = [("melding", zaak) for zaak in wat.zaken] + [("client", client_id)] * weg.client
        for soort, id in gewist:
            sessie.spoor.noteer(Aanraking("wissen", soort, str(id), wat.gemeente, client_id))
        return self.bewaar(replace(wat, aantallen=aantallen))

    def _wis(self, wat: Iterable[tuple[Table, ColumnElement[bool]]]) -> tuple[Telling, ...]:
        """Delete these rows of each table in turn; gives how many went that do not follow from others."""
        geteld: Counter[str] = Counter()
        for tabel, voorwaarde in wat:
            aantal = self._schrijf(delete(tabel).where(voorwaarde)).rowcount
            # What there is to do follows from the rest, and is none of the client's own.
            geteld[tabel.name] += 0 if tabel is t.berichttaak else aantal
        return tuple(Telling(soort, aantal) for soort, aantal in geteld.items() if aantal)

    def _voeg_toe(self, waarde: Vernietiging, afgeleid: dict[str, Any]) -> None:
        if waarde.eigenaar != self._sessie.tenant.code:
            raise GeenToegang("U legt alleen vast wat u zelf vernietigt.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(insert(self.tabel), rij)

    def dossiers(self, limiet: int, na: Dossiersleutel | None = None) -> tuple[Dossiersleutel, ...]:
        """Of whom the calling provider keeps what is old, or granted to destroy, in order of key."""
        eigen, grens = self._sessie.tenant.code, self._sessie.verwerker.nu - KORTSTE_TERMIJN
        bericht, gegeven, verzoek = t.berichtontvangst.c, t.ketengegeven.c, t.verzoek.c
        ontvangen = select(bericht.persoon, bericht.afzender.label("gemeente")).where(
            bericht.eigenaar == eigen,
            bericht.persoon.is_not(None),
            bericht.aangemaakt < grens,
            bericht.afzender != eigen,
        )
        gevraagd = (
            select(gegeven.persoon, gegeven.gemeente)
            .join_from(
                t.verzoek,
                t.ketengegeven,
                and_(gegeven.herkomst == verzoek.ontvangst_id, gegeven.eigenaar == verzoek.eigenaar),
            )
            .where(verzoek.eigenaar == eigen, verzoek.aangemaakt < grens, gegeven.persoon.is_not(None))
        )
        weg = t.vernietigingsverzoek.c
        ingewilligd = select(weg.persoon, weg.gemeente).where(
            weg.aanbieder == eigen, weg.status == Verzoekstatus.INGEWILLIGD.value
        )
        alle = union(ontvangen, gevraagd, ingewilligd).subquery()
        vraag = select(alle.c.persoon, alle.c.gemeente).order_by(alle.c.persoon, alle.c.gemeente)
        if na is not None:
            vraag = vraag.where(tuple_(alle.c.persoon, alle.c.gemeente) > tuple_(*map(literal, na)))
        return tuple(Dossiersleutel(*rij) for rij in self._sessie.verbinding.execute(vraag.limit(limiet)))

    def dossier(self, sleutel: Dossiersleutel) -> Aanbiederdossier:
        """What the calling provider keeps of this person, and when the newest of it was made."""
        vondsten = van_dossier(self._sessie, sleutel.persoon, sleutel.gemeente)
        eigen = AgbCode(self._sessie.tenant.code)
        bericht, verzoek = t.berichtontvangst, t.verzoek
        berichten = self._berichten(sleutel, vondsten)
        momenten: list[datetime] = []
        for tabel, gekozen in (
            (bericht, bericht.c.id.in_(berichten)),
            (verzoek, self._verzoeken(sleutel, vondsten)),
            *((tabel, _bij_aanbieder(tabel, eigen, sleutel)) for tabel in VAN_BEWAARDER),
        ):
            for rij in self._sessie.verbinding.execute(
                select(tabel.c.aangemaakt, tabel.c.gewijzigd).where(gekozen)
            ):
                momenten += filter(None, rij)
        gegevens = tuple(vondst.gegeven for vondst in vondsten)
        momenten += filter(
            None, (self._bijgehouden(g) for g in gegevens if isinstance(g, Levering | Geleverd))
        )
        redenen = Bewaarredenen(self._sessie).van_persoon(eigen, sleutel.persoon, sleutel.gemeente)
        verzoeken = Vernietigingsverzoeken(self._sessie).van_persoon(eigen, sleutel.persoon, sleutel.gemeente)
        bronnen = {*berichten, *(vondst.herkomst for vondst in vondsten)}
        return Aanbiederdossier(
            gegevens,
            max(momenten, default=None),
            onbeantwoord=self._is_onbeantwoord(bronnen),
            bewaren_tot=max((reden.tot for reden in redenen), default=None),
            ingewilligd_op=laatst_ingewilligd(verzoeken),
        )

    def _is_onbeantwoord(self, ids: Collection[UUID]) -> bool:
        """Whether one of these messages waits to be judged or answered; the caller did not tick that off."""
        ontvangsten, eigen = Ontvangsten(self._sessie), self._sessie.tenant.code
        wachtend = (ontvangsten.haal(id) for id in ontvangsten.onbeantwoord(ids))
        return any(ontvangst.afgehandeld_door(eigen) is None for ontvangst in wachtend)

    def vernietig_dossier(
        self, sleutel: Dossiersleutel, grond: Grond, ook: Collection[UUID] = ()
    ) -> Vernietiging | None:
        """Delete what the calling provider keeps of this person, and messages that name nobody else.

        A message that the other keeps too stays; None where nothing else was left.
        """
        sessie, eigen = self._sessie, AgbCode(self._sessie.tenant.code)
        vondsten = van_dossier(sessie, sleutel.persoon, sleutel.gemeente)
        berichten = self._berichten(sleutel, vondsten)
        wat = Vernietiging(
            id=uuid4(),
            gemeente=sleutel.gemeente,
            grond=grond,
            op=sessie.verwerker.nu,
            door=sessie.verwerker.beller.medewerker,
            zaken=(),
            aantallen=(),
            aanbieder=eigen,
        )
        gegeven, bericht = t.ketengegeven, t.berichtontvangst
        betrokkenen = {v.gegeven.client_id for v in vondsten if isinstance(v.gegeven, Levering | Geleverd)}
        gekozen = select(t.verzoek.c.client_id).where(self._verzoeken(sleutel, vondsten))
        betrokkenen |= set(sessie.verbinding.execute(gekozen).scalars())
        ander = exists().where(gegeven.c.herkomst == bericht.c.id)
        aantallen = self._wis(
            (
                (t.verzoek, self._verzoeken(sleutel, vondsten)),
                (t.berichttaak, _taken(eigen, sleutel.gemeente, _nummers(vondsten))),
                *((tabel, _bij_aanbieder(tabel, eigen, sleutel)) for tabel in VAN_BEWAARDER),
                (gegeven, _van_dossier(eigen, sleutel)),
                (bericht, and_(bericht.c.id.in_([*berichten, *ook]), ~ander)),
            )
        )
        if not aantallen:
            return None
        for client_id in sorted(betrokkenen):
            daad = Aanraking("wissen", "aanbiederdossier", str(wat.id), sleutel.gemeente, client_id)
            sessie.spoor.noteer(daad)
        return self.bewaar(replace(wat, aantallen=aantallen))

    def _berichten(self, sleutel: Dossiersleutel, vondsten: Collection[Vondst]) -> tuple[UUID, ...]:
        """The messages about this person alone: received, and those sent that left something behind."""
        eigen, bericht = self._sessie.tenant.code, t.berichtontvangst.c
        ontvangen = and_(
            bericht.eigenaar == eigen,
            bericht.persoon == sleutel.persoon,
            bericht.afzender == sleutel.gemeente,
        )
        verzonden = and_(
            bericht.id.in_({vondst.herkomst for vondst in vondsten}),
            bericht.afzender == eigen,
            bericht.persoon.is_not(None),
        )
        gekozen = select(bericht.id).where(or_(ontvangen, verzonden))
        return tuple(self._sessie.verbinding.execute(gekozen).scalars())

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
        self, client_id: UUID, zaken: Collection[UUID], geheel: bool, gedeeld: Collection[UUID]
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
        yield t.berichtontvangst, t.berichtontvangst.c.id.in_(gedeeld)

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
        """What came in about this client alone, and what it left in the history of the municipality.

        What is about several is cut or goes apart (`gedeeld`).
        """
        gemeente, client = self._sessie.gemeente(None), Clienten(self._sessie).haal(client_id)
        if client.bsn is None:
            return
        persoon = clientsleutel(self._sessie, gemeente, client.bsn.cijfers)
        for tabel in KETEN:
            yield tabel, and_(tabel.c.eigenaar == gemeente, tabel.c.persoon == persoon)


def _nummers(vondsten: Collection[Vondst]) -> set[int]:
    """The numbers of the allocations among these."""
    versies = (vondst.gegeven for vondst in vondsten if isinstance(vondst.gegeven, Toewijzingsversie))
    return {versie.toewijzing.nummer for versie in versies}


def _taken(eigenaar: str, gemeente: str, nummers: Collection[int]) -> ColumnElement[bool]:
    taak = t.berichttaak.c
    return and_(taak.eigenaar == eigenaar, taak.gemeente == gemeente, taak.nummer.in_(nummers))


def _van_client(tabel: Table, client_id: UUID) -> ColumnElement[bool]:
    return (tabel.c.id if tabel is t.client else tabel.c.client_id) == client_id


def _bij_aanbieder(tabel: Table, aanbieder: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    rij = tabel.c
    return and_(rij.persoon == sleutel.persoon, rij.aanbieder == aanbieder, rij.gemeente == sleutel.gemeente)


def _van_dossier(aanbieder: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    gegeven = t.ketengegeven.c
    return and_(
        gegeven.eigenaar == aanbieder,
        gegeven.gemeente == sleutel.gemeente,
        gegeven.aanbieder == aanbieder,
        gegeven.persoon == sleutel.persoon,
    )
