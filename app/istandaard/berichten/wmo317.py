"""wmo317, Verzoek om wijziging.

From provider to municipality: the request to change the allocations of a client.
"""

from __future__ import annotations

from app.istandaard.berichten.basis import Berichtklasse, Omvang, Product, berichtklasse
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.waarden import Datum, Geheel


@berichtklasse
class Wmo317(Berichtklasse):
    """The message wmo317, Verzoek om wijziging."""

    header: Header
    client: Client


@berichtklasse
class Header(Berichtheader):
    """The header: who sends what to whom."""

    bericht_code: str = "480"


@berichtklasse
class Client(Berichtklasse):
    """The person it is about."""

    bsn: str
    verzoek: Verzoek


@berichtklasse
class Verzoek(Berichtklasse):
    """The request: every current allocation is in it as unchanged, to be changed, or new."""

    referentie_aanbieder: str
    reden_verzoek: str
    ongewijzigde_producten: tuple[OngewijzigdProduct, ...] = ()
    te_wijzigen_producten: tuple[TeWijzigenProduct, ...] = ()
    nieuwe_producten: tuple[NieuwProduct, ...] = ()


@berichtklasse
class OngewijzigdProduct(Berichtklasse):
    """An allocation that stays as it is."""

    toewijzing_nummer: Geheel


@berichtklasse
class TeWijzigenProduct(Berichtklasse):
    """An allocation that has to change; Budget is in cents."""

    toewijzing_nummer: Geheel
    gewenste_ingangsdatum: Datum
    einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None


@berichtklasse
class NieuwProduct(Berichtklasse):
    """A product that has to be added; Budget is in cents."""

    product: Product | None = None
    gewenste_ingangsdatum: Datum
    einddatum: Datum | None = None
    omvang: Omvang | None = None
    budget: Geheel | None = None
