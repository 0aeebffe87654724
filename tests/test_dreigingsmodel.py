"""The threat model names what exists: modules, tests, settings and pages."""

import re

import pytest

from app.instellingen import Instellingen
from tests.waarborgen import PROJECT, namen_van_tests

TEKST = (PROJECT / "docs" / "dreigingsmodel.md").read_text(encoding="utf-8")
RIJEN = re.findall(r"^\| ([STRIDE ]+) \| (.+?) \| (.+?) \| (.+?) \|$", TEKST, re.MULTILINE)


def test_every_test_that_it_names_exists() -> None:
    genoemd = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEKST)
    assert len(genoemd) > 30
    assert [(pad, naam) for pad, naam in genoemd if naam not in namen_van_tests(pad)] == []


def test_every_module_setting_and_page_that_it_names_exists() -> None:
    paden = re.findall(r"`((?:app|tests)/[\w/]+\.py)\b", TEKST)
    paden += re.findall(r"app/\w+(?=[\],])", TEKST)
    paden += [f"docs/{pad}" for pad in re.findall(r"\]\((?!http)([^)#]+)", TEKST)]
    assert len(paden) > 30
    assert [pad for pad in paden if not (PROJECT / pad).exists()] == []
    instellingen = {f"WMO_{naam.upper()}" for naam in Instellingen.model_fields}
    assert set(re.findall(r"WMO_[A-Z_]+", TEKST)) - instellingen == set()


@pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: rij[1][:40])
def test_every_threat_has_a_test_that_proves_what_stops_it(rij: tuple[str, ...]) -> None:
    assert "`tests/" in rij[3]


def test_every_kind_of_threat_is_looked_at() -> None:
    assert len(RIJEN) > 20
    assert set("".join(soort for soort, *_ in RIJEN)) - {" "} == set("STRIDE")
