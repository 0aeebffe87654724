"""What every repository does: map values to rows and back, guard tenant and revision, leave a trail."""

import json
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import ColumnElement, Connection, CursorResult, Row, Select, Table, select
from sqlalchemy.exc import IntegrityError

from app import geheugen
from app.domain.berichttaak import Berichttaak, Taaksoort
from app.domain.fouten import BestaatAl, GeenToegang, NietGevonden, OngeldigeInvoer, Veldfout, verouderd
from app.domain.keten.dossier import Toewijzingsleutel
from app.domain.partijen import Partij
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import AgbCode, Gemeentecode, Periode
from app.domain.werkstand import ONBEKEND, Rekenwijze
from app.opslag import opdrachten
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.fouten import Onleesbaar
from app.opslag.foutvertaling import is_eigen_trigger
from app.opslag.motoren import VERSLETEN
from app.opslag.sleutels import Kluis
from app.opslag.tabellen import client
from app.opslag.toegang import Tenant, zichtbaar
from app.opslag.verwerking import Aanraking, Spoor, Verwerker

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
K = TypeVar("K")
V = TypeVar("V")

DUBBEL = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
VERWIJST_NERGENS_HEEN = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


@dataclass(frozen=True, slots=True)
class Sessie:
    """One open transaction, seen through one tenant."""

    verbinding: Connection
    kluis: Kluis
    verwerker: Verwerker
    tenant: Tenant
    spoor: Spoor
    rekenwijze: Rekenwijze = ONBEKEND
    zaken: dict[UUID, bool] = field(default_factory=dict)
    """The cases that were worked on, and whether more changed of them than plans and allocations."""
    toewijzingen: dict[tuple[Gemeentecode, int], Toewijzing] = field(default_factory=dict)
    """The allocations that were kept."""
    nummers: dict[tuple[str, str, str], range] = field(default_factory=dict)
    """Of an exchange that is locked: its numbers that come with that, as far as nothing has them yet."""
    taken: dict[tuple[str, AgbCode, Toewijzingsleutel], dict[Taaksoort, Berichttaak | None]] = field(
        default_factory=dict
    )
    """Of this party, on this allocation, by kind the task that there is now; None where there is none."""

    def gemeente(self, gevraagd: Gemeentecode | None) -> Gemeentecode:
        """The municipality that is meant: the one asked for, or else the calling municipality itself."""
        if gevraagd is not None:
            return gevraagd
        if self.tenant.partij is Partij.AANBIEDER:
            fout = Veldfout("gemeente", "Noem de gemeente, met haar code van vier cijfers.")
            raise OngeldigeInvoer("Een aanbieder geeft aan om welke gemeente het gaat.", fout)
        return Gemeentecode(self.tenant.code)

    def vervoer(self, bytes_: bytes) -> None:
        """Note what goes over the connection: where that is large it is not used again."""
        if len(bytes_) > geheugen.GROOT:
            self.verbinding.info[VERSLETEN] = True

    def raak(self, *zaken: UUID, geheel: bool = False) -> None:
        """Note that these cases were worked on, and whether more changed than plans and allocations."""
        for zaak in zaken:
            self.zaken[zaak] = geheel or self.zaken.get(zaak, False)


class Gevonden(dict[K, V]):
    """What was found by its key. What is asked for and is not there is Onleesbaar: a row refers to it."""

    def __missing__(self, sleutel: K) -> V:
        """Refuse."""
        raise Onleesbaar("Een opgeslagen gegeven verwijst naar iets wat er niet is.")


