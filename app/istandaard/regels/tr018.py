"""TR018: delivery does not stop before it began."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo307 import StopProduct
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR018",
    retourcode="0001",
    melding="De einddatum van een stop ligt niet voor de begindatum.",
    doe="Verbeter de einddatum, of de begindatum als die niet die van de start is.",
)
def tr018(stop: StopProduct) -> Iterator[Fout]:
    """The Einddatum of a StopProduct is on or after its Begindatum; one day of delivery is allowed.

    It holds for a deletion too: that repeats what was accepted, which this rule let pass.
    """
    if stop.einddatum < stop.begindatum:
        yield fout(stop, "Einddatum", gevonden=str(stop.einddatum), verwacht=f"{stop.begindatum} of later")
