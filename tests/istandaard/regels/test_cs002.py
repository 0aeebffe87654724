import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.istandaard.regels.bouw import BSN, bevindingen, een_301, fouten
from tests.istandaard.regels.bouw_declaratie import clienten, een_323, een_325, prestatie, terug
from tests.istandaard.regels.bouw_levering import een_305, een_307
from tests.istandaard.regels.bouw_verzoek import een_315, een_317, te_wijzigen_product


def test_a_bsn_that_passes_the_eleven_test_is_accepted():
    assert fouten(een_301(bsn=BSN)) == []


@pytest.mark.parametrize("bsn", ["999900007", "123456789", "000000000"])
def test_another_number_is_refused_and_not_repeated(bsn):
    (bevinding,) = bevindingen(een_301(bsn=bsn))
    assert bevinding.regel == "CS002"
    assert bsn not in bevinding.melding


@settings(deadline=None)  # the first example loads the rules
@given(st.integers(1, 999_999_999))
def test_it_holds_for_every_number(getal):
    bsn = f"{getal:09}"
    som = sum((9 - plek) * int(cijfer) for plek, cijfer in enumerate(bsn[:8])) - int(bsn[8])
    assert ("CS002" in fouten(een_301(bsn=bsn))) == (som % 11 != 0)


def test_it_holds_for_the_client_of_a_start_or_stop_too():
    assert fouten(een_305(bsn="999900007")) == ["CS002"]
    assert fouten(een_307(bsn="999900007")) == ["CS002"]


def test_it_holds_for_the_client_of_a_request_too():
    assert fouten(een_315(bsn="999900007")) == ["CS002"]
    assert fouten(een_317(te_wijzigen_product(), bsn="999900007")) == ["CS002"]


def test_it_holds_in_a_declaration_and_its_answer():
    fout = "123456789"
    assert fouten(een_323(clienten=clienten({fout: prestatie()}))) == ["CS002"]
    assert fouten(een_325(terug(prestatie()), bsn=fout)) == ["CS002"]
