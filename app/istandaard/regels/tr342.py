"""TR342: an answer adds up."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo325 import DeclaratieAntwoord
from app.istandaard.declaraties import met_teken, totaal_met_teken
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.tonen import euro

NIET_AFGEKEURD = frozenset({"0200", "8001"})
"""RetourCodes (WJ001) of a DeclaratieAntwoord that is not itself rejected."""


@regel(
    "TR342",
    retourcode="0001",
    melding="Ingediend min toegekend is gelijk aan de som van de teruggestuurde prestaties.",
    doe="Tel de teruggestuurde prestaties op en verbeter het toegekende bedrag; na een afkeuring is dat nul.",
    volgt_uit=("TR101",),
)
def tr342(antwoord: DeclaratieAntwoord) -> Iterator[Fout]:
    """The amounts of the returned lines, credits negative, add up to what was submitted and not granted.

    A DeclaratieAntwoord that is itself rejected (9333, 8214) holds no lines and grants nothing instead.
    """
    ingediend = totaal_met_teken(antwoord.totaal_ingediend_bedrag)
    toegekend = totaal_met_teken(antwoord.totaal_toegekend_bedrag)
    prestaties = [prestatie for client in antwoord.clienten for prestatie in client.prestaties]
    som = sum(met_teken(prestatie.ingediend_bedrag) for prestatie in prestaties)
    if not NIET_AFGEKEURD.issuperset(antwoord.retour_codes):
        if prestaties or toegekend:
            hoeveel = "1 prestatie" if len(prestaties) == 1 else f"{len(prestaties)} prestaties"
            yield fout(
                antwoord,
                "TotaalToegekendBedrag",
                gevonden=f"{euro(toegekend)} en {hoeveel} bij een afgekeurde declaratie",
                verwacht=f"{euro(0)} en geen prestaties",
            )
    elif ingediend - toegekend != som:
        yield fout(
            antwoord,
            "TotaalToegekendBedrag",
            gevonden=f"{euro(ingediend - toegekend)} niet toegekend",
            verwacht=f"{euro(som)}, de som van de teruggestuurde prestaties",
        )
