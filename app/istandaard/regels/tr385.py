"""TR385: what is declared is not deleted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Toewijzingsleutel
from app.domain.waarden import Gemeentecode
from app.istandaard.berichten.wmo301 import Header, ToegewezenProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR385",
    retourcode="9385",
    melding="Een toewijzing met goedgekeurde prestaties kan niet worden verwijderd.",
    doe="Laat de aanbieder de prestaties eerst crediteren, of beëindig met een andere reden.",
)
def tr385(product: ToegewezenProduct, header: Header, dossier: Dossier) -> Iterator[Fout]:
    """RedenWijziging 13 (deleted) is refused while approved Prestaties on the allocation stand uncredited."""
    toewijzing = Toewijzingsleutel(Gemeentecode(header.afzender), product.toewijzing_nummer)
    if product.reden_wijziging == "13" and dossier.heeft_prestaties(toewijzing):
        yield fout(
            product,
            "RedenWijziging",
            gevonden="13 (verwijderd), terwijl er prestaties zijn goedgekeurd",
            verwacht="eerst een creditering van die prestaties, of een andere reden",
        )
