from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import een_323, fouten_met_historie, prestatie

JANUARI = ("2026-01-01", "2026-01-31")


def test_an_earlier_month_may_go_along():
    assert fouten_met_historie(een_323(prestatie(periode=JANUARI))) == []


def test_a_later_month_may_not():
    assert fouten_met_historie(een_323(periode=JANUARI)) == ["TR319"]


def test_the_line_is_refused_and_the_finding_says_that_a_gate_may_refuse_all():
    (bevinding,) = samenhang(een_323(periode=JANUARI), None, kennis()).bevindingen
    assert (bevinding.klasse, bevinding.retourcode) == ("Prestatie", "9319")
    assert "knooppunt" in bevinding.melding
