"""wmo318, Verzoek om wijziging retour.

From municipality to provider: the answer to a wmo317 as a message, not yet the decision.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import (
    BERICHT_SUBVERSIE,
    BERICHT_VERSIE,
    BerichtIdentificatie,
    Berichtklasse,
    Omvang,
    Product,
    XsdVersie,
    berichtklasse,
)
from app.istandaard.waarden import Datum, Geheel

NAMESPACE = "http://www.istandaarden.nl/iwmo/3_2/wmo318/schema"


@berichtklasse
class Wmo318(Berichtklasse):
    """The message wmo318, Verzoek om wijziging retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Berichtklasse):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "481"
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
    verzoek: Verzoek
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class Verzoek(Berichtklasse):
    """The request: every current allocation is in it as unchanged, to be changed, or new."""

    referentie_aanbieder: str
    reden_verzoek: str
    ongewijzigde_producten: tuple[OngewijzigdProduct, ...] = ()
    te_wijzigen_producten: tuple[TeWijzigenProduct, ...] = ()
    nieuwe_producten: tuple[NieuwProduct, ...] = ()
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class OngewijzigdProduct(Berichtklasse):
    """An allocation that stays as it is."""

    toewijzing_nummer: Geheel
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class TeWijzigenProduct(Berichtklasse):
    """An allocation that has to change; Budget is in cents."""

    toewijzing_nummer: Geheel
    gewenste_ingangsdatum: Datum
    einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})


@berichtklasse
class NieuwProduct(Berichtklasse):
    """A product that has to be added; Budget is in cents."""

    product: Product | None = None
    gewenste_ingangsdatum: Datum
    einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
    retour_codes: tuple[str, ...] = field(metadata={"item": "RetourCode"})
