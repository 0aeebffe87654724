"""TR002: nobody is older than 120 years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315
from app.istandaard.regels.jaren import jaren_eerder
from app.istandaard.regels.regel import Fout, fout, regel

HOOGSTE_LEEFTIJD = 120
ONBEKEND = date(1900, 1, 1)


@regel(
    "TR002",
    retourcode="0001",
    melding="Een geboortedatum ligt hoogstens 120 jaar voor de dagtekening.",
    doe="Verbeter de geboortedatum; is zij niet bekend, geef dan 1900-01-01 met DatumGebruik 3.",
)
def tr002(
    persoon: wmo301.Client | wmo301.Relatie | wmo305.Client | wmo307.Client | wmo315.Client,
    header: wmo301.Header | wmo305.Header | wmo307.Header | wmo315.Header,
) -> Iterator[Fout]:
    """A date of birth lies at most 120 years before the Dagtekening of the message.

    A date that is wholly unknown (DatumGebruik 3 with 1900-01-01, IV009) is not tested.
    """
    geboortedatum = persoon.geboortedatum
    if geboortedatum is None:
        return
    dag = geboortedatum.datum.dag_of_grens
    if geboortedatum.datum_gebruik == "3" and dag == ONBEKEND:
        return
    dagtekening = header.bericht_identificatie.dagtekening.dag_of_grens
    eerste = jaren_eerder(dagtekening, HOOGSTE_LEEFTIJD)
    if dag < eerste:
        yield fout(
            persoon,
            "Geboortedatum/Datum",
            gevonden="een datum langer geleden",
            verwacht=f"{eerste.isoformat()} of later",
        )
