"""TR367: what comes back is what was declared."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo325 import Header, Prestatie
from app.istandaard.declaraties import beantwoorde_declaratie, prestatie_in
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.tonen import euro

VELDEN = {
    "toewijzing": "ToewijzingNummer",
    "categorie": "ProductCategorie",
    "productcode": "ProductCode",
    "periode": "ProductPeriode",
    "volume": "GeleverdVolume",
    "eenheid": "Eenheid",
    "tarief": "ProductTarief",
    "bedrag": "IngediendBedrag",
}
"""What is compared: everything but the reference, by which the line is found (TR366)."""

BEDRAGEN = frozenset({"tarief", "bedrag"})


@regel(
    "TR367",
    retourcode="9367",
    melding="Een teruggestuurde prestatie is gelijk aan die in de declaratie.",
    doe="Neem alle gegevens van de prestatie ongewijzigd over uit de declaratie.",
)
def tr367(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Each value of a returned line is that of the line with the same reference in the wmo323."""
    declaratie = beantwoorde_declaratie(header, dossier)
    terug = prestatie_in(prestatie)
    regel = None if declaratie is None else declaratie.regels.get(terug.referentie)
    if regel is None:
        return
    for veld, element in VELDEN.items():
        gevonden, verwacht = getattr(terug, veld), getattr(regel.prestatie, veld)
        if gevonden != verwacht:
            yield fout(
                prestatie,
                element,
                gevonden=_toon(veld, gevonden),
                verwacht=f"{_toon(veld, verwacht)}, als in de declaratie",
            )


def _toon(veld: str, waarde: object) -> str:
    if isinstance(waarde, int) and veld in BEDRAGEN:
        return euro(waarde)
    if isinstance(waarde, GeslotenPeriode):
        return f"{waarde.begin.isoformat()} tot en met {waarde.eind.isoformat()}"
    return "niets" if waarde is None else str(waarde)
