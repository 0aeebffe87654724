"""The toewijzing: the formal permission to deliver and invoice, derived from the besluit (M16 to M18)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.fouten import geen_overgang
from app.domain.partijen import Overgang
from app.domain.waarden import NEDERLAND, AgbCode, Gemeentecode, Omvang, Periode


class Oorzaak(StrEnum):
    """Why an allocation changes; RedenWijziging follows from it and is never typed (W08)."""

    HERBEOORDELING = "herbeoordeling"
    OVERLIJDEN = "overlijden"
    VERHUIZING = "verhuizing"
    ANDER_DOMEIN = "ander_domein"
    PGB = "pgb"
    ANDERE_AANBIEDER = "andere_aanbieder"
    VERZOEK_AANBIEDER = "verzoek_aanbieder"
    CONTRACTWIJZIGING = "contractwijziging"
    BEKOSTIGING = "bekostiging"
    HERINDELING = "herindeling"
    VERWIJDERING = "verwijdering"
    CORRECTIE = "correctie"


SECONDE = timedelta(seconds=1)
"""The least that two versions are apart: a message gives their moments in whole seconds."""


@dataclass(frozen=True, slots=True)
class Afspraak:
    """What municipality and provider agreed on a change: when, with whom, what (OP186, OP298, OP299)."""

    op: date
    met: str
    inhoud: str


@dataclass(frozen=True, slots=True)
class Toewijzingsversie:
    """One state of an allocation; the one with the latest `toegewezen_op` holds (IV013)."""

    volgnummer: int
    toegewezen_op: datetime
    """Toewijzingsdatum and Toewijzingstijd: the moment of deciding on this version."""
    periode: Periode
    omvang: Omvang | None
    budget: int | None
    """Cents."""
    besluit_id: UUID
    """The decision that made this version, or from which comes what a fact ended (M18)."""
    oorzaak: Oorzaak | None = None
    """Why it differs from the version before; None for the first grant (IV066)."""
    reden_wijziging: str | None = None
    """Code of WMO002, against what the provider knew when this was decided; a message tells it anew."""
    feit_id: UUID | None = None
    """The fact about the client that set its end (W08)."""
    omzetting_id: UUID | None = None
    """The omzetting for this client that set its end, or under which it was made (W08)."""
    referentie_aanbieder: str | None = None
    """Of the request of the provider that this version grants (OP348)."""
    commentaar: str | None = None
    afspraak: Afspraak | None = None


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """An allocation of one product to one provider, with every state it has had."""

    nummer: int
    """ToewijzingNummer, unique within the municipality and the Wmo (OP275, TR332)."""
    gemeente: Gemeentecode
    client_id: UUID
    melding_id: UUID
    aanbieder: AgbCode
    categorie: str | None
    productcode: str | None
    versies: tuple[Toewijzingsversie, ...]
    onder_eerder_bsn: bool = False
    """It was sent under a Bsn that turned out wrong, and is deleted under that one (TR332)."""
    revisie: int = 0

    @property
    def actueel(self) -> Toewijzingsversie:
        """The version that holds (IV013)."""
        return max(self.versies, key=lambda v: (v.toegewezen_op, v.volgnummer))

    @property
    def besluitmoment(self) -> datetime:
        """Toewijzingsdatum and Toewijzingstijd of the version that holds: Dutch time, whole seconds, no zone.

        That is how a receiver compares versions (IV013), so what was decided later is written later, also in
        the hour that comes twice when the clock goes back. A version that rests on a new decision and changes
        nothing keeps its moment.
        """
        moment = datetime.min
        for toegewezen_op in sorted({versie.toegewezen_op for versie in self.versies}):
            lokaal = toegewezen_op.astimezone(NEDERLAND).replace(tzinfo=None, microsecond=0)
            moment = max(lokaal, moment + SECONDE)
        return moment

    @property
    def verwijderd(self) -> bool:
        """Whether it was deleted, and so counts as never sent (OP033x1)."""
        return self.actueel.oorzaak is Oorzaak.VERWIJDERING

    def sinds(self, volgnummer: int) -> "Toewijzing":
        """The same, without the versions before this one."""
        return replace(self, versies=tuple(v for v in self.versies if v.volgnummer >= volgnummer))

    def loopt(self, dag: date) -> bool:
        """Whether it is current on a day: not deleted, and not ended before it; future ones too (OP087)."""
        eind = self.actueel.periode.eind
        return not self.verwijderd and (eind is None or dag <= eind)


class Berichtstatus(StrEnum):
    """Where an outgoing message stands; only an approved one counts for 'what changed' (OP286)."""

    KLAAR = "klaar"
    VERZONDEN = "verzonden"
    GOEDGEKEURD = "goedgekeurd"
    AFGEKEURD = "afgekeurd"


BEANTWOORD = (Berichtstatus.GOEDGEKEURD, Berichtstatus.AFGEKEURD)
"""What the provider makes of a message that went out."""


@dataclass(frozen=True, slots=True)
class Toewijzingsbericht:
    """A wmo301 as it leaves: its bytes never change; its status does."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    aanbieder: AgbCode
    identificatie: str
    """BerichtIdentificatie: at most twelve characters, never reused (TR056)."""
    dagtekening: date
    status: Berichtstatus
    versies: tuple[tuple[int, int], ...]
    """(ToewijzingNummer, volgnummer) of each allocation version it carries."""
    xml: bytes
    overgangen: tuple[Overgang, ...] = ()
    retour: UUID | None = None
    """What came in here and settled it: the wmo302, or this wmo301 where its provider answered it here."""
    wacht_in: UUID | None = None
    """The case in which it is a task: until the provider approved it, or another took the place of a rejected
    one."""
    revisie: int = 0

    @property
    def is_getypt(self) -> bool:
        """Whether what its provider made of it was recorded by hand; a return goes before that."""
        return self.status in BEANTWOORD and self.retour is None


