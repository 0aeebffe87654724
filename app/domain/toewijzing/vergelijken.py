"""What holds by decision, compared day by day with what is allocated: which numbers change, go or come.

Per client, provider, product and extent the days are walked. On each day as many numbers are kept as hold:
first those whose own period has that day, then those that ended the day before and may go on (OP380), then
new ones. A total is matched by its begin, for its amount is one over its whole run. Nothing is paired by
likeness or by the order of lines.

| what holds, beside a number | outcome | rules |
|---|---|---|
| the same | nothing | IV013, IV099 |
| not its first day | deleted: end = begin, 13; not sent when never known | OP033x1, CS335 |
| its first day, then less | the same number, an earlier end | OP257, OP258 |
| the same extent past its end, which has not passed | the same number, a later end | OP380 |
| the same extent past its end, which has passed | a new number from the day after | OP380, IV066 |
| the same, past an end by a fact that lapsed or moved | the same number, a later end | OP033x1 |
| the same extent before its begin | a new number for the days before | IV066, TR332 |
| a total with the same begin and unit | the same number, another end or amount | OP257 |
| anything else | the old one as above, and a new number | OP257, OP259, IV066 |
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.eisen import vervult
from app.domain.feit import Feit
from app.domain.toewijzing.gelijkheid import grenzen, toegewezen
from app.domain.toewijzing.tijdlijn import Aard, Stuk, Toegewezen
from app.domain.toewijzing.toewijzing import Toewijzing, Toewijzingsversie
from app.domain.waarden import DAG, Periode


@dataclass(frozen=True, slots=True)
class Nummer:
    """An allocation with what its provider knows of it."""

    toewijzing: Toewijzing
    bekend: Toewijzingsversie | None = None
    """Its last version in a message that was not rejected; what is ready to send counts as sent (OP286)."""
    hervat: bool = False
    """Whether its end came from a fact that lapsed or moved, so that it may go on after that end."""
    gedeclareerd: date | None = None
    """The last day of the lines on it that were granted and stand uncredited."""

    def mag_doorlopen(self, vandaag: date) -> bool:
        """Whether it may go on past its end: the end that the provider knows has not passed (OP380)."""
        if self.hervat or self.bekend is None:
            return True
        eind = self.bekend.periode.eind
        return eind is None or vandaag <= eind


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What becomes of a number, or a new number (None), to equal what holds by decision."""

    toewijzing: Toewijzing | None
    wordt: Toegewezen
    stuk: Stuk | None
    """The support that gives it its end; None when the number is deleted."""

    @property
    def verwijdert(self) -> bool:
        """Whether the number is deleted."""
        return self.stuk is None


@vervult("M18", "W08")
def vergelijk(stukken: Iterable[Stuk], nummers: Iterable[Nummer], vandaag: date) -> tuple[Wijziging, ...]:
    """What has to change for the numbers of one client to equal what holds; nothing when they do.

    Changes of existing numbers come first, by number; new ones follow by begin and product.
    """
    groepen: dict[Aard, tuple[list[Stuk], list[Nummer]]] = {}
    for stuk in stukken:
        if stuk.inhoud.aanbieder is not None:
            groepen.setdefault(stuk.inhoud.aard, ([], []))[0].append(stuk)
    for nummer in sorted(nummers, key=lambda n: n.toewijzing.nummer):
        if not nummer.toewijzing.verwijderd:
            groepen.setdefault(toegewezen(nummer.toewijzing).aard, ([], []))[1].append(nummer)
    wijzigingen = [
        wijziging
        for aard, groep in groepen.items()
        for wijziging in (_totalen(*groep) if aard.totaal else _per_dag(*groep, vandaag))
    ]
    return tuple(sorted(wijzigingen, key=_volgorde))


def _volgorde(wijziging: Wijziging) -> tuple[object, ...]:
    inhoud = wijziging.wordt
    if wijziging.toewijzing is not None:
        return 0, wijziging.toewijzing.nummer
    product = (inhoud.categorie or "", inhoud.productcode or "", inhoud.aanbieder)
    return 1, inhoud.periode.begin, product, str(inhoud.omvang), inhoud.budget or 0


