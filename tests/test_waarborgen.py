"""The page of promises is current, and every test that it names exists."""

import pytest

from tests.waarborgen import PROJECT, Waarborg, bladzijde, namen_van_tests, waarborgen


def test_the_page_is_current() -> None:
    opfrissen = "run: python -m tests.waarborgen > docs/waarborgen.md"
    assert (PROJECT / "docs" / "waarborgen.md").read_text(encoding="utf-8") == bladzijde(), opfrissen


@pytest.mark.parametrize("waarborg", waarborgen(), ids=lambda w: w.wat[:40])
def test_every_promise_names_a_test_that_exists(waarborg: Waarborg) -> None:
    assert waarborg.bewijs
    for bewijs in waarborg.bewijs:
        module, _, naam = bewijs.partition("::")
        assert naam in namen_van_tests(module), bewijs
