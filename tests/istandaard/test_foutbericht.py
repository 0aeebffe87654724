"""An Fo01 of the exchange is read and explained, wherever a message may come."""

from pathlib import Path

import pytest

from app.istandaard import foutbericht
from app.istandaard.codelijsten import codelijst, gemeentelijst
from app.istandaard.controle import controleer
from app.istandaard.keten import Keten
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import Kennis, Vandaag
from app.istandaard.xml import OnbekendBericht, OnleesbaarBericht
from tests.istandaard.regels.bouw import BSN, VANDAAG

KENNIS = Kennis(Vandaag(VANDAAG), gemeentelijst(), None)
NUMMER = "9c0f7b90-5c69-41e5-a837-0800200c9a66"
VOORBEELD = Path(__file__).parents[3] / "shared" / "ggk" / "voorbeeldberichten" / "Fo01.xml"


def een_fo01(
    code: str = "IB014", plek: str = "client", ontvanger: str = "0957", nummer: str = NUMMER, tekst: str = "x"
) -> bytes:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<StUF:Fo01Bericht xmlns:StUF="http://www.egem.nl/StUF/StUF0301">
  <StUF:stuurgegevens>
    <StUF:berichtcode>Fo01</StUF:berichtcode>
    <StUF:zender><StUF:organisatie>IB</StUF:organisatie></StUF:zender>
    <StUF:ontvanger><StUF:organisatie>{ontvanger}</StUF:organisatie></StUF:ontvanger>
    <StUF:crossRefnummer>{nummer}</StUF:crossRefnummer>
  </StUF:stuurgegevens>
  <StUF:body>
    <StUF:code>{code}</StUF:code>
    <StUF:plek>{plek}</StUF:plek>
    <StUF:omschrijving>{tekst}</StUF:omschrijving>
  </StUF:body>
</StUF:Fo01Bericht>
""".encode()


def test_a_check_says_what_was_not_delivered_why_and_what_to_do() -> None:
    controle = controleer(een_fo01(), KENNIS)
    assert (controle.berichtsoort, controle.geldig) == ("Fo01", True)
    assert controle.opmerking is not None
    for deel in (NUMMER, "IB014 (Inhoud voldoet niet aan het schema)", "bij de afzender: verhelp die"):
        assert deel in controle.opmerking


@pytest.mark.parametrize("code", codelijst("Fo01").codes)
def test_every_code_of_the_list_is_explained(code: str) -> None:
    gelezen = foutbericht.lees(een_fo01(code))
    assert gelezen is not None
    assert f"{code} ({codelijst('Fo01').betekenis(code)})" in gelezen.uitleg


def test_a_cause_at_the_other_side_asks_to_send_it_again_unchanged() -> None:
    gelezen = foutbericht.lees(een_fo01(plek="server"))
    assert gelezen is not None
    assert "ongewijzigd opnieuw" in gelezen.uitleg


def test_a_code_that_is_not_on_the_list_is_named_as_such() -> None:
    gelezen = foutbericht.lees(een_fo01("StUF055"))
    assert gelezen is not None
    assert "StUF055, een code die niet op de lijst" in gelezen.uitleg


def test_nothing_that_may_hold_personal_data_is_repeated() -> None:
    gelezen = foutbericht.lees(een_fo01(tekst=f"Bsn {BSN} onbekend", nummer=BSN))
    assert gelezen is not None
    assert BSN not in gelezen.uitleg


def test_in_a_chain_it_is_told_and_the_rest_goes_on() -> None:
    schakel = Keten(KENNIS).neem(een_fo01())
    assert (schakel.berichtsoort, schakel.status, schakel.antwoord) == (
        "Fo01",
        Schakelstatus.NA_TE_GAAN,
        None,
    )
    assert schakel.opmerking is not None
    assert "IB014" in schakel.opmerking


@pytest.mark.parametrize(
    ("inhoud", "fout"),
    [
        (een_fo01(code=""), OnbekendBericht),
        (een_fo01(code="<b>IB014</b>"), OnbekendBericht),
        (een_fo01()[:-10], OnleesbaarBericht),
        (een_fo01().replace(b"StUF0301", b"StUF0204"), OnbekendBericht),
        (een_fo01() + b" " * foutbericht.GROOTSTE, OnbekendBericht),
        (b"<!DOCTYPE a [<!ENTITY x 'Fo01'>]><a>&x;</a>", OnleesbaarBericht),
    ],
    ids=["no code", "an element for a code", "cut off", "another standard", "too large", "entity"],
)
def test_what_only_looks_like_one_is_refused(inhoud: bytes, fout: type[Exception]) -> None:
    with pytest.raises(fout):
        controleer(inhoud, KENNIS)


@pytest.mark.skipif(not VOORBEELD.exists(), reason="the reference data lies beside the project, not in it")
def test_the_example_of_the_exchange_is_read() -> None:
    gelezen = foutbericht.lees(VOORBEELD.read_bytes())
    assert gelezen is not None
    assert (gelezen.ontvanger, gelezen.code, gelezen.bij_afzender) == ("54540051", "IB210", True)
