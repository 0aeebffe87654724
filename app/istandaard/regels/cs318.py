"""CS318: a client is a person."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS318",
    retourcode="0001",
    melding="Een cliënt is een natuurlijk persoon; naamgebruik 6 kan niet.",
    doe="Kies voor de cliënt naamgebruik 1, 2, 3 of 4.",
)
def cs318(client: Client) -> Iterator[Fout]:
    """The name of the client does not have NaamGebruik 6 (COD700); that of a relation may (IV045)."""
    if client.naam.naam_gebruik == "6":
        yield fout(
            client,
            "Naam/NaamGebruik",
            gevonden="6 (geen natuurlijk persoon)",
            verwacht="1, of met een partnernaam 1, 2, 3 of 4",
        )
