from tests.istandaard.regels.bouw import een_301, fouten, omvang, toegewezen_product

EEN_DAG = {"ingangsdatum": "2026-04-01", "einddatum": "2026-04-01"}


def test_deleting_with_an_end_on_the_first_day_is_accepted():
    assert fouten(een_301(toegewezen_product(**EEN_DAG, reden_wijziging="13"))) == []


def test_deleting_with_another_end_is_refused():
    assert fouten(een_301(toegewezen_product(einddatum="2026-04-02", reden_wijziging="13"))) == ["CS335"]


def test_deleting_with_an_open_end_is_refused():
    doorlopend = toegewezen_product(omvang=omvang(frequentie="4"), einddatum=None, reden_wijziging="13")
    assert fouten(een_301(doorlopend)) == ["CS335"]


def test_a_single_day_may_have_another_reason():
    assert fouten(een_301(toegewezen_product(**EEN_DAG, reden_wijziging="14"))) == []
