"""The access record, as who is in it may read it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, or_, select, union_all

from app.domain.partijen import Partij
from app.domain.waarden import Gemeentecode
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.toegang import zichtbaar
from app.opslag.verwerking import Aanraking, Verwerking, verwerking_uit, verwerkingen_van
from app.opslag.verzameling import Sessie

EIGEN_OBJECTEN = ("vernietigingsverzoek", "bewaarreden", "aanbiederdossier")
"""What a provider keeps of a person for itself, and that it destroyed such a dossier."""
EIGEN_ACTIVITEITEN = ("exporteer_persoon", "lees_persoonsdocument", "lijst_persoonsverwerkingen", "vernietig")
"""In which a provider works on its own share only."""


def _van_aanbieder_zelf() -> ColumnElement[bool]:
    daad = t.verwerking.c
    wat = or_(daad.object_soort.in_(EIGEN_OBJECTEN), daad.activiteit.in_(EIGEN_ACTIVITEITEN))
    return and_(daad.partij == Partij.AANBIEDER.value, wat)


class Verwerkingen:
    """The access record, as one client may read it (W06)."""

    def __init__(self, sessie: Sessie) -> None:
        """Work in this transaction."""
        self._sessie = sessie

    def van_client(self, client_id: UUID, limiet: int, cursor: str | None = None) -> Bladzijde[Verwerking]:
        """Who did what with the data of one client, oldest first; reading it is recorded too."""
        # A municipality sees what a provider did with what was shared, not what it does with its own share.
        gezien = and_(zichtbaar(t.verwerking, self._sessie.tenant), ~_van_aanbieder_zelf())
        return self._blader(verwerkingen_van(client_id, gezien), limiet, cursor)

    def van_aanbieder(
        self, gemeente: Gemeentecode, namen: Collection[UUID], limiet: int, cursor: str | None = None
    ) -> Bladzijde[Verwerking]:
        """What the calling provider did with the data of one person in its exchange with a municipality.

        `namen` is how the access record names that person; oldest first, and reading it is recorded too.
        """
        rij, eigen = t.verwerking.c, self._sessie.tenant
        gezien = and_(rij.gemeente == gemeente, rij.partij == eigen.partij.value, rij.code == eigen.code)
        daden = (select(verwerkingen_van(naam, gezien)) for naam in namen)
        return self._blader(union_all(*daden).subquery("daad"), limiet, cursor)

    def _blader(self, daad: Subquery, limiet: int, cursor: str | None) -> Bladzijde[Verwerking]:
        sleutel = [daad.c.id, daad.c.nummer]
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, self._sessie.kluis, select(daad), sleutel, limiet, cursor
        )
        for gemeente, wie in dict.fromkeys((rij.gemeente, rij.client_id) for rij in rijen):
            self._sessie.spoor.noteer(Aanraking("lezen", "verwerking", str(wie), gemeente, wie))
        return Bladzijde(tuple(verwerking_uit(rij._mapping) for rij in rijen), volgende)
