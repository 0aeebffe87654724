"""CS100: what is declared lies after 2020."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten.wmo323 import Declaratie, Prestatie
from app.istandaard.regels.regel import Fout, fout, regel
from app.istandaard.waarden import Datum

EERSTE_DAG = Datum("2021-01-01")


@regel(
    "CS100",
    retourcode="0001",
    melding="Een gedeclareerde periode ligt niet voor 2021.",
    doe="Verbeter de periode; ondersteuning van voor 2021 kan niet met dit bericht worden gedeclareerd.",
)
def cs100(klasse: Declaratie | Prestatie) -> Iterator[Fout]:
    """Begin and end of DeclaratiePeriode and ProductPeriode are on or after 1 January 2021."""
    if isinstance(klasse, Prestatie):
        veld, periode = "ProductPeriode", klasse.product_periode
    else:
        veld, periode = "DeclaratiePeriode", klasse.declaratie_periode
    if periode.begindatum < EERSTE_DAG or periode.einddatum < EERSTE_DAG:
        yield fout(
            klasse,
            veld,
            gevonden=f"{periode.begindatum} tot en met {periode.einddatum}",
            verwacht=f"{EERSTE_DAG} of later",
        )
