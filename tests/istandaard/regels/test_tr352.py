from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_verzoek import (
    een_317,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)


def test_an_allocation_that_stays_or_changes_is_enough():
    assert fouten(een_317(ongewijzigd_product(), nieuw_product())) == []
    assert fouten(een_317(te_wijzigen_product())) == []


def test_a_request_for_new_products_alone_is_refused():
    assert fouten(een_317(nieuw_product())) == ["TR352"]
