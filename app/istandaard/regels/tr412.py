"""TR412: a change of what is not specific has no extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import TeWijzigenProduct, Wmo317
from app.istandaard.regels.overgang import loopt_na_2020
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import te_wijzigen


@regel(
    "TR412",
    retourcode="9412",
    melding="Een wijziging van een toewijzing zonder productcode heeft geen omvang.",
    doe="Laat de omvang weg.",
)
def tr412(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """Omvang is absent when the current allocation has no product code, unless the end lies before 2021.

    The sources name no element and do not say whose end it is; `omvang_na_2020` holds the choice: the Omvang
    and the Einddatum that are asked for, since the return code speaks of both in one breath.
    """
    for product, toewijzing in te_wijzigen(bericht, dossier):
        if toewijzing.productcode is None and omvang_na_2020(product):
            yield fout(product, "Omvang", gevonden="een omvang zonder productcode", verwacht="geen omvang")


def omvang_na_2020(product: TeWijzigenProduct) -> bool:
    """Whether an extent is asked for that reaches beyond 2020 (TR375, TR412)."""
    return product.omvang is not None and loopt_na_2020(product.einddatum)
