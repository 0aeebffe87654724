"""TR101: nothing stands in a message twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.berichten.wmo301 import Client
from app.istandaard.regels.regel import Fout, fout, regel


@regel("TR101", retourcode="0001", melding="Dezelfde gegevens staan niet twee keer in een bericht.")
def tr101(client: Client) -> Iterator[Fout]:
    """The logical key of a class is unique below the classes that it belongs to.

    The keys are Nummer of Relatie, Soort of Contact and ToewijzingNummer of ToegewezenProduct; the Bsn above
    them occurs once and so does the Contact of a Relatie, which leaves these three to test.
    """
    yield from _dubbel("Nummer", ((relatie.nummer, relatie) for relatie in client.relaties))
    yield from _dubbel("Soort", ((contact.soort, contact) for contact in client.contactgegevens))
    producten = client.toegewezen_producten
    yield from _dubbel("ToewijzingNummer", ((product.toewijzing_nummer, product) for product in producten))


def _dubbel(veld: str, klassen: Iterable[tuple[Hashable, Berichtklasse]]) -> Iterator[Fout]:
    gezien: set[Hashable] = set()
    for sleutel, klasse in klassen:
        if sleutel in gezien:
            yield fout(
                klasse, veld, gevonden=f"{sleutel}, voor de tweede keer", verwacht="elke waarde één keer"
            )
        gezien.add(sleutel)
