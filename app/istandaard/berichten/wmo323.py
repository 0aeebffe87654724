"""wmo323, Declaratie.

From provider to municipality: what was delivered in a period and what it costs.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BedragMetDC,
    BerichtIdentificatie,
    Berichtklasse,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"


@berichtklasse
class Wmo323(Berichtklasse):
    """The message wmo323, Declaratie."""

    header: Header
    declaratie: Declaratie


@berichtklasse
class Header(Berichtklasse):
    """The header: who sends what to whom."""

    bericht_code: str = "484"
    bericht_versie: Geheel = BERICHT_VERSIE
    bericht_subversie: Geheel = BERICHT_SUBVERSIE
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie


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
