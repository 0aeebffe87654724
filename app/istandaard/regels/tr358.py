"""TR358: a declaration adds up."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Prestatie, Wmo323
from app.istandaard.declaraties import met_teken, totaal_met_teken
from app.istandaard.regels.regel import Fout, Telling, fout, regel
from app.istandaard.tonen import euro

SOM = "som"


@regel(
    "TR358",
    retourcode="0001",
    melding="Het totaalbedrag is de som van de prestaties, credit afgetrokken.",
    doe="Tel de bedragen van alle regels op, trek de creditregels af, en vul dat totaal in.",
    volgt_uit=("TR346", "CS339", "CD060", "TR101", "TR416"),
)
def tr358(klasse: Prestatie | Wmo323, telling: Telling) -> Iterator[Fout]:
    """TotaalIngediendBedrag is the sum of IngediendBedrag over all lines of all clients, credits negative.

    The lines come one by one, the message itself comes last.
    """
    if isinstance(klasse, Prestatie):
        telling.tel(SOM, met_teken(klasse.ingediend_bedrag))
        return
    totaal, som = totaal_met_teken(klasse.declaratie.totaal_ingediend_bedrag), telling.get(SOM, 0)
    if totaal != som:
        yield fout(klasse.declaratie, "TotaalIngediendBedrag", gevonden=euro(totaal), verwacht=euro(som))
