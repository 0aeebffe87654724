"""What is dealt with in parts counts whole or not at all, whoever dies, comes between or takes over."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import count
from threading import Thread
from time import sleep
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import delete, func, select

from app import geheugen
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.fouten import VerkeerdeStatus
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.partijen import Beller, Rol
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.berichten import wmo325
from app.istandaard.berichten.wmo323 import Client
from app.istandaard.historie import vraag_van
from app.opslag import Databank, ketenhistorie
from app.opslag.fouten import Onleesbaar
from app.opslag.tabellen import berichtontvangst, keten, ketengegeven
from app.processen.handeling import Handeling
from app.processen.keten import berichtoordeel, beurtgang, bij_delen, ontvangen, wachtrij
from app.processen.keten.wachtrij import Namens, beoordeel_wachtrij
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, BSN, ROERMOND, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug, totaal
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.verkeer import ANDER, onder
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg

pytestmark = pytest.mark.beide

JAAR = {"ingangsdatum": "2026-01-01", "einddatum": "2026-12-31", "toewijzingsdatum": "2026-01-02"}
LATER = BEGIN + beurtgang.VERLATEN
DECLARATIE = een_323(
    clienten=(
        Client(bsn=BSN, prestaties=(prestatie("P1"), prestatie("P2", code="02A04"))),
        Client(bsn=ANDER, prestaties=(prestatie("P3", toewijzing=2),)),
    )
)
"""Of the first client one line is refused (TR340)."""


class Gedood(BaseException):
    """Stands for SIGKILL: nothing of the program goes on after it."""


@pytest.fixture(autouse=True)
def groot(databank: Databank, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two allocations are known, and every declaration is judged client by client."""
    monkeypatch.setattr(berichtoordeel, "DIRECT", 0)
    monkeypatch.setattr(beurtgang, "PER_DEEL", 1)
    monkeypatch.setattr(ketenhistorie, "TERUG", 2)
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    for nummer, bsn in enumerate((BSN, ANDER), 1):
        bericht = onder(een_301(toegewezen_product(nummer, **JAAR), bsn=bsn), f"T{nummer}")
        assert lever(databank, bericht, ROERMOND).status is Ontvangststatus.GOEDGEKEURD


def lever(databank: Databank, bericht: Any, wie: str = AANBIEDER) -> Berichtontvangst:
    stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, BEGIN)
    return ontvangen.ontvang(raadpleeg(wie, Rol.ADMINISTRATIE, BEGIN), stap, codec.schrijf(bericht))


def opener(
    databank: Databank, nu: datetime = BEGIN, voor: Callable[[], None] = lambda: None, wie: str = ROERMOND
) -> Callable[..., AbstractContextManager[Handeling]]:
    """Opens transactions for the municipality, or another; before and after each of them this is done."""

    @contextmanager
    def open_(*, alleen_lezen: bool) -> Iterator[Handeling]:
        voor()
        with handel(databank, wie, Rol.ADMINISTRATIE, nu, alleen_lezen=alleen_lezen) as handeling:
            yield handeling
        voor()

    return open_


def oordeel(databank: Databank, ontvangst: Berichtontvangst, **hoe: Any) -> bool:
    bericht: Any = codec.lees(ontvangst.xml)
    return bij_delen.beoordeel(opener(databank, **hoe), ontvangst, bericht)


def dossier(databank: Databank, wie: str = ROERMOND, bericht: Any = DECLARATIE) -> Dossier:
    """What is kept of what the declaration asks for."""
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        bij = handeling.opslag.keten(wie, Partijen(ROERMOND, AANBIEDER))
        return bij.haal(vraag_van(bericht, bij.clientsleutel))


def stand(databank: Databank, ontvangst: Berichtontvangst) -> tuple[Ontvangststatus, list[list[str]]]:
    """How the message stands, and with each of both parties the granted lines."""
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        status = handeling.opslag.ontvangsten.haal(ontvangst.id).status
    van = [dossier(databank, wie).prestaties for wie in (ROERMOND, AANBIEDER)]
    return status, [sorted(p.referentie for op in toegekend.values() for p in op) for toegekend in van]


def namens(databank: Databank) -> Namens:
    """Opens transactions in the name of anybody."""

    def open_(beller: Beller, *, alleen_lezen: bool) -> AbstractContextManager[Handeling]:
        return handel(databank, beller.code, beller.rol, BEGIN, alleen_lezen=alleen_lezen)

    return open_


def overblijfsel(databank: Databank, ontvangst: Berichtontvangst) -> tuple[int, int]:
    """How many things there are in history from this message, and how many turns."""
    with databank.motor.connect() as verbinding:
        van = ketengegeven.c.herkomst == ontvangst.id
        gegevens = verbinding.execute(select(func.count()).where(van)).scalar_one()
        return gegevens, verbinding.execute(select(func.count(keten.c.beurt))).scalar_one()


