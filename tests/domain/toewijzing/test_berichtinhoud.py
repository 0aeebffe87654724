"""Which allocations the next wmo301 holds, and with which RedenWijziging (OP087, OP286, IV099)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from app.domain.toewijzing.wijzigen import Beeindiging, Verwijdering

from app.domain.toewijzing.berichtinhoud import InBericht, leverbaar, stel_samen
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Oorzaak, Toewijzing
from app.domain.toewijzing.uitvoeren import voer_uit, wijzig
from tests.bouw import (
    BEGIN,
    EIND,
    NU,
    VANDAAG,
    een_bekendgemaakt_besluit,
    een_bericht,
    een_besluitregel,
    een_opvolger,
    kop_van,
    omstandigheden,
)

GOEDGEKEURD, AFGEKEURD = Berichtstatus.GOEDGEKEURD, Berichtstatus.AFGEKEURD
ONDERWEG = [Berichtstatus.KLAAR, Berichtstatus.VERZONDEN]
NA_AFLOOP = EIND + timedelta(days=1)
LATER = omstandigheden(nu=NU + timedelta(days=1))


def een_kop(*toewijzingen: Toewijzing, **anders: Any) -> Berichtkop:
    return kop_van(een_bericht(*toewijzingen, **anders))


def een_toewijzing() -> Toewijzing:
    (toewijzing,) = voer_uit(een_bekendgemaakt_besluit(), None, (), omstandigheden())
    return toewijzing


def verhuisd(toewijzing: Toewijzing) -> Toewijzing:
    return wijzig(toewijzing, Beeindiging(Oorzaak.VERHUIZING, BEGIN + timedelta(days=30)), LATER)


def verwijderd(toewijzing: Toewijzing) -> Toewijzing:
    return wijzig(toewijzing, Verwijdering(), LATER)


def test_a_first_grant_goes_along_without_reden_wijziging() -> None:
    eerste = een_toewijzing()
    assert stel_samen((eerste,), (), VANDAAG) == (InBericht(eerste, True, None),)


def test_what_did_not_change_goes_along_while_it_runs_without_reden_wijziging() -> None:
    eerste = een_toewijzing()
    (keuze,) = stel_samen((eerste,), (een_kop(eerste),), EIND)
    assert (keuze.gewijzigd, keuze.reden_wijziging) == (False, None)


def test_what_ended_and_did_not_change_stays_out() -> None:
    eerste = een_toewijzing()
    assert stel_samen((eerste,), (een_kop(eerste),), NA_AFLOOP) == ()


def test_a_change_goes_along_with_its_reason_also_after_the_end() -> None:
    eerste = een_toewijzing()
    (keuze,) = stel_samen((verhuisd(eerste),), (een_kop(eerste),), NA_AFLOOP)
    assert (keuze.gewijzigd, keuze.reden_wijziging) == (True, "07")


def test_a_change_that_was_approved_has_no_reason_any_more() -> None:
    nu = verhuisd(een_toewijzing())
    (keuze,) = stel_samen((nu,), (een_kop(nu),), VANDAAG)
    assert keuze.reden_wijziging is None


def test_a_change_in_a_rejected_message_is_told_again() -> None:
    eerste = een_toewijzing()
    nu = verhuisd(eerste)
    (keuze,) = stel_samen((nu,), (een_kop(eerste), een_kop(nu, status=AFGEKEURD)), VANDAAG)
    assert keuze.reden_wijziging == "07"


def test_what_was_only_in_rejected_messages_is_still_a_first_grant() -> None:
    eerste = een_toewijzing()
    (keuze,) = stel_samen((verhuisd(eerste),), (een_kop(eerste, status=AFGEKEURD),), VANDAAG)
    assert keuze.reden_wijziging is None


@pytest.mark.parametrize("status", ONDERWEG)
def test_a_change_on_what_is_still_under_way_has_its_reason(status: Berichtstatus) -> None:
    eerste = een_toewijzing()
    (keuze,) = stel_samen((verhuisd(eerste),), (een_kop(eerste, status=status),), VANDAAG)
    assert keuze.reden_wijziging == "07"


def test_a_deleted_allocation_goes_along_once() -> None:
    eerste = een_toewijzing()
    weg = verwijderd(eerste)
    (keuze,) = stel_samen((weg,), (een_kop(eerste),), VANDAAG)
    assert keuze.reden_wijziging == "13"
    assert stel_samen((weg,), (een_kop(eerste), een_kop(weg)), VANDAAG) == ()


def test_a_deleted_allocation_that_never_arrived_is_not_mentioned() -> None:
    eerste = een_toewijzing()
    assert stel_samen((verwijderd(eerste),), (een_kop(eerste, status=AFGEKEURD),), VANDAAG) == ()


def test_the_set_is_full_and_in_the_order_of_the_numbers() -> None:
    toewijzingen = voer_uit(
        een_bekendgemaakt_besluit(een_besluitregel(), een_besluitregel(nummer=2, productcode="01H02")),
        None,
        (),
        omstandigheden(),
    )
    eerste, tweede = toewijzingen
    keuzes = stel_samen((verhuisd(tweede), eerste), (een_kop(eerste, tweede),), VANDAAG)
    assert [(k.toewijzing.nummer, k.reden_wijziging) for k in keuzes] == [(1, None), (2, "07")]


@pytest.mark.parametrize(
    ("status", "mag"),
    [
        (Berichtstatus.KLAAR, False),
        (Berichtstatus.VERZONDEN, True),
        (Berichtstatus.GOEDGEKEURD, True),
        (Berichtstatus.AFGEKEURD, False),
    ],
)
def test_nothing_is_deliverable_without_a_301_that_went_out(status: Berichtstatus, mag: bool) -> None:
    eerste = een_toewijzing()
    assert leverbaar(eerste, [een_kop(eerste, status=status)]) is mag
    assert not leverbaar(eerste, [])


def test_a_change_is_deliverable_only_once_it_was_told() -> None:
    eerste = een_toewijzing()
    assert not leverbaar(verhuisd(eerste), [een_kop(eerste)])


def test_what_moved_to_a_new_decision_unchanged_stays_deliverable() -> None:
    besluit = een_bekendgemaakt_besluit()
    eerste = een_toewijzing()
    opvolger = een_opvolger(een_besluitregel(), ingangsdatum=BEGIN)
    (verhangen,) = voer_uit(opvolger, besluit, (eerste,), omstandigheden(2))
    assert verhangen.actueel.volgnummer == 2
    assert leverbaar(verhangen, [een_kop(eerste)])


def test_a_deleted_allocation_is_never_deliverable() -> None:
    weg = verwijderd(een_toewijzing())
    assert not leverbaar(weg, [een_kop(weg)])


def test_a_reference_to_a_request_goes_along_only_with_the_change_that_grants_it() -> None:
    eerste = een_toewijzing()
    met = replace(eerste, versies=(replace(eerste.actueel, referentie_aanbieder="V-1"),))
    (nieuw,) = stel_samen((met,), (), VANDAAG)
    (daarna,) = stel_samen((met,), (een_kop(met),), VANDAAG)
    assert (nieuw.gewijzigd, daarna.gewijzigd) == (True, False)
