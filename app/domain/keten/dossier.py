"""What earlier messages between municipality and provider have left behind, for rules that look back.

Whoever keeps history (the database, the chain sandbox) fills a dossier with what was accepted; a rejected
message counts as not sent (OP286) and leaves nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from app.domain.keten.bijhouden import Leverperiode
from app.domain.keten.declaratie import GeslotenPeriode, Prestatie, staande
from app.domain.keten.levering import Leverhistorie, Start, Stop
from app.domain.waarden import AgbCode, Gemeentecode, Omvang

Clientsleutel = NewType("Clientsleutel", str)
"""Stands for a client in history, so that history itself holds no Bsn (W06)."""


class Berichtsleutel(NamedTuple):
    """What makes a message unique to its receiver: its kind, its sender and the identification (TR056)."""

    bericht_code: str
    afzender: str
    identificatie: str


class Toewijzingsleutel(NamedTuple):
    """What makes an allocation unique within the Wmo (OP275).

    Nothing keeps a municipality from giving two providers one number, so history holds apart what goes
    between each two.
    """

    gemeente: Gemeentecode
    nummer: int


class Betrokkenen(NamedTuple):
    """Whom messages are about: a client, between one municipality and one provider."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    client: Clientsleutel


@dataclass(frozen=True, slots=True)
class BekendeToewijzing:
    """An allocation that was sent before, in the version that holds: the one decided last (IV013)."""

    client: Clientsleutel
    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    """Cents."""
    verwijderd: bool = False
    """Einddatum equal to Ingangsdatum with reason 13, or 01 in old ones: it counts as never sent."""
    besloten: datetime = datetime.min
    """Toewijzingsdatum and Toewijzingstijd of this version, without time zone; a later one replaces it."""

    def is_dezelfde(self, andere: BekendeToewijzing) -> bool:
        """Whether both are versions of one allocation: what never changes is equal (OP033x1, TR332)."""
        return self._vast == andere._vast

    def loopt(self, dag: date) -> bool:
        """Whether it is current on a day: not deleted and not ended before it; future ones too (OP087)."""
        return not self.verwijderd and (self.einddatum is None or dag <= self.einddatum)

    @property
    def _vast(self) -> tuple[object, ...]:
        return self.client, self.aanbieder, self.categorie, self.productcode, self.ingangsdatum


class Partijen(NamedTuple):
    """Between whom declarations go: one municipality and one provider."""

    gemeente: str
    aanbieder: str


class Verzoeksoort(StrEnum):
    """What a provider asks: an allocation (wmo315, per product) or a change of them all (wmo317, as one)."""

    TOEWIJZING = "toewijzing"
    WIJZIGING = "wijziging"


class Verzoekstand(StrEnum):
    """How a request was answered last: not yet, by a wmo319, or by a wmo301."""

    OPEN = "open"
    IN_ONDERZOEK = "in_onderzoek"
    AFGEWEZEN = "afgewezen"
    TOEGEWEZEN = "toegewezen"


class Verzoeksleutel(NamedTuple):
    """What makes a request unique (OP361); a wmo315 holds one per requested product.

    A provider uses a reference once, but what it asked of another municipality is unknown to this one.
    """

    gemeente: Gemeentecode
    aanbieder: AgbCode
    referentie: str


@dataclass(frozen=True, slots=True)
class BekendVerzoek:
    """A request that was sent before, whatever became of it."""

    soort: Verzoeksoort
    client: Clientsleutel
    ingangsdatums: tuple[date, ...]
    """When what it is about begins: the requested product, or the allocations that a wmo317 names."""
    stand: Verzoekstand = Verzoekstand.OPEN

    @property
    def loopt(self) -> bool:
        """Whether it still waits for its end: neither granted nor refused (OP344)."""
        return self.stand in (Verzoekstand.OPEN, Verzoekstand.IN_ONDERZOEK)


class Declaratiesleutel(NamedTuple):
    """How an answer refers to a declaration: between whom it went, and the identification of the message."""

    gemeente: Gemeentecode
    aanbieder: AgbCode
    identificatie: str


class BekendeRegel(NamedTuple):
    """A line of a declaration: for whom it is, and whether it was granted when the declaration was judged."""

    client: Clientsleutel
    prestatie: Prestatie
    toegekend: bool


