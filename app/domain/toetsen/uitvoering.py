"""Does the toetsen of a region on one plan."""

from collections.abc import Iterator
from typing import Any

from app.domain.plan.ondersteuningsplan import (
    AanvullendeInzet,
    Invulling,
    Inzet,
    Ondersteuningsplan,
    Toetsbevinding,
)
from app.domain.plan.plan_van_aanpak import PlanVanAanpak
from app.domain.profielen.regioprofiel import Planmoment, Regioprofiel
from app.domain.toetsen.toets import TOETSEN, Aanbod

VOLGORDE = tuple(Planmoment)


def toets_plan(
    plan: Ondersteuningsplan,
    invulling: Invulling,
    plan_van_aanpak: PlanVanAanpak,
    profiel: Regioprofiel,
    aanbod: Aanbod,
    moment: Planmoment = Planmoment.INDIENEN,
) -> tuple[Toetsbevinding, ...]:
    """Everything that the toetsen of the region find at this moment, those of earlier moments included.

    `invulling` is the version to look at; `aanbod` holds at least the products and contracts of the
    municipality for the products in it.
    """
    kennis: dict[type, Any] = {
        Ondersteuningsplan: plan,
        Invulling: invulling,
        PlanVanAanpak: plan_van_aanpak,
        Regioprofiel: profiel,
        Aanbod: aanbod,
    }
    return tuple(
        Toetsbevinding(toets.naam, instelling.ernst, pad + vondst.veld, vondst.melding, toets.eisen)
        for naam, instelling in profiel.toetsen.items()
        if VOLGORDE.index((toets := TOETSEN[naam]).vanaf) <= VOLGORDE.index(moment)
        for pad, onderwerp in _onderwerpen(toets.onderwerp, kennis)
        for vondst in toets.functie(onderwerp, *(kennis[k] for k in toets.kennis), **instelling.parameters)
    )


def _onderwerpen(soort: type, kennis: dict[type, Any]) -> Iterator[tuple[str, Any]]:
    """What a toets looks at, each with its path in the submission."""
    invulling: Invulling = kennis[Invulling]
    if soort is Inzet:
        yield from ((f"inzet[{i}].", inzet) for i, inzet in enumerate(invulling.inzet))
    elif soort is AanvullendeInzet:
        yield from ((f"aanvullend[{i}].", inzet) for i, inzet in enumerate(invulling.aanvullend))
    else:
        yield "", kennis[soort]
