"""What holds by decision, written a second time, as the sentence says it (M18, W08).

Over a day decides, per reeks, the last decision whose ingangsdatum is not after it. What it grants on that
day has since gone under another product or provider by each omzetting whose day is not after it, and is not
there after the last day of a fact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.besluit.besluit import Besluit
from app.domain.feit import Feit
from app.domain.omzetting import Clientomzetting
from app.domain.toewijzing.tijdlijn import Aard, Gebeurtenis, Toegewezen, volgens_besluit
from app.domain.waarden import AgbCode, Periode

DAG = timedelta(days=1)
DAGEN = tuple(date(2026, 1, 1) + i * timedelta(days=10) for i in range(18))
"""On which something begins, or before which it ends."""
PEILDAGEN = sorted({dag + n * DAG for dag in DAGEN for n in (-1, 0, 1)} | {date(2030, 1, 1)})
"""Nothing begins or ends but around the days of the grid."""


class Beeld(NamedTuple):
    """How often each support is there on each day, and which totals there are."""

    dagen: dict[date, Counter[Aard]]
    totalen: Counter[Toegewezen]

    def bij(self, *aanbieders: AgbCode) -> "Beeld":
        """With these providers only."""
        return Beeld(
            {
                dag: Counter({aard: n for aard, n in telling.items() if aard.aanbieder in aanbieders})
                for dag, telling in self.dagen.items()
            },
            Counter({totaal: n for totaal, n in self.totalen.items() if totaal.aanbieder in aanbieders}),
        )


def beeld(inhouden: Iterable[Toegewezen]) -> Beeld:
    """What these give together."""
    inhouden = list(inhouden)
    per_dag = [(i.aard, i.periode) for i in inhouden if not i.totaal]
    return Beeld(
        {dag: Counter(aard for aard, periode in per_dag if periode.bevat(dag)) for dag in PEILDAGEN},
        Counter(i for i in inhouden if i.totaal),
    )


def volgens_de_zin(gebeurtenissen: Sequence[Gebeurtenis]) -> Beeld:
    """Over a day decides, per reeks, the last decision whose ingangsdatum is not after it."""
    uit = Beeld({dag: Counter() for dag in PEILDAGEN}, Counter())
    for keten in ketens(gebeurtenissen):
        for dag in PEILDAGEN:
            besluit = besluit_over(keten, dag)
            erna = gebeurtenissen[gebeurtenissen.index(besluit) + 1 :]
            ervoor = gebeurtenissen[: gebeurtenissen.index(besluit)]
            for regel in map(volgens_besluit, besluit.regels):
                if not regel.totaal and regel.periode.bevat(dag) and not eindigt(ervoor, regel, dag):
                    uit.dagen[dag].update(op_dag(regel, dag, erna))
        uit.totalen.update(totalen(gebeurtenissen, keten))
    return uit


def ketens(gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[list[Besluit]]:
    """Each reeks: a decision that changes no other, and those that changed it, one after another."""
    besluiten = [g for g in gebeurtenissen if isinstance(g, Besluit)]
    wijziging_van = {b.wijzigt: b for b in besluiten}
    for eerste in besluiten:
        if eerste.wijzigt is None:
            keten = [eerste]
            while keten[-1].id in wijziging_van:
                keten.append(wijziging_van[keten[-1].id])
            yield keten


def besluit_over(keten: Sequence[Besluit], dag: date) -> Besluit:
    """The last one whose ingangsdatum is not after the day; the first one always."""
    return next(b for b in reversed(keten) if b.ingangsdatum is None or b.ingangsdatum <= dag)


# Support per day


def op_dag(regel: Toegewezen, dag: date, erna: Iterable[Gebeurtenis]) -> list[Aard]:
    """What this line comes to on this day, after what happened since it was decided; none or one."""
    for gebeurtenis in erna:
        if isinstance(gebeurtenis, Feit) and maakt_einde(gebeurtenis, regel, dag):
            return []
        if isinstance(gebeurtenis, Clientomzetting) and gebeurtenis.per <= dag:
            regel = omgezet(regel, gebeurtenis)
    return [regel.aard]


def omgezet(inhoud: Toegewezen, omzetting: Clientomzetting) -> Toegewezen:
    """Under the product and provider that take the place of its own, when it is spoken of."""
    if not omzetting.van.betreft(inhoud.aanbieder, inhoud.categorie, inhoud.productcode):
        return inhoud
    naar = omzetting.naar
    return replace(
        inhoud,
        aanbieder=naar.aanbieder or inhoud.aanbieder,
        categorie=naar.categorie,
        productcode=naar.productcode,
    )


def eindigt(eerdere: Iterable[Gebeurtenis], inhoud: Toegewezen, dag: date) -> bool:
    """Whether a fact of before its decision ends it on this day all the same: it moved since."""
    return any(isinstance(g, Feit) and maakt_einde(g, inhoud, dag, inhoud.periode.begin) for g in eerdere)


def maakt_einde(feit: Feit, inhoud: Toegewezen, dag: date, begin: date | None = None) -> bool:
    """Whether this fact leaves nothing of it on this day; not of what was granted after a return."""
    return (
        dag > feit.laatste_dag
        and not (begin is not None and feit.terug_per is not None and begin >= feit.terug_per)
        and feit.betreft(inhoud.categorie, inhoud.productcode)
        and inhoud.aanbieder not in feit.wacht_bij
    )


# Totals


def totalen(gebeurtenissen: Sequence[Gebeurtenis], keten: Sequence[Besluit]) -> list[Toegewezen]:
    """The totals of a reeks: as the last line with that begin says, cut by a decision without such a line."""
    lopend: list[Toegewezen] = []
    for plaats, gebeurtenis in enumerate(gebeurtenissen):
        if isinstance(gebeurtenis, Feit):
            lopend = [over for totaal in lopend for over in na_feit(totaal, gebeurtenis)]
        elif isinstance(gebeurtenis, Clientomzetting):
            lopend = [totaal_omgezet(totaal, gebeurtenis) for totaal in lopend]
        elif gebeurtenis in keten:
            regels = [t for t in map(volgens_besluit, gebeurtenis.regels) if t.totaal]
            lopend = list(niet_herhaald(lopend, regels, gebeurtenis.ingangsdatum))
            for regel in regels:
                lopend += na_eerdere(regel, gebeurtenissen[:plaats])
    return lopend


def na_feit(totaal: Toegewezen, feit: Feit, begin: date | None = None) -> list[Toegewezen]:
    """What a fact leaves of a total."""
    eindigt_hier = maakt_einde(feit, totaal, date.max, begin)
    return tot_en_met(totaal, feit.laatste_dag) if eindigt_hier else [totaal]


def na_eerdere(totaal: Toegewezen, eerdere: Iterable[Gebeurtenis]) -> list[Toegewezen]:
    """What the facts of before its decision leave of a total, when they moved since."""
    over = [totaal]
    for feit in eerdere:
        if isinstance(feit, Feit):
            over = [rest for deel in over for rest in na_feit(deel, feit, totaal.periode.begin)]
    return over


def totaal_omgezet(totaal: Toegewezen, omzetting: Clientomzetting) -> Toegewezen:
    """A total goes over whole, when it has yet to begin."""
    return omgezet(totaal, omzetting) if totaal.periode.begin >= omzetting.per else totaal


def niet_herhaald(
    lopend: Sequence[Toegewezen], regels: Iterable[Toegewezen], ingang: date | None
) -> Iterator[Toegewezen]:
    """What remains of totals that no line repeats; of equal begins an equal total is repeated first."""
    over, regels = list(lopend), list(regels)
    if ingang is None:
        return
    for gelijk in (lambda a, b: a == b, lambda a, b: (a.aard, a.periode.begin) == (b.aard, b.periode.begin)):
        for wordt in list(regels):
            for oud in over:
                loopt = oud.periode.eind is None or oud.periode.eind >= ingang - DAG
                if loopt and gelijk(oud, wordt):
                    over.remove(oud)
                    regels.remove(wordt)
                    break
    for oud in over:
        yield from tot_en_met(oud, ingang - DAG)


def tot_en_met(inhoud: Toegewezen, dag: date) -> list[Toegewezen]:
    """What is left of it up to and including a day."""
    begin, eind = inhoud.periode.begin, inhoud.periode.eind
    if begin > dag:
        return []
    return [inhoud if eind is not None and eind <= dag else replace(inhoud, periode=Periode(begin, dag))]
