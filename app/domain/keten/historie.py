"""The history of one party with one other: what accepted messages left behind, each thing found by its keys.

A message asks one question, a `Vraag`: the keys of what its rules may ask and of what it will change. A store
answers with a `Dossier` of that slice. What an accepted message adds, its `Mutaties`, is only ever added or
taken back as a whole, so that a message that its receiver turns out to reject leaves no trace (OP286).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from app.domain.keten.bijhouden import Leverperiode
from app.domain.keten.declaratie import Prestatie
from app.domain.keten.declareren import Maandinhoud
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeRegel,
    BekendeToewijzing,
    BekendVerzoek,
    Berichtsleutel,
    Betrokkenen,
    Clientsleutel,
    Declaratiesleutel,
    Dossier,
    Overslag,
    Partijen,
    Toewijzingsleutel,
    Verzoeksleutel,
    Verzoekstand,
)
from app.domain.keten.levering import Start, Stop
from app.domain.waarden import AgbCode, Gemeentecode

Sleutel = tuple[str, ...]
"""What something in history is found by; the first part says what kind of thing."""

EERST, ERNA = 0, 1
"""Ranks of what is found by one key: what a page of that key shows, and what tells more of it."""


def van_bericht(sleutel: Berichtsleutel) -> Sleutel:
    """That an identification was used."""
    return ("bericht", *sleutel)


def wacht_op(sleutel: Berichtsleutel) -> Sleutel:
    """The answers that came before the message with this identification."""
    return ("wacht op", *sleutel)


def van_toewijzing(sleutel: Toewijzingsleutel) -> Sleutel:
    """Every version of one allocation."""
    return ("toewijzing", sleutel.gemeente, str(sleutel.nummer))


def toewijzingen_van(betrokkenen: Betrokkenen) -> Sleutel:
    """Every version of the allocations of one client."""
    return ("toewijzingen", *betrokkenen)


def van_verzoek(sleutel: Verzoeksleutel) -> Sleutel:
    """One request and its answers."""
    return ("verzoek", *sleutel)


def vooruit_op(sleutel: Verzoeksleutel) -> Sleutel:
    """The answers to one request that were sent before it was there."""
    return ("vooruit op", *sleutel)


def verzoeken_van(betrokkenen: Betrokkenen) -> Sleutel:
    """The requests for one client, and their answers."""
    return ("verzoeken", *betrokkenen)


def leveringen_van(betrokkenen: Betrokkenen) -> Sleutel:
    """What was reported of start and stop at one client."""
    return ("leveringen", *betrokkenen)


def bijgehouden() -> Sleutel:
    """What a provider keeps of its own deliveries to this municipality, and what it was allocated besides."""
    return ("bijgehouden",)


def bijgehouden_te_melden() -> Sleutel:
    """What of it the municipality has yet to hear."""
    return ("bijgehouden te melden",)


def bijgehouden_op(sleutel: Toewijzingsleutel) -> Sleutel:
    """What a provider keeps of its own delivery on one allocation."""
    return ("bijgehouden op", sleutel.gemeente, str(sleutel.nummer))


def bijgehouden_van(betrokkenen: Betrokkenen) -> Sleutel:
    """What a provider keeps of its own deliveries to one client."""
    return ("bijgehouden van", *betrokkenen)


def geleverd_op(sleutel: Toewijzingsleutel) -> Sleutel:
    """What a provider keeps of the months of one allocation."""
    return ("geleverd op", sleutel.gemeente, str(sleutel.nummer))


def geleverd_in(sleutel: Toewijzingsleutel, maand: date) -> Sleutel:
    """What a provider keeps of one month of one allocation."""
    return ("geleverd in", sleutel.gemeente, str(sleutel.nummer), f"{maand:%Y-%m}")


def geleverd_te_declareren(maand: date) -> Sleutel:
    """Of one month, what has yet to be declared to this municipality."""
    return ("geleverd te declareren", f"{maand:%Y-%m}")


def geleverd_met(bericht: UUID) -> Sleutel:
    """The months of which this message declared something last."""
    return ("geleverd met", str(bericht))


def prestaties_op(sleutel: Toewijzingsleutel) -> Sleutel:
    """The lines on one allocation that were granted, and that of some it turned out otherwise."""
    return ("prestaties", sleutel.gemeente, str(sleutel.nummer))


def geweigerd_op(sleutel: Toewijzingsleutel) -> Sleutel:
    """The lines on one allocation that were refused at once."""
    return ("geweigerd", sleutel.gemeente, str(sleutel.nummer))


def van_referentie(tussen: Partijen, referentie: str) -> Sleutel:
    """The line with this reference."""
    return ("referentie", *tussen, referentie)


def van_declaratie(sleutel: Declaratiesleutel) -> Sleutel:
    """A declaration with all its lines."""
    return ("declaratie", *sleutel)


def credits_op(sleutel: Declaratiesleutel) -> Sleutel:
    """The credits that were granted on lines of one declaration, in those after it."""
    return ("credits op", *sleutel)


def vervallen_in(bericht: UUID) -> Sleutel:
    """The credits in this message that were granted and count for nothing on their own."""
    return ("vervallen in", str(bericht))


def credits_op_regel(tussen: Partijen, referentie: str) -> Sleutel:
    """The credits that were granted on the line of this reference, of whichever declaration."""
    return ("credits op regel", *tussen, referentie)


def van_declaratienummer(tussen: Partijen, nummer: str) -> Sleutel:
    """The declaration with this number."""
    return ("declaratienummer", *tussen, nummer)


def laatste_declaratie(tussen: Partijen) -> Sleutel:
    """The declarations between two; ask for the highest, the one with the last period."""
    return ("declaraties", *tussen)


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which slice of history one message needs: keys, not conditions."""

    sleutels: frozenset[Sleutel] = frozenset()
    """All that is found by these."""
    hoogste: frozenset[Sleutel] = frozenset()
    """By each of these only what has the highest rank."""


