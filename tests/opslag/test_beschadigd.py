"""What stands in a damaged database and is not what its column says is refused, and never repeated."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Column, null, select, text, update

from app.opslag import Databank, Onleesbaar, zegels
from app.opslag import tabellen as t
from app.opslag.fouten import Geweigerd
from app.opslag.opslag import Opslag
from app.opslag.sleutels import KENMERKLENGTE, Kluis, Sleutels
from app.opslag.zegels import ZONDER_ZEGEL, Afwijking, keur, onbewaakt, verzegel_alles
from tests import bouw
from tests.bouw.zaak import Zaak

SOORTEN = {kolom.type.python_type: kolom for tabel in t.metadata.sorted_tables for kolom in tabel.columns}
"""A column of each kind."""
WAARDEN = ("'kanarie'", "''", "x'ff00'", "7", "-1.5", "'[1]'", "'2026-13-41'", "X'c3'")


@pytest.mark.parametrize("kolom", SOORTEN.values(), ids=lambda k: k.type.python_type.__name__)
@pytest.mark.parametrize("waarde", WAARDEN)
def test_what_is_read_is_of_the_kind_of_its_column_or_cannot_be_read(
    databank: Databank, kolom: Column[object], waarde: str
) -> None:
    vraag = text(f"SELECT {waarde} AS kolom").columns(kolom=kolom.type)
    with databank.transactie(bouw.verwerker()) as opslag:
        verbinding = opslag.clienten._sessie.verbinding
        gelezen: object = None
        with suppress(Onleesbaar):
            gelezen = verbinding.execute(vraag).scalar_one()
        assert gelezen is None or isinstance(gelezen, kolom.type.python_type)
        assert verbinding.execute(select(null().cast(kolom.type))).scalar_one() is None


def test_every_kind_of_column_is_tried() -> None:
    assert set(SOORTEN) == {bool, bytes, date, datetime, int, object, str, UUID}


LEES: dict[str, tuple[Column[object], str, Callable[[Opslag, Zaak], object]]] = {
    "an id": (t.melding.c.client_id, "'kanarie'", lambda o, z: o.meldingen.haal(z.melding.id)),
    "a day": (t.melding.c.ontvangen_op, "'kanarie'", lambda o, z: o.lijsten.meldingen(9)),
    "a moment": (t.melding.c.aangemaakt, "'kanarie'", lambda o, z: o.lijsten.meldingen(9)),
    "a number": (t.melding.c.revisie, "'kanarie'", lambda o, z: o.lijsten.meldingen(9)),
    "a code": (t.besluit.c.status, "'kanarie'", lambda o, z: o.lijsten.besluiten(9)),
    "a code of a message": (
        t.toewijzingsbericht.c.status,
        "'kanarie'",
        lambda o, z: o.berichten.koppen_van_client(z.client.id),
    ),
    "a kind of work": (t.werkstand.c.soort, "'kanarie'", lambda o, z: o.lijsten.open_zaken(9)),
    "no text": (t.besluit.c.kenmerk, "cast(x'6bff' AS text)", lambda o, z: o.lijsten.besluiten(9)),
    "bytes": (t.client.c.inhoud, "'kanarie'", lambda o, z: o.clienten.haal(z.client.id)),
    "bytes of a key and no more": (
        t.client.c.inhoud,
        f"substr(inhoud, 1, {KENMERKLENGTE})",
        lambda o, z: o.clienten.haal(z.client.id),
    ),
    "JSON": (t.contract.c.inhoud, "'{'", lambda o, z: o.contracten.haal(z.contract.id)),
}


@pytest.mark.parametrize("wat", LEES)
def test_a_damaged_row_cannot_be_read(databank: Databank, zaak: Zaak, wat: str) -> None:
    kolom, waarde, lees = LEES[wat]
    assert databank.motor.url.database
    with closing(sqlite3.connect(databank.motor.url.database)) as bestand, bestand:
        bestand.execute(f"UPDATE {kolom.table.name} SET {kolom.name} = {waarde}")
    with pytest.raises(Onleesbaar) as gevangen, databank.transactie(bouw.verwerker()) as opslag:
        lees(opslag, zaak)
    assert "kanarie" not in str(gevangen.value)


def maak_onleesbaar(databank: Databank, tabel: str, waar: str, wat: str = "moment = 'kanarie'") -> None:
    knoei(databank, f"UPDATE {tabel} SET {wat} WHERE {waar}")


def knoei(databank: Databank, opdracht: str) -> None:
    """As somebody does with an editor, who takes the guards away first."""
    assert databank.motor.url.database
    with closing(sqlite3.connect(databank.motor.url.database)) as bestand, bestand:
        for (naam,) in bestand.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            bestand.execute(f"DROP TRIGGER {naam}")
        bestand.execute(opdracht)


@pytest.mark.parametrize(
    ("opdracht", "verwerking"),
    [
        ("DELETE FROM zegel WHERE volgnummer = (SELECT max(volgnummer) FROM zegel)", 11),
        ("DELETE FROM zegel", 1),
        ("INSERT INTO zegelregel VALUES (99, 9, 'x')", 99),
        ("INSERT INTO zegelregel VALUES (99, 0, 'x')", 99),
    ],
    ids=["last seal away", "all seals away", "hash before its record", "hash of no seal"],
)
def test_a_hash_whose_seal_is_not_there_is_named(
    databank: Databank, zaak: Zaak, monkeypatch: pytest.MonkeyPatch, opdracht: str, verwerking: int
) -> None:
    monkeypatch.setattr(zegels, "PER_ZEGEL", 10)
    list(verzegel_alles(databank, bouw.klok))
    knoei(databank, opdracht)
    weg = "het zegel van deze verwerking ontbreekt"
    assert keur(databank, bouw.NU).afwijking == Afwijking(None, verwerking, weg)


@pytest.mark.parametrize("wat", ["moment = 'kanarie'", "trace_id = cast(x'c328' AS text)"])
def test_a_sealed_record_that_cannot_be_read_is_named(databank: Databank, zaak: Zaak, wat: str) -> None:
    list(verzegel_alles(databank, bouw.klok))
    maak_onleesbaar(databank, "verwerking", "id = 3", wat)
    assert keur(databank, bouw.NU).afwijking == Afwijking(1, 3, "deze verwerking is gewijzigd")


def test_a_seal_that_cannot_be_read_is_named(databank: Databank, zaak: Zaak) -> None:
    list(verzegel_alles(databank, bouw.klok))
    maak_onleesbaar(databank, "zegel", "volgnummer = 1")
    assert keur(databank, bouw.NU).afwijking == Afwijking(1, None, "dit zegel is gewijzigd")


def test_a_hash_of_a_record_without_a_number_is_told(databank: Databank, zaak: Zaak) -> None:
    list(verzegel_alles(databank, bouw.klok))
    maak_onleesbaar(databank, "zegelregel", "verwerking_id = 3", "verwerking_id = 'kanarie'")
    assert keur(databank, bouw.NU).afwijking == Afwijking(1, None, "deze verwerking is gewijzigd")


def test_a_seal_after_which_no_number_comes_is_told(databank: Databank, zaak: Zaak) -> None:
    list(verzegel_alles(databank, bouw.klok))
    maak_onleesbaar(databank, "zegel", "volgnummer = 1", f"volgnummer = {2**63 - 1}")
    with databank.transactie(bouw.verwerker()) as opslag:
        opslag.clienten.haal(zaak.client.id)
    assert keur(databank, bouw.NU).afwijking == Afwijking(1, None, "dit zegel ontbreekt")
    with pytest.raises(Geweigerd, match="te groot"):
        list(verzegel_alles(databank, bouw.klok))


OPNIEUW = "DROP TRIGGER zegel_geen_update; CREATE TRIGGER zegel_geen_update"
SCHIJN = "BEGIN SELECT RAISE(ABORT, 'rows of zegel are only added'); END"


@pytest.mark.parametrize(
    "opdracht",
    [
        f"{OPNIEUW} BEFORE UPDATE ON zegel WHEN 0 {SCHIJN}",
        f"{OPNIEUW} BEFORE UPDATE OF van ON zegel {SCHIJN}",
        f"{OPNIEUW} BEFORE UPDATE ON zegel BEGIN SELECT 1; END",
        "CREATE TRIGGER weg BEFORE INSERT ON zegel BEGIN SELECT RAISE(IGNORE); END",
    ],
)
def test_a_table_with_another_guard_than_ours_is_named(databank: Databank, opdracht: str) -> None:
    assert onbewaakt(databank) == []
    assert databank.motor.url.database
    with closing(sqlite3.connect(databank.motor.url.database)) as bestand:
        bestand.executescript(opdracht)
    assert onbewaakt(databank) == ["zegel"]


@pytest.mark.parametrize("aantal", [1, 4])
def test_records_that_cannot_be_read_keep_no_other_from_its_seal_and_are_named(
    databank: Databank, zaak: Zaak, aantal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zegels, "PER_ZEGEL", 2)
    alle = keur(databank, bouw.NU).onverzegeld
    maak_onleesbaar(databank, "verwerking", f"id <= {aantal}")
    assert keur(databank, bouw.NU).afwijking == Afwijking(None, 1, ZONDER_ZEGEL)

    gemaakt = list(verzegel_alles(databank, bouw.klok))

    assert sum(zegel.aantal for zegel in gemaakt) == alle - aantal
    keuring = keur(databank, bouw.NU)
    assert (keuring.onverzegeld, keuring.afwijking) == (aantal, Afwijking(None, 1, ZONDER_ZEGEL))


def test_what_a_row_refers_to_and_is_not_there_cannot_be_read(databank: Databank) -> None:
    with databank.transactie(bouw.verwerker()) as opslag:
        namen = opslag.aanbieders.namen({bouw.AANBIEDER})
        assert namen.get(bouw.AANBIEDER) is None
        with pytest.raises(Onleesbaar, match="verwijst"):
            namen[bouw.AANBIEDER]
        with pytest.raises(Onleesbaar, match="verwijst"):
            opslag.clienten.per_id(set())[bouw.CLIENT_ID]


def test_a_stored_day_after_which_none_comes_cannot_be_read(databank: Databank) -> None:
    with pytest.raises(Onleesbaar, match="niet te rekenen"), databank.transactie(bouw.verwerker()):
        date.max + timedelta(1)


@pytest.mark.beide
def test_json_of_another_shape_cannot_be_read(databank: Databank, zaak: Zaak) -> None:
    with databank.motor.begin() as verbinding:
        verbinding.execute(update(t.contract).values(inhoud=["kanarie"]))
    with (
        pytest.raises(Onleesbaar, match=r"contract\.inhoud"),
        databank.transactie(bouw.verwerker()) as opslag,
    ):
        opslag.contracten.haal(zaak.contract.id)


@pytest.mark.parametrize("bytes_", [b"", b"\xff", None])
def test_what_is_too_short_to_be_encrypted_cannot_be_read(sleutels: Sleutels, bytes_: bytes | None) -> None:
    kluis = Kluis(sleutels)
    for versleuteld in (bytes_, kluis.actueel + (bytes_ or b"")):
        with pytest.raises(Onleesbaar):
            kluis.ontsleutel(versleuteld, "client.inhoud:1")  # type: ignore[arg-type]
