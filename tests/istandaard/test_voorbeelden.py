"""The examples of the rules: there for each rule that is built, true, small, and about nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.istandaard import voorbeelden as module
from app.istandaard.regels.uitvoering import gebouwde_regels
from app.istandaard.tonen import toonbaar
from app.istandaard.voorbeelden import voorbeelden

PROJECT = Path(__file__).parents[2]
BESTAND = Path(module.__file__).with_name(module.BESTAND)


@pytest.mark.parametrize("regel", gebouwde_regels(), ids=lambda regel: regel.code)
def test_every_rule_has_a_message_that_breaks_it(regel):
    voorbeeld = voorbeelden()[regel.code]
    assert voorbeeld.fout
    assert voorbeeld.gevonden
    assert voorbeeld.verwacht
    assert all(len(deel) <= 16 for deel in (voorbeeld.fout, voorbeeld.goed))
    assert voorbeeld.fout != voorbeeld.goed


def test_most_rules_have_a_message_beside_it_that_does_not():
    assert sum(bool(voorbeeld.goed) for voorbeeld in voorbeelden().values()) > 80


def test_no_example_holds_a_bsn():
    assert all(toonbaar(regel, len(regel)) == regel for regel in BESTAND.read_text("utf-8").splitlines())


@pytest.mark.alles
def test_they_are_those_of_the_tests_of_the_rules():
    maak = [sys.executable, "-m", "tests.istandaard.regels.voorbeelden"]
    gemaakt = subprocess.run(maak, cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    opfrissen = "run: python -m tests.istandaard.regels.voorbeelden > app/istandaard/voorbeelden.json"
    assert BESTAND.read_text("utf-8") == gemaakt, opfrissen
