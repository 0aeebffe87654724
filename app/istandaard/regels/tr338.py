"""TR338: a line is about an allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import is_credit
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR338",
    retourcode="9338",
    melding="Elke prestatie noemt een toewijzing van deze gemeente aan deze aanbieder.",
    doe="Noem een toewijzing die u van deze gemeente hebt ontvangen, of vraag de gemeente erom.",
)
def tr338(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """ToewijzingNummer is that of a stored allocation of this municipality to this provider (OP276).

    A credit on anything else has no line to take back, which TR323 says.
    """
    nummer = prestatie.toewijzing_nummer
    if not is_credit(prestatie) and dossier.toewijzing(header.ontvanger, header.afzender, nummer) is None:
        yield fout(
            prestatie,
            "ToewijzingNummer",
            gevonden=f"{nummer}, waarbij geen toewijzing aan deze aanbieder bekend is",
            verwacht="het nummer van een ontvangen toewijzing",
        )
