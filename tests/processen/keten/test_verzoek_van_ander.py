"""A request that its municipality handed over alone is answered by what that keeps of it."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.keten.dossier import Verzoekstand
from app.domain.keten.historie import Verzoekantwoord
from app.domain.partijen import Rol
from app.domain.verzoek.verzoek import BewaardVerzoek
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.historie import sleutel_van
from app.opslag import Databank
from app.opslag.tabellen import ketengegeven
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, een_301
from tests.istandaard.regels.bouw_verzoek import (
    ONDERZOEK,
    aangevraagd_product,
    een_315,
    een_317,
    een_319,
    ongewijzigd_product,
)
from tests.istandaard.retouren import GOED, retour
from tests.istandaard.verkeer import onder, toewijzing
from tests.processen.keten.test_tegenspraak import lever
from tests.processen.keten.test_volgorde import EERST, TUSSEN, standen
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

VRAAGT = onder(een_315(aangevraagd_product("A1", toewijzing_ingangsdatum="2026-04-01")), "V1")
WIJST_TOE = onder(een_301(toewijzing(2, "2026-12-31", "2026-02-28", None, "A1")), "T1")
WIJST_AF = onder(een_319(referentie="A1"), "N1")
ONDERZOEKT = onder(ONDERZOEK, "N0")
Geef = Callable[[str, Any], Ontvangststatus]


@pytest.mark.parametrize(
    ("antwoord", "stand"),
    [
        (WIJST_TOE, Verzoekstand.TOEGEWEZEN),
        (WIJST_AF, Verzoekstand.AFGEWEZEN),
        (ONDERZOEKT, Verzoekstand.IN_ONDERZOEK),
    ],
)
def test_it_is_answered_by_the_municipality_that_hands_over_all(
    databank: Databank, geef: Geef, antwoord: Any, stand: Verzoekstand
) -> None:
    for bericht in (EERST, VRAAGT, antwoord):
        assert geef(ROERMOND, bericht) is Ontvangststatus.GOEDGEKEURD
    assert geef(ROERMOND, codec.lees(retour(antwoord, GOED, "R1"))) is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente["verzoeken"]["A1"][-1] is stand
    assert "A1" not in van_aanbieder["verzoeken"]  # nobody adds that for another


@pytest.mark.parametrize("antwoord", [WIJST_TOE, WIJST_AF, ONDERZOEKT])
def test_a_municipality_that_comes_later_has_it_answered_whichever_it_hands_over_first(
    databank: Databank, antwoord: Any
) -> None:
    for bericht in (EERST, VRAAGT):
        lever(databank, AANBIEDER, codec.schrijf(bericht))
    lever(databank, AANBIEDER, retour(VRAAGT, GOED, "R1"))
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    for bericht in (EERST, antwoord, VRAAGT):
        ontvangst = lever(databank, ROERMOND, codec.schrijf(bericht))
        assert ontvangst.status is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente["verzoeken"] == van_aanbieder["verzoeken"]


@pytest.mark.parametrize(
    ("antwoord", "stand"), [(WIJST_TOE, Verzoekstand.TOEGEWEZEN), (WIJST_AF, Verzoekstand.AFGEWEZEN)]
)
def test_a_municipality_that_hands_over_its_answer_and_its_return_first_has_it_answered(
    databank: Databank, antwoord: Any, stand: Verzoekstand
) -> None:
    for inhoud in (*map(codec.schrijf, (EERST, antwoord)), retour(antwoord, GOED, "R1")):
        lever(databank, ROERMOND, inhoud)
    lever(databank, ROERMOND, codec.schrijf(VRAAGT))
    van_gemeente, _ = standen(databank)
    assert van_gemeente["verzoeken"]["A1"][-1] is stand
    with databank.motor.connect() as verbinding:  # what is about the client goes with that client
        wat = select(ketengegeven.c.persoon).where(ketengegeven.c.soort == Verzoekantwoord.__name__)
        assert None not in verbinding.execute(wat).scalars().all()
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        (uit,) = handeling.opslag.ontvangsten.verzonden(*sleutel_van(antwoord), aan=AANBIEDER)
        assert uit.bsns == (BSN,)
    for bericht in (EERST, VRAAGT, antwoord):
        lever(databank, AANBIEDER, codec.schrijf(bericht))
    assert [gehouden["verzoeken"] for gehouden in standen(databank)] == [van_gemeente["verzoeken"]] * 2


FOUT = onder(een_317(ongewijzigd_product(9), referentie="A1"), "V0")


@pytest.mark.parametrize("antwoord", [WIJST_TOE, WIJST_AF, ONDERZOEKT])
@pytest.mark.parametrize("volgorde", [*permutations(range(3))], ids=str)
def test_an_answer_to_a_request_that_was_wrong_answers_none_after_it_under_its_reference(
    databank: Databank, antwoord: Any, volgorde: tuple[int, ...]
) -> None:
    berichten = [FOUT, antwoord, VRAAGT]
    for bericht in (EERST, *berichten):
        lever(databank, AANBIEDER, codec.schrijf(bericht))
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    for bericht in (EERST, *(berichten[n] for n in volgorde), *berichten):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente["verzoeken"] == van_aanbieder["verzoeken"]
    assert van_gemeente["verzoeken"]["A1"][-1] is Verzoekstand.OPEN
    assert [verzoek.antwoord_id for verzoek in verzoeken(databank)] == [None, None]
    for wie in (*TUSSEN, *TUSSEN):  # the same bytes again say no more
        for bericht in reversed(berichten):
            lever(databank, wie, codec.schrijf(bericht))
    assert [gehouden["verzoeken"] for gehouden in standen(databank)] == [van_gemeente["verzoeken"]] * 2


def verzoeken(databank: Databank) -> list[BewaardVerzoek]:
    """The requests of both."""
    gevonden: list[BewaardVerzoek] = []
    for wie in TUSSEN:
        with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
            gevonden += handeling.opslag.verzoeken_van(wie).bladzijde(10).rijen
    return gevonden


def test_a_second_investigation_is_refused_as_ever(geef: Geef) -> None:
    for bericht in (EERST, VRAAGT, ONDERZOEKT):
        assert geef(ROERMOND, bericht) is Ontvangststatus.GOEDGEKEURD
    assert geef(ROERMOND, onder(ONDERZOEKT, "N2")) is Ontvangststatus.AFGEKEURD


@pytest.mark.parametrize("antwoord", [WIJST_TOE, WIJST_AF])
def test_its_provider_has_it_answered_once_it_hands_it_over(
    databank: Databank, geef: Geef, antwoord: Any
) -> None:
    for bericht in (EERST, VRAAGT, antwoord):
        geef(ROERMOND, bericht)
    assert geef(AANBIEDER, VRAAGT) is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente["verzoeken"] == van_aanbieder["verzoeken"]
    assert van_aanbieder["verzoeken"]["A1"][0] == BSN
