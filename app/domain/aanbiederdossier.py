"""What a provider keeps of a person in an exchange with one municipality, for the rules on keeping (W04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.bewaren import is_verlopen
from app.domain.eisen import vervult
from app.domain.keten.declaratie import kalendermaand
from app.domain.keten.dossier import Clientsleutel, Dossier
from app.domain.keten.historie import Gegeven, Geleverd, Levering, vul
from app.domain.waarden import kalenderdag


@dataclass(frozen=True, slots=True)
class Aanbiederdossier:
    """What counts of it, and when the newest record in it was made or changed."""

    gegevens: tuple[Gegeven, ...]
    laatst_gemaakt: datetime | None
    """None where nothing tells any more; then the days that it speaks of do."""


@vervult("W04")
def mag_weg(dossier: Aanbiederdossier, vandaag: date) -> bool:
    """Whether nothing of it runs, and all of it is past its term (Wmo 2015 art. 5.3.4).

    A provider keeps for the same fifteen years as a municipality, from its own newest record.
    """
    dagen = [*_dagen(dossier.gegevens)]
    if dossier.laatst_gemaakt is not None:
        dagen.append(kalenderdag(dossier.laatst_gemaakt))
    return bool(dagen) and is_verlopen(max(dagen), vandaag) and not [*lopend(dossier.gegevens, vandaag)]


def lopend(gegevens: Sequence[Gegeven], vandaag: date) -> Iterator[str]:
    """What still runs by the messages that a party keeps of a person, in Dutch."""
    nu = vul(Dossier(clientsleutel=Clientsleutel), gegevens)
    if any(toewijzing.loopt(vandaag) for toewijzing in nu.toewijzingen.values()):
        yield "Er loopt nog een toewijzing."
    if any(verzoek.loopt for verzoek in nu.verzoeken.values()):
        yield "Er loopt nog een verzoek van een aanbieder."


def _dagen(gegevens: Sequence[Gegeven]) -> Iterator[date]:
    """The last days that a provider's own records speak of: none was made before."""
    for gegeven in gegevens:
        if isinstance(gegeven, Geleverd):
            yield kalendermaand(gegeven.maand).begin
        elif isinstance(gegeven, Levering):
            for leverperiode in gegeven.leverperiodes:
                yield max((leverperiode.begin, *(einde.op for einde in leverperiode.einden)))
