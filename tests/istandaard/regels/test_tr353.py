from tests.istandaard.regels.bouw import bevindingen, fouten
from tests.istandaard.regels.bouw_verzoek import (
    een_317,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)


def test_a_change_or_a_new_product_is_enough():
    assert fouten(een_317(te_wijzigen_product())) == []
    assert fouten(een_317(ongewijzigd_product(), nieuw_product())) == []


def test_a_request_that_leaves_all_as_it_is_is_refused():
    assert fouten(een_317(ongewijzigd_product())) == ["TR353"]


def test_an_empty_request_breaks_both_demands():
    assert fouten(een_317()) == ["TR352", "TR353"]


def test_the_finding_says_nothing_of_unchanged_products_that_are_not_there():
    assert "ongewijzigd" not in bevindingen(een_317())[1].melding
