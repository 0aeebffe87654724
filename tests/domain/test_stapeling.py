from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.stapeling import HULPMIDDELEN, Inzetperiode, stapelingen

DAGEN = st.dates(date(2026, 1, 1), date(2026, 1, 12))
PRODUCTEN = st.sampled_from([(None, None), ("02", None), ("02", "A"), ("02", "B"), ("07", "A"), ("11", "A")])


@st.composite
def perioden(draw):
    categorie, code = draw(PRODUCTEN)
    return Inzetperiode(categorie, code, draw(DAGEN), draw(st.none() | DAGEN))


def botsen(a: Inzetperiode, b: Inzetperiode) -> bool:
    """The rule as the standard words it, for one pair."""
    eind_a, eind_b = a.eind or date.max, b.eind or date.max
    if eind_a < a.begin or eind_b < b.begin or a.begin > eind_b or b.begin > eind_a:
        return False
    if a.categorie in HULPMIDDELEN or b.categorie in HULPMIDDELEN:
        return False
    if a.categorie is None or b.categorie is None:
        return True
    return a.categorie == b.categorie and (a.code is None or b.code is None or a.code == b.code)


@settings(max_examples=300)
@given(st.lists(perioden(), max_size=7))
def test_exactly_those_that_stack_on_an_earlier_one_are_found(lijst):
    op_volgorde = sorted(range(len(lijst)), key=lambda n: lijst[n].begin)
    verwacht = {
        later
        for plek, later in enumerate(op_volgorde)
        if any(botsen(lijst[later], lijst[eerder]) for eerder in op_volgorde[:plek])
    }
    gevonden = list(stapelingen(lijst))
    assert {later for later, _ in gevonden} == verwacht
    assert len(gevonden) == len(verwacht)
    assert all(botsen(lijst[later], lijst[eerder]) for later, eerder in gevonden)


def test_many_that_stack_are_found_without_comparing_all_pairs():
    zelfde = [Inzetperiode("02", "A", date(2026, 1, 1), None)] * 20_000
    assert len(list(stapelingen(zelfde))) == 19_999


def test_nothing_stacks_on_a_period_without_a_day():
    omgekeerd = Inzetperiode("02", "A", date(2026, 5, 1), date(2026, 4, 1))
    assert list(stapelingen([omgekeerd, Inzetperiode("02", "A", date(2026, 1, 1), None)])) == []
