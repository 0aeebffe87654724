"""An omzetting: from a day on the same support goes under another product or at another provider (W08).

Not the client changes but what the municipality buys: a contract, the way of paying, its own borders. Extent
and end stay what was decided, so it takes no decision on the client. What it cannot keep the same asks one.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus
from app.domain.partijen import Overgang, Product
from app.domain.waarden import AgbCode, Gemeentecode


class Omzettingsoort(StrEnum):
    """Why what is bought changes; the provider reads it as RedenWijziging 03, 10 or 11 (WMO002)."""

    CONTRACTWIJZIGING = "contractwijziging"
    BEKOSTIGING = "bekostiging"
    """Another way of paying, as from volume to result."""
    HERINDELING = "herindeling"
    """A reorganisation of municipalities."""


INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Inkoop:
    """A product (WMO020 and code), at one provider, or whoever delivers it (None)."""

    categorie: str
    productcode: str
    aanbieder: AgbCode | None = None

    def betreft(self, aanbieder: AgbCode | None, categorie: str | None, productcode: str | None) -> bool:
        """Whether support in natura at this provider is meant; a personal budget never is."""
        return (
            aanbieder is not None
            and self.aanbieder in (None, aanbieder)
            and (categorie, productcode) == (self.categorie, self.productcode)
        )


@dataclass(frozen=True, slots=True)
class Omzetting:
    """What a municipality has changed in all running allocations of a product, as of a day."""

    id: UUID
    gemeente: Gemeentecode
    soort: Omzettingsoort
    per: date
    """The first day under the new product or provider."""
    van: Inkoop
    naar: Inkoop
    """Without provider each client keeps its own."""
    toelichting: str
    overgangen: tuple[Overgang, ...]
    """Recorded, and perhaps withdrawn: then it is carried out for nobody any more."""
    revisie: int = 0

    @property
    def ingetrokken(self) -> bool:
        """Whether it is carried out no further; what was carried out stays."""
        return self.overgangen[-1].naar == INGETROKKEN

    def bij(self, client_id: UUID, id: UUID, nu: datetime, door: str) -> "Clientomzetting":
        """The event that it is for one client."""
        return Clientomzetting(
            id, self.gemeente, client_id, self.id, self.soort, self.per, self.van, self.naar, nu, door
        )


@dataclass(frozen=True, slots=True)
class Clientomzetting:
    """An omzetting for one client; carried out it takes its place among decisions and facts."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    omzetting_id: UUID
    soort: Omzettingsoort
    per: date
    van: Inkoop
    naar: Inkoop
    vastgelegd_op: datetime
    """When it was carried out: it changes what was announced before this. While it waits: since when."""
    door: str
    brief: bool = False
    """Whether the client got a letter, because there is something to notice."""
    wacht_in: UUID | None = None
    """The case in which it is a task: to be carried out, or to decide on what stays; None once done."""
    deels: bool = False
    """Whether it was carried out but for a total over its day, on which somebody decides while it waits."""

    @property
    def uitgevoerd(self) -> bool:
        """Whether it takes its place among decisions and facts."""
        return self.wacht_in is None or self.deels

    def betreft(self, aanbieder: AgbCode | None, categorie: str | None, productcode: str | None) -> bool:
        """Whether this support goes under another product or provider."""
        return self.van.betreft(aanbieder, categorie, productcode)

    def is_merkbaar(self, aanbieder: AgbCode | None, van: Product, naar: Product) -> bool:
        """Whether a client notices: another provider comes, or the product is called otherwise on its day."""
        andere_naam = van.op(self.per).omschrijving != naar.op(self.per).omschrijving
        return andere_naam or self.naar.aanbieder not in (None, aanbieder)


@vervult("W08")
def vereis_zinvol(van: Inkoop, naar: Inkoop) -> None:
    """Refuse an omzetting that changes nothing."""
    if naar in (van, Inkoop(van.categorie, van.productcode)):
        raise OngeldigeInvoer(
            "Deze omzetting verandert niets.",
            Veldfout("naar", "Noem een ander product of een andere aanbieder.", "W08"),
        )


def trek_in(omzetting: Omzetting, reden: str, door: str, nu: datetime) -> Omzetting:
    """Carry it out no further; raises VerkeerdeStatus when that was said before."""
    vereis_lopend(omzetting)
    overgang = Overgang(INGETROKKEN, nu, door, reden)
    return replace(omzetting, overgangen=(*omzetting.overgangen, overgang))


def vereis_lopend(omzetting: Omzetting) -> None:
    """Refuse one that was withdrawn."""
    if omzetting.ingetrokken:
        raise VerkeerdeStatus("Deze omzetting is ingetrokken. Leg zo nodig een nieuwe vast.")
