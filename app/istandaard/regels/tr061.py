"""TR061: a client has a lasting address."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Client
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR061",
    retourcode="0001",
    melding="Van een cliënt staat een BRP-, correspondentie- of verblijfadres in het bericht.",
    doe="Voeg het BRP-, correspondentie- of verblijfadres toe; een tijdelijk adres alleen is niet genoeg.",
)
def tr061(client: Client) -> Iterator[Fout]:
    """At least one Contact of the client has Soort 01, 02 or 03 (COD757); 04, temporary, is not enough."""
    if not any(contact.soort in ("01", "02", "03") for contact in client.contactgegevens):
        yield fout(
            client,
            "Contactgegevens",
            gevonden="alleen een tijdelijk verblijfadres (04)",
            verwacht="ook een contact van soort 01, 02 of 03",
        )
