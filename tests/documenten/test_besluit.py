import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.documenten.besluit import (
    HERZIENINGSGRONDEN,
    PGB_WEIGERGRONDEN,
    Afwijzing,
    Beeindiging,
    maak_besluitdocument,
)
from app.domain.besluit.besluit import (
    Bekendmaking,
    Besluitsoort,
    Besluitstatus,
    ElektronischeVerzending,
    Herzieningsgrond,
    Leveringsvorm,
    Nadeel,
    Pgbweigergrond,
    Uitkomst,
    Verschil,
    Verzendweg,
    Vorm,
    Zienswijzeuitzondering,
)
from app.domain.onderzoek import Onderwerp, Onderzoekspunt, Verantwoording
from app.domain.waarden import Eenheid, Frequentie, Omvang, Periode, Weekeenheid, Weekomvang
from tests.documenten.bouwers import besluitdocument, plandocument, toekenning
from tests.documenten.lezen import lees, tekst


def test_client_sees_on_the_first_page_what_by_whom_how_often_how_long_and_when() -> None:
    eerste = " ".join(lees(maak_besluitdocument(besluitdocument())).pages[0].extract_text().split())

    kop = eerste.index("Wat u krijgt")
    assert kop < eerste.index("Waarom wij dit besluiten")
    assert "1. Schoonmaken van keuken en badkamer." in eerste[kop:]
    assert "Thuiszorg De Linde in natura" in eerste[kop:]
    assert "twee keer per week" in eerste[kop:]
    assert "180 minuten per week (3 uur per week)" in eerste[kop:]
    assert "van 1 april 2027 tot en met 31 maart 2028" in eerste[kop:]


def test_lines_that_were_joined_have_no_full_stop_between_them() -> None:
    samen = toekenning(activiteiten="Schoonmaken.; Wassen.", frequentie="Elke week.; Elke maand.")
    brief = tekst(maak_besluitdocument(besluitdocument(toekenningen=(samen,))))
    assert "Schoonmaken; Wassen" in brief
    assert "Elke week; Elke maand" in brief


def test_client_reads_by_when_the_support_is_looked_at_again_and_which_day_lapsed() -> None:
    getoond = tekst(
        maak_besluitdocument(
            besluitdocument(evaluatiedatum=date(2027, 10, 1), vervallen_evaluatie=date(2027, 6, 1))
        )
    )

    assert "Uiterlijk op 1 oktober 2027 kijken wij samen met u of de ondersteuning nog bij u past" in getoond
    assert "om uiterlijk op 1 juni 2027 te kijken. Die afspraak vervalt." in getoond


def test_without_a_review_day_the_letter_is_silent_about_it() -> None:
    assert "Kijken of het nog past" not in tekst(maak_besluitdocument(besluitdocument()))


def test_extent_per_month_is_also_told_per_week_as_an_approximation() -> None:
    per_maand = toekenning(omvang=Omvang(16, Eenheid.UUR, Frequentie.PER_MAAND))

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(per_maand,))))

    assert "16 uur per maand (ongeveer 3 uur en 42 minuten per week)" in getoond


def test_total_volume_shows_the_concrete_time_a_week_beside_it() -> None:
    totaal = toekenning(
        omvang=Omvang(104, Eenheid.UUR, Frequentie.TOTAAL),
        concrete_tijd=Weekomvang(Decimal(120), Weekeenheid.MINUTEN),
    )

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(totaal,))))

    assert "104 uur in totaal 120 minuten per week (2 uur per week)" in getoond


