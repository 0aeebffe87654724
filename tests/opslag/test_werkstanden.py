"""How a case stands is kept for its list, and is on any day what it would be if it were reckoned then."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Row, select, update

from app.domain.besluit.aanvraag import Opschorting
from app.domain.besluit.besluit import Besluitstatus
from app.domain.melding import Toedeling
from app.domain.onderzoek import Afronding
from app.domain.plan.ondersteuningsplan import Planstatus, Uitvraag, Verzending
from app.domain.profielen import Profielen
from app.domain.termijnen import AanZet, Duur, Stand, Tijdseenheid
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.werkstand import Rekenwijze, Termijnstand, Werkvraag, Zaaksoort
from app.domain.werkvoorraad import Werkregel, werkregel
from app.opslag import Databank, Onbereikbaar, Opslag, bladzijde, openstaand, werkstanden
from app.opslag.tabellen import melding, toewijzingsbericht, werkstand
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast, na
from tests.meter import Meter
from tests.opslag.conftest import leg_uit
from tests.opslag.test_migraties import migreer

pytestmark = pytest.mark.beide

LATER = (0, 1, 3, 8, 13, 14, 15, 27, 30, 40, 43, 45, 60, 100, 400)
"""Days after today on which something may have changed by itself."""
MLO, HVB = bouw.het_profiel("mlo"), bouw.het_profiel("hvb")
REKENWIJZE = Rekenwijze(Profielen((MLO, HVB)), bouw.kalenders(2026))
LOPEND = (Stand.LOOPT, Stand.IN_GEVAAR, Stand.VERSTREKEN)


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
        rijen = opslag.lijsten.open_zaken(200).rijen
    return [werkregel(zaak, rekenwijze, dag) for zaak, _ in rijen]


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


@pytest.mark.parametrize("status", [Berichtstatus.KLAAR, Berichtstatus.VERZONDEN, Berichtstatus.AFGEKEURD])
def test_a_message_that_waits_opens_its_case_until_it_is_approved(
    databank: Databank, status: Berichtstatus
) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        zaak = leg_zaak_vast(opslag, bouw.HEUSDEN)
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.VASTGESTELD))
        opslag.besluiten.bewaar(replace(zaak.besluit, uitgevoerd_op=bouw.NU))
        bericht = bouw.een_bericht(
            zaak.toewijzing,
            status=status,
            id=uuid4(),
            gemeente=bouw.HEUSDEN,
            client_id=zaak.client.id,
            identificatie="000000000009",
            wacht_in=zaak.melding.id,
        )
        bericht = opslag.berichten.bewaar(bericht)
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), REKENWIJZE, bouw.VANDAAG) == len(LATER)
    verzonden = status is Berichtstatus.VERZONDEN
    uiterlijk = bouw.VANDAAG + timedelta(days=3) if verzonden else date.max
    assert staat(databank, bouw.VANDAAG)[zaak.melding.id].uiterlijk == uiterlijk

    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        if status is Berichtstatus.AFGEKEURD:
            opslag.berichten.vervang_afgekeurde(zaak.client.id, bericht.aanbieder)
        else:
            opslag.berichten.bewaar(replace(bericht, status=Berichtstatus.GOEDGEKEURD, wacht_in=None))
    assert not staat(databank, bouw.VANDAAG)[zaak.melding.id].open


def test_support_to_review_opens_its_case_from_six_weeks_ahead_until_another_decision_changes_it(
    databank: Databank,
) -> None:
    verwerker, dagen = bouw.verwerker(bouw.HEUSDEN), (39, 40, 81, 82, 83, 400)
    evaluatiedatum = bouw.VANDAAG + timedelta(days=82)
    with databank.transactie(verwerker, REKENWIJZE) as opslag:
        zaak = leg_zaak_vast(opslag, bouw.HEUSDEN)
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.VASTGESTELD))
        opslag.feiten.bewaar(replace(zaak.feit, vervallen=True))
        besluit = replace(zaak.besluit, uitgevoerd_op=bouw.NU, evaluatiedatum=evaluatiedatum)
        besluit = opslag.besluiten.bewaar(besluit)
        afronding = Afronding(bouw.VANDAAG, True, "Hulp is nodig.", bouw.VANDAAG)
        opslag.onderzoeken.bewaar(replace(zaak.onderzoek, afronding=afronding))

    def standen() -> list[tuple[bool, str, date]]:
        rijen = [staat(databank, bouw.VANDAAG + timedelta(days=d))[zaak.melding.id] for d in dagen]
        return [(rij.open, rij.soort, rij.uiterlijk) for rij in rijen]

    dicht, te_doen = (False, "eerste", date.max), (True, "evaluatie", evaluatiedatum)
    assert standen() == [dicht, te_doen, te_doen, te_doen, te_doen, dicht]
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), REKENWIJZE, bouw.VANDAAG) == 5, "from day 40 to 100"

    with databank.transactie(verwerker, REKENWIJZE) as opslag:
        ander = opslag.meldingen.bewaar(replace(zaak.melding, id=uuid4(), revisie=0))
        gegevens = {"gemeente": bouw.HEUSDEN, "client_id": zaak.client.id, "melding_id": ander.id}
        leeg = {"aanvraag_id": None, "plan_van_aanpak_id": None, "planversies": ()}
        opvolger = bouw.een_opvolger(
            **gegevens | leeg,
            id=uuid4(),
            kenmerk="WMO-2",
            wijzigt=besluit.id,
            ingangsdatum=bouw.EIND,
            bekendmaking=zaak.besluit.bekendmaking,
        )
        opvolger = opslag.besluiten.bewaar(opvolger)
    assert standen() == [dicht] * len(dagen), "though it was decided in another case"

    with databank.transactie(verwerker, REKENWIJZE) as opslag:
        opslag.besluiten.bewaar(replace(opvolger, status=Besluitstatus.INGETROKKEN))
    assert standen()[1] == te_doen


@pytest.mark.parametrize("status", [None, *Berichtstatus])
def test_what_was_never_told_of_messages_opens_no_old_case(
    databank: Databank, status: Berichtstatus | None
) -> None:
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        zaak = leg_zaak_vast(opslag, bouw.HEUSDEN)
        wie = {"gemeente": bouw.HEUSDEN, "client_id": zaak.client.id}
        for nummer, stand in enumerate((Berichtstatus.KLAAR, status)):
            if stand is not None:
                opslag.berichten.bewaar(
                    bouw.een_bericht(
                        zaak.toewijzing, status=stand, id=uuid4(), identificatie=f"00000000009{nummer}", **wie
                    )
                )
    with databank.motor.begin() as verbinding:
        anders = ~toewijzingsbericht.c.identificatie.startswith("00000000009")
        verbinding.execute(update(toewijzingsbericht).where(anders).values(status="klaar"))
    migreer(databank, command.downgrade, "0024")
    migreer(databank, command.upgrade, "head")
    with databank.motor.connect() as verbinding:
        wacht = set(verbinding.execute(select(toewijzingsbericht.c.wacht_in)).scalars())
    assert (wacht == {None}) is (status in (None, Berichtstatus.KLAAR))


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


def test_a_case_that_cannot_be_read_keeps_no_other_from_being_reckoned(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker(), REKENWIJZE) as opslag:
        zaak = leg_zaak_vast(opslag)
        for id in sorted(uuid4() for _ in range(3)):
            opslag.meldingen.bewaar(replace(zaak.melding, id=id, revisie=0))
    _, kapot, *_ = sorted(eerst := staat(databank, bouw.VANDAAG))
    with databank.motor.begin() as verbinding:
        verbinding.execute(update(melding).where(melding.c.id == kapot).values(inhoud=b"weg"))
        verbinding.execute(update(werkstand).values(merk=""))
    waarom = f"melding.inhoud:{kapot} is niet te ontsleutelen met de ingestelde sleutels."
    assert databank.herreken(REKENWIJZE, bouw.NU) == {f"melding {kapot}": waarom}
    daarna = staat(databank, bouw.VANDAAG)
    assert {id for id, rij in daarna.items() if rij.merk == ""} == {kapot}
    assert daarna[kapot].uiterlijk == eerst[kapot].uiterlijk


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


def test_who_waits_goes_before_the_next_cases_are_reckoned(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)
    gerust: list[tuple[bool, int]] = []

    def rust(seconden: float) -> None:
        bezet = sum(motor.pool.checkedout() for motor in databank.motoren)  # type: ignore[attr-defined]
        gerust.append((seconden > 0, bezet))

    monkeypatch.setattr("app.opslag.databank.sleep", rust)
    databank.herreken(REKENWIJZE, bouw.NU)
    assert gerust
    assert set(gerust) == {(True, 0)}


def test_a_profile_that_takes_effect_later_counts_from_its_day_on(databank: Databank) -> None:
    strenger = tuple(replace(termijn, duur=Duur(1, Tijdseenheid.DAGEN)) for termijn in HVB.termijnen)
    nieuw = replace(HVB, versie="later", geldig_vanaf=bouw.VANDAAG + timedelta(days=14), termijnen=strenger)
    straks = Rekenwijze(Profielen((HVB, nieuw)), REKENWIJZE.kalender)
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), straks) as opslag:
        een_zaak_bij_aanbieder(opslag)
    assert vereis_gelijk(databank, (bouw.HEUSDEN,), straks, bouw.VANDAAG) == len(LATER)


SINDS = bouw.NU - timedelta(days=1)


@pytest.mark.parametrize(
    ("vraag", "index"),
    [
        (Werkvraag(), "uiterlijk"),
        (Werkvraag(termijn=Termijnstand.TE_LAAT), "uiterlijk"),
        (Werkvraag(termijn=Termijnstand.IN_GEVAAR), "uiterlijk"),
        (Werkvraag(aan_zet=AanZet.AANBIEDER), "aan_zet"),
        (Werkvraag(soort=Zaaksoort.SPOED), "soort"),
        (Werkvraag(behandelaar="medewerker-2"), "behandelaar"),
        (Werkvraag(gewijzigd_sinds=SINDS), "gewijzigd"),
        (Werkvraag(soort=Zaaksoort.SPOED, aan_zet=AanZet.AANBIEDER), "(aan_zet|soort)"),
        (Werkvraag(soort=Zaaksoort.SPOED, behandelaar="medewerker-2"), "behandelaar"),
        (Werkvraag(aan_zet=AanZet.CLIENT, behandelaar="medewerker-2"), "behandelaar"),
        (Werkvraag(soort=Zaaksoort.SPOED, termijn=Termijnstand.TE_LAAT), "soort"),
        (Werkvraag(soort=Zaaksoort.SPOED, gewijzigd_sinds=SINDS), "gewijzigd"),
    ],
)
def test_a_page_is_read_from_an_index_in_order(databank: Databank, vraag: Werkvraag, index: str) -> None:
    wijze = openstaand.leeswijze(vraag, bouw.ROERMOND, bouw.VANDAAG)
    basis = select(werkstand.c.melding_id).where(*wijze.waar).order_by(*wijze.sleutel)
    binnen = basis.where(*map(bladzijde.per_rij, wijze.zeef))
    for gekozen in (basis.limit(1).offset(bladzijde.VENSTERS[-1]), binnen.limit(51)):
        plan = leg_uit(databank, gekozen)
        assert re.search(f"ix_werkstand_{index}", plan)
        assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)


def vul_werkvoorraad(databank: Databank, aantal: int) -> None:
    """So many more open cases, urgent and not, of five handlers; one has a plan at a provider."""
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN), REKENWIJZE) as opslag:
        if not opslag.lijsten.meldingen(1).rijen:
            een_zaak_bij_aanbieder(opslag)
        (rij,) = opslag.lijsten.meldingen(1).rijen
        eerste = opslag.meldingen.haal(rij.id)
        for nummer in range(aantal):
            toedeling = Toedeling(f"medewerker-{nummer % 5}", bouw.NU, "medewerker-1")
            opslag.meldingen.bewaar(bouw.nog_een(eerste, spoed=nummer % 3 == 0, toedelingen=(toedeling,)))


def blader(databank: Databank, vraag: Werkvraag, limiet: int) -> list[UUID]:
    """The cases that are asked for, page after page; none is longer than was asked."""
    gevonden, cursor = [], None
    while True:
        with databank.transactie(bouw.verwerker(bouw.HEUSDEN), alleen_lezen=True) as opslag:
            blad = opslag.lijsten.open_zaken(limiet, cursor, vraag)
        assert len(blad.rijen) <= limiet
        gevonden += [zaak.melding.id for zaak, _ in blad.rijen]
        cursor = blad.volgende
        if cursor is None:
            return gevonden


KEUZES: Mapping[str, Any] = {
    "termijn": Termijnstand.TE_LAAT,
    "aan_zet": AanZet.GEMEENTE,
    "soort": Zaaksoort.SPOED,
    "aanbieder": bouw.AANBIEDER,
    "behandelaar": "medewerker-3",
    "gewijzigd_sinds": SINDS,
}


def test_any_combination_of_filters_is_found_in_pages_that_each_read_a_bounded_number(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    vul_werkvoorraad(databank, 40)
    combinaties = [c for aantal in range(len(KEUZES) + 1) for c in combinations(KEUZES, aantal)]
    vragen = [Werkvraag(**{naam: KEUZES[naam] for naam in namen}) for namen in combinaties]
    in_een_keer = [blader(databank, vraag, 200) for vraag in vragen]
    monkeypatch.setattr(bladzijde, "VENSTERS", (2, 7))
    assert [blader(databank, vraag, 3) for vraag in vragen] == in_een_keer
    assert all(in_een_keer[1 : len(KEUZES) + 1])  # each filter alone finds some


def test_to_find_nothing_costs_the_same_among_few_and_many(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    if databank.motor.dialect.name == "postgresql":
        pytest.skip("PostgreSQL reads so small a table as a whole; the test of the plan stands for it")
    monkeypatch.setattr(bladzijde, "VENSTERS", (20,))
    meter = Meter(databank)
    kosten = []
    vul_werkvoorraad(databank, 40)
    for _ in range(2):
        for motor in databank.motoren:
            motor.dispose()  # so that the meter counts on each connection
        with databank.transactie(bouw.verwerker(bouw.HEUSDEN), alleen_lezen=True) as opslag:
            meter.neem()
            eerste = opslag.lijsten.open_zaken(
                9, None, Werkvraag(soort=Zaaksoort.BEZWAAR, aan_zet=AanZet.GEMEENTE)
            )
            kosten.append(meter.neem())
        assert eerste.rijen == ()
        assert eerste.volgende is not None
        vul_werkvoorraad(databank, 400)
    assert kosten[1] <= 1.3 * kosten[0]


def test_to_reckon_some_cases_anew_reads_no_others(databank: Databank) -> None:
    plan = leg_uit(databank, werkstanden.te_herrekenen(REKENWIJZE.merk, bouw.MELDING_ID))
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)
