"""wmo306, Start retour.

From municipality to provider: the answer to a wmo305.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import Berichtklasse, Geboortedatum, Product, VerkorteNaam, berichtklasse
from app.istandaard.berichten.headers import Retourheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo306(Berichtklasse):
    """The message wmo306, Start retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Retourheader):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "419"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about, as in the message that is answered."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    start_producten: tuple[StartProduct, ...]
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class StartProduct(Berichtklasse):
    """A product of which the delivery has started."""

    toewijzing_nummer: Geheel | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: Datum | None = None
    begindatum: Datum
    status_aanlevering: str
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
