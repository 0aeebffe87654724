import pytest

from app.domain.waarden import Eenheid, Frequentie, Omvang
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, fouten_met_historie, prestatie

PER_MAAND = Omvang(4, Eenheid.UUR, Frequentie.PER_MAAND)


@pytest.mark.parametrize(("volume", "fouten"), [(20, []), (21, ["TR321"])])
def test_a_month_holds_the_hours_of_the_weeks_that_it_touches(volume, fouten):
    assert fouten_met_historie(een_323(prestatie(volume=volume))) == fouten


@pytest.mark.parametrize(("minuten", "fouten"), [(240, []), (241, ["TR321"])])
def test_hours_may_be_declared_in_minutes(minuten, fouten):
    regel = prestatie(volume=minuten, eenheid="01", tarief=125)
    assert fouten_met_historie(een_323(regel), dossier(omvang=PER_MAAND)) == fouten


def test_domestic_help_may_have_six_weeks():
    hulp = {"categorie": "01", "productcode": "02A03"}
    assert "TR321" not in fouten_met_historie(een_323(prestatie(volume=24, categorie="01")), dossier(**hulp))
    assert "TR321" in fouten_met_historie(een_323(prestatie(volume=25, categorie="01")), dossier(**hulp))


def test_an_allocation_without_extent_sets_no_limit():
    assert fouten_met_historie(een_323(prestatie(volume=999)), dossier(omvang=None)) == []
