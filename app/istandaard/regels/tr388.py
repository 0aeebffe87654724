"""TR388: a line ends with its month, or with the allocation."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR388",
    retourcode="9388",
    melding="Een productperiode eindigt op de laatste van de maand, of eerder op de einddatum.",
    doe="Eindig de periode op de laatste van de maand, of op de einddatum als die eerder valt.",
    volgt_uit=("TR308",),
)
def tr388(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Einddatum of ProductPeriode is the last of its month, or the Einddatum when that is earlier in it.

    When delivery really ended plays no part (IV089). An Einddatum before that month is up to TR308.
    """
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None:
        return
    eind, einddatum = prestatie.product_periode.einddatum.dag, toewijzing.einddatum
    verwacht = eind.replace(day=monthrange(eind.year, eind.month)[1])
    if einddatum is not None and (eind.year, eind.month) == (einddatum.year, einddatum.month):
        verwacht = einddatum
    if eind != verwacht:
        yield fout(
            prestatie, "ProductPeriode/Einddatum", gevonden=eind.isoformat(), verwacht=verwacht.isoformat()
        )
