import pytest

from app.istandaard.berichten.basis import Communicatie
from tests.istandaard.regels.bouw import een_301, fouten


@pytest.mark.parametrize(("vorm", "taal"), [("1", "Deens"), ("2", None), ("3", None)])
def test_a_language_with_an_interpreter_for_it_is_accepted(vorm, taal):
    assert fouten(een_301(communicatie=Communicatie(vorm=vorm, taal=taal))) == []


@pytest.mark.parametrize(("vorm", "taal"), [("1", None), ("2", "Deens"), ("3", "Deens")])
def test_otherwise_it_is_refused(vorm, taal):
    assert fouten(een_301(communicatie=Communicatie(vorm=vorm, taal=taal))) == ["CD007"]
