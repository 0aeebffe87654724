"""Whatever is stored, a message that comes in is judged by way of indexes alone."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.partijen import Rol
from app.domain.waarden import AgbCode
from app.istandaard import codec
from app.opslag import Databank
from app.processen.keten import ontvangen
from tests.bouw import een_aanbieder, leg_grond_vast, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND, een_301, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug, totaal
from tests.istandaard.regels.bouw_levering import een_305, start
from tests.istandaard.verkeer import onder
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg


@pytest.mark.beide
def test_no_statement_reads_a_whole_table(databank: Databank) -> None:
    leg_grond_vast(databank)
    with databank.transactie(verwerker(ROERMOND)) as opslag:
        opslag.aanbieders.bewaar(een_aanbieder(agb=AgbCode(AANBIEDER)))
    opdrachten: dict[str, Any] = {}

    @event.listens_for(databank.motor, "before_cursor_execute")
    def onthoud(_: Any, __: Any, opdracht: str, waarden: Any, ___: Any, veel: bool) -> None:
        if not veel and opdracht.startswith(("SELECT", "UPDATE")):
            opdrachten[opdracht] = waarden

    berichten = (
        (ROERMOND, een_301(toegewezen_product(1))),
        (AANBIEDER, een_325(terug(prestatie()))),  # that waits for its declaration
        (AANBIEDER, een_305(start())),
        (AANBIEDER, een_323()),
        (AANBIEDER, een_325(terug(prestatie()))),
        (ROERMOND, onder(een_325(code="9333", toegekend=totaal(0)), "A2")),  # what rests on it is asked
    )
    for wie, bericht in berichten:
        stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, BEGIN)
        inhoud = codec.schrijf(bericht)
        ontvangen.ontvang(raadpleeg(wie, Rol.ADMINISTRATIE, BEGIN), stap, inhoud)
    assert any("GROUP BY" in opdracht for opdracht in opdrachten)
    with databank.motor.connect() as verbinding:
        vooraf, hele_tabel = UITLEG[verbinding.dialect.name]
        if verbinding.dialect.name == "postgresql":  # as if the tables were large
            verbinding.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for opdracht, waarden in list(opdrachten.items()):
            plan = str(verbinding.exec_driver_sql(f"{vooraf} {opdracht}", waarden).all())
            assert hele_tabel not in plan, opdracht


UITLEG = {"sqlite": ("EXPLAIN QUERY PLAN", "'SCAN "), "postgresql": ("EXPLAIN", "Seq Scan")}
"""How each database tells what it will read, and how it says that it is a whole table."""


@pytest.mark.parametrize(
    ("vraag", "langs"),
    [(lambda d: d.te_beoordelen(BEGIN), "status=?"), (Databank.af_te_maken, "ix_keten_beurt")],
    ids=["messages", "turns"],
)
def test_what_waits_is_found_by_its_state(sqlite_url: str, sleutels: Any, vraag: Any, langs: str) -> None:
    databank = Databank(sqlite_url, sleutels)
    opdrachten: list[tuple[str, Any]] = []

    @event.listens_for(databank.motoren[-1], "before_cursor_execute")
    def onthoud(_: Any, __: Any, opdracht: str, waarden: Any, *___: Any) -> None:
        if opdracht.startswith("SELECT"):
            opdrachten.append((opdracht, waarden))

    vraag(databank)
    ((opdracht, waarden),) = opdrachten
    with databank.motor.connect() as verbinding:
        plan = verbinding.exec_driver_sql(f"EXPLAIN QUERY PLAN {opdracht}", waarden).all()
    assert langs in plan[0][-1], plan
    assert not any(stap.startswith("SCAN") and langs not in stap for *_, stap in plan), plan
    databank.sluit()
