from datetime import date

import pytest

from app.domain.waarden import AgbCode
from tests.istandaard.regels.bouw import BSN, fouten_in_samenhang, leeg_dossier, sleutel
from tests.istandaard.regels.bouw_declaratie import (
    ANDER,
    clienten,
    dossier,
    een_323,
    een_325,
    fouten_met_historie,
    op_nummer,
    prestatie,
    terug,
    toewijzing,
    verzonden,
)
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)

BERICHT = een_317(te_wijzigen_product())


def test_a_client_with_an_allocation_at_this_provider_is_known():
    assert fouten_in_samenhang(BERICHT, met_toewijzingen(bekende_toewijzing())) == []


def test_a_client_whose_allocations_have_ended_is_known():
    geweest = bekende_toewijzing(ingangsdatum=date(2020, 1, 1), einddatum=date(2020, 12, 31))
    assert "TR304" not in fouten_in_samenhang(BERICHT, met_toewijzingen(geweest))


def test_a_client_without_any_is_refused():
    assert "TR304" in fouten_in_samenhang(BERICHT, leeg_dossier())


@pytest.mark.parametrize("ander", [{"client": sleutel("999911120")}, {"aanbieder": AgbCode("42420002")}])
def test_the_allocation_of_somebody_else_does_not_count(ander):
    assert "TR304" in fouten_in_samenhang(BERICHT, met_toewijzingen(bekende_toewijzing(**ander)))


def test_the_allocation_of_another_municipality_does_not_count():
    assert "TR304" in fouten_in_samenhang(BERICHT, met_toewijzingen(bekende_toewijzing(), gemeente="0855"))


def test_a_client_without_any_allocation_cannot_be_declared():
    onbekend = clienten({ANDER: prestatie()})
    assert fouten_met_historie(een_323(clienten=onbekend)) == ["TR304"]


def test_a_line_on_an_allocation_to_another_client_is_refused():
    beide = {op_nummer(1): toewijzing(), op_nummer(2): toewijzing(client=sleutel(ANDER))}
    verwisseld = clienten({BSN: prestatie(toewijzing=2)})
    assert fouten_met_historie(een_323(clienten=verwisseld), dossier(toewijzingen=beide)) == ["TR304"]


def test_a_line_of_one_client_is_not_taken_back_for_another():
    beide = {op_nummer(1): toewijzing(), op_nummer(2): toewijzing(client=sleutel(ANDER))}
    historie = dossier(prestatie("P1"), toewijzingen=beide)
    credit = prestatie("C1", vorig="P1")
    assert fouten_met_historie(een_323(clienten=clienten({BSN: credit})), historie) == []
    assert fouten_met_historie(een_323(clienten=clienten({ANDER: credit})), historie) == ["TR304"]


def test_an_answer_has_each_line_under_the_client_for_whom_it_was_declared():
    antwoord = een_325(terug(prestatie()), bsn=ANDER)
    assert fouten_met_historie(antwoord) == ["TR304"]
    van_ander = dossier(declaraties=verzonden(client=sleutel(ANDER)))
    assert fouten_met_historie(antwoord, van_ander) == []


def test_a_client_none_of_whose_lines_was_declared_is_told_by_its_lines():
    assert fouten_met_historie(een_325(terug(prestatie("P9")), bsn=ANDER)) == ["TR366"]