@dataclass(frozen=True, slots=True)
class Gebruik:
    """That this identification was used."""

    bericht: Berichtsleutel

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By what it is found, and its rank among what is found by the same."""
        return {van_bericht(self.bericht): 0}

    @property
    def persoon(self) -> Clientsleutel | None:
        """About nobody in particular."""
        return None

    def pas_toe(self, dossier: Dossier) -> None:
        """Count with it, after all that came before."""
        dossier.berichten.add(self.bericht)


@dataclass(frozen=True, slots=True)
class Wachtend:
    """That an answer came which fits nothing so far: it waits for the message that it names."""

    bericht: Berichtsleutel

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By the message for which it waits."""
        return {wacht_op(self.bericht): 0}

    @property
    def persoon(self) -> Clientsleutel | None:
        """About nobody in particular."""
        return None

    def pas_toe(self, dossier: Dossier) -> None:
        """No rule asks for it."""


@dataclass(frozen=True, slots=True)
class Toewijzingsversie:
    """A version of an allocation; all are kept, for the one decided last may be taken back (IV013)."""

    toewijzing: Toewijzingsleutel
    versie: BekendeToewijzing

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its number, and by its client."""
        van = Betrokkenen(self.toewijzing.gemeente, self.versie.aanbieder, self.versie.client)
        return {van_toewijzing(self.toewijzing): 0, toewijzingen_van(van): 0}

    @property
    def persoon(self) -> Clientsleutel | None:
        """About whom it is."""
        return self.versie.client

    def pas_toe(self, dossier: Dossier) -> None:
        """It holds if it was decided last."""
        dossier.leg_toewijzing_vast(self.toewijzing, self.versie)


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A request of a provider."""

    sleutel: Verzoeksleutel
    verzoek: BekendVerzoek

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its reference, and by its client."""
        return _van_verzoek(self.sleutel, self.verzoek.client)

    @property
    def persoon(self) -> Clientsleutel | None:
        """About whom it is."""
        return self.verzoek.client

    def pas_toe(self, dossier: Dossier) -> None:
        """It stands open."""
        dossier.leg_verzoek_vast(self.sleutel, self.verzoek)


@dataclass(frozen=True, slots=True)
class Verzoekantwoord:
    """How a request stands from here on."""

    sleutel: Verzoeksleutel
    client: Clientsleutel
    """Empty where neither the answer nor a request says for whom it is."""
    stand: Verzoekstand
    vooruit: bool = False
    """Whether the request was not there: it says nothing yet, and is found as what came ahead of it."""

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """As the request itself."""
        return {vooruit_op(self.sleutel): 0} if self.vooruit else _van_verzoek(self.sleutel, self.client)

    @property
    def persoon(self) -> Clientsleutel | None:
        """About whom the request is."""
        return self.client or None

    def pas_toe(self, dossier: Dossier) -> None:
        """The last answer holds, but that it is looked into does not undo its end."""
        if not self.vooruit:
            dossier.zet_stand(self.sleutel, self.stand)


@dataclass(frozen=True, slots=True)
class Levermelding:
    """A reported start or stop, or that one is deleted: then it counts as never reported (OP033)."""

    van: Betrokkenen
    melding: Start | Stop
    verwijderd: bool = False

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its client."""
        return {leveringen_van(self.van): 0}

    @property
    def persoon(self) -> Clientsleutel | None:
        """About whom it is."""
        return self.van.client

    def pas_toe(self, dossier: Dossier) -> None:
        """In the order in which they came."""
        dossier.meld(self.van, self.melding, verwijderd=self.verwijderd)


