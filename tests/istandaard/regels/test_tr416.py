import pytest

from app.istandaard.berichten.wmo323 import Client
from tests.istandaard.regels.bouw import BSN, fouten
from tests.istandaard.regels.bouw_declaratie import ANDER, clienten, een_323, prestatie


def test_two_lines_for_the_same_are_refused():
    assert fouten(een_323(prestatie("P1"), prestatie("P2"))) == ["TR416"]


def test_lines_of_two_clients_on_one_allocation_are_left_to_tr304():
    assert fouten(een_323(clienten=clienten({BSN: prestatie("P1"), ANDER: prestatie("P2")}))) == []
    dubbel = Client(bsn=ANDER, prestaties=(prestatie("P2"), prestatie("P3")))
    bericht = een_323(clienten=(*clienten({BSN: prestatie("P1")}), dubbel))
    assert fouten(bericht) == ["TR416"]


@pytest.mark.parametrize(
    "anders",
    [{"toewijzing": 2}, {"code": "02A04"}, {"categorie": "07"}, {"periode": ("2026-01-01", "2026-01-31")}],
)
def test_lines_that_differ_are_accepted(anders):
    assert fouten(een_323(prestatie("P1"), prestatie("P2", **anders))) == []


def test_credits_do_not_count():
    credits = prestatie("C1", vorig="P1"), prestatie("C2", vorig="P2")
    assert fouten(een_323(prestatie("P3"), *credits)) == []
