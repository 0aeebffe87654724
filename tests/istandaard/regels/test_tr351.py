from datetime import date

import pytest

from app.domain.waarden import AgbCode
from tests.istandaard.regels.bouw import fouten_in_samenhang, sleutel
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)


def test_the_number_of_a_current_allocation_is_accepted():
    assert fouten_in_samenhang(een_317(te_wijzigen_product(1)), met_toewijzingen(bekende_toewijzing())) == []


def test_the_number_of_no_allocation_is_refused():
    bericht = een_317(te_wijzigen_product(1), te_wijzigen_product(7))
    assert fouten_in_samenhang(bericht, met_toewijzingen(bekende_toewijzing())) == ["TR351"]


@pytest.mark.parametrize(
    "ander",
    [
        {"ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 3, 1)},
        {"einddatum": date(2026, 4, 1), "verwijderd": True},
        {"client": sleutel("999911120")},
        {"aanbieder": AgbCode("42420002")},
    ],
    ids=["ended", "deleted", "of another client", "at another provider"],
)
def test_the_number_of_what_is_not_current_here_is_refused(ander):
    dossier = met_toewijzingen(bekende_toewijzing(**ander), bekende_toewijzing())
    assert fouten_in_samenhang(een_317(te_wijzigen_product(1), te_wijzigen_product(2)), dossier) == ["TR351"]