@dataclass(frozen=True, slots=True)
class Declaratie:
    """A declaration; its lines are kept one by one."""

    sleutel: Declaratiesleutel
    declaratie: BekendeDeclaratie

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its identification; when it was processed by its number, and by its period as the last one."""
        if not self.declaratie.verwerkt:
            return {van_declaratie(self.sleutel): ERNA}
        tussen = Partijen(self.sleutel.gemeente, self.sleutel.aanbieder)
        return {
            van_declaratie(self.sleutel): ERNA,
            van_declaratienummer(tussen, self.declaratie.nummer): 0,
            laatste_declaratie(tussen): self.declaratie.periode.begin.toordinal(),
        }

    @property
    def persoon(self) -> Clientsleutel | None:
        """About many."""
        return None

    def pas_toe(self, dossier: Dossier) -> None:
        """Its number is used, and its period was declared."""
        dossier.leg_declaratie_vast(self.sleutel, self.declaratie.zonder_regels())


@dataclass(frozen=True, slots=True)
class Declaratieregel:
    """A line of a declaration, for a client."""

    declaratie: Declaratiesleutel
    client: Clientsleutel
    prestatie: Prestatie
    toegekend: bool
    codes: tuple[str, ...] = ()
    """Return codes of a line that was refused; those from before these were kept have none."""
    crediteert: Declaratiesleutel | None = None
    """Of a credit: the declaration before it with the line that it takes back.

    None also where that was not in this history yet. Another may take its place, once that is rejected.
    """

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its declaration, by its reference, and by its allocation; a credit by what it takes back too."""
        gemeente, aanbieder, _ = self.declaratie
        tussen, vorige = Partijen(gemeente, aanbieder), self.prestatie.vorige_referentie
        gevonden = {
            van_declaratie(self.declaratie): 0,
            van_referentie(tussen, self.prestatie.referentie): 0,
        }
        toewijzing = Toewijzingsleutel(gemeente, self.prestatie.toewijzing)
        if self.toegekend and vorige is not None:
            gevonden[credits_op_regel(tussen, vorige)] = 0
            if self.crediteert is not None:
                gevonden[credits_op(self.crediteert)] = 0
        return gevonden | {prestaties_op(toewijzing) if self.toegekend else geweigerd_op(toewijzing): 0}

    @property
    def persoon(self) -> Clientsleutel | None:
        """For whom it is."""
        return self.client

    def pas_toe(self, dossier: Dossier) -> None:
        """Its reference is used; when it was granted it counts on its allocation."""
        dossier.leg_regel_vast(self.declaratie, BekendeRegel(self.client, self.prestatie, self.toegekend))


