"""Whole cases, put together from their parts in a constant number of queries."""

from collections.abc import Collection, Mapping
from typing import Any

from app.domain.melding import Melding
from app.domain.zaak import Zaak
from app.opslag.verzameling import Sessie, VanMelding
from app.opslag.verzamelingen import (
    Aanvragen,
    Afzieningen,
    Besluiten,
    Bezwaren,
    Feiten,
    Ondersteuningsplannen,
    Onderzoeken,
    PlannenVanAanpak,
    Rapportages,
)

MET_KLOKKEN: Mapping[str, type[VanMelding[Any]]] = {
    "onderzoeken": Onderzoeken,
    "aanvragen": Aanvragen,
    "besluiten": Besluiten,
    "bezwaren": Bezwaren,
}
"""Parts by which the clocks of a case go, save those of its plans."""

ALLE: Mapping[str, type[VanMelding[Any]]] = {
    **MET_KLOKKEN,
    "plannen_van_aanpak": PlannenVanAanpak,
    "ondersteuningsplannen": Ondersteuningsplannen,
    "afzieningen": Afzieningen,
    "rapportages": Rapportages,
}
"""All that comes from a melding, by its field of a Zaak."""


def zaken(
    sessie: Sessie, meldingen: Collection[Melding], delen: Mapping[str, type[VanMelding[Any]]] = ALLE
) -> tuple[Zaak, ...]:
    """The cases of these meldingen with these parts; what else they have is left out."""
    ids = [melding.id for melding in meldingen]
    gelezen = {naam: register(sessie).van_meldingen(ids) for naam, register in delen.items()}
    feiten = Feiten(sessie).van_clienten({melding.client_id for melding in meldingen})
    return tuple(
        Zaak(
            melding=melding,
            feiten=feiten[melding.client_id],
            **{naam: gelezen[naam][melding.id] if naam in gelezen else () for naam in ALLE},
        )
        for melding in meldingen
    )
