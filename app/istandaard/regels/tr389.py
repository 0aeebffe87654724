"""TR389: a line is declared again only when it was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.declaratie import staande
from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Client, Header, Prestatie
from app.istandaard.declaraties import is_credit, prestatie_in, toegekend_op, toewijzing_bij
from app.istandaard.regels.regel import Fout, Geweigerd, fout, regel


@regel(
    "TR389",
    retourcode="9389",
    melding="Een prestatie wordt niet opnieuw gedeclareerd zonder creditering van de eerste.",
    doe="Crediteer de eerdere regel, dat mag in dezelfde declaratie. Anders hoeft u niets te doen.",
)
def tr389(
    prestatie: Prestatie, client: Client, header: Header, dossier: Dossier, geweigerd: Geweigerd
) -> Iterator[Fout]:
    """There is no granted debit line with the same allocation, category, code and product period.

    A credit in this message counts, wherever it is, for credits are processed first (OP366); one that is
    itself refused takes nothing back (IV087).
    """
    if toewijzing_bij(prestatie, header, dossier) is None:
        return
    nieuw = prestatie_in(prestatie)
    toegekend = toegekend_op(nieuw.toewijzing, header, dossier)
    if not any(nieuw.is_opnieuw(eerdere) for eerdere in toegekend):
        return
    credits = [
        prestatie_in(ander)
        for ander in client.prestaties
        if ander.toewijzing_nummer == nieuw.toewijzing and is_credit(ander) and ander not in geweigerd
    ]
    if any(nieuw.is_opnieuw(eerdere) for eerdere in staande([*toegekend, *credits])):
        yield fout(
            prestatie,
            "ProductPeriode",
            gevonden="een product en periode die al zijn gedeclareerd en toegekend",
            verwacht="eerst een creditering van de eerdere regel",
        )