@dataclass(frozen=True, slots=True)
class Weigering:
    """That a line is refused after all, whatever was thought of it before."""

    toewijzing: Toewijzingsleutel
    client: Clientsleutel
    prestatie: Prestatie
    aanbieder: AgbCode | None = None
    """Who declared it; None where that was not kept yet, nor the codes."""
    codes: tuple[str, ...] = ()
    """Return codes."""
    vervallen_in: UUID | None = None
    """Of a credit that counts for nothing on its own, as its line is refused: the message with it."""

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By the allocation of the line, and by its reference; a credit by its message too."""
        gevonden = {prestaties_op(self.toewijzing): ERNA}
        if self.vervallen_in is not None:
            gevonden[vervallen_in(self.vervallen_in)] = 0
        if self.aanbieder is None:
            return gevonden
        tussen = Partijen(self.toewijzing.gemeente, self.aanbieder)
        return gevonden | {van_referentie(tussen, self.prestatie.referentie): ERNA}

    @property
    def persoon(self) -> Clientsleutel | None:
        """For whom the line was."""
        return self.client

    def pas_toe(self, dossier: Dossier) -> None:
        """The line no longer counts."""
        dossier.wijs_af(self.toewijzing.gemeente, self.prestatie)


@dataclass(frozen=True, slots=True)
class Levering:
    """What a provider keeps of its delivery on one allocation, told or not; another takes its place.

    With revision 0 that is nothing yet: it was allocated, and counts for no more than that.
    """

    id: UUID
    van: Betrokkenen
    toewijzing: Toewijzingsleutel
    client_id: UUID
    """How the access record names the client."""
    leverperiodes: tuple[Leverperiode, ...]
    te_melden: bool
    bericht: UUID | None = None
    """The message in which something of it was reported last; the one that was rejected where one was."""
    revisie: int = 0
    afgekeurd: bool = False
    """Whether a report was rejected since; that does not go again until something is kept anew."""
    afgekeurd_op: date | None = None
    """When it was, the last time; None where it was before this was kept."""

    @property
    def gemeente(self) -> Gemeentecode:
        """To which municipality it is reported."""
        return self.toewijzing.gemeente

    @property
    def nummer(self) -> int:
        """ToewijzingNummer."""
        return self.toewijzing.nummer

    @property
    def vastgelegd(self) -> bool:
        """Whether the provider ever kept anything."""
        return self.revisie > 0

    @property
    def begonnen(self) -> bool:
        """Whether it began, as far as is known."""
        return bool(self.leverperiodes)

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its allocation and among all; once kept by its client, and among what has to be reported."""
        gevonden = {bijgehouden(): 0, bijgehouden_op(self.toewijzing): 0}
        if self.vastgelegd:
            gevonden[bijgehouden_van(self.van)] = 0
        if self.te_melden:
            gevonden[bijgehouden_te_melden()] = 0
        return gevonden

    @property
    def persoon(self) -> Clientsleutel | None:
        """To whom it is."""
        return self.van.client

    def pas_toe(self, dossier: Dossier) -> None:
        """No rule asks for what was not reported; what there is to do does."""
        if self.vastgelegd:
            dossier.gehouden[self.toewijzing] = self.leverperiodes
            dossier.afgekeurd.pop(self.toewijzing, None)
            if self.afgekeurd:
                dossier.afgekeurd[self.toewijzing] = self.afgekeurd_op


@dataclass(frozen=True, slots=True)
class Geleverd:
    """What a provider keeps of what it delivered in a month on an allocation; another takes its place."""

    id: UUID
    toewijzing: Toewijzingsleutel
    client: Clientsleutel
    client_id: UUID
    """How the access record names the client."""
    maand: date
    """Its first day."""
    inhoud: Maandinhoud | None
    te_declareren: bool
    bericht: UUID | None = None
    """The declaration in which something of it was declared last."""
    revisie: int = 0
    afgekeurd: bool = False
    """Whether that was rejected as a whole since; it does not go again until something is kept anew."""
    afgekeurd_op: date | None = None
    """When that was; None where it was before this was kept."""
    overslag: Overslag | None = None
    """That it was left out of the last declaration; None once it is declared, or kept anew."""

    @property
    def gemeente(self) -> Gemeentecode:
        """To which municipality it is declared."""
        return self.toewijzing.gemeente

    @property
    def nummer(self) -> int:
        """ToewijzingNummer."""
        return self.toewijzing.nummer

    @property
    def productcode(self) -> str | None:
        """What was delivered; of an allocation that names no product each is kept by itself."""
        return None if self.inhoud is None else self.inhoud.productcode

    @property
    def vindplaatsen(self) -> dict[Sleutel, int]:
        """By its allocation, by its month, by its declaration, and among what has yet to be declared."""
        gevonden = {geleverd_op(self.toewijzing): 0, geleverd_in(self.toewijzing, self.maand): 0}
        if self.te_declareren:
            gevonden[geleverd_te_declareren(self.maand)] = 0
        if self.bericht is not None:
            gevonden[geleverd_met(self.bericht)] = 0
        return gevonden

    @property
    def persoon(self) -> Clientsleutel | None:
        """To whom it was."""
        return self.client

    def pas_toe(self, dossier: Dossier) -> None:
        """No rule asks for what was not declared; what there is to do does."""
        maanden = dossier.levermaanden.setdefault(self.toewijzing, set())
        if self.inhoud is not None and self.inhoud.aantal:
            maanden.add(self.maand)
        if self.afgekeurd:
            dagen = dossier.afgekeurde_maanden.setdefault(self.toewijzing, {})
            dagen[self.maand] = self.afgekeurd_op or self.maand
        if self.overslag is not None:
            dossier.overgeslagen.setdefault(self.toewijzing, {})[self.maand] = self.overslag


