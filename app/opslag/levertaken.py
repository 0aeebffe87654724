"""What parties have to do about allocations, kept as it follows from the history of each."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from app.domain.keten.dossier import Dossier, Partijen
from app.domain.levertaak import Over, Taakdeel, is_van, taken_op, toegewezen_volgens
from app.domain.toewijzing.afwijking import Toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing
from app.opslag.toewijzingen import Toewijzingen
from app.opslag.verwerking import Spoor
from app.opslag.verzameling import Sessie


def reken(
    sessie: Sessie,
    eigenaar: str,
    tussen: Partijen,
    over: Mapping[Over, Collection[Taakdeel]],
    dossier: Dossier,
) -> None:
    """Let these parts of what this party has to do be as this slice of its history has them.

    A municipality goes by its own allocations, where it made them here: its history has them as they were
    told. The exchange is locked; it is written at the end of the transaction.
    """
    eigen: Mapping[int, Toewijzing] = {}
    if eigenaar == tussen.gemeente and any(Taakdeel.LEVERING in delen for delen in over.values()):
        stil = replace(sessie, spoor=Spoor(sessie.verwerker))  # nobody is shown them
        eigen = Toewijzingen(stil).tussen(tussen, [sleutel.nummer for sleutel, _ in over])
    for deze, delen in over.items():
        if not is_van(dossier, deze):
            continue
        sleutel, van = deze
        zelf = eigen.get(sleutel.nummer)
        toegewezen = toegewezen_volgens(dossier, deze) if zelf is None else Toegewezen.van(zelf)
        taken = sessie.taken.setdefault((eigenaar, van.aanbieder, sleutel), {})
        taken.update((soort, None) for deel in delen for soort in deel.value)
        taken.update((taak.soort, taak) for taak in taken_op(eigenaar, deze, delen, dossier, toegewezen))
