"""The clocks of one case, computed from what happened and when (W01 to W03, H19, H20, H31)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.eisen import vervult
from app.domain.termijnen.duur import Duur, Tijdseenheid, einde
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.klok import AanZet, Klok, Stap
from app.domain.waarden import DAG, Periode


class Vertrekpunt(StrEnum):
    """The event from which a term runs."""

    MELDING = "melding"
    ONDERZOEK = "onderzoek"
    """The research is finished."""
    UITVRAAG = "uitvraag"
    """The uitvraag is delivered to the provider (H19)."""
    AANVRAAG = "aanvraag"
    INGEBREKESTELLING = "ingebrekestelling"


@dataclass(frozen=True, slots=True)
class Termijn:
    """A rule of law or of a region: which step, within how long of which event, with the Atw or not."""

    naam: Stap
    """The step that has to be done."""
    vanaf: Vertrekpunt
    """The event on which it starts."""
    duur: Duur
    """How long it takes."""
    atw: bool
    """Whether it is lengthened past weekends and holidays (Algemene termijnenwet)."""
    grondslag: str
    """Where it is from."""

    def __post_init__(self) -> None:
        if (self.vanaf == Vertrekpunt.UITVRAAG) is not (self.naam == Stap.PLAN):
            raise ValueError(
                "Alleen de termijn 'plan' loopt vanaf de uitvraag, en die altijd (H19); "
                f"gevonden: '{self.naam}' vanaf '{self.vanaf}'."
            )

    def einde(self, begin: date, kalender: Kalender) -> date:
        """The last day of this term when its event falls on `begin`."""
        return einde(begin, self.duur, kalender, atw=self.atw)


PERSOONLIJK_PLAN = Termijn(
    Stap.PERSOONLIJK_PLAN,
    Vertrekpunt.MELDING,
    Duur(7, Tijdseenheid.DAGEN),
    atw=True,
    grondslag="Wmo 2015 art. 2.3.2 lid 2",
)
ONDERZOEK = Termijn(
    Stap.ONDERZOEK,
    Vertrekpunt.MELDING,
    Duur(6, Tijdseenheid.WEKEN),
    atw=True,
    grondslag="Wmo 2015 art. 2.3.2 lid 1",
)
BESLUIT = Termijn(
    Stap.BESLUIT,
    Vertrekpunt.AANVRAAG,
    Duur(2, Tijdseenheid.WEKEN),
    atw=True,
    grondslag="Wmo 2015 art. 2.3.5 lid 2",
)
NA_INGEBREKESTELLING = Termijn(
    Stap.DWANGSOM,
    Vertrekpunt.INGEBREKESTELLING,
    Duur(2, Tijdseenheid.WEKEN),
    atw=True,
    grondslag="Awb art. 4:17 lid 3",
)


class Opschortingsgrond(StrEnum):
    """Why the term for the decision stands still (Awb 4:15)."""

    AANVULLING = "aanvulling"
    """The client was asked to complete the aanvraag (lid 1 a)."""
    BUITENLANDSE_INFORMATIE = "buitenlandse_informatie"
    """An authority abroad was asked for what the decision needs, and the client was told so (lid 1 b)."""
    INSTEMMING = "instemming"
    """The client agreed in writing to a postponement (lid 2 a)."""
    VERTRAGING_AANVRAGER = "vertraging_aanvrager"
    """The delay can be laid at the client's door (lid 2 b)."""
    OVERMACHT = "overmacht"
    """Force majeure keeps the municipality from deciding (lid 2 c)."""


TE_VERTELLEN = frozenset(
    {
        Opschortingsgrond.BUITENLANDSE_INFORMATIE,
        Opschortingsgrond.VERTRAGING_AANVRAGER,
        Opschortingsgrond.OVERMACHT,
    }
)
"""Grounds of which the client is told the begin (lid 1 b, 3), the end and when a decision comes (lid 4)."""

VANAF_DE_DAG_ERNA = frozenset({Opschortingsgrond.AANVULLING, Opschortingsgrond.BUITENLANDSE_INFORMATIE})
"""Grounds that begin with a request: the term stands still from the day after it (lid 1)."""


