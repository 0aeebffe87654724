"""TR413: no second temporary stop."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten import wmo307
from app.istandaard.leveringen import EERSTE, na_verwijdering, stops
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR413",
    retourcode="9413",
    melding="Na een tijdelijke stop volgt geen tweede tijdelijke stop zonder nieuwe start.",
    doe="Meld een definitieve stop, of eerst een nieuwe start (wmo305).",
)
def tr413(client: wmo307.Client, header: wmo307.Header, dossier: Dossier) -> Iterator[Fout]:
    """A delivery, since one Begindatum, is stopped temporarily (RedenBeeindiging 20) once (OP378).

    The text of the rule also names StatusAanlevering 2, which CS058 forbids.
    """
    gestopt = {stop.levering for stop in na_verwijdering(client, header, dossier).stops if stop.tijdelijk}
    for product, stop in stops(client, EERSTE):
        if not stop.tijdelijk:
            continue
        if stop.levering in gestopt:
            yield fout(
                product,
                "RedenBeeindiging",
                gevonden="20 (tijdelijk) terwijl deze levering al tijdelijk is gestopt",
                verwacht="een andere reden, of eerst een nieuwe start",
            )
        gestopt.add(stop.levering)
