from dataclasses import replace

import pytest

from app.domain.keten.dossier import Berichtsleutel
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    header,
    leeg_dossier,
)
from tests.istandaard.regels.bouw_declaratie import dossier, een_323, een_325, fouten_met_historie, verzonden
from tests.istandaard.regels.bouw_levering import een_305, een_307, start, stop
from tests.istandaard.regels.bouw_verzoek import een_315, een_317, een_319, te_wijzigen_product


def test_a_new_identification_is_accepted():
    dossier = leeg_dossier(berichten=frozenset({Berichtsleutel("414", ROERMOND, "301-0")}))
    assert fouten_in_samenhang(een_301(kop=header(identificatie="301-1")), dossier) == []


def test_an_identification_that_was_used_before_is_refused():
    dossier = leeg_dossier(berichten=frozenset({Berichtsleutel("414", ROERMOND, "301-1")}))
    assert fouten_in_samenhang(een_301(kop=header(identificatie="301-1")), dossier) == ["TR056"]


@pytest.mark.parametrize("ander", [("418", ROERMOND), ("414", "0855")])
def test_another_kind_of_message_or_sender_may_use_the_same(ander):
    dossier = leeg_dossier(berichten=frozenset({Berichtsleutel(*ander, "301-1")}))
    assert fouten_in_samenhang(een_301(kop=header(identificatie="301-1")), dossier) == []


def test_a_provider_uses_an_identification_once_per_kind_of_message():
    gebruikt = leeg_dossier(berichten=frozenset({Berichtsleutel("418", AANBIEDER, "L-1")}))
    start_weer = een_305(start(nummer=None), identificatie="L-1")
    stop_zelfde = een_307(stop(nummer=None), identificatie="L-1")
    assert "TR056" in fouten_in_samenhang(start_weer, gebruikt)
    assert "TR056" not in fouten_in_samenhang(stop_zelfde, gebruikt)


@pytest.mark.parametrize("bericht", [een_315(), een_317(te_wijzigen_product()), een_319()])
def test_requests_and_answers_have_an_identification_of_their_own_too(bericht):
    kop = bericht.header
    gebruikt = Berichtsleutel(kop.bericht_code, kop.afzender, kop.bericht_identificatie.identificatie)
    assert "TR056" in fouten_in_samenhang(bericht, leeg_dossier(berichten=frozenset({gebruikt})))
    assert "TR056" not in fouten_in_samenhang(bericht, leeg_dossier())


def test_a_declaration_and_its_answer_are_identified_once():
    eerder = frozenset({Berichtsleutel("484", AANBIEDER, "323-1"), Berichtsleutel("485", ROERMOND, "325-1")})
    assert fouten_met_historie(een_323(), replace(dossier(), berichten=eerder)) == ["TR056"]
    ingediend = replace(dossier(declaraties=verzonden()), berichten=eerder)
    assert fouten_met_historie(een_325(), ingediend) == ["TR056"]
