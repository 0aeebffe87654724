"""TR332: a number stays with its allocation."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Toewijzingsleutel
from app.domain.waarden import Gemeentecode
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.historie import toewijzing_in
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR332",
    retourcode="9332",
    melding="Een toewijzingsnummer hoort bij één toewijzing van een gemeente.",
    doe="Geef de toewijzing een nieuw nummer; onder een bekend nummer blijven deze gegevens gelijk.",
)
def tr332(bericht: Wmo301, dossier: Dossier) -> Iterator[Fout]:
    """A ToewijzingNummer that this municipality used before is sent again for that same allocation only.

    The sources do not say what makes it the same; `BekendeToewijzing.is_dezelfde` holds the choice: client,
    provider, product and Ingangsdatum, since OP033x1 lets only end, volume and budget change.
    """
    gemeente = Gemeentecode(bericht.header.afzender)
    for product in bericht.client.toegewezen_producten:
        bekend = dossier.op_nummer(Toewijzingsleutel(gemeente, product.toewijzing_nummer))
        if bekend is not None and not bekend.is_dezelfde(toewijzing_in(product, bericht, dossier)):
            yield fout(
                product,
                "ToewijzingNummer",
                gevonden=f"{product.toewijzing_nummer}, het nummer van een andere toewijzing",
                verwacht="dezelfde cliënt, aanbieder, product en ingangsdatum, of een nieuw nummer",
            )
