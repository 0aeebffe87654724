"""A fact about the client that ends support: death, a move elsewhere, another domain (W08).

A fact is recorded once, on the client. Another provider or a personal budget is no fact but a decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.partijen import Geboortedatum, Overgang
from app.domain.waarden import DAG, AgbCode, Gemeentecode, zegt_iets
from app.domain.woorden import datum


class Feitsoort(StrEnum):
    """What happened to the client."""

    OVERLIJDEN = "overlijden"
    VERHUIZING = "verhuizing"
    """To another municipality."""
    ANDER_DOMEIN = "ander_domein"
    """Support goes on under another law, as the Wlz."""


@dataclass(frozen=True, slots=True)
class Productaanduiding:
    """A product by its category (WMO020) and code; without a code every product of the category."""

    categorie: str
    code: str | None = None

    def betreft(self, categorie: str | None, code: str | None) -> bool:
        """Whether a product is meant by this."""
        return categorie == self.categorie and (self.code is None or code == self.code)


@dataclass(frozen=True, slots=True)
class Feit:
    """What happened to a client, from which day on, and to which products it speaks."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    soort: Feitsoort
    op: date
    """The day of death, of registration elsewhere, or on which the other domain takes over."""
    overgangen: tuple[Overgang, ...]
    """Recorded, moved to another day, returned, lapsed; the first one gives its place among the decisions."""
    producten: tuple[Productaanduiding, ...] = ()
    """Which products it ends; none named means all."""
    terug_per: date | None = None
    """The first day on which support may be given again, after a return."""
    vervallen: bool = False
    """It turned out not to be so, and ends nothing any more."""
    wacht_bij: frozenset[AgbCode] = field(default_factory=frozenset)
    """The providers at whom this has yet to be carried out, for want of an agreement or a credit."""
    wacht_in: UUID | None = None
    """The case in which the first allocation was made that waits for it; there it is a task."""
    revisie: int = 0

    @property
    def vastgelegd_op(self) -> datetime:
        """When it was recorded: it ends what was announced before this."""
        return self.overgangen[0].op

    @property
    def laatste_dag(self) -> date:
        """The last day of support: the day of death itself, else the day before the fact."""
        return self.op if self.soort is Feitsoort.OVERLIJDEN else self.op - DAG

    @property
    def eindigt_zaken(self) -> bool:
        """Whether nothing is left to decide for this client from its day on (W10).

        Another domain for some products ends those alone; after a return the case goes on.
        """
        return not (self.vervallen or self.producten) and self.terug_per is None

    def betreft(self, categorie: str | None, code: str | None) -> bool:
        """Whether it ends this product."""
        return not self.producten or any(p.betreft(categorie, code) for p in self.producten)

    def is_terug(self, dag: date) -> bool:
        """Whether the client is back on this day, so that what begins then may be granted again."""
        return self.terug_per is not None and dag >= self.terug_per


@vervult("W08")
def verplaats(feit: Feit, op: date, vandaag: date, reden: str, door: str, nu: datetime) -> Feit:
    """The same fact on another day, as it turned out later; raises VoorwaardeNietVervuld, VerkeerdeStatus."""
    _vereis_geldend(feit)
    vereis_dag(feit.soort, op, vandaag)
    verplaatst = replace(feit, op=op)
    if verplaatst.is_terug(verplaatst.laatste_dag):
        raise VoorwaardeNietVervuld(
            "Een terugkeer volgt op een vertrek.",
            Veldfout("datum", "Kies een dag voor de terugkeer van de cliënt.", "W08"),
        )
    return _met(verplaatst, "verplaatst", reden, door, nu)


@vervult("W08")
def keer_terug(feit: Feit, per: date, reden: str, door: str, nu: datetime) -> Feit:
    """The client is back in the municipality or its domain: a new decision may grant from that day on."""
    _vereis_geldend(feit)
    if feit.soort is Feitsoort.OVERLIJDEN or per <= feit.laatste_dag:
        raise VoorwaardeNietVervuld(
            "Een terugkeer volgt op een vertrek.",
            Veldfout("terugPer", "Kies een dag na de laatste dag van de ondersteuning.", "W08"),
        )
    return _met(replace(feit, terug_per=per), "teruggekeerd", reden, door, nu)


@vervult("W08")
def laat_vervallen(feit: Feit, reden: str, door: str, nu: datetime) -> Feit:
    """It was not so: what it ended holds again."""
    _vereis_geldend(feit)
    return _met(replace(feit, vervallen=True), "vervallen", reden, door, nu)


def vereis_dag(soort: Feitsoort, op: date, vandaag: date) -> None:
    """Refuse a death that has yet to come."""
    if soort is Feitsoort.OVERLIJDEN and op > vandaag:
        raise VoorwaardeNietVervuld(
            "De dag van het feit klopt niet.",
            Veldfout("datum", "De dag van overlijden ligt niet in de toekomst.", "W08"),
        )


def vereis_geboren(op: date, geboortedatum: Geboortedatum) -> None:
    """Refuse a day before the client was born.

    No other day in the past is: a death, departure or indication under another law may come to be known years
    later, also from before the client asked for support, when somebody else did or nobody knew.
    """
    if _ligt_voor(op, geboortedatum):
        raise VoorwaardeNietVervuld(
            "De dag van het feit klopt niet.",
            Veldfout("datum", "Deze dag ligt voor de geboorte van de cliënt.", "W08"),
        )


def vereis_past_bij(geboortedatum: Geboortedatum, feiten: Iterable[Feit]) -> None:
    """Refuse another date of birth that is after what is recorded to have happened to the client."""
    for feit in feiten:
        if not feit.vervallen and _ligt_voor(feit.op, geboortedatum):
            raise VoorwaardeNietVervuld(
                "De geboortedatum klopt niet.",
                Veldfout(
                    "geboortedatum.datum",
                    f"Er is een feit van {datum(feit.op)} ({feit.soort}) vastgelegd, voor deze dag. "
                    "Verplaats het eerst, of laat het vervallen.",
                    "W08",
                ),
            )


def _ligt_voor(op: date, geboortedatum: Geboortedatum) -> bool:
    vroegst = geboortedatum.op_zijn_vroegst
    return vroegst is not None and op < vroegst


def _vereis_geldend(feit: Feit) -> None:
    if feit.vervallen:
        raise VerkeerdeStatus("Dit feit is vervallen en wijzigt niet meer. Leg zo nodig een nieuw feit vast.")


def _met(feit: Feit, stap: str, reden: str, door: str, nu: datetime) -> Feit:
    if not zegt_iets(reden):
        raise VoorwaardeNietVervuld(
            "Zeg waarom dit verandert.", Veldfout("reden", "Geef de reden in woorden.", "W08")
        )
    return replace(feit, overgangen=(*feit.overgangen, Overgang(stap, nu, door, reden)))
