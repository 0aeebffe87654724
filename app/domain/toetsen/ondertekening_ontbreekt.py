"""Signatures."""

from collections.abc import Iterator

from app.domain.plan.ondersteuningsplan import Ondersteuningsplan
from app.domain.profielen.regioprofiel import Planmoment
from app.domain.toetsen.inhoud import leeg
from app.domain.toetsen.toets import Vondst, toets


@toets("M08", "M09", vanaf=Planmoment.VASTSTELLEN)
def ondertekening_ontbreekt(plan: Ondersteuningsplan) -> Iterator[Vondst]:
    """Client or provider has not signed this version; a client's reason plus other way may replace it."""
    ondertekenaars = {o.door for o in plan.ondertekeningen if o.versie == plan.versie}
    if "aanbieder" not in ondertekenaars:
        yield Vondst("ondertekeningen", "De aanbieder heeft deze versie van het plan niet ondertekend.")
    if "client" in ondertekenaars:
        return
    alternatief = plan.alternatief
    if alternatief is None or alternatief.versie != plan.versie:
        yield Vondst(
            "ondertekeningen",
            "De cliënt heeft deze versie van het plan niet ondertekend. Kan dat niet, leg dan de reden en "
            "de andere wijze van afstemming vast.",
        )
        return
    if leeg(alternatief.reden):
        yield Vondst("alternatief.reden", "Geef de reden waarom de cliënt niet ondertekent.")
    if leeg(alternatief.andere_wijze):
        yield Vondst(
            "alternatief.andereWijze", "Beschrijf hoe de afstemming met de cliënt dan wel is gedaan."
        )
