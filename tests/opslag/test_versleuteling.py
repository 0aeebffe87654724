"""What is about a person lies encrypted at rest (W06)."""

import tracemalloc
from base64 import urlsafe_b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, union_all

from app.domain.waarden import Bsn
from app.opslag import Databank, Onleesbaar, Sleutels, maak_sleutels
from app.opslag.fouten import OngeldigeSleutel
from app.opslag.sleutels import Kluis
from app.opslag.tabellen import berichtontvangst, toewijzingsbericht
from tests import bouw
from tests.bouw import Zaak, leg_zaak_vast

pytestmark = pytest.mark.beide

KANARIES = (bouw.BSN.cijfers, "Kanariepiet", "Kanariestraat", "1941-07-09", "huishouden lukt niet")


@pytest.mark.parametrize("kanarie", KANARIES)
def test_no_personal_data_is_in_any_column(databank: Databank, zaak: Zaak, kanarie: str) -> None:
    tabellen = MetaData()
    with databank._motor.connect() as verbinding:
        tabellen.reflect(verbinding)
        for tabel in tabellen.sorted_tables:
            for rij in verbinding.execute(select(tabel)):
                for waarde in rij:
                    ruw = bytes(waarde) if isinstance(waarde, bytes | memoryview) else str(waarde).encode()
                    assert kanarie.encode() not in ruw, tabel.name


def test_no_personal_data_is_in_the_files(sqlite_url: str, sleutels: Sleutels) -> None:
    databank = Databank(sqlite_url, sleutels)
    with databank.transactie(bouw.verwerker()) as opslag:
        leg_zaak_vast(opslag)
    bestanden = list(Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("wmo.db*"))
    inhoud = b"".join(bestand.read_bytes() for bestand in bestanden)
    databank.sluit()
    assert len(bestanden) == 3
    assert not [kanarie for kanarie in KANARIES if kanarie.encode() in inhoud]


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote(
    databank_url: str, databank: Databank, zaak: Zaak, sleutels: Sleutels
) -> None:
    nieuw = replace(sleutels, versleuteling=(*maak_sleutels().versleuteling, *sleutels.versleuteling))
    gedraaid = Databank(databank_url, nieuw)
    with gedraaid.transactie(bouw.verwerker()) as opslag:
        assert opslag.clienten.met_bsn(bouw.BSN) == zaak.client
        opslag.clienten.bewaar(zaak.client)
    gedraaid.sluit()
    with pytest.raises(Onleesbaar), databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.haal(zaak.client.id)


def test_a_message_that_changes_leaves_its_bytes_as_they_lie(databank: Databank, zaak: Zaak) -> None:
    tabellen = toewijzingsbericht, berichtontvangst
    vraag = union_all(*(select(tabel.c.id, tabel.c.xml) for tabel in tabellen))
    with databank.transactie(bouw.verwerker()) as opslag:
        eerst = set(opslag._sessie.verbinding.execute(vraag))
        opslag.berichten.bewaar(zaak.bericht)
        bewaard = opslag.ontvangsten.bewaar(zaak.ontvangst)
        assert set(opslag._sessie.verbinding.execute(vraag)) == eerst
        gesneden = opslag.ontvangsten.bewaar_gesneden(replace(bewaard, xml=b"<over/>"))
        assert opslag.ontvangsten.haal(bewaard.id) == gesneden
        assert len(eerst - set(opslag._sessie.verbinding.execute(vraag))) == 1


def test_encrypted_bytes_are_bound_to_their_place(sleutels: Sleutels) -> None:
    kluis = Kluis(sleutels)
    versleuteld = kluis.versleutel(b"kanarie", "client.inhoud:1")
    assert kluis.ontsleutel(versleuteld, "client.inhoud:1") == b"kanarie"
    with pytest.raises(Onleesbaar):
        kluis.ontsleutel(versleuteld, "client.inhoud:2")


def test_reading_what_is_encrypted_takes_no_copy_of_it(sleutels: Sleutels) -> None:
    kluis = Kluis(sleutels)
    versleuteld = kluis.versleutel(b"x" * 10**6, "berichtontvangst.xml:1")
    tracemalloc.start()
    try:
        assert len(kluis.ontsleutel(versleuteld, "berichtontvangst.xml:1")) == 10**6
        _, hoogst = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert hoogst < 1.5 * 10**6


def test_the_look_up_hash_differs_per_municipality_and_per_key(sleutels: Sleutels) -> None:
    kluis, ander = Kluis(sleutels), Kluis(maak_sleutels())
    hier = kluis.zoekwaarde(bouw.ROERMOND, bouw.BSN)
    assert hier == kluis.zoekwaarde(bouw.ROERMOND, Bsn(bouw.BSN.cijfers))
    assert hier not in (kluis.zoekwaarde(bouw.HEUSDEN, bouw.BSN), ander.zoekwaarde(bouw.ROERMOND, bouw.BSN))


def test_keys_do_not_show_themselves(sleutels: Sleutels) -> None:
    assert sleutels.zoeken not in repr(sleutels)
    assert sleutels.versleuteling[0] not in repr(sleutels)


@pytest.mark.parametrize(
    ("versleuteling", "zoeken"),
    [((), 32), ((16,), 32), ((32,), 8)],
)
def test_a_key_of_the_wrong_length_is_refused(versleuteling: tuple[int, ...], zoeken: int) -> None:
    with pytest.raises(OngeldigeSleutel):
        Sleutels(tuple(_sleutel(n) for n in versleuteling), _sleutel(zoeken))


@pytest.mark.parametrize("ertussen", ["", ";", " ", "#"])
def test_two_keys_without_a_comma_are_not_taken_for_one(ertussen: str) -> None:
    with pytest.raises(OngeldigeSleutel):
        Sleutels((_sleutel(32) + ertussen + _sleutel(32),), _sleutel(32))


def test_the_end_of_a_line_is_no_part_of_a_key() -> None:
    assert (
        Kluis(Sleutels((f"{_sleutel(32)}\n",), _sleutel(32))).merken
        == Kluis(Sleutels((_sleutel(32),), _sleutel(32))).merken
    )


def _sleutel(lengte: int) -> str:
    return urlsafe_b64encode(bytes(lengte)).decode()
