"""Lists come a page at a time, each row once, in a constant number of queries."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.besluit.besluit import Besluitsoort, Besluitstatus
from app.domain.fouten import OngeldigeInvoer
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.waarden import Gemeentecode
from app.opslag import Databank, bladzijde
from app.opslag.bladzijde import Bladzijde
from app.opslag.lijsten import Meldingrij
from tests import bouw
from tests.bouw import Zaak
from tests.opslag.conftest import tel_opdrachten

pytestmark = pytest.mark.beide


def maak_meldingen(databank: Databank, zaak: Zaak, aantal: int, minuten: int = 0) -> None:
    later = bouw.verwerker(nu=bouw.NU + timedelta(minutes=minuten))
    with databank.transactie(later) as opslag:
        for _ in range(aantal):
            opslag.meldingen.bewaar(bouw.nog_een(zaak.melding))


def lees(databank: Databank, cursor: str | None = None) -> Bladzijde[Meldingrij]:
    with databank.transactie(bouw.verwerker()) as opslag:
        return opslag.lijsten.meldingen(3, cursor)


def test_paging_shows_each_row_once_oldest_first(databank: Databank, zaak: Zaak) -> None:
    maak_meldingen(databank, zaak, 3, minuten=1)
    maak_meldingen(databank, zaak, 3, minuten=2)
    eerste = lees(databank)
    tweede = lees(databank, eerste.volgende)
    derde = lees(databank, tweede.volgende)
    alle = [rij.id for rij in (*eerste.rijen, *tweede.rijen, *derde.rijen)]
    assert (len(alle), len(set(alle)), derde.volgende) == (7, 7, None)
    assert alle[0] == zaak.melding.id


@pytest.mark.parametrize(("bytes_", "per_bladzijde"), [(1, [1, 1, 1, 1]), (10**6, [4])])
def test_a_page_ends_where_its_rows_are_large_and_the_next_goes_on(
    databank: Databank, zaak: Zaak, monkeypatch: pytest.MonkeyPatch, bytes_: int, per_bladzijde: list[int]
) -> None:
    monkeypatch.setattr(bladzijde, "GROOTSTE_BLADZIJDE", bytes_)
    with databank.transactie(bouw.verwerker()) as opslag:
        for _ in range(3):
            opslag.clienten.bewaar(bouw.nog_een(zaak.client, bsn=None))
        bladen = [opslag.clienten.bladzijde(200, None)]
        while bladen[-1].volgende is not None:
            bladen.append(opslag.clienten.bladzijde(200, bladen[-1].volgende))
    assert [len(blad.rijen) for blad in bladen] == per_bladzijde
    assert len({client.id for blad in bladen for client in blad.rijen}) == 4


def test_of_the_rows_that_do_not_fit_on_a_page_one_is_read() -> None:
    gevonden: Any = iter([(None, b"x" * 400_000)] * 200)
    rijen, over = bladzijde._passend(gevonden, 200)
    assert (len(rijen), over, len(list(gevonden))) == (2, True, 197)


def test_what_does_not_fit_on_a_page_is_not_sent(
    postgresdatabank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bladzijde, "GROOTSTE_BLADZIJDE", 1)
    gestuurd: list[int] = []

    def tel(verbinding: Any, cursor: Any, *_: object) -> None:
        gestuurd.append(cursor.rowcount)

    with postgresdatabank.transactie(bouw.verwerker()) as opslag:
        for _ in range(4):
            opslag.clienten.bewaar(bouw.nog_een(bouw.een_client(), bsn=None))
        event.listen(postgresdatabank.motor, "after_cursor_execute", tel)
        rijen = opslag.clienten.bladzijde(200, None).rijen
    assert (len(rijen), gestuurd[0]) == (1, 2)


def test_what_others_change_or_add_meanwhile_moves_no_row(databank: Databank, zaak: Zaak) -> None:
    maak_meldingen(databank, zaak, 3, minuten=1)
    eerste = lees(databank)
    with databank.transactie(bouw.verwerker(nu=bouw.NU + timedelta(hours=1))) as opslag:
        opslag.meldingen.bewaar(replace(zaak.melding, ontvangen_op=bouw.JAAR.begin))
    maak_meldingen(databank, zaak, 1, minuten=90)
    tweede = lees(databank, eerste.volgende)
    assert len({rij.id for rij in (*eerste.rijen, *tweede.rijen)}) == 5


@pytest.mark.parametrize("cursor", ["x", "", "é", "W10"])
def test_a_cursor_that_is_none_of_ours_is_refused(databank: Databank, zaak: Zaak, cursor: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees(databank, cursor)


@pytest.mark.parametrize(
    "inhoud",
    [
        '["2025-01-01T00:00:00", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"]',
        '["0001-01-01T00:00:00+10:00", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"]',
        '["2025-01-01T00:00:00Z", 1]',
        '{"a": 1, "b": 2}',
        "null",
    ],
)
def test_a_forged_cursor_is_refused(databank: Databank, zaak: Zaak, inhoud: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees(databank, urlsafe_b64encode(inhoud.encode()).decode())


def test_filters_narrow_a_list(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        lijsten = opslag.lijsten
        assert lijsten.ondersteuningsplannen(9, status=Planstatus.AKKOORD).rijen[0].id == zaak.plan.id
        assert lijsten.ondersteuningsplannen(9, status=Planstatus.CONCEPT).rijen == ()
        assert lijsten.besluiten(9, melding_id=zaak.melding.id).rijen[0].kenmerk == zaak.besluit.kenmerk
        assert lijsten.toewijzingen(9, aanbieder=bouw.AANBIEDER).rijen[0].eind == bouw.JAAR.eind
        assert (
            lijsten.berichten(9, client_id=zaak.client.id).rijen[0].identificatie
            == zaak.bericht.identificatie
        )
        assert opslag.aanvragen.bladzijde(9, melding_id=zaak.melding.id).rijen == (zaak.aanvraag,)
        assert opslag.clienten.bladzijde(9).rijen == (zaak.client,)


@pytest.mark.parametrize("gemeente", [bouw.ROERMOND, bouw.HEUSDEN])
def test_lists_show_the_own_tenant_only(databank: Databank, zaak: Zaak, gemeente: Gemeentecode) -> None:
    with databank.transactie(bouw.verwerker(gemeente)) as opslag:
        getoond = [
            opslag.lijsten.meldingen(9).rijen,
            opslag.lijsten.ondersteuningsplannen(9).rijen,
            opslag.lijsten.besluiten(9).rijen,
            opslag.lijsten.toewijzingen(9).rijen,
            opslag.lijsten.berichten(9).rijen,
            opslag.lijsten.open_zaken(9).rijen,
            opslag.clienten.bladzijde(9).rijen,
        ]
    assert [len(rijen) for rijen in getoond] == [1 if gemeente == bouw.ROERMOND else 0] * 7


def test_a_case_on_the_worklist_holds_all_that_came_from_the_melding(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        ((open_zaak, _),) = opslag.lijsten.open_zaken(9).rijen
    assert open_zaak.melding == zaak.melding
    assert open_zaak.onderzoeken == (zaak.onderzoek,)
    assert open_zaak.plannen_van_aanpak == (zaak.plan_van_aanpak,)
    assert open_zaak.ondersteuningsplannen == (zaak.plan,)
    assert open_zaak.afzieningen == (zaak.afziening,)
    assert open_zaak.aanvragen == (zaak.aanvraag,)
    assert open_zaak.besluiten == (zaak.besluit,)
    assert open_zaak.rapportages == (zaak.rapportage,)


@pytest.mark.parametrize(
    ("soort", "status", "planstatus", "is_open"),
    [
        (Besluitsoort.REGULIER, Besluitstatus.BEKENDGEMAAKT, Planstatus.VASTGESTELD, False),
        (Besluitsoort.REGULIER, Besluitstatus.BEKENDGEMAAKT, Planstatus.INGEDIEND, True),
        (Besluitsoort.REGULIER, Besluitstatus.GENOMEN, Planstatus.VASTGESTELD, True),
        (Besluitsoort.REGULIER, Besluitstatus.INGETROKKEN, Planstatus.VASTGESTELD, True),
        (Besluitsoort.SPOED, Besluitstatus.BEKENDGEMAAKT, Planstatus.VASTGESTELD, True),
    ],
)
def test_a_case_is_open_until_its_final_decision_is_announced(
    databank: Databank,
    zaak: Zaak,
    soort: Besluitsoort,
    status: Besluitstatus,
    planstatus: Planstatus,
    is_open: bool,
) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.besluiten.bewaar(replace(zaak.besluit, soort=soort, status=status, uitgevoerd_op=bouw.NU))
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=planstatus))
    with databank.transactie(bouw.verwerker()) as opslag:
        assert bool(opslag.lijsten.open_zaken(9).rijen) is is_open


@pytest.mark.parametrize(
    ("anders", "is_open"),
    [
        ({}, True),
        ({"uitgevoerd_op": bouw.NU}, False),
        ({"regels": ()}, False),
        ({"regels": (), "wijzigt": True}, True),
    ],
    ids=["in natura", "allocated", "refused", "ends what an earlier one granted"],
)
def test_a_case_is_open_until_what_was_announced_is_allocated(
    databank: Databank, zaak: Zaak, anders: dict[str, Any], is_open: bool
) -> None:
    anders = anders | ({"wijzigt": zaak.besluit.id} if "wijzigt" in anders else {})
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.VASTGESTELD))
        opslag.besluiten.bewaar(replace(zaak.besluit, **anders))
    with databank.transactie(bouw.verwerker()) as opslag:
        assert bool(opslag.lijsten.open_zaken(9).rijen) is is_open


def test_the_worklist_of_a_provider_holds_its_running_plans(databank: Databank, zaak: Zaak) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER)) as opslag:
        assert opslag.ondersteuningsplannen.lopende(9).rijen == (zaak.plan,)
        opslag.ondersteuningsplannen.bewaar(replace(zaak.plan, status=Planstatus.GEWEIGERD))
        assert opslag.ondersteuningsplannen.lopende(9).rijen == ()
        assert opslag.ondersteuningsplannen.lopende(9, sinds=bouw.NU).rijen == ()


def test_of_its_running_plans_a_provider_finds_what_changed_since_a_moment(
    databank: Databank, zaak: Zaak
) -> None:
    with databank.transactie(bouw.verwerker(bouw.AANBIEDER), alleen_lezen=True) as opslag:
        lopende = opslag.ondersteuningsplannen.lopende
        assert lopende(9, sinds=bouw.NU).rijen == (zaak.plan,)
        assert lopende(9, sinds=bouw.NU + timedelta(seconds=1)).rijen == ()


def test_the_number_of_queries_does_not_grow_with_the_rows(databank: Databank, zaak: Zaak) -> None:
    def tel() -> int:
        with tel_opdrachten(databank) as opdrachten, databank.transactie(bouw.verwerker()) as opslag:
            opslag.lijsten.open_zaken(50)
            opslag.lijsten.meldingen(50)
        return len(opdrachten)

    maak_meldingen(databank, zaak, 1)
    met_twee = tel()
    maak_meldingen(databank, zaak, 20)
    assert tel() == met_twee
