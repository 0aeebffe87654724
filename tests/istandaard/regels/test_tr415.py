import pytest

from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd

DEFINITIEF = stop("2026-02-01", "19")


@pytest.mark.parametrize("reden", ["19", "20", "21"])
def test_after_a_final_stop_no_stop_follows(reden):
    assert fouten_na(een_307(stop(reden=reden)), een_305(start()), een_307(DEFINITIEF)) == ["TR415"]


def test_a_final_stop_is_corrected_by_deleting_it_in_the_same_message():
    correctie = een_307(stop("2026-02-20", "21"), verwijderd(DEFINITIEF))
    assert fouten_na(correctie, een_305(start()), een_307(DEFINITIEF)) == []


def test_a_new_start_can_be_stopped_again():
    berichten = een_305(start()), een_307(DEFINITIEF), een_305(start("2026-02-10"))
    assert fouten_na(een_307(stop(begin="2026-02-10")), *berichten) == []


def test_within_a_message_the_final_stop_comes_last():
    tijdelijk = stop("2026-02-01", "20")
    assert fouten_na(een_307(tijdelijk, stop("2026-02-20")), een_305(start())) == []
    assert fouten_na(een_307(DEFINITIEF, stop("2026-02-20", "20")), een_305(start())) == ["TR415"]
