"""TR335: what is older than five years is no longer declared."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Declaratie, Prestatie
from app.istandaard.regels.jaren import jaren_eerder
from app.istandaard.regels.regel import Fout, fout, regel

JAREN = 5


@regel(
    "TR335",
    retourcode="0001",
    melding="Zorg van langer dan vijf jaar geleden wordt niet meer gedeclareerd.",
    doe="Kijk of het jaar klopt; klopt het, haal de regel dan weg, want hij wordt niet meer betaald.",
)
def tr335(prestatie: Prestatie, declaratie: Declaratie) -> Iterator[Fout]:
    """Einddatum of ProductPeriode is at most five years before DeclaratieDagtekening (OP354).

    The sources say only 'Einddatum'; that of the line is taken, since the rule is about declaring late.
    """
    eind = prestatie.product_periode.einddatum
    eerste = jaren_eerder(declaratie.declaratie_dagtekening.dag_of_grens, JAREN)
    if eind.dag_of_grens < eerste:
        yield fout(
            prestatie,
            "ProductPeriode/Einddatum",
            gevonden=str(eind),
            verwacht=f"{eerste.isoformat()} of later",
        )
