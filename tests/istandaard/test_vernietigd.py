"""What a message about several says of one who is destroyed goes, and nothing else that can be told (W04)."""

from dataclasses import replace

import pytest

from app.domain.berichtontvangst import Berichtbevinding, Berichtontvangst
from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client, Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.vernietigd import OORDEEL_WEG, zonder_client, zonder_personen
from tests.bouw import een_ontvangst
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie
from tests.istandaard.retouren import DEELS, retour

EEN, ANDER = "999900018", "999900006"


def declaratie(nummer: str = "D1", referentie: str = "P2") -> Wmo323:
    """About two, with a line of each."""
    eerste = Client(bsn=EEN, prestaties=(prestatie("P1"),))
    tweede = Client(bsn=ANDER, prestaties=(prestatie(referentie),))
    gemaakt = een_323(clienten=(eerste, tweede))
    return replace(gemaakt, declaratie=replace(gemaakt.declaratie, declaratie_nummer=nummer))


def test_what_is_left_of_an_answer_follows_the_schema() -> None:
    over = zonder_client(retour(codec.lees(codec.schrijf(declaratie())), DEELS, "R1"), EEN)
    assert over is not None
    gelezen = codec.lees(over)
    assert isinstance(gelezen, Wmo325)
    assert gelezen.declaratie_antwoord is not None
    assert gelezen.declaratie_antwoord.clienten == ()


@pytest.mark.parametrize("gemaakt", [declaratie(nummer=EEN), declaratie(referentie=EEN)])
def test_the_same_digits_as_a_number_name_nobody(gemaakt: Wmo323) -> None:
    over = zonder_client(codec.schrijf(gemaakt), EEN)
    assert over is not None
    gelezen = codec.lees(over)
    assert isinstance(gelezen, Wmo323)
    assert [client.bsn for client in gelezen.declaratie.clienten] == [ANDER]


@pytest.mark.parametrize(
    "inhoud",
    [
        f"<Bericht>{EEN} {ANDER}",
        f"<Client><Bsn>{EEN}</Bsn></Client>",
        f"<Lijst><Identificatie>{EEN}</Identificatie><Identificatie>{ANDER}</Identificatie></Lijst>",
        f'<Lijst><Client bsn="{EEN}"/><Client bsn="{ANDER}"/></Lijst>',
    ],
)
def test_of_what_cannot_be_told_nothing_stays(inhoud: str) -> None:
    assert zonder_client(inhoud.encode(), EEN) is None


BIJ_EEN = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ToewijzingNummer"
BIJ_ANDER = "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/Eenheid"
IN_KOP = "/Bericht/Header"
ZOU_WEIGEREN = "De ontvanger zou 2 regels weigeren van samen € 600,00: P1 (TR338), P2 (TR324)."


def beoordeeld(*paden: str) -> Berichtontvangst:
    """A declaration about two, with findings at these places, which its receiver would have refused for."""
    bevindingen = tuple(Berichtbevinding("TR338", "0001", "Prestatie", pad, 99, "Fout.") for pad in paden)
    return een_ontvangst(
        xml=codec.schrijf(declaratie()),
        bsns=(EEN, ANDER),
        bevindingen=bevindingen,
        eigen_oordeel=ZOU_WEIGEREN,
    )


def test_what_was_found_with_the_others_stays_at_the_place_that_it_has_now() -> None:
    over = zonder_personen(beoordeeld(IN_KOP, BIJ_EEN, BIJ_ANDER), {EEN})
    assert over is not None
    kop, ander = over.bevindingen
    assert (kop.pad, ander.pad) == (IN_KOP, BIJ_ANDER.replace("Client[2]", "Client[1]"))
    assert "Eenheid" in over.xml.decode().splitlines()[(ander.regelnummer or 0) - 1]
    assert over.eigen_oordeel == OORDEEL_WEG


def test_what_its_receiver_would_refuse_of_nobody_else_goes_with_that_person() -> None:
    over = zonder_personen(beoordeeld(BIJ_EEN), {EEN})
    assert over is not None
    assert (over.bevindingen, over.eigen_oordeel) == ((), None)


def test_what_it_would_refuse_of_the_others_stays_as_it_was_said() -> None:
    over = zonder_personen(beoordeeld(BIJ_EEN), {ANDER})
    assert over is not None
    assert (over.bevindingen[0].pad, over.eigen_oordeel) == (BIJ_EEN, ZOU_WEIGEREN)
