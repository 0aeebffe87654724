"""The copy for the client."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Ondersteuningsplan
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.toetsen.toets import Vondst, toets


@toets("H25", vanaf=Planmoment.VASTSTELLEN)
def afschrift_ontbreekt(plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """The provider has not given the client a copy of this version."""
    if not any(a.versie == plan.versie for a in plan.afschriften):
        yield Vondst("afschriften", "De cliënt heeft nog geen afschrift van deze versie van het plan.")
