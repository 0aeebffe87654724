"""Destruction: the one place in the program where rows about a person are deleted (W04).

Triggers let a row that is otherwise only added go only when its case is in `vernietigde_zaak`, so the
record of the destruction comes first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from app.domain.bewaren import (
    Grond,
    Telling,
    TeVernietigen,
    Vernietiging,
    Verzoekstatus,
)
from app.domain.fouten import GeenToegang
from app.domain.keten.historie import Gegeven
from app.domain.partijen import Partij
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.clienten import Clienten
from app.opslag.dossiers import (
    KORTSTE_TERMIJN,
    Dossiers,
    Dossiersleutel,
    bij_aanbieder,
    nummers_van,
)
from app.opslag.ketenhistorie import anderen, clientsleutel, van_persoon
from app.opslag.opdrachten import delen
from app.opslag.toegang import zichtbaar
from app.opslag.verwerking import Aanraking, verwerkingen_van
from app.opslag.verzameling import Register, Sessie, object_id


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


PERSOON = "persoon"
"""How the report counts somebody who is no client of who destroyed."""

VAN_BEWAARDER = (t.bewaarreden, t.vernietigingsverzoek)
"""Why a provider keeps a person longer, and who asked it to destroy: they go with that person."""


Antwoorden = Mapping[UUID, Collection[UUID]]
"""By message answers on it."""
GEEN: Antwoorden = MappingProxyType({})


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

    def vernietig_berichten(self, gemeente: str, ids: Collection[UUID]) -> Vernietiging:
        """Let go of these messages of the caller; a provider names the municipality, where there was one."""
        return self.bewaar(replace(self._begin(Grond.TERMIJN, gemeente), aantallen=self._wis((), ids)))

    def vernietig(
        self,
        client_id: UUID,
        weg: TeVernietigen,
        berichten: Collection[UUID] = (),
        antwoorden: Antwoorden = GEEN,
    ) -> Vernietiging:
        """Delete these cases of a client, or the client with all there is, and let go of these messages.

        And of the answers on what goes that name nobody: those among `antwoorden` too.
        """
        sessie = self._sessie
        wat = replace(self._begin(weg.grond, sessie.gemeente(None)), zaken=tuple(sorted(weg.zaken)))
        if wat.zaken:
            rijen = [{"melding_id": zaak, "vernietiging_id": wat.id} for zaak in wat.zaken]
            self._schrijf(insert(t.vernietigde_zaak).values(rijen))
        bsn = Clienten(sessie).haal(client_id).bsn if weg.client else None
        over = () if bsn is None else Dossiers(sessie).alleen_over(bsn.cijfers, anderen(sessie, wat.gemeente))
        aantallen = self._wis(
            (
                (tabel, and_(voorwaarde, zichtbaar(tabel, sessie.tenant)))
                for tabel, voorwaarde in self._te_wissen(client_id, wat.zaken, weg.client)
            ),
            self._met_antwoorden({*berichten, *over}, antwoorden),
        )
        gewist = [("melding", zaak) for zaak in wat.zaken] + [("client", client_id)] * weg.client
        for soort, id in gewist:
            sessie.spoor.noteer(Aanraking("wissen", soort, str(id), wat.gemeente, client_id))
        return self.bewaar(replace(wat, aantallen=aantallen))

    def _met_antwoorden(self, ids: Collection[UUID], antwoorden: Antwoorden) -> frozenset[UUID]:
        """These messages with the answers on them that name nobody, and are about nothing else."""
        erop = (antwoord for id in ids for antwoord in antwoorden.get(id, ()))
        return frozenset((*ids, *Dossiers(self._sessie).naamloze_antwoorden(ids), *erop))

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
        houdt, geteld = Dossiers(self._sessie).houdt_ander(ids), Counter[str]()
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

    def vernietig_dossier(
        self,
        sleutel: Dossiersleutel,
        grond: Grond,
        bsn: str | None,
        ook: Collection[UUID] = (),
        antwoorden: Antwoorden = GEEN,
    ) -> Vernietiging | None:
        """Delete what the caller keeps of this person by messages, and let go of those that name nobody else.

        And of the answers on what goes that name nobody: those among `antwoorden` too.
        None where nothing was left.
        """
        sessie, eigen = self._sessie, self._sessie.tenant.code
        inhoud, wat = Dossiers(sessie).inhoud(sleutel, bsn), self._begin(grond, sleutel.gemeente)
        aantallen = self._wis(
            (
                (t.verzoek, inhoud.verzoeken),
                (t.berichttaak, _taken(eigen, sleutel.gemeente, nummers_van(inhoud.vondsten))),
                *((tabel, bij_aanbieder(tabel, eigen, sleutel)) for tabel in VAN_BEWAARDER),
                (t.ketengegeven, _van_dossier(eigen, sleutel)),
            ),
            self._met_antwoorden({*inhoud.berichten, *ook}, antwoorden),
        )
        aantallen += tuple(self._laat_gedeelde_los(inhoud.gedeeld))
        if not aantallen:
            return None
        soort = PERSOON if wat.aanbieder is None else "aanbiederdossier"
        for client_id in sorted(inhoud.betrokkenen):
            sessie.spoor.noteer(Aanraking("wissen", soort, str(wat.id), sleutel.gemeente, client_id))
        return self.bewaar(replace(wat, aantallen=(Telling(PERSOON, 1), *aantallen)))

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
            nummers |= nummers_van(van_persoon(self._sessie, gemeente, client.bsn.cijfers))
        return _taken(gemeente, gemeente, nummers)

    def _keten(self, client_id: UUID) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """What messages left of this client in the history of the municipality."""
        gemeente, client = self._sessie.gemeente(None), Clienten(self._sessie).haal(client_id)
        if client.bsn is not None:
            rij = t.ketengegeven.c
            persoon = clientsleutel(self._sessie, gemeente, client.bsn.cijfers)
            yield t.ketengegeven, and_(rij.eigenaar == gemeente, rij.persoon == persoon)


def _taken(eigenaar: str, gemeente: str, nummers: Collection[int]) -> ColumnElement[bool]:
    taak = t.berichttaak.c
    return and_(taak.eigenaar == eigenaar, taak.gemeente == gemeente, taak.nummer.in_(nummers))


def _over_verzoeken(gekozen: ColumnElement[bool]) -> ColumnElement[bool]:
    return t.berichttaak.c.verzoek_id.in_(select(t.verzoek.c.id).where(gekozen))


def _van_client(tabel: Table, client_id: UUID) -> ColumnElement[bool]:
    return (tabel.c.id if tabel is t.client else tabel.c.client_id) == client_id


def _van_dossier(eigenaar: str, sleutel: Dossiersleutel) -> ColumnElement[bool]:
    gegeven = t.ketengegeven.c
    return and_(
        gegeven.eigenaar == eigenaar,
        gegeven.gemeente == sleutel.gemeente,
        gegeven.persoon == sleutel.persoon,
    )
