import pytest

from tests.istandaard.regels.bouw import contact, een_301, fouten, periode


@pytest.mark.parametrize("tijd", [None, periode("2026-01-01")])
def test_a_temporary_address_may_have_a_period(tijd):
    assert fouten(een_301(contactgegevens=(contact(), contact(soort="04", periode=tijd)))) == []


@pytest.mark.parametrize("soort", ["01", "02", "03"])
def test_another_address_has_none(soort):
    met_periode = contact(soort=soort, periode=periode("2026-01-01"))
    assert fouten(een_301(contactgegevens=(met_periode,))) == ["CD009"]
