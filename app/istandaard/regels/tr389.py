"""TR389: a line is declared again only when it was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Client, Header
from app.istandaard.declaraties import per_toewijzing
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR389",
    retourcode="9389",
    melding="Een prestatie wordt niet opnieuw gedeclareerd zonder creditering van de eerste.",
)
def tr389(client: Client, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """There is no granted debit line with the same allocation, category, code and product period.

    A credit in this message counts, wherever it is, for credits are processed first (OP366).
    """
    for _, staand, debet in per_toewijzing(client, header, dossier):
        for klasse, prestatie in debet:
            if any(prestatie.is_opnieuw(eerdere) for eerdere in staand):
                yield fout(
                    klasse,
                    "ProductPeriode",
                    gevonden="een product en periode die al zijn gedeclareerd en toegekend",
                    verwacht="eerst een creditering van de eerdere regel",
                )
