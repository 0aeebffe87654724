"""CD009: only a temporary address has a period."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo301 import Contact
from app.istandaard.codelijsten import codelijst
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD009",
    retourcode="0001",
    melding="Alleen een tijdelijk verblijfadres (soort 04) heeft een periode.",
    doe="Haal de periode weg, of kies soort 04 als het een tijdelijk verblijfadres is.",
)
def cd009(contact: Contact) -> Iterator[Fout]:
    """Contact/Periode is present only when Contact/Soort is 04 (COD757); it stays optional there."""
    if contact.periode is not None and contact.soort != "04":
        soorten = codelijst("COD757")
        yield fout(
            contact,
            "Periode",
            gevonden=f"een periode bij soort {soorten.toon(contact.soort)}",
            verwacht="geen periode",
        )
