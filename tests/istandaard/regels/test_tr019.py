import pytest

from app.domain.waarden import voldoet_aan_elfproef
from tests.istandaard.regels.bouw import een_301, fouten_in_samenhang, leeg_dossier, toegewezen_product
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd

ANDER = "999990019"
WEG = toegewezen_product(
    1, ingangsdatum="2026-01-01", einddatum="2026-01-01", reden_wijziging="13", toewijzingsdatum="2026-03-02"
)


def test_the_start_of_an_allocation_of_this_client_is_accepted():
    assert fouten_na(een_305(start(nummer=1))) == []


def test_a_number_that_was_never_sent_is_refused():
    assert fouten_na(een_305(start(nummer=7))) == ["TR019"]
    assert "TR019" in fouten_na(een_307(stop(nummer=7)))


@pytest.mark.parametrize("ander", [{"bsn": ANDER}, {"afzender": "42420002"}, {"ontvanger": "0855"}])
def test_the_allocation_of_somebody_else_does_not_count(ander):
    assert voldoet_aan_elfproef(ANDER)
    assert fouten_na(een_305(**ander)) == ["TR019"]


def test_a_deleted_allocation_counts_as_never_sent():
    assert fouten_na(een_305(), een_301(WEG)) == ["TR019"]
    assert fouten_na(een_307(), een_305(), een_301(WEG)) == ["TR019"]


def test_an_allocation_that_was_ended_still_counts():
    ingetrokken = toegewezen_product(
        1, ingangsdatum="2026-01-01", einddatum="2026-01-31", toewijzingsdatum="2026-03-02"
    )
    assert fouten_na(een_305(), een_301(ingetrokken)) == []


def test_task_oriented_work_has_no_allocation():
    assert fouten_in_samenhang(een_305(start(nummer=None)), leeg_dossier()) == []


def test_a_start_on_a_deleted_allocation_can_itself_be_deleted():
    assert fouten_na(een_305(verwijderd(start())), een_305(), een_301(WEG)) == []
