"""The reader of time understands how people write it, and takes no time of the clock for an extent (W05)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.toetsen.tijdtekst import genoemde_minuten, noemt_tijd, noemt_vaste_tijd


@pytest.mark.parametrize(
    ("tekst", "minuten"),
    [
        ("1¾ uur", 105),
        ("2½ uur per week", 150),
        ("1 1/2 uur", 90),
        ("1:45", 105),
        ("2u", 120),
        ("2u30 per week", 150),
        ("1 h 45", 105),
        ("1 uur 15 per week", 75),
        ("anderhalf uur", 90),
        ("drie kwartier", 45),
        ("tweeënhalf uur", 150),
        ("drieënhalf uur", 210),
        ("een uur en drie kwartier", 105),
        ("Elke week 3 uur en 45 minuten", 225),
        ("een halfuur", 30),
        ("174 minuten", 174),
        ("een omvang van 2 uur per week", 120),
        ("2 uur 3 keer per week", 120),
        ("anderhalve dagdeel", 360),
        ("2 dagdelen", 480),
        ("twee en een half uur per week", 150),
        ("2 en een half uur", 150),
        ("tweeëneenhalf uur", 150),
        ("voor 2 uur per week", 120),
    ],
)
def test_a_duration_is_read_as_people_write_it(tekst: str, minuten: int) -> None:
    assert list(genoemde_minuten(tekst)) == [minuten]


@pytest.mark.parametrize(
    "tekst",
    [
        "Bereikbaar van 8 tot 18 uur",
        "maandag om 10 uur",
        "binnen 24 uur",
        "om half tien",
        "tussen 9 en 12 uur",
        "10.00-12.00 uur",
        "van 8.30 uur tot 17.00 uur",
        "om de 2 uur",
        "na 18 uur",
        "om 9:45",
        "twee keer per week",
        "24/7",
        "24 uur per dag bereikbaar",
        "maandag 9-11 uur",
        "vóór 12 uur",
        "8 uur 's ochtends",
        "van 7 uur 's avonds tot 7 uur 's ochtends",
        "binnen een half uur ter plaatse",
        "om het half uur",
        "0 uur",
        "",
    ],
)
def test_a_time_of_the_clock_is_no_duration(tekst: str) -> None:
    assert not noemt_tijd(tekst)


def test_a_clock_beside_a_duration_hides_nothing() -> None:
    assert list(genoemde_minuten("maandag om 10 uur, 90 minuten")) == [90]


@pytest.mark.parametrize(
    ("tekst", "minuten"),
    [
        ("3 à 4 uur per week", [180, 240]),
        ("3 a 4 uur per week", [180, 240]),
        ("2-3 uur per week", [120, 180]),
        ("2 tot 3 uur per week", [120, 180]),
        ("1 tot 1,5 uur", [60, 90]),
        ("2u à 2,5u", [120, 150]),
        ("drie tot vier uur per week", [180, 240]),
        ("van 3 tot en met 4 uur per week", [180, 240]),
        ("tussen de 3 en 4 uur per week", [180, 240]),
        ("1 uur of 90 minuten", [60, 90]),
        ("30 tot 45 minuten per dag", [30, 45]),
        ("twee à drie kwartier", [30, 45]),
    ],
)
def test_a_range_names_both_ends_and_no_time_that_is_certain(tekst: str, minuten: list[int]) -> None:
    assert list(genoemde_minuten(tekst)) == minuten
    assert not noemt_vaste_tijd(tekst)


@pytest.mark.parametrize(
    "tekst", ["2 uur en 15 minuten", "2 à 3 keer per week 30 minuten", "2 uur per week, van 10 tot 12 uur"]
)
def test_what_looks_like_a_range_and_is_none_is_certain(tekst: str) -> None:
    assert noemt_vaste_tijd(tekst)


@pytest.mark.parametrize("tekst", ["gemiddeld 2 uur per week", "Gem. 45 minuten", "een gemiddelde van 3 uur"])
def test_an_average_stays_an_average(tekst: str) -> None:
    assert noemt_tijd(tekst)
    assert not noemt_vaste_tijd(tekst)


@given(
    st.integers(1, 99),
    st.integers(1, 59),
    st.sampled_from(
        ["{u} uur en {m} minuten", "{u} uur {m} min", "{u}:{m:02}", "{u}u{m:02}", "{u} u {m:02}"]
    ),
)
def test_hours_with_minutes_are_one_duration_however_written(uren: int, minuten: int, vorm: str) -> None:
    tekst = f"Elke week {vorm.format(u=uren, m=minuten)}, samen met de cliënt"
    assert list(genoemde_minuten(tekst)) == [uren * 60 + minuten]


@given(
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from(
        [
            "van {a} tot {b} uur",
            "tussen {a} en {b} uur",
            "om {a} uur",
            "{a}:15-{b}:45",
            "vanaf {a}.30 uur",
            "rond {b}u",
        ]
    ),
)
def test_whatever_hour_it_is_no_duration_is_read(a: int, b: int, vorm: str) -> None:
    assert list(genoemde_minuten(f"Bereikbaar {vorm.format(a=a, b=b)}")) == []


@given(st.text(max_size=200))
def test_any_text_can_be_read(tekst: str) -> None:
    assert all(minuten > 0 for minuten in genoemde_minuten(tekst))
