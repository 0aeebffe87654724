"""Ways to look at what a plan holds, that several toetsen share."""

from collections.abc import Iterator
from datetime import date

from app.domain.plan.ondersteuningsplan import AanvullendeInzet, Invulling, Inzet, Productkeuze
from app.domain.waarden import VOORZIENINGEN, zegt_iets


def vraagt_tijd(inzet: Inzet) -> bool:
    """Whether a client can only know what there is from its time: not of an aid or an adaptation (W05)."""
    return not inzet.producten or any(p.categorie not in VOORZIENINGEN for p in inzet.producten)


def leeg(tekst: str | None) -> bool:
    """Whether nothing is said: absent, or white space only."""
    return not zegt_iets(tekst)


def alle_inzet(invulling: Invulling) -> Iterator[tuple[str, Inzet | AanvullendeInzet]]:
    """All inzet of a plan, within and outside the resultaatgebieden, each with its path."""
    yield from ((f"inzet[{i}]", inzet) for i, inzet in enumerate(invulling.inzet))
    yield from ((f"aanvullend[{i}]", inzet) for i, inzet in enumerate(invulling.aanvullend))


def gekozen_producten(invulling: Invulling) -> Iterator[tuple[str, Productkeuze, date | None]]:
    """Every product in a plan, with its path and the day on which its delivery begins."""
    for i, inzet in enumerate(invulling.inzet):
        for j, product in enumerate(inzet.producten):
            yield f"inzet[{i}].producten[{j}]", product, inzet.begin
    for i, aanvullend in enumerate(invulling.aanvullend):
        yield f"aanvullend[{i}].product", aanvullend.product, aanvullend.begin


def datum(dag: date) -> str:
    """A day as Dutch readers write it."""
    return f"{dag:%d-%m-%Y}"
