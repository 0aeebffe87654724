"""TR335: what is older than five years is no longer declared."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Declaratie, Prestatie
from app.istandaard.regels.regel import Fout, fout, regel

JAREN = 5


@regel(
    "TR335", retourcode="0001", melding="Zorg van langer dan vijf jaar geleden wordt niet meer gedeclareerd."
)
def tr335(prestatie: Prestatie, declaratie: Declaratie) -> Iterator[Fout]:
    """Einddatum of ProductPeriode is at most five years before DeclaratieDagtekening (OP354).

    The sources say only 'Einddatum'; that of the line is taken, since the rule is about declaring late.
    """
    eind, dagtekening = prestatie.product_periode.einddatum.dag, declaratie.declaratie_dagtekening.dag
    uiterlijk = (eind.year + JAREN, eind.month, eind.day)
    if uiterlijk < (dagtekening.year, dagtekening.month, dagtekening.day):
        yield fout(
            prestatie,
            "ProductPeriode/Einddatum",
            gevonden=eind.isoformat(),
            verwacht=f"hoogstens {JAREN} jaar voor {dagtekening.isoformat()}",
        )
