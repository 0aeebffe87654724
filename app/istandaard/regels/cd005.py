"""CD005: a postal code says in which country."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD005",
    retourcode="0001",
    melding="Bij een postcode hoort een landcode, en zonder postcode niet.",
    doe="Vul bij de postcode de landcode in (NL voor Nederland), of haal allebei weg.",
    volgt_uit=("CD034",),
)
def cd005(contact: Contact) -> Iterator[Fout]:
    """Adres/LandCode is present exactly when Adres/Postcode is."""
    adres = contact.adres
    if adres is None:
        return
    if adres.postcode is not None and adres.land_code is None:
        yield fout(
            contact, "Adres/LandCode", gevonden="een postcode zonder landcode", verwacht="een landcode"
        )
    if adres.postcode is None and adres.land_code is not None:
        yield fout(
            contact, "Adres/LandCode", gevonden="een landcode zonder postcode", verwacht="geen landcode"
        )
