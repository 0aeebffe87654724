"""What a municipality may decide of a client, drawn so that it touches what runs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from app.domain.besluit.besluit import Besluitregel, Leveringsvorm
from app.domain.toewijzing.tijdlijn import Toegewezen
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang
from tests.bouw.verloop import P, Q, regel, uren
from tests.domain.toewijzing.zin import DAG, DAGEN

PER_WEEK = tuple(uren(volume) for volume in (2, 4))
PER_MAAND = uren(8, Frequentie.PER_MAAND)
"""Only this and aids may be open: any other extent of the standard asks an end (CD076)."""
TOTALEN = tuple(uren(volume, Frequentie.TOTAAL) for volume in (90, 100, 140))
BUDGETTEN = (90_000, 100_000)
HULPMIDDEL = Omvang(1, Eenheid.STUKS_INSPANNING, Frequentie.PER_MAAND)

OMVANGEN: dict[str, Sequence[tuple[Omvang | None, int | None]]] = {
    "01H01": [(omvang, None) for omvang in (*PER_WEEK, PER_MAAND)],
    "01H02": [(omvang, None) for omvang in (*TOTALEN, PER_WEEK[0])],
    "02": [(None, budget) for budget in BUDGETTEN],
    "11A01": [(HULPMIDDEL, None), (HULPMIDDEL, None), (TOTALEN[0], None), (TOTALEN[1], None)],
}
"""What each product is granted in: per week, in all, by a budget, or several at once."""
PRODUCTEN = ("01H01", "01H01", "01H02", "02", "11A01", "11A01")


@st.composite
def losse_regels(draw: st.DrawFn, dagen: Sequence[date]) -> Besluitregel:
    """A line that has nothing to do with what runs."""
    product = draw(st.sampled_from(PRODUCTEN))
    begin = draw(st.sampled_from(dagen))
    bij = draw(st.sampled_from([P, P, P, P, Q, None]))
    gekozen = een_regel(draw(st.sampled_from(OMVANGEN[product])), begin, draw(einden(begin)), bij, product)
    return draw(st.sampled_from([gekozen, van_leverancier(gekozen)])) if bij is None else gekozen


def van_leverancier(pgb: Besluitregel) -> Besluitregel:
    """The same from a shop without AGB code: it holds, and is never allocated."""
    return replace(
        pgb,
        leveringsvorm=Leveringsvorm.NATURA,
        leverancier="Traplift Zuid",
        omvang=HULPMIDDEL,
        budget=None,
        pgb_motivering=None,
    )


def een_regel(
    omvang: tuple[Omvang | None, int | None],
    begin: date,
    eind: date | None,
    bij: AgbCode | None,
    product: str,
) -> Besluitregel:
    if eind is None and bij is not None and omvang[0] not in (PER_MAAND, HULPMIDDEL):
        eind = max(begin, DAGEN[-1] - DAG)
    uur, budget = (None, 300_000) if bij is None else omvang
    return regel(uur, begin, eind, bij=bij, product=product, budget=budget)


def einden(begin: date) -> st.SearchStrategy[date | None]:
    """The day before one of the next days of the grid, the first day itself, or open."""
    later = [dag - DAG for dag in DAGEN if dag > begin] or [begin]
    return st.sampled_from([*later[:6], *later[:6], begin, None])


@st.composite
def volgende_regels(draw: st.DrawFn, geldt: Sequence[Toegewezen], ingang: date) -> list[Besluitregel]:
    """Of each support that holds: the same, other, later, elsewhere, in phases or nothing; and maybe more."""
    regels: list[Besluitregel] = []
    for oud in geldt:
        if oud.periode.eind is None or oud.periode.eind >= ingang - DAG:
            regels += draw(na(oud, ingang))
    if draw(st.sampled_from([True, False, False])):
        later = [dag for dag in DAGEN if dag >= ingang]
        regels.append(draw(losse_regels(later[:4])))
    return draw(st.permutations(regels))


@st.composite
def na(draw: st.DrawFn, oud: Toegewezen, ingang: date) -> list[Besluitregel]:
    """What becomes of one support."""
    product, bij, eind = oud.productcode or oud.categorie, oud.aanbieder, oud.periode.eind
    assert product is not None
    omvang = (oud.omvang, oud.budget)
    herhaald = oud.totaal and draw(st.sampled_from([True, True, True, False]))
    begin = oud.periode.begin if herhaald else max(ingang, oud.periode.begin)
    if eind is not None and eind < begin:
        return []
    ander = draw(st.sampled_from(OMVANGEN[product]))
    match draw(st.sampled_from(HOE)):
        case "gelijk":
            return [een_regel(omvang, begin, eind, bij, product)]
        case "anders":
            return [een_regel(ander, begin, eind, bij, product)]
        case "ander eind":
            return [een_regel(omvang, begin, draw(einden(begin)), bij, product)]
        case "later":
            later = draw(st.sampled_from([dag for dag in DAGEN if dag > begin][:3] or [begin]))
            return [een_regel(omvang, later, draw(einden(later)), bij, product)]
        case "elders":
            in_natura = ander if bij is None else omvang
            return [een_regel(in_natura, begin, eind, draw(st.sampled_from([P, Q, None])), product)]
        case "fasen":
            midden = draw(st.sampled_from([dag for dag in DAGEN if dag > begin][:3] or [begin]))
            if midden == begin or (eind is not None and midden > eind):
                return []
            return [
                een_regel(ander, begin, midden - DAG, bij, product),
                een_regel(omvang, midden, eind, bij, product),
            ]
        case "twee":
            return [een_regel(omvang, begin, eind, bij, product)] * 2
        case _:
            return []


HOE = (
    "gelijk",
    "gelijk",
    "gelijk",
    "anders",
    "anders",
    "ander eind",
    "ander eind",
    "later",
    "elders",
    "fasen",
    "twee",
    "weg",
)


def kort(wat: Iterable[Toegewezen | Besluitregel]) -> str:
    """For who reads a counterexample."""
    return "; ".join(
        f"{w.aanbieder and 'PQ'[w.aanbieder == Q]} {w.productcode or w.categorie} "
        f"{w.omvang and f'{w.omvang.volume}/{w.omvang.frequentie}'} {w.budget} "
        f"{w.periode.begin}..{w.periode.eind}"
        for w in wat
    )
