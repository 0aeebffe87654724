"""What a message about several says of one who is destroyed goes, and nothing else that can be told (W04)."""

from dataclasses import replace

import pytest

from app.istandaard import codec
from app.istandaard.berichten.wmo323 import Client, Wmo323
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.vernietigd import zonder_client
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
