"""CS339: euros are declared as an amount."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.declaraties import EURO
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.tonen import euro


@regel(
    "CS339",
    retourcode="0001",
    melding="Bij de eenheid euro is het bedrag gelijk aan het volume.",
    doe="Maak het bedrag gelijk aan het volume; bij de eenheid euro staan beide in centen.",
)
def cs339(prestatie: Prestatie) -> Iterator[Fout]:
    """With Eenheid 83, Bedrag of IngediendBedrag equals GeleverdVolume; both are in cents."""
    bedrag, volume = prestatie.ingediend_bedrag.bedrag, prestatie.geleverd_volume
    if prestatie.eenheid == EURO and bedrag != volume:
        yield fout(
            prestatie,
            "IngediendBedrag/Bedrag",
            gevonden=euro(bedrag),
            verwacht=euro(volume),
        )
