from datetime import date
from functools import reduce

import pytest

from app.domain.keten.dossier import BekendVerzoek, Dossier, Verzoeksleutel, Verzoeksoort, Verzoekstand
from app.domain.waarden import AgbCode, Gemeentecode
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    header,
    leeg_dossier,
    sleutel,
    toegewezen_product,
    verwerk,
)
from tests.istandaard.regels.bouw_verzoek import (
    aangevraagd_product,
    een_315,
    een_317,
    een_319,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)

GEMEENTE = Gemeentecode(ROERMOND)
AANVRAAG = een_315(aangevraagd_product("A1"))
TOEWIJZING = een_301(toegewezen_product(1))
WIJZIGING = een_317(te_wijzigen_product(1), referentie="W1")


def na(*berichten) -> Dossier:
    """History after these messages were accepted, in this order."""
    return reduce(verwerk, berichten, leeg_dossier())


def stand(dossier: Dossier, referentie: str) -> Verzoekstand:
    return dossier.verzoeken[Verzoeksleutel(GEMEENTE, AgbCode(AANBIEDER), referentie)].stand


def verleend(referentie: str):
    return een_301(toegewezen_product(1, referentie_aanbieder=referentie), kop=header(identificatie="301-9"))


def test_each_product_of_a_wmo315_is_a_request_of_its_own():
    later = aangevraagd_product("A2", toewijzing_ingangsdatum="2027-01-01", toewijzing_einddatum="2027-12-31")
    dossier = na(een_315(aangevraagd_product("A1"), later))
    assert dossier.verzoeken == {
        Verzoeksleutel(GEMEENTE, AgbCode(AANBIEDER), referentie): BekendVerzoek(
            Verzoeksoort.TOEWIJZING, sleutel(BSN), (begin,), Verzoekstand.OPEN
        )
        for referentie, begin in (("A1", date(2026, 4, 1)), ("A2", date(2027, 1, 1)))
    }


def test_a_wmo317_is_one_request_about_the_allocations_it_names():
    dossier = na(TOEWIJZING, een_317(ongewijzigd_product(1), nieuw_product(), referentie="W1"))
    assert dossier.verzoeken == {
        Verzoeksleutel(GEMEENTE, AgbCode(AANBIEDER), "W1"): BekendVerzoek(
            Verzoeksoort.WIJZIGING, sleutel(BSN), (date(2026, 4, 1),), Verzoekstand.OPEN
        )
    }


@pytest.mark.parametrize("einde", [een_319(), verleend("A1")], ids=["refused", "granted"])
def test_that_a_request_was_looked_into_comes_before_its_end_in_whatever_order_they_were_sent(einde):
    onderzoek = een_319("2", None)
    assert stand(na(AANVRAAG, einde, onderzoek), "A1") is stand(na(AANVRAAG, onderzoek, einde), "A1")


def test_an_answer_says_how_the_request_stands():
    assert stand(na(AANVRAAG), "A1") is Verzoekstand.OPEN
    assert stand(na(AANVRAAG, een_319("2", None)), "A1") is Verzoekstand.IN_ONDERZOEK
    assert stand(na(AANVRAAG, een_319("2", None), een_319("1")), "A1") is Verzoekstand.AFGEWEZEN


def test_an_allocation_that_carries_the_reference_grants_the_request():
    assert stand(na(AANVRAAG, TOEWIJZING), "A1") is Verzoekstand.OPEN
    assert stand(na(AANVRAAG, verleend("A1")), "A1") is Verzoekstand.TOEGEWEZEN


def test_an_answer_touches_no_other_request():
    beide = een_315(aangevraagd_product("A1"), aangevraagd_product("A2"))
    dossier = na(beide, een_319("1", referentie="A1"))
    assert stand(dossier, "A2") is Verzoekstand.OPEN
    assert na(beide, een_319("1", gemeente="0855")).verzoeken == na(beide).verzoeken


@pytest.mark.parametrize(
    ("eerder", "nu", "gevonden"),
    [
        ([AANVRAAG], verleend("A1"), []),
        ([AANVRAAG], een_319("2", None), []),
        ([AANVRAAG], een_315(aangevraagd_product("A2")), ["TR374"]),
        ([AANVRAAG, een_319("1")], een_315(aangevraagd_product("A2")), []),
        ([AANVRAAG, een_319("1")], een_315(aangevraagd_product("A1")), ["TR347"]),
        ([AANVRAAG, een_319("1")], verleend("A1"), ["TR379"]),
        ([AANVRAAG, een_319("2", None)], een_319("2", None), ["TR360"]),
        ([AANVRAAG, verleend("A1")], een_319("1"), ["TR359"]),
        ([AANVRAAG, verleend("A1")], een_317(te_wijzigen_product(1)), []),
        ([TOEWIJZING, WIJZIGING], verleend("W1"), []),
        ([TOEWIJZING, WIJZIGING], een_319("1", referentie="W1"), []),
        ([TOEWIJZING], een_317(te_wijzigen_product(2)), ["TR349", "TR351"]),
    ],
)
def test_the_course_of_a_request_through_the_rules(eerder, nu, gevonden):
    # Messages of the builders share an identification, which is another matter (TR056).
    fouten = fouten_in_samenhang(nu, na(*eerder))
    assert [fout for fout in fouten if fout != "TR056"] == gevonden


def test_two_municipalities_keep_the_same_reference_apart():
    dossier = na(AANVRAAG, een_315(gemeente="0855"), een_319("1"))
    elders = dossier.verzoek("0855", AANBIEDER, "A1")
    assert stand(dossier, "A1") is Verzoekstand.AFGEWEZEN
    assert elders is not None
    assert elders.stand is Verzoekstand.OPEN
