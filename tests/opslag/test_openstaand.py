"""Whether a case is open stands with its melding, and is always what its plans and besluiten say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from time import sleep
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import Connection, select, update

from app.domain.plan.ondersteuningsplan import Planstatus
from app.opslag import Databank, openstaand
from app.opslag.tabellen import feit, ondersteuningsplan, werkstand
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide


def kolommen(verbinding: Connection) -> set[tuple[bool, bool]]:
    """What the columns say of each case today, beside what is so."""
    vraag = select(werkstand.c.open, openstaand.OPEN).where(openstaand.geldt_op(bouw.VANDAAG))
    return {(bool(staat), bool(klopt)) for staat, klopt in verbinding.execute(vraag)}


def sluit(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.VASTGESTELD))
        opslag.besluiten.bewaar(replace(zaak.besluit, uitgevoerd_op=bouw.NU))


def test_a_migration_fills_the_column(databank: Databank, zaak: Zaak) -> None:
    sluit(databank, zaak)
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        leg_zaak_vast(opslag, bouw.HEUSDEN)
    migreer(databank, command.downgrade, "0007")
    migreer(databank, command.upgrade, "head")
    with databank.motor.connect() as verbinding:
        assert kolommen(verbinding) == {(True, True), (False, False)}


def test_of_two_that_end_the_last_plans_at_once_the_later_closes_the_case(
    databank: Databank, zaak: Zaak
) -> None:
    sluit(databank, zaak)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.aanbieders.bewaar(bouw.een_aanbieder(agb=bouw.TWEEDE_AANBIEDER))
        eerste, tweede = (
            opslag.ondersteuningsplannen.bewaar(
                replace(zaak.plan, id=uuid4(), aanbieder=agb, status=Planstatus.INGEDIEND, revisie=0)
            )
            for agb in (bouw.AANBIEDER, bouw.TWEEDE_AANBIEDER)
        )

    def trek_tweede_in() -> None:
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.ondersteuningsplannen.bewaar(replace(tweede, status=Planstatus.INGETROKKEN))

    with ThreadPoolExecutor() as draden:
        with databank.motor.begin() as verbinding:
            trek_in = update(ondersteuningsplan).values(status=Planstatus.INGETROKKEN.value)
            verbinding.execute(trek_in.where(ondersteuningsplan.c.id == eerste.id))
            openstaand.houd_vast(verbinding, {zaak.melding.id})
            openstaand.werk_bij(verbinding, {zaak.melding.id}, bouw.NU)
            assert kolommen(verbinding) == {(True, True)}
            ander = draden.submit(trek_tweede_in)
            sleep(0.3)
            assert not ander.done()
        ander.result()
    with databank.motor.connect() as verbinding:
        assert kolommen(verbinding) == {(False, False)}


def test_a_step_of_a_provider_keeps_the_column_too(databank: Databank, zaak: Zaak) -> None:
    sluit(databank, zaak)
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        plan = opslag.ondersteuningsplannen.haal(zaak.plan.id)
        opslag.ondersteuningsplannen.bewaar(replace(plan, status=Planstatus.INGEDIEND))
    with databank.motor.connect() as verbinding:
        assert kolommen(verbinding) == {(True, True)}


def test_a_migration_keeps_that_a_fact_has_ended_cases(databank: Databank, zaak: Zaak) -> None:
    geweest = bouw.een_feit(id=uuid4(), client_id=zaak.client.id, op=date(2020, 1, 1))
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.feiten.bewaar(geweest)
    migreer(databank, command.downgrade, "0014")
    migreer(databank, command.upgrade, "head")
    with databank.motor.connect() as verbinding:
        vraag = select(feit.c.eindigt_zaken_op <= date.today()).where(feit.c.id == geweest.id)
        assert verbinding.execute(vraag).scalar_one()
