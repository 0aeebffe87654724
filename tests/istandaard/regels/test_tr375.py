from datetime import date

from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)

GENERIEK = {"categorie": None, "productcode": None, "omvang": None}


def fouten(*, dagtekening: str = "2026-03-02", begin: date = date(2026, 4, 1), **velden):
    wijziging = te_wijzigen_product(gewenste_ingangsdatum=str(begin), **velden)
    dossier = met_toewijzingen(bekende_toewijzing(**GENERIEK, ingangsdatum=begin))
    return fouten_in_samenhang(een_317(wijziging, dagtekening=dagtekening), dossier)


def test_a_change_without_an_extent_is_accepted():
    assert fouten(omvang=None) == []


def test_an_extent_for_an_allocation_without_product_is_refused():
    assert fouten() == ["TR375", "TR412"]


def test_what_ends_in_2020_could_have_one():
    assert fouten(dagtekening="2020-01-01", begin=date(2020, 2, 1), einddatum="2020-12-31") == []


def test_where_the_product_is_known_it_is_no_matter_of_this_rule():
    dossier = met_toewijzingen(bekende_toewijzing(productcode=None, omvang=None))
    assert fouten_in_samenhang(een_317(te_wijzigen_product()), dossier) == ["TR412"]
