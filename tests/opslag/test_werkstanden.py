"""How a case stands is kept for its list, and is on any day what it would be if it were reckoned then."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import Row, Select, select

from app.domain.besluit.aanvraag import Opschorting
from app.domain.besluit.besluit import Besluitstatus
from app.domain.onderzoek import Afronding
from app.domain.plan.ondersteuningsplan import Planstatus, Uitvraag, Verzending
from app.domain.profielen import Profielen
from app.domain.termijnen import AanZet, Duur, Stand, Tijdseenheid
from app.domain.werkstand import Rekenwijze, Termijnstand, Werkvraag, Zaaksoort
from app.domain.werkvoorraad import Werkregel, werkregel
from app.opslag import Databank, Onbereikbaar, Opslag, openstaand, werkstanden
from app.opslag.tabellen import werkstand
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast, na
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide

LATER = (0, 1, 3, 8, 13, 14, 15, 27, 30, 40, 43, 45, 60, 100, 400)
"""Days after today on which something may have changed by itself."""
MLO, HVB = bouw.het_profiel("mlo"), bouw.het_profiel("hvb")
REKENWIJZE = Rekenwijze(Profielen((MLO, HVB)), bouw.kalenders(2026))
LOPEND = (Stand.LOOPT, Stand.IN_GEVAAR, Stand.VERSTREKEN)


def leg_uit(databank: Databank, vraag: Select[Any]) -> str:
    """The query plan; PostgreSQL makes one as if the table were large."""
    with databank.motor.connect() as verbinding:
        tekst = str(vraag.compile(verbinding, compile_kwargs={"literal_binds": True}))
        if verbinding.dialect.name == "sqlite":
            return str(verbinding.exec_driver_sql(f"EXPLAIN QUERY PLAN {tekst}").all())
        verbinding.exec_driver_sql("SET LOCAL enable_seqscan = off")
        verbinding.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        return str(verbinding.exec_driver_sql(f"EXPLAIN {tekst}").all())


def op(dag: date) -> datetime:
    return datetime.combine(dag, time(12), UTC)


def staat(databank: Databank, dag: date) -> Mapping[UUID, Row[Any]]:
    """What is kept of each case for this day."""
    with databank.motor.connect() as verbinding:
        return {
            rij.melding_id: rij
            for rij in verbinding.execute(select(werkstand).where(openstaand.geldt_op(dag)))
        }


def regels(databank: Databank, gemeente: str, rekenwijze: Rekenwijze, dag: date) -> list[Werkregel]:
    """The open cases, as they are reckoned on this day."""
    with databank.transactie(bouw.verwerker(gemeente, nu=op(dag)), alleen_lezen=True) as opslag:
        zaken = opslag.lijsten.open_zaken(200).rijen
    return [werkregel(zaak, rekenwijze, dag) for zaak in zaken]


def vereis_gelijk(
    databank: Databank, gemeenten: tuple[str, ...], rekenwijze: Rekenwijze, vandaag: date
) -> int:
    """What is kept is what is reckoned, and that is what the clocks show; gives how many were compared."""
    vergeleken = 0
    for dagen in LATER:
        dag = vandaag + timedelta(days=dagen)
        bewaard = staat(databank, dag)
        for gemeente in gemeenten:
            for regel in regels(databank, gemeente, rekenwijze, dag):
                rij = bewaard[regel.melding_id]
                assert (rij.uiterlijk, rij.aan_zet) == (regel.uiterlijk or date.max, regel.aan_zet), (
                    dag,
                    regel,
                )
                lopend = [k for k in regel.klokken if k.stand in LOPEND and k.aan_zet is not AanZet.CLIENT]
                assert regel.uiterlijk == min((k.uiterlijk for k in lopend if k.uiterlijk), default=None)
                vergeleken += 1
    return vergeleken


def een_zaak_bij_aanbieder(opslag: Opslag, gemeente: str = bouw.HEUSDEN) -> Zaak:
    """A case in which a plan was asked for, and nothing is decided."""
    zaak = leg_zaak_vast(opslag, gemeente)
    uitvraag = Uitvraag((), Verzending("api", bouw.AANBIEDER, bouw.NU, afgeleverd_op=bouw.NU))
    bij_aanbieder = na(Planstatus.UITGEVRAAGD) | {"profiel": HVB.code, "profielversie": HVB.versie}
    opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, uitvraag=uitvraag, **bij_aanbieder))
    afronding = Afronding(bouw.VANDAAG, True, "Hulp is nodig.", bouw.VANDAAG)
    opslag.onderzoeken.bewaar(replace(zaak.onderzoek, afronding=afronding))
    opslag.besluiten.bewaar(replace(zaak.besluit, status=Besluitstatus.INGETROKKEN))
    return zaak


def test_what_is_known_ahead_of_a_case_counts_from_its_day_on(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        zaak = een_zaak_bij_aanbieder(opslag)
        opslag.feiten.bewaar(replace(zaak.feit, op=bouw.VANDAAG + timedelta(days=20)))
        opschorting = Opschorting(bouw.VANDAAG, "Een gegeven ontbreekt.", bouw.VANDAAG + timedelta(days=8))
        opslag.aanvragen.bewaar(replace(zaak.aanvraag, opschortingen=(opschorting,), revisie=1))
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), REKENWIJZE, bouw.VANDAAG) == len(LATER)
    aan_zet = {
        dagen: staat(databank, bouw.VANDAAG + timedelta(days=dagen))[zaak.melding.id].aan_zet
        for dagen in (1, 7, 8, 19, 20)
    }
    assert aan_zet == {1: "client", 7: "client", 8: "aanbieder", 19: "aanbieder", 20: "gemeente"}


def test_what_a_migration_cannot_read_is_reckoned_after_it(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        een_zaak_bij_aanbieder(opslag)
    eerst = staat(databank, bouw.VANDAAG)
    migreer(databank, command.downgrade, "0018")
    migreer(databank, command.upgrade, "head")
    assert staat(databank, bouw.VANDAAG) != eerst
    databank.herreken(REKENWIJZE, bouw.NU)
    assert staat(databank, bouw.VANDAAG) == eerst
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), REKENWIJZE, bouw.VANDAAG) > 0


def test_another_profile_rewrites_every_case_a_few_at_a_time(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        een_zaak_bij_aanbieder(opslag)
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)
    monkeypatch.setattr(werkstanden, "PER_KEER", 1)
    strenger = tuple(replace(termijn, duur=Duur(2, Tijdseenheid.DAGEN)) for termijn in HVB.termijnen)
    ander = Rekenwijze(Profielen((MLO, replace(HVB, termijnen=strenger))), REKENWIJZE.kalender)
    eerst = {id: rij.uiterlijk for id, rij in staat(databank, bouw.VANDAAG).items()}
    databank.herreken(ander, bouw.NU)
    daarna = staat(databank, bouw.VANDAAG)
    assert {id: rij.uiterlijk for id, rij in daarna.items()} != eerst
    assert {rij.merk for rij in daarna.values()} == {ander.merk}
    assert vereis_gelijk(databank, (bouw.HEUSDEN, bouw.ROERMOND), ander, bouw.VANDAAG) > len(LATER)


def test_cases_that_a_request_holds_are_tried_again(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)
    herreken, geprobeerd = werkstanden.herreken, []

    def eerst_bezet(*wat: Any) -> UUID | None:
        geprobeerd.append(wat)
        if len(geprobeerd) == 1:
            raise Onbereikbaar("De database antwoordt nu niet.")
        return herreken(*wat)

    monkeypatch.setattr(werkstanden, "herreken", eerst_bezet)
    databank.herreken(REKENWIJZE, bouw.NU)
    assert {rij.merk for rij in staat(databank, bouw.VANDAAG).values()} == {REKENWIJZE.merk}


def test_a_profile_that_takes_effect_later_counts_from_its_day_on(databank: Databank) -> None:
    strenger = tuple(replace(termijn, duur=Duur(1, Tijdseenheid.DAGEN)) for termijn in HVB.termijnen)
    nieuw = replace(HVB, versie="later", geldig_vanaf=bouw.VANDAAG + timedelta(days=14), termijnen=strenger)
    straks = Rekenwijze(Profielen((HVB, nieuw)), REKENWIJZE.kalender)
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), straks) as opslag:
        een_zaak_bij_aanbieder(opslag)
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), straks, bouw.VANDAAG) == len(LATER)


@pytest.mark.parametrize(
    ("vraag", "index"),
    [
        (Werkvraag(), "gemeente_open_uiterlijk"),
        (Werkvraag(termijn=Termijnstand.TE_LAAT), "gemeente_open_uiterlijk"),
        (Werkvraag(termijn=Termijnstand.IN_GEVAAR), "gemeente_open_uiterlijk"),
        (Werkvraag(aan_zet=AanZet.AANBIEDER), "aan_zet"),
        (Werkvraag(soort=Zaaksoort.SPOED), "soort"),
        (Werkvraag(behandelaar="medewerker-2"), "behandelaar"),
    ],
)
def test_a_page_is_read_from_an_index_in_order(databank: Databank, vraag: Werkvraag, index: str) -> None:
    gekozen = (
        select(werkstand.c.melding_id)
        .where(werkstand.c.gemeente == bouw.ROERMOND, werkstand.c.open, openstaand.geldt_op(bouw.VANDAAG))
        .where(*openstaand.gevraagd(vraag, bouw.ROERMOND, bouw.VANDAAG))
        .order_by(werkstand.c.uiterlijk, werkstand.c.aangemaakt, werkstand.c.melding_id)
        .limit(51)
    )
    plan = leg_uit(databank, gekozen)
    assert f"ix_werkstand_{index}" in plan
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def test_to_reckon_some_cases_anew_reads_no_others(databank: Databank) -> None:
    plan = leg_uit(databank, werkstanden.te_herrekenen(REKENWIJZE.merk, bouw.MELDING_ID))
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def test_of_a_provider_only_its_plans_under_way_are_looked_up(databank: Databank) -> None:
    vraag = Werkvraag(aanbieder=bouw.AANBIEDER)
    (voorwaarde,) = openstaand.gevraagd(vraag, bouw.ROERMOND, bouw.VANDAAG)
    assert "ix_ondersteuningsplan_zaken" in leg_uit(
        databank, select(werkstand.c.melding_id).where(voorwaarde)
    )
