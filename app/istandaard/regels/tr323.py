"""TR323: a credit takes back a line that was granted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import is_credit, prestatie_in, toegekend_op
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR323",
    retourcode="8017",
    melding="Een creditregel verwijst naar een eerder goedgekeurde debetregel.",
    doe="Crediteer een goedgekeurde regel met dezelfde gegevens; alleen nummers en teken verschillen.",
)
def tr323(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """A credit equals a granted debit line of this provider in all but its reference and the sign (IV091)."""
    if not is_credit(prestatie):
        return
    credit = prestatie_in(prestatie)
    if credit.teruggenomen not in toegekend_op(credit.toewijzing, header, dossier):
        yield fout(
            prestatie,
            "ProductReferentie/VorigReferentieNummer",
            gevonden="een nummer waarbij geen gelijke goedgekeurde debetregel bekend is",
            verwacht="het referentienummer van de regel die wordt teruggenomen, met dezelfde gegevens",
        )
