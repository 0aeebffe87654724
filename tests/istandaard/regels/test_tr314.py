from tests.istandaard.regels.bouw import BSN, sleutel
from tests.istandaard.regels.bouw_declaratie import (
    ANDER,
    clienten,
    dossier,
    een_323,
    fouten_met_historie,
    op_nummer,
    prestatie,
    toewijzing,
    verzonden,
)


def test_a_reference_that_was_declared_before_is_refused():
    eerder = dossier(declaraties=verzonden(nummer="D0"))
    assert fouten_met_historie(een_323(), eerder) == ["TR314"]
    assert fouten_met_historie(een_323(prestatie("P2")), eerder) == []


def test_a_declaration_that_was_rejected_leaves_its_references_free():
    afgekeurd = dossier(declaraties=verzonden(nummer="D0", verwerkt=False))
    assert fouten_met_historie(een_323(), afgekeurd) == []


def test_a_reference_of_another_provider_is_free():
    assert fouten_met_historie(een_323(), dossier(declaraties=verzonden(aanbieder="42420002"))) == []


def test_what_was_declared_to_another_municipality_does_not_count():
    elders = dossier(declaraties=verzonden(nummer="D0", gemeente="0855"))
    assert fouten_met_historie(een_323(), elders) == []


def test_two_clients_cannot_share_a_reference():
    beide = dossier(
        toewijzingen={op_nummer(1): toewijzing(), op_nummer(2): toewijzing(client=sleutel(ANDER))}
    )
    samen = clienten({BSN: prestatie(), ANDER: prestatie(toewijzing=2)})
    assert fouten_met_historie(een_323(clienten=samen), beide) == ["TR314"]
