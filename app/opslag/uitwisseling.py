"""What messages left behind about one person with one of the parties that exchange them (AVG art. 15)."""

from dataclasses import dataclass

from app.domain.berichtontvangst import Berichtontvangst
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.opslag import ketenhistorie
from app.opslag.ketenhistorie import Vondst
from app.opslag.ontvangsten import Ontvangsten
from app.opslag.verzameling import Sessie
from app.opslag.verzoeken import Verzoeken


@dataclass(frozen=True, slots=True)
class Uitwisseling:
    """All of one person: messages about nobody else, requests, and what of any message counts.

    A declaration is about many; its lines are among what counts.
    """

    ontvangsten: tuple[Berichtontvangst, ...]
    verzoeken: tuple[BewaardVerzoek, ...]
    gegevens: tuple[Vondst, ...]


def van_persoon(sessie: Sessie, bsn: str) -> Uitwisseling:
    """What the caller keeps of the person with this Bsn, with whomever it was exchanged."""
    eigen = sessie.tenant.code
    berichten = Ontvangsten(sessie).van_persoon(bsn, ketenhistorie.anderen(sessie, eigen))
    gegevens = ketenhistorie.van_persoon(sessie, eigen, bsn)
    bronnen = {bericht.id for bericht in berichten} | {vondst.herkomst for vondst in gegevens}
    return Uitwisseling(berichten, Verzoeken(sessie).in_berichten(bronnen), gegevens)
