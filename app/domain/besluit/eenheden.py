"""In which units a product may be granted: those that the register and the contract both have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.besluit.besluit import Besluit, Leveringsvorm
from app.domain.eisen import vervult
from app.domain.fouten import Veldfout
from app.domain.inkoop import met_minuten
from app.domain.partijen import Contract, Product
from app.domain.waarden import AgbCode, Eenheid


@dataclass(frozen=True, slots=True)
class Inkoop:
    """What the municipality buys: its list of products and the contracts on them."""

    producten: tuple[Product, ...] = ()
    contracten: tuple[Contract, ...] = ()

    def eenheden(
        self, aanbieder: AgbCode | None, categorie: str | None, code: str | None, dag: date
    ) -> tuple[Eenheid, ...] | None:
        """The units on a day, that of the contract first; None where neither register nor contract says.

        Where the price is per hour, minutes are allowed too (TR341, TR418).
        """
        product = next((p for p in self.producten if (p.categorie, p.code) == (categorie, code)), None)
        contracten = [
            c.eenheid
            for c in self.contracten
            if (c.aanbieder, c.categorie, c.code) == (aanbieder, categorie, code) and c.periode.bevat(dag)
        ]
        if product is None or not contracten:
            return None if product is None else tuple(met_minuten(product.op(dag).eenheden))
        register = set(met_minuten(product.op(dag).eenheden))
        return tuple(eenheid for eenheid in met_minuten(contracten) if eenheid in register)


NIETS_BEKEND = Inkoop()


@vervult("W05")
def andere_eenheden(besluit: Besluit, inkoop: Inkoop) -> Iterator[Veldfout]:
    """Each line in natura in a unit that could never be declared, with those that could (TR341)."""
    for i, regel in enumerate(besluit.regels):
        if regel.leveringsvorm is not Leveringsvorm.NATURA or regel.omvang is None:
            continue
        mogelijk = inkoop.eenheden(regel.aanbieder, regel.categorie, regel.productcode, regel.periode.begin)
        if mogelijk is not None and regel.omvang.eenheid not in mogelijk:
            yield Veldfout(
                f"regels[{i}].omvang.eenheid", andere_eenheid(regel.omvang.eenheid, mogelijk), "TR341"
            )


def andere_eenheid(gevonden: Eenheid, mogelijk: Iterable[Eenheid]) -> str:
    """What is wrong with a unit that is none of those that could be declared."""
    namen = ", ".join(f"{eenheid} ({NAMEN[eenheid]})" for eenheid in mogelijk) or "geen"
    return f"Gevonden: {gevonden} ({NAMEN[gevonden]}). In productregister en contract staan: {namen}."


NAMEN = {
    Eenheid.MINUUT: "minuten",
    Eenheid.UUR: "uren",
    Eenheid.ETMAAL: "etmalen",
    Eenheid.DAGDEEL: "dagdelen",
    Eenheid.STUKS_OUTPUT: "stuks output",
    Eenheid.EURO: "euro",
    Eenheid.STUKS_INSPANNING: "stuks inspanning",
}
