"""Intensity against extent."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.domain import woorden
from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.profielen.regioprofiel import Regioprofiel
from app.domain.toetsen.toets import Vondst, toets
from app.domain.waarden import MINUTEN_PER_UUR


@toets("H03", "H17")
def intensiteit_past_niet_bij_omvang(
    inzet: Inzet, profiel: Regioprofiel, *, speling_uren: Decimal = Decimal(0)
) -> Iterator[Vondst]:
    """The extent lies outside the bandwidth of the advised level; `speling_uren` widens it both ways."""
    if inzet.omvang is None:
        return
    uren = inzet.omvang.minuten / MINUTEN_PER_UUR
    speling = Fraction(speling_uren)
    for niveau in profiel.intensiteiten:
        vanaf, tot = Fraction(niveau.uren_vanaf), Fraction(niveau.uren_tot)
        if niveau.code == inzet.intensiteit and not vanaf - speling <= uren < tot + speling:
            yield Vondst(
                "intensiteit",
                f"De omvang is {woorden.weekomvang(inzet.omvang)}; bij {niveau.code} "
                f"hoort vanaf {niveau.uren_vanaf} en minder dan {niveau.uren_tot} uur.",
            )
