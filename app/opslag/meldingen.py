"""Cases from the first report on: what was asked, found and planned."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.domain.melding import Melding
from app.domain.onderzoek import Onderzoek
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.rapportage import Rapportage
from app.domain.waarden import kalenderdag
from app.domain.werkstand import Werkvraag, Zaaksoort
from app.opslag import openstaand
from app.opslag import tabellen as t
from app.opslag.bladzijde import Bladzijde, lees_bladzijde
from app.opslag.fouten import Onleesbaar
from app.opslag.toegang import zichtbaar
from app.opslag.verzameling import MetId, VanClient, VanMelding


class Meldingen(MetId[Melding], VanClient[Melding]):
    """Reports of a need for support."""

    tabel = t.melding
    soort = Melding

    def afgeleid(self, waarde: Melding) -> dict[str, Any]:
        """Whether the client withdrew it, and who handles the case."""
        return {"ingetrokken": waarde.intrekking is not None, "behandelaar": waarde.behandelaar}

    def bewaar(self, waarde: Melding) -> Melding:
        """Keep the melding, with which its case begins."""
        self._sessie.raak(waarde.id, geheel=True)
        return super().bewaar(waarde)

    def openstaand(
        self, limiet: int, cursor: str | None, vraag: Werkvraag
    ) -> Bladzijde[tuple[Melding, Zaaksoort]]:
        """Those on which somebody still has to act (app.opslag.openstaand), each with its kind of work."""
        stand, tenant = t.werkstand.c, self._sessie.tenant
        wijze = openstaand.leeswijze(vraag, tenant.code, kalenderdag(self._sessie.verwerker.nu))
        gekozen = select(stand.melding_id, stand.soort, *wijze.sleutel).where(
            zichtbaar(t.werkstand, tenant), *wijze.waar
        )
        rijen, volgende = lees_bladzijde(
            self._sessie.verbinding, self._sessie.kluis, gekozen, wijze.sleutel, limiet, cursor, wijze.zeef
        )
        meldingen = {melding.id: melding for melding in self.met_ids([rij.melding_id for rij in rijen])}
        try:
            zaken = tuple((meldingen[rij.melding_id], Zaaksoort(rij.soort)) for rij in rijen)
        except (KeyError, ValueError):
            raise Onleesbaar("De tabel werkstand past niet bij die van meldingen: `wmo herreken`.") from None
        return Bladzijde(zaken, volgende)


class Onderzoeken(MetId[Onderzoek], VanMelding[Onderzoek]):
    """Researches after a melding."""

    tabel = t.onderzoek
    soort = Onderzoek

    def bewaar(self, waarde: Onderzoek) -> Onderzoek:
        """Keep the research, which ends a clock of its case."""
        self._sessie.raak(waarde.melding_id, geheel=True)
        return super().bewaar(waarde)


class PlannenVanAanpak(MetId[PlanVanAanpak], VanMelding[PlanVanAanpak]):
    """The municipality's plans; each row is one version."""

    tabel = t.plan_van_aanpak
    soort = PlanVanAanpak
    bestaat_al = (
        "Dit plan van aanpak is er al. Maak van de laatste versie een volgende: "
        "POST /plannen-van-aanpak/{id}/versies."
    )

    def laatste_versie(self, melding_id: UUID) -> PlanVanAanpak | None:
        """The version with the highest number."""
        vraag = select(self.tabel).where(self.tabel.c.melding_id == melding_id)
        gevonden = self._lees(vraag.order_by(self.tabel.c.volgnummer.desc()).limit(1))
        return gevonden[0] if gevonden else None


class Rapportages(MetId[Rapportage], VanMelding[Rapportage]):
    """Notes in the municipal report."""

    tabel = t.rapportage
    soort = Rapportage

    def van_plan(self, plan_id: UUID) -> tuple[Rapportage, ...]:
        """All notes on one ondersteuningsplan, oldest first."""
        return self._zoek(plan_id=plan_id)
