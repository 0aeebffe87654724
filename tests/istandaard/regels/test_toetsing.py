"""However the clients of a declaration are divided, the same is found in it, in the same order."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.keten.geheugen import Geheugen
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.historie import neem_op, vraag_van
from app.istandaard.regels import Kennis, Toetsing, Vandaag, samenhang
from tests.istandaard.regels.bouw import VANDAAG
from tests.istandaard.verkeer import BERICHTEN, begin

KENNIS = Kennis(Vandaag(VANDAAG), gemeentelijst(), None)


def een_jaar() -> Geheugen:
    geheugen = Geheugen()
    for nummer, bericht in enumerate(begin()):
        neem_op(geheugen, nummer, bericht)
    return geheugen


@settings(deadline=None)  # the first reads all rules
@given(st.lists(BERICHTEN["declaratie"], min_size=1, max_size=4), st.data())
def test_a_division_into_parts_changes_no_finding(berichten: list[Any], data: st.DataObject) -> None:
    eerste, bij = berichten[0], een_jaar()
    clienten = tuple(client for bericht in berichten for client in bericht.declaratie.clienten)

    def met(deel: tuple[Any, ...]) -> Any:
        return replace(eerste, declaratie=replace(eerste.declaratie, clienten=deel))

    def dossier(deel: tuple[Any, ...]) -> Any:
        return bij.haal(vraag_van(met(deel), bij.clientsleutel))

    toetsing, over = Toetsing(met(clienten), KENNIS), clienten
    per_deel = list(toetsing.neem_kop(dossier(())))
    while over:
        aantal = data.draw(st.integers(1, len(over)))
        per_deel += toetsing.neem(over[:aantal], dossier(over[:aantal]))
        over = over[aantal:]
    geheel = samenhang(met(clienten), dossier(clienten), KENNIS)
    assert toetsing.rond_af() == geheel
    assert sorted(per_deel, key=repr) == sorted(geheel.bevindingen, key=repr)
