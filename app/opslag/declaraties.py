"""The declarations that came in: what each asks in all, and what was answered; sums, nothing of anybody."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Row, Select, cast, func, select, update

from app.domain.declaratie import Antwoord, Declaratie, EigenOordeel, Uitbetaling
from app.domain.fouten import NietGevonden
from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.opdrachten import voeg_toe
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import Sessie, blader, lees

_rij = t.declaratie.c
_STATUS = select(t.berichtontvangst.c.status).where(t.berichtontvangst.c.id == _rij.id).scalar_subquery()
_VRAAG: Select[Any] = select(*_rij, _STATUS.label("status"))
"""The state is asked of each row that is found; for a join PostgreSQL may read all messages first."""

_SOMMEN = [
    cast(func.sum(_rij[naam]), BigInteger).label(naam)
    for naam in ("regels", "geweigerde_regels", "ingediend", "geweigerd", "toegekend")
]


class Declaraties:
    """What of each declaration is known in all; a municipality sees those to it, a provider its own."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def leg_vast(self, declaratie: Declaratie) -> None:
        """Add one, of which the message was kept in this transaction."""
        velden = asdict(replace(declaratie, antwoord=None))
        del velden["status"], velden["antwoord"], velden["eigen_oordeel"]
        nu = self._sessie.verwerker.nu
        self._sessie.verbinding.execute(voeg_toe(t.declaratie), velden | {"aangemaakt": nu, "gewijzigd": nu})

    def beantwoord(self, id: UUID, antwoord: Antwoord) -> None:
        """Keep what its answer says, instead of what an earlier one said."""
        waarden = asdict(antwoord) | {"gewijzigd": self._sessie.verwerker.nu}
        waarden["antwoord"], waarden["antwoord_op"] = waarden.pop("identificatie"), waarden.pop("dag")
        waarden["retourcodes"] = list(antwoord.retourcodes)
        self._sessie.verbinding.execute(update(t.declaratie).where(_rij.id == id).values(waarden))

    def zet_eigen_oordeel(self, id: UUID, eigen: EigenOordeel | None) -> None:
        """Keep what its municipality would have refused of what its answer grants."""
        waarden = {
            "zou_weigeren": None if eigen is None else eigen.geweigerd,
            "zou_weigeren_regels": None if eigen is None else eigen.geweigerde_regels,
            "gewijzigd": self._sessie.verwerker.nu,
        }
        self._sessie.verbinding.execute(update(t.declaratie).where(_rij.id == id).values(waarden))

    def laat_vervallen(self, id: UUID, bedrag: int, regels: int) -> None:
        """Count so much of what its answer granted, in so many lines, among what is refused instead."""
        waarden = {
            "toegekend": _rij.toegekend - bedrag,
            "geweigerd": _rij.geweigerd + bedrag,
            "geweigerde_regels": _rij.geweigerde_regels + regels,
            "gewijzigd": self._sessie.verwerker.nu,
        }
        beantwoord = _rij.id == id, _rij.antwoord_op.is_not(None)
        self._sessie.verbinding.execute(update(t.declaratie).where(*beantwoord).values(waarden))

    def haal(self, id: UUID) -> Declaratie:
        """The one of this message; NietGevonden when out of sight."""
        gevonden = self.met_ids([id])
        if not gevonden:
            raise NietGevonden("Er is geen declaratie met dit kenmerk, of u mag die niet zien.")
        return gevonden[id]

    def met_ids(self, ids: Collection[UUID]) -> dict[UUID, Declaratie]:
        """Those with these ids that the caller may see."""
        vraag = _VRAAG.where(_rij.id.in_(ids), zichtbaar(t.declaratie, self._sessie.tenant))
        return {rij.id: _declaratie(rij) for rij in self._sessie.verbinding.execute(vraag)}

    def bladzijde(
        self,
        limiet: int,
        cursor: str | None,
        *,
        gemeente: Gemeentecode | None,
        aanbieder: AgbCode | None,
        sinds: datetime | None,
    ) -> Bladzijde[Declaratie]:
        """A page of them, oldest first."""
        rijen, volgende = blader(
            self._sessie,
            t.declaratie,
            _VRAAG,
            limiet,
            cursor,
            sinds=sinds,
            gemeente=gemeente,
            aanbieder=aanbieder,
        )
        return Bladzijde(tuple(map(_declaratie, rijen)), volgende)

    def beantwoord_in(
        self, periode: GeslotenPeriode, aanbieder: AgbCode | None, limiet: int, cursor: str | None
    ) -> Bladzijde[Declaratie]:
        """Those whose answer is of a day in this period, in the order of these days."""
        vraag = _VRAAG.where(_rij.antwoord_op.between(*periode), zichtbaar(t.declaratie, self._sessie.tenant))
        if aanbieder is not None:
            vraag = vraag.where(_rij.aanbieder == aanbieder)
        sleutel = [_rij.antwoord_op, _rij.id]
        verbinding, kluis = self._sessie.verbinding, self._sessie.kluis
        rijen, volgende = lees_bladzijde(verbinding, kluis, vraag, sleutel, limiet, cursor)
        return Bladzijde(tuple(map(_declaratie, rijen)), volgende)

    def uitbetalingen(
        self, periode: GeslotenPeriode, aanbieder: AgbCode | None, limiet: int, cursor: str | None
    ) -> Bladzijde[Uitbetaling]:
        """A page of what the answers of these days add up to, for each two parties."""
        tussen = [_rij.gemeente, _rij.aanbieder]
        vraag = (
            select(*tussen, func.count().label("declaraties"), *_SOMMEN)
            .where(_rij.antwoord_op.between(*periode), zichtbaar(t.declaratie, self._sessie.tenant))
            .group_by(*tussen)
        )
        if aanbieder is not None:
            vraag = vraag.where(_rij.aanbieder == aanbieder)
        verbinding, kluis = self._sessie.verbinding, self._sessie.kluis
        rijen, volgende = lees_bladzijde(verbinding, kluis, vraag, tussen, limiet, cursor)
        gelezen = (lees(Uitbetaling, rij._asdict(), "declaratie") for rij in rijen)
        return Bladzijde(tuple(gelezen), volgende)


def _declaratie(rij: Row[Any]) -> Declaratie:
    velden = rij._asdict()
    van_antwoord = {
        naam: velden.pop(naam) for naam in ("toegekend", "geweigerd", "geweigerde_regels", "retourcodes")
    }
    identificatie, dag = velden.pop("antwoord"), velden.pop("antwoord_op")
    antwoord = None if dag is None else {"identificatie": identificatie, "dag": dag} | van_antwoord
    bedrag, regels = velden.pop("zou_weigeren"), velden.pop("zou_weigeren_regels")
    eigen = None if regels is None else {"geweigerd": bedrag, "geweigerde_regels": regels}
    del velden["aangemaakt"], velden["gewijzigd"]
    return lees(Declaratie, velden | {"antwoord": antwoord, "eigen_oordeel": eigen}, f"declaratie:{rij.id}")
