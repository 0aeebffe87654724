"""Seeing early that the steps to come cannot fit in the time there is (H32)."""

from dataclasses import dataclass
from datetime import date

from app.domain.eisen import vervult
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.klok import Klok, Stap
from app.domain.termijnen.zaak import BESLUIT, Gebeurtenissen, Termijn, Vertrekpunt, klokken
from app.domain.woorden import datum


@dataclass(frozen=True, slots=True)
class Knelpunt:
    """A last day that will be missed when every step still to come takes its full term."""

    klok: Klok
    verwacht: date
    uitleg: str
    """The steps with their expected days and by how much it is missed, in Dutch."""


@vervult("H32")
def vooruitblik(
    gebeurtenissen: Gebeurtenissen, regionaal: tuple[Termijn, ...], kalender: Kalender, vandaag: date
) -> tuple[Knelpunt, ...]:
    """Which last days of the chain research, plan, besluit are expected to be missed (H31, H32).

    Research and plan must lie within the statutory six weeks, the besluit within the terms from the aanvraag
    and within the total of the region. A step that is late is expected today at the earliest; a reported new
    date (H20, Awb 4:14) counts as expected. Empty when all fits, and once the besluit is announced or the
    case has ended.
    """
    geeindigd = gebeurtenissen.geeindigd is not None and gebeurtenissen.geeindigd <= vandaag
    if gebeurtenissen.bekendgemaakt or geeindigd:
        return ()
    lopend = klokken(gebeurtenissen, regionaal, kalender)
    onderzoek = gebeurtenissen.onderzoek_afgerond or max(vandaag, _eerste_einde(lopend, Stap.ONDERZOEK))
    plan = _plan_verwacht(gebeurtenissen, regionaal, kalender, lopend, onderzoek, vandaag)
    klaar = max(onderzoek, plan or onderzoek)
    besluit = _besluit_verwacht(gebeurtenissen, regionaal, kalender, lopend, max(klaar, vandaag))

    stappen = f"Onderzoek klaar op {datum(onderzoek)}"
    if plan:
        stappen += f", ondersteuningsplan op {datum(plan)}"
    knelpunten = []
    for klok in lopend:
        if klok.stap == Stap.ONDERZOEK and klok.wettelijk and klaar >= vandaag:
            knelpunten.append(_knelpunt(klok, klaar, stappen))
        elif klok.stap in (Stap.BESLUIT, Stap.TOTAAL):
            knelpunten.append(_knelpunt(klok, besluit, f"{stappen}, besluit op {datum(besluit)}"))
    return tuple(knelpunt for knelpunt in knelpunten if knelpunt)


def _knelpunt(klok: Klok, verwacht: date, stappen: str) -> Knelpunt | None:
    if klok.uiterlijk is None or verwacht <= klok.uiterlijk:
        return None
    dagen = (verwacht - klok.uiterlijk).days
    te_laat = f"{dagen} {'dag' if dagen == 1 else 'dagen'} na de uiterste datum {datum(klok.uiterlijk)}"
    return Knelpunt(klok, verwacht, f"{stappen}. Dat is {te_laat} ({klok.grondslag}).")


def _eerste_einde(lopend: tuple[Klok, ...], stap: Stap) -> date:
    return min(klok.uiterlijk for klok in lopend if klok.stap == stap and klok.uiterlijk)


def _plan_verwacht(
    gebeurtenissen: Gebeurtenissen,
    regionaal: tuple[Termijn, ...],
    kalender: Kalender,
    lopend: tuple[Klok, ...],
    onderzoek: date,
    vandaag: date,
) -> date | None:
    """When the last plan is expected; None where there is no plan to wait for, or no term to expect it by."""
    einden = [t.einde(max(onderzoek, vandaag), kalender) for t in regionaal if t.naam == Stap.PLAN]
    if not gebeurtenissen.plannen:
        nog_te_vragen = not gebeurtenissen.afgezien_van_plan and gebeurtenissen.aanvraag is None
        return min(einden) if einden and nog_te_vragen else None
    uiterlijk = {klok.plan: klok.uiterlijk for klok in lopend if klok.stap == Stap.PLAN}
    return max(
        plan.ingediend
        or max(vandaag, plan.verwacht or uiterlijk.get(plan.plan) or min(einden, default=vandaag))
        for plan in gebeurtenissen.plannen
    )


def _besluit_verwacht(
    gebeurtenissen: Gebeurtenissen,
    regionaal: tuple[Termijn, ...],
    kalender: Kalender,
    lopend: tuple[Klok, ...],
    klaar: date,
) -> date:
    """When the besluit is expected; an aanvraag not yet made is expected once research and plan are there."""
    if gebeurtenissen.aanvraag:
        return max(klaar, gebeurtenissen.verlengd_tot or _eerste_einde(lopend, Stap.BESLUIT))
    return min(
        termijn.einde(klaar, kalender)
        for termijn in (BESLUIT, *regionaal)
        if termijn.naam == Stap.BESLUIT and termijn.vanaf == Vertrekpunt.AANVRAAG
    )
