"""Plans of providers, each with its versions and how it was assessed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.domain.fouten import NietGevonden
from app.domain.plan.afziening import Afziening
from app.domain.plan.ondersteuningsplan import Beoordeling, Ondersteuningsplan, Planstatus, Planversie
from app.domain.waarden import kalenderdag
from app.domain.werkstand import aanbieder_aan_zet, plan_uiterlijk
from app.opslag import opdrachten, openstaand
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde
from app.opslag.verzameling import MetId, Register, VanMelding


class Ondersteuningsplannen(MetId[Ondersteuningsplan], VanMelding[Ondersteuningsplan]):
    """Plans of providers, each for one plan van aanpak."""

    tabel = t.ondersteuningsplan
    soort = Ondersteuningsplan
    bestaat_al = "Bij deze aanbieder loopt voor dit plan van aanpak al een uitvraag."

    def afgeleid(self, waarde: Ondersteuningsplan) -> dict[str, Any]:
        """Whether it was ever sent to the provider, and by when that has to submit it."""
        return {
            "uitgevraagd": any(o.naar == Planstatus.UITGEVRAAGD for o in waarde.overgangen),
            "uiterlijk": plan_uiterlijk(waarde, self._sessie.rekenwijze),
            "aanbieder_aan_zet": aanbieder_aan_zet(waarde),
        }

    def lopende(
        self, limiet: int, cursor: str | None = None, *, sinds: datetime | None = None
    ) -> Bladzijde[Ondersteuningsplan]:
        """Those on which somebody still has to act, oldest first: the worklist of a provider.

        With `sinds` those that changed since then, the first change first.
        """
        vandaag = kalenderdag(self._sessie.verwerker.nu)
        loopt = openstaand.loopt(self.tabel.c.client_id, vandaag)
        if sinds is not None:
            # The index of what is under way knows no changes: of what changed a bounded part is searched.
            onderweg = self.tabel.c.status.in_(t.OPEN_PLAN)
            return self._blader(select(self.tabel), limiet, cursor, sinds=sinds, ook=(onderweg, loopt))
        onderweg = self.tabel.c.status.in_(map(t.letterlijk, t.OPEN_PLAN))
        return self._blader(select(self.tabel).where(onderweg, loopt), limiet, cursor)

    def van_plan_van_aanpak(self, plan_van_aanpak_id: UUID) -> tuple[Ondersteuningsplan, ...]:
        """All plans of all providers for one plan van aanpak, oldest first."""
        return self._zoek(plan_van_aanpak_id=plan_van_aanpak_id)


class Planversies(Register[Planversie]):
    """Submitted versions; none ever changes (M20)."""

    tabel = t.planversie
    soort = Planversie
    bestaat_al = "Deze versie van het ondersteuningsplan is al ingediend."

    def haal(self, plan_id: UUID, volgnummer: int) -> Planversie:
        """One version of one plan."""
        return self._haal(plan_id=plan_id, volgnummer=volgnummer)

    def van_plan(self, plan_id: UUID) -> tuple[Planversie, ...]:
        """All versions of one plan, oldest first."""
        return self._zoek(plan_id=plan_id)

    def van_client(self, client_id: UUID) -> tuple[Planversie, ...]:
        """All versions of all plans for one client, oldest first."""
        return self._zoek(client_id=client_id)

    def bewaar(self, waarde: Planversie) -> Planversie:
        """Add a version to a plan that the caller may see; BestaatAl when its number is taken."""
        tenant = self._sessie.tenant
        opdracht = opdrachten.voeg_toe_van(self.tabel, t.ondersteuningsplan, "plan_id", tenant.partij)
        rij = self._rij(waarde, {"aangemaakt": self._sessie.verwerker.nu})
        eigenaar = self._schrijf(opdracht, rij | {opdrachten.TENANT: tenant.code}).first()
        if eigenaar is None:
            raise NietGevonden(
                "Dit ondersteuningsplan bestaat niet, of u mag het niet zien.", gezocht=waarde.plan_id
            )
        self._geschreven("maken", rij | eigenaar._asdict())
        return waarde


class Beoordelingen(Register[Beoordeling]):
    """Assessments of submitted versions; none ever changes."""

    tabel = t.beoordeling
    soort = Beoordeling

    def haal(self, id: UUID) -> Beoordeling:
        """The assessment with this id."""
        return self._haal(id=id)

    def van_plan(self, plan_id: UUID) -> tuple[Beoordeling, ...]:
        """All assessments of one plan, oldest first."""
        return self._zoek(plan_id=plan_id)

    def van_client(self, client_id: UUID) -> tuple[Beoordeling, ...]:
        """All assessments of all plans for one client, oldest first."""
        return self._zoek(client_id=client_id)


class Afzieningen(MetId[Afziening], VanMelding[Afziening]):
    """Recorded choices not to ask for a plan."""

    tabel = t.afziening
    soort = Afziening

    def van_plan_van_aanpak(self, plan_van_aanpak_id: UUID) -> tuple[Afziening, ...]:
        """All waivers for one plan van aanpak, oldest first."""
        return self._zoek(plan_van_aanpak_id=plan_van_aanpak_id)