def sterft_na(aantal: int) -> Callable[[], None]:
    """What can be done so many times."""
    stappen = count()

    def sterf() -> None:
        if next(stappen) == aantal:
            raise Gedood

    return sterf


NIETS = (Ontvangststatus.ONTVANGEN, [[], []])
ALLES = (Ontvangststatus.DEELS, [["P1", "P3"], ["P1", "P3"]])


def test_until_the_last_transaction_nothing_of_it_counts_and_then_all_does(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE)
    standen: list[Any] = []
    assert oordeel(databank, ontvangst, voor=lambda: standen.append(stand(databank, ontvangst)))
    wisselt = standen.index(ALLES)
    assert standen == [NIETS] * wisselt + [ALLES] * (len(standen) - wisselt)
    assert (wisselt, len(standen) - wisselt) > (10, 1)


def test_while_others_wait_for_a_transaction_python_looks_for_nothing_to_clear_up(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE)
    bericht: Any = DECLARATIE
    opent = opener(databank)
    ruimt_op: set[tuple[bool, bool]] = set()

    @contextmanager
    def open_(*, alleen_lezen: bool) -> Iterator[Handeling]:
        with opent(alleen_lezen=alleen_lezen) as handeling:
            yield handeling
        ruimt_op.add((alleen_lezen, gc.isenabled()))

    assert bij_delen.beoordeel(open_, ontvangst, bericht)
    assert ruimt_op == {(True, True), (False, False)}
    assert gc.isenabled()


def test_who_is_killed_before_or_after_any_transaction_leaves_what_another_begins_anew(
    databank: Databank,
) -> None:
    ontvangst = lever(databank, DECLARATIE)
    for poging in range(100):
        assert stand(databank, ontvangst) == NIETS
        with suppress(Gedood):
            oordeel(databank, ontvangst, nu=BEGIN + poging * beurtgang.VERLATEN, voor=sterft_na(poging))
        if stand(databank, ontvangst) != NIETS:
            break
    assert stand(databank, ontvangst) == ALLES
    assert poging > 20
    with databank.motor.connect() as verbinding:
        van = ketengegeven.c.herkomst == ontvangst.id
        soorten = verbinding.execute(select(ketengegeven.c.soort).where(van)).scalars().all()
        beurten = verbinding.execute(select(func.count(keten.c.beurt))).scalar()
    assert Counter(soorten) == {"Gebruik": 2, "Declaratie": 2, "Declaratieregel": 6}
    assert beurten == 0


def test_nobody_else_begins_while_it_is_gone_on_with_and_what_comes_between_waits(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE)
    anderen: list[Any] = []

    def kom_ertussen() -> None:
        if len(anderen) == 12:
            anderen.append(oordeel(databank, ontvangst))
            anderen.append(lever(databank, een_305(start())).status)
            anderen.append(
                lever(databank, onder(een_301(toegewezen_product(1, **JAAR)), "T9"), ROERMOND).status
            )
        anderen.append(None)

    assert oordeel(databank, ontvangst, voor=kom_ertussen)
    tussen = [uitkomst for uitkomst in anderen if uitkomst is not None]
    assert tussen == [False, Ontvangststatus.ONTVANGEN, Ontvangststatus.ONTVANGEN]
    assert stand(databank, ontvangst) == ALLES


def test_who_was_away_too_long_finds_that_another_took_over(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE)
    stappen = count()

    def blijf_weg() -> None:
        if next(stappen) == 12:
            assert oordeel(databank, ontvangst, nu=LATER)

    assert not oordeel(databank, ontvangst, voor=blijf_weg)
    assert stand(databank, ontvangst) == ALLES


@pytest.mark.parametrize("fout", [ZeroDivisionError(), Onleesbaar("Deze rij is beschadigd.")])
def test_what_fails_gives_up_its_turn_and_leaves_nothing(
    databank: Databank, monkeypatch: pytest.MonkeyPatch, fout: Exception
) -> None:
    ontvangst = lever(databank, DECLARATIE)
    monkeypatch.setattr(bij_delen, "beantwoord", Mock(side_effect=fout))
    with pytest.raises(type(fout)):
        oordeel(databank, ontvangst)
    assert stand(databank, ontvangst) == NIETS
    assert overblijfsel(databank, ontvangst) == (0, 0)
    assert lever(databank, een_305(start())).status is Ontvangststatus.GOEDGEKEURD


