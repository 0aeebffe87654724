"""How long records are kept, and when they may be destroyed (Wmo 2015 art. 5.3.4 and 5.3.5, W04).

A municipality keeps a client with cases, and a provider a person in its exchange with one municipality. A
reason to keep, a request to destroy and the record of a destruction are the same of both; of a provider they
name it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import (
    BestaatAl,
    OngeldigeInvoer,
    Veldfout,
    VerkeerdeStatus,
    VoorwaardeNietVervuld,
)
from app.domain.termijnen.duur import Duur, Tijdseenheid, einde
from app.domain.termijnen.kalender import Kalender
from app.domain.waarden import DAG, AgbCode, Gemeentecode, kalenderdag
from app.domain.woorden import datum

BEWAARTERMIJN = Duur(15, Tijdseenheid.JAREN)
BESLISTERMIJN = Duur(3, Tijdseenheid.MAANDEN)
"""Within which a request that is granted leads to destruction (5.3.5 lid 1)."""

NA_WEIGEREN = Duur(1, Tijdseenheid.JAREN)
"""How long what was refused at the door is kept: its sender heard of it, and nothing rests on it."""

ZONDER_FEESTDAGEN = Kalender(frozenset())


@dataclass(frozen=True, slots=True)
class Beeindiging:
    """That a reason to keep ends before its last day: from when, why, and who says so."""

    vanaf: date
    """First day on which the reason does not hold."""
    reden: str
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Bewaarreden:
    """Why a case, or a person at a provider, is kept beyond its term, until when and who says so (5.3.4)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID | None
    """Of a municipality, as the melding is."""
    melding_id: UUID | None
    reden: str
    tot: date
    """Last day for which it was recorded."""
    door: str
    op: datetime
    aanbieder: AgbCode | None = None
    """The provider that keeps it, of its exchange with this municipality; None of a municipality."""
    persoon: str | None = None
    """Of whom that provider keeps it, as its history knows that person."""
    betrokkene: UUID | None = None
    """How the access record names that person."""
    beeindigingen: tuple[Beeindiging, ...] = ()
    """Each ends it sooner than the one before."""
    revisie: int = 0

    @property
    def geldt_tot(self) -> date:
        """Last day on which the reason holds, by what ended it."""
        return self.beeindigingen[-1].vanaf - DAG if self.beeindigingen else self.tot


@vervult("W04")
def beeindig(reden: Bewaarreden, beeindiging: Beeindiging, vandaag: date) -> Bewaarreden:
    """End a reason to keep sooner; it holds until the day before, and what was recorded stays.

    VerkeerdeStatus when it holds no more; OngeldigeInvoer for a day that is past or would end nothing. To
    keep longer is another reason, for somebody has to say anew why.
    """
    if reden.geldt_tot < vandaag:
        raise VerkeerdeStatus(f"Deze reden geldt niet meer sinds {datum(reden.geldt_tot + DAG)}.")
    if not vandaag <= beeindiging.vanaf <= reden.geldt_tot:
        raise OngeldigeInvoer(
            "Vanaf deze dag kan de reden niet eindigen.",
            Veldfout(
                "vanaf",
                f"Kies een dag van {datum(vandaag)} tot en met {datum(reden.geldt_tot)}; wilt u langer "
                "bewaren, leg dan een nieuwe reden vast.",
                "W04",
            ),
        )
    return replace(reden, beeindigingen=(*reden.beeindigingen, beeindiging))


class Verzoekstatus(StrEnum):
    """Where a request for destruction stands."""

    OPEN = "open"
    INGEWILLIGD = "ingewilligd"
    AFGEWEZEN = "afgewezen"


class Weigergrond(StrEnum):
    """The two grounds on which the law lets a request be refused (5.3.5 lid 2)."""

    BELANG_VAN_ANDER = "belang_van_ander"
    WET = "wet"


class Verzoekbesluit(StrEnum):
    """What somebody with a mandate chooses on a request."""

    INWILLIGEN = "inwilligen"
    WEIGEREN = "weigeren"


def weigergrond_van(besluit: Verzoekbesluit, weigergrond: Weigergrond | None) -> Weigergrond | None:
    """The ground that goes with the choice; OngeldigeInvoer where to refuse has none, or to grant has one."""
    if besluit is Verzoekbesluit.WEIGEREN and weigergrond is None:
        fout = Veldfout("weigergrond", f"Kies een grond: {' of '.join(Weigergrond)}.", "W04")
        raise OngeldigeInvoer("Weigeren kan alleen op een van de twee gronden van de wet.", fout)
    if besluit is Verzoekbesluit.INWILLIGEN and weigergrond is not None:
        fout = Veldfout("weigergrond", "Laat weg om in te willigen, of kies besluit weigeren.", "W04")
        raise OngeldigeInvoer("Het besluit en de weigergrond spreken elkaar tegen.", fout)
    return weigergrond


@dataclass(frozen=True, slots=True)
class Beslissing:
    """What was decided on a request, why, and by whom; without `weigergrond` it is granted."""

    motivering: str
    weigergrond: Weigergrond | None
    door: str
    op: datetime


