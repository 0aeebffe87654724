"""The life of a plan: which step fits which state, and what each step demands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fouten import OngeldigeInvoer, VerkeerdeStatus, VoorwaardeNietVervuld
from app.domain.plan import stappen as planstappen
from app.domain.plan.ondersteuningsplan import (
    Aanleiding,
    Afschrift,
    Ondersteuningsplan,
    Ondertekenaar,
    Ondertekening,
    OndertekeningAlternatief,
    Oordeel,
    Planstatus,
    Termijnmelding,
    Teruglegging,
    Uitvraag,
    Vaststelling,
    Verzending,
    Weigerreden,
)
from app.domain.plan.plan_van_aanpak import Bespreking
from app.domain.profielen import Regioprofiel
from app.domain.profielen.regioprofiel import Ernst
from tests.bouw import (
    AANBIEDER,
    NU,
    PLAN_ID,
    VANDAAG,
    een_beoordeling,
    een_invulling,
    een_ondersteuningsplan,
    een_plan_van_aanpak,
    een_resultaat,
    een_toetsbevinding,
    het_profiel,
)

S = Planstatus
VERZENDING = Verzending("zorgmail", "linde@zorgmail.example.nl", NU, "ZM-1")


def plan(status: Planstatus = S.INGEDIEND, *, ontvangen: bool = True, **anders: object) -> Ondersteuningsplan:
    verzending = replace(VERZENDING, afgeleverd_op=NU if ontvangen else None)
    return replace(een_ondersteuningsplan(status=status, uitvraag=Uitvraag((), verzending)), **anders)


STAPPEN: dict[str, Callable[[Ondersteuningsplan], object]] = {
    "casus": lambda p: planstappen.vul_casus_in(p, "Casus."),
    "ontvangen": lambda p: planstappen.ontvangen(p, NU),
    "weigeren": lambda p: planstappen.weigeren(p, Weigerreden.ANDERS, "Vol.", "m", NU),
    "invullen": lambda p: planstappen.invullen(p, een_invulling(), het_profiel("hvb")),
    "indienen": lambda p: planstappen.indienen(
        p, formulier_versie=p.formulier_versie, gericht_aan="m", door="m", op=NU, correctie="Een tikfout."
    ),
    "termijn": lambda p: planstappen.meld_termijn(p, Termijnmelding(NU, VANDAAG, "Ziek.")),
    "terugleggen": lambda p: leg_terug(p, het_profiel("mlo"), onvolledig=True),
    "beoordelen": lambda p: planstappen.beoordelen(p, een_beoordeling(), het_profiel("mlo")),
    "ondertekenen": lambda p: planstappen.ondertekenen(p, handtekening(Ondertekenaar.CLIENT)),
    "afschrift": lambda p: planstappen.geef_afschrift(p, Afschrift(1, VANDAAG, "post")),
    "vaststellen": lambda p: planstappen.vaststellen(p, Vaststelling(1, VANDAAG, "thuis"), (), "m", NU),
    "intrekken": lambda p: planstappen.intrekken(p, "Anders.", "m", NU),
    "vervangen": lambda p: planstappen.vervangen(p, "m", NU),
    "beeindigen": lambda p: planstappen.beeindigen(p, "Verhuisd.", "m", NU),
}

PAST: dict[str, set[Planstatus]] = {
    "casus": {S.CONCEPT},
    "ontvangen": {S.UITGEVRAAGD},
    "weigeren": {S.UITGEVRAAGD, S.TERUGGELEGD},
    "invullen": {S.UITGEVRAAGD, S.INGEDIEND, S.TERUGGELEGD},
    "indienen": {S.UITGEVRAAGD, S.INGEDIEND, S.TERUGGELEGD},
    "termijn": {S.UITGEVRAAGD, S.TERUGGELEGD},
    "terugleggen": {S.INGEDIEND, S.AKKOORD, S.NIET_AKKOORD},
    "beoordelen": {S.INGEDIEND, S.NIET_AKKOORD},
    "ondertekenen": {S.INGEDIEND, S.AKKOORD, S.NIET_AKKOORD},
    "afschrift": {S.INGEDIEND, S.AKKOORD, S.NIET_AKKOORD, S.VASTGESTELD},
    "vaststellen": {S.AKKOORD},
    "intrekken": {S.CONCEPT, S.UITGEVRAAGD, S.INGEDIEND, S.TERUGGELEGD, S.AKKOORD, S.NIET_AKKOORD},
    "vervangen": {S.VASTGESTELD, S.NIET_AKKOORD},
    "beeindigen": {S.VASTGESTELD, S.NIET_AKKOORD},
}


def leg_terug(
    op: Ondersteuningsplan, profiel: Regioprofiel, *, onvolledig: bool, contact: Bespreking | None = None
) -> Ondersteuningsplan:
    teruglegging = Teruglegging(1, NU, "Onduidelijk.", contact, "Teamleider" if contact else None)
    return planstappen.terugleggen(op, teruglegging, profiel, onvolledig=onvolledig, door="m")


def handtekening(door: Ondertekenaar, versie: int = 1) -> Ondertekening:
    return Ondertekening(versie, door, VANDAAG, "op papier")


def regels_van(fout: pytest.ExceptionInfo[VoorwaardeNietVervuld]) -> list[str | None]:
    return [v.regel for v in fout.value.velden]


@pytest.mark.parametrize("stap", STAPPEN)
@pytest.mark.parametrize("status", S)
def test_a_step_is_taken_in_its_own_states_and_no_other(stap: str, status: Planstatus) -> None:
    begin = plan(status, ontvangen=stap != "ontvangen")
    if status in PAST[stap]:
        STAPPEN[stap](begin)
    else:
        with pytest.raises(VerkeerdeStatus):
            STAPPEN[stap](begin)


@given(st.lists(st.sampled_from(sorted(STAPPEN)), max_size=12))
def test_whatever_is_tried_every_transition_is_one_that_exists(stappen: list[str]) -> None:
    huidig = plan(S.CONCEPT, overgangen=())
    for stap in stappen:
        try:
            volgend = STAPPEN[stap](huidig)
        except (VerkeerdeStatus, VoorwaardeNietVervuld):
            continue
        volgend = volgend[0] if isinstance(volgend, tuple) else volgend
        assert isinstance(volgend, Ondersteuningsplan)
        if volgend.status is not huidig.status:
            assert volgend.status in planstappen.OVERGANGEN[huidig.status]
            assert volgend.overgangen[-1].naar == volgend.status
        huidig = volgend


class TestOpstellen:
    def stel_op(self, op: datetime = NU, **anders: object) -> Ondersteuningsplan:
        gegevens = {
            "id": PLAN_ID,
            "plan_van_aanpak": een_plan_van_aanpak(),
            "aanbieder": AANBIEDER,
            "profiel": het_profiel("mlo"),
            "aanleiding": Aanleiding.NIEUW,
            "casus": "",
            "vervangt": None,
            "door": "m",
            "op": op,
        }
        return planstappen.stel_op(**gegevens | anders)  # type: ignore[arg-type]

    def test_on_the_form_that_holds(self) -> None:
        assert self.stel_op().formulier_versie == het_profiel("mlo").formulier.versie

    def test_not_before_the_day_of_the_form(self) -> None:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            self.stel_op(datetime(2017, 12, 31, 12, tzinfo=UTC))
        assert regels_van(fout) == ["M27"]

    def test_the_day_of_the_form_is_a_day_in_the_netherlands(self) -> None:
        assert self.stel_op(datetime(2017, 12, 31, 23, 30, tzinfo=UTC))

    @pytest.mark.parametrize("regio", ["mlo", "hvb"])
    def test_the_results_of_the_plan_van_aanpak_come_along(self, regio: str) -> None:
        assert self.stel_op(profiel=het_profiel(regio)).resultaten == (een_resultaat(),)

    def test_a_provider_may_be_asked_for_some_of_them(self) -> None:
        basis = een_plan_van_aanpak(een_resultaat("R1"), een_resultaat("R2"), een_resultaat("R3"))
        gevraagd = self.stel_op(plan_van_aanpak=basis, codes=("R3", "R1")).resultaten
        assert [r.code for r in gevraagd] == ["R1", "R3"]

    @pytest.mark.parametrize(("codes", "veld"), [(("R1", "R9"), "resultaten[1]"), ((), "resultaten")])
    def test_a_result_that_is_not_in_the_plan_van_aanpak_cannot_be_asked(
        self, codes: tuple[str, ...], veld: str
    ) -> None:
        with pytest.raises(OngeldigeInvoer) as fout:
            self.stel_op(codes=codes)
        assert [v.veld for v in fout.value.velden] == [veld]


def test_the_results_set_beforehand_are_not_the_providers() -> None:
    anders = een_invulling(resultaten=(een_resultaat(omschrijving="Minder."),))

    with pytest.raises(OngeldigeInvoer) as fout:
        planstappen.invullen(plan(S.UITGEVRAAGD), anders, het_profiel("mlo"))

    assert fout.value.velden[0].regel == "M13"


def test_the_order_in_which_the_results_are_named_makes_no_difference() -> None:
    een, ander = een_resultaat("R1"), een_resultaat("R2")
    gevraagd = plan(S.UITGEVRAAGD, resultaten=(een, ander))

    ingevuld = planstappen.invullen(gevraagd, een_invulling(resultaten=(ander, een)), het_profiel("mlo"))

    assert ingevuld.invulling is not None
    assert ingevuld.invulling.resultaten == (een, ander)


def test_a_request_is_not_received_before_it_is_sent() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        planstappen.ontvangen(plan(S.UITGEVRAAGD, ontvangen=False), NU - timedelta(minutes=1))
    assert regels_van(fout) == ["H19"]


def test_each_submission_is_the_next_version() -> None:
    ingediend, versie = planstappen.indienen(
        plan(S.TERUGGELEGD), formulier_versie="2018", gericht_aan="m", door="m", op=NU
    )

    assert (ingediend.versie, versie.volgnummer, versie.inhoud) == (2, 2, ingediend.invulling)


def test_a_submission_names_the_form_and_the_addressee() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        planstappen.indienen(
            plan(S.UITGEVRAAGD, invulling=None), formulier_versie="x", gericht_aan=" ", door="m", op=NU
        )
    assert regels_van(fout) == ["M14", "H06", "H09"]


@pytest.mark.parametrize(("ernst", "onvolledig"), [(Ernst.BLOKKEREND, True), (Ernst.ADVISEREND, False)])
def test_a_form_is_incomplete_when_a_blocking_fault_is_in_it(ernst: Ernst, onvolledig: bool) -> None:
    assert planstappen.is_onvolledig([een_toetsbevinding(ernst)]) is onvolledig


def test_discussion_is_no_reason_to_lay_back_where_it_belongs_in_the_report() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        leg_terug(plan(), het_profiel("mlo"), onvolledig=False)
    assert regels_van(fout) == ["M20"]


def test_contact_comes_with_what_is_laid_back_elsewhere() -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        leg_terug(plan(), het_profiel("hvb"), onvolledig=True)
    assert regels_van(fout) == ["H18"]
    contact = Bespreking(VANDAAG, "telefonisch")
    assert leg_terug(plan(), het_profiel("hvb"), onvolledig=False, contact=contact).terugleggingen


def test_a_verdict_does_not_pass_a_blocking_finding() -> None:
    with pytest.raises(VoorwaardeNietVervuld):
        planstappen.beoordelen(
            plan(),
            een_beoordeling(Oordeel.AKKOORD, een_toetsbevinding(Ernst.BLOKKEREND)),
            het_profiel("mlo"),
        )


@pytest.mark.parametrize(("regio", "regels"), [("hvb", ["H13", "H17"]), ("mlo", ["H13"])])
def test_a_verdict_is_motivated_on_the_intensity_too_where_the_form_asks_one(
    regio: str, regels: list[str]
) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        planstappen.beoordelen(
            plan(), een_beoordeling(motivering=" ", onderbouwing_intensiteit=""), het_profiel(regio)
        )
    assert regels_van(fout) == regels


def test_a_negative_verdict_may_be_given_on_a_plan_with_a_blocking_finding() -> None:
    oordeel = een_beoordeling(Oordeel.NIET_AKKOORD, een_toetsbevinding(Ernst.BLOKKEREND))

    assert planstappen.beoordelen(plan(), oordeel, het_profiel("mlo")).status is S.NIET_AKKOORD


@pytest.mark.parametrize(
    ("regio", "status", "kan"),
    [
        ("mlo", S.NIET_AKKOORD, True),
        ("hvb", S.NIET_AKKOORD, False),
        ("mlo", S.VASTGESTELD, True),
        ("hvb", S.VASTGESTELD, True),
        ("mlo", S.AKKOORD, False),
    ],
)
def test_a_decision_rests_on_an_adopted_plan_or_otherwise_where_the_plan_is_input(
    regio: str, status: Planstatus, kan: bool
) -> None:
    assert planstappen.kan_besluit_dragen(plan(status), het_profiel(regio)) is kan


@pytest.mark.parametrize(
    ("correctie", "regels"), [(None, ["M20"]), (" ", ["M20"]), ("De einddatum was fout.", [])]
)
def test_a_correction_names_the_mistake(correctie: str | None, regels: list[str]) -> None:
    ingediend = plan(S.INGEDIEND)
    wat = {"formulier_versie": "2018", "gericht_aan": "m", "door": "m", "op": NU, "correctie": correctie}
    if regels:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            planstappen.indienen(ingediend, **wat)  # type: ignore[arg-type]
        assert regels_van(fout) == regels
    else:
        opnieuw, _ = planstappen.indienen(ingediend, **wat)  # type: ignore[arg-type]
        assert (opnieuw.versie, opnieuw.overgangen[-1].reden) == (2, correctie)


@pytest.mark.parametrize("stap", ["beoordelen", "ondertekenen", "afschrift"])
def test_what_is_done_with_an_older_version_does_not_count(stap: str) -> None:
    with pytest.raises(VerkeerdeStatus, match="Versie 1 is niet de laatst ingediende"):
        STAPPEN[stap](plan(versie=2))


@pytest.mark.parametrize("stap", ["ondertekenen", "alternatief", "afschrift", "vaststellen"])
def test_nothing_is_done_with_a_plan_before_the_request_for_it_arrived(stap: str) -> None:
    alternatief = OndertekeningAlternatief(1, "Kan niet.", "Mentor.", VANDAAG)
    stappen = STAPPEN | {"alternatief": lambda p: planstappen.leg_alternatief_vast(p, alternatief)}
    morgen = replace(VERZENDING, afgeleverd_op=NU + timedelta(days=1))

    stappen[stap](plan(S.AKKOORD))
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stappen[stap](plan(S.AKKOORD, uitvraag=Uitvraag((), morgen)))
    assert regels_van(fout) == ["M12"]


def test_each_signs_a_version_once() -> None:
    getekend = planstappen.ondertekenen(plan(), handtekening(Ondertekenaar.CLIENT))

    assert planstappen.ondertekenen(getekend, handtekening(Ondertekenaar.AANBIEDER))
    with pytest.raises(VerkeerdeStatus):
        planstappen.ondertekenen(getekend, handtekening(Ondertekenaar.CLIENT))


@pytest.mark.parametrize(("reden", "andere_wijze"), [("", "Mentor."), ("Kan niet.", " ")])
def test_half_an_alternative_is_none(reden: str, andere_wijze: str) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        planstappen.leg_alternatief_vast(plan(), OndertekeningAlternatief(1, reden, andere_wijze, VANDAAG))
    assert regels_van(fout) == ["M09"]


def test_a_blocking_finding_stops_the_laying_down() -> None:
    vaststelling, blokkerend = Vaststelling(1, VANDAAG, "thuis"), een_toetsbevinding(Ernst.BLOKKEREND)

    with pytest.raises(VoorwaardeNietVervuld):
        planstappen.vaststellen(plan(S.AKKOORD), vaststelling, [blokkerend], "m", NU)


def test_only_a_plan_of_the_same_client_is_replaced() -> None:
    vorig = plan(S.VASTGESTELD)

    planstappen.vereis_vervangbaar(vorig, een_plan_van_aanpak())
    with pytest.raises(VerkeerdeStatus, match="andere cliënt"):
        planstappen.vereis_vervangbaar(vorig, een_plan_van_aanpak(client_id=PLAN_ID))
