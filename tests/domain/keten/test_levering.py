from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.keten.levering import Leverhistorie, Start, Stop


def start(dag: int, toewijzing: int | None = 1, productcode: str | None = "02A03") -> Start:
    return Start(toewijzing, "02", productcode, date(2026, 4, dag))


def stop(dag: int, van: Start, reden: str = "19") -> Stop:
    return Stop(van, reden, date(2026, 4, dag))


starts = st.builds(start, st.integers(1, 4), st.sampled_from([1, 2, None]))
meldingen = st.lists(st.one_of(starts, st.builds(stop, st.integers(4, 6), starts)), unique=True)


def test_only_reason_20_stops_for_a_while():
    assert stop(5, start(1), "20").tijdelijk
    assert not stop(5, start(1), "21").tijdelijk


def test_an_allocation_is_what_is_delivered_whatever_product_is_named():
    assert start(1, 7, "02A03").geleverd == start(2, 7, "02A04").geleverd != start(1, 8).geleverd


def test_without_an_allocation_the_product_is_what_is_delivered():
    assert start(1, None, "02A03").geleverd == start(2, None, "02A03").geleverd
    assert start(1, None, "02A03").geleverd != start(1, None, "02A04").geleverd


def test_a_start_is_current_until_it_is_stopped():
    eerste, tweede = start(1), start(3)
    assert Leverhistorie((eerste,)).lopende_starts == (eerste,)
    assert Leverhistorie((eerste, stop(2, eerste, "20"))).lopende_starts == ()
    assert Leverhistorie((eerste, stop(2, eerste), tweede)).lopende_starts == (tweede,)


@given(meldingen, meldingen)
def test_what_is_accepted_and_then_deleted_leaves_no_trace(vooraf, erbij):
    historie = Leverhistorie(tuple(vooraf))
    nieuw = [melding for melding in erbij if melding not in vooraf]
    assert historie.met(nieuw).zonder(set(nieuw)) == historie


@given(meldingen)
def test_every_report_stays_in_the_order_in_which_it_came(gemeld):
    historie = Leverhistorie().met(gemeld)
    assert sorted([*historie.starts, *historie.stops], key=gemeld.index) == gemeld
    assert list(historie.starts) == [melding for melding in gemeld if isinstance(melding, Start)]
