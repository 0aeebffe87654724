"""TR333: a number is used for one declaration."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Declaratie, Header
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR333",
    retourcode="9333",
    melding="Een declaratienummer is uniek voor de aanbieder.",
    doe="Geef de declaratie een nieuw nummer.",
)
def tr333(declaratie: Declaratie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """No declaration of this provider that was processed before has the same DeclaratieNummer (OP349)."""
    nummer = declaratie.declaratie_nummer
    if dossier.is_declaratienummer(header.ontvanger, header.afzender, nummer):
        yield fout(
            declaratie,
            "DeclaratieNummer",
            gevonden="een nummer dat al eerder is gebruikt",
            verwacht="een nummer dat nog niet is gebruikt",
        )
