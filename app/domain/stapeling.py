"""Stacking: the same product twice over (partly) the same period.

The idea behind OP259 and OP347, and so behind every rule that refuses it in some message (TR302, TR361,
TR386, TR410). Same product means: the same category and code; where a code is missing, the same category;
and without a product nothing else may run in that period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

HULPMIDDELEN = frozenset({"11", "12", "13", "14"})
"""Categories of aids and provisions (WMO020): a client may have several at once, beside anything else."""


@dataclass(frozen=True, slots=True)
class Inzetperiode:
    """A product, or none, from `begin` up to and including `eind`; without `eind` it stays open."""

    categorie: str | None
    code: str | None
    begin: date
    eind: date | None


def stapelingen(perioden: Sequence[Inzetperiode]) -> Iterator[tuple[int, int]]:
    """Yield (the later one, the earlier one it stacks on) as positions in `perioden`.

    Each later one comes once, so that a thousand stacked allocations give a thousand findings and no million.
    A period that ends before it begins holds no day and stacks on nothing.
    """
    specifiek = {(p.categorie, p.code) for p in perioden if p.categorie is not None and p.code is not None}
    if len(specifiek) == len(perioden):
        return  # as a rule each is another specific product
    laatste: dict[tuple[str, ...], int] = {}
    for nummer in sorted(range(len(perioden)), key=lambda n: perioden[n].begin):
        periode = perioden[nummer]
        if periode.categorie in HULPMIDDELEN or (periode.eind is not None and periode.eind < periode.begin):
            continue
        for sleutel in _botst_met(periode):
            eerder = laatste.get(sleutel)
            if eerder is not None and _tot(perioden[eerder]) >= periode.begin:
                yield nummer, eerder
                break
        for sleutel in _staat_onder(periode):
            eerder = laatste.get(sleutel)
            if eerder is None or _tot(perioden[eerder]) < _tot(periode):
                laatste[sleutel] = nummer


def _botst_met(periode: Inzetperiode) -> tuple[tuple[str, ...], ...]:
    # The groups in which an earlier, still running period makes this one stacked.
    if periode.categorie is None:
        return (("alles",),)
    if periode.code is None:
        return (("zonder product",), ("categorie", periode.categorie))
    zonder_code = ("zonder code", periode.categorie)
    return (("zonder product",), zonder_code, ("code", periode.categorie, periode.code))


def _staat_onder(periode: Inzetperiode) -> tuple[tuple[str, ...], ...]:
    # The groups that this period belongs to; of each group the one that lasts longest is remembered.
    if periode.categorie is None:
        return (("alles",), ("zonder product",))
    if periode.code is None:
        return (("alles",), ("categorie", periode.categorie), ("zonder code", periode.categorie))
    return (("alles",), ("categorie", periode.categorie), ("code", periode.categorie, periode.code))


def _tot(periode: Inzetperiode) -> date:
    return date.max if periode.eind is None else periode.eind
