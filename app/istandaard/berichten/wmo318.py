"""wmo318, Verzoek om wijziging retour.

From municipality to provider: the answer to a wmo317 as a message, not yet the decision.
"""

from __future__ import annotations

from dataclasses import field

from app.istandaard.berichten.basis import Berichtklasse, Omvang, Product, berichtklasse
from app.istandaard.berichten.headers import Retourheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo318(Berichtklasse):
    """The message wmo318, Verzoek om wijziging retour."""

    header: Header
    client: Client | None = None


@berichtklasse
class Header(Retourheader):
    """The header of the answered message (Afzender and Ontvanger unchanged), and of the answer itself."""

    bericht_code: str = "481"


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
