"""A change to the client's detriment carries ground and hearing (W08)."""

from datetime import timedelta

import pytest

from app.domain.besluit.besluit import (
    Herzieningsgrond,
    Nadeel,
    Zienswijzeuitzondering,
)
from app.domain.besluit.grondslag import onderbouwd_nadeel
from tests.bouw import VANDAAG, een_besluit

GROND = Herzieningsgrond.NIET_LANGER_AANGEWEZEN


def test_the_client_was_asked_before_it_is_decided() -> None:
    besluit = een_besluit(nadeel=Nadeel(GROND, gevraagd_op=VANDAAG + timedelta(days=1)))
    (fout,) = onderbouwd_nadeel(besluit, nadelig=True, vandaag=VANDAAG)
    assert (fout.veld, fout.regel) == ("nadeel.gevraagdOp", "W08")


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
    besluit = een_besluit(nadeel=nadeel)
    fouten = list(onderbouwd_nadeel(besluit, nadelig=nadelig, vandaag=VANDAAG))
    assert [fout.veld for fout in fouten] == velden
    assert all(fout.regel == "W08" for fout in fouten)
