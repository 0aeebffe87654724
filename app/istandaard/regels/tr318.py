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
    doe="Zet de oude maand als regel in een declaratie over de laatste maand of later.",
)
def tr318(declaratie: Declaratie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """DeclaratiePeriode is not before the last one that this provider sent to this municipality (IV090).

    The same month again may hold corrections, and months may be skipped when no support was delivered
    (OP284). Whether it was, the receiver cannot see; so of this rule only 'not older' can be tested.
    """
    laatste = dossier.laatste_declaratieperiode(header.ontvanger, header.afzender)
    begin = declaratie.declaratie_periode.begindatum
    if laatste is not None and begin.dag < laatste:
        yield fout(
            declaratie,
            "DeclaratiePeriode",
            gevonden=f"een periode vanaf {begin}",
            verwacht=f"een periode vanaf {laatste.isoformat()} of later",
        )
