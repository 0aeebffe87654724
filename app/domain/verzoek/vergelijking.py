"""What is asked beside what holds by decision and what is allocated, product by product, and what differs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain import woorden
from app.domain.besluit.besluit import Besluit, Besluitregel
from app.domain.keten.dossier import Verzoeksoort
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.gelijkheid import toegewezen
from app.domain.toewijzing.tijdlijn import Stuk, Toegewezen, geldend
from app.domain.toewijzing.toewijzing import Toewijzing
from app.domain.verzoek.verzoek import BewaardVerzoek, Gevraagd, Verzoekinhoud, Vraagsoort
from app.domain.waarden import DAG, Omvang, Periode
from app.domain.woorden import datum


class Richting(StrEnum):
    """What is asked, against what was decided."""

    MEER = "meer"
    MINDER = "minder"
    ANDERS = "anders"


BRON = {
    Richting.MEER: "Wmo 2.3.5, 2.3.9",
    Richting.MINDER: "Wmo 2.3.10",
    Richting.ANDERS: "Wmo 2.3.5, 2.3.9",
}
"""What asks a decision with the client before it can be so."""


@dataclass(frozen=True, slots=True)
class Verschil:
    """One point in which a product is asked otherwise than it was decided."""

    veld: str
    richting: Richting
    uitleg: str
    """In Dutch."""
    bron: str


@dataclass(frozen=True, slots=True)
class Beslist:
    """Support that holds by decision: the line that it comes from, and what is left of it."""

    besluit: Besluit
    regel: Besluitregel
    inhoud: Toegewezen
    """With the period over which it holds."""

    @property
    def uitgevoerd(self) -> bool:
        """Whether its allocations were made."""
        return not self.besluit.toe_te_wijzen


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One product that is asked for, beside the running allocation and the decisions."""

    gevraagd: Gevraagd
    """With the product of the allocation that it changes or leaves as it is."""
    toewijzing: Toewijzing | None
    besloten: tuple[Beslist, ...]
    verschillen: tuple[Verschil, ...]


def vergelijk(
    verzoek: BewaardVerzoek, inhoud: Verzoekinhoud, lijn: Clientlijn, vandaag: date
) -> tuple[Vergelijking, ...]:
    """Each product as it is asked, in the light of all that was announced, carried out or not."""
    stukken = besloten_bij(verzoek, lijn)
    return tuple(_vergelijk(verzoek, gevraagd, stukken, lijn, vandaag) for gevraagd in inhoud.producten)


def besloten_bij(verzoek: BewaardVerzoek, lijn: Clientlijn) -> tuple[Beslist, ...]:
    """The support at the provider that asks that holds once every announced decision is carried out."""
    besluiten = {besluit.id: besluit for besluit in lijn.besluiten}
    wachtend = (besluit for besluit in lijn.besluiten if besluit.toe_te_wijzen)
    return tuple(
        _beslist(stuk, besluiten[stuk.besluit])
        for stuk in geldend(lijn.met(*wachtend))
        if stuk.inhoud.aanbieder == verzoek.aanbieder
    )


def ongevraagd(
    vergelijkingen: Sequence[Vergelijking], besloten: Iterable[Beslist], vandaag: date
) -> tuple[Beslist, ...]:
    """What holds, now or later, and is not in a request for change, which is granted as it is (OP348)."""
    gevraagd = [b for v in vergelijkingen for b in v.besloten]
    return tuple(
        b
        for b in besloten
        if b not in gevraagd
        and _loopt(b.inhoud.periode.eind, vandaag)
        and not any(_tot_wijziging(v, b.inhoud) for v in vergelijkingen)
    )


def _tot_wijziging(vergelijking: Vergelijking, inhoud: Toegewezen) -> bool:
    """Whether this is of the allocation until the day from which it is to change, where `_ervoor` looks."""
    gevraagd, toewijzing, eind = vergelijking.gevraagd, vergelijking.toewijzing, inhoud.periode.eind
    if gevraagd.soort is not Vraagsoort.WIJZIGEN or toewijzing is None or gevraagd.begin is None:
        return False
    tot_dan = eind is not None and toewijzing.actueel.periode.begin <= eind < gevraagd.begin
    return tot_dan and _zelfde_product(gevraagd, inhoud.categorie, inhoud.productcode)


def _loopt(eind: date | None, vandaag: date) -> bool:
    return eind is None or vandaag <= eind


def _beslist(stuk: Stuk, besluit: Besluit) -> Beslist:
    regel = next(regel for regel in besluit.regels if regel.nummer == stuk.regel)
    return Beslist(besluit, regel, stuk.inhoud)


def _vergelijk(
    verzoek: BewaardVerzoek,
    gevraagd: Gevraagd,
    stukken: Sequence[Beslist],
    lijn: Clientlijn,
    vandaag: date,
) -> Vergelijking:
    toewijzing = _toewijzing(verzoek, gevraagd, lijn)
    if gevraagd.toewijzing is not None and toewijzing is not None:
        gevraagd = _aangevuld(gevraagd, toewijzing)
    besloten = tuple(b for b in stukken if past(gevraagd, b.inhoud))
    return Vergelijking(
        gevraagd,
        toewijzing,
        besloten,
        tuple(_verschillen(verzoek, gevraagd, toewijzing, besloten, stukken, vandaag)),
    )