@pytest.mark.parametrize(
    ("categorie", "product", "omvang", "zin"),
    [
        ("13", "Traplift", Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.TOTAAL), "1 traplift"),
        ("12", "Scootmobiel", Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND), "1 scootmobiel"),
        ("14", "Douchestoel", Omvang(2, Eenheid.STUKS_OUTPUT, Frequentie.TOTAAL), "douchestoel, 2 keer"),
        ("14", "WMO-taxi", Omvang(100, Eenheid.STUKS_OUTPUT, Frequentie.TOTAAL), "WMO-taxi, 100 keer"),
        ("08", "Taxi", Omvang(100, Eenheid.STUKS_INSPANNING, Frequentie.TOTAAL), "100 ritten in totaal"),
        ("08", "Taxi", Omvang(1, Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK), "1 rit per week"),
        ("04", "Logeren", Omvang(26, Eenheid.ETMAAL, Frequentie.TOTAAL), "26 nachten in totaal"),
    ],
)
def test_things_trips_and_nights_are_told_as_such(
    categorie: str, product: str, omvang: Omvang, zin: str
) -> None:
    verleend = toekenning(omvang=omvang, categorie=categorie, product=product, concrete_tijd=None)

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(verleend,))))

    assert zin in getoond
    assert "keer per maand" not in getoond


def test_what_is_paid_per_output_is_told_in_time() -> None:
    per_output = toekenning(
        omvang=Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND),
        categorie="01",
        concrete_tijd=Weekomvang(Decimal("2.5"), Weekeenheid.UREN),
    )

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(per_output,))))

    assert "2,5 uur per week (2 uur en 30 minuten per week)" in getoond
    assert "1 keer per maand" not in getoond


def test_personal_budget_is_named_with_its_amount() -> None:
    pgb = toekenning(
        leveringsvorm=Leveringsvorm.PGB,
        aanbieder=None,
        budget=123450,
        periode=Periode(date(2027, 4, 1), date(2028, 3, 31)),
    )

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(pgb,))))

    assert "U kiest zelf met een pgb" in getoond
    assert "budget € 1.234,50 voor de hele periode" in getoond
    assert "van 1 april 2027 tot en met 31 maart 2028" in getoond
    assert "In natura betekent" not in getoond


def test_what_the_research_found_is_told_in_the_order_of_the_law() -> None:
    punten = (
        Onderzoekspunt(Onderwerp.BIJDRAGE, False, "U bent jonger dan 18 jaar."),
        Onderzoekspunt(Onderwerp.EIGEN_KRACHT, True, "Koken lukt u zelf."),
    )
    onderzocht = Verantwoording(punten, pgb_besproken_op=date(2027, 2, 15))

    getoond = tekst(maak_besluitdocument(besluitdocument(onderzocht=onderzocht)))

    eigen_kracht = getoond.index("Eigen kracht en gebruikelijke hulp Koken lukt u zelf.")
    assert eigen_kracht < getoond.index("Eigen bijdrage Dit speelt bij u niet. U bent jonger dan 18 jaar.")
    assert "Op 15 februari 2027 vertelden wij u dat u ook voor een pgb" in getoond
    assert "Wat wij hebben onderzocht" not in tekst(maak_besluitdocument(besluitdocument()))


def test_a_line_of_the_plan_keeps_its_own_full_stop_and_gets_no_second_one() -> None:
    verschil = Verschil(1, "activiteiten", "Samen schoonmaken.", "Schoonmaken.", "Het lukt u niet.")
    anders = toekenning(verschillen=(verschil,), gepland=toekenning())
    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(anders,))))
    assert "In het plan staat: Samen schoonmaken. Wij besluiten: Schoonmaken." in getoond
    assert ".." not in getoond


