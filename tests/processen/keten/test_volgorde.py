"""Both sides keep what they exchanged in one order, whoever handed a message over, and when."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from app.domain.berichtontvangst import Ontvangststatus
from app.domain.keten.dossier import Partijen
from app.domain.keten.historie import credits_op_regel
from app.domain.partijen import Rol
from app.domain.waarden import AgbCode
from app.domain.werkstand import ONBEKEND
from app.istandaard import codec
from app.opslag import Databank
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.tabellen import keten, ketengegeven, ketensleutel
from app.opslag.vullen import vul_taken
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301, product
from tests.istandaard.regels.bouw_levering import een_305, start, verwijderd
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.istandaard.verkeer import VAN, declaratie, onder, toewijzing
from tests.processen.keten.test_tegenspraak import lever, toegekend
from tests.processen.keten.uitwisseling import BEGIN, stand
from tests.processen.verloop import handel

pytestmark = pytest.mark.beide

TUSSEN = Partijen(ROERMOND, AANBIEDER)
START = start("2026-01-05", nummer=1, van=product("02", VAN[1][1]))
EERST = onder(een_301(toewijzing(1, "2026-12-31", "2026-02-27", None, None)), "T0")


def standen(databank: Databank) -> list[dict[str, Any]]:
    """What each of both keeps."""
    gevonden = []
    for wie in TUSSEN:
        with handel(databank, wie, Rol.ADMINISTRATIE, BEGIN) as handeling:
            gevonden.append(stand(handeling.opslag.keten(wie, TUSSEN), TUSSEN))
    return gevonden


IN_VOLGORDE = {
    "a start, its deletion and the start again": (
        AANBIEDER,
        [
            onder(een_305(START), "S1"),
            onder(een_305(verwijderd(START)), "S2"),
            onder(een_305(START), "S3"),
            onder(een_305(verwijderd(START)), "S4"),
        ],
    ),
    "versions that were decided at one moment": (
        ROERMOND,
        [
            onder(een_301(toewijzing(1, eind, "2026-02-28", "04", None)), f"T{n}")
            for n, eind in enumerate(["2026-06-30", "2026-02-28", "2026-12-31", "2026-06-30"], 1)
        ],
    ),
}


@pytest.mark.parametrize("laat", [[0], [1], [1, 0]], ids=str)
@pytest.mark.parametrize("soort", IN_VOLGORDE)
def test_what_its_sender_hands_over_late_stands_where_its_receiver_judged_it(
    databank: Databank, geef: Callable[[str, Any], Ontvangststatus], soort: str, laat: list[int]
) -> None:
    afzender, berichten = IN_VOLGORDE[soort]
    ontvanger = next(code for code in TUSSEN if code != afzender)
    geef(ROERMOND, EERST)
    for nummer, bericht in enumerate(berichten):
        assert geef(ontvanger if nummer in laat else afzender, bericht) is Ontvangststatus.GOEDGEKEURD
    for nummer in laat:
        assert geef(afzender, berichten[nummer]) is Ontvangststatus.GOEDGEKEURD
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder


DEBET = onder(declaratie([("P1", 1, None)], "D1", "01"), "D1")
CREDIT = onder(declaratie([("C1", 1, "P1"), ("P3", 1, None)], "D2", "01"), "D2")


@pytest.mark.parametrize("wat", [DEELS, AF])
def test_a_credit_that_its_sender_handed_over_before_its_debit_lapses_with_both(
    databank: Databank, geef: Callable[[str, Any], Ontvangststatus], wat: str
) -> None:
    geef(ROERMOND, EERST)
    geef(AANBIEDER, een_305(START))
    geef(ROERMOND, DEBET)
    assert geef(AANBIEDER, CREDIT) is Ontvangststatus.GOEDGEKEURD
    geef(AANBIEDER, DEBET)
    geef(ROERMOND, codec.lees(retour(DEBET, wat, "R1")))
    van_gemeente, van_aanbieder = standen(databank)
    assert [regel.referentie for regel in van_gemeente["prestaties"][1]] == ["P3"]
    assert van_gemeente == van_aanbieder


WEER = onder(declaratie([("P1", 1, None), ("P4", 1, None)], "D3", "02"), "D3")
"""Under the reference of the line that the credit takes back (TR314)."""


@pytest.mark.parametrize("bij_gemeente", [(0, 1, 2), (0, 2, 1)], ids=str)
@pytest.mark.parametrize("bij_aanbieder", [(0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 1, 0)], ids=str)
def test_a_credit_does_not_lapse_with_another_line_of_the_reference_that_it_takes_back(
    databank: Databank, bij_aanbieder: tuple[int, ...], bij_gemeente: tuple[int, ...]
) -> None:
    declaraties = [DEBET, CREDIT, WEER]
    for bericht in (EERST, een_305(START), *(declaraties[n] for n in bij_aanbieder)):
        lever(databank, AANBIEDER, codec.schrijf(bericht))
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    for bericht in (EERST, een_305(START), *(declaraties[n] for n in bij_gemeente)):
        lever(databank, ROERMOND, codec.schrijf(bericht))
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder
    assert sorted(regel.referentie for regel in van_gemeente["prestaties"][1]) == ["C1", "P1", "P3"]


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("bij_gemeente", [(0, 2, 1), (2, 1, 0)], ids=str)
def test_a_credit_that_lapsed_does_not_make_room_for_another_line_of_its_reference(
    databank: Databank, bij_gemeente: tuple[int, ...]
) -> None:
    debet: Any = codec.lees(codec.schrijf(DEBET))
    weer = onder(declaratie([("P1", 1, None)], "D3", "01"), "D3")  # the first counts as not sent
    declaraties = [debet, CREDIT, weer]
    for inhoud in (*map(codec.schrijf, (EERST, debet, CREDIT)), retour(debet, AF, "R1"), codec.schrijf(weer)):
        lever(databank, AANBIEDER, inhoud)
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    for bericht in (EERST, *(declaraties[n] for n in bij_gemeente)):
        ontvangst = lever(databank, ROERMOND, codec.schrijf(bericht))
        if bericht is CREDIT:
            crediteert = ontvangst
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder
    assert [regel.referentie for regel in van_gemeente["prestaties"][1]] == ["P1"]
    assert toegekend(databank, ROERMOND, crediteert) == toegekend(databank, AANBIEDER, crediteert) == 0


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [DEELS, AF])
def test_a_credit_lapses_with_the_line_that_took_the_place_of_the_one_it_takes_back(
    databank: Databank, wat: str
) -> None:
    debet: Any = codec.lees(codec.schrijf(DEBET))
    weer: Any = codec.lees(codec.schrijf(onder(declaratie([("P1", 1, None)], "D3", "01"), "D3")))
    for bericht in (EERST, debet, CREDIT, weer):
        lever(databank, AANBIEDER, codec.schrijf(bericht))
    lever(databank, AANBIEDER, retour(debet, AF, "R1"))
    _, van_aanbieder = standen(databank)
    assert sorted(regel.referentie for regel in van_aanbieder["prestaties"][1]) == ["C1", "P1", "P3"]
    lever(databank, AANBIEDER, retour(weer, wat, "R3"))
    _, van_aanbieder = standen(databank)
    assert [regel.referentie for regel in van_aanbieder["prestaties"][1]] == ["P3"]


def test_what_stood_in_another_order_before_is_put_right_by_handing_it_over_again(
    databank: Databank, geef: Callable[[str, Any], Ontvangststatus], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (begonnen, verwijderd_, *_) = IN_VOLGORDE["a start, its deletion and the start again"]
    geef(ROERMOND, EERST)
    for wie, bericht in ((ROERMOND, begonnen), (AANBIEDER, verwijderd_)):
        geef(wie, bericht)
    with monkeypatch.context() as eerder:
        eerder.setattr(Ketenhistorie, "zet_erna", lambda *_: None)
        geef(AANBIEDER, begonnen)
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente != van_aanbieder
    geef(AANBIEDER, begonnen)
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder


def test_a_credit_that_was_kept_before_is_found_once_histories_are_filled(
    databank: Databank, geef: Callable[[str, Any], Ontvangststatus]
) -> None:
    geef(ROERMOND, EERST)
    geef(AANBIEDER, een_305(START))
    geef(ROERMOND, DEBET)
    geef(AANBIEDER, CREDIT)
    geef(AANBIEDER, DEBET)
    with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
        sleutel = handeling.opslag.keten(AANBIEDER, TUSSEN)._kenmerk(credits_op_regel(TUSSEN, "P1"))
    with databank.motor.begin() as verbinding:  # as an earlier program kept it
        weg = delete(ketensleutel).where(ketensleutel.c.sleutel == sleutel)
        assert verbinding.execute(weg).rowcount == 1
        verbinding.execute(update(keten).values(taken_tot=0))
    while True:
        with databank.onderhoud() as (verbinding, kluis):
            if not vul_taken(verbinding, kluis, BEGIN, {}):
                break
    geef(ROERMOND, codec.lees(retour(DEBET, DEELS, "R1")))
    van_gemeente, van_aanbieder = standen(databank)
    assert van_gemeente == van_aanbieder


def test_a_history_that_cannot_be_read_keeps_no_other_from_being_filled(
    databank: Databank, geef: Callable[[str, Any], Ontvangststatus]
) -> None:
    geef(ROERMOND, EERST)
    kapot = ketengegeven.c.eigenaar == ROERMOND
    with databank.motor.begin() as verbinding:
        verbinding.execute(update(ketengegeven).where(kapot).values(inhoud=b"weg"))
        verbinding.execute(update(keten).where(keten.c.gemeente != "").values(taken_tot=0))
    assert [*databank.herreken(ONBEKEND, BEGIN)] == [f"keten {ROERMOND}: {ROERMOND}-{AANBIEDER}"]
    with databank.motor.connect() as verbinding:
        te_vullen = select(keten.c.eigenaar).where(keten.c.taken_tot.is_not(None))
        assert verbinding.execute(te_vullen).scalars().all() == [ROERMOND]


@pytest.mark.usefixtures("wijze")
@pytest.mark.parametrize("wat", [DEELS, AF])
def test_a_credit_that_lapsed_while_its_declaration_was_open_stays_so(databank: Databank, wat: str) -> None:
    debet: Any = codec.lees(codec.schrijf(DEBET))
    for bericht in (EERST, debet, CREDIT):
        open_ = lever(databank, AANBIEDER, codec.schrijf(bericht))
    lever(databank, AANBIEDER, retour(debet, wat, "R1"))
    lever(databank, AANBIEDER, retour(CREDIT, GOED, "R2"))
    assert toegekend(databank, AANBIEDER, open_) == 300_00
    _, van_aanbieder = standen(databank)
    assert [regel.referentie for regel in van_aanbieder["prestaties"][1]] == (["P3"])


@pytest.mark.parametrize("wat", [DEELS, AF])
def test_a_credit_that_was_sent_elsewhere_before_its_debit_lapses_too(databank: Databank, wat: str) -> None:
    for bericht in (CREDIT, DEBET):
        assert lever(databank, AANBIEDER, codec.schrijf(bericht)).status is Ontvangststatus.VERZONDEN
    lever(databank, AANBIEDER, retour(DEBET, wat, "R1"))
    _, van_aanbieder = standen(databank)
    assert [regel.referentie for regel in van_aanbieder["prestaties"][1]] == ["P3"]
