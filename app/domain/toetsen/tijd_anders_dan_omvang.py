"""Time in words against the extent."""

from collections.abc import Iterator

from app.domain import woorden
from app.domain.plan.ondersteuningsplan import Inzet
from app.domain.toetsen.tijdtekst import genoemde_weektijd
from app.domain.toetsen.toets import Vondst, toets


@toets("W05")
def tijd_anders_dan_omvang(inzet: Inzet) -> Iterator[Vondst]:
    """The frequency says in words another time a week than the extent, by a minute or more."""
    genoemd = genoemde_weektijd(inzet.frequentie)
    if inzet.omvang is not None and genoemd is not None and abs(genoemd - inzet.omvang.minuten) >= 1:
        yield Vondst(
            "frequentie",
            f"Hier staat {woorden.tijd_per_week(genoemd)}, en de omvang is "
            f"{woorden.weekomvang(inzet.omvang)}. Maak die gelijk.",
        )
