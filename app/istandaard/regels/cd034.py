"""CD034: where somebody lives has a postal code."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD034",
    retourcode="0001",
    melding="Een BRP-adres (01) en een verblijfadres (03) hebben een postcode.",
    doe="Vul bij dit adres de postcode in.",
)
def cd034(contact: Contact) -> Iterator[Fout]:
    """Adres/Postcode is present when Contact/Soort is 01 or 03, so such a contact has an Adres too."""
    if contact.soort in ("01", "03") and (contact.adres is None or contact.adres.postcode is None):
        yield fout(
            contact,
            "Adres/Postcode",
            gevonden=f"soort {contact.soort} zonder postcode",
            verwacht="een postcode",
        )
