"""TR337: an answer names the declaration."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo325 import Header
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR337",
    retourcode=None,
    melding="Een declaratie-antwoord noemt de identificatie van een ontvangen declaratie.",
    doe="Neem identificatie en dagtekening over uit de declaratie (wmo323).",
)
def tr337(header: Header, dossier: Dossier) -> Iterator[Fout]:
    """DeclaratieIdentificatie is the identification and date of a wmo323 of this provider (OP355)."""
    if beantwoorde_declaratie(header, dossier) is None:
        identificatie = header.declaratie_identificatie
        yield fout(
            header,
            "DeclaratieIdentificatie",
            gevonden=f"een identificatie die met dagtekening {identificatie.dagtekening} niet bekend is",
            verwacht="identificatie en dagtekening van een declaratie van deze aanbieder",
        )
