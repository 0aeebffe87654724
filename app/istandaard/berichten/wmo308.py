"""wmo308, Stop retour.

From municipality to provider: the answer to a wmo307.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    Geboortedatum,
    Product,
    VerkorteNaam,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo308/schema"


@berichtklasse
class Wmo308(Berichtklasse):
    """The message wmo308, Stop retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Berichtklasse):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "421"
    bericht_versie: Geheel = BERICHT_VERSIE
    bericht_subversie: Geheel = BERICHT_SUBVERSIE
    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie
    identificatie_retour: str
    dagtekening_retour: Datum
    xslt_versie: str | None = None
    xsd_versie_retour: XsdVersie
    retour_codes: tuple[str, ...] = field(default=(), metadata={"item": "RetourCode"})


@berichtklasse
class Client(Berichtklasse):
    """The person it is about, as in the message that is answered."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    stop_producten: tuple[StopProduct, ...]
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class StopProduct(Berichtklasse):
    """A product of which the delivery has stopped, for good or for a while."""

    toewijzing_nummer: Geheel | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: Datum | None = None
    begindatum: Datum
    reden_beeindiging: str
    einddatum: Datum
    status_aanlevering: str
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
