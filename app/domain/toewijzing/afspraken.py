"""What a change asks of the provider first: its agreement, or the credit of what it declared.

| change | asks | rules |
|---|---|---|
| a number that had begun is deleted | agreement | OP362 |
| a number with approved lines is deleted | a credit of those | TR385 |
| an end before today, earlier than the provider knows | agreement | OP186 |
| an end before the last declared day | agreement | UP031 |
| a total or a budget lower than the provider knows | agreement, unless it asked itself | OP298, OP299 |

After a death no agreement is asked for an earlier end, nor to delete what would have begun after it: nothing
was delivered that loses its ground. What the provider was never told asks nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.eisen import vervult
from app.domain.toewijzing.reden import eindigt_eerder
from app.domain.toewijzing.toewijzing import Oorzaak
from app.domain.toewijzing.vergelijken import Nummer, Wijziging
from app.domain.waarden import AgbCode


@dataclass(frozen=True, slots=True)
class Vraag:
    """What has to be settled with a provider before a number can change."""

    aanbieder: AgbCode
    nummer: int
    regel: str
    """The rule that asks it."""
    wat: str
    """In words, for the municipality."""
    crediteren: bool = False
    """Whether the provider must credit lines; else its agreement is enough."""


@vervult("W08")
def vragen(
    wijziging: Wijziging,
    nummer: Nummer | None,
    oorzaak: Oorzaak | None,
    vandaag: date,
    overleden: date | None = None,
) -> Iterator[Vraag]:
    """What this change asks of the provider; nothing for a new number, or one it was never told of.

    `overleden` is the day on which the client died, if that is known.
    """
    if nummer is None or nummer.bekend is None:
        return
    toewijzing, bekend, gedeclareerd = nummer.toewijzing, nummer.bekend, nummer.gedeclareerd

    def vraag(regel: str, wat: str, *, crediteren: bool = False) -> Vraag:
        return Vraag(toewijzing.aanbieder, toewijzing.nummer, regel, wat, crediteren)

    if wijziging.verwijdert:
        if gedeclareerd is not None:
            yield vraag(
                "TR385",
                "Laat de aanbieder eerst crediteren wat is goedgekeurd.",
                crediteren=True,
            )
        kon_begonnen_zijn = overleden is None or bekend.periode.begin <= overleden
        if bekend.periode.begin <= vandaag and kon_begonnen_zijn:
            yield vraag("OP362", "De levering kan begonnen zijn: vervallen kan alleen met instemming.")
        return
    eind = wijziging.wordt.periode.eind
    if eind is not None and eindigt_eerder(eind, bekend.periode.eind) and oorzaak is not Oorzaak.OVERLIJDEN:
        if eind < vandaag:
            yield vraag("OP186", "Een einde in het verleden kan alleen in overleg met de aanbieder.")
        if gedeclareerd is not None and eind < gedeclareerd:
            yield vraag("UP031", "Na dit einde is al gedeclareerd: dat kan alleen in overleg.")
    if oorzaak is Oorzaak.VERZOEK_AANBIEDER:
        return
    wordt = wijziging.wordt
    if wordt.totaalvolume and wordt.omvang and bekend.omvang and wordt.omvang.volume < bekend.omvang.volume:
        yield vraag("OP298", "Het totale volume verlagen kan alleen met instemming van de aanbieder.")
    if wordt.budget is not None and bekend.budget is not None and wordt.budget < bekend.budget:
        yield vraag("OP299", "Het budget verlagen kan alleen met instemming van de aanbieder.")
