"""CS002: a Bsn passes the eleven test."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo323, wmo325
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS002",
    retourcode="0001",
    melding="Een Bsn voldoet aan de elfproef.",
    doe="Zoek het juiste Bsn van de cliënt op en neem het over; er staat een cijfer verkeerd.",
)
def cs002(
    client: wmo301.Client
    | wmo305.Client
    | wmo307.Client
    | wmo315.Client
    | wmo317.Client
    | wmo323.Client
    | wmo325.Client,
) -> Iterator[Fout]:
    """The Bsn passes the eleven test; nine zeros, which would pass it, are refused as well."""
    if not voldoet_aan_elfproef(client.bsn):
        yield fout(
            client,
            "Bsn",
            gevonden="een nummer dat niet voldoet",
            verwacht="negen cijfers die aan de elfproef voldoen",
        )
