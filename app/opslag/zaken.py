"""Whole cases, put together from their parts in a constant number of queries."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from app.domain.melding import Melding
from app.domain.zaak import Zaak
from app.opslag.berichten import Berichten
from app.opslag.besluiten import Aanvragen, Besluiten, Bezwaren
from app.opslag.clienten import Feiten
from app.opslag.meldingen import Onderzoeken, PlannenVanAanpak, Rapportages
from app.opslag.omzettingen import Clientomzettingen
from app.opslag.ondersteuningsplannen import Afzieningen, Ondersteuningsplannen
from app.opslag.verzameling import Sessie, VanMelding
from app.opslag.verzoeken import Verzoeken

Deel = type[VanMelding[Any]] | type[Clientomzettingen] | type[Berichten] | type[Verzoeken]

MET_KLOKKEN: Mapping[str, Deel] = {
    "onderzoeken": Onderzoeken,
    "aanvragen": Aanvragen,
    "besluiten": Besluiten,
    "bezwaren": Bezwaren,
}
"""Parts by which the clocks of a case go, save those of its plans."""

ALLE: Mapping[str, Deel] = {
    **MET_KLOKKEN,
    "plannen_van_aanpak": PlannenVanAanpak,
    "ondersteuningsplannen": Ondersteuningsplannen,
    "afzieningen": Afzieningen,
    "rapportages": Rapportages,
    "omzettingen": Clientomzettingen,
    "berichten": Berichten,
    "verzoeken": Verzoeken,
}
"""All that comes from a melding or waits in its case, by its field of a Zaak."""


def zaken(
    sessie: Sessie, meldingen: Collection[Melding], delen: Mapping[str, Deel] = ALLE
) -> tuple[Zaak, ...]:
    """The cases of these meldingen with these parts; what else they have is left out."""
    if not meldingen:
        return ()
    ids = [melding.id for melding in meldingen]
    gelezen: dict[str, dict[UUID, tuple[Any, ...]]] = {
        naam: register(sessie).van_meldingen(ids) for naam, register in delen.items()
    }
    feiten = Feiten(sessie).van_clienten({melding.client_id for melding in meldingen})
    vervangen = Besluiten(sessie).vervangen(ids)
    return tuple(
        Zaak(
            melding=melding,
            feiten=feiten[melding.client_id],
            vervangen=vervangen,
            **{naam: gelezen[naam][melding.id] if naam in gelezen else () for naam in ALLE},
        )
        for melding in meldingen
    )
