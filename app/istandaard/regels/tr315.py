"""TR315: a message credits a line once."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.regels.regel import Fout, Telling, fout, regel


@regel(
    "TR315",
    retourcode="0001",
    melding="Een prestatie wordt per bericht hoogstens één keer gecrediteerd.",
    doe="Haal de tweede creditregel weg.",
)
def tr315(prestatie: Prestatie, telling: Telling) -> Iterator[Fout]:
    """A VorigReferentieNummer occurs once at most in the whole message."""
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    if vorig is not None and telling.tel(vorig) > 1:
        yield fout(
            prestatie,
            "ProductReferentie/VorigReferentieNummer",
            gevonden="een nummer dat hier voor de tweede keer staat",
            verwacht="elk vorig referentienummer één keer",
        )
