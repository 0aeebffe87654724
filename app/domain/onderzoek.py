"""The onderzoek: what the municipality finds out after the melding (Wmo 2.3.2, W01)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import OngeldigeInvoer, Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.melding import Melding
from app.domain.waarden import Gemeentecode, zegt_iets


class Betrokkene(StrEnum):
    """Who takes part in the research where possible (Wmo 2.3.2 lid 1)."""

    CLIENT = "client"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    MANTELZORGER = "mantelzorger"


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """Whether somebody took part in the research, or why that was not possible."""

    wie: Betrokkene
    betrokken: bool
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A part of the integrale vraaganalyse, the report or the plan van aanpak that may be shared apart."""

    code: str
    titel: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Afronding:
    """The written outcome, given to the client, with identity checked (Wmo 2.3.2 lid 8, 2.3.4)."""

    op: date
    identiteit_vastgesteld: bool
    uitkomst: str
    uitkomst_verstrekt_op: date


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """One research into the need of a client; its parts form the integrale vraaganalyse."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    gestart_op: date
    betrokkenen: tuple[Betrokkenheid, ...] = ()
    onderdelen: tuple[Onderdeel, ...] = ()
    afronding: Afronding | None = None
    revisie: int = 0


def start(id: UUID, melding: Melding, gestart_op: date) -> Onderzoek:
    """Begin the research into the need of the client who made the melding; not before that day."""
    if gestart_op < melding.ontvangen_op:
        raise VoorwaardeNietVervuld(
            "Het onderzoek volgt op de melding.",
            Veldfout("startdatum", f"De melding is van {melding.ontvangen_op:%d-%m-%Y}.", "W01"),
        )
    return Onderzoek(id, melding.gemeente, melding.client_id, melding.id, gestart_op)


def vereis_eigen_codes(onderdelen: tuple[Onderdeel, ...]) -> None:
    """Refuse parts that share a code, because a part is shared by its code."""
    aantal = Counter(o.code for o in onderdelen)
    fouten = [
        Veldfout(f"onderdelen[{i}].code", "Deze code komt meer dan één keer voor.")
        for i, onderdeel in enumerate(onderdelen)
        if aantal[onderdeel.code] > 1
    ]
    if fouten:
        raise OngeldigeInvoer("Elk onderdeel heeft een eigen code.", *fouten)


def _vereis_lopend(onderzoek: Onderzoek) -> None:
    if onderzoek.afronding is not None:
        raise VerkeerdeStatus("Dit onderzoek is al afgerond.")


def werk_bij(
    onderzoek: Onderzoek, betrokkenen: tuple[Betrokkenheid, ...], onderdelen: tuple[Onderdeel, ...]
) -> Onderzoek:
    """Replace who took part and the parts of the vraaganalyse, while the research runs."""
    _vereis_lopend(onderzoek)
    vereis_eigen_codes(onderdelen)
    return replace(onderzoek, betrokkenen=betrokkenen, onderdelen=onderdelen)


@vervult("W01")
def rond_af(onderzoek: Onderzoek, afronding: Afronding) -> Onderzoek:
    """Close the research with a written outcome that the client receives (Wmo 2.3.2 lid 8).

    Raises VoorwaardeNietVervuld when identity was not checked (2.3.4), somebody who should take part
    neither did nor has a reason why not, or the dates do not follow each other.
    """
    _vereis_lopend(onderzoek)
    fouten = [
        Veldfout("betrokkenen", f"Leg vast of de {wie} betrokken was, of waarom dat niet kon.", "W01")
        for wie in Betrokkene
        if not any(b.wie == wie and (b.betrokken or zegt_iets(b.toelichting)) for b in onderzoek.betrokkenen)
    ]
    if not afronding.identiteit_vastgesteld:
        fouten.append(Veldfout("identiteitVastgesteld", "Stel eerst de identiteit vast (Wmo 2.3.4).", "W01"))
    if not onderzoek.gestart_op <= afronding.op <= afronding.uitkomst_verstrekt_op:
        fouten.append(Veldfout("datum", "De volgorde is: start, afronding, uitkomst aan de cliënt.", "W01"))
    if fouten:
        raise VoorwaardeNietVervuld("Het onderzoek kan nog niet worden afgerond.", *fouten)
    return replace(onderzoek, afronding=afronding)
