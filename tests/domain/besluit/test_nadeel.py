"""A change to the client's detriment carries ground and hearing (W08)."""

import pytest

from app.domain.besluit.besluit import Herzieningsgrond, Nadeel, Zienswijzeuitzondering
from app.domain.besluit.stappen import onderbouwd_nadeel
from tests.bouw import VANDAAG, een_besluit

GROND = Herzieningsgrond.NIET_LANGER_AANGEWEZEN


@pytest.mark.parametrize(
    ("nadeel", "nadelig", "velden"),
    [
        (None, False, []),
        (None, True, ["nadeel"]),
        (Nadeel(GROND), True, ["nadeel.gevraagdOp"]),
        (Nadeel(GROND, gevraagd_op=VANDAAG), True, []),
        (Nadeel(GROND, gevraagd_op=VANDAAG, zienswijze="Ik red het wel."), True, []),
        (Nadeel(GROND, uitzondering=Zienswijzeuitzondering.SPOED), True, []),
        (Nadeel(GROND, VANDAAG, None, Zienswijzeuitzondering.SPOED), True, ["nadeel.gevraagdOp"]),
    ],
)
def test_less_needs_a_ground_and_that_the_client_was_asked_or_why_not(
    nadeel: Nadeel | None, nadelig: bool, velden: list[str]
) -> None:
    fouten = list(onderbouwd_nadeel(een_besluit(nadeel=nadeel), nadelig=nadelig))
    assert [fout.veld for fout in fouten] == velden
    assert all(fout.regel == "W08" for fout in fouten)
