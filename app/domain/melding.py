"""The melding: the client reports, and the statutory clock starts (W01)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.fouten import Veldfout, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.ontvangst import Datumcorrectie, Intrekking, vereis_correctie, vereis_intrekbaar
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.zaak import PERSOONLIJK_PLAN
from app.domain.waarden import Gemeentecode
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Bevestiging:
    """The confirmation of the melding, with what the client must hear (Wmo 2.3.2 lid 1 and 3, W01)."""

    op: date
    clientondersteuning_gewezen: bool
    persoonlijk_plan_gewezen: bool


@dataclass(frozen=True, slots=True)
class Toedeling:
    """A worker of the municipality gets the case to handle, or nobody does any more."""

    behandelaar: str | None
    op: datetime
    door: str


@dataclass(frozen=True, slots=True)
class Melding:
    """A client's report of a need for support."""

    id: UUID
    gemeente: Gemeentecode
    client_id: UUID
    ontvangen_op: date
    hulpvraag: str
    spoed: bool = False
    """Urgent: a temporary measure is decided without delay (Wmo 2.3.3, W03)."""
    bevestiging: Bevestiging | None = None
    persoonlijk_plan_op: date | None = None
    """When the client handed in a personal plan (Wmo 2.3.2 lid 2)."""
    intrekking: Intrekking | None = None
    """The client needs nothing any more: the case ends without a decision (W10)."""
    correcties: tuple[Datumcorrectie, ...] = ()
    """What `ontvangen_op` said before, the first correction first."""
    toedelingen: tuple[Toedeling, ...] = ()
    """Who got the case to handle, the first one first."""
    revisie: int = 0

    @property
    def behandelaar(self) -> str | None:
        """Who handles the case; None while nobody does."""
        return self.toedelingen[-1].behandelaar if self.toedelingen else None


@vervult("W01")
def bevestig(melding: Melding, bevestiging: Bevestiging) -> Melding:
    """Confirm the melding and tell the client of free cliëntondersteuning and of the personal plan.

    Raises VoorwaardeNietVervuld when one of the two was not told, or the date lies before the melding.
    """
    if melding.bevestiging is not None:
        raise VerkeerdeStatus("Deze melding is al bevestigd.")
    fouten = []
    if bevestiging.op < melding.ontvangen_op:
        fouten.append(Veldfout("datum", "De bevestiging ligt vóór de melding.", "W01"))
    if not bevestiging.clientondersteuning_gewezen:
        fouten.append(
            Veldfout("clientondersteuningGewezen", "Wijs de cliënt op gratis cliëntondersteuning.", "W01")
        )
    if not bevestiging.persoonlijk_plan_gewezen:
        fouten.append(
            Veldfout("persoonlijkPlanGewezen", "Wijs de cliënt op het persoonlijk plan (7 dagen).", "W01")
        )
    if fouten:
        raise VoorwaardeNietVervuld("De bevestiging van de melding is niet volledig.", *fouten)
    return replace(melding, bevestiging=bevestiging)


@vervult("W01")
def ontvang_persoonlijk_plan(
    melding: Melding, op: date, onderzoek_gestart_op: date | None, kalender: Kalender
) -> Melding:
    """Record the client's personal plan: within seven days, or later before the research (Wmo 2.3.2 lid 2).

    `onderzoek_gestart_op` is when the first research began; None while none has.
    """
    if melding.persoonlijk_plan_op is not None:
        raise VerkeerdeStatus("Het persoonlijk plan van de cliënt is al ontvangen.")
    uiterlijk = PERSOONLIJK_PLAN.einde(melding.ontvangen_op, kalender)
    if op < melding.ontvangen_op:
        fout = f"De melding is van {datum(melding.ontvangen_op)}."
    elif onderzoek_gestart_op is not None and op > max(uiterlijk, onderzoek_gestart_op):
        fout = f"Het onderzoek begon op {datum(onderzoek_gestart_op)}; dit kon tot {datum(uiterlijk)}."
    else:
        return replace(melding, persoonlijk_plan_op=op)
    raise VoorwaardeNietVervuld(
        "Een persoonlijk plan hoort binnen zeven dagen na de melding, of later vóór het onderzoek.",
        Veldfout("datum", fout, "W01"),
    )


@vervult("W10")
def trek_in(melding: Melding, intrekking: Intrekking) -> Melding:
    """End the case without a decision, because the client asks nothing any more."""
    vereis_intrekbaar("Deze melding", melding.ontvangen_op, melding.intrekking, intrekking)
    return replace(melding, intrekking=intrekking)


def deel_toe(melding: Melding, toedeling: Toedeling) -> Melding:
    """Give the case to somebody else, or to nobody."""
    if toedeling.behandelaar == melding.behandelaar:
        raise VerkeerdeStatus("Deze zaak heeft deze behandelaar al.")
    return replace(melding, toedelingen=(*melding.toedelingen, toedeling))


def vereis_niet_ingetrokken(melding: Melding) -> None:
    """Refuse to decide on what the client does not ask any more."""
    if melding.intrekking is not None:
        raise VerkeerdeStatus(
            f"De cliënt trok de melding op {datum(melding.intrekking.op)} in; er is niets te beslissen."
        )


@vervult("W10")
def corrigeer(melding: Melding, correctie: Datumcorrectie, gevolgd: Mapping[str, date | None]) -> Melding:
    """Put the day of receipt right, and with it every term that runs from it; `gevolgd` came after it."""
    eigen: dict[str, date | None] = {
        "De bevestiging": None if melding.bevestiging is None else melding.bevestiging.op,
        "Het persoonlijk plan": melding.persoonlijk_plan_op,
        "De intrekking": None if melding.intrekking is None else melding.intrekking.op,
    }
    vereis_correctie(correctie, {**eigen, **gevolgd})
    return replace(melding, ontvangen_op=correctie.wordt, correcties=(*melding.correcties, correctie))
