from tests.istandaard.regels.bouw import contact, een_301, fouten, periode, toegewezen_product
from tests.istandaard.regels.bouw_verzoek import in_verzoeken


def tijdelijk(begin: str | None, eind: str | None):
    return een_301(contactgegevens=(contact(), contact(soort="04", periode=periode(begin, eind))))


def test_an_end_on_the_first_day_is_accepted():
    assert fouten(een_301(toegewezen_product(ingangsdatum="2026-04-01", einddatum="2026-04-01"))) == []
    assert fouten(tijdelijk("2026-04-01", "2026-04-01")) == []


def test_an_end_before_the_begin_is_refused():
    assert fouten(een_301(toegewezen_product(ingangsdatum="2026-04-01", einddatum="2026-03-31"))) == ["CS003"]
    assert fouten(tijdelijk("2026-04-01", "2026-03-31")) == ["CS003"]


def test_an_open_end_is_accepted():
    assert fouten(tijdelijk("2026-04-01", None)) == []


def test_an_end_without_a_begin_is_refused():
    assert fouten(tijdelijk(None, "2026-03-31")) == ["CS003"]


def test_it_holds_for_what_is_asked_too():
    een_dag = in_verzoeken(ingangsdatum="2026-04-01", einddatum="2026-04-01")
    verkeerd_om = in_verzoeken(ingangsdatum="2026-04-01", einddatum="2026-03-31")
    assert [fouten(bericht) for bericht in een_dag] == [[], [], []]
    assert [fouten(bericht) for bericht in verkeerd_om] == [["CS003"]] * 3
