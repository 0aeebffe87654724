"""What additional products of a decision cost: price times quantity, outside the resultaatgebieden (H11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.domain.besluit.besluit import Besluitregel, Leveringsvorm
from app.domain.eisen import vervult
from app.domain.inkoop import contracttarief
from app.domain.partijen import Contract
from app.domain.prijs import prijs
from app.domain.profielen import Regioprofiel
from app.domain.waarden import Frequentie


@dataclass(frozen=True, slots=True)
class Bedrag:
    """What one line costs, per day, week or month, or over its whole period."""

    regel: int
    """Number of the line."""
    tarief: int
    """Cents per unit."""
    bedrag: int
    """Cents per `frequentie`."""
    frequentie: Frequentie


@vervult("H11")
def tarief(regel: Besluitregel, contracten: Iterable[Contract], profiel: Regioprofiel) -> int | None:
    """Cents per unit of an additional product: by contract, or else by the region; None for any other."""
    product = (regel.categorie or "", regel.productcode or "")
    van_regio = {(p.categorie, p.code): p.tarief for p in profiel.aanvullende_producten}
    if product not in van_regio:
        return None
    eenheid = None if regel.omvang is None else regel.omvang.eenheid
    gecontracteerd = contracttarief(contracten, regel.aanbieder, product, eenheid, regel.periode.begin)
    return van_regio[product] if gecontracteerd is None else gecontracteerd


@vervult("H11", "H12")
def bedragen(
    regels: Iterable[Besluitregel], contracten: Iterable[Contract], profiel: Regioprofiel
) -> Iterator[Bedrag]:
    """The amount of each additional product in natura of which the quantity is known."""
    contracten = tuple(contracten)
    for regel in regels:
        per_eenheid = tarief(regel, contracten, profiel)
        if per_eenheid is None or regel.omvang is None or regel.leveringsvorm is not Leveringsvorm.NATURA:
            continue
        bedrag = prijs(per_eenheid, Decimal(regel.omvang.volume))
        yield Bedrag(regel.nummer, per_eenheid, bedrag, regel.omvang.frequentie)
