"""The history of a party in the database is that of memory: the same slice, the same judgement."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text

from app.domain.bewaren import Grond, TeVernietigen
from app.domain.keten.dossier import Dossier, Partijen
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Historie, Mutaties, Vraag, vul
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import mutaties_van, neem_op, vraag_van
from app.istandaard.oordeel import Oordeel, Schakelstatus, geweigerde_regels, oordeel, status_van
from app.istandaard.regels import Kennis, Vandaag
from app.opslag import Databank, Sleutels
from app.opslag.ketenhistorie import Ketenhistorie
from app.opslag.tabellen import ketengegeven, ketensleutel
from tests import bouw
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    VANDAAG,
    een_301,
    leeg_dossier,
    toegewezen_product,
)
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug
from tests.istandaard.regels.bouw_levering import een_305
from tests.istandaard.regels.bouw_verzoek import aangevraagd_product, een_315
from tests.istandaard.verkeer import ANDER, BERICHTEN, JAAR, begin, onder, toewijzing, weigering
from tests.opslag.conftest import tel_opdrachten

pytestmark = pytest.mark.beide

TUSSEN = Partijen(ROERMOND, AANBIEDER)
KENNIS = Kennis(Vandaag(VANDAAG), gemeentelijst(), None)
_eigenaren = count(10_000_000)


@contextmanager
def open_keten(
    databank: Databank, eigenaar: str = ROERMOND, tussen: Partijen = TUSSEN
) -> Iterator[Ketenhistorie]:
    """The history of one owner in a transaction, ready to be added to."""
    with databank.transactie(bouw.verwerker()) as opslag:
        keten = opslag.keten(eigenaar, tussen)
        keten.vergrendel()
        yield keten


class Geheel:
    """History as it was before there was a question: every rule sees all of it."""

    def __init__(self) -> None:
        self.mutaties: dict[Hashable, Mutaties] = {}
        self.clientsleutel = Geheugen().clientsleutel

    def haal(self, _: Vraag) -> Dossier:
        leeg = Dossier(clientsleutel=self.clientsleutel)
        return vul(leeg, (gegeven for mutaties in self.mutaties.values() for gegeven in mutaties))

    def leg_vast(self, herkomst: Hashable, mutaties: Mutaties) -> None:
        self.mutaties[herkomst] = mutaties

    def neem_terug(self, herkomst: Hashable) -> None:
        self.mutaties.pop(herkomst, None)


def beoordeel(bij: Historie, bericht: Any) -> Oordeel:
    return oordeel(bericht, bij.haal(vraag_van(bericht, bij.clientsleutel)), KENNIS)


def codes(gegeven: Oordeel) -> list[str]:
    return [bevinding.regel for bevinding in gegeven.bevindingen]


def machine(databank: Databank) -> type[RuleBasedStateMachine]:
    class Verkeer(RuleBasedStateMachine):
        """One party that gets messages, and hears later that some were rejected."""

        aanvaard = Bundle("aanvaard")

        def __init__(self) -> None:
            super().__init__()
            self.eigenaar = str(next(_eigenaren))
            self.bekenden: list[Historie] = [Geheugen(), Geheel()]
            self.gedeclareerd: dict[str, Any] = {}

        @initialize()
        def ga_uit_van_een_jaar(self) -> None:
            for n, bericht in enumerate(begin()):
                assert self.neem(bericht, f"E{n}")

        @rule(target=aanvaard, bericht=BERICHTEN["toewijzing"])
        def wijs_toe(self, bericht: Any) -> Any:
            return self.neem(bericht, f"T{next(_eigenaren)}")

        @rule(target=aanvaard, bericht=BERICHTEN["start"], identificatie=st.sampled_from(["S1", "S2", "S3"]))
        def start(self, bericht: Any, identificatie: str) -> Any:
            return self.neem(bericht, identificatie)

        @rule(target=aanvaard, bericht=BERICHTEN["stop"])
        def stop(self, bericht: Any) -> Any:
            return self.neem(bericht, f"P{next(_eigenaren)}")

        @rule(target=aanvaard, bericht=BERICHTEN["verzoek"])
        def vraag(self, bericht: Any) -> Any:
            return self.neem(bericht, f"V{next(_eigenaren)}")

        @rule(
            target=aanvaard,
            bericht=BERICHTEN["declaratie"],
            identificatie=st.sampled_from(["D-1", "D-2", "D-3", "D-4"]),
        )
        def declareer(self, bericht: Any, identificatie: str) -> Any:
            self.gedeclareerd[identificatie] = bericht
            return self.neem(bericht, identificatie)

        @precondition(lambda self: self.gedeclareerd)
        @rule(target=aanvaard, keuze=st.data())
        def antwoord(self, keuze: Any) -> Any:
            identificatie = keuze.draw(st.sampled_from(sorted(self.gedeclareerd)))
            bericht = weigering(self.gedeclareerd[identificatie], identificatie)
            return self.neem(bericht, f"A{next(_eigenaren)}")

        def neem(self, bericht: Any, identificatie: str) -> Any:
            """Each judges it alike, and keeps it when it is accepted."""
            bericht, herkomst = onder(bericht, identificatie), uuid4()
            with open_keten(databank, self.eigenaar) as keten:
                alle = [*self.bekenden, keten]
                gegeven = [beoordeel(bij, bericht) for bij in alle]
                assert gegeven[0] == gegeven[1] == gegeven[2]
                status = status_van(bericht, gegeven[0])
                if status is Schakelstatus.AFGEKEURD:
                    return multiple()
                geweigerd = geweigerde_regels(bericht, gegeven[0])
                geheugen, geheel = self.bekenden
                dossier = geheugen.haal(vraag_van(bericht, geheugen.clientsleutel))
                geheel.leg_vast(herkomst, mutaties_van(bericht, dossier, geweigerd))
                neem_op(geheugen, herkomst, bericht, geweigerd)
                neem_op(keten, herkomst, bericht, geweigerd)
            return herkomst

        @rule(herkomst=consumes(aanvaard))
        def hoor_dat_het_is_afgekeurd(self, herkomst: Any) -> None:
            with open_keten(databank, self.eigenaar) as keten:
                for bij in (*self.bekenden, keten):
                    bij.neem_terug(herkomst)

    return Verkeer


def test_memory_and_database_judge_as_all_of_history_would(databank: Databank) -> None:
    run_state_machine_as_test(
        machine(databank),
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes here
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


EERSTE = een_301(toegewezen_product(1, **JAAR))


def test_a_number_that_was_sent_again_for_another_client_is_no_longer_of_the_first(
    databank: Databank,
) -> None:
    aan_ander = een_301(toewijzing(1, "2026-12-31", "2026-03-01", None, None), bsn=ANDER)
    herkomst = uuid4()
    with open_keten(databank) as keten:
        for bij in (Geheugen(), keten):
            for bericht in begin()[:2]:
                neem_op(bij, uuid4(), bericht)
            neem_op(bij, herkomst, aan_ander)
            assert codes(beoordeel(bij, een_305())) == ["TR019"]
            assert codes(beoordeel(bij, een_323(prestatie("P1")))) == ["TR304"]
            bij.neem_terug(herkomst)
            assert codes(beoordeel(bij, een_305())) == []


def test_one_owner_never_finds_what_another_keeps(databank: Databank) -> None:
    with open_keten(databank, ROERMOND) as van_gemeente:
        neem_op(van_gemeente, uuid4(), EERSTE)
    with open_keten(databank, AANBIEDER) as van_aanbieder:
        vraag = vraag_van(een_305(), van_aanbieder.clientsleutel)
        assert van_aanbieder.haal(vraag).toewijzingen == {}
    with open_keten(databank, ROERMOND) as van_gemeente:
        assert len(van_gemeente.haal(vraag_van(een_305(), van_gemeente.clientsleutel)).toewijzingen) == 1


@pytest.mark.parametrize(
    ("eigenaar", "ander"),
    [(ROERMOND, Partijen(ROERMOND, "42420002")), (AANBIEDER, Partijen("0797", AANBIEDER))],
    ids=["a municipality with two providers", "a provider of two municipalities"],
)
def test_what_goes_between_others_is_not_found_by_the_same_number(
    databank: Databank, eigenaar: str, ander: Partijen
) -> None:
    berichten = [EERSTE, een_305(), een_323(prestatie("P1")), een_315(aangevraagd_product("A1"))]
    with open_keten(databank, eigenaar) as keten:
        for bericht in berichten:
            neem_op(keten, uuid4(), bericht)
    with open_keten(databank, eigenaar, ander) as elders:
        for bericht in berichten:
            vraag = vraag_van(bericht, elders.clientsleutel)
            assert elders.haal(vraag) == Dossier(clientsleutel=elders.clientsleutel)
        neem_op(elders, uuid4(), een_301(toegewezen_product(1, **JAAR), bsn=ANDER))
    with open_keten(databank, eigenaar) as keten:
        (over,) = keten.haal(vraag_van(een_305(), keten.clientsleutel)).toewijzingen.values()
        assert over.client == keten.clientsleutel(BSN)


def test_nothing_that_is_stored_holds_a_bsn_or_a_reference(databank: Databank) -> None:
    bericht = een_323(prestatie("GEHEIM-REF"))
    with open_keten(databank) as keten:
        neem_op(keten, uuid4(), EERSTE)
        neem_op(keten, uuid4(), bericht)
    with databank._motor.connect() as verbinding:
        for tabel in (ketengegeven, ketensleutel):
            opgeslagen = repr(verbinding.execute(select(tabel)).all())
            assert BSN not in opgeslagen
            assert "GEHEIM-REF" not in opgeslagen


def test_what_is_taken_back_leaves_no_row(databank: Databank) -> None:
    herkomst = uuid4()
    with open_keten(databank) as keten:
        neem_op(keten, herkomst, EERSTE)
        keten.neem_terug(herkomst)
    with databank._motor.connect() as verbinding:
        for tabel in (ketengegeven, ketensleutel):
            assert verbinding.execute(select(func.count()).select_from(tabel)).scalar() == 0


def test_a_numbered_thing_is_never_numbered_again(databank: Databank) -> None:
    eerste, tweede = uuid4(), uuid4()
    with open_keten(databank) as keten:
        neem_op(keten, eerste, EERSTE)
        keten.neem_terug(eerste)
    with open_keten(databank) as keten:
        neem_op(keten, tweede, EERSTE)
    with databank._motor.connect() as verbinding:
        assert verbinding.execute(select(func.min(ketengegeven.c.nummer))).scalar() == 3


def test_what_is_added_asked_and_taken_back_costs_no_more_when_much_is_stored_without_statistics(
    postgresdatabank: Databank,
) -> None:
    def leg_vast(eerste: int, aantal: int) -> tuple[int, int, int]:
        """The pages read to add so many lines, to ask for twenty of them, and to take one back."""
        regels = [prestatie(f"P{nummer}", toewijzing=nummer) for nummer in range(eerste, eerste + aantal)]
        with open_keten(postgresdatabank) as keten, geteld(keten) as toegevoegd:
            keten.leg_vast(uuid4(), mutaties_van(onder(een_323(*regels), f"D{eerste}"), leeg_dossier()))
        with open_keten(postgresdatabank) as keten, geteld(keten) as gevraagd:
            vraag = vraag_van(een_323(*regels[:20]), keten.clientsleutel)
            assert len(keten.haal(vraag).prestaties) == 20
        een = uuid4()
        with open_keten(postgresdatabank) as keten:
            keten.leg_vast(een, mutaties_van(onder(EERSTE, f"T{eerste}"), leeg_dossier()))
        with open_keten(postgresdatabank) as keten, geteld(keten) as teruggenomen:
            keten.neem_terug(een)
        return toegevoegd[0], gevraagd[0], teruggenomen[0]

    # An index of thousands is two pages deeper.
    weinig, veel = leg_vast(0, 20), leg_vast(20, 5_000)
    assert veel[0] <= 3 * weinig[0] / 20 * 5_000
    assert veel[1] <= 3 * weinig[1]
    assert veel[2] <= 3 * weinig[2]


BLADEN = text(
    "SELECT sum(pg_stat_get_xact_blocks_fetched(oid)) FROM pg_class "
    "WHERE relname ~ 'ketengegeven|ketensleutel'"
)


@contextmanager
def geteld(keten: Ketenhistorie) -> Iterator[list[int]]:
    """How many pages of history are read meanwhile."""
    verbinding, gelezen = keten._sessie.verbinding, []
    begin = verbinding.execute(BLADEN).scalar_one()
    yield gelezen
    gelezen.append(int(verbinding.execute(BLADEN).scalar_one() - begin))


def test_every_question_goes_by_its_key(sqlite_url: str, sleutels: Sleutels) -> None:
    databank = Databank(sqlite_url, sleutels)
    regels = [prestatie(f"P{nummer}", toewijzing=nummer) for nummer in range(300)]
    with open_keten(databank) as keten, tel_opdrachten(databank) as gedaan:
        keten.haal(vraag_van(een_323(*regels), keten.clientsleutel))
    vragen = [opdracht for opdracht in gedaan if "ketensleutel" in opdracht]
    assert len(vragen) == 3
    with databank.motor.connect() as verbinding:
        for vraag in vragen:
            waarden = ("1",) * vraag.count("?")
            plan = [rij[3] for rij in verbinding.exec_driver_sql(f"EXPLAIN QUERY PLAN {vraag}", waarden)]
            assert not any(stap.startswith("SCAN") for stap in plan), plan
            assert "ketensleutel" in plan[0], plan
            assert "sleutel=?" in plan[0], plan
    databank.sluit()


def test_a_question_takes_as_many_queries_whatever_is_stored(databank: Databank) -> None:
    def opdrachten() -> int:
        with open_keten(databank) as keten, tel_opdrachten(databank) as gedaan:
            keten.haal(vraag_van(een_323(), keten.clientsleutel))
        return len([opdracht for opdracht in gedaan if opdracht.startswith("SELECT")])

    leeg = opdrachten()
    for _ in range(3):
        with open_keten(databank) as keten:
            neem_op(keten, uuid4(), EERSTE)
    assert opdrachten() == leeg == 2


def test_an_answer_reads_the_lines_that_it_sends_back_and_none_of_the_others(databank: Databank) -> None:
    regels = [prestatie(f"P{nummer}") for nummer in range(20)]
    with open_keten(databank) as keten:
        neem_op(keten, uuid4(), een_323(*regels))
        (declaratie,) = keten.haal(
            vraag_van(een_325(terug(regels[7])), keten.clientsleutel)
        ).declaraties.values()
        assert [*declaratie.regels] == ["P7"]
        (declaratie,) = keten.haal(vraag_van(een_325(), keten.clientsleutel)).declaraties.values()
        assert not declaratie.regels


def test_a_client_who_is_destroyed_leaves_no_history_and_others_keep_theirs(databank: Databank) -> None:
    ander = bouw.een_client(id=uuid4(), bsn=bouw.ANDER_BSN)
    with databank.transactie(bouw.verwerker()) as opslag:
        for client in (bouw.een_client(), ander):
            opslag.clienten.bewaar(client)
            bouw.leg_historie_vast(opslag, client)
    with databank.transactie(bouw.verwerker()) as opslag:
        weg = TeVernietigen(grond=Grond.VERZOEK, zaken=frozenset(), client=True)
        opslag.vernietigingen.vernietig(bouw.CLIENT_ID, weg)
    with databank._motor.connect() as verbinding:
        over = verbinding.execute(select(ketengegeven.c.persoon)).scalars().all()
        sleutels = verbinding.execute(select(func.count()).select_from(ketensleutel)).scalar()
    with open_keten(databank) as keten:
        assert (over, sleutels) == ([keten.clientsleutel(ander.bsn.cijfers)], 1)
