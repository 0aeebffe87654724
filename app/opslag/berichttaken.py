"""What parties have to do about their messages, kept beside what it follows from, and listed by its day."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, ColumnElement, Row, Select, and_, bindparam, delete, insert, or_, select

from app.domain.berichttaak import WACHT_OP_ANDER, WERK, Berichttaak, Taaksoort, voorbij_tot
from app.domain.termijnen import Kalender
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.verzameling import Sessie, lees

_taak, _bericht = t.berichttaak.c, t.toewijzingsbericht.c
_ERBIJ = insert(t.berichttaak)
SLEUTEL = (_taak.dag, _taak.id)
_VELDEN = tuple(kolom for kolom in t.berichttaak.c if kolom.name in Berichttaak.__dataclass_fields__)


def zet(sessie: Sessie, verwijzing: Column[Any], naar: UUID, taken: Iterable[Berichttaak]) -> None:
    """Let these be the tasks about the row that this column refers to, which the transaction has locked."""
    sessie.verbinding.execute(delete(t.berichttaak).where(verwijzing == bindparam("naar")), {"naar": naar})
    rijen = [asdict(taak) | {"id": uuid4(), "soort": taak.soort.value} for taak in taken]
    if rijen:
        sessie.verbinding.execute(_ERBIJ, rijen)


def te_doen(eigenaar: str, vandaag: date) -> Select[Any]:
    """The tasks of this party of which the day has come, read in the order of `SLEUTEL`."""
    return (
        select(*_VELDEN, _taak.id, _bericht.client_id)
        .outerjoin_from(t.berichttaak, t.toewijzingsbericht, _bericht.id == _taak.bericht_id)
        .where(_taak.eigenaar == eigenaar, _taak.dag <= vandaag)
    )


class Berichttaken:
    """The tasks of the calling party."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def bladzijde(
        self, limiet: int, cursor: str | None, soort: Taaksoort | None, kalender: Kalender, vandaag: date
    ) -> Bladzijde[tuple[Berichttaak, UUID | None]]:
        """What is work today, what waits longest first; with the client of a wmo301 drawn up here."""
        sessie, vraag = self._sessie, te_doen(self._sessie.tenant.code, vandaag)
        zeef = [or_(*_is_werk(kalender, vandaag))]
        if soort is not None:
            zeef.append(_taak.soort == soort.value)
        rijen, volgende = lees_bladzijde(
            sessie.verbinding, sessie.kluis, vraag, SLEUTEL, limiet, cursor, zeef
        )
        return Bladzijde(tuple((_waarde(rij), rij.client_id) for rij in rijen), volgende)


def _is_werk(kalender: Kalender, vandaag: date) -> Iterator[ColumnElement[bool]]:
    """Of a task that waits for another: its term has passed. Of any other: it is there."""
    yield _taak.soort.not_in(sorted(WACHT_OP_ANDER))
    for soort in sorted(WACHT_OP_ANDER):
        termijn = WERK[soort].termijn
        assert termijn is not None
        yield and_(_taak.soort == soort.value, _taak.dag <= voorbij_tot(termijn, kalender, vandaag))


def _waarde(rij: Row[Any]) -> Berichttaak:
    return lees(Berichttaak, {kolom.name: rij._mapping[kolom] for kolom in _VELDEN}, f"berichttaak:{rij.id}")
