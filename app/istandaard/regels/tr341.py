"""TR341: the unit is the one allocated, or contracted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.declaratie import op_schaal
from app.domain.keten.dossier import Dossier
from app.domain.waarden import Eenheid
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import EURO, contractprijzen, toewijzing_bij
from app.istandaard.kennis import Tarievenlijst
from app.istandaard.regels.regel import Fout, fout, regel

MELDING = "De eenheid van een prestatie past bij de toewijzing of het contract."
DOE = "Declareer in de eenheid van de toewijzing of het contract; voor uren mogen het minuten zijn."


@regel("TR341", retourcode="9341", melding=MELDING, doe=DOE)
def tr341(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Eenheid is that of the Omvang of the allocation; for hours minutes will do (OP267)."""
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is not None and toewijzing.omvang is not None:
        yield from _past_niet(prestatie, {toewijzing.omvang.eenheid})


@regel("TR341", retourcode="9341", melding=MELDING, doe=DOE)
def tr341_contract(
    prestatie: Prestatie, header: Header, dossier: Dossier, tarievenlijst: Tarievenlijst
) -> Iterator[Fout]:
    """On an allocation without Omvang, Eenheid is one that has a price in the contract.

    A product without any price is up to TR418, and the euro has none (CD087).
    """
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is not None and toewijzing.omvang is None and prestatie.eenheid != EURO:
        prijzen = contractprijzen(prestatie, header, tarievenlijst)
        if prijzen:
            yield from _past_niet(prestatie, {Eenheid(eenheid) for eenheid in prijzen})


def _past_niet(prestatie: Prestatie, eenheden: set[Eenheid]) -> Iterator[Fout]:
    if all(op_schaal(1, prestatie.eenheid, eenheid) is None for eenheid in eenheden):
        lijst = codelijst("WJ756")
        yield fout(
            prestatie,
            "Eenheid",
            gevonden=lijst.toon(prestatie.eenheid),
            verwacht=" of ".join(lijst.toon(eenheid) for eenheid in sorted(eenheden)),
        )
