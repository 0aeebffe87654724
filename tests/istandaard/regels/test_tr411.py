from tests.istandaard.regels.bouw import fouten_in_samenhang
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    te_wijzigen_product,
)


def test_a_change_of_a_specific_product_with_its_extent_is_accepted():
    dossier = met_toewijzingen(bekende_toewijzing())
    assert fouten_in_samenhang(een_317(te_wijzigen_product()), dossier) == []


def test_a_new_end_alone_names_the_extent_too():
    nieuw_eind = een_317(te_wijzigen_product(einddatum="2027-06-30", omvang=None))
    assert fouten_in_samenhang(nieuw_eind, met_toewijzingen(bekende_toewijzing())) == ["TR411"]


def test_without_a_product_code_it_is_not_asked():
    dossier = met_toewijzingen(bekende_toewijzing(productcode=None, omvang=None))
    assert fouten_in_samenhang(een_317(te_wijzigen_product(omvang=None)), dossier) == []
