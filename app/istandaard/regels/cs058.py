"""CS058: a start or stop is delivered or deleted, never changed."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo305 import StartProduct
from app.istandaard.berichten.wmo307 import StopProduct
from app.istandaard.codelijsten import codelijst
from app.istandaard.leveringen import EERSTE, VERWIJDEREN
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS058",
    retourcode="0001",
    melding="Een start of stop wordt voor het eerst aangeleverd (1) of verwijderd (3).",
    doe="Kies 1 voor een nieuwe melding. Klopt een eerdere niet, verwijder die dan met 3 en meld opnieuw.",
)
def cs058(melding: StartProduct | StopProduct) -> Iterator[Fout]:
    """StatusAanlevering is 1 or 3; changed (2) and unchanged (9) are of older releases (OP033x2)."""
    status = melding.status_aanlevering
    if status not in (EERSTE, VERWIJDEREN):
        yield fout(melding, "StatusAanlevering", gevonden=codelijst("COD467").toon(status), verwacht="1 of 3")
