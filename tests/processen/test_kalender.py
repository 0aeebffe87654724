"""The public holidays that the clocks go by (Atw art. 3)."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.bezwaar.klokken import bezwaartermijn_tot
from app.domain.fouten import OngeldigeInvoer
from app.instelbestand import OnjuistBestand
from app.processen.kalender import lees_gelijkstellingen, lees_kalenders
from tests.bouw import kalenders


@pytest.mark.parametrize("jaar", [2024, 2025, 2026, 2027, 2028, 2029])
def test_5_may_is_a_holiday_in_every_year(jaar: int) -> None:
    assert not kalenders(2026).is_werkdag(date(jaar, 5, 5))


@pytest.mark.parametrize("dag", [date(2025, 4, 18), date(2026, 4, 3), date(2027, 3, 26)])
def test_good_friday_counts_as_a_holiday(dag: date) -> None:
    assert not kalenders(2026).is_werkdag(dag)


@pytest.mark.parametrize(
    "dag",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
    ],
)
def test_the_other_holidays_of_the_law(dag: date) -> None:
    assert not kalenders(2026).is_werkdag(dag)


@pytest.mark.parametrize("dag", [date(2026, 10, 5), date(2026, 11, 11), date(2026, 12, 31)])
def test_a_day_that_is_only_celebrated_is_a_working_day(dag: date) -> None:
    assert kalenders(2026).is_werkdag(dag)


@pytest.mark.parametrize("jaar", [2011, 2035])
def test_the_years_that_a_kept_case_can_need_are_there(jaar: int) -> None:
    assert not kalenders(2026).is_werkdag(date(jaar, 12, 25))


@pytest.mark.parametrize("jaar", [2010, 2036])
def test_a_year_out_of_reach_is_refused(jaar: int) -> None:
    with pytest.raises(OngeldigeInvoer, match=str(jaar)):
        kalenders(2026).is_werkdag(date(jaar, 12, 25))


@pytest.mark.parametrize(
    "dag",
    [date(2018, 12, 24), date(2025, 5, 30), date(2026, 1, 2), date(2026, 5, 15), date(2028, 5, 26)],
)
def test_a_day_put_on_a_par_by_royal_decree_is_no_working_day(dag: date) -> None:
    assert not kalenders(2026).is_werkdag(dag)


def test_a_term_to_object_that_ends_on_such_a_day_ends_after_the_weekend() -> None:
    vrijdag_na_hemelvaart = date(2026, 5, 15)
    assert bezwaartermijn_tot(date(2026, 4, 3), kalenders(2026)) > vrijdag_na_hemelvaart
    assert bezwaartermijn_tot(date(2026, 4, 2), kalenders(2026)) == date(2026, 5, 18)


def test_a_day_is_provisional_where_no_decree_is_known() -> None:
    assert [kalenders(2026).is_voorlopig(date(jaar, 6, 5)) for jaar in (2013, 2014, 2026, 2028, 2029)] == [
        True, False, False, False, True,
    ]  # fmt: skip


EIGEN = """
[[besluiten]]
bron = "Stcrt. 2028, 1"
van = 2029
tot_en_met = 2031
dagen = [2029-05-11]
"""


def test_a_setting_adds_a_decree(tmp_path: Path) -> None:
    eigen = tmp_path / "dagen.toml"
    eigen.write_text(EIGEN)

    met = lees_kalenders(eigen)(2026)

    assert kalenders(2026).is_werkdag(date(2029, 5, 11))
    assert not met.is_werkdag(date(2029, 5, 11))
    assert not met.is_werkdag(date(2026, 5, 15)), "what comes with the program stays"
    assert not met.is_voorlopig(date(2031, 12, 31))
    assert met.is_voorlopig(date(2032, 1, 1))


@pytest.mark.parametrize(
    ("regel", "in_plaats_van", "veld"),
    [
        pytest.param('bron = ""', 'bron = "Stcrt. 2028, 1"', "besluiten[0].bron", id="no source"),
        pytest.param("", "van = 2029", "besluiten[0].van", id="no first year"),
        pytest.param("tot_en_met = 2028", "tot_en_met = 2031", "besluiten[0]", id="years turned round"),
        pytest.param("dagen = [2032-05-11]", "dagen = [2029-05-11]", "besluiten[0]", id="other year"),
        pytest.param("dagen = ['morgen']", "dagen = [2029-05-11]", "besluiten[0].dagen[0]", id="no date"),
        pytest.param("[[besluit]]", "[[besluiten]]", "besluiten", id="no decrees"),
        pytest.param("dag = 1\nvan = 2029", "van = 2029", "besluiten[0].dag", id="unknown key"),
        pytest.param("van =", "van = 2029", "bestand", id="no TOML"),
        pytest.param("van = " + "9" * 5000, "van = 2029", "bestand", id="a number without end"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_its_key(
    tmp_path: Path, regel: str, in_plaats_van: str, veld: str
) -> None:
    eigen = tmp_path / "dagen.toml"
    eigen.write_text(EIGEN.replace(in_plaats_van, regel))

    with pytest.raises(OnjuistBestand, match=r"dagen\.toml") as fout:
        lees_gelijkstellingen(eigen)

    assert veld in [gevonden.veld for gevonden in fout.value.velden]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OnjuistBestand, match="Niet te lezen"):
        lees_gelijkstellingen(tmp_path / "weg.toml")
