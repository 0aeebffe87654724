from datetime import date

from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)

ZONDER_CODE = {"productcode": None, "omvang": None}


def test_a_change_without_an_extent_is_accepted():
    dossier = met_toewijzingen(bekende_toewijzing(**ZONDER_CODE))
    assert fouten_in_samenhang(een_317(te_wijzigen_product(omvang=None)), dossier) == []


def test_an_extent_for_an_allocation_without_code_is_refused():
    dossier = met_toewijzingen(bekende_toewijzing(**ZONDER_CODE))
    assert fouten_in_samenhang(een_317(te_wijzigen_product()), dossier) == ["TR412"]


def test_a_specific_product_has_one():
    assert fouten_in_samenhang(een_317(te_wijzigen_product()), met_toewijzingen(bekende_toewijzing())) == []


def test_the_end_that_is_asked_decides_whether_the_rule_holds():
    dossier = met_toewijzingen(bekende_toewijzing(**ZONDER_CODE, ingangsdatum=date(2020, 1, 1)))
    for eind, gevonden in (("2020-12-31", []), ("2021-01-01", ["TR412"])):
        wijziging = te_wijzigen_product(gewenste_ingangsdatum="2020-06-01", einddatum=eind)
        assert fouten_in_samenhang(een_317(wijziging, dagtekening="2020-05-01"), dossier) == gevonden
