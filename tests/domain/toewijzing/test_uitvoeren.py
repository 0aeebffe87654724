"""A decision carried out: what happens to each allocation, and that the whole equals the decision."""

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from app.domain.toewijzing.wijzigen import Beeindiging, Vervanging, Verwijdering
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort
from app.domain.fouten import VoorwaardeNietVervuld
from app.domain.toewijzing.gelijkheid import (
    ALLEEN_IN_BESLUIT,
    VERGELEKEN,
    Toegewezen,
    ongelijke_velden,
    ongelijkheden,
    toegewezen,
)
from app.domain.toewijzing.toewijzing import Afspraak, Oorzaak, Toewijzing
from app.domain.toewijzing.uitvoeren import vereis_gelijk, voer_uit, wijzig
from app.domain.waarden import AgbCode, Eenheid, Frequentie, Omvang, Periode
from tests.bouw import (
    BEGIN,
    BESLUIT_ID,
    EIND,
    NIEUW_BESLUIT_ID,
    VANDAAG,
    een_bekendgemaakt_besluit,
    een_besluitregel,
    een_opvolger,
    een_pgb_regel,
    omstandigheden,
)

ANDERE_AANBIEDER = AgbCode("41410002")
ZOMER = date(2026, 7, 1)
DRIE_UUR = Omvang(3, Eenheid.UUR, Frequentie.PER_WEEK)


def eerste_uitvoering(*regels: Besluitregel) -> tuple[Besluit, tuple[Toewijzing, ...]]:
    besluit = een_bekendgemaakt_besluit(*regels)
    return besluit, voer_uit(besluit, None, (), omstandigheden())


def standen(toewijzingen: tuple[Toewijzing, ...]) -> list[tuple[int, date, date | None, str | None]]:
    """Number, period and RedenWijziging of each."""
    return [
        (t.nummer, t.actueel.periode.begin, t.actueel.periode.eind, t.actueel.reden_wijziging)
        for t in toewijzingen
    ]


def test_each_line_in_natura_becomes_one_allocation_without_reden_wijziging() -> None:
    _, toewijzingen = eerste_uitvoering(
        een_besluitregel(), een_besluitregel(nummer=2, aanbieder=ANDERE_AANBIEDER, productcode="01H02")
    )
    assert standen(toewijzingen) == [(1, BEGIN, EIND, None), (2, BEGIN, EIND, None)]
    assert [t.aanbieder for t in toewijzingen] == ["41410001", "41410002"]


def test_a_personal_budget_becomes_no_allocation() -> None:
    _, toewijzingen = eerste_uitvoering(een_pgb_regel())
    assert toewijzingen == ()


def test_a_later_end_extends_under_the_same_number_and_rests_on_the_new_decision() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    later = date(2027, 6, 30)
    opvolger = een_opvolger(een_besluitregel(periode=Periode(ZOMER, later)), ingangsdatum=ZOMER)
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, later, "04")]
    assert uit[0].actueel.besluit_id == NIEUW_BESLUIT_ID


def test_a_line_that_stays_the_same_moves_to_the_new_decision_without_a_change() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    opvolger = een_opvolger(een_besluitregel(), ingangsdatum=BEGIN)
    (uit,) = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert uit.actueel.besluit_id == NIEUW_BESLUIT_ID
    assert uit.actueel.toegewezen_op == toewijzingen[0].actueel.toegewezen_op
    assert uit.actueel.reden_wijziging is None


def test_another_extent_ends_the_old_number_and_makes_a_new_one() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    opvolger = een_opvolger(
        een_besluitregel(omvang=DRIE_UUR, periode=Periode(ZOMER, EIND)), ingangsdatum=ZOMER
    )
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "05"), (2, ZOMER, EIND, None)]
    assert [t.actueel.besluit_id for t in uit] == [BESLUIT_ID, NIEUW_BESLUIT_ID]


def test_another_product_for_the_same_resultaatgebied_takes_its_place() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    opvolger = een_opvolger(
        een_besluitregel(productcode="01H02", periode=Periode(ZOMER, EIND)), ingangsdatum=ZOMER
    )
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "05"), (2, ZOMER, EIND, None)]


def test_another_provider_ends_the_old_allocation_with_09() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    opvolger = een_opvolger(
        een_besluitregel(aanbieder=ANDERE_AANBIEDER, periode=Periode(ZOMER, EIND)), ingangsdatum=ZOMER
    )
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "09"), (2, ZOMER, EIND, None)]


def test_a_personal_budget_ends_the_running_allocation_the_day_before_with_08() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    opvolger = een_opvolger(een_pgb_regel(periode=Periode(ZOMER, EIND)), ingangsdatum=ZOMER)
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "08")]


def test_a_personal_budget_of_an_unrelated_decision_ends_the_same_product_too() -> None:
    _, toewijzingen = eerste_uitvoering()
    ander = een_bekendgemaakt_besluit(een_pgb_regel(periode=Periode(ZOMER, EIND)), id=NIEUW_BESLUIT_ID)
    uit = voer_uit(ander, None, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "08")]


