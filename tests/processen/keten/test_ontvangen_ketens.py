"""What a chain in memory judges is judged alike where it comes in, with its history in the database."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from app.domain.partijen import Rol
from app.domain.plan.ondersteuningsplan import Productkeuze
from app.domain.waarden import AgbCode, Eenheid, Gemeentecode, Periode
from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender
from app.opslag import Databank
from app.processen.keten import ontvangen
from tests.bouw import een_aanbieder, een_contract, een_product, verwerker
from tests.istandaard.regels.bouw import AANBIEDER, ROERMOND
from tests.istandaard.test_keten_regels import (
    ANDERE_AANBIEDER,
    ANDERE_GEMEENTE,
    BREEKT,
    NET_NIET,
    berichten,
    gevallen,
)
from tests.processen.keten.uitwisseling import BEGIN
from tests.processen.verloop import handel, raadpleeg

OP_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.duurproef)
"""The exchange of two installations and the tests of storage run there each time; these 432 chains do not."""

pytestmark = [
    pytest.mark.alles,
    pytest.mark.usefixtures("wijze"),
    pytest.mark.parametrize("databank_url", ["sqlite", OP_POSTGRESQL], indirect=True),
]

PRODUCTEN = (Productkeuze("02", "02A03"), Productkeuze("02", "02A04"), Productkeuze("01", "01A03"))
WEET_ALLEEN_DE_GEMEENTE = {"TR381"}
"""What needs her list of products."""
PRIJZEN = ((Eenheid.UUR, 7500), (Eenheid.STUKS_OUTPUT, 9000))


def leg_inkoop_vast(databank: Databank) -> None:
    """What the receivers of the chains know of each other, of products and of prices."""
    for gemeente in map(Gemeentecode, (ROERMOND, ANDERE_GEMEENTE)):
        with databank.transactie(verwerker(gemeente)) as opslag:
            for agb in map(AgbCode, (AANBIEDER, ANDERE_AANBIEDER)):
                opslag.aanbieders.bewaar(een_aanbieder(gemeente=gemeente, agb=agb))
    with databank.transactie(verwerker(Gemeentecode(ROERMOND))) as opslag:
        for keuze in PRODUCTEN:
            opslag.producten.bewaar(een_product(keuze))
            for eenheid, tarief in PRIJZEN:
                van = {"aanbieder": AgbCode(AANBIEDER), "periode": Periode(date(2026, 1, 1))}
                contract = een_contract(keuze, id=uuid4(), eenheid=eenheid, tarief=tarief, **van)
                opslag.contracten.bewaar(contract)


@pytest.fixture(autouse=True)
def inkoop(databank: Databank) -> None:
    leg_inkoop_vast(databank)


@pytest.mark.parametrize(("regel", "keten"), [*gevallen(BREEKT), *gevallen(NET_NIET)])
def test_it_breaks_the_same_rules(databank: Databank, regel: str, keten: tuple[Any, ...]) -> None:
    gevonden, verwacht = [], []
    for bericht, regels in berichten(*keten):
        ontvanger, afzender = ontvanger_en_afzender(bericht)
        stap = partial(handel, databank, afzender, Rol.ADMINISTRATIE, BEGIN)
        raadpleging = raadpleeg(afzender, Rol.ADMINISTRATIE, BEGIN)
        ontvangst = ontvangen.ontvang(raadpleging, stap, codec.schrijf(bericht))
        gevonden.append(tuple(sorted({b.regel for b in ontvangst.bevindingen})))
        weet_niet = WEET_ALLEEN_DE_GEMEENTE if ontvanger == AANBIEDER else ()
        verwacht.append(tuple(regel for regel in regels if regel not in weet_niet))
    assert gevonden == verwacht
