"""TR375: a change of what names no product has no extent."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.tr412 import omvang_na_2020
from app.istandaard.regels.wijziging import te_wijzigen


@regel(
    "TR375",
    retourcode="9375",
    melding="Een wijziging van een toewijzing zonder product heeft geen omvang.",
    doe="Laat de omvang weg.",
)
def tr375(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """Omvang is absent when the current allocation names no product, unless the end lies before 2021.

    Without a product there is no code either, so that TR412 finds the same.
    """
    for product, toewijzing in te_wijzigen(bericht, dossier):
        if toewijzing.categorie is None and omvang_na_2020(product):
            yield fout(product, "Omvang", gevonden="een omvang zonder product", verwacht="geen omvang")
