"""CS139: what is unknown of a date of birth shows in the date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from app.istandaard.berichten import wmo301, wmo305, wmo307, wmo315
from app.istandaard.regels.regel import Fout, fout, regel

VORMEN: dict[str, tuple[Callable[[date], bool], str]] = {
    "1": (lambda dag: dag.day == 1, "dag 01"),
    "2": (lambda dag: (dag.month, dag.day) == (1, 1), "dag en maand 01"),
    "3": (lambda dag: dag == date(1900, 1, 1), "1900-01-01"),
}


@regel(
    "CS139",
    retourcode="0001",
    melding="De geboortedatum past bij wat er volgens DatumGebruik van bekend is.",
    doe="Vul voor een onbekende dag of maand 01 in en voor een onbekend jaar 1900, of verbeter DatumGebruik.",
)
def cs139(
    persoon: wmo301.Client | wmo301.Relatie | wmo305.Client | wmo307.Client | wmo315.Client,
) -> Iterator[Fout]:
    """Unknown parts of a date of birth are 01, and 1900 for the year (IV009).

    DatumGebruik 1: the day is unknown, 2: day and month, 3: everything; absent: the whole date is real.
    """
    geboortedatum = persoon.geboortedatum
    if geboortedatum is None or geboortedatum.datum_gebruik not in VORMEN:
        return
    gebruik, dag = geboortedatum.datum_gebruik, geboortedatum.datum.dag
    past, verwacht = VORMEN[gebruik]
    if not past(dag):
        gevonden = f"DatumGebruik {gebruik} bij een andere datum"
        yield fout(persoon, "Geboortedatum/DatumGebruik", gevonden=gevonden, verwacht=verwacht)
