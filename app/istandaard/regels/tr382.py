"""TR382: a stop ends the last start."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.domain.keten.levering import Start
from app.istandaard.berichten import wmo307
from app.istandaard.leveringen import EERSTE, geldend, stops
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR382",
    retourcode="9069",
    melding="Een stop herhaalt de sleutel van de start die hij beëindigt.",
    doe="Herhaal nummer, product en begindatum van de laatste start; meld die start zo nodig eerst.",
)
def tr382(client: wmo307.Client, header: wmo307.Header, dossier: Dossier) -> Iterator[Fout]:
    """ToewijzingNummer, Product and Begindatum of a stop are those of the last start of that allocation.

    A start that was stopped before still counts: after a temporary stop comes a final one (OP377), and TR413
    to TR415 guard what may follow. Last is the start reported last, also where an earlier one has a later
    Begindatum: every start has to be closed (OP288), and TR326 lets no other be current.
    """
    laatste = {start.geleverd: start for start in geldend(client, header, dossier).starts}
    for product, stop in stops(client, EERSTE):
        start = laatste.get(stop.start.geleverd)
        if start is None:
            yield fout(
                product, "ToewijzingNummer", gevonden="een stop zonder start", verwacht="eerst een start"
            )
        elif start != stop.start:
            yield fout(
                product,
                "Product" if start.begindatum == stop.start.begindatum else "Begindatum",
                gevonden=_toon(stop.start),
                verwacht=f"de sleutel van de laatste start: {_toon(start)}",
            )


def _toon(start: Start) -> str:
    product = " ".join(deel for deel in (start.categorie, start.productcode) if deel is not None)
    return f"begindatum {start.begindatum.isoformat()}, {f'product {product}' if product else 'geen product'}"
