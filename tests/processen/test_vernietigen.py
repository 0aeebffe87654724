"""The destruction run, on both databases, at a time of the test's choosing (W04)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from app.domain.besluit.besluit import Leveringsvorm
from app.domain.bewaren import (
    NA_INWILLIGEN,
    Beeindiging,
    Beslissing,
    Grond,
    Vernietiging,
    Vernietigingsverzoek,
    Verzoekstatus,
    Weigergrond,
    beeindig,
)
from app.domain.fouten import NietGevonden
from app.domain.melding import Melding
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.waarden import Gemeentecode, Periode
from app.opslag import Databank, Opslag
from app.opslag.vernietiging import ZAAK, ZONDER_ZAAK, Vernietigingen
from app.processen.vernietigen import totalen, vernietig
from tests import bouw
from tests.bouw import Zaak, kalenders, leg_zaak_vast

pytestmark = pytest.mark.beide

LAATSTE_DAG = datetime(2041, 2, 16, 12, tzinfo=UTC)
DAG_ERNA = LAATSTE_DAG + timedelta(days=1)
TWEE_JAAR_LATER = datetime(2028, 3, 3, 12, tzinfo=UTC)


def leg_oude_zaak_vast(databank: Databank, gemeente: Gemeentecode = bouw.ROERMOND) -> Zaak:
    """A whole case of which nothing runs any more, all of it made on 16 February 2026."""
    with databank.transactie(bouw.verwerker(gemeente)) as opslag:
        zaak = leg_zaak_vast(opslag, gemeente)
        plan = opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.VASTGESTELD))
    return replace(zaak, plan=plan)


@pytest.fixture
def oud(databank: Databank) -> Zaak:
    return leg_oude_zaak_vast(databank)


def aantallen(databank: Databank) -> dict[str, int]:
    """Rows per table about persons, the access record left out."""
    with databank._motor.connect() as verbinding:
        return {
            tabel.name: verbinding.execute(select(func.count()).select_from(tabel)).scalar_one()
            for tabel in (*ZAAK, *ZONDER_ZAAK)
        }


def telling(verslag: Vernietiging) -> dict[str, int]:
    return {telling.soort: telling.aantal for telling in verslag.aantallen}


def is_er(opslag: Opslag, melding: Melding) -> bool:
    try:
        opslag.meldingen.haal(melding.id)
    except NietGevonden:
        return False
    return True


def blijft(databank: Databank, zaak: Zaak, nu: datetime = DAG_ERNA) -> bool:
    """Whether the case is still there after a run."""
    vernietig(databank, nu, "beheer", kalenders)
    with databank.transactie(bouw.verwerker()) as opslag:
        return is_er(opslag, zaak.melding)


def vraag(
    databank: Databank, client_id: UUID, beslist_op: datetime, weigergrond: Weigergrond | None = None
) -> None:
    """A request of the client, decided."""
    beslissing = Beslissing("Afgewogen.", weigergrond, "b.beslist", beslist_op)
    status = Verzoekstatus.AFGEWEZEN if weigergrond else Verzoekstatus.INGEWILLIGD
    with databank.transactie(bouw.verwerker(nu=beslist_op)) as opslag:
        opslag.vernietigingsverzoeken.bewaar(
            Vernietigingsverzoek(uuid4(), bouw.ROERMOND, client_id, bouw.VANDAAG, status, beslissing)
        )


def test_a_case_is_kept_fifteen_years_and_goes_the_day_after(databank: Databank, oud: Zaak) -> None:
    voor = aantallen(databank)
    assert vernietig(databank, LAATSTE_DAG, "beheer", kalenders) == ()
    assert aantallen(databank) == voor
    assert len(vernietig(databank, DAG_ERNA, "beheer", kalenders)) == 1
    assert set(aantallen(databank).values()) == {0}


@pytest.mark.parametrize("waarover", ["plan", "besluit", "bezwaar", "clientomzetting"])
def test_a_letter_goes_with_what_it_is_about(databank: Databank, oud: Zaak, waarover: str) -> None:
    van = {"client_id": oud.client.id, "verwijst_naar": getattr(oud, waarover).id}
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.documenten.bewaar(bouw.een_document(id=uuid4(), **van))
    (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders)
    assert telling(verslag)["document"] == 2
    assert set(aantallen(databank).values()) == {0}


def test_a_letter_about_an_omzetting_stays_as_long_as_a_case_does(databank: Databank, oud: Zaak) -> None:
    van = {"client_id": oud.client.id, "verwijst_naar": oud.clientomzetting.id}
    with databank.transactie(bouw.verwerker()) as opslag:
        brief = opslag.documenten.bewaar(bouw.een_document(id=uuid4(), **van))
        opslag.bewaarredenen.bewaar(
            bouw.een_bewaarreden(opslag.meldingen.bewaar(bouw.nog_een(oud.melding)), tot=date(2050, 1, 1))
        )
    (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND)
    assert verslag.zaken == (oud.melding.id,)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.documenten.van_client(oud.client.id) == (brief,)


def test_the_report_counts_every_kind_and_names_cases_only(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.verzoeken.bewaar(bouw.een_verzoek(client_id=oud.client.id, ontvangst_id=oud.ontvangst.id))
    (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders)
    assert (verslag.gemeente, verslag.grond, verslag.op, verslag.door, verslag.zaken) == (
        bouw.ROERMOND,
        Grond.TERMIJN,
        DAG_ERNA,
        "beheer",
        (oud.melding.id,),
    )
    niet_gemaakt = {"bewaarreden", "vernietigingsverzoek"}
    van_zaak = dict.fromkeys(aantallen(databank).keys() - niet_gemaakt, 1)
    assert telling(verslag) == van_zaak | {"berichtontvangst": 1}


def test_the_record_of_the_destruction_outlives_the_data(databank: Databank, oud: Zaak) -> None:
    verslag = vernietig(databank, DAG_ERNA, "beheer", kalenders)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.vernietigingen.bladzijde(10).rijen == verslag
    with databank.transactie(bouw.verwerker(bouw.HEUSDEN)) as opslag:
        assert opslag.vernietigingen.bladzijde(10).rijen == ()


def test_the_access_record_stays_and_tells_of_the_destruction(databank: Databank, oud: Zaak) -> None:
    vernietig(databank, DAG_ERNA, "beheer", kalenders)
    with databank.transactie(bouw.verwerker()) as opslag:
        spoor = opslag.verwerkingen.van_client(oud.client.id, 1000).rijen
    assert ("maken", "besluit") in {(v.actie, v.object_soort) for v in spoor}
    assert [(v.object_soort, v.object_id, v.medewerker) for v in spoor if v.actie == "wissen"] == [
        ("melding", str(oud.melding.id), "beheer"),
        ("client", str(oud.client.id), "beheer"),
    ]


def test_a_dry_run_tells_the_same_and_destroys_nothing(databank: Databank, oud: Zaak) -> None:
    voor = aantallen(databank)
    (proef,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND, proef=True)
    assert aantallen(databank) == voor
    (echt,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND)
    assert replace(proef, id=echt.id) == echt


def test_a_run_may_be_for_one_municipality(databank: Databank, oud: Zaak) -> None:
    leg_oude_zaak_vast(databank, bouw.HEUSDEN)
    (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.HEUSDEN)
    assert verslag.gemeente == bouw.HEUSDEN
    assert [v.gemeente for v in vernietig(databank, DAG_ERNA, "beheer", kalenders)] == [bouw.ROERMOND]


def test_the_totals_are_per_municipality_and_kind(databank: Databank, oud: Zaak) -> None:
    leg_oude_zaak_vast(databank, bouw.HEUSDEN)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.meldingen.bewaar(bouw.nog_een(oud.melding))
    per_gemeente = totalen(vernietig(databank, DAG_ERNA, "beheer", kalenders))
    assert {code: soorten["melding"] for code, soorten in per_gemeente.items()} == {
        bouw.ROERMOND: 2,
        bouw.HEUSDEN: 1,
    }


def test_more_clients_than_are_looked_up_at_once_all_go(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.processen.vernietigen.PER_KEER", 2)
    with databank.transactie(bouw.verwerker()) as opslag:
        for bsn in (bouw.BSN, bouw.ANDER_BSN, None):
            opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=bsn))
    assert len(vernietig(databank, DAG_ERNA, "beheer", kalenders)) == 3


def test_a_run_goes_on_after_whom_another_run_destroyed(
    databank: Databank, oud: Zaak, monkeypatch: pytest.MonkeyPatch
) -> None:
    opgezocht = Vernietigingen.kandidaten

    def zoek(zelf: Vernietigingen, limiet: int, na: UUID | None = None) -> tuple[UUID, ...]:
        weg = (uuid4(),) if na is None else ()
        return (*weg, *opgezocht(zelf, limiet, na))

    monkeypatch.setattr(Vernietigingen, "kandidaten", zoek)
    (vernietiging,) = vernietig(databank, DAG_ERNA, "beheer", kalenders)
    assert vernietiging.zaken == (oud.melding.id,)


def test_a_change_makes_a_new_record(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker(nu=TWEE_JAAR_LATER)) as opslag:
        opslag.besluiten.bewaar(oud.besluit)
    assert blijft(databank, oud)
    assert not blijft(databank, oud, datetime(2043, 3, 4, 12, tzinfo=UTC))


def test_an_open_plan_keeps_the_case(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.ondersteuningsplannen.bewaar(replace(oud.plan, status=Planstatus.AKKOORD))
    assert blijft(databank, oud)


def test_a_running_allocation_keeps_the_case_until_it_has_ended(databank: Databank, oud: Zaak) -> None:
    loopt = replace(oud.toewijzing.actueel, periode=Periode(bouw.VANDAAG, date(2042, 1, 1)))
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.toewijzingen.bewaar(replace(oud.toewijzing, versies=(loopt,)))
    assert blijft(databank, oud, datetime(2042, 1, 1, 12, tzinfo=UTC))
    assert not blijft(databank, oud, datetime(2042, 1, 2, 12, tzinfo=UTC))


def test_a_running_budget_keeps_the_case_until_another_decision_replaces_it(
    databank: Databank, oud: Zaak
) -> None:
    pgb = replace(
        oud.besluit.regels[0],
        leveringsvorm=Leveringsvorm.PGB,
        aanbieder=None,
        periode=Periode(bouw.VANDAAG),
    )
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.besluiten.bewaar(replace(oud.besluit, regels=(pgb,)))
    assert blijft(databank, oud)
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.besluiten.bewaar(bouw.nog_een(oud.besluit, kenmerk="WMO-2", wijzigt=oud.besluit.id))
    assert not blijft(databank, oud)


def test_a_running_statutory_term_keeps_the_case(databank: Databank, oud: Zaak) -> None:
    vandaag = DAG_ERNA.date()
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.besluiten.bewaar(replace(oud.besluit, bekendmaking=None))
        opslag.aanvragen.bewaar(replace(oud.aanvraag, ontvangen_op=vandaag, opschortingen=()))
        opslag.feiten.bewaar(replace(oud.feit, vervallen=True))
    assert blijft(databank, oud)


def test_no_statutory_term_runs_once_a_fact_ended_the_case(databank: Databank, oud: Zaak) -> None:
    vandaag = DAG_ERNA.date()
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.besluiten.bewaar(replace(oud.besluit, bekendmaking=None))
        opslag.aanvragen.bewaar(replace(oud.aanvraag, ontvangen_op=vandaag, opschortingen=()))
    assert not blijft(databank, oud)


def test_a_recorded_reason_keeps_the_case(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.bewaarredenen.bewaar(bouw.een_bewaarreden(oud.melding, tot=date(2042, 1, 1)))
    assert blijft(databank, oud, datetime(2042, 1, 1, 12, tzinfo=UTC))
    assert not blijft(databank, oud, datetime(2042, 1, 2, 12, tzinfo=UTC))


def test_a_reason_keeps_no_longer_than_its_last_day(databank: Databank, oud: Zaak) -> None:
    vlak_voor = datetime(2041, 1, 5, 9, tzinfo=UTC)
    with databank.transactie(bouw.verwerker(nu=vlak_voor)) as opslag:
        reden = bouw.een_bewaarreden(oud.melding, tot=date(2050, 1, 1), op=vlak_voor)
        einde = Beeindiging(date(2043, 1, 1), "Ingetrokken.", "m.jansen", vlak_voor)
        reden = opslag.bewaarredenen.bewaar(reden)
        opslag.bewaarredenen.bewaar(beeindig(reden, einde, date(2042, 1, 5)))
    assert blijft(databank, oud, datetime(2042, 12, 31, 12, tzinfo=UTC))
    assert not blijft(databank, oud, datetime(2043, 1, 1, 12, tzinfo=UTC))


def test_an_old_case_goes_while_a_newer_one_stays_with_the_client(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker(nu=TWEE_JAAR_LATER)) as opslag:
        nieuw = opslag.meldingen.bewaar(bouw.nog_een(oud.melding))
    (verslag,) = vernietig(databank, DAG_ERNA, "beheer", kalenders, gemeente=bouw.ROERMOND)
    assert verslag.zaken == (oud.melding.id,)
    assert "client" not in telling(verslag)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.meldingen.van_client(oud.client.id) == (nieuw,)


def test_a_newer_case_that_builds_on_an_old_one_keeps_it(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker(nu=TWEE_JAAR_LATER)) as opslag:
        nieuw = opslag.meldingen.bewaar(bouw.nog_een(oud.melding))
        opslag.besluiten.bewaar(
            bouw.nog_een(oud.besluit, melding_id=nieuw.id, kenmerk="WMO-2", wijzigt=oud.besluit.id)
        )
    assert blijft(databank, oud)


def test_cases_that_share_a_message_go_together(databank: Databank, oud: Zaak) -> None:
    with databank.transactie(bouw.verwerker(nu=TWEE_JAAR_LATER)) as opslag:
        nieuw = opslag.meldingen.bewaar(bouw.nog_een(oud.melding))
        besluit = opslag.besluiten.bewaar(bouw.nog_een(oud.besluit, melding_id=nieuw.id, kenmerk="WMO-2"))
        opslag.toewijzingen.bewaar(bouw.een_toewijzing(besluit, nummer=2))
        opslag.berichten.bewaar(bouw.nog_een(oud.bericht, identificatie="B2", versies=((1, 1), (2, 1))))
    assert blijft(databank, oud)
    (verslag,) = vernietig(databank, datetime(2043, 3, 4, 12, tzinfo=UTC), "beheer", kalenders)
    assert set(verslag.zaken) == {oud.melding.id, nieuw.id}
    assert set(aantallen(databank).values()) == {0}


def test_a_granted_request_goes_without_waiting_for_the_term(databank: Databank, oud: Zaak) -> None:
    vraag(databank, oud.client.id, TWEE_JAAR_LATER)
    (verslag,) = vernietig(databank, TWEE_JAAR_LATER, "beheer", kalenders)
    assert (verslag.grond, verslag.zaken) == (Grond.VERZOEK, (oud.melding.id,))
    assert set(aantallen(databank).values()) == {0}


def test_after_a_refused_request_everything_stays(databank: Databank, oud: Zaak) -> None:
    vraag(databank, oud.client.id, TWEE_JAAR_LATER, Weigergrond.BELANG_VAN_ANDER)
    assert vernietig(databank, TWEE_JAAR_LATER, "beheer", kalenders) == ()


def test_a_granted_request_leaves_what_came_after_it(databank: Databank, oud: Zaak) -> None:
    vraag(databank, oud.client.id, TWEE_JAAR_LATER)
    with databank.transactie(bouw.verwerker(nu=TWEE_JAAR_LATER + timedelta(hours=1))) as opslag:
        nieuw = opslag.meldingen.bewaar(bouw.nog_een(oud.melding))
    na_afloop = TWEE_JAAR_LATER + timedelta(days=100)
    vernietig(databank, na_afloop, "beheer", kalenders)
    with databank.transactie(bouw.verwerker()) as opslag:
        assert opslag.meldingen.van_client(oud.client.id) == (nieuw,)
        (verzoek,) = opslag.vernietigingsverzoeken.van_client(oud.client.id)
    assert verzoek.status is Verzoekstatus.OPEN
    assert [v.redenen for v in verzoek.niet_uitgevoerd] == [(NA_INWILLIGEN,)]
    vraag(databank, oud.client.id, na_afloop)
    vernietig(databank, na_afloop, "beheer", kalenders)
    assert set(aantallen(databank).values()) == {0}
