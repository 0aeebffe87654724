"""However the clients of a declaration or its answer are divided, the same is found, in the same order."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.keten.geheugen import Geheugen
from app.istandaard.berichten import wmo323, wmo325
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.declaraties import clienten_van, met_clienten
from app.istandaard.historie import neem_op, vraag_van
from app.istandaard.regels import Kennis, Toetsing, Vandaag, samenhang
from tests.istandaard.regels.bouw import VANDAAG
from tests.istandaard.regels.bouw_declaratie import een_325, terug
from tests.istandaard.verkeer import BERICHTEN, begin

KENNIS = Kennis(Vandaag(VANDAAG), gemeentelijst(), None)


def een_jaar() -> Geheugen:
    geheugen = Geheugen()
    for nummer, bericht in enumerate(begin()):
        neem_op(geheugen, nummer, bericht)
    return geheugen


@settings(deadline=None)  # the first reads all rules
@given(st.lists(BERICHTEN["declaratie"], min_size=1, max_size=4), st.booleans(), st.data())
def test_a_division_into_parts_changes_no_finding(
    berichten: list[Any], antwoord: bool, data: st.DataObject
) -> None:
    bij, alle = een_jaar(), [client for bericht in berichten for client in bericht.declaratie.clienten]
    geheel: Any = met_clienten(berichten[0], alle)
    if antwoord:
        neem_op(bij, "gedeclareerd", data.draw(st.sampled_from(berichten)))
        geheel = een_325(clienten=tuple(map(teruggestuurd, alle)))

    def dossier(deel: Sequence[Any]) -> Any:
        return bij.haal(vraag_van(met_clienten(geheel, deel), bij.clientsleutel))

    toetsing, over = Toetsing(geheel, KENNIS), clienten_van(geheel)
    per_deel = list(toetsing.neem_kop(dossier(())))
    while over:
        aantal = data.draw(st.integers(1, len(over)))
        per_deel += toetsing.neem(over[:aantal], dossier(over[:aantal]))
        over = over[aantal:]
    uitkomst = samenhang(geheel, dossier(clienten_van(geheel)), KENNIS)
    assert toetsing.rond_af() == uitkomst
    assert sorted(per_deel, key=repr) == sorted(uitkomst.bevindingen, key=repr)


def teruggestuurd(client: wmo323.Client) -> wmo325.Client:
    return wmo325.Client(
        bsn=client.bsn, prestaties=tuple(map(terug, client.prestaties)), retour_codes=("0200",)
    )
