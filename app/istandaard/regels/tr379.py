"""TR379: a reference says which request is granted."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier, Verzoeksoort
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR379",
    retourcode="9379",
    melding="Een toewijzing draagt alleen een referentie als zij een open verzoek van de aanbieder toewijst.",
    doe="Vul de referentie alleen bij het toewijzen van een open verzoek; laat haar anders leeg.",
)
def tr379(bericht: Wmo301, dossier: Dossier) -> Iterator[Fout]:
    """A ReferentieAanbieder is that of an open request of this provider for this client.

    Granting a change (wmo317) puts its reference on every allocation in the message, also the unchanged ones;
    granting an allocation (wmo315) only on what was asked, and the rest of the message stays without. A
    request is open until granted or refused, so that no later version carries its reference again (IV097).
    """
    header, producten = bericht.header, bericht.client.toegewezen_producten
    open_verzoeken = dossier.open_verzoeken(header.afzender, header.ontvanger, bericht.client.bsn)
    wijzigingen = {r for r, soort in open_verzoeken.items() if soort is Verzoeksoort.WIJZIGING}
    wijst_wijziging_toe = any(product.referentie_aanbieder in wijzigingen for product in producten)
    for product in producten:
        referentie = product.referentie_aanbieder
        if referentie is not None and referentie not in open_verzoeken:
            yield fout(
                product,
                "ReferentieAanbieder",
                gevonden="een referentie waarbij geen verzoek openstaat",
                verwacht="de referentie van een open verzoek, of geen referentie",
            )
        elif wijst_wijziging_toe and referentie not in wijzigingen:
            yield fout(
                product,
                "ReferentieAanbieder",
                gevonden="niet de referentie van het verzoek om wijziging dat dit bericht toewijst",
                verwacht="die referentie op elke toewijzing in het bericht",
            )
