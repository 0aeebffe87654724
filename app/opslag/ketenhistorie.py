"""The history of one party with one other in the database: what `app.domain.keten.geheugen` is in memory.

Nothing in it says who a client is: keys are keyed hashes, and what is kept is encrypted (W06). All of it is
of one owner. What is found by one key is of one person or one allocation, so that a question costs the same
however much is stored.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, cast, get_args
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    true,
)

from app.domain.keten import historie
from app.domain.keten.dossier import (
    BekendeToewijzing,
    Betrokkenen,
    Clientsleutel,
    Dossier,
    Partijen,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoekstand,
)
from app.domain.keten.historie import (
    Declaratieregel,
    Gegeven,
    Geleverd,
    Levering,
    Levermelding,
    Mutaties,
    Sleutel,
    Toewijzingsversie,
    Verzoek,
    Verzoekantwoord,
    Vraag,
    bijgehouden_op,
    van_toewijzing,
    van_verzoek,
    vul,
)
from app.domain.levertaak import ALLES, Over, Taakdeel, geraakt, is_van
from app.domain.levertaak import vraag as vraag_van_taken
from app.domain.toewijzing.toewijzing import Toewijzing
from app.opslag import levertaken
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde, zonder_index
from app.opslag.fouten import Onleesbaar
from app.opslag.opdrachten import delen, voeg_per_kolom_toe, voeg_toe
from app.opslag.verwerking import Aanraking
from app.opslag.verzameling import Sessie, adapter, lees, object_id
from app.opslag.verzoeken import van_eigenaar

TERUG = 500
"""Rows that are taken back at a time."""
PER_VULLING = 250
"""Rows of which the tasks are made at a time, while nobody else writes on SQLite."""
KENMERKLENGTE = 32
"""Hexadecimal digits of a key."""
MET_SLOT = 10
"""Numbers that come with the lock of an exchange: more than most messages leave behind."""
ONBEKEND = Clientsleutel("")
"""Of an allocation of which no message was judged, so that nothing is known of what came of it."""

SOORTEN: dict[str, Any] = {soort.__name__: soort for soort in get_args(historie.Gegeven)}
"""What can be kept, by the name under which it is."""

_BLIJFT = "ON CONFLICT (eigenaar, gemeente, aanbieder) DO UPDATE SET laatste = keten.laatste"
_VERGRENDEL = text(
    "INSERT INTO keten (eigenaar, gemeente, aanbieder, laatste) "
    f"VALUES (:eigenaar, :gemeente, :aanbieder, 0) {_BLIJFT}"
)
_VERGRENDEL_BEIDE = text(
    "INSERT INTO keten (eigenaar, gemeente, aanbieder, laatste) "
    "VALUES (:eerste, :gemeente, :aanbieder, :aantal), (:tweede, :gemeente, :aanbieder, :aantal) "
    "ON CONFLICT (eigenaar, gemeente, aanbieder) DO UPDATE SET laatste = keten.laatste + excluded.laatste "
    "RETURNING eigenaar, laatste, beurt, beurt_op"
).columns(t.keten.c.eigenaar, t.keten.c.laatste, t.keten.c.beurt, t.keten.c.beurt_op)
_HIER = "WHERE eigenaar = :eigenaar AND gemeente = :gemeente AND aanbieder = :aanbieder"
_RESERVEER = text(f"UPDATE keten SET laatste = laatste + :aantal {_HIER} RETURNING laatste")
_ZET_BEURT = text(f"UPDATE keten SET beurt = :van, beurt_op = :op {_HIER}").bindparams(
    bindparam("van", type_=t.keten.c.beurt.type), bindparam("op", type_=t.keten.c.beurt_op.type)
)
_VAN_KETEN = ("eigenaar", "gemeente", "aanbieder")
_keten, _gegeven, _sleutel = t.keten.c, t.ketengegeven.c, t.ketensleutel.c
_GEVRAAGD = (
    func.unnest(bindparam("sleutels", type_=ARRAY(Text())))
    .table_valued("sleutel", name="gevraagd")
    .render_derived()
)


def _in_keten(kolommen: Any) -> list[ColumnElement[bool]]:
    return [kolommen[naam] == bindparam(naam) for naam in _VAN_KETEN]


_BEURT = select(_keten.beurt).where(*_in_keten(_keten)).scalar_subquery()
_TELT = _gegeven.herkomst.is_distinct_from(_BEURT)
"""Not of the message whose turn it is: it has yet to count, or does not count any more."""


def _per_sleutel(gevonden: Select[Any]) -> Select[Any]:
    """On PostgreSQL: what is found by each key, one after the other, and each by its number.

    For a join it reads a whole exchange where it has no statistics; OFFSET 0 keeps it from making this one.
    """
    per_sleutel = gevonden.where(_sleutel.sleutel == _GEVRAAGD.c.sleutel).lateral("gevonden")
    van_keten = select(t.ketengegeven).where(*_in_keten(_gegeven), _TELT)
    op_nummer = van_keten.where(_gegeven.nummer == per_sleutel.c.nummer).offset(0).lateral("gegeven")
    return select(*op_nummer.c, per_sleutel.c.rang).select_from(
        _GEVRAAGD.join(per_sleutel, true()).join(op_nummer, true())
    )


_PLEK = select(_sleutel.nummer, _sleutel.rang).where(*_in_keten(_sleutel))
_GEVONDEN = (
    select(*_gegeven, _sleutel.rang)
    # Each key has its thing; an outer join keeps SQLite from beginning with all things of the exchange.
    .join_from(t.ketensleutel, t.ketengegeven, isouter=True)
    .where(*_in_keten(_sleutel), _sleutel.sleutel.in_(bindparam("sleutels", expanding=True)), _TELT)
)
_HOOGSTE_EERST = (_sleutel.rang.desc(), _sleutel.nummer.desc())
_VRAGEN = {
    "sqlite": (_GEVONDEN, _GEVONDEN.order_by(*_HOOGSTE_EERST).limit(1)),
    "postgresql": (
        _per_sleutel(_PLEK.offset(0)),
        _per_sleutel(_PLEK.order_by(*_HOOGSTE_EERST).limit(1)),
    ),
}
"""By database: what asks for all that is found by `sleutels`, and what for the highest."""


def _herkomsten(gevonden: Select[Any]) -> Select[Any]:
    alle = gevonden.subquery()
    return (
        select(alle.c.herkomst)
        .group_by(alle.c.herkomst)
        .order_by(func.min(alle.c.nummer))
        .limit(bindparam("hoogstens"))
    )


_HERKOMSTEN = {naam: _herkomsten(alles) for naam, (alles, _) in _VRAGEN.items()}
"""By database: which messages left anything that is found by `sleutels`."""

_EERSTE = _PLEK.where(
    _sleutel.sleutel.in_(bindparam("sleutels", expanding=True)), _sleutel.rang == historie.EERST
)
"""What keys find first, to be read a page at a time."""
_OP_NUMMER = select(t.ketengegeven).where(
    *_in_keten(_gegeven), _gegeven.nummer.in_(bindparam("nummers", expanding=True)), _TELT
)
_KETENS = select(_keten.gemeente, _keten.aanbieder).where(_keten.eigenaar == bindparam("eigenaar"))
_ONBEOORDEELD = select(_keten.beurt).where(
    _keten.eigenaar == bindparam("eigenaar"), _keten.beurt.is_not(None)
)
_VAN_PERSOON = (
    select(t.ketengegeven)
    .where(
        _gegeven.eigenaar == bindparam("eigenaar"),
        _gegeven.persoon == bindparam("persoon"),
        _gegeven.herkomst.not_in(_ONBEOORDEELD),
    )
    .order_by(_gegeven.gemeente, _gegeven.aanbieder, _gegeven.nummer)
)
_VAN_HERKOMST = (
    select(t.ketengegeven)
    .where(
        _gegeven.herkomst == bindparam("herkomst"), zonder_index(_gegeven.eigenaar) == bindparam("eigenaar")
    )
    .limit(bindparam("aantal"))
)
"""Asked for apart: in one statement with what takes these away PostgreSQL reads all of them for each row."""
_LAATSTE_NUMMERS = (
    select(_gegeven.herkomst, func.max(_gegeven.nummer))
    .where(
        _gegeven.herkomst.in_(bindparam("herkomsten", expanding=True)),
        _gegeven.soort.in_((Levermelding.__name__, Toewijzingsversie.__name__)),
        zonder_index(_gegeven.eigenaar) == bindparam("eigenaar"),
    )
    .group_by(_gegeven.herkomst)
)
_WEG = delete(t.ketengegeven).where(
    *_in_keten(_gegeven), _gegeven.nummer.in_(bindparam("nummers", expanding=True))
)
_BEKEND = select(
    or_(
        exists().where(*_in_keten(_keten)),
        exists().where(
            *(t.aanbieder.c[n] == bindparam(w) for n, w in (("gemeente",) * 2, ("agb", "aanbieder")))
        ),
    )
)
_ERNA = (
    select(t.ketengegeven)
    .where(*_in_keten(_gegeven), _gegeven.nummer > bindparam("na"))
    .order_by(_gegeven.nummer)
    .limit(PER_VULLING)
)
_SLEUTELS_VAN = select(_sleutel.nummer, _sleutel.sleutel).where(
    *_in_keten(_sleutel), _sleutel.nummer.in_(bindparam("nummers", expanding=True))
)
_ZET_GEVULD = text(f"UPDATE keten SET taken_tot = :tot {_HIER}")
_OVER_VERZOEKEN = select(t.ketengegeven).where(
    zonder_index(_gegeven.eigenaar) == bindparam("eigenaar"),
    _gegeven.herkomst == bindparam("herkomst"),
    _gegeven.soort.in_((Verzoek.__name__, Verzoekantwoord.__name__)),
)


class Vondst(NamedTuple):
    """Something in history, and the message that left it."""

    herkomst: UUID
    gegeven: Gegeven


@dataclass(frozen=True, slots=True)
class Beurt:
    """That a message is dealt with in parts; nobody else judges anything between its parties meanwhile."""

    van: UUID
    """The berichtontvangst."""
    op: datetime | None
    """The moment of its last part, by which who is at it knows that nobody took over; None before any."""


class Ketenhistorie:
    """What one party keeps of its exchange with one other, with all that it may ask for that."""

    def __init__(self, sessie: Sessie, eigenaar: str, tussen: Partijen) -> None:
        """Work in this transaction for this owner, on what goes between these two."""
        self._sessie = sessie
        self._eigenaar = eigenaar
        self.tussen = tussen
        self._clientsleutels: dict[str, Clientsleutel] = {}
        self._keten = {"eigenaar": eigenaar, "gemeente": tussen.gemeente, "aanbieder": tussen.aanbieder}

    def is_bekend(self) -> bool:
        """Whether anything was exchanged here, or the municipality has the provider among its own."""
        return bool(self._sessie.verbinding.scalar(_BEKEND, self._keten))

    def vergrendel(self) -> None:
        """Let nobody else add to this exchange before the transaction ends; ask nothing before.

        One lock for a whole exchange: a number, a reference and an identification are unique in all of it.
        """
        self._sessie.verbinding.execute(_VERGRENDEL, self._keten)

    def vergrendel_beide(self) -> Beurt | None:
        """The same for what both parties keep of it, in the order of their codes; gives whose turn it is.

        And numbers for what is added by then.
        """
        eerste, tweede = sorted(self.tussen)
        waarden = self._keten | {"eerste": eerste, "tweede": tweede, "aantal": MET_SLOT}
        rijen = self._sessie.verbinding.execute(_VERGRENDEL_BEIDE, waarden).all()
        for rij in rijen:
            nummers = range(rij.laatste - MET_SLOT + 1, rij.laatste + 1)
            self._sessie.nummers[rij.eigenaar, *self.tussen] = nummers
        return next((Beurt(rij.beurt, rij.beurt_op) for rij in rijen if rij.beurt is not None), None)

    def zet_beurt(self, beurt: Beurt | None) -> None:
        """Let what the message of this turn leaves behind not count; None lets it count."""
        van, op = (None, None) if beurt is None else (beurt.van, beurt.op)
        self._sessie.verbinding.execute(_ZET_BEURT, self._keten | {"van": van, "op": op})

    def reserveer(self, aantal: int) -> int:
        """The first of so many numbers, for what is added later and comes before what is added until then."""
        bij_slot = self._sessie.nummers.pop((self._eigenaar, *self.tussen), range(0))
        if aantal <= len(bij_slot):
            self._sessie.nummers[self._eigenaar, *self.tussen] = bij_slot[aantal:]
            return bij_slot[0]
        verbinding, waarden = self._sessie.verbinding, self._keten | {"aantal": aantal}
        laatste: int = verbinding.execute(_RESERVEER, waarden).scalar_one()
        return laatste - aantal + 1

    def clientsleutel(self, bsn: str) -> Clientsleutel:
        """The key of the client with this Bsn: a keyed hash, another one for each owner."""
        if bsn not in self._clientsleutels:
            self._clientsleutels[bsn] = clientsleutel(self._sessie, self._eigenaar, bsn)
        return self._clientsleutels[bsn]

    def haal(self, vraag: Vraag) -> Dossier:
        """The slice that is asked for."""
        alles, hoogste = _VRAGEN[self._sessie.verbinding.dialect.name]
        gevonden: dict[int, Row[Any]] = {}
        kenmerken = sorted({self._kenmerk(sleutel) for sleutel in vraag.sleutels})
        for deel in delen(kenmerken):
            self._zoek(gevonden, alles, deel)
        for sleutel in vraag.hoogste:
            self._zoek(gevonden, hoogste, [self._kenmerk(sleutel)])
        dossier = Dossier(clientsleutel=self.clientsleutel)
        return vul(dossier, (_lees(self._sessie, gevonden[nummer]) for nummer in sorted(gevonden)))

    def vind(self, sleutels: Collection[Sleutel]) -> tuple[Vondst, ...]:
        """All that is found by these, in order, each with the message that left it."""
        return tuple(map(self._vondst, self._rijen(sleutels)))

    def _rijen(self, sleutels: Collection[Sleutel]) -> list[Row[Any]]:
        alles, _ = _VRAGEN[self._sessie.verbinding.dialect.name]
        gevonden: dict[int, Row[Any]] = {}
        for deel in delen(sorted({self._kenmerk(sleutel) for sleutel in sleutels})):
            self._zoek(gevonden, alles, deel)
        return [gevonden[nummer] for nummer in sorted(gevonden)]

    def herkomsten(self, sleutel: Sleutel, hoogstens: int) -> Sequence[UUID]:
        """The messages that left anything that is found by this, in order, so many at most."""
        verbinding = self._sessie.verbinding
        waarden = self._keten | {"sleutels": [self._kenmerk(sleutel)], "hoogstens": hoogstens}
        return verbinding.execute(_HERKOMSTEN[verbinding.dialect.name], waarden).scalars().all()

    def nagelaten(self, herkomst: Hashable, hoogstens: int) -> Sequence[Gegeven]:
        """What the message with this id left behind, so many at most."""
        waarden = {"eigenaar": self._eigenaar, "herkomst": herkomst, "aantal": hoogstens}
        return [_lees(self._sessie, rij) for rij in self._sessie.verbinding.execute(_VAN_HERKOMST, waarden)]

    def bladzijde(self, sleutel: Sleutel, limiet: int, cursor: str | None = None) -> Bladzijde[Any]:
        """A page of what is found by one key, in the order in which it was added."""
        blad = self.vondsten((sleutel,), limiet, cursor)
        return Bladzijde(tuple(vondst.gegeven for vondst in blad.rijen), blad.volgende)

    def vondsten(
        self, sleutels: Collection[Sleutel], limiet: int, cursor: str | None = None
    ) -> Bladzijde[Vondst]:
        """A page of what these keys find first, in the order in which it was added, each with its message."""
        verbinding, kluis = self._sessie.verbinding, self._sessie.kluis
        vraag = _EERSTE.params(self._keten | {"sleutels": [self._kenmerk(sleutel) for sleutel in sleutels]})
        plekken, volgende = lees_bladzijde(verbinding, kluis, vraag, [_sleutel.nummer], limiet, cursor)
        if not plekken:
            return Bladzijde((), volgende)
        waarden = self._keten | {"nummers": [plek.nummer for plek in plekken]}
        rijen = sorted(verbinding.execute(_OP_NUMMER, waarden), key=lambda rij: rij.nummer)
        return Bladzijde(tuple(map(self._vondst, rijen)), volgende)

    def bron(self, sleutel: Sleutel) -> UUID | None:
        """The message that left behind what was added last of what is found by this key."""
        _, hoogste = _VRAGEN[self._sessie.verbinding.dialect.name]
        gevonden: dict[int, Row[Any]] = {}
        self._zoek(gevonden, hoogste, [self._kenmerk(sleutel)])
        return next((rij.herkomst for rij in gevonden.values()), None)

    def leg_vast(
        self,
        herkomst: Hashable,
        mutaties: Mutaties,
        vanaf: int | None = None,
        dossier: Dossier | None = None,
    ) -> None:
        """Add what the message with this id leaves behind; the exchange is locked.

        With `vanaf` under numbers from that one on, which were reserved. A `dossier` that holds what there is
        to do about allocations follows from grows by it, and is not asked for again.
        """
        if not mutaties:
            return
        genummerd = list(enumerate(mutaties, self.reserveer(len(mutaties)) if vanaf is None else vanaf))
        self._voeg_toe(
            t.ketengegeven,
            {"herkomst": herkomst},
            [self._rij(nummer, gegeven) for nummer, gegeven in genummerd],
        )
        self._voeg_toe(
            t.ketensleutel,
            {},
            [
                {"nummer": nummer, "sleutel": self._kenmerk(sleutel), "rang": rang}
                for nummer, gegeven in genummerd
                for sleutel, rang in gegeven.vindplaatsen.items()
            ],
        )
        self._volg_verzoeken(mutaties)
        self._volg_toewijzingen(mutaties, dossier)

    def zet_erna(
        self,
        sleutels: Collection[Sleutel],
        herkomst: UUID,
        elders: Callable[[UUID], UUID],
        plekken: Callable[[Collection[UUID]], Mapping[UUID, int]],
    ) -> None:
        """Of what is found by these, let come last what the other party has after this message.

        `elders` tells under which id the other keeps what is here under one, `plekken` where it has those.
        Both are locked.
        """
        rijen = self._rijen(sleutels)
        daar = {van: elders(van) for van in {herkomst, *(rij.herkomst for rij in rijen)}}
        plek_van = plekken(set(daar.values()))
        plek = plek_van.get(daar[herkomst])
        if plek is None:
            return
        erna = [rij for rij in rijen if plek_van.get(daar[rij.herkomst], plek) > plek]
        hier = [rij.nummer for rij in rijen if rij.herkomst == herkomst]
        if all(rij.nummer > max(hier, default=0) for rij in erna):
            return
        self._sessie.verbinding.execute(_WEG, self._keten | {"nummers": [rij.nummer for rij in erna]})
        for van, bij_elkaar in groupby(erna, key=lambda rij: rij.herkomst):
            self.leg_vast(van, tuple(_lees(self._sessie, rij) for rij in bij_elkaar))

    def laatste_nummers(self, herkomsten: Collection[UUID]) -> dict[UUID, int]:
        """By message the number of the last thing of which the order counts; without those that left none.

        Of the last, for what was put in order here has a new number, and the rest of its message has not.
        """
        gevonden: dict[UUID, int] = {}
        for deel in delen(herkomsten):
            waarden = {"eigenaar": self._eigenaar, "herkomsten": deel}
            rijen = self._sessie.verbinding.execute(_LAATSTE_NUMMERS, waarden)
            gevonden.update((van, nummer) for van, nummer in rijen)
        return gevonden

    def vervang(self, levering: Levering | Geleverd) -> None:
        """Keep this of a delivery instead of what was kept of it before; the exchange is locked."""
        self._wis(levering.id)
        self.leg_vast(levering.id, (levering,))

    def noteer(self, actie: str, levering: Levering | Geleverd) -> None:
        """Leave in the access record that this was done with what is kept of a delivery (W06)."""
        gemeente, nummer = levering.toewijzing
        aanraking = Aanraking(actie, "levering", f"{gemeente}/{nummer}", gemeente, levering.client_id)
        self._sessie.spoor.noteer(aanraking)

    def neem_terug(self, herkomst: Hashable) -> None:
        """Take back what the message with this id left behind; nobody has a turn in this exchange.

        Of many things the rest stops counting now, and is taken back in turns after this.
        """
        waarden = {"eigenaar": self._eigenaar, "herkomst": herkomst}
        rijen = self._sessie.verbinding.execute(_OVER_VERZOEKEN, waarden).all()
        if self.neem_deel_terug(herkomst):
            self.zet_beurt(Beurt(cast(UUID, herkomst), None))
        self._volg_verzoeken(_lees(self._sessie, rij) for rij in rijen)

    def _wis(self, herkomst: Hashable) -> None:
        gegeven = t.ketengegeven
        self._sessie.verbinding.execute(
            delete(gegeven).where(gegeven.c.eigenaar == self._eigenaar, gegeven.c.herkomst == herkomst)
        )

    def _volg_verzoeken(self, gegevens: Iterable[Gegeven]) -> None:
        """Let the requests that these are about stand as history has them; what was never sent goes."""
        sleutels = {
            g.sleutel
            for g in gegevens
            if isinstance(g, Verzoek) or (isinstance(g, Verzoekantwoord) and not g.vooruit)
        }
        if not sleutels:
            return
        vondsten = self.vind([*map(van_verzoek, sleutels)])
        dossier = vul(Dossier(clientsleutel=self.clientsleutel), (gegeven for _, gegeven in vondsten))
        antwoorden: dict[Verzoeksleutel, UUID] = {}  # of each the last since it was asked
        for herkomst, gegeven in vondsten:
            if isinstance(gegeven, Verzoek):
                antwoorden.pop(gegeven.sleutel, None)
            elif isinstance(gegeven, Verzoekantwoord) and gegeven.stand is not Verzoekstand.TOEGEWEZEN:
                antwoorden[gegeven.sleutel] = herkomst  # a grant is no wmo319
        verzoeken = van_eigenaar(self._sessie, self._eigenaar)
        for verzoek in verzoeken.met_sleutels(sleutels):
            bekend = dossier.verzoeken.get(verzoek.sleutel)
            verzoeken.volg(verzoek, bekend, antwoorden.get(verzoek.sleutel))

    def _volg_toewijzingen(self, gegevens: Collection[Gegeven], dossier: Dossier | None = None) -> None:
        """Let what there is to do about the allocations that these are about be as history has it."""
        over = geraakt(gegevens, self.tussen)
        if not over:
            return
        dossier = self.haal(vraag_van_taken(over)) if dossier is None else vul(dossier, gegevens)
        levertaken.reken(self._sessie, self._eigenaar, self.tussen, over, dossier)
        # A message may name a number of another client, who has it from then on, or again.
        anders = {
            (sleutel, van._replace(client=dossier.toewijzingen[sleutel].client)): ALLES
            for sleutel, van in over
            if not is_van(dossier, (sleutel, van))
        }
        if anders:
            self.reken_taken(anders)

    def taakdossier(self, gegevens: Collection[Gegeven]) -> Dossier:
        """What there is to do about the allocations that these are about follows from, without a turn."""
        return self.haal(vraag_van_taken(geraakt(gegevens, self.tussen)))

    def reken_taken(self, over: Mapping[Over, Collection[Taakdeel]]) -> None:
        """Reckon these parts of what there is to do about these allocations anew; the exchange is locked."""
        levertaken.reken(self._sessie, self._eigenaar, self.tussen, over, self.haal(vraag_van_taken(over)))

    def volg(self, toewijzingen: Collection[Toewijzing]) -> None:
        """Let what there is to do about these be as they stand: what the municipality itself allocated here.

        Who else adds to the exchange waits, unless they are all new.
        """
        eerder = [toewijzing for toewijzing in toewijzingen if toewijzing.revisie > 1]
        if eerder:
            self.vergrendel()
        sleutels = {tw.nummer: Toewijzingsleutel(tw.gemeente, tw.nummer) for tw in toewijzingen}
        bekend = self.haal(Vraag(frozenset(van_toewijzing(sleutels[tw.nummer]) for tw in eerder)))
        over: dict[Over, frozenset[Taakdeel]] = {}
        for toewijzing in toewijzingen:
            verteld = bekend.op_nummer(sleutels[toewijzing.nummer])
            client = ONBEKEND if verteld is None else verteld.client
            van = Betrokkenen(toewijzing.gemeente, toewijzing.aanbieder, client)
            delen = ALLES if toewijzing.verwijderd else frozenset({Taakdeel.LEVERING})
            over[sleutels[toewijzing.nummer], van] = delen
        self.reken_taken(over)

    def vul_taken(self, na: int) -> frozenset[Toewijzingsleutel]:
        """Make the tasks about the allocations among the things that come after this number, and note so.

        And let the credits among them be found by what they take back. Gives these allocations.
        """
        self.vergrendel()
        rijen = self._sessie.verbinding.execute(_ERNA, self._keten | {"na": na}).all()
        self._vul_sleutels([rij for rij in rijen if rij.soort == Declaratieregel.__name__])
        versies = [_lees(self._sessie, rij) for rij in rijen if rij.soort == Toewijzingsversie.__name__]
        over = dict.fromkeys(geraakt(versies, self.tussen), ALLES)
        if over:
            self.reken_taken(over)
        tot = rijen[-1].nummer if len(rijen) == PER_VULLING else None
        self._sessie.verbinding.execute(_ZET_GEVULD, self._keten | {"tot": tot})
        return frozenset(toewijzing for toewijzing, _ in over)

    def _vul_sleutels(self, rijen: Sequence[Row[Any]]) -> None:
        """Let these be found by all that they are found by now; what was kept earlier lacks some."""
        verbinding, nummers = self._sessie.verbinding, [rij.nummer for rij in rijen]
        sleutels = verbinding.execute(_SLEUTELS_VAN, self._keten | {"nummers": nummers})
        er_al = {(nummer, sleutel) for nummer, sleutel in sleutels}
        gevonden = (
            {"nummer": rij.nummer, "sleutel": self._kenmerk(sleutel), "rang": rang}
            for rij in rijen
            for sleutel, rang in _lees(self._sessie, rij).vindplaatsen.items()
        )
        ontbreekt = [rij for rij in gevonden if (rij["nummer"], rij["sleutel"]) not in er_al]
        self._voeg_toe(t.ketensleutel, {}, ontbreekt)

    def zet_bij_leveringen(
        self, toegewezen: Mapping[Toewijzingsleutel, tuple[BekendeToewijzing, UUID]]
    ) -> None:
        """Let these stand among the deliveries of the provider, before it keeps anything of them.

        Each with how the access record names its client. What stands there already stays; the exchange is
        locked.
        """
        er_al = {
            vondst.gegeven.toewijzing
            for vondst in self.vind([*map(bijgehouden_op, toegewezen)])
            if isinstance(vondst.gegeven, Levering)
        }
        for toewijzing, (versie, client_id) in toegewezen.items():
            if toewijzing not in er_al:
                van = Betrokkenen(toewijzing.gemeente, versie.aanbieder, versie.client)
                nieuw = Levering(uuid4(), van, toewijzing, client_id, leverperiodes=(), te_melden=False)
                self.leg_vast(nieuw.id, (nieuw,))

    def neem_deel_terug(self, herkomst: Hashable) -> bool:
        """Take back some of what the message with this id left behind; whether there may be more."""
        verbinding = self._sessie.verbinding
        waarden = {"eigenaar": self._eigenaar, "herkomst": herkomst, "aantal": TERUG}
        rijen = verbinding.execute(_VAN_HERKOMST, waarden).all()
        verbinding.execute(_WEG, self._keten | {"nummers": [rij.nummer for rij in rijen]})
        self._volg_toewijzingen([_lees(self._sessie, rij) for rij in rijen])
        return len(rijen) == TERUG

    def _zoek(self, gevonden: dict[int, Row[Any]], vraag: Select[Any], sleutels: list[str]) -> None:
        rijen = self._sessie.verbinding.execute(vraag, self._keten | {"sleutels": sleutels})
        gevonden.update((rij.nummer, rij) for rij in rijen)

    def _voeg_toe(self, tabel: Table, gelijk: dict[str, Any], rijen: list[dict[str, Any]]) -> None:
        verbinding, gelijk = self._sessie.verbinding, self._keten | gelijk
        for deel in delen(rijen):
            if verbinding.dialect.name == "postgresql":
                per_kolom = {naam: [rij[naam] for rij in deel] for naam in deel[0]}
                opdracht = voeg_per_kolom_toe(tabel, tuple(gelijk), tuple(per_kolom))
                verbinding.execute(opdracht, gelijk | per_kolom)
            else:
                verbinding.execute(voeg_toe(tabel), [gelijk | rij for rij in deel])

    def _rij(self, nummer: int, gegeven: Gegeven) -> dict[str, Any]:
        soort = type(gegeven).__name__
        inhoud = adapter(SOORTEN[soort]).dump_json(gegeven)
        plaats = _plaats(self._keten | {"nummer": nummer})
        return {
            "nummer": nummer,
            "soort": soort,
            "persoon": gegeven.persoon,
            "inhoud": self._sessie.kluis.versleutel(inhoud, plaats),
        }

    def _vondst(self, rij: Row[Any]) -> Vondst:
        return Vondst(rij.herkomst, _lees(self._sessie, rij))

    def _kenmerk(self, sleutel: Sleutel) -> str:
        return self._sessie.kluis.kenmerk("keten", self._eigenaar, *sleutel)[:KENMERKLENGTE]


def clientsleutel(sessie: Sessie, eigenaar: str, bsn: str) -> Clientsleutel:
    """The key under which this owner keeps what is about the client with this Bsn."""
    return Clientsleutel(sessie.kluis.kenmerk("ketenclient", eigenaar, bsn)[:KENMERKLENGTE])


def van_persoon(sessie: Sessie, eigenaar: str, bsn: str) -> tuple[Vondst, ...]:
    """All that this owner keeps about this person, of every exchange, in the order in which it was added."""
    vraag = _VAN_PERSOON.params(eigenaar=eigenaar, persoon=clientsleutel(sessie, eigenaar, bsn))
    return tuple(Vondst(rij.herkomst, _lees(sessie, rij)) for rij in sessie.verbinding.execute(vraag))


def van_dossier(sessie: Sessie, persoon: str, gemeente: str) -> tuple[Vondst, ...]:
    """What the calling provider keeps about this person in its exchange with one municipality, in order."""
    vraag = _VAN_PERSOON.params(eigenaar=sessie.tenant.code, persoon=persoon)
    rijen = sessie.verbinding.execute(vraag.where(_gegeven.gemeente == gemeente))
    return tuple(Vondst(rij.herkomst, _lees(sessie, rij)) for rij in rijen)


def anderen(sessie: Sessie, eigenaar: str) -> tuple[str, ...]:
    """The parties with which this owner exchanged anything."""
    vraag = _KETENS.params(eigenaar=eigenaar)
    codes = {code for rij in sessie.verbinding.execute(vraag) for code in rij}
    return tuple(sorted(codes - {eigenaar, ""}))  # the row without another party counts its answers


def _lees(sessie: Sessie, rij: Row[Any]) -> Gegeven:
    plaats = _plaats(rij._asdict())
    if rij.soort not in SOORTEN:
        raise Onleesbaar(f"{plaats} is van een onbekende soort.")
    gegeven: Gegeven = lees(SOORTEN[rij.soort], sessie.kluis.ontsleutel(rij.inhoud, plaats), plaats)
    return gegeven


def _plaats(rij: dict[str, Any]) -> str:
    return f"ketengegeven.inhoud:{object_id(t.ketengegeven, rij)}"


def volg_toewijzingen(sessie: Sessie) -> None:
    """Let what there is to do about the allocations that were kept be as they stand now."""
    per_keten: dict[Partijen, list[Toewijzing]] = defaultdict(list)
    for toewijzing in sessie.toewijzingen.values():
        per_keten[Partijen(toewijzing.gemeente, toewijzing.aanbieder)].append(toewijzing)
    for tussen in sorted(per_keten):
        Ketenhistorie(sessie, tussen.gemeente, tussen).volg(per_keten[tussen])
