from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import fouten_in_samenhang, kennis, product
from tests.istandaard.regels.bouw_verzoek import (
    bekende_toewijzing,
    een_317,
    met_toewijzingen,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

EINDE_2026 = met_toewijzingen(bekende_toewijzing())
JULI = {"gewenste_ingangsdatum": "2026-07-01", "einddatum": "2026-12-31"}


def test_the_same_product_after_the_end_is_accepted():
    bericht = een_317(ongewijzigd_product(), nieuw_product(gewenste_ingangsdatum="2027-01-01"))
    assert fouten_in_samenhang(bericht, EINDE_2026) == []


def test_the_same_product_beside_what_stays_is_refused():
    bericht = een_317(ongewijzigd_product(), nieuw_product(gewenste_ingangsdatum="2026-12-31"))
    assert fouten_in_samenhang(bericht, EINDE_2026) == ["TR361"]


def test_what_changes_ends_when_that_is_asked():
    tot_juli = te_wijzigen_product(einddatum="2026-06-30")
    assert fouten_in_samenhang(een_317(tot_juli, nieuw_product(**JULI)), EINDE_2026) == []


def test_an_open_end_that_is_asked_overlaps_all_that_comes_later():
    zonder_eind = te_wijzigen_product(einddatum=None)
    assert fouten_in_samenhang(een_317(zonder_eind, nieuw_product()), EINDE_2026) == ["TR361"]


def test_a_longer_run_may_meet_another_allocation():
    dossier = met_toewijzingen(
        bekende_toewijzing(einddatum=date(2026, 6, 30)), bekende_toewijzing(ingangsdatum=date(2026, 7, 1))
    )
    bericht = een_317(te_wijzigen_product(1, einddatum="2026-07-01"), ongewijzigd_product(2))
    assert fouten_in_samenhang(bericht, dossier) == ["TR361"]


def test_another_product_is_no_stacking():
    ander = nieuw_product(product=product("02", "02A04"), **JULI)
    bericht = een_317(ongewijzigd_product(), ander)
    assert "TR361" not in fouten_in_samenhang(bericht, EINDE_2026)


def test_aids_may_overlap():
    rolstoel = product("11", "11X01")
    dossier = met_toewijzingen(bekende_toewijzing(categorie="11", productcode="11X01"))
    bericht = een_317(ongewijzigd_product(), nieuw_product(product=rolstoel, **JULI))
    assert "TR361" not in fouten_in_samenhang(bericht, dossier)


def test_what_is_not_allocated_stacks_on_nothing():
    bericht = een_317(ongewijzigd_product(7), te_wijzigen_product(8), nieuw_product(**JULI))
    assert "TR361" not in fouten_in_samenhang(bericht, EINDE_2026)


@pytest.mark.parametrize(
    ("bestaand", "klasse", "naam"),
    [
        (ongewijzigd_product(1), "NieuwProduct", "ongewijzigde toewijzing 1"),
        (te_wijzigen_product(1), "NieuwProduct", "te wijzigen toewijzing 1"),
        (te_wijzigen_product(1, gewenste_ingangsdatum="2026-08-01"), "TeWijzigenProduct", "nieuw product 1"),
    ],
)
def test_the_finding_points_at_the_later_one_and_names_the_other(bestaand, klasse, naam):
    bericht = een_317(bestaand, nieuw_product(**JULI))
    (bevinding,) = samenhang(bericht, EINDE_2026, kennis()).bevindingen
    assert (bevinding.regel, bevinding.klasse) == ("TR361", klasse)
    assert naam in bevinding.melding


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 300), st.integers(0, 300), st.integers(1, 300), st.integers(0, 300))
def test_a_new_product_stacks_exactly_when_it_shares_a_day_with_what_is_there(b_1, duur_1, b_2, duur_2):
    dag_0 = date(2026, 3, 2)
    bestaand = bekende_toewijzing(
        ingangsdatum=dag_0 + timedelta(days=b_1), einddatum=dag_0 + timedelta(days=b_1 + duur_1)
    )
    nieuw = nieuw_product(
        gewenste_ingangsdatum=str(dag_0 + timedelta(days=b_2)),
        einddatum=str(dag_0 + timedelta(days=b_2 + duur_2)),
    )
    bericht = een_317(ongewijzigd_product(), nieuw, dagtekening=str(dag_0))
    samen = set(range(b_1, b_1 + duur_1 + 1)) & set(range(b_2, b_2 + duur_2 + 1))
    assert fouten_in_samenhang(bericht, met_toewijzingen(bestaand)) == (["TR361"] if samen else [])
