"""CD007: an interpreter needs a language."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client
from app.istandaard.regels.regel import Fout, fout, regel

TOLK_TAAL = "1"


@regel(
    "CD007",
    retourcode="0001",
    melding="Een taal staat er precies bij communicatievorm 1 (tolk voor een taal).",
    doe="Vul de taal in als er een tolk nodig is (vorm 1); haal haar weg bij een andere vorm.",
)
def cd007(client: Client) -> Iterator[Fout]:
    """Communicatie/Taal is present exactly when Communicatie/Vorm is 1 (COD747)."""
    communicatie = client.communicatie
    if communicatie is None:
        return
    if communicatie.vorm == TOLK_TAAL and communicatie.taal is None:
        yield fout(client, "Communicatie/Taal", gevonden="vorm 1 zonder taal", verwacht="een taal")
    if communicatie.vorm != TOLK_TAAL and communicatie.taal is not None:
        yield fout(client, "Communicatie/Taal", gevonden="een andere vorm met een taal", verwacht="geen taal")
