"""TR384: nothing is declared on what was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import is_credit
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR384",
    retourcode="9384",
    melding="Op een verwijderde toewijzing wordt niet gedeclareerd.",
    doe="Declareer op een toewijzing die geldt; vraag de gemeente welke dat is.",
)
def tr384(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """The allocation, in the version that holds, is not deleted (OP276); a credit may still come (IV085)."""
    toewijzing = dossier.toewijzing(header.ontvanger, header.afzender, prestatie.toewijzing_nummer)
    if toewijzing is not None and toewijzing.verwijderd and not is_credit(prestatie):
        yield fout(
            prestatie,
            "ToewijzingNummer",
            gevonden=f"{prestatie.toewijzing_nummer}, het nummer van een verwijderde toewijzing",
            verwacht="het nummer van een toewijzing die geldt",
        )
