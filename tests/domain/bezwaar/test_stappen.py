"""An objection: in time or excused, heard or not, decided within its term, and what follows (W09)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Bekendmaking, Besluit, Besluitsoort, Besluitstatus
from app.domain.bezwaar.bezwaar import (
    Aanvulling,
    Beroep,
    Beroepsoort,
    Bezwaar,
    Bezwaarbeslissing,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Hoorafziening,
    Horen,
    Indiener,
    Ontvangstbevestiging,
    Uitstel,
    Uitstelgrond,
    Vertegenwoordiger,
)
from app.domain.bezwaar.klokken import bezwaarklokken, bezwaartermijn_tot, laatste_dag
from app.domain.bezwaar.stappen import (
    beslis,
    bevestig,
    corrigeer,
    dien_in,
    hoor,
    leg_beroep_vast,
    maak_bekend,
    stel_in_gebreke,
    stel_uit,
    trek_in,
    volg_op,
    vraag_aanvulling,
    vul_aan,
)
from app.domain.fouten import VerkeerdeStatus, VoorwaardeNietVervuld, WmoFout
from app.domain.ontvangst import Datumcorrectie, Intrekking
from app.domain.partijen import Overgang
from app.domain.termijnen import Opschorting, Stand, Stap
from app.domain.toewijzing.tijdlijn import reeks_van
from app.domain.werkvoorraad import taken
from tests.bouw import BESLUIT_ID, NU, een_besluit, een_bezwaar, een_open_zaak, het_profiel, kalenders

KALENDER = kalenders(2026)
BEKEND = date(2026, 3, 2)
TOT = date(2026, 4, 13)
"""Six weeks after the announcement, a Monday."""
U = Bezwaaruitkomst
BESLUIT = een_besluit(
    status=Besluitstatus.BEKENDGEMAAKT,
    bekendmaking=Bekendmaking(BEKEND, "per post"),
    overgangen=(Overgang(Besluitstatus.GENOMEN, NU, "m"),),
    kenmerk="B1",
)


def ontvangen(op: date = TOT, **anders: Any) -> Bezwaar:
    return dien_in(een_bezwaar(ontvangen_op=op, **anders), BESLUIT, KALENDER)


def gehoord(bezwaar: Bezwaar | None = None, afgezien: Hoorafziening | None = None) -> Bezwaar:
    """Confirmed and heard, so that it can be decided on."""
    bezwaar = bevestig(bezwaar or ontvangen(), Ontvangstbevestiging(TOT + timedelta(days=9), False))
    return hoor(bezwaar, Horen(TOT + timedelta(days=10), "Wat de cliënt vertelde.", afgezien))


def beslissing(uitkomst: Bezwaaruitkomst = U.GEGROND, dag: int = 20, **anders: Any) -> Bezwaarbeslissing:
    op = datetime.combine(TOT + timedelta(days=dag), datetime.min.time(), UTC)
    return Bezwaarbeslissing(uitkomst, "Omdat.", "Beroep bij de rechtbank.", "m", op, **anders)


def velden(stap: Any, *args: Any) -> list[str]:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        stap(*args)
    assert {v.regel for v in fout.value.velden} == {"W09"}
    return [v.veld for v in fout.value.velden]


@pytest.mark.parametrize(
    ("op", "gepost", "te_laat"),
    [
        (TOT, None, False),
        (TOT + timedelta(days=1), None, True),
        (TOT + timedelta(days=7), TOT, False),
        (TOT + timedelta(days=8), TOT, True),
        (TOT + timedelta(days=7), TOT + timedelta(days=1), True),
    ],
)
def test_an_objection_is_in_time_by_receipt_or_by_post(op: date, gepost: date | None, te_laat: bool) -> None:
    assert bezwaartermijn_tot(BEKEND, KALENDER) == TOT
    assert ontvangen(op, verzonden_op=gepost).te_laat is te_laat


def test_one_before_the_announcement_is_not_too_early_and_has_no_term_yet() -> None:
    genomen = replace(BESLUIT, status=Besluitstatus.GENOMEN, bekendmaking=None)
    vroeg = dien_in(een_bezwaar(ontvangen_op=date(2026, 2, 20)), genomen, KALENDER)
    assert (vroeg.te_laat, laatste_dag(vroeg, KALENDER)) == (False, (None, ()))
    (klok,) = bezwaarklokken(vroeg, KALENDER)
    assert klok.stand(TOT, 3) is Stand.NIET_GESTART


@pytest.mark.parametrize("status", [Besluitstatus.ONTWERP, Besluitstatus.INGETROKKEN])
def test_there_is_no_objection_to_what_was_not_decided(status: Besluitstatus) -> None:
    with pytest.raises(VerkeerdeStatus):
        dien_in(een_bezwaar(), replace(BESLUIT, status=status), KALENDER)


@pytest.mark.parametrize(("commissie", "weken"), [(False, 6), (True, 12)])
def test_the_term_runs_from_the_end_of_the_term_to_object(commissie: bool, weken: int) -> None:
    vroeg = ontvangen(BEKEND)
    bevestigd = bevestig(vroeg, Ontvangstbevestiging(BEKEND, commissie))
    verwacht = KALENDER.werkdag_vanaf(TOT + timedelta(weeks=weken))
    assert laatste_dag(bevestigd, KALENDER)[0] == verwacht


def test_an_address_alone_completes_nothing_while_the_grounds_are_lacking() -> None:
    zonder = ontvangen(gronden=None, indiener=Indiener.VERTEGENWOORDIGER)
    gevraagd = vraag_aanvulling(zonder, Opschorting(TOT, "Alles ontbreekt.", TOT + timedelta(days=15)))
    namens = Vertegenwoordiger("A. Raadsman", ("Kerkplein 3",))
    met_adres = vul_aan(gevraagd, Aanvulling(TOT + timedelta(days=2), None, namens))
    assert (met_adres.vertegenwoordiger, met_adres.opschortingen[0].tot) == (namens, None)
    met_gronden = vul_aan(gevraagd, Aanvulling(TOT + timedelta(days=2), "Te weinig tijd."))
    assert met_gronden.opschortingen[0].tot is None
    compleet = vul_aan(met_adres, Aanvulling(TOT + timedelta(days=4), "Te weinig tijd."))
    assert compleet.opschortingen[0].tot == TOT + timedelta(days=4)
    assert velden(vul_aan, compleet, Aanvulling(TOT + timedelta(days=5))) == ["gronden"]


def test_the_term_stands_still_while_the_client_completes_it() -> None:
    zonder = ontvangen(gronden=None)
    vraag = Opschorting(TOT + timedelta(days=1), "Gronden ontbreken.", TOT + timedelta(days=15))
    gevraagd = vraag_aanvulling(zonder, vraag)
    # From the day after the request up to the day of completion: three days, to Thursday the 28th.
    aangevuld = vul_aan(gevraagd, Aanvulling(TOT + timedelta(days=5), "Te weinig tijd."))
    uiterlijk, stil = laatste_dag(aangevuld, KALENDER)
    assert uiterlijk == date(2026, 5, 28)
    assert [(p.begin, p.eind) for p in stil] == [(TOT + timedelta(days=2), TOT + timedelta(days=4))]
    assert aangevuld.gronden == "Te weinig tijd."
    (klok,) = bezwaarklokken(gevraagd, KALENDER)
    assert klok.stand(TOT + timedelta(days=3), 3) is Stand.OPGESCHORT


def test_a_request_within_the_term_to_object_costs_no_days() -> None:
    vroeg = ontvangen(BEKEND, gronden=None)
    vraag = Opschorting(BEKEND, "Gronden ontbreken.", BEKEND + timedelta(days=14))
    assert laatste_dag(vraag_aanvulling(vroeg, vraag), KALENDER) == laatste_dag(vroeg, KALENDER)


def test_it_is_adjourned_once_and_by_six_weeks_at_most() -> None:
    uiterlijk = date(2026, 5, 26)
    bezwaar = ontvangen()
    assert laatste_dag(bezwaar, KALENDER)[0] == uiterlijk
    verdaagd = stel_uit(
        bezwaar, Uitstel(Uitstelgrond.VERDAGING, uiterlijk, uiterlijk + timedelta(weeks=6)), KALENDER
    )
    assert laatste_dag(verdaagd, KALENDER)[0] == uiterlijk + timedelta(weeks=6)

    te_lang = Uitstel(Uitstelgrond.VERDAGING, uiterlijk, uiterlijk + timedelta(weeks=6, days=1))
    assert velden(stel_uit, bezwaar, te_lang, KALENDER) == ["nieuweDatum"]
    te_laat = Uitstel(Uitstelgrond.VERDAGING, uiterlijk + timedelta(days=1), uiterlijk + timedelta(days=9))
    assert velden(stel_uit, bezwaar, te_laat, KALENDER) == ["datum"]
    te_vroeg = replace(te_laat, op=bezwaar.ontvangen_op - timedelta(days=1))
    assert velden(stel_uit, bezwaar, te_vroeg, KALENDER) == ["datum"]
    nog_eens = Uitstel(Uitstelgrond.VERDAGING, uiterlijk, uiterlijk + timedelta(weeks=7))
    assert velden(stel_uit, verdaagd, nog_eens, KALENDER) == ["grond"]
    met_instemming = replace(nog_eens, grond=Uitstelgrond.INSTEMMING_INDIENER)
    langer = stel_uit(verdaagd, met_instemming, KALENDER)
    assert laatste_dag(langer, KALENDER)[0] == uiterlijk + timedelta(weeks=7)


def test_a_notice_of_default_starts_two_weeks_only_after_the_term() -> None:
    uiterlijk = date(2026, 5, 26)
    te_vroeg = stel_in_gebreke(ontvangen(), uiterlijk, KALENDER)
    assert len(bezwaarklokken(te_vroeg, KALENDER)) == 1
    op_tijd = stel_in_gebreke(te_vroeg, uiterlijk + timedelta(days=1), KALENDER)
    _, dwangsom = bezwaarklokken(op_tijd, KALENDER)
    assert (dwangsom.stap, dwangsom.uiterlijk) == (Stap.DWANGSOM, uiterlijk + timedelta(days=15))
    with pytest.raises(VerkeerdeStatus):
        stel_in_gebreke(op_tijd, uiterlijk + timedelta(days=2), KALENDER)


def test_every_lack_of_a_decision_on_an_objection_is_named_at_once() -> None:
    kaal = ontvangen(TOT + timedelta(days=1), gronden=None)
    assert velden(beslis, kaal, replace(beslissing(), motivering=" ")) == [
        "bevestiging",
        "horen",
        "motivering",
        "verschoonbaar",
        "gronden",
    ]


def test_one_that_is_too_late_is_excused_or_inadmissible() -> None:
    laat = gehoord(ontvangen(TOT + timedelta(days=8)))
    assert velden(beslis, laat, beslissing()) == ["verschoonbaar"]
    assert beslis(laat, beslissing(U.NIET_ONTVANKELIJK)).status is Bezwaarstatus.BESLIST
    assert beslis(laat, beslissing(verschoonbaar="In het ziekenhuis.")).status is Bezwaarstatus.BESLIST
    assert velden(beslis, gehoord(), beslissing(verschoonbaar="Onnodig.")) == ["verschoonbaar"]


def test_without_grounds_it_is_inadmissible_only_after_a_term_to_give_them() -> None:
    pro_forma = gehoord(ontvangen(gronden=None))
    assert velden(beslis, pro_forma, beslissing(U.NIET_ONTVANKELIJK)) == ["uitkomst"]
    gevraagd = vraag_aanvulling(
        pro_forma, Opschorting(TOT + timedelta(days=11), "Gronden.", TOT + timedelta(days=19))
    )
    assert velden(beslis, gevraagd, beslissing(U.NIET_ONTVANKELIJK, dag=18)) == ["uitkomst"]
    assert beslis(gevraagd, beslissing(U.NIET_ONTVANKELIJK)).beslissing is not None


@pytest.mark.parametrize(
    ("afgezien", "uitkomst"),
    [
        (Hoorafziening.KENNELIJK_NIET_ONTVANKELIJK, U.ONGEGROND),
        (Hoorafziening.KENNELIJK_ONGEGROND, U.GEGROND),
        (Hoorafziening.TEGEMOETGEKOMEN, U.ONGEGROND),
    ],
)
def test_a_ground_for_not_hearing_fits_the_outcome(
    afgezien: Hoorafziening, uitkomst: Bezwaaruitkomst
) -> None:
    assert velden(beslis, gehoord(afgezien=afgezien), beslissing(uitkomst)) == ["uitkomst"]
    assert (
        beslis(gehoord(afgezien=Hoorafziening.CLIENT_WIL_NIET), beslissing(uitkomst)).beslissing is not None
    )


def bekendgemaakt(uitkomst: Bezwaaruitkomst = U.GEGROND) -> Bezwaar:
    return maak_bekend(
        beslis(gehoord(), beslissing(uitkomst)), Bekendmaking(TOT + timedelta(days=21), "post")
    )


def test_the_clock_stops_with_the_announcement_of_the_decision() -> None:
    beslist = beslis(gehoord(), beslissing())
    (klok,) = bezwaarklokken(beslist, KALENDER)
    assert klok.stand(TOT + timedelta(days=21), 3) is Stand.LOOPT
    (klok,) = bezwaarklokken(bekendgemaakt(), KALENDER)
    assert klok.stand(TOT + timedelta(days=21), 3) is Stand.GEHAALD
    with pytest.raises(VerkeerdeStatus):
        maak_bekend(bekendgemaakt(), Bekendmaking(TOT + timedelta(days=22), "post"))
    assert velden(maak_bekend, beslist, Bekendmaking(TOT + timedelta(days=19), "post")) == ["datum"]


def test_the_client_takes_it_back_until_it_was_decided_on() -> None:
    intrekking = Intrekking(TOT + timedelta(days=12), "Het is opgelost.", "m", NU)
    ingetrokken = trek_in(gehoord(), intrekking)
    assert (ingetrokken.status, ingetrokken.wacht) == (Bezwaarstatus.INGETROKKEN, False)
    (klok,) = bezwaarklokken(ingetrokken, KALENDER)
    assert klok.stand(intrekking.op, 3) is Stand.VERVALLEN
    with pytest.raises(VerkeerdeStatus):
        beslis(ingetrokken, beslissing())
    with pytest.raises(VerkeerdeStatus):
        trek_in(bekendgemaakt(), intrekking)


def test_direct_appeal_takes_its_place_and_appeal_follows_it() -> None:
    direct = leg_beroep_vast(ontvangen(), Beroep(Beroepsoort.RECHTSTREEKS, TOT))
    assert (direct.status, direct.wacht) == (Bezwaarstatus.RECHTSTREEKS_BEROEP, False)
    beroep = Beroep(Beroepsoort.BEROEP, TOT + timedelta(days=30))
    with pytest.raises(VerkeerdeStatus):
        leg_beroep_vast(gehoord(), beroep)
    assert leg_beroep_vast(bekendgemaakt(U.ONGEGROND), beroep).beroepen == (beroep,)


OPVOLGER = een_besluit(
    id=UUID(int=77),
    status=Besluitstatus.GENOMEN,
    soort=Besluitsoort.HERSTEL,
    wijzigt=BESLUIT_ID,
    ingangsdatum=TOT,
    overgangen=(Overgang(Besluitstatus.GENOMEN, beslissing().op, "m"),),
)


def test_a_decision_that_changes_the_contested_one_follows_when_it_was_upheld() -> None:
    gegrond = bekendgemaakt()
    assert gegrond.wacht
    gevolgd = volg_op(gegrond, OPVOLGER, [BESLUIT])
    assert (gevolgd.opvolger, gevolgd.wacht) == (OPVOLGER.id, False)


@pytest.mark.parametrize(
    "anders",
    [
        {"wijzigt": None},
        {"wijzigt": UUID(int=78)},
        {"soort": Besluitsoort.REGULIER},
        {"status": Besluitstatus.ONTWERP},
    ],
)
def test_no_other_decision_follows_it(anders: dict[str, Any]) -> None:
    besluit = replace(OPVOLGER, **anders)
    voorgangers = reeks_van(besluit, [BESLUIT])
    assert velden(volg_op, bekendgemaakt(), besluit, voorgangers) == ["besluitId"]


@pytest.mark.parametrize("uitkomst", [U.ONGEGROND, U.NIET_ONTVANKELIJK])
def test_nothing_follows_one_that_was_not_upheld(uitkomst: Bezwaaruitkomst) -> None:
    niet = bekendgemaakt(uitkomst)
    assert not niet.wacht
    with pytest.raises(VerkeerdeStatus):
        volg_op(niet, OPVOLGER, [BESLUIT])


def test_a_change_meanwhile_is_contested_too() -> None:
    tussendoor = replace(BESLUIT, id=UUID(int=78))
    bezwaar = replace(bekendgemaakt(), ook_tegen=(tussendoor.id,))
    opvolger = replace(OPVOLGER, wijzigt=tussendoor.id)
    assert volg_op(bezwaar, opvolger, [tussendoor]).opvolger == OPVOLGER.id


def test_what_was_decided_before_the_decision_on_the_objection_does_not_follow_from_it() -> None:
    eerder = (Overgang(Besluitstatus.GENOMEN, beslissing().op - timedelta(days=1), "m"),)
    opvolger = replace(OPVOLGER, overgangen=eerder)
    assert velden(volg_op, bekendgemaakt(), opvolger, [BESLUIT]) == ["besluitId"]


def test_where_the_contested_decision_was_changed_before_what_follows_changes_the_last_one() -> None:
    eerder_gewijzigd = replace(
        BESLUIT, id=UUID(int=78), soort=Besluitsoort.HERBEOORDELING, wijzigt=BESLUIT.id
    )
    opvolger = replace(OPVOLGER, wijzigt=eerder_gewijzigd.id)
    voorgangers = reeks_van(opvolger, [BESLUIT, eerder_gewijzigd])
    assert volg_op(bekendgemaakt(), opvolger, voorgangers).opvolger == opvolger.id


@pytest.mark.parametrize(
    ("uitkomst", "genoemd"),
    [(U.GEGROND, ["uitkomst"]), (U.ONGEGROND, ["uitkomst"]), (U.NIET_ONTVANKELIJK, [])],
)
def test_of_a_decision_that_was_withdrawn_nothing_is_left_to_decide_on(
    uitkomst: Bezwaaruitkomst, genoemd: list[str]
) -> None:
    van_een_ander = replace(BESLUIT, overgangen=(Overgang(Besluitstatus.GENOMEN, NU, "n"),))
    ingetrokken = replace(van_een_ander, status=Besluitstatus.INGETROKKEN, bekendmaking=None)
    vroeg = gehoord(ontvangen(termijn_tot=None))
    if genoemd:
        assert velden(beslis, vroeg, beslissing(uitkomst), [ingetrokken]) == genoemd
    else:
        assert beslis(vroeg, beslissing(uitkomst), [ingetrokken]).wacht
    assert beslis(vroeg, beslissing(uitkomst), [ingetrokken, van_een_ander]).beslissing is not None


class TestWerkvoorraad:
    """The worklist of who must act names the next step."""

    def taak(self, bezwaar: Bezwaar, dag: date = TOT, *later: Besluit) -> list[str]:
        besluiten = (replace(BESLUIT, regels=()), *(replace(b, regels=()) for b in later))
        zaak = een_open_zaak(besluiten=besluiten, bezwaren=(bezwaar,))
        return [taak for taak in taken(zaak, het_profiel("mlo"), dag) if "ezwaar" in taak]

    def test_from_receipt_to_the_decision_that_follows(self) -> None:
        assert [t.split()[0] for t in self.taak(ontvangen())] == ["Bevestig", "Hoor"]
        assert [t.split()[0] for t in self.taak(ontvangen(gronden=None))] == ["Bevestig", "Geef"]
        assert self.taak(gehoord()) == ["Beslis op bezwaar BZW-1 tegen besluit B1."]
        assert [t.split()[0] for t in self.taak(beslis(gehoord(), beslissing()))] == ["Maak"]
        assert [t.split()[0] for t in self.taak(bekendgemaakt())] == ["Bezwaar"]
        assert self.taak(bekendgemaakt(U.ONGEGROND)) == []
        assert self.taak(volg_op(bekendgemaakt(), OPVOLGER, [BESLUIT])) == []

    def test_the_decision_that_follows_changes_the_last_one_or_is_there_already(self) -> None:
        ervoor = (Overgang(Besluitstatus.GENOMEN, beslissing().op - timedelta(minutes=1), "m"),)
        intussen = replace(OPVOLGER, kenmerk="B2", overgangen=ervoor)
        (taak,) = self.taak(bekendgemaakt(), TOT, intussen)
        assert "neem het besluit dat besluit B2 wijzigt" in taak
        erna = replace(OPVOLGER, id=UUID(int=78), kenmerk="B3", wijzigt=intussen.id)
        (taak,) = self.taak(bekendgemaakt(), TOT, intussen, erna)
        assert "noem daarbij besluit B3" in taak
        ingetrokken = replace(erna, status=Besluitstatus.INGETROKKEN)
        assert self.taak(bekendgemaakt(), TOT, intussen, ingetrokken) == self.taak(
            bekendgemaakt(), TOT, intussen
        )

    def test_nothing_while_the_client_completes_it(self) -> None:
        gevraagd = vraag_aanvulling(
            gehoord(ontvangen(gronden=None)), Opschorting(TOT, "Gronden.", TOT + timedelta(days=7))
        )
        assert self.taak(gevraagd, TOT + timedelta(days=7)) == []
        assert self.taak(gevraagd, TOT + timedelta(days=8)) != []


@pytest.mark.parametrize("stap", [vul_aan, hoor, bevestig, vraag_aanvulling])
def test_no_step_is_of_before_the_receipt(stap: Any) -> None:
    ervoor = TOT - timedelta(days=1)
    wat = {
        vul_aan: (Aanvulling(ervoor, "Gronden."),),
        hoor: (Horen(ervoor, "Verslag."),),
        bevestig: (Ontvangstbevestiging(ervoor, False),),
        vraag_aanvulling: (Opschorting(ervoor, "Gronden.", TOT),),
    }
    with pytest.raises(WmoFout):
        stap(ontvangen(), *wat[stap])


def correctie(wordt: date, was: date = TOT + timedelta(days=1)) -> Datumcorrectie:
    return Datumcorrectie(was, wordt, "Er stond een andere dag op het stempel.", "m", NU)


class TestCorrectie:
    TE_LAAT = dien_in(een_bezwaar(ontvangen_op=TOT + timedelta(days=1)), BESLUIT, KALENDER)

    def test_whether_it_is_in_time_follows_the_corrected_day(self) -> None:
        gecorrigeerd = corrigeer(self.TE_LAAT, correctie(TOT), BESLUIT)

        assert (self.TE_LAAT.te_laat, gecorrigeerd.te_laat) == (True, False)
        assert gecorrigeerd.correcties == (correctie(TOT),)

    @pytest.mark.parametrize(
        ("anders", "wordt"),
        [
            ({}, date(2026, 1, 5)),
            ({"bevestiging": Ontvangstbevestiging(TOT, commissie=False)}, TOT + timedelta(days=2)),
            ({"horen": Horen(TOT, "verslag")}, TOT + timedelta(days=2)),
        ],
        ids=["before the decision", "after its confirmation", "after the hearing"],
    )
    def test_a_day_that_cannot_be_is_refused(self, anders: dict[str, Any], wordt: date) -> None:
        with pytest.raises(VoorwaardeNietVervuld) as fout:
            corrigeer(replace(self.TE_LAAT, **anders), correctie(wordt), BESLUIT)
        assert {v.veld for v in fout.value.velden} == {"ontvangstdatum"}

    def test_once_it_has_ended_the_day_stays(self) -> None:
        with pytest.raises(VerkeerdeStatus):
            corrigeer(
                replace(self.TE_LAAT, intrekking=Intrekking(TOT, "r", "m", NU)), correctie(TOT), BESLUIT
            )
