"""TR137: a closed period is over and runs forward."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR137",
    retourcode="0001",
    melding="De einddatum van een gesloten periode ligt niet voor de begindatum en niet na de dagtekening.",
    doe="Verbeter de einddatum; een periode declareert u pas als zij voorbij is.",
)
def tr137(
    klasse: wmo323.Declaratie | wmo323.Prestatie | wmo325.Prestatie, header: wmo323.Header | wmo325.Header
) -> Iterator[Fout]:
    """Einddatum of a closed period is on or after its Begindatum and not after the Dagtekening.

    The sources do not say which periods; here those of the type that has both dates: DeclaratiePeriode and
    ProductPeriode. So a month can be declared from its last day on.
    """
    if isinstance(klasse, wmo323.Declaratie):
        veld, periode = "DeclaratiePeriode/Einddatum", klasse.declaratie_periode
    else:
        veld, periode = "ProductPeriode/Einddatum", klasse.product_periode
    eind, dagtekening = periode.einddatum, header.bericht_identificatie.dagtekening
    if eind < periode.begindatum:
        yield fout(klasse, veld, gevonden=str(eind), verwacht=f"{periode.begindatum} of later")
    if dagtekening < eind:
        yield fout(klasse, veld, gevonden=str(eind), verwacht=f"{dagtekening} of eerder")
