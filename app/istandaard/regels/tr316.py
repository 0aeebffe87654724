"""TR316: a message does not take back what it declares."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie
from app.istandaard.regels.regel import Fout, Telling, fout, regel

REGEL, GECREDITEERD = 1, 2
"""What a number in the message was seen as: that of a line, that of a line taken back, or both."""


@regel(
    "TR316",
    retourcode="0001",
    melding="Een debetregel wordt niet gecrediteerd in het bericht waarin hij staat.",
    doe="Verbeter de debetregel zelf en haal de creditregel weg, of crediteer in een volgend bericht.",
)
def tr316(prestatie: Prestatie, telling: Telling) -> Iterator[Fout]:
    """No VorigReferentieNummer is the ReferentieNummer of a line in the same message (IV086).

    The finding is at the later of the two, whichever that is.
    """
    nummer = prestatie.product_referentie.referentie_nummer
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    telling[nummer] = telling.get(nummer, 0) | REGEL
    if telling[nummer] & GECREDITEERD:
        yield fout(
            prestatie,
            "ProductReferentie/ReferentieNummer",
            gevonden="een nummer dat een eerdere regel in dit bericht crediteert",
            verwacht="creditering in een later bericht",
        )
    if vorig is None:
        return
    telling[vorig] = telling.get(vorig, 0) | GECREDITEERD
    if telling[vorig] & REGEL:
        yield fout(
            prestatie,
            "ProductReferentie/VorigReferentieNummer",
            gevonden="het nummer van een regel in dit bericht",
            verwacht="het nummer van een regel uit een eerdere declaratie",
        )
