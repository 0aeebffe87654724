import pytest

from tests.istandaard.regels.bouw import contact, een_301, fouten


@pytest.mark.parametrize("soort", ["01", "02", "03"])
def test_a_lasting_address_is_accepted(soort):
    assert fouten(een_301(contactgegevens=(contact(soort="04"), contact(soort=soort)))) == []


def test_a_temporary_address_alone_is_refused():
    assert fouten(een_301(contactgegevens=(contact(soort="04"),))) == ["TR061"]