class Register(Generic[T]):
    """Rows that are added and read, and never change."""

    tabel: ClassVar[Table]
    soort: type[T]
    bestaat_al: ClassVar[str] = "Dit is al vastgelegd."

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def afgeleid(self, waarde: T) -> dict[str, Any]:
        """Columns that are not fields of the value, but follow from it."""
        return {}

    def bewaar(self, waarde: T) -> T:
        """Add the value; BestaatAl when it is there already."""
        self._voeg_toe(waarde, self.afgeleid(waarde))
        return waarde

    def _voeg_toe(self, waarde: T, afgeleid: dict[str, Any]) -> None:
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        if self._sessie.tenant.partij is not Partij.GEMEENTE or rij["gemeente"] != self._sessie.tenant.code:
            raise GeenToegang("U legt alleen gegevens vast van de gemeente waarvoor u werkt.")
        self._schrijf(opdrachten.voeg_toe(self.tabel), rij)
        self._geschreven("maken", rij)

    def bladzijde(self, limiet: int, cursor: str | None = None, **filters: Any) -> Bladzijde[T]:
        """A page of what the caller may see, with these filters of `blader`."""
        return self._blader(select(self.tabel), limiet, cursor, **filters)

    def _blader(self, vraag: Select[Any], limiet: int, cursor: str | None, **filters: Any) -> Bladzijde[T]:
        rijen, volgende = blader(self._sessie, self.tabel, vraag, limiet, cursor, **filters)
        return Bladzijde(self._waarden(rijen), volgende)

    def _schrijf(
        self, opdracht: Any, waarden: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> CursorResult[Any]:
        try:
            return self._sessie.verbinding.execute(opdracht, waarden)
        except IntegrityError as fout:
            code = getattr(fout.orig, "sqlstate", None) or getattr(fout.orig, "sqlite_errorname", None)
            if code in DUBBEL or (opdracht.is_insert and is_eigen_trigger(fout)):
                raise BestaatAl(self.bestaat_al) from fout
            if code in VERWIJST_NERGENS_HEEN:
                raise NietGevonden("Iets waarnaar dit verwijst, bestaat niet bij deze gemeente.") from fout
            raise

    def _geschreven(self, actie: str, rij: dict[str, Any]) -> None:
        noteer(self._sessie, actie, self.tabel, rij)
        if rij.get("melding_id") is not None:
            self._sessie.raak(rij["melding_id"])

    def _haal(self, **gelijk: object) -> T:
        gevonden = self._vind(**gelijk)
        if gevonden is None:
            naam = self.tabel.name.replace("_", " ").replace("client", "cliënt")
            *_, gezocht = gelijk.values()  # of a key in parts, the last
            raise NietGevonden(f"Er is geen {naam} met dit kenmerk, of u mag dat niet zien.", gezocht=gezocht)
        return gevonden

    def _vind(self, **gelijk: object) -> T | None:
        gevonden = self._zoek(**gelijk)
        return gevonden[0] if gevonden else None

    def _zoek(self, **gelijk: object) -> tuple[T, ...]:
        """Every visible value with these column values, in the order in which they were made."""
        return self._vraag(opdrachten.zoek(self.tabel, self._sessie.tenant.partij, tuple(gelijk)), **gelijk)

    def _vraag(self, vraag: Select[Any], **waarden: object) -> tuple[T, ...]:
        """What a statement of `opdrachten` finds with these values."""
        waarden[opdrachten.TENANT] = self._sessie.tenant.code
        return self._waarden(self._sessie.verbinding.execute(vraag, waarden).all())

    def _zoek_waar(self, *voorwaarden: ColumnElement[bool]) -> tuple[T, ...]:
        """The same for other conditions."""
        return self._lees(opdrachten.in_volgorde(self.tabel).where(*voorwaarden))

    def _per(self, kolom: str, ids: Collection[UUID]) -> dict[UUID, tuple[T, ...]]:
        """Those with each of these ids in this column, in one query."""
        per: dict[UUID, tuple[T, ...]] = dict.fromkeys(ids, ())
        for waarde in self._zoek_waar(self.tabel.c[kolom].in_(ids)):
            per[getattr(waarde, kolom)] += (waarde,)
        return per

    def _lees(self, vraag: Select[Any]) -> tuple[T, ...]:
        rijen = self._sessie.verbinding.execute(vraag.where(zichtbaar(self.tabel, self._sessie.tenant))).all()
        return self._waarden(rijen)

    def _waarden(self, gelezen: Sequence[Row[Any]]) -> tuple[T, ...]:
        rijen = [rij._asdict() for rij in gelezen]
        for rij in rijen:
            noteer(self._sessie, "lezen", self.tabel, rij)
        return tuple(map(self._waarde, rijen))

    def _rij(
        self, waarde: T, afgeleid: dict[str, Any], zonder: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        """The columns of this value, `zonder` those that stay as they are."""
        velden = _velden(self.soort, self.tabel)
        rij = {naam: _plat(getattr(waarde, naam)) for naam in velden - zonder} | afgeleid
        try:
            inhoud = adapter(self.soort).dump_json(waarde, exclude=set(velden), warnings="error")
        except PydanticSerializationError:
            # The cause would repeat personal data, so it is left out.
            raise TypeError(
                f"A field of this {self.soort.__name__} holds another type than it says."
            ) from None
        versleuteld = _versleuteld(self.tabel)
        rij["inhoud"] = inhoud if "inhoud" in versleuteld else json.loads(inhoud)
        for naam in rij.keys() & versleuteld:
            rij[naam] = self._sessie.kluis.versleutel(rij[naam], self._plaats(rij, naam))
            self._sessie.vervoer(rij[naam])
        return rij

    def _waarde(self, rij: dict[str, Any]) -> T:
        versleuteld, velden = _versleuteld(self.tabel), _velden(self.soort, self.tabel)
        for naam in versleuteld:
            self._sessie.vervoer(rij[naam])
            rij[naam] = self._sessie.kluis.ontsleutel(rij[naam], self._plaats(rij, naam))
        inhoud = json.loads(rij["inhoud"]) if "inhoud" in versleuteld else rij["inhoud"]
        plaats = self._plaats(rij, "inhoud")
        if not isinstance(inhoud, dict):
            raise Onleesbaar(f"{plaats} is geen object.")
        return lees(self.soort, inhoud | {naam: rij[naam] for naam in velden}, plaats)

    def _plaats(self, rij: dict[str, Any], kolom: str) -> str:
        return f"{self.tabel.name}.{kolom}:{object_id(self.tabel, rij)}"


def warm_op(soort: type[Register[Any]] = Register) -> None:
    """Make ready what the first of each kind of value would otherwise wait for."""
    for register in soort.__subclasses__():
        bewaard: Hashable | None = getattr(register, "soort", None)
        if bewaard is not None:
            adapter(bewaard)
        warm_op(register)


class Verzameling(Register[T]):
    """Rows that change, each change against the revision that was read."""

    blijft: ClassVar[frozenset[str]] = frozenset()
    """The columns that are written once: no change of the value changes them."""

    def bewaar(self, waarde: T) -> T:
        """Keep the value and give it back with its new revision.

        Revision 0 is new: BestaatAl when there is one already. Any other revision must be the
        stored one: VerouderdeRevisie when somebody else was first.
        """
        revisie: int = waarde.revisie  # type: ignore[attr-defined]
        opvolger = replace(waarde, revisie=revisie + 1)
        afgeleid = self.afgeleid(waarde) | {"gewijzigd": self._sessie.verwerker.nu}
        if revisie == 0:
            self._voeg_toe(opvolger, afgeleid)
        else:
            self._wijzig(opvolger, revisie, afgeleid)
        return opvolger

    def _wijzig(self, waarde: T, revisie: int, afgeleid: dict[str, Any]) -> None:
        rij = self._rij(waarde, afgeleid, self.blijft)
        tenant, sleutel = self._sessie.tenant, [kolom.name for kolom in self.tabel.primary_key.columns]
        waarden = {naam: w for naam, w in rij.items() if naam not in sleutel}
        waar = {f"sleutel_{naam}": rij[naam] for naam in sleutel}
        waar |= {opdrachten.REVISIE: revisie, opdrachten.TENANT: tenant.code}
        if self._schrijf(opdrachten.wijzig(self.tabel, tenant.partij), waarden | waar).rowcount == 0:
            raise verouderd()
        self._geschreven("wijzigen", rij)

    def _vergrendel(self, **sleutel: object) -> bool:
        """Lock the row with this key until the transaction ends; whether there is one."""
        (naam,) = sleutel
        tenant = self._sessie.tenant
        vraag = opdrachten.vergrendel(self.tabel, tenant.partij, naam)
        waarden = sleutel | {opdrachten.TENANT: tenant.code}
        return self._sessie.verbinding.execute(vraag, waarden).first() is not None

    def _haal_revisie(self, revisie: int | None, **gelijk: object) -> T:
        waarde = self._haal(**gelijk)
        if revisie is not None and waarde.revisie != revisie:  # type: ignore[attr-defined]
            raise verouderd()
        return waarde


class MetId(Verzameling[T]):
    """Rows with an id."""

    def haal(self, id: UUID, revisie: int | None = None) -> T:
        """The one with this id; NietGevonden when out of sight, VerouderdeRevisie when it has changed."""
        return self._haal_revisie(revisie, id=id)

    def met_ids(self, ids: Collection[UUID]) -> tuple[T, ...]:
        """Those with these ids that are there and in sight, oldest first."""
        return self._zoek_waar(self.tabel.c.id.in_(ids))


class VanClient(Verzameling[T]):
    """Rows about one client."""

    def van_client(self, client_id: UUID) -> tuple[T, ...]:
        """All of one client, oldest first."""
        return self._zoek(client_id=client_id)

    def van_clienten(self, client_ids: Collection[UUID]) -> dict[UUID, tuple[T, ...]]:
        """All of each of these clients, oldest first, in one query."""
        return self._per("client_id", client_ids)


class VanMelding(VanClient[T]):
    """Rows that came from one melding."""

    def van_melding(self, melding_id: UUID) -> tuple[T, ...]:
        """All that came from one melding, oldest first."""
        return self._zoek(melding_id=melding_id)

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[T, ...]]:
        """All that came from each of these meldingen, oldest first, in one query."""
        return self._per("melding_id", melding_ids)


ZEEF = ("aanbieder", "status", "soort")
"""Filters that an index of another order than that of making holds behind it (app.opslag.tabellen)."""


def blader(
    sessie: Sessie,
    tabel: Table,
    vraag: Select[Any],
    limiet: int,
    cursor: str | None,
    sinds: datetime | None = None,
    eindigt: Periode | None = None,
    ook: Sequence[ColumnElement[bool]] = (),
    **gelijk: object,
) -> tuple[Sequence[Row[Any]], str | None]:
    """A page of what the caller may see, oldest first; `gelijk` keeps rows with these column values.

    `ook` is what no index finds, so that it is asked of a bounded number of rows (app.opslag.bladzijde).

    With `eindigt` only what ends on a day of this period, in the order of those days. With `sinds` only what
    was made or changed since then, else the first change first: what changes meanwhile comes again.
    """
    gevraagd = {naam: _plat(waarde) for naam, waarde in gelijk.items() if waarde is not None}
    volgorde, zeef = tabel.c.aangemaakt, list(ook)
    if eindigt is not None:
        volgorde = tabel.c.eind
        vraag = vraag.where(volgorde >= eindigt.begin)
        if eindigt.eind is not None:
            vraag = vraag.where(volgorde <= eindigt.eind)
        zeef += [] if sinds is None else [tabel.c.gewijzigd >= sinds]
    elif sinds is not None:
        volgorde = tabel.c.gewijzigd
        vraag = vraag.where(volgorde >= sinds)
    if volgorde is not tabel.c.aangemaakt:
        # By an index of these all would have to be sorted.
        zeef += [tabel.c[naam] == gevraagd.pop(naam) for naam in ZEEF if naam in gevraagd]
    gelijke = (tabel.c[naam] == waarde for naam, waarde in gevraagd.items())
    vraag = vraag.where(*gelijke, zichtbaar(tabel, sessie.tenant))
    sleutel = [volgorde, *tabel.primary_key.columns]
    return lees_bladzijde(sessie.verbinding, sessie.kluis, vraag, sleutel, limiet, cursor, zeef, geheel=True)


def noteer(sessie: Sessie, actie: str, tabel: Table, rij: dict[str, Any]) -> None:
    """Put an act on a row into the access record, if the row is about a person."""
    client_id = rij["id"] if tabel is client else rij.get("client_id")
    if client_id is not None:
        sessie.spoor.noteer(Aanraking(actie, tabel.name, object_id(tabel, rij), rij["gemeente"], client_id))


def object_id(tabel: Table, rij: dict[str, Any]) -> str:
    """The key of a row in one piece, for the access record and the place of encrypted bytes."""
    return "/".join(str(rij[kolom.name]) for kolom in tabel.primary_key.columns)


@cache
def _velden(soort: type[Any], tabel: Table) -> frozenset[str]:
    """The fields of a value that have a column of their own."""
    return frozenset(veld.name for veld in fields(soort)) & (set(tabel.c.keys()) - {"inhoud"})


@cache
def _versleuteld(tabel: Table) -> frozenset[str]:
    """The columns that are encrypted."""
    return frozenset(kolom.name for kolom in tabel.c if "versleuteld" in kolom.info)


def _plat(waarde: Any) -> Any:
    return waarde.value if isinstance(waarde, Enum) else waarde


@cache
def adapter(soort: type[T]) -> TypeAdapter[T]:
    """Reads and writes a dataclass; built once."""
    return TypeAdapter(soort)


def lees(soort: type[T], ruw: dict[str, Any] | bytes, plaats: str) -> T:
    """The value that is stored here, as columns or JSON; Onleesbaar where it does not fit."""
    lezer = adapter(soort)
    try:
        waarde: T = lezer.validate_json(ruw) if isinstance(ruw, bytes) else lezer.validate_python(ruw)
    except ValidationError as fout:
        plekken = ", ".join(".".join(map(str, f["loc"])) for f in fout.errors(include_input=False))
        # The cause would repeat personal data, so it is left out.
        raise Onleesbaar(f"{plaats} past niet bij het model: {plekken}.") from None
    return waarde
