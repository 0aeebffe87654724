"""TR063: only what counts can be deleted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305, wmo307
from app.istandaard.leveringen import VERWIJDEREN, geldend, meldingen
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR063",
    retourcode="9063",
    melding="Verwijderen (status 3) kan alleen wat eerder met dezelfde sleutel is aangeleverd.",
    doe="Verwijder met precies de gegevens waarmee u eerder hebt aangeleverd.",
)
def tr063(
    client: wmo305.Client | wmo307.Client, header: wmo305.Header | wmo307.Header, dossier: Dossier
) -> Iterator[Fout]:
    """A deletion has the whole logical key of a start or stop that was accepted and not deleted since.

    No rule that looks at history tests anything else of a deletion, TR071 aside.
    """
    geldig = set(geldend(client, header, dossier).meldingen)
    for product, melding in meldingen(client, VERWIJDEREN):
        if melding not in geldig:
            yield fout(
                product,
                "StatusAanlevering",
                gevonden="3 (verwijderen) bij een sleutel die niet is aangeleverd, of al is verwijderd",
                verwacht="precies de sleutel van een eerdere aanlevering",
            )
        geldig.discard(melding)