def test_what_differs_from_the_plan_is_one_paragraph_in_the_words_of_the_table_with_its_reason_once() -> None:
    grond = "Uw dochter doet de was."
    velden = {
        "leveringsvorm": ("natura", "pgb"),
        "aanbieder": ("12345678", "geen"),
        "product": ("01/01H01", "13"),
        "frequentie": ("elke week", "twee keer per week"),
        "begin": ("1 mei 2026", "1 juni 2026"),
        "eind": ("open", "30 april 2027"),
        "omvang": ("2 uur per week", "3 uur per week"),
    }
    gepland = toekenning(
        product="Hulp bij het huishouden", categorie="01", periode=Periode(date(2026, 5, 1), None)
    )
    besloten = toekenning(
        leveringsvorm=Leveringsvorm.PGB,
        aanbieder=None,
        productsoort="Woonvoorzieningen",
        periode=Periode(date(2026, 6, 1), date(2027, 4, 30)),
        gepland=gepland,
        verschillen=tuple(Verschil(1, veld, *kanten, grond) for veld, kanten in velden.items()),
    )

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(besloten,), plannen=())))

    assert (
        "Dit is anders dan in het ondersteuningsplan. In het plan staat: in natura, Thuiszorg De Linde, "
        "Hulp bij het huishouden, elke week, vanaf 1 mei 2026, 2 uur per week. Wij besluiten: met een pgb, "
        "u kiest zelf wie het doet, Woonvoorzieningen, twee keer per week, "
        f"van 1 juni 2026 tot en met 30 april 2027, 3 uur per week. Waarom: {grond}"
    ) in getoond
    assert getoond.count(grond) == 1
    assert not re.search(r"\d\d-\d\d-\d{4}|\d\d/", getoond)


def test_a_line_that_the_plan_does_not_have_says_so_in_words() -> None:
    verschil = Verschil(1, "regel", "niet gepland", "toegekend", "U vroeg erom.")
    extra = toekenning(verschillen=(verschil,))
    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(extra,))))
    assert "Dit staat zo niet in het ondersteuningsplan. Waarom: U vroeg erom." in getoond


def test_refused_part_is_shown_with_its_reason() -> None:
    besluit = besluitdocument(
        uitkomst=Uitkomst.GEDEELTELIJK, afwijzingen=(Afwijzing("Hulp met de post", "Uw dochter doet dit."),)
    )

    getoond = tekst(maak_besluitdocument(besluit))

    assert "U krijgt een deel van de ondersteuning." in getoond
    assert "Hulp met de post Uw dochter doet dit." in getoond


@pytest.mark.parametrize("grond", Pgbweigergrond)
def test_the_refusal_of_a_personal_budget_names_the_provision(grond: Pgbweigergrond) -> None:
    afwijzing = Afwijzing("Een pgb", "Dit past niet.", pgb_weigergrond=grond)

    getoond = tekst(maak_besluitdocument(besluitdocument(afwijzingen=(afwijzing,))))

    assert f"Dit past niet. De wet noemt deze grond: {PGB_WEIGERGRONDEN[grond]}." in getoond
    assert "artikel 2.3.6" in PGB_WEIGERGRONDEN[grond]


def test_refusal_grants_nothing_and_still_says_how_to_object() -> None:
    besluit = besluitdocument(
        uitkomst=Uitkomst.AFGEWEZEN,
        toekenningen=(),
        plannen=(),
        afwijzingen=(Afwijzing("Hulp in huis", "Uw partner kan dit doen."),),
    )

    getoond = tekst(maak_besluitdocument(besluit))

    assert "wij wijzen die af" in getoond
    assert "Wat u krijgt" not in getoond
    assert "binnen zes weken" in getoond


def test_objection_clause_says_term_last_day_where_and_how() -> None:
    getoond = tekst(maak_besluitdocument(besluitdocument()))

    assert "binnen zes weken" in getoond
    assert "uiterlijk op 3 mei 2027" in getoond
    assert "Stuur uw bezwaar naar Postbus 900." in getoond
    assert "het kenmerk van dit besluit: B-1" in getoond
    assert "Deze dag is voorlopig" not in getoond


def test_a_last_day_that_a_decree_may_still_move_is_said_to_be_provisional() -> None:
    getoond = tekst(maak_besluitdocument(besluitdocument(bezwaar_tot_voorlopig=True)))

    assert "uiterlijk op 3 mei 2027. Deze dag is voorlopig" in getoond


