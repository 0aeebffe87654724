"""TR415: a final stop is the last one."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo307
from app.istandaard.leveringen import EERSTE, na_verwijdering, stops
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR415",
    retourcode="9415",
    melding="Na een definitieve stop volgt geen stop meer zonder nieuwe start.",
    doe="Verwijder de eerdere stop als die niet klopt, of meld eerst een nieuwe start (wmo305).",
)
def tr415(client: wmo307.Client, header: wmo307.Header, dossier: Dossier) -> Iterator[Fout]:
    """A delivery that was stopped for good, since one Begindatum, gets no further stop (OP377).

    The text of the rule also names StatusAanlevering 2, which CS058 forbids.
    """
    beeindigd = {
        stop.levering for stop in na_verwijdering(client, header, dossier).stops if not stop.tijdelijk
    }
    for product, stop in stops(client, EERSTE):
        if stop.levering in beeindigd:
            yield fout(
                product,
                "RedenBeeindiging",
                gevonden="een stop van een levering die al definitief is gestopt",
                verwacht="eerst een nieuwe start, of verwijdering van de eerdere stop",
            )
        if not stop.tijdelijk:
            beeindigd.add(stop.levering)