@dataclass(frozen=True, slots=True)
class Opschorting:
    """The term stands still until a day that the client knows, or shorter (Awb 4:15).

    One that has to last longer is told to the client again, as a new one.
    """

    van: date
    """Day of the request, or the first day of the delay."""
    reden: str
    hersteltermijn_tot: date
    """The day until which: given for completion, agreed, or told; without one nothing is suspended."""
    tot: date | None = None
    """Day on which the aanvraag was complete, the information came, or the delay was over."""
    grond: Opschortingsgrond = Opschortingsgrond.AANVULLING
    medegedeeld_op: date | None = None
    """When the client was told that the term stands still; the request for completion tells it itself."""
    einde_medegedeeld_op: date | None = None
    """When the client was told that it runs again, and until when (lid 4)."""

    @property
    def eerste_dag(self) -> date:
        """The first day on which the term stands still."""
        return self.van + DAG if self.grond in VANAF_DE_DAG_ERNA else self.van

    @property
    def weer_lopend(self) -> date:
        """The first day on which it runs again: at the latest when the given day has come.

        An agreed postponement includes its last day.
        """
        uiterlijk = self.hersteltermijn_tot
        if self.grond is Opschortingsgrond.INSTEMMING:
            uiterlijk += DAG
        return uiterlijk if self.tot is None else min(self.tot, uiterlijk)


@dataclass(frozen=True, slots=True)
class PlanGebeurtenissen:
    """What happened to one ondersteuningsplan; a declined or withdrawn one has no clock and is left out."""

    plan: UUID
    afgeleverd: date | None = None
    """Recorded delivery of the uitvraag (H19)."""
    ingediend: date | None = None
    """None again while the plan is back with the provider."""
    verwacht: date | None = None
    """The new date in the last overrun notice (H20)."""


@dataclass(frozen=True, slots=True)
class Gebeurtenissen:
    """What happened in one case, as days in local time; None or empty is: not (yet)."""

    melding: date
    spoed: bool = False
    """Urgent: a decision on a temporary measure without delay after the melding (Wmo 2.3.3)."""
    tijdelijk_besluit: date | None = None
    persoonlijk_plan: date | None = None
    onderzoek_gestart: date | None = None
    onderzoek_afgerond: date | None = None
    afgezien_van_plan: bool = False
    plannen: tuple[PlanGebeurtenissen, ...] = ()
    aanvraag: date | None = None
    opschortingen: tuple[Opschorting, ...] = ()
    verlengd_tot: date | None = None
    """The new date in the last notice that the decision will be late (Awb 4:14)."""
    bekendgemaakt: date | None = None
    """The decision is given once it is announced (Awb 3:41); taking it alone stops no clock."""
    ingebrekestelling: date | None = None
    geeindigd: date | None = None
    """The case ended without a decision: a withdrawal, death, or a move away (W10)."""


@vervult("H19", "H20", "H31", "W01", "W02", "W03", "W10")
def klokken(
    gebeurtenissen: Gebeurtenissen, regionaal: tuple[Termijn, ...], kalender: Kalender
) -> tuple[Klok, ...]:
    """All clocks of one case: those of the law first, then those of the region beside them (H31).

    A plan has a clock only where the region sets a term for it; a dwangsom clock follows a notice of
    default, an urgent clock an urgent melding. A clock that waits for its event has not started. When the
    case ended without a decision, what had not been reached by then stops there.
    """
    lopend = (
        _persoonlijk_plan(gebeurtenissen, kalender),
        *(_klok(t, gebeurtenissen, kalender, wettelijk=True) for t in (ONDERZOEK, BESLUIT)),
        *_spoed(gebeurtenissen),
        *_dwangsom(gebeurtenissen, kalender),
        *_regionaal(regionaal, gebeurtenissen, kalender),
    )
    if gebeurtenissen.geeindigd is None:
        return lopend
    geeindigd = gebeurtenissen.geeindigd
    return tuple(replace(klok, vervallen=min(klok.vervallen or geeindigd, geeindigd)) for klok in lopend)


