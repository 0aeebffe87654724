"""What is large is read once, and not at all when the same bytes come again."""

from functools import partial
from typing import Any

import pytest

from app import geheugen
from app.domain.berichtontvangst import Berichtontvangst, Ontvangststatus
from app.domain.partijen import Rol
from app.istandaard import codec, xml
from app.opslag import Databank
from app.processen.keten import deur, ontvangen
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg

pytestmark = pytest.mark.beide

DERDE = "0855"
DECLARATIE = codec.schrijf(een_323())
TEGEN_SCHEMA = DECLARATIE.replace(b">04<", b">xx<")


@pytest.fixture(autouse=True)
def groot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message counts as a large one."""
    monkeypatch.setattr(geheugen, "GROOT", 0)


def lever(databank: Databank, inhoud: bytes, wie: str = ROERMOND) -> Berichtontvangst:
    stap = partial(handel, databank, wie, Rol.ADMINISTRATIE, BEGIN)
    return ontvangen.ontvang(raadpleeg(wie, Rol.ADMINISTRATIE, BEGIN), stap, inhoud)


def verbied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a message whole after this fails."""

    def lees(*_: Any) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(deur, "neem_aan", lees)


@pytest.mark.parametrize(
    "inhoud",
    [
        DECLARATIE,
        codec.schrijf(een_325(terug(prestatie()))),
        TEGEN_SCHEMA,
        DECLARATIE[:-20],
        DECLARATIE.replace(ROERMOND.encode(), DERDE.encode()),
        b"<a/>",
    ],
    ids=["accepted", "an answer", "against its schema", "broken off", "of another", "no message"],
)
def test_the_same_bytes_are_known_without_being_read(
    databank: Databank, monkeypatch: pytest.MonkeyPatch, inhoud: bytes
) -> None:
    eerst = lever(databank, inhoud)
    verbied(monkeypatch)

    assert lever(databank, inhoud) == eerst


def test_who_it_is_not_for_hears_no_more_of_bytes_that_others_know(databank: Databank) -> None:
    onbekend = lever(databank, DECLARATIE, DERDE)
    lever(databank, DECLARATIE)
    lever(databank, TEGEN_SCHEMA)

    for bekend in (lever(databank, DECLARATIE, DERDE), lever(databank, TEGEN_SCHEMA, DERDE)):
        assert (bekend.status, bekend.eigenaar) == (Ontvangststatus.GEWEIGERD, DERDE)
    assert lever(databank, DECLARATIE, DERDE) == onbekend


def test_its_sender_remembers_it_when_its_receiver_brought_it(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    lever(databank, DECLARATIE)
    verbied(monkeypatch)

    with pytest.raises(AssertionError, match="read again"):
        lever(databank, DECLARATIE, AANBIEDER)


def test_what_breaks_its_schema_is_read_once(databank: Databank, monkeypatch: pytest.MonkeyPatch) -> None:
    gelezen = []
    ontleed = xml.ontleed
    monkeypatch.setattr(xml, "ontleed", lambda *hoe: gelezen.append(1) or ontleed(*hoe))

    ontvangst = lever(databank, TEGEN_SCHEMA)

    assert [bevinding.regelnummer for bevinding in ontvangst.bevindingen] != [None]
    assert len(gelezen) == 1
