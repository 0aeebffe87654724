import io
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client, Wmo323
from app.istandaard.controle import Controle, controleer, controleer_stroom
from benchmarks.groot import meet, schrijf_declaratie
from tests.istandaard.regels.bouw import BSN, kennis
from tests.istandaard.regels.bouw_declaratie import ANDER, een_323, prestatie, tarieven, totaal

MAANDEN = [("2026-02-01", "2026-02-28"), ("2026-01-01", "2026-01-31"), ("2026-01-31", "2026-02-01")]
VREEMD = [("2026-03-01", "2026-03-31"), ("2020-12-01", "2020-12-31"), ("12025-01-01", "12025-01-31")]

REGELS = st.builds(
    prestatie,
    st.sampled_from(["P1", "P2", "P3"]),
    st.sampled_from([None, None, "P0", "P1"]),
    toewijzing=st.integers(1, 2),
    categorie=st.sampled_from(["02", "07"]),
    periode=st.sampled_from(MAANDEN + VREEMD),
    eenheid=st.sampled_from(["04", "83"]),
    volume=st.integers(0, 2),
    tarief=st.sampled_from([None, 7500]),
    cents=st.sampled_from([0, 1, 7500]),
)
CLIENTEN = st.lists(
    st.builds(
        Client,
        bsn=st.sampled_from([BSN, ANDER, "123456789"]),
        prestaties=st.lists(REGELS, min_size=1, max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=3,
)
ALLES = replace(kennis(), tarievenlijst=tarieven())
"""All knowledge that there can be without history."""


def in_stroom(inhoud: bytes) -> Controle:
    return controleer_stroom(io.BytesIO(inhoud), ALLES)


@settings(max_examples=60, deadline=None)
@given(
    clienten=CLIENTEN,
    totaal=st.sampled_from([None, totaal(0), totaal(-7500)]),
    dagtekening=st.sampled_from(["2026-03-02", "2026-01-31", "2031-03-01", "12025-01-01"]),
    periode=st.sampled_from(MAANDEN + VREEMD),
)
def test_a_declaration_in_a_stream_gives_what_it_gives_as_a_whole(clienten, **velden):
    inhoud = codec.schrijf(een_323(clienten=tuple(clienten), **velden))
    assert in_stroom(inhoud) == controleer(inhoud, ALLES)


def test_every_level_is_reached_in_a_stream():
    def regels(bericht: Wmo323, fout: bytes = b">04<") -> list[str]:
        inhoud = codec.schrijf(bericht).replace(b">04<", fout)
        return [bevinding.regel for bevinding in in_stroom(inhoud).bevindingen]

    assert regels(een_323()) == []
    assert regels(een_323(), b">05<") == ["XSD"]
    assert regels(een_323(prestatie("P1"), prestatie("P1", toewijzing=2))) == ["TR101"]
    assert regels(een_323(prestatie(cents=1))) == ["TR346"]


@pytest.mark.alles
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_a_declaration_of_100_000_lines_is_checked_within_200_mb(tmp_path):
    bestand = tmp_path / "wmo323.xml"
    schrijf_declaratie(bestand, 100_000)
    _, megabytes = meet("lezen, regels", bestand)
    assert megabytes < 200