def _toewijzing(verzoek: BewaardVerzoek, gevraagd: Gevraagd, lijn: Clientlijn) -> Toewijzing | None:
    """The allocation that is named, or of what is new one of the same product on a day that is asked for."""
    eigen = [t for t in lijn.toewijzingen if t.aanbieder == verzoek.aanbieder and not t.onder_eerder_bsn]
    if gevraagd.toewijzing is not None:
        return next((t for t in eigen if t.nummer == gevraagd.toewijzing), None)
    return next(
        (
            t
            for t in eigen
            if not t.verwijderd
            and _zelfde_product(gevraagd, t.categorie, t.productcode)
            and _raakt(gevraagd, t.actueel.periode.begin, t.actueel.periode.eind)
        ),
        None,
    )


def _aangevuld(gevraagd: Gevraagd, toewijzing: Toewijzing) -> Gevraagd:
    """With the product of its allocation; what stays as it is with all of it."""
    met_product = replace(gevraagd, categorie=toewijzing.categorie, productcode=toewijzing.productcode)
    if gevraagd.soort is not Vraagsoort.ONGEWIJZIGD:
        return met_product
    nu = toewijzing.actueel
    return replace(
        met_product, begin=nu.periode.begin, eind=nu.periode.eind, omvang=nu.omvang, budget=nu.budget
    )


def past(gevraagd: Gevraagd, inhoud: Toegewezen) -> bool:
    """Whether this is support with the product that is asked for, on a day for which it is asked."""
    return _zelfde_product(gevraagd, inhoud.categorie, inhoud.productcode) and _raakt(
        gevraagd, inhoud.periode.begin, inhoud.periode.eind
    )


def _zelfde_product(gevraagd: Gevraagd, categorie: str | None, code: str | None) -> bool:
    """Whether it is the product that is asked for; what is asked with less detail fits any (OP259)."""
    if gevraagd.categorie is None and gevraagd.toewijzing is None:
        return True
    zonder_code = gevraagd.productcode is None and gevraagd.toewijzing is None
    return gevraagd.categorie == categorie and (zonder_code or gevraagd.productcode == code)


def _raakt(gevraagd: Gevraagd, begin: date, eind: date | None) -> bool:
    if gevraagd.begin is None:
        return False
    voor_einde = gevraagd.eind is None or begin <= gevraagd.eind
    return voor_einde and (eind is None or gevraagd.begin <= eind)


def _verschillen(
    verzoek: BewaardVerzoek,
    gevraagd: Gevraagd,
    toewijzing: Toewijzing | None,
    besloten: Sequence[Beslist],
    stukken: Sequence[Beslist],
    vandaag: date,
) -> Iterator[Verschil]:
    nummer = gevraagd.toewijzing
    if nummer is not None and (toewijzing is None or not toewijzing.loopt(vandaag)):
        uitleg = f"Toewijzing {nummer} loopt niet meer; zij is niet te wijzigen."
        yield Verschil("toewijzing", Richting.ANDERS, uitleg, "OP306, TR351")
        return
    if not besloten:
        uitleg = "Dit product is voor de gevraagde periode niet besloten bij deze aanbieder."
        yield Verschil("productcode", Richting.MEER, uitleg, BRON[Richting.MEER])
        return
    assert gevraagd.begin is not None
    verstreken = verzoek.dagtekening < gevraagd.begin < vandaag
    geldt = _aaneen(_naast(gevraagd, besloten, vandaag if verstreken else None), besloten)
    if not verstreken:  # once the day has passed that was asked for, days may move (OP348)
        yield from _dagen(verzoek, gevraagd, geldt)
    yield from _hoeveel(gevraagd, geldt)
    if gevraagd.soort is Vraagsoort.WIJZIGEN and toewijzing is not None:
        wijzigt_op = geldt.periode.begin if verstreken else gevraagd.begin
        eigen = [
            b.inhoud for b in stukken if _zelfde_product(gevraagd, b.inhoud.categorie, b.inhoud.productcode)
        ]
        yield from _ervoor(toewijzing, wijzigt_op, eigen)


def _naast(gevraagd: Gevraagd, besloten: Sequence[Beslist], vanaf: date | None) -> Toegewezen:
    """The support to lay beside what is asked: on its first day, or with `vanaf` on that day or later.

    Of several that hold, as aids may, the one of which as much is asked.
    """
    assert gevraagd.begin is not None
    op = [b.inhoud for b in besloten if b.inhoud.periode.bevat(vanaf or gevraagd.begin)]
    mogelijk = op if vanaf is None else [b.inhoud for b in besloten if _loopt(b.inhoud.periode.eind, vanaf)]
    gelijk = (i for i in mogelijk if (i.omvang, i.budget) == (gevraagd.omvang, gevraagd.budget))
    return next(gelijk, (*op, besloten[0].inhoud)[0])


