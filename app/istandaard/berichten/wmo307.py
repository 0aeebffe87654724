"""wmo307, Stop Wmo-ondersteuning.

From provider to municipality: the support of a client has stopped.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import Berichtklasse, Geboortedatum, Product, VerkorteNaam, berichtklasse
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo307(Berichtklasse):
    """The message wmo307, Stop Wmo-ondersteuning."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "420"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    stop_producten: tuple[StopProduct, ...]


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
