"""The requests of providers, as a party keeps them beside its history: each is seen by its owner alone."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select

from app.domain.berichttaak import taken_van_verzoek
from app.domain.fouten import GeenToegang, NietGevonden
from app.domain.keten.dossier import BekendVerzoek, Partijen, Verzoeksleutel
from app.domain.partijen import Partij
from app.domain.verzoek.verzoek import BewaardVerzoek, uiterlijk
from app.opslag import berichttaken
from app.opslag import tabellen as t
from app.opslag.bladzijde import zonder_index
from app.opslag.toegang import Tenant, zichtbaar
from app.opslag.verzameling import MetId, Sessie

OPEN, AFGEHANDELD = "open", "afgehandeld"
IDLENGTE = 32
"""Hexadecimal digits of an id."""


class Verzoeken(MetId[BewaardVerzoek]):
    """Requests, how each stands and what was chosen."""

    tabel = t.verzoek
    soort = BewaardVerzoek
    bestaat_al = "Dit verzoek is al vastgelegd."

    def afgeleid(self, waarde: BewaardVerzoek) -> dict[str, Any]:
        """Whether it is open, by when it has to be answered and where it waits."""
        return {
            "status": OPEN if waarde.loopt else AFGEHANDELD,
            "uiterlijk": uiterlijk(waarde, self._sessie.rekenwijze.kalender),
            "wacht_in": waarde.wacht_in,
        }

    def bewaar(self, waarde: BewaardVerzoek) -> BewaardVerzoek:
        """Keep the request, which may open or close the case where it waits, and what it asks to do."""
        zaken = {waarde.wacht_in}
        if waarde.revisie:
            wachtte_in = select(self.tabel.c.wacht_in).where(*_deze(waarde))
            zaken.add(self._sessie.verbinding.scalar(wachtte_in))
        self._sessie.raak(*filter(None, zaken))
        bewaard = super().bewaar(waarde)
        berichttaken.zet_van_verzoek(self._sessie, bewaard.eigenaar, bewaard.id, taken_van_verzoek(bewaard))
        return bewaard

    def _voeg_toe(self, waarde: BewaardVerzoek, afgeleid: dict[str, Any]) -> None:
        if self._sessie.tenant.code != waarde.eigenaar:
            raise GeenToegang("U legt alleen verzoeken vast die u ontvangt of verzendt.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(t.verzoek.insert(), rij)
        self._geschreven("maken", rij)

    def id_van(self, sleutel: Verzoeksleutel) -> UUID:
        """The id of the request that history knows by this: a keyed hash, the same for both parties."""
        return UUID(self._sessie.kluis.kenmerk("verzoek", *sleutel)[:IDLENGTE])

    def tussen(self, id: UUID) -> Partijen:
        """Between whom it goes, to lock their exchange before it is read; NietGevonden when out of sight."""
        kolommen = t.verzoek.c
        vraag = select(kolommen.gemeente, kolommen.aanbieder).where(
            kolommen.id == id, zichtbaar(t.verzoek, self._sessie.tenant)
        )
        rij = self._sessie.verbinding.execute(vraag).first()
        if rij is None:
            raise NietGevonden("Er is geen verzoek met dit kenmerk, of u mag dat niet zien.", gezocht=id)
        return Partijen(*rij)

    def met_sleutels(self, sleutels: Collection[Verzoeksleutel]) -> tuple[BewaardVerzoek, ...]:
        """Those that history knows by these."""
        return self._zoek_waar(t.verzoek.c.id.in_(map(self.id_van, sleutels)))

    def in_berichten(self, ontvangst_ids: Collection[UUID]) -> tuple[BewaardVerzoek, ...]:
        """Those that came in one of these messages, oldest first."""
        return self._zoek_waar(t.verzoek.c.ontvangst_id.in_(ontvangst_ids))

    def zonder_zaak(self, client_ids: Collection[UUID]) -> tuple[BewaardVerzoek, ...]:
        """Those of who the access record names so, that are open and wait in no case; few have any."""
        kolommen = t.verzoek.c
        vraag = select(t.verzoek).where(
            kolommen.client_id.in_(client_ids), zonder_index(kolommen.eigenaar) == self._sessie.tenant.code
        )
        alle = self._waarden(self._sessie.verbinding.execute(vraag).all())
        return tuple(verzoek for verzoek in alle if verzoek.loopt and verzoek.melding_id is None)

    def volg(self, verzoek: BewaardVerzoek, bekend: BekendVerzoek | None, antwoord_id: UUID | None) -> None:
        """Let it stand as history has it, and name this wmo319 on it; what counts as never sent goes."""
        if bekend is None:
            self._sessie.raak(*filter(None, (verzoek.wacht_in,)))
            self._schrijf(delete(t.verzoek).where(*_deze(verzoek)))
        elif (bekend.stand, antwoord_id) != (verzoek.stand, verzoek.antwoord_id):
            self.bewaar(replace(verzoek, stand=bekend.stand, antwoord_id=antwoord_id))

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[BewaardVerzoek, ...]]:
        """Those that wait in each of these cases, oldest first, in one query."""
        return self._per("wacht_in", melding_ids)


def _deze(verzoek: BewaardVerzoek) -> tuple[ColumnElement[bool], ...]:
    return t.verzoek.c.eigenaar == verzoek.eigenaar, t.verzoek.c.id == verzoek.id


def van_eigenaar(sessie: Sessie, eigenaar: str) -> Verzoeken:
    """Those of this party, whichever of both calls: what one tells changes what both keep."""
    return Verzoeken(replace(sessie, tenant=Tenant(Partij.van_code(eigenaar), eigenaar)))
