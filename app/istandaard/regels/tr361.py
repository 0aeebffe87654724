"""TR361: no stacking in what a request for change wishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.keten.dossier import Dossier
from app.domain.stapeling import Inzetperiode, stapelingen
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo317 import Wmo317
from app.istandaard.regels.inzet import inzetperiode
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.regels.wijziging import actuele_toewijzingen, te_wijzigen


@regel(
    "TR361",
    retourcode="9361",
    melding="De situatie die een verzoek om wijziging vraagt, stapelt geen producten.",
    doe="Kies perioden die elkaar niet overlappen, of een ander product.",
)
def tr361(bericht: Wmo317, dossier: Dossier) -> Iterator[Fout]:
    """No two of all products together, unchanged, changed and new, overlap with the same product (OP347).

    What stays unchanged has product and period of its current allocation, what has to change its product and
    the period that is asked for. Aids and provisions (categories 11 to 14) may overlap.
    """
    gewenst = list(_gewenst(bericht, dossier))
    for later, eerder in stapelingen([wens.periode for wens in gewenst]):
        yield fout(
            gewenst[later].klasse,
            gewenst[later].veld,
            gevonden=f"overlap met {gewenst[eerder].naam}",
            verwacht="een ander product of een andere periode",
        )


class _Wens(NamedTuple):
    klasse: Berichtklasse
    veld: str
    naam: str
    periode: Inzetperiode


def _gewenst(bericht: Wmo317, dossier: Dossier) -> Iterator[_Wens]:
    verzoek, actueel = bericht.client.verzoek, actuele_toewijzingen(bericht, dossier)
    for ongewijzigd in verzoek.ongewijzigde_producten:
        naam = f"ongewijzigde toewijzing {ongewijzigd.toewijzing_nummer}"
        toewijzing = actueel.get(ongewijzigd.toewijzing_nummer)
        if toewijzing is not None:
            begin, eind = toewijzing.ingangsdatum, toewijzing.einddatum
            periode = Inzetperiode(toewijzing.categorie, toewijzing.productcode, begin, eind)
            yield _Wens(ongewijzigd, "ToewijzingNummer", naam, periode)
    for gewijzigd, toewijzing in te_wijzigen(bericht, dossier):
        naam = f"te wijzigen toewijzing {gewijzigd.toewijzing_nummer}"
        begin = gewijzigd.gewenste_ingangsdatum.dag
        eind = None if gewijzigd.einddatum is None else gewijzigd.einddatum.dag_of_grens
        periode = Inzetperiode(toewijzing.categorie, toewijzing.productcode, begin, eind)
        yield _Wens(gewijzigd, "GewensteIngangsdatum", naam, periode)
    for plek, nieuw in enumerate(verzoek.nieuwe_producten, 1):
        yield _Wens(nieuw, "Product", f"nieuw product {plek} in het bericht", inzetperiode(nieuw))
