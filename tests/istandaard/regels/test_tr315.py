from tests.istandaard.regels.bouw import BSN, fouten
from tests.istandaard.regels.bouw_declaratie import ANDER, clienten, een_323, prestatie


def test_two_credits_of_different_lines_are_accepted():
    assert fouten(een_323(prestatie("C1", vorig="P1"), prestatie("C2", vorig="P2"))) == []


def test_two_credits_of_one_line_are_refused():
    assert fouten(een_323(prestatie("C1", vorig="P1"), prestatie("C2", vorig="P1"))) == ["TR315"]


def test_so_they_are_when_they_stand_with_different_clients():
    credits = {BSN: prestatie("C1", vorig="P1"), ANDER: prestatie("C2", vorig="P1")}
    assert fouten(een_323(clienten=clienten(credits))) == ["TR315"]
