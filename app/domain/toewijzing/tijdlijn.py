"""What holds by decision: decisions, facts and omzettingen of a client, folded in their order (M18, W08).

Over a day decides, per reeks, the last decision whose ingangsdatum is not after it. A reeks is a decision
that changes no other, with those that changed it one after another.

| event | what it does |
|---|---|
| a decision without `wijzigt` | adds its lines and touches nothing else |
| a decision with `wijzigt` | ends its reeks the day before its ingangsdatum, and adds its lines |
| a line of a total with the same begin | replaces that total whole: it changes over its whole run (TR373) |
| a fact | ends what was announced before it, in every reeks, on its last day |
| an omzetting | puts what was announced before it under another product or provider, from its day on |
| - of a total that had begun by then | nothing: a total is never split |

A fact that moved to an earlier day ends what was decided after it too, unless the client was back by then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitstatus
from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.omzetting import Clientomzetting
from app.domain.waarden import DAG, AgbCode, Eenheid, Frequentie, Omvang, Periode

Gebeurtenis = Besluit | Feit | Clientomzetting


class Aard(NamedTuple):
    """What never changes about support, whatever its period: provider, product and extent.

    Of a total the amount is left out, since that changes under the same number (OP257); its unit stays.
    """

    aanbieder: AgbCode | None
    categorie: str | None
    productcode: str | None
    omvang: Omvang | Eenheid | None
    totaal: bool
    met_budget: bool
    leverancier: str | None


@dataclass(frozen=True, slots=True)
class Toegewezen:
    """What decision, allocation and message all carry: who delivers which product, when, how much."""

    aanbieder: AgbCode | None
    """None where nothing is allocated: a personal budget, and a supplier without AGB code."""
    categorie: str | None
    productcode: str | None
    periode: Periode
    omvang: Omvang | None
    budget: int | None
    """Cents."""
    leverancier: str | None = None
    """Name of a supplier without AGB code."""

    @property
    def is_pgb(self) -> bool:
        """Whether the client chooses who delivers."""
        return self.aanbieder is None and self.leverancier is None

    @property
    def totaalvolume(self) -> bool:
        """Whether the volume is one for the whole period: Frequentie 6."""
        return self.omvang is not None and self.omvang.frequentie is Frequentie.TOTAAL

    @property
    def totaal(self) -> bool:
        """Whether it is one amount over the whole period, volume or budget: never split or joined."""
        return self.totaalvolume or self.budget is not None

    @property
    def aard(self) -> Aard:
        """What has to be equal for two of them to share a number."""
        omvang = self.omvang.eenheid if self.omvang is not None and self.totaalvolume else self.omvang
        return Aard(
            self.aanbieder,
            self.categorie,
            self.productcode,
            omvang,
            self.totaal,
            self.budget is not None,
            self.leverancier,
        )


@dataclass(frozen=True, slots=True)
class Stuk:
    """Support that holds by decision over a period: where it comes from, and what set its end."""

    inhoud: Toegewezen
    reeks: UUID
    besluit: UUID
    regel: int
    """The line of the decision that it comes from."""
    eind_door: UUID
    """The event that set its end: its own decision, or what ended it earlier."""
    omgezet_door: UUID | None = None
    """The omzetting that put it under another product or provider than its line names."""

    @property
    def periode(self) -> Periode:
        """From when to when it holds."""
        return self.inhoud.periode

    def tot_en_met(self, dag: date, door: UUID) -> "Stuk | None":
        """What is left when an event ends it on this day; None when it begins later."""
        begin, eind = self.periode.begin, self.periode.eind
        if begin > dag:
            return None
        if eind is not None and eind <= dag:
            return self
        return replace(self, inhoud=replace(self.inhoud, periode=Periode(begin, dag)), eind_door=door)

    def loopt_over(self, dag: date) -> bool:
        """Whether it began before this day and has not ended by then."""
        return self.periode.begin < dag and self.periode.bevat(dag)


def volgens_besluit(regel: Besluitregel) -> Toegewezen:
    """What a line grants."""
    return Toegewezen(
        regel.aanbieder,
        regel.categorie,
        regel.productcode,
        regel.periode,
        regel.omvang,
        regel.budget,
        regel.leverancier,
    )


def in_volgorde(
    besluiten: Iterable[Besluit], feiten: Iterable[Feit], omzettingen: Iterable[Clientomzetting] = ()
) -> tuple[Gebeurtenis, ...]:
    """All events in the order of announcing and recording; what is not announced comes last.

    At one and the same moment a fact comes after the decisions, so that it ends what they grant. A decision
    that was withdrawn is none of them, also where another still names it as what it changes.
    """
    per_id = {b.id: b for b in besluiten if b.status is not Besluitstatus.INGETROKKEN}

    def plaats(gebeurtenis: Gebeurtenis) -> tuple[object, ...]:
        if not isinstance(gebeurtenis, Besluit):
            return 0, gebeurtenis.vastgelegd_op, len(per_id)
        rang = (Besluitstatus.BEKENDGEMAAKT, Besluitstatus.GENOMEN, Besluitstatus.ONTWERP).index(
            gebeurtenis.status
        )
        return rang, gebeurtenis.overgangen[-1].op, len(tuple(_voorgangers(gebeurtenis, per_id)))

    geldige_feiten = (feit for feit in feiten if not feit.vervallen)
    return tuple(sorted((*per_id.values(), *geldige_feiten, *omzettingen), key=plaats))


def regel_van(stuk: Stuk, gebeurtenissen: Iterable[Gebeurtenis]) -> Besluitregel:
    """The line of the decision that support comes from."""
    return next(
        regel
        for gebeurtenis in gebeurtenissen
        if isinstance(gebeurtenis, Besluit) and gebeurtenis.id == stuk.besluit
        for regel in gebeurtenis.regels
        if regel.nummer == stuk.regel
    )


def reeks_van(besluit: Besluit, besluiten: Iterable[Besluit]) -> tuple[Besluit, ...]:
    """The decisions that this one changes, directly or through others, the last one first."""
    return tuple(_voorgangers(besluit, {ander.id: ander for ander in besluiten}))


def _voorgangers(besluit: Besluit, per_id: dict[UUID, Besluit]) -> Iterator[Besluit]:
    """One after the other, each once: drafts were kept that change each other."""
    gezien = {besluit.id}
    while besluit.wijzigt in per_id and besluit.wijzigt not in gezien:
        besluit = per_id[besluit.wijzigt]
        gezien.add(besluit.id)
        yield besluit


@vervult("M18", "W08")
def geldend(gebeurtenissen: Iterable[Gebeurtenis]) -> tuple[Stuk, ...]:
    """What holds after these events, which are given in their order."""
    stukken: tuple[Stuk, ...] = ()
    reeksen: dict[UUID, UUID] = {}
    feiten: list[Feit] = []
    for gebeurtenis in gebeurtenissen:
        if isinstance(gebeurtenis, Feit):
            feiten.append(gebeurtenis)
            stukken = tuple(_na_feit(stukken, gebeurtenis))
        elif isinstance(gebeurtenis, Clientomzetting):
            stukken = tuple(_na_omzetting(stukken, gebeurtenis))
        else:
            besluit = gebeurtenis
            begin = besluit.id if besluit.wijzigt is None else besluit.wijzigt
            reeksen[besluit.id] = reeksen.get(begin, begin)
            nieuw = _toegekend(besluit, reeksen[besluit.id], feiten)
            stukken = (*_na_besluit(stukken, besluit, reeksen[besluit.id]), *nieuw)
    return stukken


def _na_feit(stukken: Iterable[Stuk], feit: Feit) -> Iterator[Stuk]:
    for stuk in stukken:
        wacht = stuk.inhoud.aanbieder in feit.wacht_bij
        if feit.betreft(stuk.inhoud.categorie, stuk.inhoud.productcode) and not wacht:
            over = stuk.tot_en_met(feit.laatste_dag, feit.id)
            if over is not None:
                yield over
        else:
            yield stuk


def _na_omzetting(stukken: Iterable[Stuk], omzetting: Clientomzetting) -> Iterator[Stuk]:
    for stuk in stukken:
        if not wordt_omgezet(stuk.inhoud, omzetting) or not gaat_over(stuk, omzetting):
            yield stuk
            continue
        if stuk.loopt_over(omzetting.per):
            voor = stuk.tot_en_met(omzetting.per - DAG, omzetting.id)
            assert voor is not None
            yield voor
        yield replace(stuk, inhoud=omgezet(stuk.inhoud, omzetting), omgezet_door=omzetting.id)


def omgezet(inhoud: Toegewezen, omzetting: Clientomzetting) -> Toegewezen:
    """What support that goes over becomes: the same extent and end, under another product or provider."""
    naar = omzetting.naar
    return replace(
        inhoud,
        aanbieder=naar.aanbieder or inhoud.aanbieder,
        categorie=naar.categorie,
        productcode=naar.productcode,
        periode=Periode(max(inhoud.periode.begin, omzetting.per), inhoud.periode.eind),
    )


def wordt_omgezet(inhoud: Toegewezen, omzetting: Clientomzetting) -> bool:
    """Whether an omzetting speaks of this support, and it has not ended by then."""
    eind = inhoud.periode.eind
    nog_lopend = eind is None or eind >= omzetting.per
    return nog_lopend and omzetting.betreft(inhoud.aanbieder, inhoud.categorie, inhoud.productcode)


def gaat_over(stuk: Stuk, omzetting: Clientomzetting) -> bool:
    """Whether what it speaks of does go over: a total that runs over the day is never split (TR373)."""
    return not (stuk.inhoud.totaal and stuk.loopt_over(omzetting.per))


def _toegekend(besluit: Besluit, reeks: UUID, feiten: Iterable[Feit]) -> tuple[Stuk, ...]:
    """The lines of a decision; a fact told before it may have moved since, and then ends them too."""
    nieuw = [
        Stuk(volgens_besluit(regel), reeks, besluit.id, regel.nummer, besluit.id) for regel in besluit.regels
    ]
    for feit in feiten:
        na_terugkeer = [stuk for stuk in nieuw if feit.is_terug(stuk.periode.begin)]
        nieuw = [*na_terugkeer, *_na_feit((stuk for stuk in nieuw if stuk not in na_terugkeer), feit)]
    return tuple(nieuw)


def _na_besluit(stukken: tuple[Stuk, ...], besluit: Besluit, reeks: UUID) -> tuple[Stuk, ...]:
    """What a decision leaves of what held before it."""
    if besluit.ingangsdatum is None:
        return stukken
    vervangen = [oud for oud, _ in vervangen_totalen(stukken, besluit, reeks)]
    over: list[Stuk] = []
    for stuk in stukken:
        if stuk.reeks != reeks:
            over.append(stuk)
        elif stuk not in vervangen:
            rest = stuk.tot_en_met(besluit.ingangsdatum - DAG, besluit.id)
            over += () if rest is None else (rest,)
    return tuple(over)


def vervangen_totalen(
    stukken: Iterable[Stuk], besluit: Besluit, reeks: UUID
) -> tuple[tuple[Stuk, Besluitregel], ...]:
    """Which running totals of its reeks a decision replaces whole, and by which line: each once.

    A line replaces the total with its provider, product, unit and begin, also where that begin lies before
    the ingangsdatum. Of several, the one with the same amount and end comes first.
    """
    assert besluit.ingangsdatum is not None
    dag_ervoor = besluit.ingangsdatum - DAG
    over = [
        stuk
        for stuk in stukken
        if stuk.reeks == reeks
        and stuk.inhoud.totaal
        and (stuk.periode.eind is None or stuk.periode.eind >= dag_ervoor)
    ]
    paren: list[tuple[Stuk, Besluitregel]] = []
    for gelijk in (True, False):
        for regel in besluit.regels:
            nieuw = volgens_besluit(regel)
            sleutel = nieuw.aard, nieuw.periode.begin
            zelfde = (
                s
                for s in over
                if (s.inhoud.aard, s.periode.begin) == sleutel and (s.inhoud == nieuw or not gelijk)
            )
            gekozen = None if any(regel is r for _, r in paren) else next(zelfde, None)
            if gekozen is not None:
                over.remove(gekozen)
                paren.append((gekozen, regel))
    return tuple(paren)
