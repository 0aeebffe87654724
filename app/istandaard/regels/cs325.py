"""CS325: nothing is debit."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.declaraties import CREDIT
from app.istandaard.regels.regel import Fout, fout, regel

MELDING = "Een bedrag van nul is debet."
DOE = "Maak een bedrag van nul debet (D)."


@regel("CS325", retourcode="0001", melding=MELDING, doe=DOE)
def cs325(prestatie: wmo323.Prestatie | wmo325.Prestatie) -> Iterator[Fout]:
    """DebetCredit is D when the amount of a line is 0."""
    bedrag = prestatie.ingediend_bedrag
    if bedrag.bedrag == 0 and bedrag.debet_credit == CREDIT:
        yield fout(prestatie, "IngediendBedrag/DebetCredit", gevonden="C bij bedrag 0", verwacht="D")


@regel("CS325", retourcode="0001", melding=MELDING, doe=DOE)
def cs325_totaal(klasse: wmo323.Declaratie | wmo325.DeclaratieAntwoord) -> Iterator[Fout]:
    """As above, for the totals of a declaration and of its answer."""
    totalen = [("TotaalIngediendBedrag", klasse.totaal_ingediend_bedrag)]
    if isinstance(klasse, wmo325.DeclaratieAntwoord):
        totalen.append(("TotaalToegekendBedrag", klasse.totaal_toegekend_bedrag))
    for veld, totaal in totalen:
        if totaal.totaal_bedrag == 0 and totaal.debet_credit == CREDIT:
            yield fout(klasse, f"{veld}/DebetCredit", gevonden="C bij bedrag 0", verwacht="D")
