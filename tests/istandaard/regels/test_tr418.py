from datetime import date

from app.istandaard.regels import Tarief
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

JANUARI, MAART = date(2026, 1, 1), date(2026, 3, 1)


def met_tarief(tarief, eenheid="04", **velden):
    return een_323(prestatie(tarief=tarief, eenheid=eenheid, **velden))


def test_the_price_of_the_contract_is_accepted_and_any_other_refused():
    assert fouten_met_historie(met_tarief(7500)) == []
    assert fouten_met_historie(met_tarief(7501)) == ["TR418"]


def test_the_price_of_that_day_counts():
    oud, nieuw = Tarief("04", 7000, JANUARI, date(2026, 2, 28)), Tarief("04", 7500, MAART)
    assert fouten_met_historie(met_tarief(7000), None, oud, nieuw) == []
    assert fouten_met_historie(met_tarief(7500), None, oud, nieuw) == ["TR418"]


def test_a_minute_is_a_sixtieth_of_an_hour_rounded_half_up():
    per_uur = Tarief("04", 7530, JANUARI)
    assert fouten_met_historie(met_tarief(126, "01", volume=60, cents=7530), None, per_uur) == []
    assert fouten_met_historie(met_tarief(125, "01", volume=60, cents=7530), None, per_uur) == ["TR418"]


def test_a_product_without_a_price_is_refused():
    assert fouten_met_historie(met_tarief(7500), None, Tarief("16", 7500, JANUARI)) == ["TR418"]


def test_the_euro_has_no_price():
    vrij = dossier(omvang=None)
    assert fouten_met_historie(een_323(prestatie(tarief=None, eenheid="83")), vrij) == []
