"""What a provider keeps of its deliveries is told so that the municipality accepts it and knows the same."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.keten.bijhouden import (
    Einde,
    Leverperiode,
    leverperiodes,
    meldingen,
    per_bericht,
    te_melden,
    vereis_aaneen,
)
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Historie, Vraag, leveringen_van
from app.domain.keten.levering import Leverhistorie
from app.istandaard.aanbiederberichten import Kop, maak_levermelding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import mutaties_van, neem_op, vraag_van
from app.istandaard.oordeel import Niveau, oordeel
from app.istandaard.regels import Kennis, Vandaag
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND
from tests.istandaard.regels.bouw_levering import TOEGEWEZEN

DAG = date(2026, 6, 30)
KENNIS = Kennis(Vandaag(DAG), gemeentelijst(), None)
PRODUCT = ("02", "02A03")
DUURT = st.integers(0, 3).map(lambda dagen: timedelta(days=dagen))


@st.composite
def geleverd(trek: st.DrawFn) -> tuple[Leverperiode, ...]:
    """What may be kept of one allocation, on a few days, so that it often repeats what was kept before."""
    gehouden: list[Leverperiode] = []
    dag = date(2026, 2, 1) + trek(DUURT)
    for nog in range(trek(st.integers(0, 3)), 0, -1):
        einden: list[Einde] = []
        if nog > 1 or trek(st.booleans()):
            eind = dag + trek(DUURT)
            einden.append(Einde(eind, trek(st.sampled_from(["19", "20", "20", "21"]))))
            if einden[0].tijdelijk and trek(st.booleans()):
                einden.append(Einde(eind + trek(DUURT), trek(st.sampled_from(["19", "22"]))))
        gehouden.append(Leverperiode(dag, tuple(einden)))
        if einden:
            dag = einden[-1].op + timedelta(days=1) + trek(DUURT)
    vereis_aaneen(gehouden, DAG)
    return tuple(gehouden)


def toegewezen() -> Geheugen:
    """A history with two allocations of one client."""
    bij = Geheugen()
    neem_op(bij, object(), TOEGEWEZEN, ())
    return bij


def neem(bij: Historie, bericht: Any) -> None:
    """Judge a message as the municipality does; it has to be right in everything."""
    dossier = bij.haal(vraag_van(bericht, bij.clientsleutel))
    gegeven = oordeel(bericht, dossier, KENNIS)
    assert gegeven.niveau is Niveau.GEEN, [(b.regel, b.melding) for b in gegeven.bevindingen]
    bij.leg_vast(object(), mutaties_van(bericht, dossier))


def gemeld(bij: Historie) -> Leverhistorie:
    dossier = bij.haal(Vraag())
    van = dossier.betrokkenen(ROERMOND, AANBIEDER, TOEGEWEZEN.client.bsn)
    return bij.haal(Vraag(frozenset({leveringen_van(van)}))).leveringen.get(van, Leverhistorie())


def meld(bij: Historie, gehouden: dict[int, tuple[Leverperiode, ...]], ronde: int) -> int:
    """Tell what is kept on each allocation; gives how many messages that took."""
    bekend = gemeld(bij)
    over = [te_melden(bekend.op(n), meldingen(p, n, *PRODUCT)) for n, p in gehouden.items()]
    berichten = list(per_bericht(over))
    for i, mededelingen in enumerate(berichten):
        kop = Kop(AANBIEDER, ROERMOND, f"M{ronde}-{i}", DAG)
        neem(bij, maak_levermelding(kop, TOEGEWEZEN.client, mededelingen))
    return len(berichten)


@settings(max_examples=100)
@given(st.lists(st.tuples(geleverd(), geleverd()), min_size=1, max_size=4))
def test_whatever_is_corrected_is_accepted_and_then_known(rondes: list[Any]) -> None:
    bij = toegewezen()
    for ronde, (eerste, tweede) in enumerate(rondes):
        meld(bij, {1: eerste, 2: tweede}, ronde)
        assert leverperiodes(gemeld(bij).op(1)) == eerste
        assert leverperiodes(gemeld(bij).op(2)) == tweede
        assert meld(bij, {1: eerste, 2: tweede}, 99) == 0


def test_starts_of_a_client_go_together() -> None:
    bij = toegewezen()
    begonnen = (Leverperiode(date(2026, 2, 2)),)
    assert meld(bij, {1: begonnen, 2: begonnen}, 1) == 1


def test_a_wrong_stop_and_the_right_one_go_together() -> None:
    bij = toegewezen()
    begin = date(2026, 2, 2)
    meld(bij, {1: (Leverperiode(begin, (Einde(date(2026, 3, 1), "19"),)),)}, 1)
    assert meld(bij, {1: (Leverperiode(begin, (Einde(date(2026, 3, 8), "19"),)),)}, 2) == 1
