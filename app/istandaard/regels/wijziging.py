"""The allocations that a request for change is about."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import BekendeToewijzing, Dossier
from app.istandaard.berichten.wmo317 import TeWijzigenProduct, Wmo317


def actuele_toewijzingen(bericht: Wmo317, dossier: Dossier) -> dict[int, BekendeToewijzing]:
    """The current allocations of the client at the provider that asks, by ToewijzingNummer.

    Current is what has not ended, future ones included and deleted ones not. The sources differ: on today or
    later (TR349), or on the Ingangsdatum or later (TR352). It is the first, with the Dagtekening as today, so
    that the outcome does not depend on the moment of checking (OP080).
    """
    header = bericht.header
    dag = header.bericht_identificatie.dagtekening.dag_of_grens
    alle = dossier.toewijzingen_van(header.ontvanger, header.afzender, bericht.client.bsn)
    return {nummer: toewijzing for nummer, toewijzing in alle.items() if toewijzing.loopt(dag)}


def te_wijzigen(bericht: Wmo317, dossier: Dossier) -> Iterator[tuple[TeWijzigenProduct, BekendeToewijzing]]:
    """What has to change, with its current allocation; where there is none, only TR351 says so."""
    actueel = actuele_toewijzingen(bericht, dossier)
    for product in bericht.client.verzoek.te_wijzigen_producten:
        toewijzing = actueel.get(product.toewijzing_nummer)
        if toewijzing is not None:
            yield product, toewijzing