def test_an_unrelated_decision_leaves_other_allocations_alone() -> None:
    _, toewijzingen = eerste_uitvoering()
    ander = een_bekendgemaakt_besluit(een_besluitregel(productcode="01H02"), id=NIEUW_BESLUIT_ID)
    uit = voer_uit(ander, None, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(2, BEGIN, EIND, None)]


def test_a_decision_without_lines_ends_everything_the_day_before_it_begins() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    uit = voer_uit(een_opvolger(ingangsdatum=ZOMER), besluit, toewijzingen, omstandigheden(2))
    assert standen(uit) == [(1, BEGIN, date(2026, 6, 30), "05")]


def test_a_repair_of_a_mistake_carries_14() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    herstel = een_opvolger(
        een_besluitregel(periode=Periode(BEGIN, ZOMER)), ingangsdatum=BEGIN, soort=Besluitsoort.HERSTEL
    )
    assert standen(voer_uit(herstel, besluit, toewijzingen, omstandigheden(2))) == [(1, BEGIN, ZOMER, "14")]


def test_a_cause_outside_the_decision_gives_its_own_reason() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    korter = een_opvolger(een_besluitregel(periode=Periode(BEGIN, ZOMER)), ingangsdatum=BEGIN)
    uit = voer_uit(korter, besluit, toewijzingen, omstandigheden(2), Oorzaak.VERZOEK_AANBIEDER)
    assert standen(uit) == [(1, BEGIN, ZOMER, "12")]


def test_an_extension_past_the_old_end_is_covered_by_two_allocations_together() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    later = een_opvolger(een_besluitregel(periode=Periode(BEGIN, date(2027, 12, 31))), ingangsdatum=BEGIN)
    na_het_einde = EIND + timedelta(days=10)
    uit = voer_uit(later, besluit, toewijzingen, omstandigheden(2, vandaag=na_het_einde))
    assert standen(uit) == [
        (1, BEGIN, EIND, None),
        (2, EIND + timedelta(days=1), date(2027, 12, 31), None),
    ]


def test_of_allocations_that_follow_on_one_another_the_last_one_is_extended() -> None:
    besluit, toewijzingen = eerste_uitvoering()
    na_het_einde = omstandigheden(2, vandaag=EIND + timedelta(days=10))
    langer = een_opvolger(een_besluitregel(periode=Periode(BEGIN, date(2027, 12, 31))), ingangsdatum=BEGIN)
    twee = voer_uit(langer, besluit, toewijzingen, na_het_einde)
    nog_langer = een_opvolger(
        een_besluitregel(periode=Periode(date(2027, 7, 1), date(2028, 6, 30))),
        ingangsdatum=date(2027, 7, 1),
        id=UUID(int=77),
        wijzigt=NIEUW_BESLUIT_ID,
    )
    uit = voer_uit(nog_langer, langer, twee, na_het_einde)
    assert standen(uit) == [(2, EIND + timedelta(days=1), date(2028, 6, 30), "04")]


def test_a_change_of_one_allocation_gets_a_new_moment_and_keeps_its_agreement() -> None:
    _, (toewijzing,) = eerste_uitvoering()
    afspraak = Afspraak(VANDAAG, "teamleider", "Akkoord met de einddatum.")
    straks = omstandigheden(nu=toewijzing.actueel.toegewezen_op + timedelta(days=1), afspraak=afspraak)
    gewijzigd = wijzig(toewijzing, Beeindiging(Oorzaak.VERHUIZING, ZOMER), straks)
    assert gewijzigd.actueel.toegewezen_op == straks.nu
    assert gewijzigd.actueel.afspraak == afspraak
    assert gewijzigd.versies[0] == toewijzing.actueel


def test_a_change_that_changes_nothing_is_refused() -> None:
    _, (toewijzing,) = eerste_uitvoering()
    with pytest.raises(VoorwaardeNietVervuld):
        wijzig(toewijzing, Beeindiging(Oorzaak.VERHUIZING, EIND + timedelta(days=1)), omstandigheden())


def test_a_missing_allocation_is_unequal_to_the_decision() -> None:
    besluit, toewijzingen = eerste_uitvoering(
        een_besluitregel(), een_besluitregel(nummer=2, aanbieder=ANDERE_AANBIEDER)
    )
    assert not ongelijkheden(besluit, toewijzingen)
    assert [(o.regel, o.veld) for o in ongelijkheden(besluit, toewijzingen[:1])] == [(2, "toewijzing")]


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"aanbieder": ANDERE_AANBIEDER}, "aanbieder"),
        ({"categorie": "02"}, "categorie"),
        ({"productcode": "01H02"}, "productcode"),
        ({"periode": Periode(BEGIN, ZOMER)}, "eind"),
        ({"periode": Periode(ZOMER, EIND)}, "begin"),
        ({"omvang": DRIE_UUR}, "omvang"),
        ({"budget": 5}, "budget"),
    ],
)
def test_an_allocation_that_differs_in_one_field_is_unequal_in_that_field(
    anders: dict[str, object], veld: str
) -> None:
    _, toewijzingen = eerste_uitvoering()
    besluit = een_bekendgemaakt_besluit(een_besluitregel(**anders))
    assert [o.veld for o in ongelijkheden(besluit, toewijzingen)] == [veld]


