"""CS340: a declaration is over one calendar month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Declaratie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CS340",
    retourcode="0001",
    melding="Een declaratieperiode is precies één kalendermaand.",
    doe="Kies een hele kalendermaand, en declareer elke maand in een eigen bericht.",
)
def cs340(declaratie: Declaratie) -> Iterator[Fout]:
    """DeclaratiePeriode runs from the first up to and including the last day of the same month (OP280)."""
    periode = declaratie.declaratie_periode
    begin, eind = periode.begindatum.dag, periode.einddatum.dag
    if begin.day != 1 or eind != begin.replace(day=monthrange(begin.year, begin.month)[1]):
        yield fout(
            declaratie,
            "DeclaratiePeriode",
            gevonden=f"{periode.begindatum} tot en met {periode.einddatum}",
            verwacht="de eerste tot en met de laatste dag van een maand",
        )
