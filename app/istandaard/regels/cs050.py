"""CS050: how a name is used fits the names there are."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client, Relatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.regel import Fout, fout, regel

ORGANISATIE = "6"
"""NaamGebruik of what is no natural person."""


@regel(
    "CS050",
    retourcode="0001",
    melding="Naamgebruik is 1, 2, 3 of 4 met een partnernaam, en 1 zonder partnernaam.",
    doe="Kies naamgebruik 1; met een partnernaam kan ook 2, 3 of 4.",
)
def cs050(persoon: Client | Relatie) -> Iterator[Fout]:
    """NaamGebruik is 1 to 4 with a Partnernaam and 1 without (COD700).

    The texts let 6 stand, for an organisation as guardian (IV045); the published stylesheets, and so the
    gate of the chain, refuse it. Our own messages give an organisation 1.
    """
    naam = persoon.naam
    toegestaan = ("1",) if naam.partnernaam is None else ("1", "2", "3", "4")
    if naam.naam_gebruik not in toegestaan:
        lijst = codelijst("COD700")
        gevonden = lijst.toon(naam.naam_gebruik)
        if naam.naam_gebruik == ORGANISATIE:
            gevonden += ", dat het knooppunt weigert"
        yield fout(
            persoon,
            "Naam/NaamGebruik",
            gevonden=gevonden,
            verwacht=", ".join(map(lijst.toon, toegestaan)),
        )
