from dataclasses import replace

from app.istandaard.berichten.basis import BedragMetDC, TotaalBedragMetDC
from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import fouten
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug

CREDIT = TotaalBedragMetDC(totaal_bedrag=Geheel(0), debet_credit="C")


def test_a_line_of_nothing_is_debit():
    niets = prestatie(volume=0)
    assert fouten(een_323(niets)) == []
    credit = replace(
        prestatie("P2", vorig="P1", volume=0),
        ingediend_bedrag=BedragMetDC(bedrag=Geheel(0), debet_credit="C"),
    )
    assert fouten(een_323(credit)) == ["CS325"]
    assert fouten(een_325(terug(credit))) == ["CS325"]


def test_a_total_of_nothing_is_debit():
    assert fouten(een_323(prestatie(volume=0), totaal=CREDIT)) == ["CS325"]


def test_nothing_granted_is_debit():
    assert fouten(een_325(terug(prestatie()), toegekend=CREDIT)) == ["CS325"]
