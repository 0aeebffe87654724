from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd

TIJDELIJK = stop("2026-02-01", "20")
NOG_EENS = een_307(stop("2026-02-20", "20"))


def test_one_temporary_stop_is_accepted():
    assert fouten_na(NOG_EENS, een_305(start())) == []


def test_a_second_temporary_stop_is_refused():
    assert fouten_na(NOG_EENS, een_305(start()), een_307(TIJDELIJK)) == ["TR413"]


def test_after_a_new_start_delivery_may_stop_for_a_while_again():
    berichten = een_305(start()), een_307(TIJDELIJK), een_305(start("2026-02-10"))
    assert fouten_na(een_307(stop(reden="20", begin="2026-02-10")), *berichten) == []


def test_a_temporary_stop_is_corrected_by_deleting_it_in_the_same_message():
    correctie = een_307(stop("2026-02-02", "20"), verwijderd(TIJDELIJK))
    assert fouten_na(correctie, een_305(start()), een_307(TIJDELIJK)) == []


def test_one_message_does_not_stop_twice_for_a_while():
    assert fouten_na(een_307(TIJDELIJK, stop("2026-02-20", "20")), een_305(start())) == ["TR413"]
