from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug


def test_a_month_can_be_declared_from_its_last_day_on():
    laat, vroeg = {"bericht_dagtekening": "2026-02-28"}, {"bericht_dagtekening": "2026-02-27"}
    assert fouten(een_323(dagtekening="2026-02-28", **laat)) == []
    assert fouten(een_323(dagtekening="2026-02-27", **vroeg)) == ["TR137", "TR137"]


def test_a_period_that_ends_before_it_begins_is_refused():
    andersom = ("2026-02-28", "2026-02-01")
    assert fouten(een_323(prestatie(periode=andersom))) == ["TR137"]
    assert fouten(een_325(terug(prestatie(periode=andersom)))) == ["TR137"]
