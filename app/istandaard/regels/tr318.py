"""TR318: declarations follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Declaratie, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR318",
    retourcode="8214",
    melding="De declaratieperiode volgt op de vorige, tenzij er maanden zonder zorg tussen liggen.",
)
def tr318(declaratie: Declaratie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """DeclaratiePeriode is not before the last one that this provider sent to this municipality (IV090).

    The same month again may hold corrections, and months may be skipped when no support was delivered
    (OP284). Whether it was, the receiver cannot see; so of this rule only 'not older' can be tested.
    """
    eerdere = dossier.declaraties_van(header.afzender)
    begonnen = [eerder.periode.begin for eerder in eerdere if eerder.gemeente == header.ontvanger]
    begin = declaratie.declaratie_periode.begindatum
    if begonnen and begin.dag < max(begonnen):
        yield fout(
            declaratie,
            "DeclaratiePeriode",
            gevonden=f"een periode vanaf {begin}",
            verwacht=f"een periode vanaf {max(begonnen).isoformat()} of later",
        )
