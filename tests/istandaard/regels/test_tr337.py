from app.domain.waarden import Gemeentecode
from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import (
    DAGTEKENING,
    dossier,
    een_325,
    fouten_met_historie,
    identificatie,
    verzonden,
)


def test_an_answer_to_a_declaration_that_was_sent_is_accepted():
    assert fouten_met_historie(een_325()) == []
    assert fouten_met_historie(een_325(), dossier(declaraties=verzonden(verwerkt=False))) == []


def test_another_identification_or_date_is_refused():
    assert fouten_met_historie(een_325(declaratie=identificatie("323-2", DAGTEKENING))) == ["TR337"]
    assert fouten_met_historie(een_325(declaratie=identificatie("323-1", "2026-03-01"))) == ["TR337"]


def test_a_date_outside_the_calendar_is_not_that_of_the_declaration():
    assert fouten_met_historie(een_325(declaratie=identificatie("323-1", "-0044-03-15"))) == ["TR337"]


def test_a_declaration_to_another_municipality_is_not_the_one():
    naar_ander = dossier(declaraties=verzonden(gemeente=Gemeentecode("0855")))
    assert fouten_met_historie(een_325(), naar_ander) == ["TR337"]


def test_no_return_message_carries_a_code_for_it():
    (bevinding,) = samenhang(een_325(), dossier(), kennis()).bevindingen
    assert (bevinding.regel, bevinding.retourcode) == ("TR337", None)
