"""CD025: a Dutch address has a house number."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD025",
    retourcode="0001",
    melding="Een adres in Nederland heeft een huisnummer.",
    doe="Vul het huisnummer in, of verbeter het land als het adres niet in Nederland ligt.",
)
def cd025(contact: Contact) -> Iterator[Fout]:
    """Adres/Huis is present when Adres/LandCode is NL."""
    adres = contact.adres
    if adres is not None and adres.land_code == "NL" and adres.huis is None:
        yield fout(contact, "Adres/Huis", gevonden="geen huisnummer", verwacht="een huisnummer")
