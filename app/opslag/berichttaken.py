"""What parties have to do about their messages, kept beside what it follows from, and listed by its day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.berichttaak import (
    EENMALIG,
    NA_TERMIJN,
    WERK,
    Berichttaak,
    Bewaardetaak,
    Taakafhandeling,
    Taaksoort,
    voorbij_tot,
)
from app.domain.bewaren import Verzoekstatus
from app.domain.fouten import NietGevonden, verouderd
from app.domain.keten.dossier import Toewijzingsleutel
from app.domain.termijnen import Kalender
from app.domain.waarden import AgbCode
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.opdrachten import delen
from app.opslag.verzameling import Sessie, adapter, lees, noteer

_taak, _bericht, _toewijzing = t.berichttaak.c, t.toewijzingsbericht.c, t.toewijzing.c
_vernietiging = t.vernietigingsverzoek.c
_ontvangst = t.berichtontvangst.c
_ERBIJ = insert(t.berichttaak)
SLEUTEL = (_taak.dag, _taak.id)
_NAMEN = tuple(Berichttaak.__dataclass_fields__)
_VELDEN = tuple(t.berichttaak.c[naam] for naam in _NAMEN)


def zet(
    sessie: Sessie, verwijzing: Column[Any], naar: UUID, taken: Iterable[Berichttaak], *, nieuw: bool
) -> None:
    """Let these be the tasks about the row that this column refers to, which the transaction has locked.

    About one that is `nieuw` there are none yet.
    """
    if not nieuw:
        sessie.verbinding.execute(_weg(verwijzing), {"naar": naar})
    _voeg_toe(sessie, taken)


@cache
def _weg(verwijzing: Column[Any]) -> Delete:
    return delete(t.berichttaak).where(verwijzing == bindparam("naar"))


def _voeg_toe(sessie: Sessie, taken: Iterable[Berichttaak]) -> None:
    rijen = [
        {naam: getattr(taak, naam) for naam in _NAMEN} | {"id": uuid4(), "soort": taak.soort.value}
        for taak in taken
    ]
    if rijen:
        sessie.verbinding.execute(_ERBIJ, rijen)


VOORBIJ = ""
"""In place of its mark, of what was ticked off and is over: it is kept for what was done, and is no task."""
_KENT = _taak.id, _taak.soort, _taak.dag, _taak.merk, _taak.afgehandeld
_OP_NUMMERS: Select[Any] = select(*_KENT, _taak.eigenaar, _taak.ander, _taak.gemeente, _taak.nummer).where(
    *(kolom.in_(bindparam(kolom.name, expanding=True)) for kolom in (_taak.nummer, _taak.gemeente)),
    _taak.eigenaar.in_(bindparam("eigenaar", expanding=True)),
    _taak.merk != VOORBIJ,
)
_VAN_VERZOEK: Select[Any] = select(*_KENT, _taak.eigenaar, _taak.ander).where(
    _taak.verzoek_id == bindparam("verzoek"), _taak.eigenaar == bindparam("eigenaar"), _taak.merk != VOORBIJ
)
_MET_IDS = _taak.id.in_(bindparam("ids", expanding=True))
_WEG = delete(t.berichttaak).where(_MET_IDS)
_IS_VOORBIJ = update(t.berichttaak).where(_MET_IDS).values(merk=VOORBIJ)


def schrijf(sessie: Sessie) -> None:
    """Keep the tasks about allocations that were reckoned in this transaction.

    What rests on the same facts stays as it is. What was ticked off stays to be read when that is over.
    """
    for stuk in delen(sessie.taken.items()):
        deel = dict(stuk)
        waarden = {
            "eigenaar": sorted({eigenaar for eigenaar, _, _ in deel}),
            "gemeente": sorted({sleutel.gemeente for _, _, sleutel in deel}),
            "nummer": sorted({sleutel.nummer for _, _, sleutel in deel}),
        }
        rijen = sessie.verbinding.execute(_OP_NUMMERS, waarden).all()
        bestaand = [rij for rij in rijen if rij.soort in deel.get(_over(rij), ())]
        _vervang(sessie, bestaand, [taak for per in deel.values() for taak in per.values() if taak])
    sessie.taken.clear()


def _over(rij: Row[Any]) -> tuple[str, AgbCode, Toewijzingsleutel]:
    aanbieder = rij.ander if rij.eigenaar == rij.gemeente else rij.eigenaar
    return rij.eigenaar, aanbieder, Toewijzingsleutel(rij.gemeente, rij.nummer)


def zet_van_verzoek(sessie: Sessie, eigenaar: str, id: UUID, taken: Iterable[Berichttaak]) -> None:
    """Let these be the tasks of this party about the request with this id, likewise."""
    waarden = {"verzoek": id, "eigenaar": eigenaar}
    rijen = sessie.verbinding.execute(_VAN_VERZOEK, waarden).all()
    _vervang(sessie, rijen, taken)


def _vervang(sessie: Sessie, bestaand: Sequence[Row[Any]], taken: Iterable[Berichttaak]) -> None:
    """Let these be the tasks instead of those; what is the same stays, and so does what somebody did."""
    gedaan = {_zelfde(rij) for rij in bestaand if rij.afgehandeld and rij.soort in EENMALIG}
    nieuw = {(_zelfde(taak), taak.dag): taak for taak in taken if _zelfde(taak) not in gedaan}
    over = [rij for rij in bestaand if nieuw.pop((_zelfde(rij), rij.dag), None) is None]
    voorbij = [rij.id for rij in over if rij.afgehandeld and rij.soort not in EENMALIG]
    weg = [rij.id for rij in over if not rij.afgehandeld]
    for opdracht, ids in ((_IS_VOORBIJ, voorbij), (_WEG, weg)):
        if ids:
            sessie.verbinding.execute(opdracht, {"ids": ids})
    _voeg_toe(sessie, nieuw.values())


def _zelfde(taak: Any) -> tuple[object, ...]:
    """What two tasks about an allocation, or about one request, have in common when they are the same.

    Besides their day, for what is asked once: that may be another one after a credit.
    """
    op_nummer = (getattr(taak, naam, None) for naam in ("eigenaar", "ander", "gemeente", "nummer"))
    return *op_nummer, str(taak.soort), taak.merk


_IS_ER_AL = and_(
    _taak.bericht_id.is_not(None),
    exists().where(
        _ontvangst.eigenaar == _taak.eigenaar,
        _ontvangst.status == Ontvangststatus.ONTVANGEN.value,
        _ontvangst.afzender == _taak.ander,
        _ontvangst.identificatie == _taak.kenmerk,
    ),
)
"""A wmo301 that went out, and waits to be judged where it came in: that is one task, of what came in."""
_NIET_BESLIST = or_(_vernietiging.status.is_(None), _vernietiging.status == Verzoekstatus.OPEN.value)
"""A program from before these tasks, in the midst of an upgrade, decides and leaves the task."""
LAATSTE_ID = UUID(int=2**128 - 1)
"""No task of a day comes after it."""


def te_doen(eigenaar: str, soort: Taaksoort | None = None, *, afgehandeld: bool = False) -> Select[Any]:
    """The tasks of this party, also those whose day has yet to come; read in the order of `SLEUTEL`."""
    gedaan = _taak.afgehandeld == (true() if afgehandeld else false())
    vraag = _taken().where(_taak.eigenaar == eigenaar, gedaan)
    return vraag if soort is None else vraag.where(_taak.soort == soort.value)


def _taken() -> Select[Any]:
    """Each with the client of its wmo301, its allocation or its request, where these were made here."""
    van_toewijzing = and_(
        _toewijzing.gemeente == _taak.gemeente,
        _toewijzing.nummer == _taak.nummer,
        _toewijzing.aanbieder.in_((_taak.eigenaar, _taak.ander)),
    )
    return select(
        *_VELDEN,
        _taak.id,
        _taak.afhandeling,
        func.coalesce(_bericht.client_id, _toewijzing.client_id, _vernietiging.client_id).label("client_id"),
    ).select_from(
        t.berichttaak.outerjoin(t.toewijzingsbericht, _bericht.id == _taak.bericht_id)
        .outerjoin(t.toewijzing, van_toewijzing)
        .outerjoin(t.vernietigingsverzoek, _vernietiging.id == _taak.vernietigingsverzoek_id)
    )


class Berichttaken:
    """The tasks of the calling party."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def bladzijde(
        self,
        limiet: int,
        cursor: str | None,
        soort: Taaksoort | None,
        kalender: Kalender,
        vandaag: date,
        *,
        afgehandeld: bool = False,
    ) -> Bladzijde[Bewaardetaak]:
        """What is work today, or what of it was ticked off; what waits longest first."""
        sessie = self._sessie
        vraag = te_doen(sessie.tenant.code, soort, afgehandeld=afgehandeld)
        if soort is None:
            zeef, dag = [or_(*_is_werk(kalender, vandaag)), ~_IS_ER_AL, _NIET_BESLIST], vandaag
        else:
            zeef, dag = [~_IS_ER_AL, _NIET_BESLIST], _werk_tot(soort, kalender, vandaag)
        rijen, volgende = lees_bladzijde(
            sessie.verbinding, sessie.kluis, vraag, SLEUTEL, limiet, cursor, zeef, (dag, LAATSTE_ID)
        )
        return Bladzijde(tuple(map(self._waarde, rijen)), volgende)

    def haal(self, id: UUID) -> Bewaardetaak:
        """The task with this id; NietGevonden when out of sight, or when its facts are others by now."""
        vraag = _taken().where(_taak.id == id, _taak.eigenaar == self._sessie.tenant.code)
        rij = self._sessie.verbinding.execute(vraag).first()
        if rij is None:
            raise NietGevonden("Deze taak is er niet, of niet meer: lees de werkvoorraad opnieuw.")
        return self._waarde(rij)

    def handel_af(self, bewaard: Bewaardetaak, afhandeling: Taakafhandeling) -> None:
        """Keep that somebody did what it asks; VerouderdeRevisie when somebody else was first."""
        inhoud = adapter(Taakafhandeling).dump_json(afhandeling)
        opdracht = update(t.berichttaak).where(_taak.id == bewaard.id, _taak.afgehandeld == false())
        waarden = {
            "afgehandeld": True,
            "afhandeling": self._sessie.kluis.versleutel(inhoud, _plaats(bewaard.id)),
        }
        if self._sessie.verbinding.execute(opdracht.values(waarden)).rowcount == 0:
            raise verouderd()
        rij = {"id": bewaard.id, "gemeente": bewaard.taak.van_gemeente, "client_id": bewaard.client_id}
        noteer(self._sessie, "wijzigen", t.berichttaak, rij)

    def _waarde(self, rij: Row[Any]) -> Bewaardetaak:
        plaats, afhandeling = _plaats(rij.id), None
        if rij.afhandeling is not None:
            inhoud = self._sessie.kluis.ontsleutel(rij.afhandeling, plaats)
            afhandeling = lees(Taakafhandeling, inhoud, plaats)
        taak = lees(Berichttaak, {kolom.name: rij._mapping[kolom] for kolom in _VELDEN}, plaats)
        return Bewaardetaak(rij.id, taak, rij.client_id, afhandeling)


def _is_werk(kalender: Kalender, vandaag: date) -> Iterator[ColumnElement[bool]]:
    """Of a task that waits for a term: it has passed. Of any other: it is there."""
    yield _taak.soort.not_in(sorted(NA_TERMIJN))
    for soort in sorted(NA_TERMIJN):
        yield and_(_taak.soort == soort.value, _taak.dag <= _werk_tot(soort, kalender, vandaag))


def _werk_tot(soort: Taaksoort, kalender: Kalender, vandaag: date) -> date:
    """The last day of a task of this kind that is work today."""
    termijn = WERK[soort].termijn if soort in NA_TERMIJN else None
    return vandaag if termijn is None else voorbij_tot(termijn, kalender, vandaag)


def _plaats(id: UUID) -> str:
    return f"{t.berichttaak.name}.afhandeling:{id}"
