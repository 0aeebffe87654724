from datetime import date

from app.domain.waarden import Eenheid, Frequentie, Omvang
from app.istandaard.regels import Tarief, samenhang
from tests.istandaard.regels.bouw import kennis
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

DAGDEEL = {"eenheid": "16", "tarief": 7500}
PER_DAGDEEL = Tarief("16", 7500, date(2026, 1, 1))


def test_the_unit_of_the_allocation_is_accepted_and_minutes_for_hours():
    assert fouten_met_historie(een_323()) == []
    assert fouten_met_historie(een_323(prestatie(eenheid="01", tarief=125))) == []


def test_another_unit_is_refused():
    assert fouten_met_historie(een_323(prestatie(**DAGDEEL)), None, PER_DAGDEEL) == ["TR341"]


def test_hours_for_minutes_are_refused():
    minuten = dossier(omvang=Omvang(240, Eenheid.MINUUT, Frequentie.PER_WEEK))
    assert fouten_met_historie(een_323(), minuten) == ["TR341"]


def test_without_extent_the_unit_is_one_of_the_contract():
    vrij = dossier(omvang=None)
    assert fouten_met_historie(een_323(), vrij) == []
    assert "TR341" in fouten_met_historie(een_323(prestatie(**DAGDEEL)), vrij)
    assert fouten_met_historie(een_323(prestatie(eenheid="83", tarief=None)), vrij) == []


def test_the_allocation_is_tested_without_the_contract_and_the_lack_is_named():
    uitkomst = samenhang(een_323(prestatie(**DAGDEEL)), dossier(), kennis())
    assert [bevinding.regel for bevinding in uitkomst.bevindingen] == ["TR341"]
    assert uitkomst.niet_gecontroleerd == ("TR341", "TR346", "TR418")
