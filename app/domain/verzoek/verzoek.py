"""A request of a provider as one of both parties keeps it: what it asks, how it stands, by when it ends."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.keten.dossier import Verzoeksleutel, Verzoeksoort, Verzoekstand
from app.domain.partijen import Geboortedatum
from app.domain.termijnen import AanZet, Berichttermijn, Kalender, Klok, Stap, uiterste_antwoorddag
from app.domain.waarden import AgbCode, Bsn, Gemeentecode, Omvang, kalenderdag

ANTWOORDTERMIJN = {
    Verzoeksoort.TOEWIJZING: Berichttermijn.VERZOEK_OM_TOEWIJZING,
    Verzoeksoort.WIJZIGING: Berichttermijn.VERZOEK_OM_WIJZIGING,
}


@dataclass(frozen=True, slots=True)
class BewaardVerzoek:
    """A requested product of a wmo315, or a wmo317 as one, as a party keeps it beside its own history.

    History says how it stands; a message that turns out to be rejected takes that back (OP286).
    """

    id: UUID
    """Follows from its reference, so that both parties have it under the same."""
    eigenaar: str
    """Gemeentecode or AgbCode of the party that keeps it."""
    gemeente: Gemeentecode
    aanbieder: AgbCode
    referentie: str
    """ReferentieAanbieder (OP361)."""
    soort: Verzoeksoort
    client_id: UUID
    """How the access record names the client: as the municipality knows it, or else a keyed hash."""
    ontvangst_id: UUID
    """The message that it came in."""
    dagtekening: date
    """Of that message."""
    ontvangen_op: datetime
    stand: Verzoekstand = Verzoekstand.OPEN
    melding_id: UUID | None = None
    """The case of the municipality in which it is a task while it is open; None where it fits none."""
    antwoord_id: UUID | None = None
    """The last wmo319 on it that counted, among the messages that were handed over."""
    revisie: int = 0

    @property
    def sleutel(self) -> Verzoeksleutel:
        """By what history knows it."""
        return Verzoeksleutel(self.gemeente, self.aanbieder, self.referentie)

    @property
    def loopt(self) -> bool:
        """Whether it still waits for its end (OP344)."""
        return self.stand in (Verzoekstand.OPEN, Verzoekstand.IN_ONDERZOEK)

    @property
    def wacht_in(self) -> UUID | None:
        """The case in which it is a task."""
        return self.melding_id if self.loopt else None


def verzoekklok(verzoek: BewaardVerzoek, kalender: Kalender) -> Klok | None:
    """By when the municipality has to answer, or to end its investigation; None once it has ended.

    Five working days from receipt; under investigation eight weeks from the Dagtekening of the request
    (OP274, OP346). None too where the holidays of then are not known.
    """
    termijn, vanaf = ANTWOORDTERMIJN[verzoek.soort], kalenderdag(verzoek.ontvangen_op)
    if verzoek.stand is Verzoekstand.IN_ONDERZOEK:
        termijn, vanaf = Berichttermijn.IN_ONDERZOEK, verzoek.dagtekening
    if not verzoek.loopt or not kalender.kent(vanaf):
        return None
    return Klok(
        stap=Stap.VERZOEK,
        grondslag=f"iWmo {termijn.regels}",
        wettelijk=False,
        aan_zet=AanZet.GEMEENTE,
        gestart=vanaf,
        uiterlijk=uiterste_antwoorddag(termijn, vanaf, kalender),
    )


def uiterlijk(verzoek: BewaardVerzoek, kalender: Kalender) -> date | None:
    """The last day of that term."""
    klok = verzoekklok(verzoek, kalender)
    return None if klok is None else klok.uiterlijk


class Vraagsoort(StrEnum):
    """What is asked of one product."""

    NIEUW = "nieuw"
    """A product of a wmo315, or a new one in a wmo317."""
    WIJZIGEN = "wijzigen"
    ONGEWIJZIGD = "ongewijzigd"
    """An allocation that a wmo317 leaves as it is."""


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """One product as it is asked for."""

    soort: Vraagsoort
    toewijzing: int | None = None
    """ToewijzingNummer of what it changes or leaves as it is."""
    categorie: str | None = None
    productcode: str | None = None
    begin: date | None = None
    """The first day that is asked for; None of what stays as it is."""
    eind: date | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    """Cents."""


@dataclass(frozen=True, slots=True)
class Verzoekinhoud:
    """What a request says, beside who it is about."""

    producten: tuple[Gevraagd, ...]
    reden: str | None = None
    """RedenVerzoek (WJ758) of a wmo317."""
    beschikkingnummer: int | None = None
    """The decision that a wmo315 refers to (IV052)."""
    raamcontract: str | None = None
    toelichting: tuple[str, ...] = ()
    """Commentaar, of the product and of the client."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """For whom a provider asks a first allocation: what a wmo315 says of a client, and no more."""

    bsn: Bsn
    geboortedatum: Geboortedatum
    geslacht: str
    """Code of COD046."""
    achternaam: str
    voorvoegsel: str | None = None
    voornamen: str | None = None
    voorletters: str | None = None