@pytest.mark.parametrize(
    ("vorm", "zin"),
    [
        (Vorm.BESCHIKKING, "Uw ondersteuningsplan hoort bij dit besluit."),
        (
            Vorm.PLAN_VAN_AANPAK_MET_PLAN,
            "Dit plan van aanpak en uw ondersteuningsplan zijn samen",
        ),
    ],
)
def test_plan_becomes_part_of_the_decision(vorm: Vorm, zin: str) -> None:
    getoond = tekst(
        maak_besluitdocument(besluitdocument(vorm=vorm, plannen=(plandocument(), plandocument(versie=4))))
    )

    assert zin in getoond
    assert "Bijlage 1: ondersteuningsplan van Thuiszorg De Linde, versie 2" in getoond
    assert "Bijlage 2: ondersteuningsplan van Thuiszorg De Linde, versie 4" in getoond
    assert "Wat de aanbieder doet Schoonmaken van keuken en badkamer." in getoond


@pytest.mark.parametrize(
    ("soort", "zin"),
    [
        (Besluitsoort.REGULIER, "Wij nemen dit besluit op grond van artikel 2.3.5"),
        (Besluitsoort.SPOED, "artikel 2.3.3"),
        (Besluitsoort.HERBEOORDELING, "2.3.9"),
        (Besluitsoort.HERSTEL, "In ons eerdere besluit stond een fout."),
    ],
)
def test_legal_basis_follows_from_the_kind_of_decision(soort: Besluitsoort, zin: str) -> None:
    assert zin in tekst(maak_besluitdocument(besluitdocument(soort=soort)))


@pytest.mark.parametrize(
    ("status", "zin"),
    [(Besluitstatus.ONTWERP, "nog geen besluit"), (Besluitstatus.INGETROKKEN, "Dit besluit is ingetrokken.")],
)
def test_document_that_is_no_standing_decision_says_so(status: Besluitstatus, zin: str) -> None:
    assert zin not in tekst(maak_besluitdocument(besluitdocument()))
    assert zin in tekst(maak_besluitdocument(besluitdocument(status=status)))


def test_an_additional_product_shows_price_times_quantity() -> None:
    vervoer = toekenning(
        resultaatgebied=None, omvang=Omvang(3, Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK), tarief=1250
    )

    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(vervoer,))))

    assert "€ 37,50 per week (€ 12,50 per keer)" in getoond


def test_a_besluit_that_changes_another_says_which_one_and_from_when_on() -> None:
    getoond = tekst(maak_besluitdocument(besluitdocument(wijzigt="B-0", ingangsdatum=date(2027, 4, 1))))

    assert "Dit besluit verandert ons eerdere besluit met kenmerk B-0 vanaf 1 april 2027." in getoond


def test_an_aanvraag_set_aside_is_no_refusal_and_speaks_of_no_plan() -> None:
    terzijde = besluitdocument(
        soort=Besluitsoort.BUITEN_BEHANDELING,
        uitkomst=Uitkomst.BUITEN_BEHANDELING,
        toekenningen=(),
        plannen=(),
    )
    gelezen = tekst(maak_besluitdocument(terzijde))
    assert "Wij behandelen uw aanvraag niet verder" in gelezen
    assert "artikel 4:5 van de Algemene wet bestuursrecht" in gelezen
    assert "Verstuur uw bezwaar uiterlijk" in gelezen
    assert "U krijgt geen ondersteuning" not in gelezen
    assert "ondersteuningsplan" not in gelezen.lower()


@pytest.mark.parametrize("grond", Herzieningsgrond)
def test_the_letter_says_why_the_client_gets_less_and_what_the_client_said(grond: Herzieningsgrond) -> None:
    nadeel = Nadeel(grond, gevraagd_op=date(2027, 3, 1), zienswijze="Ik red het niet.")
    gelezen = tekst(maak_besluitdocument(besluitdocument(nadeel=nadeel)))
    for deel in (HERZIENINGSGRONDEN[grond], "Op 1 maart 2027", "U vindt: Ik red het niet."):
        assert deel in gelezen


