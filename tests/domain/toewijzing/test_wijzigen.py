"""Change or new: the decision table of the standard, and what holds for every change."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from app.domain.toewijzing.wijzigen import (
    Aanpassing,
    Beeindiging,
    NieuweToewijzing,
    Vervanging,
    Verwijdering,
    Wens,
    Wijziging,
    bepaal_wijziging,
    laatste_dag,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.toewijzing.gelijkheid import Toegewezen
from app.domain.toewijzing.toewijzing import FEITEN, Afspraak, Oorzaak, Toewijzing, Toewijzingsversie
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Gemeentecode, Omvang, Periode

VANDAAG = date(2026, 6, 1)
AANBIEDER = AgbCode("41410001")
AFSPRAAK = Afspraak(VANDAAG, "teamleider", "De aanbieder stemt in.")

PER_WEEK = Omvang(120, Eenheid.MINUUT, Frequentie.PER_WEEK)
MEER_PER_WEEK = Omvang(180, Eenheid.MINUUT, Frequentie.PER_WEEK)
TOTAAL = Omvang(1000, Eenheid.MINUUT, Frequentie.TOTAAL)
MEER_TOTAAL = Omvang(1500, Eenheid.MINUUT, Frequentie.TOTAAL)
MINDER_TOTAAL = Omvang(500, Eenheid.MINUUT, Frequentie.TOTAAL)

B, E = date(2026, 1, 1), date(2026, 12, 31)
"""Begin and end of the allocation that is changed: it runs today."""


def dag(maand: int, dag: int = 1, jaar: int = 2026) -> date:
    return date(jaar, maand, dag)


def inhoud(
    begin: date = B,
    eind: date | None = E,
    omvang: Omvang | None = PER_WEEK,
    budget: int | None = None,
    product: tuple[str | None, str | None] = ("01", "01H01"),
) -> Toegewezen:
    return Toegewezen(AANBIEDER, *product, Periode(begin, eind), omvang, budget)


def een_toewijzing(van: Toegewezen, reden: str | None = None) -> Toewijzing:
    versie = Toewijzingsversie(
        1, datetime(2025, 12, 1, tzinfo=UTC), van.periode, van.omvang, van.budget, UUID(int=1), 1,
        reden_wijziging=reden,
    )  # fmt: skip
    return Toewijzing(
        7, Gemeentecode("0957"), UUID(int=2), UUID(int=3), van.aanbieder, van.categorie, van.productcode,
        (versie,),
    )  # fmt: skip


def anders(
    eind: date | None,
    reden: str,
    omvang: Omvang | None = PER_WEEK,
    budget: int | None = None,
    oorzaak: Oorzaak = Oorzaak.HERBEOORDELING,
) -> Aanpassing:
    return Aanpassing(eind, omvang, budget, oorzaak, reden)


def nieuw(van: Toegewezen) -> NieuweToewijzing:
    return NieuweToewijzing(van)


def herbeoordeeld(wordt: Toegewezen) -> Vervanging:
    return Vervanging(Oorzaak.HERBEOORDELING, wordt)


ANDER_PRODUCT = ("01", "01H02")
ZONDER_OMVANG = {"omvang": None, "product": ("01", None)}
BUDGET = {"omvang": None, "budget": 5000, "product": ("01", None)}

TABEL: dict[str, tuple[Toegewezen, Wens, tuple[Wijziging, ...]]] = {
    "the same again: nothing": (inhoud(), herbeoordeeld(inhoud()), ()),
    "later end: same number, 04 (OP380)": (
        inhoud(),
        herbeoordeeld(inhoud(eind=dag(6, jaar=2027))),
        (anders(dag(6, jaar=2027), "04"),),
    ),
    "later end in a line that begins today: same number (OP380)": (
        inhoud(),
        herbeoordeeld(inhoud(VANDAAG, dag(6, jaar=2027))),
        (anders(dag(6, jaar=2027), "04"),),
    ),
    "later end in a line that begins the day after the old end: same number (OP380)": (
        inhoud(),
        herbeoordeeld(inhoud(dag(1, jaar=2027), dag(6, jaar=2027))),
        (anders(dag(6, jaar=2027), "04"),),
    ),
    "open end: same number (OP380)": (inhoud(), herbeoordeeld(inhoud(eind=None)), (anders(None, "04"),)),
    "extension of an allocation without extent: same number (OP380)": (
        inhoud(**ZONDER_OMVANG),
        herbeoordeeld(inhoud(eind=dag(6, jaar=2027), **ZONDER_OMVANG)),
        (anders(dag(6, jaar=2027), "04", omvang=None),),
    ),
    "extension on the last day: same number (OP380)": (
        inhoud(eind=VANDAAG),
        herbeoordeeld(inhoud(eind=E)),
        (anders(E, "04"),),
    ),
    "extension after the old end: a new number for the days after (OP380)": (
        inhoud(eind=dag(5, 31)),
        herbeoordeeld(inhoud(eind=E)),
        (nieuw(inhoud(dag(6), E)),),
    ),
    "a later period with a gap: a new number": (
        inhoud(eind=dag(7)),
        herbeoordeeld(inhoud(dag(9), E)),
        (nieuw(inhoud(dag(9), E)),),
    ),
    "earlier end: same number, 05": (inhoud(), herbeoordeeld(inhoud(eind=dag(9))), (anders(dag(9), "05"),)),
    "an end where there was none: same number, 05": (
        inhoud(eind=None),
        herbeoordeeld(inhoud()),
        (anders(E, "05"),),
    ),
    "earlier begin: a new number for the days before": (
        inhoud(),
        herbeoordeeld(inhoud(begin=dag(11, jaar=2025))),
        (nieuw(inhoud(dag(11, jaar=2025), dag(12, 31, 2025))),),
    ),
    "other extent per week: ends the day before, new number (OP257)": (
        inhoud(),
        herbeoordeeld(inhoud(dag(7), E, MEER_PER_WEEK)),
        (anders(dag(6, 30), "05"), nieuw(inhoud(dag(7), E, MEER_PER_WEEK))),
    ),
    "other product: ends the day before, new number (OP257)": (
        inhoud(),
        herbeoordeeld(inhoud(dag(7), E, product=ANDER_PRODUCT)),
        (anders(dag(6, 30), "05"), nieuw(inhoud(dag(7), E, product=ANDER_PRODUCT))),
    ),
    "other extent from the first day: deleted, new number": (
        inhoud(dag(7), E),
        herbeoordeeld(inhoud(dag(7), E, MEER_PER_WEEK)),
        (
            anders(dag(7), "13", oorzaak=Oorzaak.VERWIJDERING),
            nieuw(inhoud(dag(7), E, MEER_PER_WEEK)),
        ),
    ),
    "other extent after the old end: the old one is left alone": (
        inhoud(eind=dag(7)),
        herbeoordeeld(inhoud(dag(9), E, MEER_PER_WEEK)),
        (nieuw(inhoud(dag(9), E, MEER_PER_WEEK)),),
    ),
    "higher total with Frequentie 6: same number, 04": (
        inhoud(omvang=TOTAAL),
        herbeoordeeld(inhoud(omvang=MEER_TOTAAL)),
        (anders(E, "04", MEER_TOTAAL),),
    ),
    "higher total and later end with Frequentie 6: same number (OP257)": (
        inhoud(omvang=TOTAAL),
        herbeoordeeld(inhoud(eind=dag(3, jaar=2027), omvang=MEER_TOTAAL)),
        (anders(dag(3, jaar=2027), "04", MEER_TOTAAL),),
    ),
    "a total for a period of its own: ends the day before, new number": (
        inhoud(omvang=TOTAAL),
        herbeoordeeld(inhoud(dag(7), E, MEER_TOTAAL)),
        (anders(dag(6, 30), "05", TOTAAL), nieuw(inhoud(dag(7), E, MEER_TOTAAL))),
    ),
    "a total instead of an extent per week: new number": (
        inhoud(),
        herbeoordeeld(inhoud(dag(7), E, TOTAAL)),
        (anders(dag(6, 30), "05"), nieuw(inhoud(dag(7), E, TOTAAL))),
    ),
    "higher budget: same number, 04": (
        inhoud(**BUDGET),
        herbeoordeeld(inhoud(**(BUDGET | {"budget": 9000}))),
        (anders(E, "04", None, 9000),),
    ),
    "at the provider's request: 12": (
        inhoud(),
        Vervanging(Oorzaak.VERZOEK_AANBIEDER, inhoud(eind=dag(9))),
        (anders(dag(9), "12", oorzaak=Oorzaak.VERZOEK_AANBIEDER),),
    ),
    "lower total at the provider's request needs no agreement": (
        inhoud(omvang=TOTAAL),
        Vervanging(Oorzaak.VERZOEK_AANBIEDER, inhoud(omvang=MINDER_TOTAAL)),
        (anders(E, "12", MINDER_TOTAAL, oorzaak=Oorzaak.VERZOEK_AANBIEDER),),
    ),
    "by another contract: 03": (
        inhoud(),
        Vervanging(Oorzaak.CONTRACTWIJZIGING, inhoud(dag(7), E, product=ANDER_PRODUCT)),
        (
            anders(dag(6, 30), "03", oorzaak=Oorzaak.CONTRACTWIJZIGING),
            nieuw(inhoud(dag(7), E, product=ANDER_PRODUCT)),
        ),
    ),
    "repair of the end: same number, 14": (
        inhoud(eind=dag(9)),
        Vervanging(Oorzaak.CORRECTIE, inhoud()),
        (anders(E, "14", oorzaak=Oorzaak.CORRECTIE),),
    ),
    "repair of the product: deleted, and granted again": (
        inhoud(),
        Vervanging(Oorzaak.CORRECTIE, inhoud(product=ANDER_PRODUCT)),
        (
            anders(B, "13", oorzaak=Oorzaak.VERWIJDERING),
            nieuw(inhoud(product=ANDER_PRODUCT)),
        ),
    ),
    "repair of the begin to a later day: new extent of time means a new number": (
        inhoud(eind=dag(7), omvang=TOTAAL),
        Vervanging(Oorzaak.CORRECTIE, inhoud(dag(7, 2), E, TOTAAL)),
        (nieuw(inhoud(dag(7, 2), E, TOTAAL)),),
    ),
    "deletion: end = begin, 13": (
        inhoud(),
        Verwijdering(),
        (anders(B, "13", oorzaak=Oorzaak.VERWIJDERING),),
    ),
    "moved away: ends, 07": (
        inhoud(),
        Beeindiging(Oorzaak.VERHUIZING, dag(8, 31)),
        (anders(dag(8, 31), "07", oorzaak=Oorzaak.VERHUIZING),),
    ),
    "a fact before the begin: it never was": (
        inhoud(dag(7), E),
        Beeindiging(Oorzaak.VERHUIZING, dag(6, 15)),
        (anders(dag(7), "13", oorzaak=Oorzaak.VERWIJDERING),),
    ),
    "a fact after the end: nothing": (
        inhoud(eind=dag(7)),
        Beeindiging(Oorzaak.VERHUIZING, dag(8, 31)),
        (),
    ),
}


@pytest.mark.parametrize(("toewijzing", "wens", "verwacht"), TABEL.values(), ids=TABEL)
def test_the_standard_decides_between_change_and_new(
    toewijzing: Toegewezen, wens: Wens, verwacht: tuple[Wijziging, ...]
) -> None:
    assert bepaal_wijziging(een_toewijzing(toewijzing), wens, vandaag=VANDAAG) == verwacht


@pytest.mark.parametrize(
    ("oorzaak", "reden"),
    [
        (Oorzaak.OVERLIJDEN, "02"),
        (Oorzaak.ANDER_DOMEIN, "06"),
        (Oorzaak.VERHUIZING, "07"),
        (Oorzaak.PGB, "08"),
        (Oorzaak.ANDERE_AANBIEDER, "09"),
    ],
)
def test_a_fact_gives_its_reden_wijziging(oorzaak: Oorzaak, reden: str) -> None:
    (wijziging,) = bepaal_wijziging(een_toewijzing(inhoud()), Beeindiging(oorzaak, VANDAAG), vandaag=VANDAAG)
    assert isinstance(wijziging, Aanpassing)
    assert (wijziging.reden_wijziging, wijziging.oorzaak) == (reden, oorzaak)


@pytest.mark.parametrize("oorzaak", sorted(FEITEN))
def test_death_ends_on_the_day_itself_and_what_takes_over_the_day_before(oorzaak: Oorzaak) -> None:
    verwacht = VANDAAG if oorzaak is Oorzaak.OVERLIJDEN else VANDAAG - timedelta(days=1)
    assert laatste_dag(oorzaak, VANDAAG) == verwacht


@pytest.mark.parametrize(
    ("toewijzing", "wens", "regel"),
    [
        (inhoud(), Beeindiging(Oorzaak.OVERLIJDEN, dag(5, 20)), "OP186"),
        (inhoud(), herbeoordeeld(inhoud(eind=dag(5, 31))), "OP186"),
        (inhoud(), herbeoordeeld(inhoud(dag(5, 15), E, MEER_PER_WEEK)), "OP186"),
        (inhoud(omvang=TOTAAL), herbeoordeeld(inhoud(omvang=MINDER_TOTAAL)), "OP298"),
        (inhoud(**BUDGET), herbeoordeeld(inhoud(**(BUDGET | {"budget": 1}))), "OP299"),
    ],
    ids=["death", "shortening", "another extent from the past", "lower total", "lower budget"],
)
def test_what_the_provider_must_agree_to_takes_a_recorded_agreement(
    toewijzing: Toegewezen, wens: Wens, regel: str
) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        bepaal_wijziging(een_toewijzing(toewijzing), wens, vandaag=VANDAAG)
    assert [(v.veld, v.regel) for v in fout.value.velden] == [("afspraak", regel)]
    assert bepaal_wijziging(een_toewijzing(toewijzing), wens, vandaag=VANDAAG, afspraak=AFSPRAAK)


@pytest.mark.parametrize(
    "wens",
    [Verwijdering(), Vervanging(Oorzaak.CORRECTIE, inhoud(product=ANDER_PRODUCT))],
    ids=["deletion", "repair of the product"],
)
def test_what_was_declared_on_is_not_deleted(wens: Wens) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        bepaal_wijziging(een_toewijzing(inhoud()), wens, vandaag=VANDAAG, heeft_prestaties=True)
    assert fout.value.velden[0].regel == "TR385"


def test_a_total_over_a_period_that_has_passed_is_not_extended() -> None:
    oud = een_toewijzing(inhoud(eind=dag(5, 31), omvang=TOTAAL))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        bepaal_wijziging(oud, herbeoordeeld(inhoud(omvang=TOTAAL)), vandaag=VANDAAG)
    assert fout.value.velden[0].regel == "OP380"


def test_a_deleted_allocation_never_changes_again() -> None:
    verwijderd = een_toewijzing(inhoud(eind=B), reden="13")
    with pytest.raises(VerkeerdeStatus):
        bepaal_wijziging(verwijderd, Verwijdering(), vandaag=VANDAAG)


dagen = st.dates(date(2026, 1, 1), date(2027, 12, 31))
omvangen = st.sampled_from([PER_WEEK, MEER_PER_WEEK, TOTAAL, MEER_TOTAAL])
producten = st.sampled_from([("01", "01H01"), ANDER_PRODUCT])


@st.composite
def inhouden(draw: st.DrawFn) -> Toegewezen:
    begin, eind = sorted((draw(dagen), draw(dagen)))
    return inhoud(begin, draw(st.none() | st.just(eind)), draw(omvangen), product=draw(producten))


def na(oud: Toegewezen, wijzigingen: tuple[Wijziging, ...]) -> list[Toegewezen]:
    """What is granted after the changes, deleted allocations left out."""
    stand: list[Toegewezen] = [oud]
    for wijziging in wijzigingen:
        match wijziging:
            case Aanpassing(reden_wijziging="13"):
                stand.remove(oud)
            case Aanpassing(eind, omvang, budget):
                stand[0] = inhoud(oud.periode.begin, eind, omvang, budget, (oud.categorie, oud.productcode))
            case NieuweToewijzing(wordt):
                stand.append(wordt)
    return stand


def verlengt_verstreken_totaal(oud: Toegewezen, wordt: Toegewezen) -> bool:
    """The one replacement that is refused: see the test on a total over a period that has passed."""
    totalen = {o.frequentie for o in (oud.omvang, wordt.omvang) if o is not None} == {Frequentie.TOTAAL}
    eind, nieuw_eind = oud.periode.eind, wordt.periode.eind
    zelfde = (oud.productcode, oud.periode.begin) == (wordt.productcode, wordt.periode.begin)
    later = eind is not None and (nieuw_eind is None or nieuw_eind > eind)
    return totalen and zelfde and later and eind is not None and eind < VANDAAG


def lever(stand: list[Toegewezen], op: date) -> list[tuple[str | None, Omvang | None]]:
    return [(t.productcode, t.omvang) for t in stand if t.periode.bevat(op)]


@settings(max_examples=300, deadline=None)
@given(oud=inhouden(), wordt=inhouden(), op=dagen)
def test_after_a_replacement_exactly_what_was_wanted_is_granted_on_every_day(
    oud: Toegewezen, wordt: Toegewezen, op: date
) -> None:
    assume(not verlengt_verstreken_totaal(oud, wordt))
    wijzigingen = bepaal_wijziging(
        een_toewijzing(oud), herbeoordeeld(wordt), vandaag=VANDAAG, afspraak=AFSPRAAK
    )
    geleverd = lever(na(oud, wijzigingen), op)
    assert len(geleverd) <= 1, "never two allocations on one day"
    if op >= wordt.periode.begin:
        assert geleverd == lever([wordt], op)


@settings(max_examples=200, deadline=None)
@given(oud=inhouden(), wordt=inhouden())
def test_product_and_begin_never_change_under_one_number(oud: Toegewezen, wordt: Toegewezen) -> None:
    assume(not verlengt_verstreken_totaal(oud, wordt))
    wijzigingen = bepaal_wijziging(
        een_toewijzing(oud), herbeoordeeld(wordt), vandaag=VANDAAG, afspraak=AFSPRAAK
    )
    for wijziging in wijzigingen:
        if isinstance(wijziging, Aanpassing) and wijziging.omvang != oud.omvang:
            assert oud.omvang is not None
            assert oud.omvang.frequentie is Frequentie.TOTAAL
            assert (oud.productcode, oud.periode.begin) == (wordt.productcode, wordt.periode.begin)