def _totalen(stukken: Sequence[Stuk], nummers: Sequence[Nummer]) -> Iterator[Wijziging]:
    """A total keeps its number as long as its begin and unit are the same, whatever its amount and end."""
    over = list(nummers)
    zonder: list[Stuk] = []
    for stuk in stukken:  # what is equal goes first, so that of two at once the other one changes
        gelijk = next((n for n in over if toegewezen(n.toewijzing) == stuk.inhoud), None)
        if gelijk is None:
            zonder.append(stuk)
        else:
            over.remove(gelijk)
    for stuk in zonder:
        zelfde = next((n for n in over if n.toewijzing.actueel.periode.begin == stuk.periode.begin), None)
        if zelfde is not None:
            over.remove(zelfde)
        yield Wijziging(None if zelfde is None else zelfde.toewijzing, stuk.inhoud, stuk)
    yield from (_verwijdering(nummer.toewijzing) for nummer in over)


@dataclass(slots=True, eq=False)
class _Loper:
    """A number on its way along the days: an allocation, or a new one (None)."""

    nummer: Nummer | None
    begin: date
    eind: date | None = None

    def heeft(self, dag: date) -> bool:
        """Whether its own period has this day; a new number has none of its own."""
        return self.nummer is not None and self.nummer.toewijzing.actueel.periode.bevat(dag)


def _per_dag(stukken: Sequence[Stuk], nummers: Sequence[Nummer], vandaag: date) -> Iterator[Wijziging]:
    """Walk the stretches of days on which nothing begins or ends, and keep as many numbers as hold."""
    lopers = [_Loper(nummer, nummer.toewijzing.actueel.periode.begin) for nummer in nummers]
    lopers.sort(key=lambda loper: loper.begin)
    behouden: list[_Loper] = []
    lopend: list[_Loper] = []
    for dag in grenzen((*(s.periode for s in stukken), *(n.toewijzing.actueel.periode for n in nummers))):
        aantal = sum(stuk.periode.bevat(dag) for stuk in stukken)
        eigen = [w for w in lopers if w.heeft(dag) and (w.begin == dag or w in lopend)]
        verder = [w for w in lopend if not w.heeft(dag) and _mag_doorlopen(w, vandaag)]
        gekozen = [*eigen, *verder][:aantal]
        gekozen += [_Loper(None, dag) for _ in range(aantal - len(gekozen))]
        behouden += [w for w in gekozen if w not in lopend]
        for loper in lopend:
            if loper not in gekozen:
                loper.eind = dag - DAG
        lopend = gekozen
    yield from (_verwijdering(w.nummer.toewijzing) for w in lopers if w.nummer and w not in behouden)
    for loper in behouden:
        yield from _afgelegd(loper, stukken)


def _mag_doorlopen(loper: _Loper, vandaag: date) -> bool:
    return loper.nummer is None or loper.nummer.mag_doorlopen(vandaag)


def _afgelegd(loper: _Loper, stukken: Sequence[Stuk]) -> Iterator[Wijziging]:
    """The change that makes a number run as far as it came; nothing when it did already."""
    stuk = _laatste(stukken, loper.eind)
    wordt = replace(stuk.inhoud, periode=Periode(loper.begin, loper.eind))
    toewijzing = None if loper.nummer is None else loper.nummer.toewijzing
    if toewijzing is None or toegewezen(toewijzing) != wordt:
        yield Wijziging(toewijzing, wordt, stuk)


def _laatste(stukken: Sequence[Stuk], eind: date | None) -> Stuk:
    """The support that gives a number its end, of several what was decided last.

    Where another number takes over the next day, nothing ends: then it is what holds on that last day.
    """
    hier = [s for s in stukken if (s.periode.eind is None if eind is None else s.periode.bevat(eind))]
    return next((stuk for stuk in reversed(hier) if stuk.periode.eind == eind), hier[-1])


def _verwijdering(toewijzing: Toewijzing) -> Wijziging:
    inhoud = toegewezen(toewijzing)
    begin = inhoud.periode.begin
    return Wijziging(toewijzing, replace(inhoud, periode=Periode(begin, begin)), None)


def is_hervat(versie: Toewijzingsversie | None, feiten: Iterable[Feit]) -> bool:
    """Whether the end of a version came from a fact that has lapsed since, or moved to another day."""
    return versie is not None and any(
        feit.vervallen or feit.laatste_dag != versie.periode.eind
        for feit in feiten
        if feit.id == versie.feit_id
    )
