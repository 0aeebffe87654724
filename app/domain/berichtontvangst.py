"""A message that came in: kept as it came before anything is done with it, then judged and answered once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.domain.fouten import VerkeerdeStatus
from app.domain.partijen import Partij, Rol
from app.domain.waarden import kalenderdag
from app.domain.woorden import datum


class Ontvangststatus(StrEnum):
    """What became of a message that came in."""

    ONTVANGEN = "ontvangen"
    """Kept, and not judged yet."""
    VERZONDEN = "verzonden"
    """Handed over by its sender, for a receiver that does not work here; its return settles it."""
    GOEDGEKEURD = "goedgekeurd"
    DEELS = "deels"
    """A declaration that is processed, with lines refused."""
    AFGEKEURD = "afgekeurd"
    NA_TE_GAAN = "na_te_gaan"
    """An answer that fits nothing, comes again, says something else than before, has totals that do not fit
    or rejects what something rests on, or a notice of the exchange: a person finds out what is right."""
    GEWEIGERD = "geweigerd"
    """Refused without an answer, so that the sender has to hear it from a person: at the door, because it is
    unreadable, against the schema, or not for who handed it over; or an answer that breaks a rule."""


@dataclass(frozen=True, slots=True)
class Indiener:
    """Who handed a message over."""

    partij: Partij
    code: str
    medewerker: str
    rol: Rol
    systeem: str


@dataclass(frozen=True, slots=True)
class Berichtbevinding:
    """A breach of one rule at one place in the message; never holds personal data."""

    regel: str
    retourcode: str | None
    klasse: str | None
    pad: str | None
    regelnummer: int | None
    melding: str
    eerst: str | None = None
    """In Dutch, what to mend first, for this may be no more than its consequence."""


@dataclass(frozen=True, slots=True)
class Afhandeling:
    """That somebody did what a message asked of a person while it stood like this, and what."""

    partij: str
    """Gemeentecode or AgbCode of whoever works there."""
    status: Ontvangststatus
    op: datetime
    door: str
    gedaan: str
    vervallen: bool = False
    """Whether the message was judged after it, so that it asks for something else."""


@dataclass(frozen=True, slots=True)
class Vernietigde:
    """That a party destroyed what it kept of this person: it sees no more of that in the message (W04)."""

    partij: str
    """Gemeentecode or AgbCode."""
    bsn: str


@dataclass(frozen=True, slots=True)
class Berichtontvangst:
    """A message that came in, and what became of it; its bytes change only where somebody is cut out."""

    id: UUID
    eigenaar: str
    """Gemeentecode or AgbCode of the receiver, who judges it; of what was refused, of who handed it over."""
    afzender: str
    """The other party; of what was refused, likewise who handed it over."""
    code: str
    """BerichtCode; empty when it was refused."""
    identificatie: str
    """Of the message, or of the return; empty when it was refused."""
    xml: bytes
    indiener: Indiener
    status: Ontvangststatus
    ontvangen_op: datetime
    bsns: tuple[str, ...] | None = None
    """Of whom it is about, or of whoever seems to be in what was refused; None where that was not kept."""
    berichtsoort: str | None = None
    bevindingen: tuple[Berichtbevinding, ...] = ()
    niet_gecontroleerd: tuple[str, ...] = ()
    antwoord: str | None = None
    """The answer as it goes out, in XML; None where the standard has none."""
    soort_antwoord: str | None = None
    retour: UUID | None = None
    """The return that settled it, or says how it stands; one after it changes nothing."""
    weersproken: UUID | None = None
    """The first return that came in on it, where that grants what was refused here, which stands."""
    antwoord_op: UUID | None = None
    """Of a return: what it answers here, another of these messages or a wmo301 that was drawn up here."""
    eigen_oordeel: str | None = None
    """In Dutch, what its receiver would have refused of it, where a return settled it before that came here.

    None where that refuses no more than the return, and once it answers the message itself. Or what counts
    twice as its own return refuses a credit in it.
    """
    opmerking: str | None = None
    """In Dutch, what a person has to do or know."""
    ook_van: Indiener | None = None
    """The other of both, who handed it over too while it waits to be judged; remembers it after that."""
    afhandelingen: tuple[Afhandeling, ...] = ()
    vernietigd: tuple[Vernietigde, ...] = ()
    """Of one about several persons: whom one of both destroyed, while the other keeps that one by it."""
    revisie: int = 0

    @property
    def aangeleverd_door(self) -> str:
        """Gemeentecode or AgbCode of whoever handed it over here; the receiver may, without its sender."""
        return self.indiener.code

    @property
    def gemeente(self) -> str:
        """Gemeentecode of the one of both that is a municipality; empty where what was refused names none."""
        code = min(self.eigenaar, self.afzender, key=len)
        return code if Partij.van_code(code) is Partij.GEMEENTE else ""

    def ander(self, partij: str) -> str | None:
        """The other of the two between whom it goes; None of what was refused at the door."""
        if self.eigenaar == self.afzender:
            return None
        return self.afzender if partij == self.eigenaar else self.eigenaar

    def vernietigd_door(self, partij: str) -> frozenset[str]:
        """The Bsn of whomever in it this party destroyed."""
        return frozenset(v.bsn for v in self.vernietigd if v.partij == partij)

    @property
    def beantwoorder(self) -> str:
        """Gemeentecode or AgbCode of who answers it, or whose answer it is."""
        return self.eigenaar if self.berichtsoort in BEANTWOORD else self.afzender

    @property
    def is_buiten_ontvanger_om(self) -> bool:
        """Whether it is a declaration that counts by a return, and that its receiver has yet to hand over."""
        aanvaard = self.status in (Ontvangststatus.GOEDGEKEURD, Ontvangststatus.DEELS)
        beoordeeld = self.antwoord is not None or self.indiener.code == self.eigenaar
        return self.berichtsoort == "wmo323" and aanvaard and not beoordeeld

    def voor(self, partij: str) -> Berichtontvangst:
        """As this party may see it: without what workers of the other one recorded, and in its words."""
        eigen = replace(self, afhandelingen=tuple(a for a in self.afhandelingen if a.partij == partij))
        if partij != self.beantwoorder:
            return eigen
        return replace(eigen, opmerking=_aan_hem(self.opmerking), eigen_oordeel=_aan_hem(self.eigen_oordeel))

    def afgehandeld_door(self, partij: str) -> Afhandeling | None:
        """That this party did what the message asks as it stands now; None while it did not."""
        return afgehandeld_door(self.afhandelingen, partij, self.status)


def afgehandeld_door(
    afhandelingen: Iterable[Afhandeling], partij: str, status: Ontvangststatus
) -> Afhandeling | None:
    """That this party did what a message with this status asks; None while it did not."""
    voor_nu = (a for a in afhandelingen if a.status == status and not a.vervallen)
    return next((a for a in voor_nu if a.partij == partij), None)


BEANTWOORD = frozenset({"wmo301", "wmo305", "wmo307", "wmo315", "wmo317", "wmo319", "wmo323"})
"""The messages that are answered."""
ALS_BEANTWOORDER = {
    "De ontvanger keurt dit bericht af": "U keurt dit bericht af",
    "De ontvanger weigert regels": "U weigert regels",
    "De ontvanger zou ": "U zou ",
}
"""What is said of who answers a message, in Dutch, and how that is said to who does."""
AF_TE_HANDELEN = {
    Ontvangststatus.NA_TE_GAAN: "Alleen de ontvanger handelt af wat hij moet nagaan.",
    Ontvangststatus.GEWEIGERD: "Alleen wie het bericht kreeg handelt af dat het is geweigerd.",
    Ontvangststatus.VERZONDEN: "Alleen de afzender handelt af dat een antwoord uitblijft.",
}
"""What asks something of a person that no message settles, and of whom, in Dutch."""
ALLEEN_ONTVANGER = "Alleen de ontvanger handelt af dat een ander dit bericht beantwoordde."


def _aan_hem(gezegd: str | None) -> str | None:
    if gezegd is not None:
        for over_hem, aan_hem in ALS_BEANTWOORDER.items():
            gezegd = gezegd.replace(over_hem, aan_hem)
    return gezegd


def heropen(ontvangst: Berichtontvangst) -> Berichtontvangst:
    """The message as it waits to be judged anew; what was done about it was done for how it stood."""
    anders = _vraagt_iets_anders(ontvangst)
    return replace(anders, status=Ontvangststatus.ONTVANGEN, opmerking=None)


def zet_eigen_oordeel(ontvangst: Berichtontvangst, zou_weigeren: str | None) -> Berichtontvangst:
    """The message with what its receiver itself would have refused; what was done before was not about that.

    What was done about the same stays.
    """
    if zou_weigeren == ontvangst.eigen_oordeel:
        return ontvangst
    return replace(_vraagt_iets_anders(ontvangst), eigen_oordeel=zou_weigeren)


def _vraagt_iets_anders(ontvangst: Berichtontvangst) -> Berichtontvangst:
    gedaan = tuple(replace(afhandeling, vervallen=True) for afhandeling in ontvangst.afhandelingen)
    return replace(ontvangst, afhandelingen=gedaan)


def handel_af(
    ontvangst: Berichtontvangst, partij: str, door: str, op: datetime, gedaan: str
) -> Berichtontvangst:
    """Record that this party did what the message asks of a person; else VerkeerdeStatus."""
    status = ontvangst.status
    wacht_nergens_op = status is Ontvangststatus.VERZONDEN and ontvangst.berichtsoort not in BEANTWOORD
    vraagt_ontvanger = ontvangst.eigen_oordeel is not None or ontvangst.is_buiten_ontvanger_om
    van_wie = ALLEEN_ONTVANGER if vraagt_ontvanger else AF_TE_HANDELEN.get(status)
    if van_wie is None or wacht_nergens_op:
        raise VerkeerdeStatus(f"Aan een bericht met de status {status} valt niets af te handelen.")
    if partij != (ontvangst.afzender if status is Ontvangststatus.VERZONDEN else ontvangst.eigenaar):
        raise VerkeerdeStatus(van_wie)
    eerder = ontvangst.afgehandeld_door(partij)
    if eerder is not None:
        raise VerkeerdeStatus(f"Dit bericht is al afgehandeld, op {datum(kalenderdag(eerder.op))}.")
    nieuw = Afhandeling(partij, status, op, door, gedaan)
    return replace(ontvangst, afhandelingen=(*ontvangst.afhandelingen, nieuw))
