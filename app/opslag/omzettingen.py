"""Changes for many clients at once, and what came of each client."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import case, delete, exists, func, literal, or_, select, union_all, update

from app.domain.omzetting import Clientomzetting, Omzetting
from app.opslag import opdrachten
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, begrens, lees_bladzijde
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import MetId, Register, noteer


class Omzettingen(MetId[Omzetting]):
    """What municipalities have changed in running allocations."""

    tabel = t.omzetting
    soort = Omzetting

    def haal_vergrendeld(self, id: UUID) -> Omzetting:
        """The one with this id, which nobody withdraws until the transaction ends."""
        self._vergrendel(id=id)
        return self.haal(id)

    def clienten(self, omzetting: Omzetting, limiet: int, cursor: str | None = None) -> Bladzijde[UUID]:
        """Clients for whom it may have something to do and was not carried out yet, a page at a time.

        They have an allocation of the product that has not ended by then, or a decision that has yet to be
        carried out, of which the lines are not searched. A page is of all who ever had the product, and
        leaves out for whom there is nothing to do: to search on until it is full would cost all of them.
        """
        toewijzing, besluit = t.toewijzing.alias("kandidaat").c, t.besluit.alias("kandidaat").c
        van, kluis = omzetting.van, self._sessie.kluis
        loopt = case((or_(toewijzing.eind.is_(None), toewijzing.eind >= omzetting.per), 1), else_=0)
        gehad = (
            select(toewijzing.client_id, func.max(loopt).label("telt"))
            .where(
                toewijzing.gemeente == omzetting.gemeente,
                toewijzing.categorie == van.categorie,
                toewijzing.productcode == van.productcode,
            )
            .group_by(toewijzing.client_id)
        )
        if van.aanbieder is not None:
            gehad = gehad.where(toewijzing.aanbieder == van.aanbieder)
        wachtend = (
            select(besluit.client_id, literal(1).label("telt"))
            .where(besluit.gemeente == omzetting.gemeente, besluit.toe_te_wijzen)
            .distinct()
        )
        kandidaat = union_all(
            begrens(kluis, gehad, [toewijzing.client_id], limiet, cursor).subquery().select(),
            begrens(kluis, wachtend, [besluit.client_id], limiet, cursor).subquery().select(),
        ).subquery("kandidaat").c  # fmt: skip
        gedaan = t.clientomzetting.c
        al_gedaan = exists().where(
            gedaan.omzetting_id == omzetting.id,
            gedaan.client_id == kandidaat.client_id,
            gedaan.wacht_in.is_(None),
        )
        vraag = select(
            kandidaat.client_id, func.max(kandidaat.telt).label("telt"), al_gedaan.label("gedaan")
        ).group_by(kandidaat.client_id)
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, kluis, vraag, [kandidaat.client_id], limiet, cursor
        )
        return Bladzijde(tuple(rij.client_id for rij in rijen if rij.telt and not rij.gedaan), volgende)


class Clientomzettingen(Register[Clientomzetting]):
    """Omzettingen as they were carried out for clients, or wait for that: then as a task in a case."""

    tabel = t.clientomzetting
    soort = Clientomzetting
    bestaat_al = "Deze omzetting is voor deze cliënt al uitgevoerd."

    def bewaar(self, waarde: Clientomzetting) -> Clientomzetting:
        """Add it; one that waits opens the case in which it does."""
        if waarde.wacht_in is not None:
            self._sessie.raak(waarde.wacht_in)
        return super().bewaar(waarde)

    def laat_los(self, *omzettingen: Clientomzetting) -> None:
        """Let these wait no more, which may close the cases in which they did.

        What was carried out but for a total stays, as carried out; the others are as if they never waited.
        """
        for gedaan, opdracht in (
            (False, delete(self.tabel)),
            (True, update(self.tabel).values(wacht_in=None)),
        ):
            ids = [omzetting.id for omzetting in omzettingen if omzetting.deels is gedaan]
            eigen = self.tabel.c
            for deel in opdrachten.delen(ids):
                waar = opdracht.where(eigen.id.in_(deel), zichtbaar(self.tabel, self._sessie.tenant))
                terug = waar.returning(eigen.id, eigen.gemeente, eigen.client_id)
                for rij in self._schrijf(terug).all():
                    noteer(self._sessie, "wijzigen" if gedaan else "wissen", self.tabel, rij._asdict())
        self._sessie.raak(*filter(None, (omzetting.wacht_in for omzetting in omzettingen)))

    def wachtend(self, omzetting_id: UUID) -> tuple[Clientomzetting, ...]:
        """All that wait for one omzetting, in whichever case."""
        eigen = self.tabel.c
        return self._zoek_waar(eigen.omzetting_id == omzetting_id, eigen.wacht_in.is_not(None))

    def uitgevoerd(self, omzetting_id: UUID, limiet: int, cursor: str | None) -> Bladzijde[Clientomzetting]:
        """A page of the clients for whom it was carried out, the first one first, without those that wait.

        So it may hold fewer than were asked for: what waits is few, and its content says for what.
        """
        bladzijde = self.bladzijde(limiet, cursor, omzetting_id=omzetting_id)
        return replace(bladzijde, rijen=tuple(rij for rij in bladzijde.rijen if rij.uitgevoerd))

    def haal(self, id: UUID) -> Clientomzetting:
        """The one with this id; NietGevonden when out of sight."""
        return self._haal(id=id)

    def van_client(self, client_id: UUID) -> tuple[Clientomzetting, ...]:
        """All of one client, oldest first."""
        return self._zoek(client_id=client_id)

    def van_clienten(self, client_ids: Collection[UUID]) -> dict[UUID, tuple[Clientomzetting, ...]]:
        """All of each of these clients, oldest first, in one query."""
        return self._per("client_id", client_ids)

    def van_meldingen(self, melding_ids: Collection[UUID]) -> dict[UUID, tuple[Clientomzetting, ...]]:
        """Those that wait in each of these cases, oldest first, in one query."""
        return self._per("wacht_in", melding_ids)