def test_what_is_large_waits_for_other_large_work_before_it_is_read_and_gives_its_memory_back(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontvangst, teruggegeven = lever(databank, DECLARATIE), Mock()
    lees = Mock(side_effect=wachtrij._beoordeel)
    monkeypatch.setattr(wachtrij, "_beoordeel", lees)
    monkeypatch.setattr(geheugen.WERK, "_vanaf", 0)
    monkeypatch.setattr(wachtrij, "GROOT", 0)
    monkeypatch.setattr(wachtrij, "geef_geheugen_terug", teruggegeven)
    draad = Thread(target=beoordeel_wachtrij, args=(databank, namens(databank), LATER, set()))
    with geheugen.WERK.neem(2**40, 0):
        draad.start()
        while draad.is_alive() and not geheugen.WERK.wacht_er_een:
            sleep(0.001)
        assert stand(databank, ontvangst) == NIETS
        lees.assert_not_called()
    draad.join(20)
    assert stand(databank, ontvangst) == ALLES
    teruggegeven.assert_called_once_with()


def test_a_turn_of_what_is_no_longer_there_is_ended_and_nothing_of_it_counts(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE)
    with pytest.raises(Gedood):
        oordeel(databank, ontvangst, voor=sterft_na(12))
    with databank.motor.begin() as verbinding:
        verbinding.execute(delete(berichtontvangst).where(berichtontvangst.c.id == ontvangst.id))
    assert lever(databank, een_305(start())).status is Ontvangststatus.ONTVANGEN
    beoordeel_wachtrij(databank, namens(databank), LATER, set())
    assert overblijfsel(databank, ontvangst) == (0, 0)
    assert lever(databank, een_305(start())).status is Ontvangststatus.GOEDGEKEURD


VAN_AANBIEDER = Partijen(ROERMOND, AANBIEDER)
WEIGERT = een_325(
    clienten=tuple(
        wmo325.Client(bsn=c.bsn, prestaties=tuple(map(terug, c.prestaties)), retour_codes=("0200",))
        for c in DECLARATIE.declaratie.clienten
    ),
    toegekend=totaal(300_00 - 900_00),
)
"""Refuses what the municipality granted, with what it refused."""
WIJST_AF = een_325(code="9333", toegekend=totaal(0))


@pytest.fixture
def beoordeeld(databank: Databank) -> Berichtontvangst:
    """The declaration, which the municipality handed over and judged; its sender knows nothing of it."""
    ontvangst = lever(databank, DECLARATIE, ROERMOND)
    assert oordeel(databank, ontvangst)
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        return handeling.opslag.ontvangsten.haal(ontvangst.id)


@pytest.fixture
def onthouden(databank: Databank, beoordeeld: Berichtontvangst) -> Berichtontvangst:
    """And its sender handed it over too."""
    assert lever(databank, DECLARATIE).id == beoordeeld.id
    beoordeel_wachtrij(databank, namens(databank), BEGIN, set())
    return beoordeeld


def van_aanbieder(databank: Databank) -> list[str]:
    """The granted lines that the provider keeps, as far as they count."""
    toegekend = dossier(databank, AANBIEDER).prestaties.values()
    return sorted(p.referentie for op in toegekend for p in op)


def stervend(doe: Callable[[datetime, Callable[[], None]], object], toestand: Callable[[], Any]) -> list[Any]:
    """What there is after each death, each time one moment later, until there is none."""
    standen = []
    for poging in range(100):
        try:
            doe(BEGIN + poging * beurtgang.VERLATEN, sterft_na(poging))
        except Gedood:
            standen.append(toestand())
        else:
            return [*standen, toestand()]
    raise AssertionError("It never came to an end.")


def eerst_en_dan(standen: list[Any], eerst: Any, dan: Any) -> None:
    wisselt = standen.index(dan)
    assert standen == [eerst] * wisselt + [dan] * (len(standen) - wisselt)
    assert wisselt > 5


def test_a_sender_who_hands_over_what_was_judged_remembers_all_of_it_or_nothing(
    databank: Databank, beoordeeld: Berichtontvangst
) -> None:
    gekregen = lever(databank, DECLARATIE)
    assert (gekregen.id, gekregen.status) == (beoordeeld.id, Ontvangststatus.DEELS)

    def onthoud(nu: datetime, voor: Callable[[], None]) -> None:
        bij_delen.onthoud(
            opener(databank, nu, voor, AANBIEDER), AANBIEDER, beoordeeld, codec.lees(beoordeeld.xml)
        )

    standen = stervend(onthoud, lambda: van_aanbieder(databank))
    eerst_en_dan(standen, [], ["P1", "P3"])
    assert overblijfsel(databank, beoordeeld) == (10, 0)
    lever(databank, DECLARATIE)
    assert overblijfsel(databank, beoordeeld) == (10, 0)


def test_who_hands_over_what_waits_to_be_judged_remembers_it_after_that(databank: Databank) -> None:
    ontvangst = lever(databank, DECLARATIE, ROERMOND)
    for _ in range(2):
        assert lever(databank, DECLARATIE).status is Ontvangststatus.ONTVANGEN
    assert oordeel(databank, ontvangst)
    beoordeel_wachtrij(databank, namens(databank), LATER, set())
    assert stand(databank, ontvangst) == ALLES


def test_what_is_handed_over_too_while_it_is_judged_is_remembered_after_that(databank: Databank) -> None:
    ontvangst, komt = lever(databank, DECLARATIE, ROERMOND), sterft_na(3)

    def kom_ertussen() -> None:
        try:
            komt()
        except Gedood:
            lever(databank, DECLARATIE)

    assert oordeel(databank, ontvangst, voor=kom_ertussen)
    beoordeel_wachtrij(databank, namens(databank), LATER, set())
    assert stand(databank, ontvangst) == ALLES


def test_what_comes_between_waits_until_the_sender_remembers(
    databank: Databank, beoordeeld: Berichtontvangst
) -> None:
    assert lever(databank, een_305(start()), ROERMOND).status is Ontvangststatus.GOEDGEKEURD
    for _ in range(2):
        assert lever(databank, DECLARATIE).status is Ontvangststatus.DEELS
    assert lever(databank, een_325()).status is Ontvangststatus.ONTVANGEN
    with pytest.raises(VerkeerdeStatus):  # what its sender has to remember too
        lever(databank, een_305(start()))
    beoordeel_wachtrij(databank, namens(databank), LATER, set())
    assert van_aanbieder(databank) == ["P1", "P3"]
    antwoord = lever(databank, een_325())
    assert (antwoord.antwoord_op, antwoord.bevindingen) == (beoordeeld.id, ())
    assert lever(databank, een_305(start())).status is Ontvangststatus.GOEDGEKEURD


def test_a_large_answer_counts_whole_or_not_at_all(databank: Databank, onthouden: Berichtontvangst) -> None:
    ontvangst = lever(databank, WEIGERT, ROERMOND)
    assert ontvangst.status is Ontvangststatus.ONTVANGEN

    def oordeel(nu: datetime, voor: Callable[[], None]) -> None:
        bij_delen.beoordeel(opener(databank, nu, voor, AANBIEDER), ontvangst, codec.lees(ontvangst.xml))

    def toestand() -> tuple[str, list[str]]:
        with handel(databank, AANBIEDER, Rol.AANBIEDER, BEGIN) as handeling:
            status = handeling.opslag.ontvangsten.haal(ontvangst.id).status
        return status, van_aanbieder(databank)

    standen = stervend(oordeel, toestand)
    eerst_en_dan(standen, ("ontvangen", ["P1", "P3"]), ("na_te_gaan", []))
    assert overblijfsel(databank, ontvangst) == (3 + 3, 0)  # one line was refused already


def test_what_is_rejected_after_all_stops_counting_at_once_and_goes_in_turns(
    databank: Databank, onthouden: Berichtontvangst
) -> None:
    assert lever(databank, WIJST_AF, ROERMOND).status is Ontvangststatus.NA_TE_GAAN
    assert stand(databank, onthouden)[1] == [[], []]
    over, beurten = overblijfsel(databank, onthouden)
    assert (over, beurten) == (6, 2)
    assert lever(databank, een_305(start())).status is Ontvangststatus.ONTVANGEN

    def ruim_op(nu: datetime, voor: Callable[[], None]) -> None:
        for wie in VAN_AANBIEDER:
            bij_delen.ruim_op(opener(databank, nu, voor, wie), wie, VAN_AANBIEDER, onthouden.id)

    standen = stervend(ruim_op, lambda: stand(databank, onthouden)[1])
    assert standen == [[[], []]] * len(standen)
    assert overblijfsel(databank, onthouden) == (0, 0)
    beoordeel_wachtrij(databank, namens(databank), LATER, set())
    assert lever(databank, een_305(start())).status is Ontvangststatus.GOEDGEKEURD
    later = lever(databank, onder(een_325(), "325-2"))
    assert (later.status, later.bevindingen) == (Ontvangststatus.NA_TE_GAAN, ())


def test_turns_that_have_to_be_ended_are_found_until_they_are(
    databank: Databank, beoordeeld: Berichtontvangst
) -> None:
    lever(databank, DECLARATIE)
    assert [(b.eigenaar, b.van) for b in databank.af_te_maken()] == [(AANBIEDER, beoordeeld.id)]
    beoordeel_wachtrij(databank, namens(databank), BEGIN, set())
    assert databank.af_te_maken() == ()