@pytest.mark.parametrize("minder", [True, False])
def test_the_letter_says_that_the_client_gets_less_only_where_that_is_so(minder: bool) -> None:
    nadeel = Nadeel(Herzieningsgrond.NIET_LANGER_AANGEWEZEN, gevraagd_op=date(2027, 3, 1))
    gelezen = tekst(maak_besluitdocument(besluitdocument(nadeel=nadeel, krijgt_minder=minder)))
    assert ("U krijgt minder dan voorheen." in gelezen) is minder
    assert ("Dit besluit kan nadelig voor u zijn." in gelezen) is not minder


def test_the_letter_says_why_the_client_was_not_asked() -> None:
    nadeel = Nadeel(Herzieningsgrond.ONJUISTE_GEGEVENS, uitzondering=Zienswijzeuitzondering.SPOED)
    assert "omdat er haast bij is" in tekst(maak_besluitdocument(besluitdocument(nadeel=nadeel)))


def test_a_stop_of_what_has_yet_to_begin_says_until_when_the_phase_before_it_goes_on() -> None:
    einde = Beeindiging(
        "Hulp bij het huishouden.",
        "Thuiszorg De Linde",
        date(2099, 7, 1),
        None,
        eerder_tot=date(2099, 6, 30),
    )
    getoond = tekst(maak_besluitdocument(besluitdocument(beeindigingen=(einde,))))
    assert "begint niet op 1 juli 2099; wat u nu al krijgt, blijft tot en met 30 juni 2099" in getoond


@pytest.mark.parametrize(
    ("begin", "laatste_dag", "wanneer"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), "tot en met 30 juni 2026"),
        (date(2099, 1, 1), None, "begint niet"),
        (date(2026, 1, 1), None, "vervalt vanaf 1 januari 2026"),
    ],
    ids=["ends", "never begins", "had begun"],
)
def test_the_letter_says_when_support_ends_or_that_nothing_is_left_of_it(
    begin: date, laatste_dag: date | None, wanneer: str
) -> None:
    einde = Beeindiging("Hulp bij het huishouden.", "Thuiszorg De Linde", begin, laatste_dag)
    assert wanneer in tekst(maak_besluitdocument(besluitdocument(beeindigingen=(einde,))))


@pytest.mark.parametrize("soort", [Besluitsoort.HERBEOORDELING, Besluitsoort.HERSTEL])
def test_who_is_refused_something_extra_reads_that_the_rest_stays(soort: Besluitsoort) -> None:
    weigering = {
        "toekenningen": (),
        "uitkomst": Uitkomst.AFGEWEZEN,
        "afwijzingen": (Afwijzing("Extra hulp", "De hulp die u hebt is genoeg."),),
    }
    getoond = tekst(maak_besluitdocument(besluitdocument(soort=soort, **weigering)))
    assert "Wat u al had, verandert door dit besluit niet." in getoond
    assert getoond.index("Wat u niet krijgt") < getoond.index("Waarom wij dit besluiten")


def test_what_is_counted_in_trips_is_priced_per_trip_and_says_who_pays() -> None:
    ritten = {
        "omvang": Omvang(100, Eenheid.STUKS_INSPANNING, Frequentie.TOTAAL),
        "categorie": "08",
        "tarief": 1250,
    }
    getoond = tekst(maak_besluitdocument(besluitdocument(toekenningen=(toekenning(**ritten),))))
    assert "100 ritten in totaal" in getoond
    assert "wij betalen € 1.250,00 in totaal (€ 12,50 per rit)" in getoond


def test_who_gets_nothing_pays_nothing() -> None:
    geweigerd = besluitdocument(toekenningen=(), uitkomst=Uitkomst.AFGEWEZEN)
    assert "Wat u zelf betaalt" in tekst(maak_besluitdocument(besluitdocument()))
    assert "Wat u zelf betaalt" not in tekst(maak_besluitdocument(geweigerd))


