"""A new key takes the place of an old one, row by row, and nothing else changes (W06)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import Engine, LargeBinary, Table, event, func, select, update
from sqlalchemy.exc import DBAPIError

from app.domain.berichttaak import Berichttaak, Taakafhandeling, Taaksoort
from app.opslag import (
    BewaardAntwoord,
    Databank,
    Onleesbaar,
    Sleutels,
    berichttaken,
    herversleuteling,
    maak_sleutels,
    tabellen,
)
from app.opslag.herversleuteling import herversleutel, laat_oude_sleutels_los
from app.opslag.sleutels import KENMERKLENGTE
from app.opslag.tabellen import VERSLEUTELD, metadata, sleutelmerk
from tests import bouw
from tests.bouw import Zaak

pytestmark = pytest.mark.beide


@pytest.fixture(autouse=True)
def kleine_porties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(herversleuteling, "PER_KEER", 2)
    monkeypatch.setattr(herversleuteling, "GEDULD", 0)


@pytest.fixture
def gedraaid(databank_url: str, sleutels: Sleutels) -> Iterator[Databank]:
    """The same database, with a new key in front."""
    nieuw = replace(sleutels, versleuteling=(*maak_sleutels().versleuteling, *sleutels.versleuteling))
    databank = Databank(databank_url, nieuw)
    yield databank
    databank.sluit()


def zonder_oude_sleutel(gedraaid: Databank, url: str, sleutels: Sleutels) -> Databank:
    nieuw = gedraaid._kluis
    databank = Databank(url, sleutels)
    databank._kluis._ciphers = {nieuw.actueel: nieuw._ciphers[nieuw.actueel]}
    databank._kluis._merken = {nieuw.actueel: nieuw._merken[nieuw.actueel]}
    databank._kluis._actueel = nieuw.actueel
    return databank


def open_kolommen(databank: Databank) -> dict[str, list[tuple[object, ...]]]:
    """All that is not encrypted, of every row."""
    with databank._motor.connect() as verbinding:
        return {
            tabel.name: [
                tuple(rij)
                for rij in verbinding.execute(
                    select(*(k for k in tabel.columns if k.info != VERSLEUTELD)).order_by(*tabel.primary_key)
                )
            ]
            for tabel in metadata.sorted_tables
            if tabel is not sleutelmerk
        }


def test_what_was_encrypted_is_read_without_the_old_key(
    databank: Databank, databank_url: str, zaak: Zaak, gedraaid: Databank, sleutels: Sleutels
) -> None:
    for bsn in range(3):
        with databank.transactie(bouw.verwerker()) as opslag:
            opslag.antwoorden.vorig(f"sleutel {bsn}")
            opslag.antwoorden.bewaar(f"sleutel {bsn}", BewaardAntwoord("v", 200, {}, b"inhoud"))
    with databank.transactie(bouw.verwerker()) as opslag:
        bouw.leg_historie_vast(opslag, zaak.client)
        opslag.verzoeken.bewaar(bouw.een_verzoek(client_id=zaak.client.id, ontvangst_id=zaak.ontvangst.id))
    with databank.transactie(bouw.verwerker()) as opslag:
        taak = Berichttaak(
            bouw.ROERMOND, Taaksoort.LATER_BEGONNEN, bouw.VANDAAG, bouw.AANBIEDER, None, "", merk="x"
        )
        berichttaken._voeg_toe(opslag._sessie, [taak])
        kalender = bouw.kalenders(2026)
        (bewaard,) = opslag.berichttaken.bladzijde(9, None, taak.soort, kalender, bouw.VANDAAG).rijen
        opslag.berichttaken.handel_af(bewaard, Taakafhandeling(bouw.NU, "m.medewerker", "Gebeld."))
    voor = open_kolommen(databank)

    geteld = herversleutel(gedraaid)

    versleuteld = {tabel.name for tabel in metadata.sorted_tables if VERSLEUTELD in [k.info for k in tabel.c]}
    zonder = {"bewaarreden", "vernietigingsverzoek"}
    assert geteld == dict.fromkeys(versleuteld - zonder, 1) | {"antwoord": 3}
    assert open_kolommen(gedraaid) == voor
    assert laat_oude_sleutels_los(gedraaid, None) is None
    zonder_oude = zonder_oude_sleutel(gedraaid, databank_url, sleutels)
    with zonder_oude.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.met_bsn(bouw.BSN) == zaak.client
        assert opslag.planversies.haal(zaak.plan.id, 1) == zaak.planversie
        assert opslag.documenten.haal(zaak.document.id) == zaak.document
        assert opslag.berichten.haal(zaak.bericht.id) == zaak.bericht
        assert opslag.ontvangsten.haal(zaak.ontvangst.id) == zaak.ontvangst
    zonder_oude.sluit()
    with pytest.raises(Onleesbaar), databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.haal(zaak.client.id)


def test_a_second_run_has_nothing_to_do(databank: Databank, zaak: Zaak, gedraaid: Databank) -> None:
    herversleutel(gedraaid)

    assert herversleutel(gedraaid) == Counter()


def test_a_run_that_breaks_off_goes_on_where_it_was(
    databank: Databank, zaak: Zaak, gedraaid: Databank
) -> None:
    geheel = len(metadata.sorted_tables)
    with BreektAf(gedraaid._motor, 12), pytest.raises(RuntimeError):
        herversleutel(gedraaid)
    with gedraaid.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.haal(zaak.client.id) == zaak.client
        assert opslag.documenten.haal(zaak.document.id) == zaak.document

    rest = herversleutel(gedraaid).total()

    assert 0 < rest < geheel
    assert herversleutel(gedraaid) == Counter()


class BreektAf:
    """Let the statement after so many fail."""

    def __init__(self, motor: Engine, aantal: int) -> None:
        self.motor, self.over = motor, aantal

    def _tel(self, *_: object) -> None:
        self.over -= 1
        if self.over < 0:
            raise RuntimeError("broken off")

    def __enter__(self) -> None:
        event.listen(self.motor, "before_cursor_execute", self._tel)

    def __exit__(self, *_: object) -> None:
        event.remove(self.motor, "before_cursor_execute", self._tel)


def test_many_rows_go_in_small_portions(databank: Databank, gedraaid: Databank) -> None:
    bsns = ("111222333", "123456782", "999990019", "999990020", "900212640")
    with databank.transactie(bouw.verwerker()) as opslag:
        for bsn in bsns:
            opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=type(bouw.BSN)(bsn)))

    assert herversleutel(gedraaid) == {"client": len(bsns)}


def test_what_cannot_be_read_keeps_no_other_from_its_turn_and_is_named(
    databank: Databank, databank_url: str, zaak: Zaak, gedraaid: Databank, sleutels: Sleutels
) -> None:
    def dragen_de_oude() -> dict[str, int]:
        vraag = {
            tabel.name: select(func.count()).where(
                func.substr(tabel.c.inhoud, 1, KENMERKLENGTE, type_=LargeBinary) == databank._kluis.actueel
            )
            for tabel in metadata.sorted_tables
            if VERSLEUTELD in [kolom.info for kolom in tabel.c] and "inhoud" in tabel.c
        }
        with databank._motor.connect() as verbinding:
            return {naam: n for naam in vraag if (n := verbinding.execute(vraag[naam]).scalar_one())}

    with databank.transactie(bouw.verwerker()) as opslag:
        for bsn in ("111222333", "123456782"):
            opslag.clienten.bewaar(bouw.een_client(id=uuid4(), bsn=type(bouw.BSN)(bsn)))
    with databank._motor.begin() as verbinding:
        kapot = databank._kluis.versleutel(b"{}", "elders")
        verbinding.execute(
            update(tabellen.client).where(tabellen.client.c.id == zaak.client.id).values(inhoud=kapot)
        )

    with pytest.raises(Onleesbaar, match=f"1 rijen, waaronder client {zaak.client.id}. Al het andere"):
        herversleutel(gedraaid)

    assert dragen_de_oude() == {"client": 1}
    with pytest.raises(Onleesbaar):
        laat_oude_sleutels_los(gedraaid, None)
    zonder_oude = zonder_oude_sleutel(gedraaid, databank_url, sleutels)
    assert "ontbreekt" in str(zonder_oude.beletsel())
    zonder_oude.sluit()


@pytest.mark.parametrize("tabel", [tabellen.planversie, tabellen.beoordeling, tabellen.document])
def test_what_is_only_added_changes_with_its_key_only(
    databank: Databank, zaak: Zaak, gedraaid: Databank, tabel: Table
) -> None:
    zelfde_sleutel = {"inhoud": databank._kluis.versleutel(b"anders", "elders")}
    ook_iets_anders = {
        naam: gedraaid._kluis.versleutel(b"", "") for naam in ("inhoud", "pdf") if naam in tabel.c
    } | {"gemeente": "0000"}
    for waarden in (zelfde_sleutel, ook_iets_anders):
        with pytest.raises(DBAPIError, match="only added"), databank._motor.begin() as verbinding:
            verbinding.execute(update(tabel).values(waarden))
