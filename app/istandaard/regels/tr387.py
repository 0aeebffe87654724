"""TR387: a line begins with its month, or with the allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.declaraties import toewijzing_bij
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR387",
    retourcode="9387",
    melding="Een productperiode begint op de eerste van de maand, of later op de ingangsdatum.",
    doe="Begin de periode op de eerste van de maand, of op de ingangsdatum als die later valt.",
    volgt_uit=("TR307",),
)
def tr387(prestatie: Prestatie, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """Begindatum of ProductPeriode is the first of its month, or the Ingangsdatum when that is later in it.

    When delivery really began plays no part (IV089). An Ingangsdatum after that month is up to TR307.
    """
    toewijzing = toewijzing_bij(prestatie, header, dossier)
    if toewijzing is None:
        return
    begin, ingangsdatum = prestatie.product_periode.begindatum.dag, toewijzing.ingangsdatum
    in_deze_maand = (begin.year, begin.month) == (ingangsdatum.year, ingangsdatum.month)
    verwacht = ingangsdatum if in_deze_maand else begin.replace(day=1)
    if begin != verwacht:
        yield fout(
            prestatie, "ProductPeriode/Begindatum", gevonden=begin.isoformat(), verwacht=verwacht.isoformat()
        )
