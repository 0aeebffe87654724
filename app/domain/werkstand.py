"""How a case stands on the days to come, by what is known now: what ends first, and whose turn it is (H20).

A list of cases cannot compute this for all of them, so it is kept. What a plan or a decision that waits to be
allocated adds follows from that plan or decision alone, and is kept with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from itertools import pairwise

from app import __version__
from app.domain.besluit.besluit import Besluit
from app.domain.bezwaar.klokken import bezwaarklokken
from app.domain.plan.ondersteuningsplan import Ondersteuningsplan, Planstatus
from app.domain.profielen import Profielen
from app.domain.termijnen import AanZet, Kalender, Klok, Stap, klokken, planklokken
from app.domain.toewijzing.toewijzing import Toewijzingsbericht
from app.domain.toewijzing.wachten import antwoordklok, toewijsklok
from app.domain.verzoek.verzoek import uiterlijk as verzoek_uiterlijk
from app.domain.waarden import DAG, AgbCode
from app.domain.zaak import (
    GEEN_KLOK,
    LOPEND,
    Zaak,
    einde_zonder_besluit,
    evaluatieklokken,
    gebeurtenissen,
    plangebeurtenissen,
)

MERKLENGTE = 16
"""Hexadecimal digits of the hash that tells one way of reckoning from another."""

GEVAAR_DAGEN = 3
"""What runs is at risk from this many days before its last day."""


class Termijnstand(StrEnum):
    """How a whole case stands in time, as it is asked for."""

    TE_LAAT = "te_laat"
    """Something is past its last day."""
    IN_GEVAAR = "in_gevaar"
    """Nothing is late, and something will be within `GEVAAR_DAGEN`."""


class Zaaksoort(StrEnum):
    """What kind of work a case is; of what holds, the first one here."""

    BEZWAAR = "bezwaar"
    """The client objected, and that waits."""
    EVALUATIE = "evaluatie"
    """What was granted has to be reviewed with the client, or assessed anew after that."""
    SPOED = "spoed"
    VERVOLG = "vervolg"
    """The client had a case before."""
    EERSTE = "eerste"


@dataclass(frozen=True, slots=True)
class Werkvraag:
    """Which cases are asked for; None asks for any."""

    termijn: Termijnstand | None = None
    aan_zet: AanZet | None = None
    soort: Zaaksoort | None = None
    aanbieder: AgbCode | None = None
    """A plan that is not done lies with this provider, or is meant for it."""
    behandelaar: str | None = None
    gewijzigd_sinds: datetime | None = None


ALLE = Werkvraag()


def aanbieder_aan_zet(plan: Ondersteuningsplan) -> bool:
    """Whether the provider has to act on a plan; one that is outdated waits for the municipality."""
    return plan.status in LOPEND | {Planstatus.AKKOORD} and plan.achterhaald_op is None


@dataclass(frozen=True, slots=True)
class Rekenwijze:
    """With what the days of a case are reckoned."""

    profielen: Profielen
    kalender: Kalender

    @property
    def merk(self) -> str:
        """Tells it from any other; what was reckoned in another way has to be reckoned again."""
        return _merk(self.profielen, self.kalender)


ONBEKEND = Rekenwijze(Profielen(()), Kalender(frozenset()))
"""Without profiles and holidays no day can be reckoned."""


@cache
def _merk(profielen: Profielen, kalender: Kalender) -> str:
    """A hash of all that decides a last day, with the version of the program, which may reckon otherwise."""
    per_profiel = sorted(
        (p.code, p.versie, str(p.geldig_vanaf), sorted(g.code for g in p.gemeenten), repr(p.termijnen))
        for p in profielen.alle
    )
    alles = (__version__, per_profiel, sorted(map(str, kalender.feestdagen)))
    return sha256(repr(alles).encode()).hexdigest()[:MERKLENGTE]


@dataclass(frozen=True, slots=True)
class Werkstand:
    """How a case stands between two days, in which nothing changes by itself; plans and allocations apart."""

    vanaf: date
    tot: date
    """The first day on which it stands otherwise."""
    loopt: bool
    """Whether it has not ended without a decision (W10)."""
    evaluatie: bool
    """Whether what was granted has to be reviewed, or assessed anew after a review (W08)."""
    uiterlijk: date | None
    """The first last day of the clocks that run and do not stand still; None without one."""
    wacht_op_client: bool
    """Whether clocks run, but all stand still until the client has acted (Awb 4:15, 7:10)."""


def zaakklokken(zaak: Zaak, rekenwijze: Rekenwijze, dag: date) -> tuple[Klok, ...]:
    """The clocks of a case by the profile of this day, save those of plans and allocations.

    Of a case from before the years of which the holidays are known there are those of reviews only.
    """
    melding, kalender = zaak.melding, rekenwijze.kalender
    van_evaluaties = tuple(evaluatieklokken(zaak))
    if not kalender.kent(melding.ontvangen_op):
        return van_evaluaties
    regionaal = rekenwijze.profielen.termijnen(melding.gemeente, dag)
    van_zaak = (k for k in klokken(gebeurtenissen(zaak), regionaal, kalender) if k.plan is None)
    van_bezwaren = (klok for bezwaar in zaak.bezwaren for klok in bezwaarklokken(bezwaar, kalender))
    return (*van_zaak, *van_bezwaren, *van_evaluaties)


def klokken_van_plan(plan: Ondersteuningsplan, rekenwijze: Rekenwijze) -> tuple[Klok, ...]:
    """The clocks of one plan, which run from its delivery, by the profile under which it was made.

    None of a plan that is declined or withdrawn, or of which the profile is not loaded any more.
    """
    profiel = rekenwijze.profielen.vind(plan.profiel, plan.profielversie)
    if profiel is None or plan.status in GEEN_KLOK:
        return ()
    return tuple(planklokken(plangebeurtenissen(plan), profiel.termijnen, rekenwijze.kalender))


def plan_uiterlijk(plan: Ondersteuningsplan, rekenwijze: Rekenwijze) -> date | None:
    """By when the provider has to submit this plan; None while no clock of it runs."""
    if plan.status not in LOPEND:
        return None
    return min((k.uiterlijk for k in klokken_van_plan(plan, rekenwijze) if k.uiterlijk), default=None)


def toewijzen_voor(besluit: Besluit) -> date | None:
    """By when the allocations of this decision have to be there; None where none have to follow."""
    klok = toewijsklok(besluit)
    return None if klok is None else klok.uiterlijk


def antwoord_voor(bericht: Toewijzingsbericht, rekenwijze: Rekenwijze) -> date | None:
    """By when the provider has to answer this message; None while it did not go out, or is answered."""
    klok = antwoordklok(bericht, rekenwijze.kalender)
    return None if klok is None else klok.uiterlijk


def werkstanden(zaak: Zaak, rekenwijze: Rekenwijze, vandaag: date) -> tuple[Werkstand, ...]:
    """How a case stands today and on every day to come; nothing has to be done when a day passes.

    The first is that of today and all days before it.

    It changes by itself when a fact that was recorded ahead ends the case, when a suspension begins or ends,
    and when a profile takes effect.
    """
    einde = einde_zonder_besluit(zaak.melding, zaak.aanvragen, zaak.feiten)
    per_profiel = {
        dag: zaakklokken(zaak, rekenwijze, dag)
        for dag in (vandaag, *rekenwijze.profielen.wissels(zaak.melding.gemeente, vandaag))
    }
    alle = [klok for eigen in per_profiel.values() for klok in eigen]
    grenzen = {*per_profiel, *(dag for klok in alle for dag in _grenzen(klok))}
    if einde is not None:
        grenzen.add(einde.op)
    dagen = [date.min, *sorted(dag for dag in grenzen if dag > vandaag), date.max]
    standen = []
    for vanaf, tot in pairwise(dagen):
        dag = max(vanaf, vandaag)
        eigen = per_profiel[max(eerste for eerste in per_profiel if eerste <= dag)]
        standen.append(_stand(vanaf, tot, einde is None or dag < einde.op, eigen, dag))
    return tuple(standen)


def _grenzen(klok: Klok) -> Iterable[date]:
    """The days on which a clock changes, apart from its coming to its end."""
    yield from (dag for dag in (klok.gestart, klok.gestopt, klok.vervallen) if dag is not None)
    for periode in klok.opgeschort:
        yield periode.begin
        if periode.eind is not None:
            yield periode.eind + DAG


def _stand(vanaf: date, tot: date, loopt: bool, klokken: tuple[Klok, ...], dag: date) -> Werkstand:
    """As it is on this day. The client's own clocks count for nothing: what a client may do is no duty."""
    aan_zet = [(klok.aan_zet_op(dag), klok) for klok in klokken if klok.aan_zet is not AanZet.CLIENT]
    dagen = [klok.uiterlijk for wie, klok in aan_zet if wie not in (None, AanZet.CLIENT) and klok.uiterlijk]
    staat_stil = any(wie is AanZet.CLIENT for wie, _ in aan_zet)
    evaluatie = any(klok.stap is Stap.EVALUATIE and wie is not None for wie, klok in aan_zet)
    return Werkstand(vanaf, tot, loopt, evaluatie, min(dagen, default=None), staat_stil and not dagen)


