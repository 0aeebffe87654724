"""TR314: a reference is used for one line."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.wmo323 import Header, Prestatie
from app.istandaard.regels.regel import Fout, Telling, fout, regel


@regel(
    "TR314",
    retourcode="8021",
    melding="Het referentienummer van een prestatie is uniek voor de aanbieder.",
    doe="Geef de regel een nieuw referentienummer, ook als de eerdere regel is afgewezen.",
)
def tr314(prestatie: Prestatie, header: Header, dossier: Dossier, telling: Telling) -> Iterator[Fout]:
    """No other line of this provider, in this message or an earlier one, has the same ReferentieNummer.

    A declaration that was rejected as a whole leaves its numbers free (OP286); a line that was refused on its
    own does not.
    """
    nummer = prestatie.product_referentie.referentie_nummer
    eerder = dossier.is_gedeclareerd(header.ontvanger, header.afzender, nummer)
    if telling.tel(nummer) > 1 or eerder:
        yield fout(
            prestatie,
            "ProductReferentie/ReferentieNummer",
            gevonden="een nummer dat al eerder is gebruikt",
            verwacht="een nummer dat nog niet is gebruikt",
        )
