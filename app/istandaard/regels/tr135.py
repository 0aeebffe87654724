"""TR135: a message is not dated ahead."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315, wmo317, wmo319, wmo323, wmo325
from app.istandaard.kennis import Vandaag
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum


@regel(
    "TR135",
    retourcode="8848",
    melding="De dagtekening van een bericht ligt niet na vandaag.",
    doe="Gebruik de dagtekening van vandaag.",
)
def tr135(
    header: wmo301.Header
    | wmo305.Header
    | wmo307.Header
    | wmo315.Header
    | wmo317.Header
    | wmo319.Header
    | wmo323.Header
    | wmo325.Header,
    vandaag: Vandaag,
) -> Iterator[Fout]:
    """The Dagtekening is on or before the system date of the receiver when it checks."""
    dagtekening = header.bericht_identificatie.dagtekening
    if dagtekening > Datum.van(vandaag):
        yield fout(
            header,
            "BerichtIdentificatie/Dagtekening",
            gevonden=str(dagtekening),
            verwacht=f"{vandaag.isoformat()} of eerder",
        )
