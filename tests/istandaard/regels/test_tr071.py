from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd

WEG = een_305(verwijderd(start()))


def test_a_start_without_a_stop_can_be_deleted():
    assert fouten_na(WEG, een_305(start())) == []


def test_a_start_with_a_stop_cannot_be_deleted():
    assert fouten_na(WEG, een_305(start()), een_307(stop())) == ["TR071"]


def test_a_temporary_stop_is_a_stop_too():
    assert fouten_na(WEG, een_305(start()), een_307(stop(reden="20"))) == ["TR071"]


def test_once_the_stop_is_deleted_the_start_can_be():
    assert fouten_na(WEG, een_305(start()), een_307(stop()), een_307(verwijderd(stop()))) == []


def test_the_stop_of_another_start_does_not_hold_it():
    berichten = een_305(start()), een_307(stop("2026-01-20")), een_305(start("2026-02-01"))
    assert fouten_na(een_305(verwijderd(start("2026-02-01"))), *berichten) == []
