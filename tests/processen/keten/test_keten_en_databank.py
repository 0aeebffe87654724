"""The same bytes in the same order get the same verdicts in memory and in the database."""

from datetime import timedelta
from typing import Any

import pytest

from app.istandaard import codec
from app.istandaard.historie import ontvanger_en_afzender
from app.istandaard.keten import Keten
from app.istandaard.regels import berichtsoort
from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.opslag import Databank
from app.processen.naslaan import openbare_kennis
from tests.istandaard.regels.bouw import VANDAAG
from tests.istandaard.retouren import AF, DEELS, GOED, retour
from tests.processen.keten.test_antwoord_vooraf import sluit_aan
from tests.processen.keten.test_tegenspraak import lever, staat
from tests.processen.keten.uitwisseling import BEGIN

VOORAF = {
    "wmo305": [[AF], [GOED, AF], [AF, GOED]],
    "wmo323": [[AF], [DEELS], [GOED, DEELS]],
}


@pytest.mark.parametrize(("soort", "zeggen"), [(s, z) for s, alle in VOORAF.items() for z in alle])
def test_a_return_before_its_message_counts_alike(databank: Databank, soort: str, zeggen: list[str]) -> None:
    sluit_aan(databank)
    inhouden = [inhoud for _, inhoud in bestanden(jaar()).values()]
    plek = next(n for n, inhoud in enumerate(inhouden) if berichtsoort(codec.lees(inhoud)) == soort)
    vooraf = [retour(codec.lees(inhouden[plek]), wat, f"R{n}") for n, wat in enumerate(zeggen)]
    keten = Keten(openbare_kennis(VANDAAG))
    geleverd = []
    for n, inhoud in enumerate([*inhouden[:plek], *vooraf, *inhouden[plek : plek + 2]]):
        bericht: Any = codec.lees(inhoud)
        in_keten = keten.neem(inhoud)
        nu = BEGIN + timedelta(seconds=n)
        in_databank = lever(databank, ontvanger_en_afzender(bericht)[1], inhoud, nu)
        assert in_keten.status.value == in_databank.status.value
        geleverd.append(in_databank)
    for ontvangst in geleverd:
        if ontvangst.xml in vooraf:
            daarna = staat(databank, ontvangst.eigenaar, ontvangst)
            assert keten.neem(ontvangst.xml).status.value == daarna.status.value
