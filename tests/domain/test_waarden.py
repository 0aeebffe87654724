"""What a text has to hold before it says anything."""

import pytest

from app.domain.waarden import zegt_iets


@pytest.mark.parametrize("tekst", ["a", "7", " ja ", "é", "Ж", "2e", "...maar wel", "名"])
def test_a_letter_or_a_digit_says_something(tekst: str) -> None:
    assert zegt_iets(tekst)


@pytest.mark.parametrize(
    "tekst", [None, "", " ", "-", ".", "…", "?", "\u200b", "\u3164", "\u00a0\u2060", "--\n--", "\ufe0f"]
)
def test_a_mark_or_what_nobody_sees_says_nothing(tekst: str | None) -> None:
    assert not zegt_iets(tekst)
