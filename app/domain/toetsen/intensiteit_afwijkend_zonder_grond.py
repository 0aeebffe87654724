"""Intensity against the suggestion of the toegang."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("H04", "H17")
def intensiteit_afwijkend_zonder_grond(inzet: Inzet, plan_van_aanpak: PlanVanAanpak) -> Iterator[Vondst]:
    """The advice on intensity departs from what the toegang suggested, without saying why."""
    verwacht = {
        r.verwachte_intensiteit
        for r in plan_van_aanpak.resultaten
        if r.code in inzet.resultaten and r.verwachte_intensiteit is not None
    }
    afwijkend = not leeg(inzet.intensiteit) and bool(verwacht) and inzet.intensiteit not in verwacht
    if afwijkend and leeg(inzet.afwijking_intensiteit):
        yield Vondst(
            "afwijkingIntensiteit",
            f"Leg uit waarom het advies afwijkt; de toegang verwacht {' of '.join(sorted(verwacht))}.",
        )
