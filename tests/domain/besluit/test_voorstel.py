"""What the plans lead to, and where a decision differs from them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest

from app.domain.besluit.besluit import AfgewezenDeel
from app.domain.besluit.eenheden import Inkoop
from app.domain.besluit.inhoud import onbepaalde_omvang
from app.domain.besluit.voorstel import ongegronde_verschillen, opengelaten, stel_voor, verschillen
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode, Weekeenheid, Weekomvang
from app.domain.woorden import tijd_per_week
from tests.bouw import (
    BEGIN,
    EIND,
    HUISHOUDEN,
    TERMIJN,
    een_aanvullende_inzet,
    een_besluit,
    een_besluitregel,
    een_contract,
    een_invulling,
    een_inzet,
    een_onderbouwing,
    een_pgb_regel,
    een_plan_van_aanpak,
    een_product,
    het_profiel,
    uren,
)

ANDER_PRODUCT = replace(HUISHOUDEN, code="01H02")


def bij_inkoop(*inzet, producten=(), contracten=(), profiel: str = "mlo"):  # type: ignore[no-untyped-def]
    grond = een_onderbouwing(een_invulling(*inzet), het_profiel(profiel))
    return stel_voor(een_plan_van_aanpak(), (replace(grond, inkoop=Inkoop(producten, contracten)),))


@pytest.mark.parametrize(("aantal", "minuten"), [(3.75, 225), (2.5, 150), (1.75, 105)])
def test_hours_that_are_not_whole_become_minutes(aantal: float, minuten: int) -> None:
    (regel,) = bij_inkoop(
        een_inzet(omvang=uren(aantal)), producten=(een_product(),), contracten=(een_contract(),)
    )
    assert regel.omvang == Omvang(minuten, Eenheid.MINUUT, Frequentie.PER_WEEK)
    assert regel.concrete_tijd is None


def test_what_is_said_per_two_weeks_becomes_half_of_it_a_week() -> None:
    om_de_week = Weekomvang(Decimal(90), Weekeenheid.MINUTEN, per_twee_weken=True)
    (regel,) = bij_inkoop(
        een_inzet(omvang=om_de_week), producten=(een_product(),), contracten=(een_contract(),)
    )
    assert regel.omvang == Omvang(45, Eenheid.MINUUT, Frequentie.PER_WEEK)


def test_what_is_no_whole_number_a_week_but_said_per_two_weeks_becomes_a_total() -> None:
    om_de_week = Weekomvang(Decimal(45), Weekeenheid.MINUTEN, per_twee_weken=True)
    (regel,) = bij_inkoop(
        een_inzet(omvang=om_de_week), producten=(een_product(),), contracten=(een_contract(),)
    )
    weken = Fraction((EIND - BEGIN).days + 1, 7)
    assert regel.omvang == Omvang(ceil(weken * 45 / 2), Eenheid.MINUUT, Frequentie.TOTAAL)
    assert regel.concrete_tijd == om_de_week


def test_a_complete_plan_leaves_nothing_open() -> None:
    regels = bij_inkoop(een_inzet(omvang=uren(2)), producten=(een_product(),), contracten=(een_contract(),))
    assert list(opengelaten(regels)) == []


@pytest.mark.parametrize(
    ("inzet", "veld"),
    [
        ({"producten": (), "intensiteit": None}, "regels[0].productcode"),
        ({"omvang": None}, "regels[0].omvang"),
        ({"omvang": uren(0.33)}, "regels[0].omvang"),
        ({"producten": (HUISHOUDEN, ANDER_PRODUCT)}, "regels[0].omvang"),
        ({"aard": None}, "regels[0].activiteiten"),
        ({"frequentie": None}, "regels[0].frequentie"),
    ],
)
def test_what_a_plan_leaves_open_is_said_by_name(inzet: dict[str, object], veld: str) -> None:
    regels = bij_inkoop(
        een_inzet(**{"omvang": uren(2)} | inzet), producten=(een_product(),), contracten=(een_contract(),)
    )
    assert next(fout.veld for fout in opengelaten(regels)) == veld


def test_the_decision_says_as_well_why_a_plan_gives_no_extent() -> None:
    regels = bij_inkoop(
        een_inzet(omvang=uren(1.11)), producten=(een_product(),), contracten=(een_contract(),)
    )
    (voorgesteld,) = opengelaten(regels)
    (fout,) = onbepaalde_omvang(een_besluit(*regels), regels)
    assert (fout.veld, fout.regel) == ("regels[0].omvang", "CD041")
    waarom = "Het plan zegt 66,6 minuten per week; dat is geen heel getal"
    assert fout.melding.startswith(waarom)
    assert voorgesteld.melding.startswith(waarom)


def test_the_unit_is_that_of_register_and_contract_not_that_of_the_table() -> None:
    per_minuut = een_contract(eenheid=Eenheid.MINUUT)
    (regel,) = bij_inkoop(
        een_inzet(omvang=uren(2)),
        producten=(een_product(eenheden=(Eenheid.MINUUT,)),),
        contracten=(per_minuut,),
    )
    assert regel.omvang == Omvang(120, Eenheid.MINUUT, Frequentie.PER_WEEK)


def test_a_product_outside_the_table_works_the_same() -> None:
    eigen = replace(HUISHOUDEN, code="01Z99")
    (regel,) = bij_inkoop(
        een_inzet(producten=(eigen,), omvang=uren(2)),
        producten=(een_product(eigen),),
        contracten=(een_contract(eigen),),
    )
    assert regel.omvang == Omvang(2, Eenheid.UUR, Frequentie.PER_WEEK)


def test_whole_and_broken_hours_of_one_product_add_up_in_minutes() -> None:
    (regel,) = bij_inkoop(
        een_inzet(omvang=uren(2)),
        een_inzet(omvang=uren(2.5)),
        producten=(een_product(),),
        contracten=(een_contract(),),
    )
    assert regel.omvang == Omvang(270, Eenheid.MINUUT, Frequentie.PER_WEEK)


def test_what_is_paid_per_output_is_one_result_a_month_with_the_expected_hours_beside_it() -> None:
    (regel,) = bij_inkoop(
        een_inzet(omvang=uren(2.5)),
        producten=(een_product(eenheden=(Eenheid.STUKS_OUTPUT,)),),
        contracten=(een_contract(eenheid=Eenheid.STUKS_OUTPUT),),
    )
    assert regel.omvang == Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND)
    assert regel.concrete_tijd == uren(2.5)


def voorstel(*inzet, profiel: str = "mlo", **anders):  # type: ignore[no-untyped-def]
    invulling = een_invulling(*inzet, **anders)
    return stel_voor(een_plan_van_aanpak(), (een_onderbouwing(invulling, het_profiel(profiel)),))


def test_a_plan_leads_to_the_line_with_its_product_extent_and_period() -> None:
    assert voorstel() == (een_besluitregel(),)


def test_without_a_product_the_table_of_the_region_gives_it() -> None:
    (regel,) = voorstel(een_inzet(producten=(), intensiteit="licht"), profiel="hvb")
    assert (regel.categorie, regel.productcode) == ("01", "01H01")


def test_without_days_the_term_to_be_indicated_holds() -> None:
    (regel,) = voorstel(een_inzet(begin=None, eind=None))
    assert regel.periode == TERMIJN


def test_an_extent_that_is_no_whole_number_of_the_unit_is_left_to_a_person() -> None:
    (regel,) = voorstel(een_inzet(omvang=uren(2.5)))
    assert regel.omvang is None
    assert regel.concrete_tijd == uren(2.5)


def test_an_extent_over_several_products_is_left_to_a_person() -> None:
    een, ander = voorstel(een_inzet(producten=(HUISHOUDEN, ANDER_PRODUCT)))
    assert (een.productcode, een.omvang, ander.productcode, ander.omvang) == ("01H01", None, "01H02", None)


def test_the_same_product_for_two_results_is_one_line() -> None:
    (regel,) = voorstel(een_inzet(), een_inzet(resultaten=("R2",), aard="Samen koken."))
    assert regel.resultaten == ("R1", "R2")
    assert regel.omvang == Omvang(4, Eenheid.UUR, Frequentie.PER_WEEK)
    assert regel.activiteiten == "Samen schoonmaken en een weekritme aanleren.; Samen koken."


def test_an_additional_product_keeps_its_own_unit_and_has_no_resultaatgebied() -> None:
    _, regel = voorstel(profiel="hvb", aanvullend=(een_aanvullende_inzet(),))
    assert (regel.resultaatgebied, regel.productcode) == (None, "08V01")
    assert regel.omvang == Omvang(2, Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK)


def punten(besluit, gepland) -> list[tuple[int | None, str, str | None]]:  # type: ignore[no-untyped-def]
    return [(v.regel, v.veld, v.grond) for v in verschillen(besluit, gepland, ())]


def test_a_decision_that_follows_the_plan_differs_nowhere() -> None:
    assert punten(een_besluit(), voorstel()) == []


def test_the_same_time_in_another_unit_is_no_difference() -> None:
    in_minuten = een_besluitregel(omvang=Omvang(120, Eenheid.MINUUT, Frequentie.PER_WEEK))
    assert punten(een_besluit(in_minuten), voorstel()) == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"omvang": Omvang(1, Eenheid.UUR, Frequentie.PER_WEEK)}, "omvang"),
        ({"productcode": "01H02"}, "product"),
        ({"periode": Periode(BEGIN, None)}, "eind"),
        ({"activiteiten": "Alleen ramen zemen."}, "activiteiten"),
        ({"frequentie": "een keer per maand"}, "frequentie"),
    ],
)
def test_each_difference_is_shown_with_its_grounds(anders: dict[str, object], veld: str) -> None:
    besluit = een_besluit(een_besluitregel(afwijking_van_plan="Een uur is genoeg.", **anders))
    assert punten(besluit, voorstel()) == [(1, veld, "Een uur is genoeg.")]


def test_a_difference_says_what_plan_and_decision_each_say() -> None:
    besluit = een_besluit(een_besluitregel(omvang=Omvang(90, Eenheid.MINUUT, Frequentie.PER_WEEK)))
    (verschil,) = verschillen(besluit, voorstel(), ())
    assert (verschil.plan, verschil.besluit) == ("2 uur per week", "1 uur en 30 minuten per week")


def test_a_personal_budget_instead_of_the_planned_line_is_a_difference() -> None:
    besluit = een_besluit(een_pgb_regel(afwijking_van_plan="De cliënt wil zelf inkopen."))
    assert {veld for _, veld, _ in punten(besluit, voorstel())} == {"leveringsvorm", "aanbieder"}


def test_a_planned_line_that_is_refused_has_the_refusal_as_its_grounds() -> None:
    afgewezen = (AfgewezenDeel(("R1",), "Hulp bij het huishouden", "Uw partner kan dit doen."),)
    besluit = een_besluit(regels=(), afgewezen_delen=afgewezen)
    assert punten(besluit, voorstel()) == [(None, "regel", "Uw partner kan dit doen.")]


def test_a_difference_without_grounds_stops_the_decision_at_the_right_field() -> None:
    besluit = een_besluit(
        een_besluitregel(),
        een_besluitregel(nummer=2, resultaatgebied="financien", productcode="02F01", categorie="02"),
    )
    fouten = list(ongegronde_verschillen(besluit, voorstel(), ()))
    assert [(f.veld, f.regel) for f in fouten] == [("regels[1].afwijkingVanPlan", "M15")]


def test_without_a_plan_there_is_nothing_to_differ_from() -> None:
    assert punten(een_besluit(), ()) == []


def test_a_concrete_time_counts_as_the_extent() -> None:
    gepland = voorstel(een_inzet(omvang=uren(2.5)))
    besluit = een_besluit(een_besluitregel(omvang=Omvang(150, Eenheid.MINUUT, Frequentie.PER_WEEK)))
    assert punten(besluit, gepland) == []
    anders = een_besluitregel(omvang=None, concrete_tijd=Weekomvang(Decimal(1), Weekeenheid.DAGDELEN))
    assert punten(een_besluit(anders), gepland) == [(1, "omvang", None)]


def test_each_line_is_held_to_the_plan_of_its_own_provider() -> None:
    ander = een_besluitregel(nummer=2, aanbieder="41410002")
    gepland = (een_besluitregel(), ander)
    ruilt_van_product = een_besluitregel(productcode="01H02")
    assert punten(
        een_besluit(replace(ruilt_van_product, aanbieder="41410002"), een_besluitregel(nummer=2)), gepland
    ) == [(1, "product", None)]


def test_a_line_of_another_provider_takes_the_place_of_one_that_no_line_follows() -> None:
    gepland = (een_besluitregel(), een_besluitregel(nummer=2, aanbieder="41410002"))
    besluit = een_besluit(een_besluitregel(aanbieder="41410003"), een_besluitregel(nummer=2))
    assert punten(besluit, gepland) == [(1, "aanbieder", None)]


@pytest.mark.parametrize("veld", ["activiteiten", "frequentie"])
def test_what_plan_and_decision_say_in_words_is_not_repeated_in_the_error(veld: str) -> None:
    besluit = een_besluit(een_besluitregel(**{veld: "Iets heel anders."}))
    (fout,) = ongegronde_verschillen(besluit, voorstel(), ())
    assert fout.melding == f"Het besluit wijkt af van het plan ({veld}). Geef de grond."


@pytest.mark.parametrize(
    ("inzet", "totaal"),
    [
        ((een_inzet(omvang=uren(4), producten=(HUISHOUDEN, ANDER_PRODUCT)),), 240),
        ((een_inzet(omvang=uren(2)), een_inzet(omvang=uren(2.5))), 270),
    ],
    ids=["over several products", "a whole and a broken number of the unit"],
)
def test_time_that_the_plan_leaves_to_be_divided_is_granted_whole_or_the_decision_says_why(  # type: ignore[no-untyped-def]
    inzet, totaal: int
) -> None:
    grond = een_onderbouwing(een_invulling(*inzet))
    gepland = stel_voor(een_plan_van_aanpak(), (grond,))
    assert {regel.omvang for regel in gepland} == {None}

    def toegekend(minuten: int) -> list[tuple[str, str, str | None]]:
        per_week = Omvang(minuten // len(gepland), Eenheid.MINUUT, Frequentie.PER_WEEK)
        regels = [replace(r, omvang=per_week, afwijking_van_plan="Genoeg.") for r in gepland]
        return [(v.plan, v.besluit, v.grond) for v in verschillen(een_besluit(*regels), gepland, (grond,))]

    assert toegekend(totaal) == []
    assert toegekend(120) == [(tijd_per_week(totaal), "2 uur per week", "Genoeg.")]


@pytest.mark.parametrize("ontbreekt", ["aantal", "frequentie", "eenheid"])
def test_of_an_additional_product_that_is_not_complete_the_extent_is_left_to_a_person(ontbreekt: str) -> None:
    _, regel = voorstel(aanvullend=(een_aanvullende_inzet(**{ontbreekt: None}),), profiel="hvb")

    assert regel.omvang is None
    assert (regel.frequentie == "") is (ontbreekt != "eenheid")


def test_time_of_two_results_for_one_product_is_added_up() -> None:
    (regel,) = voorstel(een_inzet(omvang=uren(2.5)), een_inzet(omvang=uren(1.25)))

    assert (regel.omvang, regel.concrete_tijd) == (None, uren(3.75))
