"""Whether a case is open stands with its melding, and is always what its plans and besluiten say."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from time import sleep
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Connection, select, update

from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.omzetting import Clientomzetting
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.verzoek.verzoek import BewaardVerzoek, uiterlijk
from app.domain.werkstand import Rekenwijze, zaakstand
from app.opslag import Databank, Opslag, openstaand, werkstanden
from app.opslag.tabellen import feit, ondersteuningsplan, werkstand
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast
from tests.opslag.test_migraties import migreer
from tests.processen.verloop import alle_profielen

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


def test_an_omzetting_that_waits_opens_its_case_until_it_is_let_go(databank: Databank, zaak: Zaak) -> None:
    def open_zaken(opslag: Opslag) -> list[tuple[Clientomzetting, ...]]:
        return [open_.omzettingen for open_, _ in opslag.lijsten.open_zaken(10).rijen]

    sluit(databank, zaak)
    omzetting = bouw.een_omzetting(id=uuid4())
    wacht = replace(omzetting.bij(zaak.client.id, uuid4(), bouw.NU, "medewerker-3"), wacht_in=zaak.melding.id)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.omzettingen.bewaar(omzetting)
        assert open_zaken(opslag) == []
        opslag.clientomzettingen.bewaar(wacht)
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        opslag.clientomzettingen.laat_los(wacht)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert open_zaken(opslag) == [(wacht,)]
        assert opslag.clientomzettingen.uitgevoerd(omzetting.id, 10, None).rijen == ()
        opslag.clientomzettingen.laat_los(wacht)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert open_zaken(opslag) == []
        gewist = [v for v in opslag.verwerkingen.van_client(zaak.client.id, 100).rijen if v.actie == "wissen"]
        assert [(v.object_soort, v.object_id) for v in gewist] == [("clientomzetting", str(wacht.id))]


def test_one_that_left_a_total_opens_its_case_and_stays_as_carried_out(
    databank: Databank, zaak: Zaak
) -> None:
    sluit(databank, zaak)
    omzetting = bouw.een_omzetting(id=uuid4())
    nieuw = omzetting.bij(zaak.client.id, uuid4(), bouw.NU, "medewerker-3")
    deels = replace(nieuw, wacht_in=zaak.melding.id, deels=True)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.omzettingen.bewaar(omzetting)
        opslag.clientomzettingen.bewaar(deels)
        assert opslag.clientomzettingen.uitgevoerd(omzetting.id, 10, None).rijen == (deels,)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert len(opslag.lijsten.open_zaken(10).rijen) == 1
        opslag.clientomzettingen.laat_los(deels)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.lijsten.open_zaken(10).rijen == ()
        gedaan = replace(deels, wacht_in=None)
        assert opslag.clientomzettingen.uitgevoerd(omzetting.id, 10, None).rijen == (gedaan,)
        assert opslag.clientomzettingen.wachtend(omzetting.id) == ()


def test_a_request_of_a_provider_opens_its_case_until_it_has_ended(databank: Databank, zaak: Zaak) -> None:
    sluit(databank, zaak)
    verzoek = BewaardVerzoek(
        id=uuid4(),
        eigenaar=bouw.ROERMOND,
        gemeente=bouw.ROERMOND,
        aanbieder=bouw.AANBIEDER,
        referentie="W1",
        soort=Verzoeksoort.WIJZIGING,
        client_id=zaak.client.id,
        ontvangst_id=zaak.ontvangst.id,
        dagtekening=bouw.VANDAAG,
        ontvangen_op=bouw.NU,
        melding_id=zaak.melding.id,
    )
    rekenwijze = Rekenwijze(alle_profielen(), bouw.kalenders(bouw.VANDAAG.year))
    with databank.transactie(bouw.verwerker(), rekenwijze) as opslag:
        assert opslag.lijsten.open_zaken(10).rijen == ()
        bewaard = opslag.verzoeken.bewaar(verzoek)
    with databank.transactie(bouw.verwerker(), rekenwijze) as opslag:
        ((open_, _),) = opslag.lijsten.open_zaken(10).rijen
        assert open_.verzoeken == (bewaard,)
        staat = opslag._sessie.verbinding.execute(select(werkstand.c.uiterlijk, werkstand.c.aan_zet)).first()
        berekend = zaakstand(open_, rekenwijze, bouw.VANDAAG)
        assert tuple(staat) == (berekend.uiterlijk, berekend.aan_zet)
        assert berekend.uiterlijk == uiterlijk(bewaard, rekenwijze.kalender)
        opslag.verzoeken.bewaar(replace(bewaard, stand=Verzoekstand.AFGEWEZEN))
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.lijsten.open_zaken(10).rijen == ()


def test_going_back_a_version_forgets_what_waits_and_keeps_what_was_carried_out(
    databank: Databank, zaak: Zaak
) -> None:
    omzetting = bouw.een_omzetting(id=uuid4())
    wacht = replace(omzetting.bij(zaak.client.id, uuid4(), bouw.NU, "medewerker-3"), wacht_in=zaak.melding.id)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.omzettingen.bewaar(omzetting)
        opslag.clientomzettingen.bewaar(wacht)
    migreer(databank, command.downgrade, "0022")
    migreer(databank, command.upgrade, "head")
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.clientomzettingen.van_client(zaak.client.id) == (zaak.clientomzetting,)


def test_many_cases_are_let_go_in_statements_of_so_many(
    databank: Databank, zaak: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(werkstanden, "PER_OPDRACHT", 2)
    omzettingen = [bouw.een_omzetting(id=uuid4()) for _ in range(5)]
    with databank.transactie(bouw.verwerker()) as opslag:
        for omzetting in map(opslag.omzettingen.bewaar, omzettingen):
            melding = opslag.meldingen.bewaar(bouw.een_melding(id=uuid4(), client_id=zaak.client.id))
            wacht = omzetting.bij(zaak.client.id, uuid4(), bouw.NU, "medewerker-3")
            opslag.clientomzettingen.bewaar(replace(wacht, wacht_in=melding.id))
    with databank.transactie(bouw.verwerker()) as opslag:
        assert sum(map(len, opslag.clientomzettingen.van_meldingen(_zaken(opslag)).values())) == 5
        for omzetting in omzettingen:
            opslag.clientomzettingen.laat_los(*opslag.clientomzettingen.wachtend(omzetting.id))
    with databank.motor.connect() as verbinding:
        assert all(staat is klopt for staat, klopt in kolommen(verbinding))


def _zaken(opslag: Opslag) -> list[UUID]:
    return [zaak.melding.id for zaak, _ in opslag.lijsten.open_zaken(100).rijen]


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
