"""What a party keeps of a person by messages, for the rules on keeping (W04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.bewaren import Grond, geldende_reden, is_verlopen
from app.domain.eisen import vervult
from app.domain.keten.declaratie import kalendermaand
from app.domain.keten.dossier import Clientsleutel, Dossier
from app.domain.keten.historie import Gegeven, Geleverd, Levering, Toewijzingsversie, vul
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.waarden import kalenderdag

LOOPT = "Er loopt nog een toewijzing."
ONBEANTWOORD = "Er wacht nog een bericht op antwoord."


@dataclass(frozen=True, slots=True)
class Persoonsdossier:
    """What counts of it, and when the newest record in it was made or changed.

    Of a provider: one person in its exchange with one municipality. Of a municipality: one person who is no
    client of it, in its exchange with all providers.
    """

    gegevens: tuple[Gegeven, ...]
    laatst_gemaakt: datetime | None
    """None where nothing tells any more; then the days that it speaks of do."""
    eerst_gemaakt: datetime | None = None
    """When the oldest record in it was made."""
    toewijzingen: tuple[Toewijzing, ...] = ()
    """What the municipality shared in wmo301s that it drew up here and that were not rejected."""
    onbeantwoord: bool = False
    """Whether a message in it waits to be judged or answered, and nobody settled that otherwise."""
    plan_onderweg: bool = False
    """Whether a plan for this person is under way with the provider."""
    bewaren_tot: date | None = None
    """Last day of the recorded reasons to keep it longer."""
    ingewilligd_op: datetime | None = None
    """When a request of this person to destroy it was last granted."""

    @property
    def leeg(self) -> bool:
        """Whether nothing is kept of this person."""
        return not self.gegevens and self.laatst_gemaakt is None

    @property
    def bekend_sinds(self) -> date:
        """The first day of which something here speaks; date.min where nothing tells."""
        versies = (g.versie for g in self.gegevens if isinstance(g, Toewijzingsversie))
        dagen = [versie.ingangsdatum for versie in versies]
        if self.eerst_gemaakt is not None:
            dagen.append(kalenderdag(self.eerst_gemaakt))
        return min(dagen, default=date.min)


@vervult("W04")
def grond(dossier: Persoonsdossier, vandaag: date) -> Grond | None:
    """On which ground all of it may go; None while it stays (Wmo 2015 art. 5.3.4, 5.3.5).

    A provider keeps for the same fifteen years as a municipality, from its own newest record. A request that
    was granted puts the term aside where nothing came after it: of one whole no part goes alone.
    """
    if [*_loopt(dossier, vandaag), *geldende_reden(dossier.bewaren_tot, vandaag)]:
        return None
    dagen = [*_dagen(dossier.gegevens)]
    if dossier.laatst_gemaakt is not None:
        dagen.append(kalenderdag(dossier.laatst_gemaakt))
    if dagen and is_verlopen(max(dagen), vandaag):
        return Grond.TERMIJN
    return Grond.VERZOEK if _is_gevraagd(dossier) and not dossier.onbeantwoord else None


def _is_gevraagd(dossier: Persoonsdossier) -> bool:
    gemaakt, ingewilligd = dossier.laatst_gemaakt, dossier.ingewilligd_op
    return gemaakt is not None and ingewilligd is not None and gemaakt <= ingewilligd


@vervult("W04")
def belemmeringen(dossier: Persoonsdossier, vandaag: date) -> Iterator[str]:
    """What stands against destroying it on request, in Dutch.

    A message that nobody answered does not keep it past its term: after fifteen years nobody will.
    """
    yield from _loopt(dossier, vandaag)
    if dossier.onbeantwoord:
        yield ONBEANTWOORD
    yield from geldende_reden(dossier.bewaren_tot, vandaag)


def _loopt(dossier: Persoonsdossier, vandaag: date) -> Iterator[str]:
    if any(toewijzing.loopt(vandaag) for toewijzing in dossier.toewijzingen):
        yield LOOPT
    yield from lopend(dossier.gegevens, vandaag)
    if dossier.plan_onderweg:
        yield "Er is nog een ondersteuningsplan onderweg."


def lopend(gegevens: Sequence[Gegeven], vandaag: date) -> Iterator[str]:
    """What still runs by the messages that a party keeps of a person, in Dutch."""
    nu = vul(Dossier(clientsleutel=Clientsleutel), gegevens)
    if any(toewijzing.loopt(vandaag) for toewijzing in nu.toewijzingen.values()):
        yield LOOPT
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
