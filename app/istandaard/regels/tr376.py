"""TR376: an answer names the number of the declaration."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo325 import DeclaratieAntwoord, Header
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR376",
    retourcode=None,
    melding="Een declaratie-antwoord noemt het nummer van de declaratie.",
    doe="Neem het declaratienummer over uit de declaratie.",
)
def tr376(antwoord: DeclaratieAntwoord, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """DeclaratieNummer is that of the declaration that is answered (OP355)."""
    declaratie = beantwoorde_declaratie(header, dossier)
    if declaratie is not None and antwoord.declaratie_nummer != declaratie.nummer:
        yield fout(
            antwoord, "DeclaratieNummer", gevonden="een ander nummer", verwacht="het nummer van de declaratie"
        )
