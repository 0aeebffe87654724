"""CS338: some units are not counted per day."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import ToegewezenProduct
from app.istandaard.berichten.wmo317 import NieuwProduct, TeWijzigenProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.inzet import Inzet, einde
from app.istandaard.regels.overgang import loopt_na_2020
from app.istandaard.regels.regel import Fout, fout, regel

EENHEDEN = ("14", "16", "83", "84")
FREQUENTIES = ("2", "4", "6")


@regel(
    "CS338",
    retourcode="0001",
    melding="Etmalen, dagdelen, euro's en stuks (inspanning) worden niet per dag toegewezen.",
    doe="Kies een frequentie per week, per maand of voor de hele periode.",
)
def cs338(inzet: ToegewezenProduct | TeWijzigenProduct | NieuwProduct) -> Iterator[Fout]:
    """With Eenheid 14, 16, 83 or 84 Frequentie is 2, 4 or 6, unless the Einddatum lies before 2021."""
    yield from per_dag(inzet)


def per_dag(inzet: Inzet) -> Iterator[Fout]:
    """The test of CS338, for the rule that asks the same of a wmo315 (CS343)."""
    omvang, (_, einddatum) = inzet.omvang, einde(inzet)
    if omvang is None or omvang.eenheid not in EENHEDEN:
        return
    if omvang.frequentie not in FREQUENTIES and loopt_na_2020(einddatum):
        frequentie, eenheid = codelijst("WMO757"), codelijst("WJ756")
        gevonden = f"frequentie {frequentie.toon(omvang.frequentie)}, eenheid {eenheid.toon(omvang.eenheid)}"
        yield fout(
            inzet,
            "Omvang/Frequentie",
            gevonden=gevonden,
            verwacht=f"frequentie {', '.join(map(frequentie.toon, FREQUENTIES))}",
        )