NA_INWILLIGEN = "Nadat het verzoek was ingewilligd, is er iets vastgelegd of gewijzigd."


@dataclass(frozen=True, slots=True)
class NietUitgevoerd:
    """That what was granted could not be destroyed, or not all of it: a run found so, and why."""

    op: datetime
    redenen: tuple[str, ...]
    """What kept it, in Dutch."""
    beslissing: Beslissing
    """By which it had been granted."""


@dataclass(frozen=True, slots=True)
class Vernietigingsverzoek:
    """A person's request to destroy what a municipality or a provider keeps about him or her (5.3.5)."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID | None
    """Of a municipality."""
    ontvangen_op: date
    status: Verzoekstatus = Verzoekstatus.OPEN
    beslissing: Beslissing | None = None
    aanbieder: AgbCode | None = None
    """The provider that was asked, about its exchange with this municipality; None where this one was."""
    persoon: str | None = None
    """Who asked that provider, as its history knows that person."""
    betrokkene: UUID | None = None
    """How the access record names that person."""
    niet_uitgevoerd: tuple[NietUitgevoerd, ...] = ()
    """Each time that it was granted in vain, the first first."""
    revisie: int = 0

    @property
    def uiterlijk(self) -> date:
        """Last day on which the data must be gone, when it is granted."""
        return einde(self.ontvangen_op, BESLISTERMIJN, ZONDER_FEESTDAGEN, atw=False)


@vervult("W04")
def neem_aan(
    verzoek: Vernietigingsverzoek, eerdere: Iterable[Vernietigingsverzoek], bekend_sinds: date
) -> Vernietigingsverzoek:
    """A new request, beside the earlier ones of the same person; one of these that is open is decided first.

    OngeldigeInvoer when it would have come in before anything of this person was recorded.
    """
    if verzoek.ontvangen_op < bekend_sinds:
        raise OngeldigeInvoer(
            "Een datum kan niet kloppen.",
            Veldfout(
                "ontvangstdatum",
                f"Van voor deze persoon bekend was; kies een dag vanaf {datum(bekend_sinds)}.",
                "W04",
            ),
        )
    for eerder in eerdere:
        if eerder.status is Verzoekstatus.OPEN:
            raise BestaatAl(f"Van deze persoon staat al een verzoek open: {eerder.id}. Beslis daar eerst op.")
    return verzoek


def laatst_ingewilligd(verzoeken: Iterable[Vernietigingsverzoek]) -> datetime | None:
    """When one of these was last granted; None where none was."""
    beslissingen = (verzoek.beslissing for verzoek in verzoeken)
    return max((b.op for b in beslissingen if b is not None and b.weigergrond is None), default=None)


class Grond(StrEnum):
    """On which ground something was destroyed."""

    TERMIJN = "termijn"
    VERZOEK = "verzoek"


@dataclass(frozen=True, slots=True)
class Telling:
    """How many records of one kind."""

    soort: str
    aantal: int


@dataclass(frozen=True, slots=True)
class Vernietiging:
    """That data of one person were destroyed: when, how much, on which ground; nothing of what they said."""

    id: UUID
    gemeente: Gemeentecode
    grond: Grond
    op: datetime
    door: str
    zaken: tuple[UUID, ...]
    """The meldingen whose cases are gone."""
    aantallen: tuple[Telling, ...]
    aanbieder: AgbCode | None = None
    """The provider that kept it, of its exchange with this municipality; None of what a municipality kept."""

    @property
    def eigenaar(self) -> str:
        """Who kept it."""
        return self.aanbieder or self.gemeente


@dataclass(frozen=True, slots=True)
class Bewaardezaak:
    """What decides on the destruction of one case: everything that came from one melding."""

    melding_id: UUID
    laatst_gemaakt: datetime
    """When the newest record in it was made; a change makes it a new record."""
    lopend: tuple[str, ...] = ()
    """What in it still runs, in Dutch."""
    bewaren_tot: date | None = None
    """Last day of the recorded reasons to keep it longer."""
    verwijst_naar: frozenset[UUID] = frozenset()
    """Other cases without which it cannot be read."""


@dataclass(frozen=True, slots=True)
class TeVernietigen:
    """What of one client may go: these cases, and the client too when nothing is left."""

    grond: Grond
    zaken: frozenset[UUID]
    client: bool


@vervult("W04")
def bewaard_tot(gemaakt_op: date) -> date:
    """Last day on which a record made on this day must be kept: fifteen years by the calendar."""
    return einde(gemaakt_op, BEWAARTERMIJN, ZONDER_FEESTDAGEN, atw=False)


@vervult("W04")
def belemmeringen(zaak: Bewaardezaak, vandaag: date) -> tuple[str, ...]:
    """What keeps a case apart from its term, in Dutch: what still runs, and a reason that still holds."""
    return (*zaak.lopend, *geldende_reden(zaak.bewaren_tot, vandaag))


def vereis_toekomst(tot: date, vandaag: date) -> None:
    """Refuse a reason to keep that would hold no day any more; OngeldigeInvoer."""
    if tot < vandaag:
        raise OngeldigeInvoer(
            "De reden om te bewaren geldt nu al niet meer.",
            Veldfout("einddatum", f"Kies een dag vanaf {datum(vandaag)}.", "W04"),
        )


def geldende_reden(tot: date | None, vandaag: date) -> Iterator[str]:
    """That a recorded reason to keep still holds, in Dutch."""
    if tot is not None and vandaag <= tot:
        yield f"Er is een reden vastgelegd om te bewaren tot en met {datum(tot)}."


@vervult("W04")
def te_vernietigen(
    zaken: Collection[Bewaardezaak],
    client_gemaakt: datetime,
    vandaag: date,
    ingewilligd_op: datetime | None,
    lopend: Collection[str] = (),
) -> TeVernietigen | None:
    """What of one client may go on a day; None when all of it stays.

    A case goes whole, when its term has passed and nothing keeps it; one that stays keeps the cases it refers
    to. A granted request puts the term aside for what was there when it was granted. `client_gemaakt` is of
    the newest record that belongs to no case, and `lopend` what runs by messages of no case: it keeps the
    client.
    """
    vrij = {zaak.melding_id: zaak.laatst_gemaakt for zaak in zaken if not belemmeringen(zaak, vandaag)}
    weg = {id for id, gemaakt in vrij.items() if _mag_weg(gemaakt, vandaag, ingewilligd_op)}
    while nodig := {id for zaak in zaken if zaak.melding_id not in weg for id in zaak.verwijst_naar & weg}:
        weg -= nodig
    client = not lopend and len(weg) == len(zaken) and _mag_weg(client_gemaakt, vandaag, ingewilligd_op)
    gemaakt = [vrij[id] for id in weg] + [client_gemaakt] * client
    if not gemaakt:
        return None
    verlopen = all(_is_verlopen(moment, vandaag) for moment in gemaakt)
    return TeVernietigen(Grond.TERMIJN if verlopen else Grond.VERZOEK, frozenset(weg), client)


def _mag_weg(gemaakt: datetime, vandaag: date, ingewilligd_op: datetime | None) -> bool:
    gevraagd = ingewilligd_op is not None and gemaakt <= ingewilligd_op
    return gevraagd or _is_verlopen(gemaakt, vandaag)


def is_verlopen(gemaakt_op: date, vandaag: date) -> bool:
    """Whether a record made on this day need not be kept any more."""
    return bewaard_tot(gemaakt_op) < vandaag


def geweigerd_tot(sinds: date) -> date:
    """Last day on which what was refused at the door is kept; it came in, or was ticked off, on this day."""
    return einde(sinds, NA_WEIGEREN, ZONDER_FEESTDAGEN, atw=False)


def _is_verlopen(gemaakt: datetime, vandaag: date) -> bool:
    return is_verlopen(kalenderdag(gemaakt), vandaag)


@vervult("W04")
def beslis(
    verzoek: Vernietigingsverzoek,
    beslissing: Beslissing,
    zaken: Collection[Bewaardezaak],
    vandaag: date,
    lopend: Collection[str] = (),
) -> Vernietigingsverzoek:
    """Grant or refuse a request, once; it cannot be granted as long as something keeps a case.

    Nor while something runs by messages that were handed over (`lopend`, in Dutch), which are of no case.
    """
    if verzoek.status is not Verzoekstatus.OPEN:
        raise VerkeerdeStatus(f"Op dit verzoek is al beslist: {verzoek.status}.")
    if beslissing.weigergrond is not None:
        return replace(verzoek, status=Verzoekstatus.AFGEWEZEN, beslissing=beslissing)
    in_zaken = (reden for zaak in zaken for reden in belemmeringen(zaak, vandaag))
    redenen = dict.fromkeys((*in_zaken, *lopend))
    if redenen:
        raise VoorwaardeNietVervuld(
            "Dit verzoek kan niet worden ingewilligd zolang iets zich tegen vernietiging verzet.",
            *(Veldfout("besluit", reden, "W04") for reden in redenen),
        )
    return replace(verzoek, status=Verzoekstatus.INGEWILLIGD, beslissing=beslissing)


@vervult("W04")
def heropen(verzoek: Vernietigingsverzoek, redenen: Collection[str], op: datetime) -> Vernietigingsverzoek:
    """Open a granted request again of which not all could be destroyed, so that somebody decides anew.

    Without reasons something was recorded after it was granted, which the decision did not weigh.
    """
    if verzoek.status is not Verzoekstatus.INGEWILLIGD or verzoek.beslissing is None:
        raise VerkeerdeStatus(f"Dit verzoek is niet ingewilligd: {verzoek.status}.")
    vergeefs = NietUitgevoerd(op, tuple(dict.fromkeys(redenen)) or (NA_INWILLIGEN,), verzoek.beslissing)
    return replace(
        verzoek,
        status=Verzoekstatus.OPEN,
        beslissing=None,
        niet_uitgevoerd=(*verzoek.niet_uitgevoerd, vergeefs),
    )