@dataclass(frozen=True, slots=True)
class Berichtkop:
    """A wmo301 without its content: how it stands, and which allocation versions it carries."""

    id: UUID
    gemeente: Gemeentecode
    aanbieder: AgbCode
    identificatie: str
    status: Berichtstatus
    versies: tuple[tuple[int, int], ...]


VOLGENDE_STATUS = {
    Berichtstatus.KLAAR: (Berichtstatus.VERZONDEN,),
    Berichtstatus.VERZONDEN: BEANTWOORD,
    Berichtstatus.GOEDGEKEURD: (),
    Berichtstatus.AFGEKEURD: (),
}


def zet_status(
    bericht: Toewijzingsbericht, status: Berichtstatus, door: str, op: datetime, reden: str | None = None
) -> Toewijzingsbericht:
    """Record that the message went out, or what the provider made of it; else VerkeerdeStatus.

    What was recorded by hand may be recorded otherwise, until a return says it.
    """
    volgende = VOLGENDE_STATUS[bericht.status]
    if bericht.is_getypt:
        volgende = tuple(ander for ander in BEANTWOORD if ander is not bericht.status)
    if status not in volgende:
        raise geen_overgang("Een bericht", bericht.status, status, volgende)
    overgangen = (*bericht.overgangen, Overgang(status, op, door, reden))
    wacht_in = None if status is Berichtstatus.GOEDGEKEURD else bericht.wacht_in
    return replace(bericht, status=status, overgangen=overgangen, wacht_in=wacht_in)


def herzie_status(
    bericht: Toewijzingsbericht,
    status: Berichtstatus,
    door: str,
    op: datetime,
    reden: str,
    wacht_in: UUID | None,
) -> Toewijzingsbericht:
    """Record that a return says otherwise than what stood, which it replaces.

    `wacht_in` is the case in which a rejected one is a task again; None of one that is approved.
    """
    overgangen = (*bericht.overgangen, Overgang(status, op, door, reden))
    return replace(bericht, status=status, overgangen=overgangen, wacht_in=wacht_in)


def met_reden(bericht: Toewijzingsbericht, reden: str) -> Toewijzingsbericht:
    """With this said as well of its last transition."""
    *eerder, laatste = bericht.overgangen
    geheel = ". ".join(deel.removesuffix(".") for deel in (laatste.reden, reden) if deel)
    return replace(bericht, overgangen=(*eerder, replace(laatste, reden=f"{geheel}.")))
