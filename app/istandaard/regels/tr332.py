"""TR332: a number stays with its allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.dossier import BekendeToewijzing, Dossier, Toewijzingsleutel
from app.domain.waarden import AgbCode, Gemeentecode
from app.istandaard.berichten.wmo301 import ToegewezenProduct, Wmo301
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR332", retourcode="9332", melding="Een toewijzingsnummer hoort bij één toewijzing van een gemeente.")
def tr332(bericht: Wmo301, dossier: Dossier) -> Iterator[Fout]:
    """A ToewijzingNummer that this municipality used before is sent again for that same allocation only.

    The sources do not say what makes an allocation the same; `_van` holds the choice: client, provider,
    product and Ingangsdatum, since OP033x1 lets only end date, volume and budget change under one number.
    """
    gemeente = Gemeentecode(bericht.header.afzender)
    for product in bericht.client.toegewezen_producten:
        bekend = dossier.toewijzingen.get(Toewijzingsleutel(gemeente, product.toewijzing_nummer))
        if bekend is not None and not bekend.is_dezelfde(_van(product, bericht, dossier)):
            yield fout(
                product,
                "ToewijzingNummer",
                gevonden=f"{product.toewijzing_nummer}, het nummer van een andere toewijzing",
                verwacht="dezelfde cliënt, aanbieder, product en ingangsdatum, of een nieuw nummer",
            )


def _van(toewijzing: ToegewezenProduct, bericht: Wmo301, dossier: Dossier) -> BekendeToewijzing:
    return BekendeToewijzing(
        client=dossier.clientsleutel(bericht.client.bsn),
        aanbieder=AgbCode(bericht.header.ontvanger),
        categorie=None if toewijzing.product is None else toewijzing.product.categorie,
        productcode=None if toewijzing.product is None else toewijzing.product.code,
        ingangsdatum=toewijzing.ingangsdatum.dag,
    )