def _ervoor(toewijzing: Toewijzing, wijzigt_op: date, besloten: Sequence[Toegewezen]) -> Iterator[Verschil]:
    """Each stretch before a change over which its allocation would not go on as it is (IV093)."""
    nu = toegewezen(toewijzing)
    tot = min(wijzigt_op - DAG, nu.periode.eind or date.max)
    vanaf = nu.periode.begin
    for periode in sorted((i.periode for i in besloten if i.aard == nu.aard), key=_begin):
        if periode.begin > vanaf:
            yield from _onderbroken(toewijzing.nummer, vanaf, min(tot, periode.begin - DAG), besloten)
        if periode.eind is None:
            return
        vanaf = max(vanaf, periode.eind + DAG)
    yield from _onderbroken(toewijzing.nummer, vanaf, tot, besloten)


def _onderbroken(nummer: int, vanaf: date, tot: date, besloten: Sequence[Toegewezen]) -> Iterator[Verschil]:
    if tot < vanaf:
        return
    anders = any(i.periode.begin <= tot and _loopt(i.periode.eind, vanaf) for i in besloten)
    uitleg = (
        f"Tot de gevraagde wijziging blijft toewijzing {nummer} zoals zij is; van {_dag(vanaf)} tot en met "
        f"{_dag(tot)} is {'iets anders' if anders else 'niets'} besloten."
    )
    yield Verschil("begindatum", Richting.ANDERS if anders else Richting.MEER, uitleg, "IV093")


def _aaneen(inhoud: Toegewezen, besloten: Sequence[Beslist]) -> Toegewezen:
    """This support with what goes on equally before and after it by another line; a total stands alone."""
    if inhoud.totaal:
        return inhoud
    begin, eind = inhoud.periode.begin, inhoud.periode.eind
    gelijk = sorted((b.inhoud.periode for b in besloten if b.inhoud.aard == inhoud.aard), key=_begin)
    for periode in gelijk:
        if eind is not None and periode.begin == eind + DAG:
            eind = periode.eind
    for periode in reversed(gelijk):
        if periode.eind is not None and periode.eind + DAG == begin:
            begin = periode.begin
    return replace(inhoud, periode=Periode(begin, eind))


def _begin(periode: Periode) -> date:
    return periode.begin


def _dagen(verzoek: BewaardVerzoek, gevraagd: Gevraagd, geldt: Toegewezen) -> Iterator[Verschil]:
    begin, eind = geldt.periode.begin, geldt.periode.eind
    assert gevraagd.begin is not None
    later_mag = verzoek.soort is Verzoeksoort.WIJZIGING and gevraagd.soort is Vraagsoort.WIJZIGEN
    if gevraagd.begin < begin or (gevraagd.begin > begin and not later_mag):
        richting = Richting.MEER if gevraagd.begin < begin else Richting.MINDER
        yield _anders("begindatum", richting, _dag(gevraagd.begin), _dag(begin))
    if gevraagd.eind != eind:
        langer = eind is not None and (gevraagd.eind is None or gevraagd.eind > eind)
        richting = Richting.MEER if langer else Richting.MINDER
        yield _anders("einddatum", richting, _dag(gevraagd.eind), _dag(eind))


def _hoeveel(gevraagd: Gevraagd, geldt: Toegewezen) -> Iterator[Verschil]:
    if gevraagd.omvang != geldt.omvang:
        richting = _richting(_grootte(gevraagd.omvang, geldt.omvang), _grootte(geldt.omvang, gevraagd.omvang))
        yield _anders("omvang", richting, _omvang(gevraagd.omvang), _omvang(geldt.omvang))
    if gevraagd.budget != geldt.budget:
        richting = _richting(gevraagd.budget, geldt.budget)
        yield _anders("budget", richting, _budget(gevraagd.budget), _budget(geldt.budget))


def _anders(veld: str, richting: Richting, gevraagd: str, besloten: str) -> Verschil:
    return Verschil(veld, richting, f"Gevraagd is {gevraagd}; besloten is {besloten}.", BRON[richting])


def _richting(gevraagd: object, besloten: object) -> Richting:
    if not isinstance(gevraagd, int) or not isinstance(besloten, int):
        return Richting.ANDERS
    return Richting.MEER if gevraagd > besloten else Richting.MINDER


def _grootte(omvang: Omvang | None, ander: Omvang | None) -> int | None:
    """The volume, where both count the same in the same way."""
    if omvang is None or ander is None:
        return None
    zelfde = (omvang.eenheid, omvang.frequentie) == (ander.eenheid, ander.frequentie)
    return omvang.volume if zelfde else None


def _dag(dag: date | None) -> str:
    return "geen einddatum" if dag is None else f"{datum(dag)}"


def _omvang(omvang: Omvang | None) -> str:
    if omvang is None:
        return "geen omvang"
    code = f" (eenheid {omvang.eenheid.value})" if omvang.eenheid in woorden.IN_STUKS else ""
    return f"{woorden.omvang(omvang)}{code}"


def _budget(budget: int | None) -> str:
    return "geen budget" if budget is None else f"{budget} cent"
