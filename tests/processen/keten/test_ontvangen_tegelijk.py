"""Messages that come in at the same moment end as they would one after the other, on PostgreSQL too.

There nothing makes writers wait for each other but a lock.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from threading import Barrier
from typing import Any

import pytest

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.declaratie import staande
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.partijen import Beller, Rol
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.gevolg import TOCH_AFGEKEURD
from app.istandaard.historie import ontvanger_en_afzender, vraag_van
from app.istandaard.oordeel import Niveau, Oordeel
from app.istandaard.retour import Afzending, antwoord
from app.opslag import Databank, Sleutels
from app.processen.handeling import Handeling
from app.processen.keten import berichtoordeel, ontvangen
from app.processen.keten.wachtrij import beoordeel_wachtrij
from tests.bouw import een_aanbieder, verwerker
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    VANDAAG,
    een_301,
    omvang,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.retouren import AF, retour
from tests.istandaard.verkeer import ANDER, onder
from tests.processen.keten.test_beide_onthouden import sluit_aan
from tests.processen.keten.test_tegenspraak import SOORTEN, bewaard, staat, tot
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg

MAANDEN = range(1, 6)
"""A race is run more than once, for it is chance who comes first."""


@pytest.fixture
def databank(postgres_url: str, sleutels: Sleutels) -> Iterator[Databank]:
    databank = Databank(postgres_url, sleutels)
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    yield databank
    databank.sluit()


def lever(databank: Databank, wie: str, inhoud: bytes) -> Berichtontvangst:
    stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, BEGIN)
    return ontvangen.ontvang(raadpleeg(wie, Rol.ADMINISTRATIE, BEGIN), stap, inhoud)


def tegelijk(*daden: Callable[[], Berichtontvangst]) -> list[Berichtontvangst]:
    """What each of these gives, begun at the same moment."""
    begin = Barrier(len(daden))

    def doe(daad: Callable[[], Berichtontvangst]) -> Berichtontvangst:
        begin.wait()
        return daad()

    with ThreadPoolExecutor(len(daden)) as draden:
        return list(draden.map(doe, daden))


def wijst_toe(identificatie: str, bsn: str = BSN, **velden: Any) -> bytes:
    """An allocation since 2025, of four hours a week unless said otherwise."""
    nummer = 1 if bsn == BSN else 2
    jaren = {"ingangsdatum": "2025-01-01", "einddatum": "2026-12-31", "toewijzingsdatum": "2026-02-27"}
    return codec.schrijf(
        onder(een_301(toegewezen_product(nummer, **(jaren | velden)), bsn=bsn), identificatie)
    )


def declareert(nummer: str, maand: int, volume: int = 1) -> bytes:
    """So many hours in a month of 2025, in a declaration of February 2026."""
    periode = f"2025-{maand:02}-01", f"2025-{maand:02}-{monthrange(2025, maand)[1]}"
    bericht = een_323(prestatie(nummer, periode=periode, volume=volume))
    declaratie = replace(bericht.declaratie, declaratie_nummer=nummer)
    return codec.schrijf(onder(replace(bericht, declaratie=declaratie), nummer))


def dossier(databank: Databank, bericht: bytes, wie: str = ROERMOND) -> Dossier:
    """What the municipality, or the other, has that this message asks for."""
    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
        keten = handeling.opslag.keten(wie, Partijen(ROERMOND, AANBIEDER))
        return keten.haal(vraag_van(codec.lees(bericht), keten.clientsleutel))


def samen(databank: Databank, *berichten: bytes) -> list[Berichtontvangst]:
    """What the municipality makes of these of the provider, sent at the same moment."""
    return tegelijk(*(partial(lever, databank, AANBIEDER, bericht) for bericht in berichten))


def lever_goed(databank: Databank, wie: str, inhoud: bytes) -> None:
    ontvangst = lever(databank, wie, inhoud)
    assert (ontvangst.status, ontvangst.bevindingen) == (Ontvangststatus.GOEDGEKEURD, ())


def test_of_two_declarations_of_the_same_at_once_one_is_granted(databank: Databank) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301"))
    for maand in MAANDEN:
        berichten = [declareert(f"{maand}D{n}", maand) for n in range(3)]
        uitkomst = samen(databank, *berichten)
        assert sorted(o.status for o in uitkomst) == ["deels", "deels", "goedgekeurd"]
        assert {b.regel for o in uitkomst for b in o.bevindingen} == {"TR389"}
        assert all(o.antwoord for o in uitkomst)
    (regels,) = dossier(databank, berichten[0]).prestaties.values()
    assert len(staande(regels)) == len(MAANDEN)


def test_what_is_declared_at_once_counts_together(databank: Databank) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301", omvang=omvang(20, "04", "6")))
    uitkomst = samen(databank, *(declareert(f"D{maand}", maand, volume=9) for maand in MAANDEN))
    assert sorted(o.status for o in uitkomst) == ["deels"] * (len(MAANDEN) - 2) + ["goedgekeurd"] * 2
    assert {b.regel for o in uitkomst for b in o.bevindingen} == {"TR322"}


def test_the_same_bytes_at_once_get_one_answer(databank: Databank) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301"))
    for maand in MAANDEN:
        bericht = declareert(f"D{maand}", maand)
        uitkomst = tegelijk(*(partial(lever, databank, wie, bericht) for wie in (AANBIEDER, ROERMOND) * 2))
        assert {o.id for o in uitkomst} == {lever(databank, ROERMOND, bericht).id}
        assert {o.status for o in uitkomst} == {Ontvangststatus.GOEDGEKEURD}
        assert len({o.antwoord for o in uitkomst}) == 1
    (regels,) = dossier(databank, bericht).prestaties.values()
    assert len(regels) == len(MAANDEN)


def test_both_remember_what_they_hand_over_at_once(databank: Databank) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301"))
    lever_goed(databank, AANBIEDER, wijst_toe("301"))
    for maand in MAANDEN:
        bericht = declareert(f"D{maand}", maand)
        tegelijk(*(partial(lever, databank, wie, bericht) for wie in (ROERMOND, AANBIEDER)))
        van_beide = [dossier(databank, bericht, wie).prestaties for wie in (ROERMOND, AANBIEDER)]
        assert [len(regels) for van_een in van_beide for regels in van_een.values()] == [maand, maand]


def test_a_return_that_both_hand_over_at_once_decides(databank: Databank) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301"))
    for maand in MAANDEN:
        bericht = declareert(f"D{maand}", maand)
        lever_goed(databank, AANBIEDER, bericht)
        afwijzing = retour(codec.lees(bericht), AF, f"R{maand}")
        tegelijk(*(partial(lever, databank, wie, afwijzing) for wie in (AANBIEDER, ROERMOND)))
        assert lever(databank, AANBIEDER, bericht).status is Ontvangststatus.AFGEKEURD


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_message_and_its_return_that_both_hand_over_at_once_end_as_one_after_the_other(
    databank: Databank, soort: str
) -> None:
    """In whatever order they come, its receiver rejects it in the end, and it counts with neither.

    Of a declaration stays that it was sent (TR337).
    """
    blijft = 1 if soort == "wmo323" else 0
    sluit_aan(databank)
    bericht, _ = tot(soort, databank)
    partijen = ontvanger_en_afzender(bericht)
    for wie in partijen:
        lever(databank, wie, retour(bericht, AF, "R0"))
    for ronde in MAANDEN:
        inhoud = codec.schrijf(onder(bericht, f"N{ronde}"))
        afwijzing = retour(codec.lees(inhoud), AF, f"R{ronde}")
        daden = [partial(lever, databank, wie, wat) for wie in partijen for wat in (inhoud, afwijzing)]
        ontvangst, *_ = tegelijk(*daden)
        for daad in daden:
            daad()
        nu = staat(databank, partijen[0], ontvangst)
        assert nu.status is Ontvangststatus.AFGEKEURD
        over = bewaard(databank)
        assert all(over[wie, ontvangst.id] <= blijft for wie in partijen)


def test_a_return_and_a_new_version_at_once_leave_the_new_version(databank: Databank) -> None:
    for dag in range(1, 6):
        eerste = wijst_toe(f"301-{dag}a")
        lever_goed(databank, ROERMOND, eerste)
        retour = antwoord(codec.lees(eerste), Oordeel(Niveau.INHOUD), Afzending(f"R-{dag}", VANDAAG))
        assert retour is not None
        eind = f"2026-06-{dag:02}"
        nieuw = wijst_toe(f"301-{dag}b", einddatum=eind, toewijzingsdatum="2026-02-28", reden_wijziging="04")
        teruggestuurd, gewijzigd = tegelijk(
            partial(lever, databank, ROERMOND, codec.schrijf(retour)),
            partial(lever, databank, ROERMOND, nieuw),
        )
        assert teruggestuurd.opmerking is not None
        assert teruggestuurd.opmerking.startswith(TOCH_AFGEKEURD)
        assert gewijzigd.status is Ontvangststatus.GOEDGEKEURD
        (versie,) = dossier(databank, nieuw).toewijzingen.values()
        assert str(versie.einddatum) == eind


def test_of_two_starts_of_the_same_at_once_one_counts_whoever_else_begins(
    databank: Databank,
) -> None:
    for nummer, bsn in enumerate((BSN, ANDER)):
        lever_goed(databank, ROERMOND, wijst_toe(f"301-{nummer}", bsn))
    eerste, tweede, ander = samen(
        databank,
        codec.schrijf(onder(een_305(start("2026-01-05")), "S1")),
        codec.schrijf(onder(een_305(start("2026-01-20")), "S2")),
        codec.schrijf(onder(een_305(start("2026-01-05", nummer=2), bsn=ANDER), "S3")),
    )
    assert {eerste.status, tweede.status} == {Ontvangststatus.GOEDGEKEURD, Ontvangststatus.AFGEKEURD}
    assert ander.status is Ontvangststatus.GOEDGEKEURD


def test_who_finds_another_at_it_leaves_it_and_what_comes_after_it(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    lever_goed(databank, ROERMOND, wijst_toe("301"))
    monkeypatch.setattr(berichtoordeel, "DIRECT", 0)
    ids = [lever(databank, ROERMOND, declareert(f"D{maand}", maand)).id for maand in (1, 2)]

    def namens(beller: Beller, **_: bool) -> AbstractContextManager[Handeling]:
        return handel(databank, beller.code, beller.rol, BEGIN)

    def staat() -> list[Ontvangststatus]:
        with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as handeling:
            return [handeling.opslag.ontvangsten.haal(id).status for id in ids]

    with handel(databank, ROERMOND, Rol.ADMINISTRATIE, BEGIN) as bezig:
        eerste, _ = databank.te_beoordelen(BEGIN)
        assert bezig.opslag.ontvangsten.neem(bezig.opslag.ontvangsten.haal(eerste.id), wacht=True)
        beoordeel_wachtrij(databank, namens, BEGIN, set())
        assert staat() == [Ontvangststatus.ONTVANGEN] * 2
    beoordeel_wachtrij(databank, namens, BEGIN, set())
    assert staat() == [Ontvangststatus.GOEDGEKEURD] * 2
