"""wmo316, Verzoek om toewijzing retour.

From municipality to provider: the answer to a wmo315 as a message, not yet the decision.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    Berichtklasse,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
    berichtklasse,
)
from app.istandaard.berichten.headers import Retourheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo316(Berichtklasse):
    """The message wmo316, Verzoek om toewijzing retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Retourheader):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "445"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about, as in the message that is answered."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam
    commentaar: str | None = None
    aangevraagde_producten: tuple[AangevraagdProduct, ...]
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class AangevraagdProduct(Berichtklasse):
    """A product that the provider asks to be allocated; Budget is in cents."""

    referentie_aanbieder: str
    beschikking_nummer: Geheel | None = None
    product: Product | None = None
    beschikking_ingangsdatum: Datum | None = None
    toewijzing_ingangsdatum: Datum
    toewijzing_einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
    verwijzer: Verwijzer
    raamcontract: str | None = None
    commentaar: str | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
