"""CS089: a Dutch postal code looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.regels.regel import Fout, fout, regel

POSTCODE = re.compile("[1-9][0-9]{3}[A-Za-z]{2}")


@regel(
    "CS089",
    retourcode="0001",
    melding="Een Nederlandse postcode is vier cijfers (niet beginnend met 0) en twee letters.",
    doe="Schrijf de postcode als 1234AB, zonder spatie, of verbeter het land.",
)
def cs089(contact: Contact) -> Iterator[Fout]:
    """With LandCode NL, Postcode is four digits, the first not zero, followed by two letters.

    The sources say nothing of a space between them; `POSTCODE` holds the choice: none, for 'followed by'
    leaves no room for one and every example is written without.
    """
    adres = contact.adres
    if adres is None or adres.land_code != "NL" or adres.postcode is None:
        return
    if not POSTCODE.fullmatch(adres.postcode):
        yield fout(
            contact, "Adres/Postcode", gevonden="een andere schrijfwijze", verwacht="een vorm als 1234AB"
        )
