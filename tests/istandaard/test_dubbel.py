"""A month that is granted anew, while the credit that took it back is refused after all, counts twice."""

from typing import Any

import pytest

from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.keten import Keten
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import Kennis, Vandaag
from tests.istandaard.regels.bouw import VANDAAG, een_301
from tests.istandaard.retouren import AF, ANDERS_DEELS, DEELS, retour
from tests.istandaard.verkeer import declaratie, onder, toewijzing

TOEGEWEZEN = onder(een_301(*(toewijzing(n, "2026-12-31", "2026-02-27", None, None) for n in (1, 2))), "T0")
CREDIT_1, CREDIT_2 = ("C1", 1, "P1"), ("C2", 2, "P2")


def declareer(identificatie: str, *regels: tuple[str, int, str | None]) -> Any:
    return codec.lees(codec.schrijf(onder(declaratie([*regels], identificatie, "01"), identificatie)))


EERSTE = declareer("D1", ("P1", 1, None), ("P2", 2, None))


@pytest.mark.parametrize(
    ("declaraties", "op", "wat", "dubbel"),
    [
        ([declareer("D2", CREDIT_1, ("P5", 1, None))], 0, DEELS, "P5"),
        ([declareer("D2", CREDIT_1, ("P5", 1, None))], 0, ANDERS_DEELS, None),
        ([declareer("D2", CREDIT_1, ("P5", 1, None))], 0, AF, None),
        ([declareer("D2", CREDIT_1)], 0, DEELS, None),
        ([declareer("D2", CREDIT_1, CREDIT_2), declareer("D3", ("P5", 1, None))], 0, DEELS, "P5"),
        ([declareer("D2", CREDIT_1, CREDIT_2), declareer("D3", ("P6", 2, None))], 0, DEELS, None),
        ([declareer("D2", CREDIT_1), declareer("D3", ("P5", 1, None))], 0, AF, "P5"),
        ([declareer("D2", CREDIT_1, ("P5", 1, None)), declareer("D3", ("C5", 1, "P5"))], 1, AF, None),
    ],
)
def test_a_return_that_refuses_a_credit_says_what_counts_twice(
    declaraties: list[Any], op: int, wat: str, dubbel: str | None
) -> None:
    keten = Keten(Kennis(Vandaag(VANDAAG), gemeentelijst(), None))
    for bericht in (TOEGEWEZEN, EERSTE, *declaraties):
        assert keten.neem(codec.schrijf(bericht)).status is Schakelstatus.GOEDGEKEURD
    opmerking = keten.neem(retour(declaraties[op], wat, "R1")).opmerking or ""
    assert ("dubbel" in opmerking) is (dubbel is not None)
    if dubbel is not None:
        assert f"De ontvanger zou een regel weigeren van samen € 300,00: {dubbel} (TR389)." in opmerking
