from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.istandaard.regels.bouw import fouten_in_samenhang, sleutel
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

ANDER_PRODUCT = {"productcode": "02A04"}


def test_every_current_allocation_in_either_list_is_accepted():
    dossier = met_toewijzingen(bekende_toewijzing(), bekende_toewijzing(**ANDER_PRODUCT))
    assert fouten_in_samenhang(een_317(te_wijzigen_product(1), ongewijzigd_product(2)), dossier) == []


def test_a_current_allocation_that_is_left_out_is_a_finding():
    dossier = met_toewijzingen(bekende_toewijzing(), bekende_toewijzing(**ANDER_PRODUCT))
    assert fouten_in_samenhang(een_317(te_wijzigen_product(1)), dossier) == ["TR349"]


def test_an_allocation_in_both_lists_is_refused():
    dossier = met_toewijzingen(bekende_toewijzing())
    assert "TR349" in fouten_in_samenhang(een_317(te_wijzigen_product(1), ongewijzigd_product(1)), dossier)


@pytest.mark.parametrize("eind", [date(2026, 3, 2), date(2026, 12, 31), None])
def test_what_has_not_ended_on_the_day_of_the_message_is_current(eind):
    dossier = met_toewijzingen(
        bekende_toewijzing(),
        bekende_toewijzing(**ANDER_PRODUCT, ingangsdatum=date(2026, 1, 1), einddatum=eind),
    )
    bericht = een_317(te_wijzigen_product(1), dagtekening="2026-03-02")
    assert fouten_in_samenhang(bericht, dossier) == ["TR349"]


@pytest.mark.parametrize(
    "ander",
    [
        {"ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 3, 1)},
        {"einddatum": date(2026, 4, 1), "verwijderd": True},
        {"client": sleutel("999911120")},
    ],
    ids=["ended", "deleted", "of another client"],
)
def test_what_is_not_current_stays_out(ander):
    dossier = met_toewijzingen(bekende_toewijzing(), bekende_toewijzing(**(ANDER_PRODUCT | ander)))
    bericht = een_317(te_wijzigen_product(1), dagtekening="2026-03-02")
    assert fouten_in_samenhang(bericht, dossier) == []


def test_today_is_the_day_of_the_message_and_not_that_of_checking():
    dossier = met_toewijzingen(
        bekende_toewijzing(),
        bekende_toewijzing(**ANDER_PRODUCT, ingangsdatum=date(2026, 1, 1), einddatum=date(2026, 3, 15)),
    )
    bericht = een_317(te_wijzigen_product(1), dagtekening="2026-03-02")
    assert fouten_in_samenhang(bericht, dossier, vandaag=date(2026, 4, 1)) == ["TR349"]


@settings(deadline=None, max_examples=50)
@given(st.sets(st.integers(1, 6), min_size=1), st.sets(st.integers(1, 9)), st.sets(st.integers(1, 9)))
def test_the_findings_of_the_three_rules_are_the_differences_of_the_sets(actueel, ongewijzigd, te_wijzigen):
    # Products of which several may run at once, so that stacking is not what this is about.
    rolstoel = bekende_toewijzing(categorie="11", productcode="11X01")
    geweest = bekende_toewijzing(ingangsdatum=date(2020, 1, 1), einddatum=date(2020, 12, 31))
    dossier = met_toewijzingen(*(rolstoel if nummer in actueel else geweest for nummer in range(1, 7)))
    bericht = een_317(
        *map(ongewijzigd_product, sorted(ongewijzigd)), *map(te_wijzigen_product, sorted(te_wijzigen))
    )
    gevonden = fouten_in_samenhang(bericht, dossier)
    gemist, dubbel = actueel - ongewijzigd - te_wijzigen, ongewijzigd & te_wijzigen
    assert gevonden.count("TR349") == len(gemist) + len(dubbel)
    assert gevonden.count("TR350") == len(ongewijzigd - actueel)
    assert gevonden.count("TR351") == len(te_wijzigen - actueel)


def test_a_new_product_stands_for_no_allocation():
    dossier = met_toewijzingen(bekende_toewijzing())
    assert fouten_in_samenhang(een_317(nieuw_product()), dossier) == ["TR349"]


def test_a_dagtekening_outside_the_calendar_comes_after_every_end():
    bericht = een_317(te_wijzigen_product(1), dagtekening="12025-01-01")
    gevonden = fouten_in_samenhang(bericht, met_toewijzingen(bekende_toewijzing()))
    assert sorted(gevonden) == ["TR135", "TR351"]
