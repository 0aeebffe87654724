"""Which allocations the next wmo301 holds, and with which RedenWijziging (OP087, OP286, IV099)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.toewijzing.berichtinhoud import InBericht, leverbaar, stel_samen
from app.domain.toewijzing.toewijzing import Berichtkop, Berichtstatus, Oorzaak, Toewijzing
from app.domain.waarden import Periode
from tests.bouw import BEGIN, EIND, VANDAAG, een_bericht, een_toewijzing, kop_van

GOEDGEKEURD, AFGEKEURD = Berichtstatus.GOEDGEKEURD, Berichtstatus.AFGEKEURD
ONDERWEG = [Berichtstatus.KLAAR, Berichtstatus.VERZONDEN]
NA_AFLOOP = EIND + timedelta(days=1)
VERHUISD = BEGIN + timedelta(days=30)


def een_kop(*toewijzingen: Toewijzing, **anders: Any) -> Berichtkop:
    return kop_van(een_bericht(*toewijzingen, **anders))


def tot(toewijzing: Toewijzing, eind: date, oorzaak: Oorzaak) -> Toewijzing:
    """A day later decided to end on this day."""
    nu = toewijzing.actueel
    versie = replace(
        nu,
        volgnummer=nu.volgnummer + 1,
        toegewezen_op=nu.toegewezen_op + timedelta(days=1),
        periode=Periode(BEGIN, eind),
        oorzaak=oorzaak,
    )
    return replace(toewijzing, versies=(*toewijzing.versies, versie))


def verhuisd(toewijzing: Toewijzing) -> Toewijzing:
    return tot(toewijzing, VERHUISD, Oorzaak.VERHUIZING)


def verwijderd(toewijzing: Toewijzing) -> Toewijzing:
    return tot(toewijzing, BEGIN, Oorzaak.VERWIJDERING)


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
    eerste, tweede = een_toewijzing(), een_toewijzing(nummer=2)
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
    assert leverbaar(eerste, [een_kop(eerste, status=status)], BEGIN) is mag
    assert not leverbaar(eerste, [], BEGIN)


@pytest.mark.parametrize(
    ("dag", "mag"),
    [(BEGIN - timedelta(days=1), False), (BEGIN, True), (EIND, True), (NA_AFLOOP, False)],
)
def test_only_the_days_of_the_allocation_are_deliverable(dag: date, mag: bool) -> None:
    eerste = een_toewijzing()
    assert leverbaar(eerste, [een_kop(eerste)], dag) is mag


def test_days_that_were_taken_are_not_deliverable_even_before_it_was_told() -> None:
    eerste = een_toewijzing()
    assert leverbaar(verhuisd(eerste), [een_kop(eerste)], VERHUISD)
    assert not leverbaar(verhuisd(eerste), [een_kop(eerste)], VERHUISD + timedelta(days=1))


def test_days_that_were_added_are_deliverable_once_they_were_told() -> None:
    eerste = een_toewijzing()
    langer = tot(eerste, NA_AFLOOP, Oorzaak.HERBEOORDELING)
    assert not leverbaar(langer, [een_kop(eerste)], NA_AFLOOP)
    assert leverbaar(langer, [een_kop(eerste), een_kop(langer)], NA_AFLOOP)


def test_a_deleted_allocation_is_never_deliverable() -> None:
    eerste = een_toewijzing()
    weg = verwijderd(eerste)
    assert not leverbaar(weg, [een_kop(weg)], BEGIN)
    assert not leverbaar(weg, [een_kop(eerste)], BEGIN)


def test_a_reference_to_a_request_goes_along_only_with_the_change_that_grants_it() -> None:
    eerste = een_toewijzing()
    met = replace(eerste, versies=(replace(eerste.actueel, referentie_aanbieder="V-1"),))
    (nieuw,) = stel_samen((met,), (), VANDAAG)
    (daarna,) = stel_samen((met,), (een_kop(met),), VANDAAG)
    assert (nieuw.gewijzigd, daarna.gewijzigd) == (True, False)
