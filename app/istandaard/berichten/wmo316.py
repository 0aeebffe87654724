"""wmo316, Verzoek om toewijzing retour.

From municipality to provider: the answer to a wmo315 as a message, not yet the decision.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo316/schema"


@berichtklasse
class Wmo316(Berichtklasse):
    """The message wmo316, Verzoek om toewijzing retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Berichtklasse):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "445"
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