def test_an_end_by_a_recorded_fact_stays_equal_and_any_other_end_does_not() -> None:
    besluit, (toewijzing,) = eerste_uitvoering()
    verhuisd = wijzig(toewijzing, Beeindiging(Oorzaak.VERHUIZING, ZOMER), omstandigheden())
    assert not ongelijkheden(besluit, [verhuisd])
    zonder_feit = replace(verhuisd.actueel, oorzaak=Oorzaak.CORRECTIE)
    assert ongelijkheden(besluit, [replace(verhuisd, versies=(zonder_feit,))])


def test_a_deleted_allocation_no_longer_stands_for_its_line() -> None:
    besluit, (toewijzing,) = eerste_uitvoering()
    verwijderd = wijzig(toewijzing, Verwijdering(), omstandigheden())
    assert [o.veld for o in ongelijkheden(besluit, [verwijderd])] == ["toewijzing"]


def test_every_field_of_a_decision_line_is_compared_or_said_why_not() -> None:
    vergeleken = {naam for naam, _ in VERGELEKEN.values()}
    assert vergeleken | ALLEEN_IN_BESLUIT.keys() == {veld.name for veld in fields(Besluitregel)}
    assert not vergeleken & ALLEEN_IN_BESLUIT.keys()


regels = st.builds(
    lambda begin, dagen, uren, code, aanbieder: een_besluitregel(
        periode=Periode(begin, begin + timedelta(days=dagen)),
        omvang=Omvang(uren, Eenheid.UUR, Frequentie.PER_WEEK),
        productcode=code,
        aanbieder=aanbieder,
    ),
    st.dates(VANDAAG + timedelta(days=1), date(2027, 6, 1)),
    st.integers(0, 400),
    st.integers(1, 3),
    st.sampled_from(["01H01", "01H02"]),
    st.sampled_from([AgbCode("41410001"), ANDERE_AANBIEDER]),
)


@settings(max_examples=150, deadline=None)
@given(oud=regels, nieuw=regels)
def test_whatever_takes_the_place_of_a_decision_its_allocations_equal_it(
    oud: Besluitregel, nieuw: Besluitregel
) -> None:
    besluit, toewijzingen = eerste_uitvoering(oud)
    opvolger = een_opvolger(nieuw, ingangsdatum=nieuw.periode.begin)
    uit = voer_uit(opvolger, besluit, toewijzingen, omstandigheden(2))
    assert not ongelijkheden(opvolger, uit)
    lopend = {t.nummer: t for t in (*toewijzingen, *uit)}.values()
    perioden = [toegewezen(t).periode for t in lopend if not t.verwijderd]
    assert not any(a.overlapt(b) for i, a in enumerate(perioden) for b in perioden[:i])


def test_equal_grants_differ_in_no_field() -> None:
    een = Toegewezen(AgbCode("41410001"), "01", "01H01", Periode(BEGIN, EIND), DRIE_UUR, None)
    assert ongelijke_velden(een, een) == ()


def test_what_takes_a_new_number_is_for_a_decision() -> None:
    _, (toewijzing,) = eerste_uitvoering()
    ander = Vervanging(
        Oorzaak.CORRECTIE, replace(toegewezen(toewijzing), periode=Periode(ZOMER, EIND), omvang=DRIE_UUR)
    )

    with pytest.raises(VoorwaardeNietVervuld, match="nieuw toewijzingsnummer"):
        wijzig(toewijzing, ander, omstandigheden())


def test_allocations_that_do_not_equal_the_decision_are_refused_by_line_and_field() -> None:
    besluit, _ = eerste_uitvoering(een_besluitregel(), een_besluitregel(nummer=2, productcode="01H02"))

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        vereis_gelijk(besluit, ())
    assert [v.veld for v in fout.value.velden] == [f"besluit.regels[{i}].toewijzing" for i in (0, 1)]


def test_of_allocations_that_together_carry_a_line_each_begins_the_day_after_the_other() -> None:
    besluit, (eerste,) = eerste_uitvoering()
    vanaf = replace(eerste.actueel, periode=Periode(ZOMER + timedelta(days=1), EIND))
    tot = replace(eerste.actueel, periode=Periode(BEGIN, ZOMER - timedelta(days=1)))
    met_een_gat = [replace(eerste, versies=(tot,)), replace(eerste, nummer=2, versies=(vanaf,))]

    assert "begin" in [o.veld for o in ongelijkheden(besluit, met_een_gat)]