OP = date(2027, 3, 2)
DIGITAAL = ElektronischeVerzending(date(2027, 3, 1))


@pytest.mark.parametrize(
    ("bekendmaking", "zin"),
    [
        (Bekendmaking(OP, "-", weg=Verzendweg.POST), "op 2 maart 2027 per post naar u gestuurd"),
        (Bekendmaking(OP, "-", weg=Verzendweg.UITREIKING), "op 2 maart 2027 aan u gegeven"),
        (Bekendmaking(OP, "-", DIGITAAL), "op 2 maart 2027 digitaal naar u gestuurd"),
        (
            Bekendmaking(OP, "-", replace(DIGITAAL, portaal=True)),
            "Vanaf 2 maart 2027 staat dit besluit digitaal voor u klaar",
        ),
        (Bekendmaking(OP, "-"), "op 2 maart 2027 aan u bekendgemaakt"),
    ],
)
def test_the_letter_says_how_it_came_and_from_when_the_weeks_count(
    bekendmaking: Bekendmaking, zin: str
) -> None:
    getoond = tekst(maak_besluitdocument(besluitdocument(bekendmaking=bekendmaking)))
    assert zin in getoond
    assert "De zes weken beginnen op de dag daarna." in getoond


def test_what_takes_the_place_of_what_ends_is_told_with_its_first_day() -> None:
    einde = Beeindiging("Hulp bij het huishouden.", "Thuiszorg De Linde", OP, date(2027, 3, 31), vervolg=1)
    getoond = tekst(maak_besluitdocument(besluitdocument(beeindigingen=(einde,))))
    assert "tot en met 31 maart 2027 Vanaf 1 april 2027 krijgt u wat er bij 1 staat." in getoond
    stopt = replace(einde, vervolg=None)
    getoond = tekst(maak_besluitdocument(besluitdocument(beeindigingen=(stopt,))))
    assert "tot en met 31 maart 2027 Daar komt niets voor in de plaats." in getoond


def test_an_urgent_decision_says_first_that_it_is_temporary() -> None:
    getoond = tekst(maak_besluitdocument(besluitdocument(soort=Besluitsoort.SPOED)))
    assert getoond.index("Dat is tijdelijk") < getoond.index("Wat u krijgt")
    assert "Dat is tijdelijk" not in tekst(maak_besluitdocument(besluitdocument()))


@pytest.mark.parametrize(
    ("soort", "uitkomst", "meldt"),
    [
        (Besluitsoort.REGULIER, Uitkomst.AFGEWEZEN, False),
        (Besluitsoort.HERBEOORDELING, Uitkomst.AFGEWEZEN, True),
        (Besluitsoort.HERBEOORDELING, Uitkomst.BEEINDIGD, False),
        (Besluitsoort.BUITEN_BEHANDELING, Uitkomst.BUITEN_BEHANDELING, False),
    ],
)
def test_who_has_no_support_need_not_tell_of_changes(
    soort: Besluitsoort, uitkomst: Uitkomst, meldt: bool
) -> None:
    zonder = besluitdocument(soort=soort, uitkomst=uitkomst, toekenningen=())
    assert ("artikel 2.3.8" in tekst(maak_besluitdocument(zonder))) is meldt
    assert "artikel 2.3.8" in tekst(maak_besluitdocument(besluitdocument()))


def test_a_client_reads_how_to_object_in_full() -> None:
    """Awb 6:5, 6:6, 2:1, 8:81: what it holds, more time, somebody else, and what cannot wait."""
    getoond = tekst(maak_besluitdocument(besluitdocument()))
    for zin in ("Dat is gratis", "extra tijd", "machtiging", "voorlopige voorziening", "griffierecht"):
        assert zin in getoond
