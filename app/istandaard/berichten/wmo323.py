"""wmo323, Declaratie.

From provider to municipality: what was delivered in a period and what it costs.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    BedragMetDC,
    Berichtklasse,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
    berichtklasse,
)
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo323(Berichtklasse):
    """The message wmo323, Declaratie."""

    header: Header
    declaratie: Declaratie


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "484"


@berichtklasse
class Declaratie(Berichtklasse):
    """The declaration over one period."""

    declaratie_nummer: str
    declaratie_periode: GeslotenPeriode
    declaratie_dagtekening: Datum
    totaal_ingediend_bedrag: TotaalBedragMetDC
    clienten: tuple[Client, ...]


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    prestaties: tuple[Prestatie, ...]


@berichtklasse
class Prestatie(Berichtklasse):
    """A delivered product in a period; amounts and tariff are in cents."""

    product_referentie: Referentie
    toewijzing_nummer: Geheel
    product_categorie: str
    product_code: str
    product_periode: GeslotenPeriode
    geleverd_volume: Geheel
    eenheid: str
    product_tarief: Geheel | None = None
    ingediend_bedrag: BedragMetDC
