import json
from datetime import date
from pathlib import Path

import pytest

from app.domain.fouten import NietGevonden
from app.istandaard.codelijsten import Code, codelijst, codelijsten, gemeentelijst

NASLAG = Path(__file__).parents[4] / "shared" / "iwmo-3.2" / "codelijsten"


def test_a_code_has_its_meaning():
    assert codelijst("WMO002").betekenis("04") == "Herbeoordeling, langer"


def test_an_unknown_code_has_none():
    assert codelijst("WMO002").betekenis("99") is None


def test_a_code_shows_itself_with_its_meaning():
    assert codelijst("WMO757").toon("1") == "1 (Per dag)"
    assert codelijst("WMO757").toon("9") == "9"


def test_an_unknown_list_is_refused_without_repeating_its_id():
    with pytest.raises(NietGevonden, match=r"komt niet voor in iWmo 3\.2"):
        codelijst("WMO999")


def test_every_list_is_found_by_its_id_and_has_codes_with_a_meaning():
    for lijst in codelijsten():
        assert codelijst(lijst.id) is lijst
        assert lijst.codes
        assert all(code.betekenis and code.code == sleutel for sleutel, code in lijst.codes.items())


def test_a_schema_type_has_one_list():
    elementen = [element for lijst in codelijsten() for element in lijst.elementen]
    assert len(elementen) == len(set(elementen))


@pytest.mark.parametrize(
    ("dag", "geldig"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
    ],
)
def test_a_code_holds_from_its_first_day_to_its_last(dag, geldig):
    assert Code("x", "x", vanaf=date(2020, 1, 1), tot=date(2020, 12, 31)).geldig(dag) is geldig


@pytest.mark.parametrize(
    ("code", "dag", "geldig"),
    [
        ("0957", date(2026, 1, 1), True),
        ("0856", date(2021, 12, 31), True),
        ("0856", date(2022, 1, 1), False),
        ("1991", date(2021, 12, 31), False),
        ("1991", date(2022, 1, 1), True),
        ("9999", date(2026, 1, 1), False),
    ],
)
def test_a_municipality_has_its_code_while_it_exists(code, dag, geldig):
    assert gemeentelijst().geldig(code, dag) is geldig


@pytest.mark.parametrize(
    ("dag", "aantal"),
    [
        (date(2018, 12, 31), 380),
        (date(2019, 1, 1), 355),
        (date(2021, 1, 1), 352),
        (date(2022, 1, 1), 345),
        (date(2022, 3, 24), 344),
        (date(2023, 1, 1), 342),
        (date(2026, 1, 1), 342),
    ],
)
def test_there_are_as_many_municipalities_as_there_were(dag, aantal):
    lijst = codelijst("CBS-gemeentecodes")
    assert sum(code.geldig(dag) for code in lijst.codes.values()) == aantal


@pytest.mark.skipif(not NASLAG.exists(), reason="the reference data lies beside the project, not in it")
def test_the_lists_hold_the_codes_of_the_reference():
    naslag = {}
    for bestand in NASLAG.glob("*.json"):
        gelezen = json.loads(bestand.read_text())
        naslag[gelezen["id"]] = {regel["code"] for regel in gelezen["codes"]}
    naslag["WJ001"].add("9355")  # in the schema and with TR355, forgotten in the published list
    nu = {lijst.id: {c.code for c in lijst.codes.values() if c.tot is None} for lijst in codelijsten()}
    assert nu == naslag


def test_a_list_says_what_can_be_chosen_all_of_it_or_some() -> None:
    lijst = codelijst("WJ758")
    assert lijst.kies_uit(["2"]) == f"Kies uit {lijst.naam.lower()} (WJ758): 2 {lijst.betekenis('2')}."
    assert all(f" {code} " in lijst.kies_uit() for code in lijst.codes)
