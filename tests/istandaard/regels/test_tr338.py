from app.domain.keten.dossier import Toewijzingsleutel
from app.domain.waarden import AgbCode, Gemeentecode
from tests.istandaard.regels.bouw_declaratie import (
    dossier,
    een_323,
    fouten_met_historie,
    op_nummer,
    prestatie,
    toewijzing,
)


def test_a_line_on_an_unknown_allocation_is_refused():
    assert fouten_met_historie(een_323(prestatie(toewijzing=2))) == ["TR338"]


def test_a_line_on_an_allocation_to_another_provider_is_refused():
    beide = dossier(
        toewijzingen={op_nummer(1): toewijzing(), op_nummer(2): toewijzing(aanbieder=AgbCode("42420002"))}
    )
    assert fouten_met_historie(een_323(prestatie(toewijzing=2)), beide) == ["TR338"]


def test_the_number_of_another_municipality_is_another_allocation():
    elders = Toewijzingsleutel(Gemeentecode("0855"), 2)
    beide = dossier(toewijzingen={op_nummer(1): toewijzing(), elders: toewijzing()})
    assert fouten_met_historie(een_323(prestatie(toewijzing=2)), beide) == ["TR338"]
