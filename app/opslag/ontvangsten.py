"""The messages that came in. One is seen by its receiver, and by its sender."""

import json
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, exists, or_, select, text, update

from app.domain.berichtontvangst import Afhandeling, Berichtontvangst, Ontvangststatus
from app.domain.berichttaak import taken_van_ontvangst
from app.domain.fouten import GeenToegang, VerkeerdeStatus
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Partij
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, voldoet_aan_elfproef
from app.opslag import berichttaken
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, zonder_index
from app.opslag.ketenhistorie import KENMERKLENGTE, clientsleutel
from app.opslag.opdrachten import TENANT, delen
from app.opslag.toegang import zichtbaar_voor
from app.opslag.verwerking import Aanraking
from app.opslag.verzameling import MetId, Sessie, adapter

VERNIETIGD = (
    "Wat onder deze identificatie is uitgewisseld hebt u hier vernietigd. Het wordt niet opnieuw beoordeeld. "
    "Een nieuw bericht krijgt een eigen identificatie."
)


class Ontvangsten(MetId[Berichtontvangst]):
    """Messages as they came in, and what became of each."""

    tabel = t.berichtontvangst
    soort = Berichtontvangst
    bestaat_al = "Dit bericht is al ontvangen."
    blijft = frozenset({"xml"})

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        super().__init__(sessie)
        self._clienten: dict[tuple[str, frozenset[str]], dict[str, UUID]] = {}

    def afgeleid(self, waarde: Berichtontvangst) -> dict[str, Any]:
        """By what the same bytes are found, and what is about one client alone.

        Neither changes, but of an answer that names nobody it turns out later whom it is about.
        """
        bsns = waarde.bsns or ()
        persoon = self.persoon(waarde.eigenaar, *bsns) if len(bsns) == 1 else None
        if waarde.revisie:
            van_een = persoon is not None and waarde.berichtsoort in _OVER_EEN
            return {"persoon": persoon} if van_een else {}
        return {"hash": self._hash(waarde.xml), "persoon": persoon}

    def bewaar(self, waarde: Berichtontvangst) -> Berichtontvangst:
        """Keep the message, with what it asks of its receiver and of its sender."""
        bewaard = super().bewaar(waarde)
        berichttaken.zet(
            self._sessie,
            t.berichttaak.c.ontvangst_id,
            bewaard.id,
            taken_van_ontvangst(bewaard),
            nieuw=not waarde.revisie,
        )
        return bewaard

    def bewaar_gesneden(self, waarde: Berichtontvangst) -> Berichtontvangst:
        """Keep a message out of which a person was taken (W04); nothing else changes its bytes."""
        xml = self._sessie.kluis.versleutel(waarde.xml, self._plaats({"id": waarde.id}, "xml"))
        self._schrijf(_ZET_XML, {"gesneden": waarde.id, "xml": xml})
        return self.bewaar(waarde)

    def vind(self, id: UUID) -> Berichtontvangst | None:
        """The message with this id; None where it is gone."""
        return self._vind(id=id)

    def eerder(self, ontvangst: Berichtontvangst) -> Berichtontvangst | None:
        """The same bytes, as they came in before; VerkeerdeStatus where the caller destroyed that (W04)."""
        namen = ("eigenaar", "code", "afzender", "identificatie")
        waarden = {naam: getattr(ontvangst, naam) for naam in namen}
        rijen = self._sessie.verbinding.execute(_ONDER_KENMERK, waarden).all()
        hash = self._hash(ontvangst.xml) if rijen else ""
        zelfde = next((self._vind(id=rij.id) for rij in rijen if rij.hash == hash), None)
        if zelfde is not None:
            return zelfde
        # What the other party destroyed is not found by its bytes any more.
        losgelaten = [rij for rij in rijen if rij.weg_bij is not None]
        if any(rij.weg_bij == self._sessie.tenant.code for rij in losgelaten):
            raise VerkeerdeStatus(VERNIETIGD)
        gevonden = (self._vind(id=rij.id) for rij in losgelaten)
        return next((bekend for bekend in gevonden if bekend and bekend.xml == ontvangst.xml), None)

    def met_inhoud(
        self, inhoud: bytes, eigenaar: str, afzender: str, code: str, identificatie: str
    ) -> Berichtontvangst | None:
        """These bytes as they came in between these two; None also where the caller is neither of them."""
        return self._vind(
            eigenaar=eigenaar,
            code=code,
            afzender=afzender,
            identificatie=identificatie,
            hash=self._hash(inhoud),
        )

    def neem(self, ontvangst: Berichtontvangst, *, wacht: bool) -> Berichtontvangst | None:
        """This message as it stands now, while it waits; nobody else judges it before the transaction ends.

        Who does not want to `wacht` gets None too while another is at it.
        """
        waarden = {"id": ontvangst.id, "status": ontvangst.status.value}
        vraag = _NEEM if wacht else _NEEM_ALS_VRIJ
        revisie = self._sessie.verbinding.execute(vraag, waarden).scalar()
        return None if revisie is None else self._met_revisie(ontvangst, revisie)

    def nu(self, ontvangst: Berichtontvangst) -> Berichtontvangst:
        """This message as it stands now, which may be otherwise once who read it had to wait."""
        revisie = self._sessie.verbinding.execute(_REVISIE, {"id": ontvangst.id}).scalar()
        return self._met_revisie(ontvangst, revisie)

    def _met_revisie(self, ontvangst: Berichtontvangst, revisie: int | None) -> Berichtontvangst:
        """This message, read again where it was changed."""
        return ontvangst if revisie == ontvangst.revisie else self.haal(ontvangst.id)

    def wacht_er_een_voor(self, ontvangst: Berichtontvangst) -> bool:
        """Whether its sender sent this receiver one of the same kind before that waits to be judged."""
        waarden = {
            "eigenaar": ontvangst.eigenaar,
            "afzender": ontvangst.afzender,
            "code": ontvangst.code,
            "status": Ontvangststatus.ONTVANGEN.value,
            "tot": ontvangst.ontvangen_op,
        }
        return self._sessie.verbinding.execute(_WACHT_ERVOOR, waarden).first() is not None

    def verzonden(
        self, code: str, afzender: str, identificatie: str, *, aan: str
    ) -> tuple[Berichtontvangst, ...]:
        """What this party sent to another under this identification, oldest first.

        Put in order here: SQLite would otherwise go through all that was ever sent, which is in order.
        """
        gelijk = {"eigenaar": aan, "code": code, "afzender": afzender, "identificatie": identificatie}
        gevonden = self._vraag(_verzonden(self._sessie.tenant.partij), **gelijk)
        return tuple(sorted(gevonden, key=lambda bericht: (bericht.ontvangen_op, bericht.id)))

    def _voeg_toe(self, waarde: Berichtontvangst, afgeleid: dict[str, Any]) -> None:
        if self._sessie.tenant.code not in (waarde.eigenaar, waarde.afzender):
            raise GeenToegang("U legt alleen berichten vast die u ontvangt of verzendt.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(t.berichtontvangst.insert(), rij)

    def is_aangesloten(self, code: str) -> bool:
        """Whether this party works with this installation: a municipality with data, a provider it knows."""
        van_gemeente = Partij.van_code(code) is Partij.GEMEENTE
        vraag = _MET_GEGEVENS if van_gemeente else _BEKEND
        return self._sessie.verbinding.execute(vraag, {"code": code}).first() is not None

    def eigen_buiten_historie(
        self, gemeente: Gemeentecode, aanbieder: AgbCode, clienten: Collection[UUID]
    ) -> tuple[UUID, ...]:
        """The wmo301s that this municipality sent about these clients and that its history lacks."""
        gevonden: list[UUID] = []
        for deel in delen(clienten):
            waarden = {"gemeente": gemeente, "aanbieder": aanbieder, "clienten": deel}
            gevonden += self._sessie.verbinding.execute(_BUITEN_HISTORIE, waarden).scalars()
        return tuple(gevonden)

    def _hash(self, inhoud: bytes) -> str:
        return self._sessie.kluis.kenmerk("bericht", sha256(inhoud).hexdigest())

    def persoon(self, eigenaar: str, bsn: str) -> str:
        """The key under which the history of this owner keeps this client."""
        return clientsleutel(self._sessie, eigenaar, bsn)

    def volgnummer(self, eigenaar: str) -> int:
        """The next number for an answer of this party, from 1; others wait for it until the end."""
        nummer: int = self._sessie.verbinding.execute(_NUMMER, {"eigenaar": eigenaar}).scalar_one()
        return nummer

    def clienten(self, gemeente: str, bsns: Collection[str]) -> dict[str, UUID]:
        """By Bsn the clients that this municipality knows; asked once in a transaction."""
        wie = gemeente, frozenset(filter(voldoet_aan_elfproef, bsns))
        if wie not in self._clienten:
            self._clienten[wie] = self._zoek_clienten(*wie)
        return self._clienten[wie]

    def _zoek_clienten(self, gemeente: str, bsns: frozenset[str]) -> dict[str, UUID]:
        zoekwaarden = {self._sessie.kluis.zoekwaarde(gemeente, Bsn(bsn)): bsn for bsn in bsns}
        gevonden: dict[str, UUID] = {}
        for deel in delen(sorted(zoekwaarden)):
            rijen = self._sessie.verbinding.execute(_CLIENTEN, {"gemeente": gemeente, "zoekwaarden": deel})
            gevonden.update((zoekwaarden[zoekwaarde], id) for zoekwaarde, id in rijen)
        return gevonden

    def over(
        self, persoon: str, tussen: Partijen, codes: Collection[str], limiet: int, cursor: str | None
    ) -> Bladzijde[Berichtontvangst]:
        """A page of the messages with these BerichtCodes that a provider sent about this person alone.

        `persoon` is the key under which the history of the municipality keeps this person.
        """
        vraag = select(t.berichtontvangst).where(
            _rij.eigenaar == tussen.gemeente,
            _rij.persoon == persoon,
            _rij.afzender == tussen.aanbieder,
            _rij.code.in_(codes),
        )
        return self._blader(vraag, limiet, cursor)

    def van_persoon(self, bsn: str, anderen: Collection[str]) -> tuple[Berichtontvangst, ...]:
        """What the caller received about this person alone, and sent to these others; oldest first."""
        eigen = self._sessie.tenant.code
        gevonden: list[Berichtontvangst] = []
        for deel in delen([eigen, *anderen]):
            # One by one: SQLite finds no list of pairs by an index.
            van = [and_(_rij.eigenaar == code, _rij.persoon == self.persoon(code, bsn)) for code in deel]
            gevonden += self._zoek_waar(or_(*van))
        for ontvangst in gevonden:
            self.noteer("lezen", ontvangst.id, ontvangst.gemeente, (bsn,))
        return tuple(sorted(gevonden, key=lambda ontvangst: ontvangst.ontvangen_op))

    def kenmerken(self, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
        """By id BerichtCode and identification of these; without their bytes, which may be many."""
        gevonden: dict[UUID, tuple[str, str]] = {}
        for deel in delen(ids):
            vraag = select(_rij.id, _rij.code, _rij.identificatie).where(_rij.id.in_(deel))
            gevonden.update((id, (code, naam)) for id, code, naam in self._sessie.verbinding.execute(vraag))
        return gevonden

    def onbeantwoord(self, ids: Collection[UUID]) -> frozenset[UUID]:
        """Which of these are not judged yet, or wait for the return that says what became of them."""
        vraag = select(_rij.id).where(_rij.id.in_(ids), _rij.status.in_(_OPEN))
        return frozenset(self._sessie.verbinding.execute(vraag).scalars())

    def open_staand(
        self, ids: Collection[UUID]
    ) -> Iterator[tuple[str | None, Ontvangststatus, tuple[Afhandeling, ...]]]:
        """Of each of those its kind, its status and what somebody did about it; without its bytes."""
        for deel in delen(ids):
            for rij in self._sessie.verbinding.execute(_OPEN_INHOUD, {"ids": deel}):
                inhoud = self._inhoud(rij)
                afhandelingen = _AFHANDELINGEN.validate_python(inhoud["afhandelingen"])
                yield inhoud["berichtsoort"], Ontvangststatus(rij.status), afhandelingen

    def bsns_van(self, ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
        """Of whom each of these messages is; without its bytes, which may be many."""
        return {id: tuple(inhoud["bsns"] or ()) for id, inhoud in self._inhouden(ids)}

    def genoemd(self, ids: Collection[UUID]) -> dict[UUID, tuple[tuple[str, ...], UUID | None]]:
        """Of whom each of these is, and which message it answers; without its bytes."""
        return {
            id: (tuple(inhoud["bsns"] or ()), UUID(op) if (op := inhoud.get("antwoord_op")) else None)
            for id, inhoud in self._inhouden(ids)
        }

    def retouren(self, ids: Collection[UUID]) -> tuple[UUID, ...]:
        """The first return that came in on each of these messages, where one did; without its bytes."""
        return tuple(UUID(inhoud["retour"]) for _, inhoud in self._inhouden(ids) if inhoud.get("retour"))

    def met_vernietigden(self, ids: Collection[UUID]) -> tuple[UUID, ...]:
        """In which of these messages there is whom one of both destroyed; without its bytes."""
        return tuple(id for id, inhoud in self._inhouden(ids) if inhoud.get("vernietigd"))

    def indieners(self, ids: Collection[UUID]) -> dict[UUID, str]:
        """Gemeentecode or AgbCode of who handed over each of these messages; without its bytes."""
        return {id: inhoud["indiener"]["code"] for id, inhoud in self._inhouden(ids)}

    def _inhouden(self, ids: Collection[UUID]) -> Iterator[tuple[UUID, dict[str, Any]]]:
        for deel in delen(ids):
            for rij in self._sessie.verbinding.execute(_INHOUD, {"ids": deel}):
                yield rij.id, self._inhoud(rij)

    def _inhoud(self, rij: Any) -> dict[str, Any]:
        plaats = self._plaats(rij._asdict(), "inhoud")
        inhoud: dict[str, Any] = json.loads(self._sessie.kluis.ontsleutel(rij.inhoud, plaats))
        return inhoud

    def noteer(self, actie: str, ontvangst_id: UUID, gemeente: str, bsns: Collection[str]) -> None:
        """Leave in the access record that this was done with the data of these persons (W06).

        Whom the municipality does not know as a client stands in it under a pseudonym: a keyed hash.
        """
        for client_id in self.betrokkenen(gemeente, bsns):
            self._sessie.spoor.noteer(
                Aanraking(actie, self.tabel.name, str(ontvangst_id), gemeente, client_id)
            )

    def betrokkenen(self, gemeente: str, bsns: Collection[str]) -> tuple[UUID, ...]:
        """How the access record names these persons, in the order of their Bsn."""
        bekend = self.clienten(gemeente, bsns)
        return tuple(bekend.get(bsn) or self.pseudoniem(gemeente, bsn) for bsn in sorted(bsns))

    def pseudoniem(self, gemeente: str, bsn: str) -> UUID:
        """How the access record names who has this Bsn, as long as the municipality does not know who."""
        return UUID(self._sessie.kluis.kenmerk("persoon", gemeente, bsn)[:KENMERKLENGTE])


_rij, _client, _bericht, _gegeven = (
    tabel.c for tabel in (t.berichtontvangst, t.client, t.toewijzingsbericht, t.ketengegeven)
)
_OVER_EEN = frozenset({"wmo302", "wmo306", "wmo308", "wmo316", "wmo318", "wmo319", "wmo320"})
"""The answers about one client that may name nobody."""
_OPEN = (Ontvangststatus.ONTVANGEN.value, Ontvangststatus.VERZONDEN.value)
_INHOUD = select(_rij.id, _rij.inhoud).where(_rij.id.in_(bindparam("ids", expanding=True)))
_OPEN_INHOUD = select(_rij.id, _rij.status, _rij.inhoud).where(
    _rij.id.in_(bindparam("ids", expanding=True)), _rij.status.in_(_OPEN)
)
_AFHANDELINGEN = adapter(tuple[Afhandeling, ...])
_KENMERK = [_rij[naam] == bindparam(naam) for naam in ("eigenaar", "code", "afzender", "identificatie")]
_ONDER_KENMERK = select(_rij.id, _rij.hash, _rij.weg_bij).where(*_KENMERK)


@cache
def _verzonden(partij: Partij) -> Select[Any]:
    zichtbaar = zichtbaar_voor(t.berichtontvangst, partij, bindparam(TENANT))
    return select(t.berichtontvangst).where(*_KENMERK, zichtbaar)


_ZET_XML = update(t.berichtontvangst).where(_rij.id == bindparam("gesneden"))
_REVISIE = select(_rij.revisie).where(_rij.id == bindparam("id"))
_WACHT = select(_rij.revisie).where(*(_rij[naam] == bindparam(naam) for naam in ("id", "status")))
_NEEM = _WACHT.with_for_update()
_NEEM_ALS_VRIJ = _WACHT.with_for_update(skip_locked=True)
_WACHT_ERVOOR = (
    select(_rij.id)
    .where(*(_rij[naam] == bindparam(naam) for naam in ("eigenaar", "afzender", "status")))
    .where(zonder_index(_rij.code) == bindparam("code"), _rij.aangemaakt < bindparam("tot"))
    .limit(1)
)
"""By the few that wait between these two, and not by all that they ever exchanged of this kind."""
_MET_GEGEVENS, _BEKEND = (
    select(kolom).where(kolom == bindparam("code")).limit(1)
    for kolom in (t.aanbieder.c.gemeente, t.aanbieder.c.agb)
)
_CLIENTEN = select(_client.bsn_zoekwaarde, _client.id).where(
    _client.gemeente == bindparam("gemeente"),
    _client.bsn_zoekwaarde.in_(bindparam("zoekwaarden", expanding=True)),
)
_BUITEN_HISTORIE = (
    select(_bericht.id)
    .where(
        _bericht.gemeente == bindparam("gemeente"),
        _bericht.aanbieder == bindparam("aanbieder"),
        _bericht.client_id.in_(bindparam("clienten", expanding=True)),
        _bericht.status.in_(("verzonden", "goedgekeurd")),
        ~exists().where(_gegeven.eigenaar == bindparam("gemeente"), _gegeven.herkomst == _bericht.id),
    )
    .order_by(_bericht.aangemaakt, _bericht.id)
)
_NUMMER = text(
    "INSERT INTO keten (eigenaar, gemeente, aanbieder, laatste) VALUES (:eigenaar, '', '', 1) "
    "ON CONFLICT (eigenaar, gemeente, aanbieder) DO UPDATE SET laatste = keten.laatste + 1 RETURNING laatste"
)
"""The row without another party counts the answers of the owner."""
