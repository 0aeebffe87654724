from tests.istandaard.regels.bouw import BSN, fouten
from tests.istandaard.regels.bouw_declaratie import ANDER, clienten, een_323, prestatie, totaal


def test_the_total_is_debit_less_credit():
    regels = prestatie(volume=4), prestatie("C1", vorig="P0", volume=1)
    assert fouten(een_323(*regels, totaal=totaal(225_00))) == []
    assert fouten(een_323(*regels, totaal=totaal(375_00))) == ["TR358"]


def test_a_negative_total_is_credit():
    credit = prestatie("C1", vorig="P0")
    assert fouten(een_323(credit, totaal=totaal(-300_00))) == []
    assert fouten(een_323(credit, totaal=totaal(300_00))) == ["TR358"]


def test_all_clients_count():
    samen = clienten({BSN: prestatie(), ANDER: prestatie("P2", toewijzing=2)})
    assert fouten(een_323(clienten=samen, totaal=totaal(600_00))) == []
    assert fouten(een_323(clienten=samen, totaal=totaal(300_00))) == ["TR358"]
