"""Why something is kept longer and who asked to destroy it, at a municipality or a provider (W04)."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Row

from app.domain.berichttaak import taken_van_vernietigingsverzoek
from app.domain.bewaren import Bewaarreden, Vernietigingsverzoek
from app.domain.fouten import GeenToegang
from app.domain.waarden import AgbCode, Gemeentecode
from app.opslag import berichttaken, opdrachten
from app.opslag import tabellen as t
from app.opslag.verwerking import Aanraking
from app.opslag.verzameling import MetId, VanClient, VanMelding

B = TypeVar("B", bound=Bewaarreden | Vernietigingsverzoek)


class VanBewaarder(MetId[B]):
    """What a municipality keeps with a client, and a provider with a person in an exchange of its own."""

    def van_persoon(
        self, aanbieder: AgbCode, persoon: str, gemeente: Gemeentecode | None = None
    ) -> tuple[B, ...]:
        """All of this person at this provider, oldest first; with one municipality, or with all."""
        waar = {} if gemeente is None else {"gemeente": gemeente}
        return self._zoek(persoon=persoon, aanbieder=aanbieder, **waar)

    def _voeg_toe(self, waarde: B, afgeleid: dict[str, Any]) -> None:
        if waarde.aanbieder is None:
            super()._voeg_toe(waarde, afgeleid)
            return
        if waarde.aanbieder != self._sessie.tenant.code:
            raise GeenToegang("U legt alleen vast wat bij uzelf is gevraagd.")
        rij = self._rij(waarde, afgeleid) | {"aangemaakt": self._sessie.verwerker.nu}
        self._schrijf(opdrachten.voeg_toe(self.tabel), rij)
        self._noteer("maken", waarde)

    def _wijzig(self, waarde: B, revisie: int, afgeleid: dict[str, Any]) -> None:
        super()._wijzig(waarde, revisie, afgeleid)
        self._noteer("wijzigen", waarde)

    def _waarden(self, gelezen: Sequence[Row[Any]]) -> tuple[B, ...]:
        waarden = super()._waarden(gelezen)
        for waarde in waarden:
            self._noteer("lezen", waarde)
        return waarden

    def _noteer(self, actie: str, waarde: B) -> None:
        """Leave in the access record that this was done with what a provider keeps of a person (W06)."""
        if waarde.betrokkene is not None:
            self._sessie.spoor.noteer(
                Aanraking(actie, self.tabel.name, str(waarde.id), waarde.gemeente, waarde.betrokkene)
            )


class Bewaarredenen(VanBewaarder[Bewaarreden], VanMelding[Bewaarreden]):
    """Reasons to keep a case or a person longer."""

    tabel = t.bewaarreden
    soort = Bewaarreden


class Vernietigingsverzoeken(VanBewaarder[Vernietigingsverzoek], VanClient[Vernietigingsverzoek]):
    """Requests of persons to destroy their data."""

    tabel = t.vernietigingsverzoek
    soort = Vernietigingsverzoek

    def bewaar(self, waarde: Vernietigingsverzoek) -> Vernietigingsverzoek:
        """Keep the request, with the task to decide on it as long as it is open."""
        bewaard = super().bewaar(waarde)
        berichttaken.zet(
            self._sessie,
            t.berichttaak.c.vernietigingsverzoek_id,
            bewaard.id,
            taken_van_vernietigingsverzoek(bewaard),
            nieuw=not waarde.revisie,
        )
        return bewaard
