"""TR074: nothing is delivered twice."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo305, wmo307
from app.istandaard.leveringen import EERSTE, meldingen, na_verwijdering
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR074",
    retourcode="9074",
    melding="Een eerste aanlevering (status 1) heeft een sleutel die nog niet in gebruik is.",
    doe="Bij een correctie: verwijder eerst de eerdere aanlevering. Anders hoeft u niets te doen.",
)
def tr074(
    client: wmo305.Client | wmo307.Client, header: wmo305.Header | wmo307.Header, dossier: Dossier
) -> Iterator[Fout]:
    """The logical key of a start or stop is new, in the message and in history; deleting frees a key."""
    gebruikt = set(na_verwijdering(client, header, dossier).meldingen)
    for product, melding in meldingen(client, EERSTE):
        if melding in gebruikt:
            yield fout(
                product,
                "StatusAanlevering",
                gevonden="1 (eerste aanlevering) bij een sleutel die al is aangeleverd",
                verwacht="een nieuwe sleutel, of eerst verwijdering van de eerdere aanlevering",
            )
        gebruikt.add(melding)
