"""wmo325, Declaratie-antwoord.

From municipality to provider: what of a wmo323 is granted and what is refused.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    BedragMetDC,
    BerichtIdentificatie,
    Berichtklasse,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Geheel


@berichtklasse
class Wmo325(Berichtklasse):
    """The message wmo325, Declaratie-antwoord."""

    header: Header
    declaratie_antwoord: DeclaratieAntwoord | None = None


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "485"
    declaratie_identificatie: BerichtIdentificatie
    xslt_versie: str | None = None
    xsd_versie_declaratie: XsdVersie
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class DeclaratieAntwoord(Berichtklasse):
    """What was submitted and what of it is granted."""

    declaratie_nummer: str
    totaal_ingediend_bedrag: TotaalBedragMetDC
    totaal_toegekend_bedrag: TotaalBedragMetDC
    clienten: tuple[Client, ...] = ()
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    prestaties: tuple[Prestatie, ...]
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


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
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
