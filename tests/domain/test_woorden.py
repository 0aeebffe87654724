from decimal import Decimal

import pytest

from app.domain import woorden
from app.domain.waarden import Eenheid, Frequentie, Omvang, Weekeenheid, Weekomvang


@pytest.mark.parametrize(
    ("volume", "eenheid", "categorie", "verwacht"),
    [
        (1, Eenheid.MINUUT, "01", "1 minuut"),
        (90, Eenheid.MINUUT, "01", "90 minuten"),
        (2, Eenheid.UUR, "01", "2 uur"),
        (1, Eenheid.DAGDEEL, "07", "1 dagdeel"),
        (4, Eenheid.DAGDEEL, "07", "4 dagdelen"),
        (1, Eenheid.STUKS_OUTPUT, "08", "1 rit"),
        (100, Eenheid.STUKS_INSPANNING, "08", "100 ritten"),
        (1, Eenheid.STUKS_OUTPUT, "13", "1 stuk"),
        (2, Eenheid.STUKS_OUTPUT, "13", "2 stuks"),
        (1, Eenheid.ETMAAL, "04", "1 nacht"),
        (26, Eenheid.ETMAAL, "04", "26 nachten"),
        (1, Eenheid.ETMAAL, "09", "1 etmaal"),
        (3, Eenheid.STUKS_INSPANNING, "01", "3 keer"),
        (3, Eenheid.STUKS_OUTPUT, None, "3 keer"),
        (20000, Eenheid.EURO, "08", "€\u00a0200,00"),
    ],
)
def test_an_amount_is_said_as_what_is_counted_one_or_more(
    volume: int, eenheid: Eenheid, categorie: str | None, verwacht: str
) -> None:
    omvang = Omvang(volume, eenheid, Frequentie.PER_MAAND)
    assert woorden.omvang(omvang, categorie) == f"{verwacht} per maand"


@pytest.mark.parametrize(
    ("omvang", "verwacht"),
    [
        (Weekomvang(Decimal("2.50"), Weekeenheid.UREN), "2,5 uur per week"),
        (Weekomvang(Decimal(1), Weekeenheid.DAGDELEN), "1 dagdeel per week"),
        (Weekomvang(Decimal(3), Weekeenheid.DAGDELEN), "3 dagdelen per week"),
        (Weekomvang(Decimal(45), Weekeenheid.MINUTEN, per_twee_weken=True), "45 minuten per twee weken"),
    ],
)
def test_an_extent_is_said_as_people_say_it(omvang: Weekomvang, verwacht: str) -> None:
    assert woorden.weekomvang(omvang) == verwacht


@pytest.mark.parametrize(
    ("eenheid", "meeste", "gezegd"),
    [
        (Eenheid.MINUUT, 1440, "hoogstens 1440 minuten"),
        (Eenheid.UUR, 24, "hoogstens 24 uur"),
        (Eenheid.ETMAAL, 1, "hoogstens 1 etmaal"),
        (Eenheid.DAGDEEL, 6, "hoogstens 6 dagdelen"),
    ],
)
def test_no_more_time_goes_into_a_day_than_it_has(eenheid: Eenheid, meeste: int, gezegd: str) -> None:
    assert woorden.hoogstens(meeste, eenheid, 1) is None
    assert woorden.hoogstens(meeste + 1, eenheid, 1) == gezegd
    assert woorden.hoogstens(meeste + 1, eenheid, 2) is None


@pytest.mark.parametrize("eenheid", [Eenheid.EURO, Eenheid.STUKS_OUTPUT, Eenheid.STUKS_INSPANNING])
def test_what_is_no_time_has_no_most_in_a_day(eenheid: Eenheid) -> None:
    assert woorden.hoogstens(10**8, eenheid, 1) is None


@pytest.mark.parametrize(
    ("aantal", "naam", "gezegd"),
    [
        (1, "Een traplift.", "1 traplift"),
        (2, "Douchestoel", "douchestoel, 2 keer"),
        (1, "Taxiritten", "taxiritten, 1 keer"),
        (1, "WMO-taxi", "1 WMO-taxi"),
    ],
)
def test_a_thing_by_its_name_is_counted_as_somebody_says_it(aantal: int, naam: str, gezegd: str) -> None:
    assert woorden.dingen(aantal, naam) == gezegd
