import pytest

from app.istandaard import codec
from app.istandaard.regels import samenhang
from tests.istandaard.regels.bouw import kennis, product
from tests.istandaard.regels.bouw_levering import een_305, een_307, fouten_na, na, start, stop, verwijderd


def test_a_stop_of_the_start_that_was_reported_is_accepted():
    assert fouten_na(een_307(stop()), een_305(start())) == []


def test_a_stop_without_a_start_is_refused_with_the_code_of_tr382():
    assert fouten_na(een_307(stop())) == ["TR382"]


@pytest.mark.parametrize("anders", [{"begin": "2026-01-06"}, {"nummer": 2}, {"van": product("02", None)}])
def test_the_key_of_the_start_is_repeated_unchanged(anders):
    assert fouten_na(een_307(stop(**anders)), een_305(start())) == ["TR382"]


def test_a_deleted_start_cannot_be_stopped():
    assert fouten_na(een_307(stop()), een_305(start()), een_305(verwijderd(start()))) == ["TR382"]


def test_after_a_temporary_stop_comes_a_final_one():
    assert fouten_na(een_307(stop()), een_305(start()), een_307(stop("2026-02-01", "20"))) == []


def test_once_delivery_started_again_only_the_new_start_is_stopped():
    berichten = een_305(start()), een_307(stop("2026-02-01", "20")), een_305(start("2026-02-10"))
    assert fouten_na(een_307(stop()), *berichten) == ["TR382"]
    assert fouten_na(een_307(stop(begin="2026-02-10")), *berichten) == []


def test_the_last_start_is_the_one_reported_last_also_when_it_began_earlier():
    berichten = een_305(start("2026-02-10")), een_307(stop(begin="2026-02-10")), een_305(start("2026-01-05"))
    assert fouten_na(een_307(stop("2026-01-20", begin="2026-01-05")), *berichten) == []


def test_task_oriented_work_is_stopped_by_product_and_begin():
    assert fouten_na(een_307(stop(nummer=None)), een_305(start(nummer=None))) == []
    assert fouten_na(een_307(stop(nummer=None)), een_305(start(nummer=1))) == ["TR382"]


def test_the_finding_says_which_key_to_repeat():
    (bevinding,) = samenhang(een_307(stop(begin="2026-01-06")), na(een_305(start())), kennis()).bevindingen
    assert "begindatum 5 januari 2026, product 02 02A03" in bevinding.melding
    assert bevinding.retourcode == "9069"


@pytest.mark.parametrize(
    ("anders", "veld"), [({"begin": "2026-01-06"}, "Begindatum"), ({"van": product("02", None)}, "Product")]
)
def test_the_finding_points_at_what_differs(anders, veld):
    bericht = codec.lees(codec.schrijf(een_307(stop(**anders))))
    (bevinding,) = samenhang(bericht, na(een_305(start())), kennis()).bevindingen
    assert bevinding.pad == f"/Bericht/Client/StopProducten/StopProduct[1]/{veld}"
