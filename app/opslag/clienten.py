"""What a municipality knows of the persons that it supports."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.domain.feit import Feit
from app.domain.fouten import NietGevonden
from app.domain.partijen import Client, Geboortedatum
from app.domain.waarden import Bsn
from app.opslag import opdrachten, zoekwaarden
from app.opslag import tabellen as t
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import Gevonden, MetId, VanClient


class Clienten(MetId[Client]):
    """The persons that a municipality supports."""

    tabel = t.client
    soort = Client
    bestaat_al = "Deze cliënt is al bekend bij de gemeente."

    def afgeleid(self, waarde: Client) -> dict[str, Any]:
        """The keyed hashes by which it is found."""
        return dict(zoekwaarden.zoekwaarden(self._sessie.kluis, waarde))

    def met_bsn(self, bsn: Bsn) -> Client | None:
        """The client with this Bsn in the calling municipality."""
        zoekwaarde = self._sessie.kluis.zoekwaarde(self._sessie.gemeente(None), bsn)
        return self._vind(bsn_zoekwaarde=zoekwaarde)

    def met_naam(
        self, achternaam: str, geboortedatum: Geboortedatum, hoogstens: int
    ) -> tuple[Client, ...] | None:
        """Those of the calling municipality with this surname and date of birth, in the order recorded.

        None where there are more than `hoogstens`: then nobody's data are read.
        """
        gemeente = self._sessie.gemeente(None)
        vraag = zoekwaarden.met_naam(self._sessie.kluis, gemeente, achternaam, geboortedatum)
        ids = self._sessie.verbinding.execute(vraag.limit(hoogstens + 1)).scalars().all()
        return None if len(ids) > hoogstens else tuple(self.per_id(ids).values())

    def vindt_ieders_naam(self) -> bool:
        """Whether each client can be found by name: not before all from before that was kept are done."""
        vraag = zoekwaarden.nog_te_vullen().where(zichtbaar(self.tabel, self._sessie.tenant))
        return self._sessie.verbinding.execute(vraag.limit(1)).first() is None

    def per_id(self, ids: Collection[UUID]) -> Gevonden[UUID, Client]:
        """Each of these clients."""
        return Gevonden((client.id, client) for client in self.met_ids(ids))

    def vergrendel(self, id: UUID) -> None:
        """Let no other transaction that locks this client go on before this one ends.

        For steps that weigh several rows of one client together, such as allocating.
        """
        if not self._vergrendel(id=id):
            raise NietGevonden("Deze cliënt bestaat niet, of u mag die niet zien.", gezocht=id)

    def haal_vergrendeld(self, id: UUID) -> Client:
        """The client with this id, locked likewise."""
        gevonden = self._vraag(opdrachten.lees_vergrendeld(self.tabel, self._sessie.tenant.partij), id=id)
        if not gevonden:
            raise NietGevonden("Deze cliënt bestaat niet, of u mag die niet zien.", gezocht=id)
        return gevonden[0]

    def haal_vergrendeld_van(self, besluit_id: UUID) -> Client:
        """The client of this decision, locked likewise."""
        partij = self._sessie.tenant.partij
        gevonden = self._vraag(opdrachten.lees_vergrendeld_van(self.tabel, t.besluit, partij), id=besluit_id)
        if not gevonden:
            raise NietGevonden(
                "Er is geen besluit met dit kenmerk, of u mag dat niet zien.", gezocht=besluit_id
            )
        return gevonden[0]


class Feiten(MetId[Feit], VanClient[Feit]):
    """What happened to clients."""

    tabel = t.feit
    soort = Feit

    def afgeleid(self, waarde: Feit) -> dict[str, Any]:
        """From which day on it ends the cases of the client."""
        return {"eindigt_zaken_op": waarde.op if waarde.eindigt_zaken else None}

    def bewaar(self, waarde: Feit) -> Feit:
        """Keep the fact, which may open or close every case of the client."""
        zaken = select(t.melding.c.id).where(t.melding.c.client_id == waarde.client_id)
        self._sessie.raak(*self._sessie.verbinding.execute(zaken).scalars(), geheel=True)
        return super().bewaar(waarde)
