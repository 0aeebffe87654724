"""Steps without HTTP: by one caller in one transaction, or in a case that goes on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.keten.dossier import Partijen
from app.domain.partijen import Beller, Rol
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.istandaard.historie import partijen_van
from app.opslag import Databank, ketenhistorie
from app.opslag.databank import Openbeurt, Wachtbericht
from app.processen.handeling import Handeling, Raadpleging, Stap
from app.processen.keten import berichtoordeel, beurtgang, ontvangen, wachtrij
from app.processen.keten.wachtrij import maak_af
from tests.bouw import HEUSDEN, ROERMOND, een_aanbieder, verwerker
from tests.istandaard.regels.bouw import AANBIEDER
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import Verloop, handel, raadpleeg


@pytest.fixture
def als(databank: Databank) -> Callable[..., AbstractContextManager[Handeling]]:
    """A transaction of one caller: `with als("0957", Rol.BESLUIT) as handeling`."""
    return partial(handel, databank)


@pytest.fixture
def mlo(databank: Databank) -> Verloop:
    """A case in Roermond."""
    return Verloop(databank, ROERMOND)


@pytest.fixture
def hvb(databank: Databank) -> Verloop:
    """A case in Heusden, which works beschikkingsarm."""
    return Verloop(databank, HEUSDEN)


@pytest.fixture(params=[ROERMOND, HEUSDEN], ids=["mlo", "hvb"])
def zaak(request: pytest.FixtureRequest, databank: Databank) -> Verloop:
    """A case, once in each region."""
    return Verloop(databank, request.param)


@pytest.fixture
def geef(databank: Databank) -> Callable[[str, Any], Ontvangststatus]:
    """Hand a message between Roermond and a provider that it knows over, a second after the one before."""
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    seconden = count()

    def geef(wie: str, bericht: Any) -> Ontvangststatus:
        nu = BEGIN + timedelta(seconds=next(seconden))
        stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, nu)
        raadpleging = raadpleeg(wie, Rol.ADMINISTRATIE, nu)
        return ontvangen.ontvang(raadpleging, stap, codec.schrijf(bericht)).status

    return geef


@pytest.fixture(params=["at once", "in parts"])
def wijze(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has lines is dealt with in one transaction, or client by client as where it has many."""
    if request.param == "in parts":
        deel_op(monkeypatch)


def deel_op(monkeypatch: pytest.MonkeyPatch) -> None:
    bewaar = ontvangen.ontvang

    def ontvang(raadpleging: Raadpleging, stap: Stap, inhoud: bytes) -> Berichtontvangst:
        tussen = partijen_van(codec.lees(inhoud))
        maak_beurten_af(stap, tussen)  # what was taken back before does not count any more
        ontvangst = bewaar(raadpleging, stap, inhoud)
        beoordeel_wachtrij(stap)
        maak_beurten_af(stap, tussen)  # its sender remembers it, or what rested on it goes
        with stap() as handeling:
            return handeling.opslag.ontvangsten.haal(ontvangst.id)

    monkeypatch.setattr(berichtoordeel, "DIRECT", 0)
    monkeypatch.setattr(beurtgang, "PER_DEEL", 1)
    monkeypatch.setattr(ketenhistorie, "TERUG", 2)
    monkeypatch.setattr(ontvangen, "ontvang", ontvang)


def beoordeel_wachtrij(stap: Stap) -> None:
    """Judge what waits, and after it what waited for that, as the thread of a server does."""

    @contextmanager
    def namens(beller: Beller, **_: bool) -> Iterator[Handeling]:
        with stap() as handeling:
            yield replace(handeling, beller=beller)

    while wachtend := _wachtend(stap):
        for ontvangst in wachtend:
            maak_beurten_af(stap, partijen_van(codec.lees(ontvangst.xml)))
            wachtend_bericht = Wachtbericht(
                ontvangst.id,
                ontvangst.eigenaar,
                ontvangst.afzender,
                ontvangst.ontvangen_op,
                len(ontvangst.xml),
            )
            assert wachtrij._beoordeel(namens, wachtend_bericht)


def _wachtend(stap: Stap) -> list[Berichtontvangst]:
    """What its caller sent or received that waits, oldest first."""
    with stap() as handeling:
        alle = [
            handeling.opslag.ontvangsten.haal(rij.id)
            for verzonden in (False, True)
            for rij in handeling.opslag.lijsten.ontvangsten(
                100, None, Ontvangststatus.ONTVANGEN, als_afzender=verzonden
            ).rijen
        ]
    return sorted(alle, key=lambda ontvangst: ontvangst.ontvangen_op)


def maak_beurten_af(stap: Stap, tussen: Partijen) -> None:
    """End the turns between these two, as the thread of a server does."""
    for eigenaar in tussen:
        with stap() as handeling:
            bij = handeling.opslag.keten(eigenaar, tussen)
            van = bij._sessie.verbinding.scalar(select(ketenhistorie._BEURT), bij._keten)
        if van is not None:
            mislukt: set[UUID] = set()
            maak_af(lambda *_, **__: stap(), Openbeurt(eigenaar, tussen, van, 0), mislukt)
            assert not mislukt
