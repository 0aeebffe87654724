from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, start, stop, verwijderd


def test_a_new_key_is_accepted():
    assert fouten_na(een_305(start(nummer=2)), een_305(start(nummer=1))) == []


def test_a_start_is_delivered_once():
    stopte = een_307(stop())
    assert fouten_na(een_305(start()), een_305(start()), stopte) == ["TR074"]


def test_a_stop_is_delivered_once():
    tijdelijk = een_307(stop(reden="20"))
    assert "TR074" in fouten_na(tijdelijk, een_305(start()), tijdelijk)


def test_a_key_that_was_deleted_is_free_again():
    assert fouten_na(een_305(start()), een_305(start()), een_305(verwijderd(start()))) == []


def test_a_deletion_in_the_same_message_frees_the_key():
    # Such a message breaks TR101, which is on an earlier level; here it is about history alone.
    assert fouten_na(een_305(start(), verwijderd(start())), een_305(start())) == []


def test_a_key_is_new_within_the_message_too():
    assert "TR074" in fouten_na(een_305(start(), start()))
