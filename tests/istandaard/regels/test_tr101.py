from dataclasses import replace

from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.regels import inhoud
from app.istandaard.waarden import Geheel
from tests.istandaard.regels.bouw import BSN, contact, een_301, fouten, product, relatie, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import (
    ANDER,
    clienten,
    een_323,
    een_325,
    prestatie,
    terug,
    totaal,
)
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop, verwijderd
from tests.istandaard.regels.bouw_verzoek import (
    BUDGET,
    aangevraagd_product,
    een_315,
    een_317,
    nieuw_product,
    ongewijzigd_product,
    te_wijzigen_product,
)


def test_different_keys_are_accepted():
    producten = toegewezen_product(1), toegewezen_product(2, product=product("07", "07A01"))
    personen = relatie("1"), relatie("2")
    adressen = contact(soort="01"), contact(soort="02")
    assert fouten(een_301(*producten, relaties=personen, contactgegevens=adressen)) == []


def test_an_allocation_number_occurs_once():
    producten = toegewezen_product(1), toegewezen_product(1, product=product("07", "07A01"))
    assert fouten(een_301(*producten)) == ["TR101"]


def test_leading_zeros_make_no_other_number():
    tweede = toegewezen_product(product=product("07", "07A01"), toewijzing_nummer=Geheel("001"))
    assert fouten(een_301(toegewezen_product(1), tweede)) == ["TR101"]


def test_a_relation_number_occurs_once():
    assert fouten(een_301(relaties=(relatie("1"), relatie("1")))) == ["TR101"]


def test_a_number_of_a_relation_and_a_reference_are_free_text_and_not_shown():
    aanvraag = replace(aangevraagd_product(), referentie_aanbieder="mw. De Vries")
    dubbel = (
        een_301(relaties=(relatie(ANDER), relatie(ANDER))),
        een_315(aanvraag, replace(aanvraag, product=product("07", "07A01"))),
    )
    for bericht in dubbel:
        bevinding = next(bevinding for bevinding in inhoud(bericht) if bevinding.regel == "TR101")
        assert ANDER not in bevinding.melding
        assert "Vries" not in bevinding.melding


def test_a_kind_of_address_occurs_once():
    assert fouten(een_301(contactgegevens=(contact(soort="01"), contact(soort="01")))) == ["TR101"]


def test_starts_and_stops_with_another_key_are_accepted():
    assert fouten(een_305(start(nummer=1), start(nummer=2), start("2026-01-06"))) == []
    assert fouten(een_307(stop(reden="19"), stop(reden="20"), stop("2026-02-21"))) == []


def test_a_start_or_stop_occurs_once_also_as_a_deletion():
    assert fouten(een_305(start(), verwijderd(start()))) == ["TR101"]
    assert fouten(een_307(stop(), verwijderd(stop()))) == ["TR101"]


def test_absent_parts_of_a_key_are_equal():
    assert fouten(een_305(start(nummer=None), start(nummer=None))) == ["TR101"]


def test_an_allocation_is_named_once_in_each_list_of_a_wmo317():
    nieuw = nieuw_product()
    assert fouten(een_317(ongewijzigd_product(1), ongewijzigd_product(1), nieuw)) == ["TR101"]
    assert fouten(een_317(te_wijzigen_product(1), te_wijzigen_product(1))) == ["TR101"]
    assert fouten(een_317(ongewijzigd_product(1), te_wijzigen_product(2), nieuw)) == []


def test_a_new_product_begins_once_on_a_day():
    op_nieuwjaar = nieuw_product(product=product("11", "11X01"), gewenste_ingangsdatum="2027-01-01")
    later = nieuw_product(product=product("11", "11X01"), gewenste_ingangsdatum="2027-01-02")
    assert fouten(een_317(ongewijzigd_product(), op_nieuwjaar, op_nieuwjaar)) == ["TR101"]
    assert fouten(een_317(ongewijzigd_product(), op_nieuwjaar, later)) == []


def test_two_new_products_that_name_no_product_are_equal():
    generiek = nieuw_product(product=None, **BUDGET)
    assert "TR101" in fouten(een_317(ongewijzigd_product(), generiek, generiek))


def test_a_declaration_holds_a_line_of_a_client_once():
    assert fouten(een_323(prestatie("C1", vorig="P1"), prestatie("C1", vorig="P2"))) == []
    assert fouten(een_323(prestatie("P1"), prestatie("P1", toewijzing=2))) == ["TR101"]
    assert fouten(een_325(terug(prestatie("P1")), terug(prestatie("P1")))) == ["TR101"]


def test_two_clients_may_share_a_reference_as_far_as_this_goes():
    samen = clienten({BSN: prestatie(), ANDER: prestatie(toewijzing=2)})
    assert fouten(een_323(clienten=samen)) == []


def test_a_declaration_and_its_answer_hold_a_client_once_and_never_show_the_bsn():
    eerste, tweede = prestatie("P1"), prestatie("P2", toewijzing=2)
    dubbel = tuple(wmo323.Client(bsn=BSN, prestaties=(regel,)) for regel in (eerste, tweede))
    (bevinding,) = inhoud(een_323(clienten=dubbel))
    assert bevinding.regel == "TR101"
    assert BSN not in bevinding.melding
    antwoord = tuple(
        wmo325.Client(bsn=BSN, prestaties=(terug(regel),), retour_codes=("0200",))
        for regel in (eerste, tweede)
    )
    assert fouten(een_325(clienten=antwoord, toegekend=totaal(-300_00))) == ["TR101"]
