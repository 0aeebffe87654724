import pytest

from app.domain.dossier import Berichtsleutel
from tests.istandaard.regels.bouw import (
    ROERMOND,
    een_301,
    fouten_in_samenhang,
    header,
    leeg_dossier,
)


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
