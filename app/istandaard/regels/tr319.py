"""TR319: nothing is declared ahead."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Declaratie, Prestatie
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "TR319",
    retourcode="9319",
    melding="Een prestatie gaat over de declaratiemaand of een eerdere maand.",
    doe="Zet deze regel in de declaratie over zijn eigen maand of een latere.",
)
def tr319(prestatie: Prestatie, declaratie: Declaratie) -> Iterator[Fout]:
    """Einddatum of ProductPeriode is on or before that of DeclaratiePeriode (OP280).

    The texts file it with the rules that look at earlier messages, though it needs none; the published
    stylesheets test it on the message alone, so that a gate may refuse the whole message for it.
    """
    eind, laatste = prestatie.product_periode.einddatum, declaratie.declaratie_periode.einddatum
    if laatste < eind:
        verwacht = f"{laatste} of eerder; een knooppunt kan om een latere dag het hele bericht weigeren"
        yield fout(prestatie, "ProductPeriode/Einddatum", gevonden=str(eind), verwacht=verwacht)