Gegeven = (
    Gebruik
    | Wachtend
    | Toewijzingsversie
    | Verzoek
    | Verzoekantwoord
    | Levermelding
    | Declaratie
    | Declaratieregel
    | Weigering
    | Levering
    | Geleverd
)
"""One thing that a message leaves behind, or that its owner keeps beside that; it never changes."""


def op_volgorde(gegeven: Gegeven) -> Sleutel | None:
    """By what all is found of which the order with this makes a difference; None where it makes none."""
    match gegeven:
        case Levermelding():
            return leveringen_van(gegeven.van)
        case Toewijzingsversie():
            return van_toewijzing(gegeven.toewijzing)
    return None  # requests are put in order one by one; the rules on declarations leave one order alone


Mutaties = tuple[Gegeven, ...]
"""What the acceptance of one message adds, in order. Undoing it takes all of it back."""


class Historie(Protocol):
    """The store of what one party keeps of its exchange with one other.

    What it exchanged with a third never shows in it: numbers and identifications are unique between two only.
    """

    def clientsleutel(self, bsn: str) -> Clientsleutel:
        """The key under which this party keeps the client with this Bsn."""

    def haal(self, vraag: Vraag) -> Dossier:
        """The slice that is asked for, as it stands now."""

    def leg_vast(self, herkomst: Hashable, mutaties: Mutaties) -> None:
        """Add what the message from `herkomst` leaves behind."""

    def neem_terug(self, herkomst: Hashable) -> None:
        """Take back all that was added under this `herkomst`; nothing when there is none."""

    def nagelaten(self, herkomst: Hashable, hoogstens: int) -> Sequence[Gegeven]:
        """What was added under this `herkomst`, so many at most."""

    def vind(self, sleutels: Collection[Sleutel]) -> Sequence[tuple[Hashable, Gegeven]]:
        """All that is found by these, in the order in which it was added, each with its `herkomst`."""

    def herkomsten(self, sleutel: Sleutel, hoogstens: int) -> Sequence[Hashable]:
        """Under which `herkomst` there is anything that is found by this, in order, so many at most."""


def geweigerd_na(
    vondsten: Iterable[tuple[Hashable, Gegeven]],
) -> dict[tuple[Hashable, Prestatie], tuple[str, ...]]:
    """The lines among these, given in order, that were refused after all: each by its message, and why.

    What came before a line is of another one with its reference, of a declaration that does not count.
    """
    laatste: dict[Prestatie, Hashable] = {}
    geweigerd: dict[tuple[Hashable, Prestatie], tuple[str, ...]] = {}
    for van, gegeven in vondsten:
        if isinstance(gegeven, Declaratieregel):
            laatste[gegeven.prestatie] = van
        elif isinstance(gegeven, Weigering) and gegeven.prestatie in laatste:
            geweigerd[laatste[gegeven.prestatie], gegeven.prestatie] = gegeven.codes
    return geweigerd


def _van_verzoek(sleutel: Verzoeksleutel, client: Clientsleutel) -> dict[Sleutel, int]:
    return {
        van_verzoek(sleutel): 0,
        verzoeken_van(Betrokkenen(sleutel.gemeente, sleutel.aanbieder, client)): 0,
    }


def vul(dossier: Dossier, gegevens: Iterable[Gegeven]) -> Dossier:
    """The slice with these things in it, given in the order in which they came."""
    for gegeven in gegevens:
        gegeven.pas_toe(dossier)
    return dossier