@dataclass(frozen=True, slots=True)
class Zaakstand:
    """How a whole case stands on one day."""

    uiterlijk: date | None
    """The first last day of all that runs; late when it has passed. None when nothing runs."""
    aan_zet: AanZet
    klokken: tuple[Klok, ...]
    """All but those of plans and allocations."""


def zaakstand(zaak: Zaak, rekenwijze: Rekenwijze, dag: date) -> Zaakstand:
    """How a case stands on a day, its plans, allocations and requests included."""
    einde = einde_zonder_besluit(zaak.melding, zaak.aanvragen, zaak.feiten)
    klokken = zaakklokken(zaak, rekenwijze, dag)
    eigen = _stand(dag, dag + DAG, einde is None or dag < einde.op, klokken, dag)
    toewijzen = [toewijzen_voor(besluit) for besluit in zaak.besluiten]
    plannen = zaak.ondersteuningsplannen if eigen.loopt else ()
    antwoorden = (antwoord_voor(bericht, rekenwijze) for bericht in zaak.berichten)
    in_plannen = (plan_uiterlijk(plan, rekenwijze) for plan in plannen)
    verzoeken = (verzoek_uiterlijk(verzoek, rekenwijze.kalender) for verzoek in zaak.verzoeken)
    dagen = (eigen.uiterlijk, *toewijzen, *antwoorden, *in_plannen, *verzoeken)
    gemeente_eerst = any(toewijzen) or bool(zaak.verzoeken)
    if eigen.wacht_op_client and not gemeente_eerst:
        aan_zet = AanZet.CLIENT
    elif any(map(aanbieder_aan_zet, plannen)) and not gemeente_eerst:
        aan_zet = AanZet.AANBIEDER
    else:
        aan_zet = AanZet.GEMEENTE
    return Zaakstand(min(filter(None, dagen), default=None), aan_zet, klokken)
