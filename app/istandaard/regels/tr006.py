"""TR006: every contact can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR006",
    retourcode="0001",
    melding="Een contact heeft een telefoonnummer, of een adres met huisnummer en postcode.",
    doe="Vul een telefoonnummer in, of een adres met huisnummer en postcode.",
    volgt_uit=("CD025", "CD034"),
)
def tr006(contact: Contact) -> Iterator[Fout]:
    """Each Contact, of client or relation, holds Telefoon, or an Adres with both Huis and Postcode.

    Both at once is allowed; an e-mail address, an organisation or a street alone is not enough (OP130).
    """
    adres = contact.adres
    bereikbaar = adres is not None and adres.huis is not None and adres.postcode is not None
    if contact.telefoon is None and not bereikbaar:
        yield fout(
            contact,
            "Telefoon",
            gevonden="geen telefoonnummer en geen volledig adres",
            verwacht="een van beide",
        )
