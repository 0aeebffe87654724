"""TR366: what comes back was declared."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo325 import Header, Prestatie
from app.istandaard.declaraties import beantwoorde_declaratie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR366",
    retourcode="9366",
    melding="Elke prestatie in een declaratie-antwoord komt uit de declaratie.",
    doe="Stuur alleen prestaties terug die in de declaratie staan.",
)
def tr366(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """ProductReferentie is that of a line in the wmo323 that is answered; which one that is, TR337 tests."""
    declaratie = beantwoorde_declaratie(header, dossier)
    referentie = prestatie.product_referentie
    if declaratie is None:
        return
    regel = declaratie.regels.get(referentie.referentie_nummer)
    if regel is None or regel.prestatie.vorige_referentie != referentie.vorig_referentie_nummer:
        yield fout(
            prestatie,
            "ProductReferentie",
            gevonden="een referentie die niet zo in de declaratie staat",
            verwacht="de referentie van een prestatie in de declaratie",
        )
