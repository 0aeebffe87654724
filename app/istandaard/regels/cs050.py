"""CS050: how a name is used fits the names there are."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client, Relatie
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS050",
    retourcode="0001",
    melding="Naamgebruik is 1, 2, 3 of 4 met een partnernaam, en 1 of 6 zonder partnernaam.",
)
def cs050(persoon: Client | Relatie) -> Iterator[Fout]:
    """NaamGebruik is 1 to 4 with a Partnernaam and 1 or 6 without; 5 (pseudonym) never is (COD700)."""
    naam = persoon.naam
    toegestaan = ("1", "6") if naam.partnernaam is None else ("1", "2", "3", "4")
    if naam.naam_gebruik not in toegestaan:
        lijst = codelijst("COD700")
        yield fout(
            persoon,
            "Naam/NaamGebruik",
            gevonden=lijst.toon(naam.naam_gebruik),
            verwacht=", ".join(map(lijst.toon, toegestaan)),
        )
