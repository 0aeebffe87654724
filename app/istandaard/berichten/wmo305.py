"""wmo305, Start Wmo-ondersteuning.

From provider to municipality: the support of a client has started.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import Berichtklasse, Geboortedatum, Product, VerkorteNaam, berichtklasse
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo305(Berichtklasse):
    """The message wmo305, Start Wmo-ondersteuning."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "418"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    start_producten: tuple[StartProduct, ...]


@berichtklasse
class StartProduct(Berichtklasse):
    """A product of which the delivery has started."""

    toewijzing_nummer: Geheel | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: Datum | None = None
    begindatum: Datum
    status_aanlevering: str
