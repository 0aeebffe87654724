from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.istandaard import codec
from app.istandaard.berichten.wmo301 import Wmo301
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import Controle, controleer, controleer_bestand
from app.istandaard.regels import Kennis, Productlijst, Vandaag
from app.istandaard.regels.register import register
from app.istandaard.xml import BERICHTSOORTEN, MAXIMUM, OnbekendBericht, OnleesbaarBericht
from tests.istandaard.berichten import willekeurig
from tests.istandaard.regels.bouw import VANDAAG, een_301, header, omvang, product, toegewezen_product
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie

VOORBEELDEN = Path(__file__).parents[3] / "shared" / "iwmo-3.2" / "berichten"
VERVALLEN = toegewezen_product(reden_wijziging="01")
MORGEN = header(dagtekening="2026-03-03")


def na_controle(bericht: Wmo301, producten: Productlijst | None = None) -> Controle:
    return controleer(codec.schrijf(bericht), kennis(producten))


def kennis(producten: Productlijst | None = None) -> Kennis:
    return Kennis(vandaag=Vandaag(VANDAAG), gemeenten=gemeentelijst(), productlijst=producten)


def regels(controle: Controle) -> list[str]:
    return [bevinding.regel for bevinding in controle.bevindingen]


def regel_van(bevinding: Bevinding, bestand: bytes) -> str:
    return bestand.decode().splitlines()[(bevinding.regelnummer or 0) - 1].strip()


def test_a_right_message_is_valid_and_named():
    controle = na_controle(een_301())
    assert controle.geldig
    assert controle.berichtsoort == "wmo301"


def test_what_needs_history_or_a_missing_list_is_named_as_not_checked():
    assert na_controle(een_301()).niet_gecontroleerd == ("TR056", "TR332", "TR379", "TR381", "TR385")


def test_with_a_product_list_the_codes_are_checked():
    controle = na_controle(een_301(), Productlijst(frozenset({("07", "02A03")})))
    assert regels(controle) == ["TR381"]
    assert "TR381" not in controle.niet_gecontroleerd


def test_only_the_first_level_with_faults_is_reported():
    assert regels(na_controle(een_301(VERVALLEN, kop=MORGEN))) == ["CS336"]
    assert regels(na_controle(een_301(kop=MORGEN))) == ["TR135"]


def test_a_fault_against_the_schema_comes_before_all_rules():
    zonder_bsn = codec.schrijf(een_301(VERVALLEN)).replace(b"999900006", b"12345678X")
    controle = controleer(zonder_bsn, kennis())
    assert regels(controle) == ["XSD"]
    assert controle.berichtsoort == "wmo301"
    assert "TR332" in controle.niet_gecontroleerd


def test_a_finding_points_at_the_element_and_its_line():
    eerste = toegewezen_product(1)
    tweede = replace(VERVALLEN, toewijzing_nummer=eerste.toewijzing_nummer, product=product("07", "07A01"))
    bestand = codec.schrijf(een_301(eerste, tweede))
    dubbel, vervallen = controleer(bestand, kennis()).bevindingen
    assert (dubbel.regel, vervallen.regel) == ("TR101", "CS336")
    assert vervallen.pad == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/RedenWijziging"
    assert regel_van(vervallen, bestand) == "<wmo301:RedenWijziging>01</wmo301:RedenWijziging>"


def test_what_is_absent_is_missed_where_it_should_have_been():
    bestand = codec.schrijf(een_301(toegewezen_product(einddatum=None)))
    (bevinding,) = controleer(bestand, kennis()).bevindingen
    assert bevinding.regel == "CD076"
    assert regel_van(bevinding, bestand) == "<wmo301:ToegewezenProduct>"


def test_a_declaration_points_at_the_element_as_well_unless_it_is_too_large_to_look_again():
    declaratie = codec.schrijf(een_323(prestatie(eenheid="83", tarief=None, cents=5)))
    (bevinding,) = controleer_bestand(BytesIO(declaratie), kennis()).bevindingen
    assert regel_van(bevinding, declaratie) == "<iwmo:Bedrag>5</iwmo:Bedrag>"
    groot = declaratie + b" " * MAXIMUM
    (bevinding,) = controleer_bestand(BytesIO(groot), kennis()).bevindingen
    assert regel_van(bevinding, declaratie) == "<wmo323:Prestatie>"


def test_values_that_the_schema_admits_and_python_does_not_crash_nothing():
    vreemd = toegewezen_product(ingangsdatum="12025-01-01", einddatum=None, omvang=omvang(frequentie="4"))
    assert regels(na_controle(een_301(vreemd))) == ["TR378"]


@settings(max_examples=60, deadline=None)
@given(zaad=st.integers(0, 2**48), soort=st.sampled_from((*BERICHTSOORTEN, "wmo323", "wmo323")))
def test_a_file_is_checked_as_its_bytes_are(zaad: int, soort: str):
    bestand = codec.schrijf(willekeurig(soort, Random(zaad)))
    assert controleer_bestand(BytesIO(bestand), kennis()) == controleer(bestand, kennis())
    fout = bestand.replace(b"Afzender", b"Afzendster")
    assert controleer_bestand(BytesIO(fout), kennis()) == controleer(fout, kennis())


def test_a_file_that_is_too_large_is_refused_unless_it_is_a_declaration():
    with pytest.raises(OnleesbaarBericht, match="te groot"):
        controleer_bestand(BytesIO(codec.schrijf(een_301()) + b" " * MAXIMUM), kennis())
    declaratie = codec.schrijf(willekeurig("wmo323", Random(0)))
    assert controleer_bestand(BytesIO(declaratie + b" " * MAXIMUM), kennis()).berichtsoort == "wmo323"


@pytest.mark.parametrize(
    ("inhoud", "fout"), [(b"", OnleesbaarBericht), (b"<a>", OnleesbaarBericht), (b"<a/>", OnbekendBericht)]
)
def test_what_is_no_message_is_refused(inhoud, fout):
    with pytest.raises(fout):
        controleer(inhoud, kennis())


@pytest.mark.skipif(not VOORBEELDEN.exists(), reason="the samples lie beside the project, not in it")
@pytest.mark.parametrize("bestand", sorted(VOORBEELDEN.glob("*.xml")), ids=lambda bestand: bestand.stem)
def test_every_sample_is_recognised_and_says_what_was_not_checked(bestand):
    controle = controleer(bestand.read_bytes(), kennis())
    assert controle.berichtsoort == bestand.stem
    # That sample asks for a new product from the Dagtekening on; the rule wants a later day.
    assert regels(controle) == (["TR380"] if bestand.stem == "wmo317" else [])
    # A message is sent once: that takes the earlier ones. Nothing of the kind is asked of a return message.
    eenmalig = next(regel for regel in register() if regel.code == "TR056")
    assert ("TR056" in controle.niet_gecontroleerd) is (bestand.stem in eenmalig.berichten)
