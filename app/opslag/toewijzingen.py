"""Allocations, and on which decisions they rest."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select, text

from app.domain.keten.dossier import Partijen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.toewijzing.uitvoeren import Draagregel
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import tabellen as t
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import Sessie, VanMelding

_TOEWIJZINGEN_TUSSEN: Select[Any] = select(t.toewijzing).where(
    t.toewijzing.c.gemeente == bindparam("gemeente"),
    t.toewijzing.c.nummer.in_(bindparam("nummers", expanding=True)),
    t.toewijzing.c.aanbieder == bindparam("aanbieder"),
)


class Toewijzingen(VanMelding[Toewijzing]):
    """Allocations, by number within a municipality."""

    tabel = t.toewijzing
    soort = Toewijzing
    bestaat_al = "Dit toewijzingnummer is al gebruikt."

    def afgeleid(self, waarde: Toewijzing) -> dict[str, Any]:
        """The decision that made the version that holds, and its period (IV013)."""
        actueel = waarde.actueel
        return {
            "besluit_id": actueel.besluit_id,
            "begin": actueel.periode.begin,
            "eind": actueel.periode.eind,
        }

    def haal(
        self, nummer: int, revisie: int | None = None, gemeente: Gemeentecode | None = None
    ) -> Toewijzing:
        """The allocation with this number; a provider names the municipality that gave it out."""
        return self._haal_revisie(revisie, gemeente=self._sessie.gemeente(gemeente), nummer=nummer)

    def bewaar(self, waarde: Toewijzing) -> Toewijzing:
        """Keep the allocation, with which what there is to do about it may change."""
        bewaard = super().bewaar(waarde)
        self._sessie.toewijzingen[bewaard.gemeente, bewaard.nummer] = bewaard
        return bewaard

    def tussen(self, tussen: Partijen, nummers: Collection[int]) -> dict[int, Toewijzing]:
        """Those with these numbers between these two, whoever of both calls."""
        waarden = tussen._asdict() | {"nummers": nummers}
        rijen = self._sessie.verbinding.execute(_TOEWIJZINGEN_TUSSEN, waarden).all()
        return {toewijzing.nummer: toewijzing for toewijzing in self._waarden(rijen)}

    def van_client_bij(self, client_id: UUID, aanbieder: AgbCode) -> tuple[Toewijzing, ...]:
        """All of one client with one provider: the full set that a 301 carries (OP087)."""
        return self._zoek(client_id=client_id, aanbieder=aanbieder)


_DRAAGREGEL = text(
    "INSERT INTO draagregel (gemeente, besluit_id, regel, nummer) "
    "VALUES (:gemeente, :besluit_id, :regel, :nummer) ON CONFLICT DO NOTHING"
).bindparams(bindparam("besluit_id", type_=Uuid))


class Draagregels:
    """On which lines of which decisions numbers rest; what was so once stays known (W04)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def leg_vast(self, regels: Collection[Draagregel]) -> None:
        """Add those that are not there yet."""
        if regels:
            gemeente = self._sessie.gemeente(None)
            self._sessie.verbinding.execute(
                _DRAAGREGEL, [{"gemeente": gemeente, **asdict(regel)} for regel in regels]
            )

    def van(self, toewijzing: Toewijzing) -> tuple[Draagregel, ...]:
        """Those of one allocation; of no concern to its provider, who sees none."""
        return self._zoek(
            t.draagregel.c.gemeente == toewijzing.gemeente, t.draagregel.c.nummer == toewijzing.nummer
        )

    def van_nummers(self, nummers: Collection[int]) -> tuple[Draagregel, ...]:
        """Those of these numbers of the municipality."""
        return self._zoek(t.draagregel.c.nummer.in_(nummers))

    def _zoek(self, *voorwaarden: ColumnElement[bool]) -> tuple[Draagregel, ...]:
        tabel = t.draagregel
        vraag = select(tabel.c.besluit_id, tabel.c.regel, tabel.c.nummer).where(
            *voorwaarden, zichtbaar(tabel, self._sessie.tenant)
        )
        rijen = self._sessie.verbinding.execute(vraag.order_by(*vraag.selected_columns))
        return tuple(Draagregel(*rij) for rij in rijen)