def _persoonlijk_plan(gebeurtenissen: Gebeurtenissen, kalender: Kalender) -> Klok:
    """It lapses with its term, or where the research began later with that: then none can come any more."""
    klok = _klok(PERSOONLIJK_PLAN, gebeurtenissen, kalender, wettelijk=True)
    gestart = gebeurtenissen.onderzoek_gestart
    if gestart is None or klok.uiterlijk is None:
        return klok
    return replace(klok, vervallen=max(klok.uiterlijk, gestart) + DAG)


@vervult("W02")
def aanvraag_mogelijk_vanaf(gebeurtenissen: Gebeurtenissen, kalender: Kalender) -> date:
    """First day on which an aanvraag can be made (Wmo 2.3.2 lid 9).

    After the research, or once the six weeks have passed without it, whichever comes first.
    """
    verstreken = ONDERZOEK.einde(gebeurtenissen.melding, kalender) + DAG
    return min(gebeurtenissen.onderzoek_afgerond or verstreken, verstreken)


@vervult("W02")
def dwangsom_vanaf(gebeurtenissen: Gebeurtenissen, kalender: Kalender) -> date | None:
    """First day over which a dwangsom is due (Awb 4:17 lid 3): the day after the two weeks.

    None without a valid notice of default, or when within the two weeks the decision was announced or the
    case ended.
    """
    for klok in _dwangsom(gebeurtenissen, kalender):
        eindes = [einde for einde in (klok.gestopt, gebeurtenissen.geeindigd) if einde is not None]
        if klok.uiterlijk and all(klok.uiterlijk < einde for einde in eindes):
            return klok.uiterlijk + DAG
    return None


@vervult("W02")
def uiterste_besluitdag(aanvraag: date, opschortingen: Iterable[Opschorting], kalender: Kalender) -> date:
    """Last day of the statutory term for the decision on an aanvraag of this day (Wmo 2.3.5, Awb 4:15)."""
    return _met_opschorting(aanvraag, BESLUIT, opschortingen, kalender)[0]


def _regionaal(
    termijnen: Iterable[Termijn], gebeurtenissen: Gebeurtenissen, kalender: Kalender
) -> Iterator[Klok]:
    for termijn in termijnen:
        if termijn.naam == Stap.PLAN:
            for plan in gebeurtenissen.plannen:
                yield _plan(termijn, plan, kalender)
        else:
            yield _klok(termijn, gebeurtenissen, kalender, wettelijk=False)


def planklokken(plan: PlanGebeurtenissen, regionaal: Iterable[Termijn], kalender: Kalender) -> Iterator[Klok]:
    """The clock of one plan, where the region sets a term for it (H19)."""
    return (_plan(termijn, plan, kalender) for termijn in regionaal if termijn.naam == Stap.PLAN)


def _begin(vanaf: Vertrekpunt, gebeurtenissen: Gebeurtenissen) -> date | None:
    return {
        Vertrekpunt.MELDING: gebeurtenissen.melding,
        Vertrekpunt.ONDERZOEK: gebeurtenissen.onderzoek_afgerond,
        Vertrekpunt.AANVRAAG: gebeurtenissen.aanvraag,
        Vertrekpunt.INGEBREKESTELLING: gebeurtenissen.ingebrekestelling,
    }[vanaf]


def _plan(termijn: Termijn, plan: PlanGebeurtenissen, kalender: Kalender) -> Klok:
    begin = plan.afgeleverd
    return Klok(
        stap=termijn.naam,
        grondslag=termijn.grondslag,
        wettelijk=False,
        aan_zet=AanZet.AANBIEDER,
        gestart=begin,
        uiterlijk=begin and termijn.einde(begin, kalender),
        gestopt=plan.ingediend,
        verwacht=plan.verwacht,
        plan=plan.plan,
    )


