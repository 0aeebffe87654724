from tests.istandaard.regels.bouw import product
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd


def test_what_was_delivered_can_be_deleted():
    assert fouten_na(een_305(verwijderd(start())), een_305(start())) == []
    assert fouten_na(een_307(verwijderd(stop())), een_305(start()), een_307(stop())) == []


def test_what_was_never_delivered_cannot_be_deleted():
    assert fouten_na(een_305(verwijderd(start()))) == ["TR063"]
    assert fouten_na(een_307(verwijderd(stop())), een_305(start())) == ["TR063"]


def test_what_was_deleted_cannot_be_deleted_again():
    weg = een_305(verwijderd(start()))
    assert fouten_na(weg, een_305(start()), weg) == ["TR063"]


def test_the_whole_key_has_to_be_the_same():
    gestart = een_305(start("2026-01-05"))
    for anders in (start("2026-01-06"), start(nummer=2), start(van=product("02", None))):
        assert fouten_na(een_305(verwijderd(anders)), gestart) == ["TR063"]
    gestopt = een_307(stop("2026-02-20", "19"))
    for ander in (stop("2026-02-21", "19"), stop("2026-02-20", "20"), stop(begin="2026-01-06")):
        assert fouten_na(een_307(verwijderd(ander)), gestart, gestopt) == ["TR063"]


def test_the_start_of_another_client_cannot_be_deleted():
    assert fouten_na(een_305(verwijderd(start()), bsn="999990019"), een_305(start())) == ["TR063"]


def test_what_is_delivered_in_the_same_message_comes_after_the_deletion():
    bericht = een_305(start("2026-01-05"), verwijderd(start("2026-01-05")))
    assert "TR063" in fouten_na(bericht)


def test_one_message_does_not_delete_twice():
    # Such a message breaks TR101, which is on an earlier level; here it is about history alone.
    weg = verwijderd(start())
    assert fouten_na(een_305(weg, weg), een_305(start())) == ["TR063"]