@dataclass(frozen=True, slots=True)
class BekendeDeclaratie:
    """A declaration that was sent before, with those of its lines that are asked for."""

    nummer: str
    dagtekening: date
    """Of the message."""
    xsd_versie: tuple[str, str]
    """Of the basisschema and of the message."""
    periode: GeslotenPeriode
    regels: dict[str, BekendeRegel] = field(default_factory=dict)
    """By their reference."""
    ingangsdatums: tuple[date, ...] = ()
    """When the allocations begin that its lines name."""
    verwerkt: bool = True
    """False when it was rejected as a whole: it counts as not sent, though its answer still refers to it."""

    def zonder_regels(self) -> BekendeDeclaratie:
        """The same declaration as long as none of its lines has been read."""
        return replace(self, regels={})


@dataclass(frozen=True, slots=True)
class Overslag:
    """That a month was left out of a declaration: since which day, and why, in Dutch."""

    sinds: date
    redenen: tuple[str, ...]


@dataclass(slots=True)
class Dossier:
    """What earlier messages with one other left behind with a party, as rules need it; it grows in place.

    `clientsleutel` gives the key of the client with this Bsn. Whatever a rule asks is found by a key: nothing
    here is searched through, so that a message costs the same however much came before it.
    """

    clientsleutel: Callable[[str], Clientsleutel]
    berichten: set[Berichtsleutel] = field(default_factory=set)
    toewijzingen: dict[Toewijzingsleutel, BekendeToewijzing] = field(default_factory=dict)
    verzoeken: dict[Verzoeksleutel, BekendVerzoek] = field(default_factory=dict)
    leveringen: dict[Betrokkenen, Leverhistorie] = field(default_factory=dict)
    declaraties: dict[Declaratiesleutel, BekendeDeclaratie] = field(default_factory=dict)
    prestaties: dict[Toewijzingsleutel, list[Prestatie]] = field(default_factory=dict)
    """The granted lines on each allocation, credits too."""
    gehouden: dict[Toewijzingsleutel, tuple[Leverperiode, ...]] = field(default_factory=dict)
    """What a provider keeps of its own delivery on each allocation, reported or not."""
    afgekeurd: dict[Toewijzingsleutel, date | None] = field(default_factory=dict)
    """The allocations of which a report that is to be mended was rejected, and when, where that was kept."""
    afgekeurde_maanden: dict[Toewijzingsleutel, dict[date, date]] = field(default_factory=dict)
    """By their first day the months of which a declaration that is to be mended was rejected, and when."""
    overgeslagen: dict[Toewijzingsleutel, dict[date, Overslag]] = field(default_factory=dict)
    """By their first day the months that were left out of a declaration."""
    levermaanden: dict[Toewijzingsleutel, set[date]] = field(default_factory=dict)
    """The months, by their first day, in which it keeps that something was delivered."""
    _eerst_besloten: dict[Toewijzingsleutel, datetime] = field(init=False, default_factory=dict)
    _nummers: dict[Betrokkenen, set[int]] = field(init=False, default_factory=dict)
    _verzoeken_van: dict[Betrokkenen, set[Verzoeksleutel]] = field(init=False, default_factory=dict)
    _onderzocht: set[Verzoeksleutel] = field(init=False, default_factory=set)
    _referenties: dict[tuple[Partijen, str], Declaratiesleutel] = field(init=False, default_factory=dict)
    _declaratienummers: set[tuple[Partijen, str]] = field(init=False, default_factory=set)
    _laatste_periode: dict[Partijen, date] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for sleutel, toewijzing in self.toewijzingen.items():
            self._wijs_aan(sleutel, toewijzing)
        for verzoeksleutel, verzoek in self.verzoeken.items():
            self._merk_verzoek(verzoeksleutel, verzoek)
        for declaratiesleutel, declaratie in self.declaraties.items():
            self._merk_declaratie(declaratiesleutel, declaratie)

    # What rules ask

    def betrokkenen(self, gemeente: str, aanbieder: str, bsn: str) -> Betrokkenen:
        """Under what the history of this client between these two is kept."""
        return Betrokkenen(Gemeentecode(gemeente), AgbCode(aanbieder), self.clientsleutel(bsn))

    def leveringen_van(self, gemeente: str, aanbieder: str, bsn: str) -> Leverhistorie:
        """The starts and stops of this client that this provider reported to this municipality."""
        return self.leveringen.get(self.betrokkenen(gemeente, aanbieder, bsn), Leverhistorie())

    def toewijzingen_van(self, gemeente: str, aanbieder: str, bsn: str) -> dict[int, BekendeToewijzing]:
        """What this municipality allocated to this provider for this client, by ToewijzingNummer.

        Ended and deleted ones too. A number that was sent again for another client is of that one, until its
        return rejects that message.
        """
        van = self.betrokkenen(gemeente, aanbieder, bsn)
        op_nummer = {
            n: self.toewijzingen[Toewijzingsleutel(van.gemeente, n)] for n in self._nummers.get(van, ())
        }
        return {n: toewijzing for n, toewijzing in op_nummer.items() if toewijzing.client == van.client}

    def is_bekend(self, gemeente: str, aanbieder: str, bsn: str) -> bool:
        """Whether this municipality ever allocated anything to this provider for this client."""
        return self.betrokkenen(gemeente, aanbieder, bsn) in self._nummers

    def open_verzoeken(self, gemeente: str, aanbieder: str, bsn: str) -> dict[str, Verzoeksoort]:
        """The open requests of this provider to this municipality for this client, by their reference."""
        sleutels = self._verzoeken_van.get(self.betrokkenen(gemeente, aanbieder, bsn), ())
        verzoeken = ((sleutel.referentie, self.verzoeken[sleutel]) for sleutel in sleutels)
        return {referentie: verzoek.soort for referentie, verzoek in verzoeken if verzoek.loopt}

    def verzoek(self, gemeente: str, aanbieder: str, referentie: str) -> BekendVerzoek | None:
        """The request of this provider to this municipality with this reference, whatever became of it."""
        return self.verzoeken.get(Verzoeksleutel(Gemeentecode(gemeente), AgbCode(aanbieder), referentie))

    def is_onderzocht(self, gemeente: str, aanbieder: str, referentie: str) -> bool:
        """Whether it was ever answered that this request is looked into, whatever came after it."""
        return Verzoeksleutel(Gemeentecode(gemeente), AgbCode(aanbieder), referentie) in self._onderzocht

    def toewijzing(self, gemeente: str, aanbieder: str, nummer: int) -> BekendeToewijzing | None:
        """What this municipality allocated to this provider under this number, whoever the client is."""
        toewijzing = self.toewijzingen.get(Toewijzingsleutel(Gemeentecode(gemeente), nummer))
        return toewijzing if toewijzing is not None and toewijzing.aanbieder == aanbieder else None

    def is_gedeclareerd(self, gemeente: str, aanbieder: str, referentie: str) -> bool:
        """Whether this provider used this reference for a line to this municipality before."""
        return (Partijen(gemeente, aanbieder), referentie) in self._referenties

    def declaratie_met(self, tussen: Partijen, referentie: str) -> Declaratiesleutel | None:
        """The declaration with the line of this reference."""
        return self._referenties.get((tussen, referentie))

    def is_declaratienummer(self, gemeente: str, aanbieder: str, nummer: str) -> bool:
        """Whether this provider used this number for a processed declaration to this municipality."""
        return (Partijen(gemeente, aanbieder), nummer) in self._declaratienummers

    def laatste_declaratieperiode(self, gemeente: str, aanbieder: str) -> date | None:
        """When the last period began that this provider declared to this municipality."""
        return self._laatste_periode.get(Partijen(gemeente, aanbieder))

    def is_gebruikt(self, bericht: Berichtsleutel) -> bool:
        """Whether the identification of this message was used before."""
        return bericht in self.berichten

    def op_nummer(self, sleutel: Toewijzingsleutel) -> BekendeToewijzing | None:
        """What this municipality allocated under this number, to whichever provider."""
        return self.toewijzingen.get(sleutel)

    def eerst_besloten(self, sleutel: Toewijzingsleutel) -> datetime:
        """When the first version was decided of what was allocated under this number."""
        return self._eerst_besloten.get(sleutel, datetime.min)

    def toegekend_op(self, toewijzing: Toewijzingsleutel) -> Sequence[Prestatie]:
        """The granted lines on this allocation, credits too."""
        return self.prestaties.get(toewijzing, ())

    def declaratie(self, sleutel: Declaratiesleutel) -> BekendeDeclaratie | None:
        """The declaration that an answer names."""
        return self.declaraties.get(sleutel)

    def heeft_prestaties(self, toewijzing: Toewijzingsleutel) -> bool:
        """Whether granted lines on this allocation stand uncredited."""
        return bool(staande(self.prestaties.get(toewijzing, ())))

    def gedeclareerd_tot(self, toewijzing: Toewijzingsleutel) -> date | None:
        """The last day of the granted lines on this allocation that stand uncredited; None without any."""
        dagen = (regel.periode.eind for regel in staande(self.toegekend_op(toewijzing)))
        return max(dagen, default=None)

    # What acceptance adds

    def leg_toewijzing_vast(self, sleutel: Toewijzingsleutel, versie: BekendeToewijzing) -> None:
        """One more version of an allocation; the one decided last holds, whichever came last (IV013)."""
        eerder = self._eerst_besloten.get(sleutel, versie.besloten)
        self._eerst_besloten[sleutel] = min(eerder, versie.besloten)
        bekend = self.toewijzingen.get(sleutel)
        if bekend is None or versie.besloten >= bekend.besloten:
            self.toewijzingen[sleutel] = versie
            self._wijs_aan(sleutel, versie)

    def leg_verzoek_vast(self, sleutel: Verzoeksleutel, verzoek: BekendVerzoek) -> None:
        """A request."""
        self.verzoeken[sleutel] = verzoek
        self._merk_verzoek(sleutel, verzoek)

    def zet_stand(self, sleutel: Verzoeksleutel, stand: Verzoekstand) -> None:
        """How a request stands now; one that is not known stays so.

        That it is looked into comes before its end, whichever of the two came first (TR360).
        """
        verzoek = self.verzoeken.get(sleutel)
        if verzoek is not None and (verzoek.loopt or stand is not Verzoekstand.IN_ONDERZOEK):
            self.verzoeken[sleutel] = replace(verzoek, stand=stand)
        if stand is Verzoekstand.IN_ONDERZOEK:
            self._onderzocht.add(sleutel)

    def meld(self, van: Betrokkenen, melding: Start | Stop, *, verwijderd: bool) -> None:
        """A start or stop that was reported, or one that is deleted."""
        historie = self.leveringen.get(van, Leverhistorie())
        self.leveringen[van] = historie.zonder((melding,)) if verwijderd else historie.met((melding,))

    def leg_regel_vast(self, sleutel: Declaratiesleutel, regel: BekendeRegel) -> None:
        """A line of a declaration; when it was granted, a credit too, it counts on its allocation."""
        prestatie = regel.prestatie
        self._referenties[Partijen(sleutel.gemeente, sleutel.aanbieder), prestatie.referentie] = sleutel
        declaratie = self.declaraties.get(sleutel)
        if declaratie is not None:
            declaratie.regels[prestatie.referentie] = regel
        if regel.toegekend:
            op = Toewijzingsleutel(sleutel.gemeente, prestatie.toewijzing)
            self.prestaties.setdefault(op, []).append(prestatie)

    def leg_declaratie_vast(self, sleutel: Declaratiesleutel, declaratie: BekendeDeclaratie) -> None:
        """A declaration; its lines come after it."""
        self.declaraties[sleutel] = declaratie
        self._merk_declaratie(sleutel, declaratie)

    def wijs_af(self, gemeente: Gemeentecode, prestatie: Prestatie) -> None:
        """A line that counted as granted turns out to be refused."""
        op_toewijzing = self.prestaties.get(Toewijzingsleutel(gemeente, prestatie.toewijzing), [])
        if prestatie in op_toewijzing:
            op_toewijzing.remove(prestatie)

    def _wijs_aan(self, sleutel: Toewijzingsleutel, toewijzing: BekendeToewijzing) -> None:
        betrokkenen = Betrokkenen(sleutel.gemeente, toewijzing.aanbieder, toewijzing.client)
        self._nummers.setdefault(betrokkenen, set()).add(sleutel.nummer)

    def _merk_verzoek(self, sleutel: Verzoeksleutel, verzoek: BekendVerzoek) -> None:
        betrokkenen = Betrokkenen(sleutel.gemeente, sleutel.aanbieder, verzoek.client)
        self._verzoeken_van.setdefault(betrokkenen, set()).add(sleutel)

    def _merk_declaratie(self, sleutel: Declaratiesleutel, declaratie: BekendeDeclaratie) -> None:
        if not declaratie.verwerkt:
            return
        tussen = Partijen(sleutel.gemeente, sleutel.aanbieder)
        self._referenties.update(((tussen, referentie), sleutel) for referentie in declaratie.regels)
        self._declaratienummers.add((tussen, declaratie.nummer))
        begin = declaratie.periode.begin
        self._laatste_periode[tussen] = max(begin, self._laatste_periode.get(tussen, begin))