def _klok(termijn: Termijn, gebeurtenissen: Gebeurtenissen, kalender: Kalender, *, wettelijk: bool) -> Klok:
    """A clock of the municipality or the client; what ends in the besluit can be suspended (Awb 4:15)."""
    begin = _begin(termijn.vanaf, gebeurtenissen)
    tot_besluit = termijn.naam in (Stap.BESLUIT, Stap.TOTAAL)
    gestopt = {
        Stap.PERSOONLIJK_PLAN: gebeurtenissen.persoonlijk_plan,
        Stap.ONDERZOEK: gebeurtenissen.onderzoek_afgerond,
    }.get(termijn.naam, gebeurtenissen.bekendgemaakt)
    opschortingen = gebeurtenissen.opschortingen if tot_besluit else ()
    uiterlijk, stil = _met_opschorting(begin, termijn, opschortingen, kalender) if begin else (None, ())
    return Klok(
        stap=termijn.naam,
        grondslag=termijn.grondslag,
        wettelijk=wettelijk,
        aan_zet=AanZet.CLIENT if termijn.naam == Stap.PERSOONLIJK_PLAN else AanZet.GEMEENTE,
        gestart=begin,
        uiterlijk=uiterlijk,
        gestopt=gestopt,
        verwacht=gebeurtenissen.verlengd_tot if tot_besluit else None,
        opgeschort=stil,
    )


def _met_opschorting(
    begin: date, termijn: Termijn, opschortingen: Iterable[Opschorting], kalender: Kalender
) -> tuple[date, tuple[Periode, ...]]:
    """The last day of a term, and the days it stood still.

    Of a request it stands still from the day after it until the day the aanvraag is completed or the given
    term passes unused (Awb 4:15 lid 1), that day not included. Each day counts once, and a term that is
    over cannot be suspended any more.
    """
    uiterlijk = termijn.einde(begin, kalender)
    verschoven = laatst_stil = begin
    stil: list[Periode] = []
    for opschorting in sorted(opschortingen, key=lambda o: o.van):
        eerste = max(opschorting.eerste_dag, laatst_stil + DAG)
        weer_lopend = opschorting.weer_lopend
        if eerste >= weer_lopend or eerste > uiterlijk:
            continue
        laatst_stil = weer_lopend - DAG
        stil.append(Periode(eerste, laatst_stil))
        verschoven += weer_lopend - eerste
        # A term suspended on a day that only the Atw added still has that one day to go.
        nog_een_dag = einde(laatst_stil, Duur(1, Tijdseenheid.DAGEN), kalender, atw=termijn.atw)
        uiterlijk = max(termijn.einde(verschoven, kalender), nog_een_dag)
    return uiterlijk, tuple(stil)


def _spoed(gebeurtenissen: Gebeurtenissen) -> Iterator[Klok]:
    """Without delay: on the worklist due on the day of the melding itself."""
    if gebeurtenissen.spoed:
        yield Klok(
            stap=Stap.SPOED,
            grondslag="Wmo 2015 art. 2.3.3: onverwijld",
            wettelijk=True,
            aan_zet=AanZet.GEMEENTE,
            gestart=gebeurtenissen.melding,
            uiterlijk=gebeurtenissen.melding,
            gestopt=gebeurtenissen.tijdelijk_besluit,
        )


def _dwangsom(gebeurtenissen: Gebeurtenissen, kalender: Kalender) -> Iterator[Klok]:
    """The two weeks after a notice of default; one too early or after the decision starts nothing."""
    ontvangen = gebeurtenissen.ingebrekestelling
    if ontvangen is None:
        return
    besluit = _klok(BESLUIT, gebeurtenissen, kalender, wettelijk=True)
    te_vroeg = besluit.uiterlijk is None or ontvangen <= besluit.uiterlijk
    te_laat = besluit.gestopt is not None and besluit.gestopt < ontvangen
    if te_vroeg or te_laat:
        gebeurtenissen = replace(gebeurtenissen, ingebrekestelling=None)
    yield _klok(NA_INGEBREKESTELLING, gebeurtenissen, kalender, wettelijk=True)
