"""CD060: a credit says what it takes back."""

from __future__ import annotations

from collections.abc import Iterator

from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.declaraties import CREDIT
from app.istandaard.regels.regel import Fout, fout, regel


@regel(
    "CD060",
    retourcode="0001",
    melding="Een creditregel noemt het vorige referentienummer, een debetregel niet.",
    doe="Noem bij een creditregel het nummer van de regel die u terugneemt, en bij een debetregel geen.",
)
def cd060(prestatie: wmo323.Prestatie | wmo325.Prestatie) -> Iterator[Fout]:
    """VorigReferentieNummer is present with DebetCredit C and absent with D (IV091)."""
    veld = "ProductReferentie/VorigReferentieNummer"
    debet_credit = prestatie.ingediend_bedrag.debet_credit
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    if debet_credit == CREDIT and vorig is None:
        yield fout(prestatie, veld, gevonden="C zonder vorig referentienummer", verwacht="dat nummer")
    if debet_credit != CREDIT and vorig is not None:
        yield fout(prestatie, veld, gevonden="D met een vorig referentienummer", verwacht="geen nummer")
