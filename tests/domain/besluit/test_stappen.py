"""A decision is taken, announced and withdrawn; each lack is named, all of them at once."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from app.domain.besluit.besluit import (
    AfgewezenDeel,
    Bekendmaking,
    Besluit,
    Besluitregel,
    Besluitsoort,
    Besluitstatus,
    ElektronischeVerzending,
    Leveringsvorm,
    Pgbweigergrond,
    Uitkomst,
    Verzendweg,
    Vorm,
)
from app.domain.besluit.grondslag import Grondslag, onvolledig_onderzoek
from app.domain.besluit.inhoud import onbepaalde_omvang
from app.domain.besluit.stappen import (
    bepaal_uitkomst,
    bepaal_vorm,
    maak_bekend,
    neem,
    trek_in,
    vereis_uitvoerbaar,
)
from app.domain.besluit.verzending import onjuiste_verzending
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.onderzoek import Onderzoek
from app.domain.partijen import Client
from app.domain.plan.ondersteuningsplan import Planstatus
from app.domain.profielen.regioprofiel import Profielgemeente
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.proef import beproef
from app.domain.waarden import (
    AgbCode,
    Eenheid,
    Frequentie,
    Gemeentecode,
    Omvang,
    Periode,
    Weekeenheid,
    Weekomvang,
)
from tests.bouw import (
    AANBIEDER,
    BEGIN,
    EIND,
    NU,
    TERMIJN,
    VANDAAG,
    een_aanvraag,
    een_afziening,
    een_bekendgemaakt_besluit,
    een_besluit,
    een_besluitregel,
    een_client,
    een_grondslag,
    een_melding,
    een_onderbouwing,
    een_onderzoek,
    een_opvolger,
    een_pgb_regel,
    een_plan_van_aanpak,
    een_resultaat,
    een_verantwoording,
    uren,
)


def lacunes(
    besluit: Besluit, grondslag: Grondslag | None = None, *, proef: bool = False
) -> set[tuple[str, str | None]]:
    """Field and requirement of everything that stops the decision from being taken.

    With `proef` also what makes it impossible to carry out, beside the other decisions of the client.
    """
    grondslag = grondslag or een_grondslag()
    lijn = Clientlijn(tuple(grondslag.andere_besluiten), (), ())
    onuitvoerbaar = beproef(besluit, lijn.genomen(besluit), VANDAAG) if proef else ()
    try:
        neem(besluit, grondslag, "medewerker-3", NU, onuitvoerbaar)
    except VoorwaardeNietVervuld as fout:
        return {(v.veld, v.regel) for v in fout.velden}
    return set()


def test_a_decision_that_follows_the_plan_is_taken() -> None:
    genomen = neem(een_besluit(), een_grondslag(), "medewerker-3", NU)
    assert genomen.status is Besluitstatus.GENOMEN
    assert (genomen.overgangen[-1].naar, genomen.overgangen[-1].door) == ("genomen", "medewerker-3")


def test_a_decision_is_taken_once() -> None:
    genomen = neem(een_besluit(), een_grondslag(), "medewerker-3", NU)
    with pytest.raises(VerkeerdeStatus):
        neem(genomen, een_grondslag(), "medewerker-3", NU)


def test_a_decision_answers_an_aanvraag() -> None:
    zonder = een_grondslag(aanvraag=None)
    assert lacunes(een_besluit(aanvraag_id=None), zonder) == {("aanvraagId", "W02")}


@pytest.mark.parametrize("status", [Planstatus.INGEDIEND, Planstatus.AKKOORD, Planstatus.INGETROKKEN])
def test_a_plan_that_provider_and_client_did_not_lay_down_is_no_ground(status: Planstatus) -> None:
    grondslag = een_grondslag(een_onderbouwing(status=status))
    assert lacunes(een_besluit(), grondslag) == {("planversies[0]", "H26")}


def test_an_earlier_version_of_the_plan_is_no_ground() -> None:
    assert lacunes(een_besluit(), een_grondslag(een_onderbouwing(versie=2))) == {("planversies[0]", "H26")}


def test_a_plan_for_another_plan_van_aanpak_is_no_ground() -> None:
    ander = een_grondslag(een_onderbouwing(plan_van_aanpak_id=UUID(int=99)))
    assert lacunes(een_besluit(), ander) == {("planversies[0]", "H27")}


def test_a_plan_van_aanpak_that_was_replaced_is_no_ground() -> None:
    nieuwer = een_plan_van_aanpak(id=UUID(int=98), volgnummer=2)
    grondslag = een_grondslag(laatste_plan_van_aanpak=nieuwer)
    assert lacunes(een_besluit(), grondslag) == {("planVanAanpakId", "M13")}


def test_a_repair_rests_on_the_version_in_which_the_mistake_was_made() -> None:
    nieuwer = een_plan_van_aanpak(id=UUID(int=98), volgnummer=2)
    eerder = na(een_bekendgemaakt_besluit(), laatste_plan_van_aanpak=nieuwer)
    assert lacunes(een_wijziging(soort=Besluitsoort.HERSTEL), eerder) == set()


def test_a_plan_van_aanpak_of_an_earlier_case_is_no_ground() -> None:
    eerder = een_plan_van_aanpak(melding_id=UUID(int=97))
    assert lacunes(een_besluit(), een_grondslag(plan_van_aanpak=eerder)) == {("planVanAanpakId", "M02")}


def test_a_provider_without_plan_or_waiver_cannot_be_granted() -> None:
    zonder = replace(een_grondslag(), onderbouwing=())
    assert lacunes(een_besluit(planversies=()), zonder) == {("regels[0].aanbieder", "M05")}


def test_a_waiver_takes_the_place_of_the_plan() -> None:
    met_afziening = replace(een_grondslag(), onderbouwing=(), afzieningen=(een_afziening(),))
    assert lacunes(een_besluit(planversies=()), met_afziening) == set()


def test_a_waiver_for_another_provider_or_plan_van_aanpak_is_no_ground() -> None:
    ander = een_afziening(aanbieder=AgbCode("41410009"), plan_van_aanpak_id=UUID(int=99))
    grondslag = replace(een_grondslag(), onderbouwing=(), afzieningen=(ander,))
    assert lacunes(een_besluit(planversies=()), grondslag) == {
        ("afzieningen[0]", "M05"),
        ("regels[0].aanbieder", "M05"),
    }


@pytest.mark.parametrize("veld", ["motivering", "bezwaarclausule"])
def test_motivation_and_objection_clause_are_obligatory(veld: str) -> None:
    assert lacunes(een_besluit(**{veld: " "})) == {(veld, "W07")}


def test_everything_that_lacks_is_named_at_once() -> None:
    besluit = een_besluit(een_besluitregel(activiteiten=" ", frequentie="", omvang=None), motivering="")
    assert {regel for _, regel in lacunes(besluit)} == {"W05", "W07", "H29", "M15"}


PER_RESULTAAT = Omvang(1, Eenheid.STUKS_OUTPUT, Frequentie.PER_MAAND)
ALLEEN_TOTAAL = Omvang(100, Eenheid.UUR, Frequentie.TOTAAL)
TWEE_UUR_PER_WEEK = Weekomvang(Decimal(2), Weekeenheid.UREN)
GROND = "In overleg met de cliënt anders bepaald."


@pytest.mark.parametrize("omvang", [None, PER_RESULTAAT, ALLEEN_TOTAAL], ids=["none", "output", "total"])
def test_a_line_without_concrete_time_a_week_is_refused(omvang: Omvang | None) -> None:
    besluit = een_besluit(een_besluitregel(omvang=omvang, afwijking_van_plan=GROND))
    assert lacunes(besluit) == {("regels[0].omvang", "W05")}


def test_the_concrete_time_may_stand_beside_an_extent_that_does_not_say_it() -> None:
    regel = een_besluitregel(omvang=PER_RESULTAAT, concrete_tijd=TWEE_UUR_PER_WEEK, afwijking_van_plan=GROND)
    assert lacunes(een_besluit(regel)) == set()


@pytest.mark.parametrize(
    "regel",
    [
        pytest.param({"omvang": Omvang(26, Eenheid.ETMAAL, Frequentie.TOTAAL)}, id="nights"),
        pytest.param({"omvang": Omvang(100, Eenheid.STUKS_INSPANNING, Frequentie.TOTAAL)}, id="trips"),
        *(
            pytest.param(
                {
                    "categorie": "08",
                    "productcode": "08V01",
                    "omvang": Omvang(volume, eenheid, Frequentie.TOTAAL),
                },
                id=f"transport in {eenheid}",
            )
            for volume, eenheid in ((50, Eenheid.STUKS_OUTPUT), (500, Eenheid.EURO))
        ),
        *(
            pytest.param(
                {
                    "categorie": categorie,
                    "productcode": f"{categorie}X01",
                    "omvang": Omvang(1, Eenheid.STUKS_OUTPUT, frequentie),
                },
                id=f"a thing of category {categorie}",
            )
            for categorie, frequentie in (
                ("11", Frequentie.TOTAAL),
                ("12", Frequentie.PER_MAAND),
                ("13", Frequentie.TOTAAL),
                ("14", Frequentie.TOTAAL),
            )
        ),
    ],
)
def test_what_is_counted_by_itself_needs_no_hours(regel: dict[str, Any]) -> None:
    genoemd = een_besluitregel(afwijking_van_plan=GROND, **regel)
    assert list(onbepaalde_omvang(een_besluit(genoemd))) == []
    verzonnen = een_besluit(replace(genoemd, concrete_tijd=TWEE_UUR_PER_WEEK))
    assert [f.veld for f in onbepaalde_omvang(verzonnen)] == ["regels[0].concreteTijd"]


def test_of_a_thing_hours_in_place_of_its_number_are_refused() -> None:
    regel = een_besluitregel(categorie="13", omvang=None, concrete_tijd=TWEE_UUR_PER_WEEK)
    velden = [f.veld for f in onbepaalde_omvang(een_besluit(regel))]
    assert velden == ["regels[0].concreteTijd", "regels[0].omvang"]


def test_a_concrete_time_may_not_contradict_the_extent() -> None:
    regel = een_besluitregel(concrete_tijd=Weekomvang(Decimal(3), Weekeenheid.UREN))
    assert lacunes(een_besluit(regel)) == {("regels[0].concreteTijd", "W05")}


def test_an_extent_of_nothing_is_refused() -> None:
    regel = een_besluitregel(omvang=Omvang(0, Eenheid.UUR, Frequentie.PER_WEEK), afwijking_van_plan=GROND)
    assert lacunes(een_besluit(regel)) == {("regels[0].omvang", "W05")}


def test_an_additional_product_counts_in_its_own_unit() -> None:
    ritten = een_besluitregel(
        nummer=2,
        resultaatgebied=None,
        resultaten=(),
        categorie="08",
        productcode="08V01",
        omvang=Omvang(2, Eenheid.STUKS_INSPANNING, Frequentie.PER_WEEK),
        afwijking_van_plan=GROND,
    )
    assert lacunes(een_besluit(een_besluitregel(), ritten)) == set()


def test_each_result_is_granted_or_refused_and_no_other_is_named() -> None:
    twee = een_plan_van_aanpak(een_resultaat(), een_resultaat("R2"))
    grondslag = replace(een_grondslag(), plan_van_aanpak=twee)
    assert lacunes(een_besluit(), grondslag) == {("regels", "W07")}
    geweigerd = (AfgewezenDeel(("R2",), "Was verzorgen", "Dat kunt u zelf."),)
    assert lacunes(een_besluit(afgewezen_delen=geweigerd), grondslag) == set()
    onbekend = (AfgewezenDeel(("R2", "R9"), "Was verzorgen", "Dat kunt u zelf."),)
    assert lacunes(een_besluit(afgewezen_delen=onbekend), grondslag) == {
        ("afgewezenDelen[0].resultaten", "W07")
    }


@pytest.mark.parametrize("anders", [{"resultaten": ()}, {"resultaatgebied": "financien"}])
def test_what_is_granted_in_a_resultaatgebied_is_for_a_result_in_it(anders: dict[str, Any]) -> None:
    regels = een_besluitregel(), een_pgb_regel(nummer=2, afwijking_van_plan=GROND, **anders)
    assert lacunes(een_besluit(*regels)) == {("regels[1].resultaten", "M14")}


def test_a_line_outside_the_term_to_be_indicated_is_refused() -> None:
    regel = een_besluitregel(periode=Periode(BEGIN, date(2030, 1, 1)), afwijking_van_plan=GROND)
    assert lacunes(een_besluit(regel)) == {("regels[0].periode", "M14")}


def test_a_personal_budget_names_its_amount_and_no_provider() -> None:
    for geen in (None, 0):
        regel = een_pgb_regel(aanbieder=AANBIEDER, budget=geen, afwijking_van_plan=GROND)
        assert lacunes(een_besluit(regel)) == {("regels[0].aanbieder", "W07"), ("regels[0].budget", "W07")}


VIA_PORTAAL = ElektronischeVerzending(VANDAAG, portaal=True, kennisgeving_op=VANDAAG + timedelta(days=2))


def wat_klopt_niet(**anders: Any) -> list[tuple[str, str | None]]:
    bekendmaking = Bekendmaking(VANDAAG, "in het portaal", replace(VIA_PORTAAL, **anders))
    return [(f.veld, f.regel) for f in onjuiste_verzending(bekendmaking, None)]


def test_a_decision_goes_electronically_to_who_expressly_said_so_before() -> None:
    assert wat_klopt_niet() == []
    te_laat = VANDAAG + timedelta(days=1)
    assert wat_klopt_niet(toestemming_op=te_laat) == [("elektronisch.toestemmingsdatum", "W07")]


@pytest.mark.parametrize("dagen", [None, -1, 3])
def test_of_a_decision_in_a_portal_the_client_is_told_within_48_hours(dagen: int | None) -> None:
    op = None if dagen is None else VANDAAG + timedelta(days=dagen)
    assert wat_klopt_niet(kennisgeving_op=op) == [("elektronisch.kennisgevingsdatum", "W07")]
    assert wat_klopt_niet(kennisgeving_op=op, portaal=False) == []


def test_a_decision_is_not_announced_by_a_way_that_the_client_did_not_choose() -> None:
    elektronisch = replace(VIA_PORTAAL, toestemming_op=VANDAAG + timedelta(days=1))
    genomen = neem(een_besluit(), een_grondslag(), "medewerker-3", NU)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        maak_bekend(genomen, Bekendmaking(VANDAAG, "per mail", elektronisch), "m", NU, VANDAAG)
    assert [v.veld for v in fout.value.velden] == ["elektronisch.toestemmingsdatum"]


@pytest.mark.parametrize(
    ("elektronisch", "weg", "veld"),
    [
        (None, Verzendweg.ELEKTRONISCH, "elektronisch"),
        (VIA_PORTAAL, Verzendweg.POST, "weg"),
        (VIA_PORTAAL, Verzendweg.UITREIKING, "weg"),
        (replace(VIA_PORTAAL, bereikbaar_vanaf=NU + timedelta(days=1)), None, "datum"),
    ],
)
def test_a_decision_goes_one_way_on_the_day_of_that_way(
    elektronisch: ElektronischeVerzending | None, weg: Verzendweg | None, veld: str
) -> None:
    bekendmaking = Bekendmaking(VANDAAG, "-", elektronisch, weg)
    assert [f.veld for f in onjuiste_verzending(bekendmaking, None)] == [veld]


@pytest.mark.parametrize("weg", Verzendweg)
def test_every_way_can_be_right(weg: Verzendweg) -> None:
    elektronisch = replace(VIA_PORTAAL, bereikbaar_vanaf=NU) if weg is Verzendweg.ELEKTRONISCH else None
    assert [*onjuiste_verzending(Bekendmaking(VANDAAG, "-", elektronisch, weg), None)] == []


def test_what_did_not_arrive_electronically_is_sent_again_and_the_new_day_counts() -> None:
    genomen = neem(een_besluit(), een_grondslag(), "medewerker-3", NU)
    eerst = maak_bekend(genomen, Bekendmaking(VANDAAG, "per mail", VIA_PORTAAL), "m", NU, VANDAAG)
    morgen, per_post = VANDAAG + timedelta(days=1), Verzendweg.POST
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        maak_bekend(eerst, Bekendmaking(VANDAAG, "-", weg=per_post), "m", NU, morgen)
    assert [(v.veld, v.regel) for v in fout.value.velden] == [("datum", "W07")]
    opnieuw = maak_bekend(eerst, Bekendmaking(morgen, "-", weg=per_post), "m", NU, morgen)
    assert opnieuw.bekendmaking == Bekendmaking(morgen, "-", weg=per_post)
    with pytest.raises(VerkeerdeStatus, match="al bekendgemaakt"):
        maak_bekend(opnieuw, Bekendmaking(morgen, "-"), "m", NU, morgen)


def test_a_personal_budget_has_the_motivation_of_the_client() -> None:
    for geen in (None, " "):
        regel = een_pgb_regel(pgb_motivering=geen, afwijking_van_plan=GROND)
        assert lacunes(een_besluit(regel)) == {("regels[0].pgbMotivering", "W07")}


def test_who_refuses_a_personal_budget_names_the_ground_of_the_law() -> None:
    pgb = AfgewezenDeel(("R1",), "Een pgb", "Het is duurder.", Leveringsvorm.PGB, Pgbweigergrond.DUURDER)
    assert lacunes(een_besluit(afgewezen_delen=(pgb,))) == set()
    for half in (replace(pgb, pgb_weigergrond=None), replace(pgb, leveringsvorm=None)):
        besluit = een_besluit(afgewezen_delen=(half,))
        assert lacunes(besluit) == {("afgewezenDelen[0].pgbWeigergrond", "W07")}


def test_the_same_product_twice_at_one_provider_is_refused() -> None:
    besluit = een_besluit(een_besluitregel(), een_besluitregel(nummer=2, afwijking_van_plan=GROND))
    assert lacunes(besluit, proef=True) == {("regels[1].productcode", "OP259")}


def test_what_can_never_be_carried_out_is_named_with_all_else_that_lacks() -> None:
    besluit = een_besluit(
        een_besluitregel(), een_besluitregel(nummer=2, afwijking_van_plan=GROND), motivering=""
    )
    assert lacunes(besluit, proef=True) == {("regels[1].productcode", "OP259"), ("motivering", "W07")}


def een_spoedbesluit(**regel: object) -> Besluit:
    return een_besluit(
        een_besluitregel(**regel),
        soort=Besluitsoort.SPOED,
        aanvraag_id=None,
        plan_van_aanpak_id=None,
        planversies=(),
    )


def test_an_urgent_decision_needs_no_plan_waiver_or_aanvraag() -> None:
    assert lacunes(een_spoedbesluit(), Grondslag(None)) == set()


def test_an_urgent_decision_is_temporary() -> None:
    zonder_einde = een_spoedbesluit(periode=Periode(BEGIN))
    assert lacunes(zonder_einde, Grondslag(None)) == {("regels[0].periode.einddatum", "W03")}


def een_wijziging(**anders: Any) -> Besluit:
    """The draft of a decision after reassessment, which changes the default one."""
    return een_opvolger(
        een_besluitregel(), **{"ingangsdatum": BEGIN, "status": Besluitstatus.ONTWERP} | anders
    )


def na(*eerder: Besluit, **anders: Any) -> Grondslag:
    """The grounds, where these decisions were made before."""
    return een_grondslag(andere_besluiten=eerder, **anders)


def test_a_decision_that_changes_an_earlier_one_says_from_when() -> None:
    eerder = na(een_bekendgemaakt_besluit())
    assert lacunes(een_wijziging(), eerder) == set()
    assert lacunes(een_wijziging(ingangsdatum=None), eerder) == {("ingangsdatum", "W08")}
    later = een_wijziging(ingangsdatum=BEGIN + timedelta(days=1))
    assert ("regels[0].periode.begindatum", "W08") in lacunes(later, eerder, proef=True)


def test_a_total_that_changes_over_its_whole_run_may_have_begun_before_the_change() -> None:
    totaal = een_besluitregel(omvang=ALLEEN_TOTAAL, concrete_tijd=TWEE_UUR_PER_WEEK, afwijking_van_plan=GROND)
    eerder = na(een_bekendgemaakt_besluit(totaal))
    later = een_wijziging(
        regels=(replace(totaal, omvang=replace(ALLEEN_TOTAAL, volume=140)),),
        ingangsdatum=BEGIN + timedelta(days=1),
    )
    assert lacunes(later, eerder, proef=True) == set()


def test_only_what_holds_from_the_change_on_has_to_lie_in_the_term_of_the_plan_van_aanpak() -> None:
    totaal = een_besluitregel(
        periode=Periode(TERMIJN.begin - timedelta(days=1), EIND),
        omvang=ALLEEN_TOTAAL,
        concrete_tijd=TWEE_UUR_PER_WEEK,
        afwijking_van_plan=GROND,
    )
    assert lacunes(een_besluit(totaal)) == {("regels[0].periode", "M14")}
    assert lacunes(een_wijziging(regels=(totaal,)), na(een_bekendgemaakt_besluit(totaal))) == set()


def een_weigering(**anders: Any) -> Besluit:
    """The refusal of more than the client has."""
    afgewezen = (AfgewezenDeel(("R1",), "Meer hulp", "Wat u heeft is genoeg."),)
    delen = {"regels": (), "afgewezen_delen": afgewezen, "uitkomst": Uitkomst.AFGEWEZEN}
    return een_besluit(**{"soort": Besluitsoort.HERBEOORDELING} | delen | anders)


def test_a_refusal_of_more_changes_no_decision() -> None:
    assert lacunes(een_weigering(), proef=True) == set()


def test_a_refusal_that_names_a_decision_would_end_what_that_grants_and_is_refused() -> None:
    weigering = een_weigering(wijzigt=een_besluit().id, ingangsdatum=BEGIN)
    assert lacunes(weigering, na(een_bekendgemaakt_besluit())) == {("wijzigt", "W08")}


def test_a_stop_need_not_say_anything_about_the_results_of_the_plan() -> None:
    stop = een_wijziging(regels=(), planversies=(), uitkomst=Uitkomst.BEEINDIGD)
    assert lacunes(stop, na(een_bekendgemaakt_besluit()), proef=True) == set()


@pytest.mark.parametrize("status", [Besluitstatus.ONTWERP, Besluitstatus.GENOMEN, Besluitstatus.INGETROKKEN])
def test_only_an_announced_decision_can_be_changed(status: Besluitstatus) -> None:
    assert lacunes(een_wijziging(), na(een_besluit(status=status))) == {("wijzigt", "W08")}


@pytest.mark.parametrize("soort", [Besluitsoort.HERBEOORDELING, Besluitsoort.HERSTEL])
def test_a_reassessment_and_a_repair_name_the_decision_that_they_change(soort: Besluitsoort) -> None:
    assert lacunes(een_besluit(soort=soort)) == {("wijzigt", "W08")}


def test_a_regular_decision_that_takes_the_place_of_an_urgent_one_answers_an_aanvraag_too() -> None:
    spoed = een_bekendgemaakt_besluit(soort=Besluitsoort.SPOED, aanvraag_id=None)
    besluit = een_wijziging(soort=Besluitsoort.REGULIER)
    assert lacunes(besluit, na(spoed)) == set()
    zonder = replace(besluit, aanvraag_id=None)
    assert lacunes(zonder, na(spoed, aanvraag=None)) == {("aanvraagId", "W02")}
    ook_besloten = een_bekendgemaakt_besluit(id=UUID(int=1))
    assert lacunes(besluit, na(spoed, ook_besloten)) == {("aanvraagId", "W07")}


GELDIG = pytest.mark.parametrize("status", [Besluitstatus.GENOMEN, Besluitstatus.BEKENDGEMAAKT])


def _met(ander: Besluit) -> Grondslag:
    return na(replace(ander, id=UUID(int=1)))


@GELDIG
def test_one_decision_answers_an_aanvraag(status: Besluitstatus) -> None:
    assert lacunes(een_besluit(), _met(een_besluit(status=status))) == {("aanvraagId", "W07")}


@GELDIG
def test_one_decision_takes_the_place_of_an_earlier(status: Besluitstatus) -> None:
    eerder = een_bekendgemaakt_besluit()
    tussendoor = een_wijziging(id=UUID(int=1), status=status)
    assert lacunes(een_wijziging(), na(eerder, tussendoor)) == {("wijzigt", "W08")}
    assert lacunes(een_wijziging(), na(eerder, een_besluit(id=UUID(int=1), status=status))) == set()


def test_a_draft_a_withdrawn_and_an_urgent_decision_leave_the_aanvraag_open() -> None:
    for ander in (
        een_besluit(),
        een_besluit(status=Besluitstatus.INGETROKKEN),
        een_besluit(status=Besluitstatus.BEKENDGEMAAKT, soort=Besluitsoort.SPOED),
    ):
        assert lacunes(een_besluit(), _met(ander)) == set()


@pytest.mark.parametrize(
    ("regels", "afgewezen", "wijzigt", "uitkomst"),
    [
        ((een_besluitregel(),), (), None, Uitkomst.TOEGEKEND),
        ((een_besluitregel(),), (AfgewezenDeel(("R2",), "wat", "reden"),), None, Uitkomst.GEDEELTELIJK),
        ((), (AfgewezenDeel(("R1",), "wat", "reden"),), None, Uitkomst.AFGEWEZEN),
        ((), (), None, Uitkomst.AFGEWEZEN),
        ((), (), UUID(int=1), Uitkomst.BEEINDIGD),
        ((een_besluitregel(),), (), UUID(int=1), Uitkomst.TOEGEKEND),
    ],
)
def test_the_outcome_follows_from_the_contents(
    regels: tuple[Besluitregel, ...],
    afgewezen: tuple[AfgewezenDeel, ...],
    wijzigt: UUID | None,
    uitkomst: Uitkomst,
) -> None:
    assert bepaal_uitkomst(regels, afgewezen, wijzigt) is uitkomst


HEUSDEN = Profielgemeente(Gemeentecode("0797"), "Heusden", beschikkingsarm=True)
TILBURG = Profielgemeente(Gemeentecode("0855"), "Tilburg")
ARM, BESCHIKKING = Vorm.PLAN_VAN_AANPAK_MET_PLAN, Vorm.BESCHIKKING


@pytest.mark.parametrize(
    ("gemeente", "uitkomst", "gevraagd", "vorm"),
    [
        (HEUSDEN, Uitkomst.TOEGEKEND, False, ARM),
        (HEUSDEN, Uitkomst.TOEGEKEND, True, BESCHIKKING),
        (HEUSDEN, Uitkomst.GEDEELTELIJK, False, BESCHIKKING),
        (HEUSDEN, Uitkomst.AFGEWEZEN, False, BESCHIKKING),
        (TILBURG, Uitkomst.TOEGEKEND, False, BESCHIKKING),
    ],
)
def test_the_form_follows_from_municipality_outcome_and_the_wish_of_the_client(
    gemeente: Profielgemeente, uitkomst: Uitkomst, gevraagd: bool, vorm: Vorm
) -> None:
    assert bepaal_vorm(gemeente, uitkomst, een_grondslag(), beschikking_gevraagd=gevraagd) is vorm


def test_without_a_plan_there_is_a_beschikking_even_where_the_municipality_works_without() -> None:
    assert (
        bepaal_vorm(HEUSDEN, Uitkomst.TOEGEKEND, Grondslag(None), beschikking_gevraagd=False) is BESCHIKKING
    )


def genomen() -> Besluit:
    return neem(een_besluit(), een_grondslag(), "medewerker-3", NU)


def bekend(besluit: Besluit, op: date = VANDAAG) -> Besluit:
    return maak_bekend(besluit, Bekendmaking(op, "post"), "medewerker-3", NU, VANDAAG)


def test_a_decision_is_carried_out_only_after_it_was_announced() -> None:
    for te_vroeg in (een_besluit(), genomen()):
        with pytest.raises(VerkeerdeStatus):
            vereis_uitvoerbaar(te_vroeg, None)
    vereis_uitvoerbaar(bekend(genomen()), None)


def test_a_decision_is_carried_out_once() -> None:
    with pytest.raises(VerkeerdeStatus):
        vereis_uitvoerbaar(replace(bekend(genomen()), uitgevoerd_op=NU), None)


def test_decisions_are_carried_out_in_the_order_in_which_they_change_each_other() -> None:
    eerder, later = een_bekendgemaakt_besluit(), een_opvolger(ingangsdatum=BEGIN)
    with pytest.raises(VerkeerdeStatus, match="Wijs eerst besluit WMO-2026-1 toe"):
        vereis_uitvoerbaar(later, eerder)
    vereis_uitvoerbaar(later, replace(eerder, uitgevoerd_op=NU))


def test_only_a_decision_that_was_taken_is_announced() -> None:
    with pytest.raises(VerkeerdeStatus):
        bekend(een_besluit())


@pytest.mark.parametrize("dagen", [-1, 1], ids=["before it was taken", "in the future"])
def test_the_day_of_the_announcement_must_be_possible(dagen: int) -> None:
    with pytest.raises(VoorwaardeNietVervuld):
        bekend(genomen(), VANDAAG + timedelta(days=dagen))


def test_a_decision_that_was_carried_out_is_not_withdrawn() -> None:
    ingetrokken = trek_in(bekend(genomen()), (), "Op verzoek.", "medewerker-3", NU)
    assert ingetrokken.status is Besluitstatus.INGETROKKEN
    with pytest.raises(VerkeerdeStatus):
        trek_in(replace(bekend(genomen()), uitgevoerd_op=NU), (), "Op verzoek.", "medewerker-3", NU)


def test_a_decision_that_another_one_changes_is_not_withdrawn() -> None:
    wijziging = een_opvolger(ingangsdatum=BEGIN)
    with pytest.raises(VerkeerdeStatus, match="Trek dat eerst in"):
        trek_in(bekend(genomen()), (wijziging,), "Op verzoek.", "medewerker-3", NU)
    ingetrokken = replace(wijziging, status=Besluitstatus.INGETROKKEN)
    trek_in(bekend(genomen()), (ingetrokken,), "Op verzoek.", "medewerker-3", NU)


def test_a_step_out_of_turn_says_which_steps_there_are() -> None:
    bekendmaking = Bekendmaking(VANDAAG, "post")
    with pytest.raises(VerkeerdeStatus, match="Wel mogelijk: genomen, ingetrokken"):
        maak_bekend(een_besluit(), bekendmaking, "m", NU, VANDAAG)
    ingetrokken = een_besluit(status=Besluitstatus.INGETROKKEN)
    with pytest.raises(VerkeerdeStatus, match="geen volgende status"):
        maak_bekend(ingetrokken, bekendmaking, "m", NU, VANDAAG)


ZONDER_REDEN = AfgewezenDeel(("R1",), "Ramen", " ")


@pytest.mark.parametrize(
    ("besluit", "lacune"),
    [
        (een_besluit(plan_van_aanpak_id=None), ("planVanAanpakId", "M02")),
        (
            een_besluit(afgewezen_delen=(AfgewezenDeel(("R1",), "Ramen", " "),)),
            ("afgewezenDelen[0].reden", "W07"),
        ),
        (een_besluit(een_besluitregel(aanbieder=None)), ("regels[0].aanbieder", "W07")),
        (replace(een_besluit(), regels=()), ("regels", "W07")),
        (een_besluit(een_besluitregel(omvang=None, concrete_tijd=uren(0))), ("regels[0].omvang", "W05")),
    ],
    ids=["no plan van aanpak", "no reason", "nobody delivers", "nothing", "no time"],
)
def test_what_a_decision_lacks_is_named(besluit: Besluit, lacune: tuple[str, str]) -> None:
    assert lacune in lacunes(besluit)


def test_the_aanvraag_is_that_of_the_same_melding() -> None:
    van_een_ander = een_grondslag(aanvraag=een_aanvraag(melding_id=UUID(int=99)))

    assert lacunes(een_besluit(), van_een_ander) == {("aanvraagId", "W02")}


def mist(
    besluit: Besluit, onderzoek: Onderzoek | None, client: Client | None = None
) -> list[tuple[str, str | None]]:
    tekorten = onvolledig_onderzoek(besluit, client or een_client(), een_melding(), onderzoek)
    return [(f.veld, f.regel) for f in tekorten]


@pytest.mark.parametrize("soort", [Besluitsoort.REGULIER, Besluitsoort.HERBEOORDELING])
def test_a_decision_rests_on_a_research_that_did_what_the_law_asks(soort: Besluitsoort) -> None:
    besluit = een_besluit(soort=soort)
    zonder_pgb = een_onderzoek(verantwoording=een_verantwoording(pgb_besproken_op=None))

    assert mist(besluit, een_onderzoek()) == []
    assert mist(besluit, zonder_pgb) == [("onderzoek.verantwoording.pgbBesprokenDatum", "W11")]
    assert mist(besluit, een_onderzoek(afronding=None)) == mist(besluit, None) == [("onderzoek", "W11")]
    onbekend = een_client(identificatie=None)
    assert mist(besluit, een_onderzoek(), onbekend) == [("client.identificatie", "W01")]


@pytest.mark.parametrize("soort", [Besluitsoort.SPOED, Besluitsoort.HERSTEL, Besluitsoort.BUITEN_BEHANDELING])
def test_urgency_a_repair_and_setting_aside_wait_for_no_research(soort: Besluitsoort) -> None:
    assert mist(een_besluit(soort=soort), None) == []
