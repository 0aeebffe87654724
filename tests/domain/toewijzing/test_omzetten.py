"""An omzetting: the same support under another product or provider, from a day on."""

from datetime import date

import pytest

from app.domain.feit import Feitsoort
from app.domain.fouten import OngeldigeInvoer, VoorwaardeNietVervuld
from app.domain.omzetting import Clientomzetting, Inkoop, Omzettingsoort, vereis_zinvol
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.toewijzing.tijdlijn import Stuk
from app.domain.toewijzing.toewijzing import Berichtstatus
from app.domain.waarden import Frequentie
from tests.bouw.verloop import Clientverloop, P, Q, regel, uren


def d(dag: int, maand: int, jaar: int = 2026) -> date:
    return date(jaar, maand, dag)


EIND = d(30, 4, 2027)
PER = d(1, 1, 2027)
OUDEJAAR = d(31, 12)
OUD, NIEUW = Inkoop("01", "01H01"), Inkoop("01", "01H09")


@pytest.fixture
def loop() -> Clientverloop:
    return Clientverloop(d(20, 4))


@pytest.mark.parametrize(
    ("soort", "reden"),
    [
        (Omzettingsoort.CONTRACTWIJZIGING, "03"),
        (Omzettingsoort.BEKOSTIGING, "10"),
        (Omzettingsoort.HERINDELING, "11"),
    ],
)
def test_running_support_goes_on_under_another_product(
    loop: Clientverloop, soort: Omzettingsoort, reden: str
) -> None:
    loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 11)
    omzetting = loop.zet_om(OUD, NIEUW, PER, soort)

    assert loop.stuur()[P] == {19: (d(1, 5), OUDEJAAR, reden), 20: (PER, EIND, None)}
    nieuw = loop.toewijzingen[20]
    assert (nieuw.productcode, nieuw.actueel.omvang) == ("01H09", uren(2))
    assert loop.toewijzingen[19].actueel.omzetting_id == nieuw.actueel.omzetting_id == omzetting.id


def test_it_goes_to_another_provider_who_is_told_too(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND), regel(1, d(1, 5), EIND, bij=Q, product="02D01"))
    loop.stuur()
    loop.vandaag = d(1, 11)
    loop.zet_om(Inkoop("01", "01H01", P), Inkoop("01", "01H01", Q), PER)

    gestuurd = loop.stuur()
    assert gestuurd[P] == {19: (d(1, 5), OUDEJAAR, "03")}
    assert gestuurd[Q] == {20: (d(1, 5), EIND, None), 21: (PER, EIND, None)}


def test_other_products_providers_and_personal_budgets_stay(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND, bij=Q), regel(2, d(1, 5), EIND, product="01H02"))
    loop.beslis(regel(None, d(1, 5), EIND, bij=None, product="01H03"))
    loop.stuur()
    voor = loop.geldend()
    loop.zet_om(Inkoop("01", "01H01", P), NIEUW, PER)
    loop.zet_om(Inkoop("01", "01H03"), NIEUW, PER)

    assert loop.geldend() == voor
    assert loop.stuur() == {}


def test_what_begins_later_goes_whole_and_what_ended_stays(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), d(31, 7)), regel(4, d(1, 2, 2027), EIND))
    loop.stuur()
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)

    assert loop.stuur()[P] == {
        20: (d(1, 2, 2027), d(1, 2, 2027), "13"),
        21: (d(1, 2, 2027), EIND, None),
    }
    assert not loop.toewijzingen[19].verwijderd


def test_a_total_that_had_begun_is_never_split_and_a_later_one_goes_whole(loop: Clientverloop) -> None:
    totaal = uren(100, Frequentie.TOTAAL)
    loop.beslis(regel(totaal, d(1, 5), EIND), regel(totaal, d(1, 5, 2027), d(30, 4, 2028)))
    loop.stuur()
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)

    begin = d(1, 5, 2027)
    assert loop.stuur()[P] == {
        19: (d(1, 5), EIND, None),
        20: (begin, begin, "13"),
        21: (begin, d(30, 4, 2028), None),
    }
    assert loop.toewijzingen[21].productcode == "01H09"


def test_a_later_decision_changes_its_reeks_under_the_new_product(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)
    loop.stuur()
    loop.vandaag = d(1, 2, 2027)
    loop.beslis(regel(4, d(1, 3, 2027), EIND, product="01H09"), wijzigt=b1, ingang=d(1, 3, 2027))

    gestuurd = loop.stuur()[P]
    assert gestuurd == {20: (PER, d(28, 2, 2027), "05"), 21: (d(1, 3, 2027), EIND, None)}


def test_a_decision_to_another_provider_is_told_by_the_product_that_ran(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND, resultaat="r1"))
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)
    loop.stuur()
    loop.vandaag = d(1, 2, 2027)
    bij_q = regel(2, d(1, 3, 2027), EIND, bij=Q, product="01H09", resultaat="r2")
    loop.beslis(bij_q, wijzigt=b1, ingang=d(1, 3, 2027))

    assert loop.stuur()[P] == {20: (PER, d(28, 2, 2027), "09")}


def test_an_announced_decision_that_waited_is_carried_out_under_the_new_product(
    loop: Clientverloop,
) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    b2 = loop.besluit(regel(4, d(1, 9), EIND), wijzigt=b1, ingang=d(1, 9))
    loop.vandaag = d(1, 6)
    loop.zet_om(OUD, NIEUW, PER)
    loop.voer_uit(b2)

    assert [(t.productcode, t.actueel.periode.begin, t.actueel.periode.eind) for t in _lopend(loop)] == [
        ("01H01", d(1, 5), d(31, 8)),
        ("01H01", d(1, 9), OUDEJAAR),
        ("01H09", PER, EIND),
    ]


def test_a_later_decision_that_still_names_the_old_product_is_refused_by_line(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)

    with pytest.raises(VoorwaardeNietVervuld) as gevangen:
        loop.besluit(regel(4, d(1, 12), OUDEJAAR), regel(4, d(1, 12), EIND), wijzigt=b1, ingang=d(1, 12))

    fouten = [(fout.veld, fout.melding) for fout in gevangen.value.velden]
    assert any(
        veld == "regels[1].productcode" and "per 1 januari 2027 omgezet naar 01/01H09" in melding
        for veld, melding in fouten
    )


def test_what_was_turned_back_may_be_named_again(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)
    loop.zet_om(NIEUW, OUD, PER)

    assert len(_lopend(loop)) == 1
    loop.besluit(regel(4, d(1, 12), EIND), wijzigt=b1, ingang=d(1, 12))


def test_before_it_was_turned_back_what_took_its_place_is_named(loop: Clientverloop) -> None:
    terug = d(1, 3, 2027)
    b1 = loop.beslis(regel(2, d(1, 5), EIND))
    loop.zet_om(OUD, NIEUW, PER)
    loop.zet_om(NIEUW, OUD, terug)

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        loop.besluit(regel(4, d(1, 12), EIND), wijzigt=b1, ingang=d(1, 12))
    ((veld, melding),) = [(f.veld, f.melding) for f in fout.value.velden]
    assert veld == "regels[0].productcode"
    assert "omgezet naar 01/01H09. Noem dat vanaf die dag tot en met 28 februari 2027." in melding
    loop.besluit(
        regel(4, d(1, 12), OUDEJAAR),
        regel(4, PER, d(28, 2, 2027), product="01H09"),
        regel(4, terug, EIND),
        wijzigt=b1,
        ingang=d(1, 12),
    )


def test_a_running_total_is_repeated_under_its_own_product(loop: Clientverloop) -> None:
    totaal = uren(100, Frequentie.TOTAAL)
    b1 = loop.beslis(regel(totaal, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)
    meer = regel(uren(140, Frequentie.TOTAAL), d(1, 5), EIND)
    loop.beslis(meer, wijzigt=b1, ingang=d(1, 12))

    assert loop.stuur()[P] == {19: (d(1, 5), EIND, "04")}


def achterblijvend(loop: Clientverloop, omzetting: Clientomzetting) -> tuple[Stuk, ...]:
    """On which totals somebody has yet to decide."""
    besluiten = tuple(loop.besluiten.values())
    return Clientlijn(besluiten, (), tuple(loop.nummers()), (omzetting,)).achterblijvend(omzetting)


def test_a_total_that_stays_is_left_to_decide_on_until_somebody_does(loop: Clientverloop) -> None:
    b1 = loop.beslis(regel(uren(40, Frequentie.TOTAAL), d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 11)
    omzetting = loop.zet_om(OUD, NIEUW, PER)
    assert [(stuk.besluit, stuk.regel) for stuk in achterblijvend(loop, omzetting)] == [(b1.id, 1)]

    loop.vandaag = d(2, 11)
    loop.beslis(regel(uren(40, Frequentie.TOTAAL), d(1, 5), EIND), wijzigt=b1, ingang=d(2, 11))
    assert achterblijvend(loop, omzetting) == ()


def test_a_fact_ends_what_was_turned_over(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND))
    loop.zet_om(OUD, NIEUW, PER)
    loop.stuur()
    loop.vandaag = d(1, 3, 2027)
    loop.feit(Feitsoort.OVERLIJDEN, d(20, 2, 2027))

    assert loop.stuur()[P] == {20: (PER, d(20, 2, 2027), "02")}


def test_an_end_in_the_past_asks_the_agreement_of_the_provider(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.vandaag = d(1, 2, 2027)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        loop.zet_om(OUD, NIEUW, PER)
    assert [f.regel for f in fout.value.velden] == ["OP186"]

    loop.zet_om(OUD, NIEUW, PER, Omzettingsoort.CONTRACTWIJZIGING, P)
    assert loop.stuur()[P] == {19: (d(1, 5), OUDEJAAR, "03"), 20: (PER, EIND, None)}


def test_what_joins_a_number_that_goes_on_prolongs_it_by_the_omzetting(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), OUDEJAAR, product="01H09"), regel(2, PER, EIND))
    loop.stuur()
    loop.vandaag = d(1, 11)
    loop.zet_om(OUD, NIEUW, PER)

    (verlengd,) = (n for n, t in loop.toewijzingen.items() if t.productcode == "01H09")
    assert loop.stuur()[P][verlengd] == (d(1, 5), EIND, "03")


def test_a_rejected_message_leaves_the_reason_for_the_next_one(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), EIND))
    loop.stuur()
    loop.zet_om(OUD, NIEUW, PER)
    loop.stuur(status=Berichtstatus.AFGEKEURD)

    assert loop.stuur()[P] == {19: (d(1, 5), OUDEJAAR, "03"), 20: (PER, EIND, None)}


@pytest.mark.parametrize("naar", [OUD, Inkoop("01", "01H01", P)])
def test_what_changes_nothing_is_no_omzetting(naar: Inkoop) -> None:
    with pytest.raises(OngeldigeInvoer):
        vereis_zinvol(Inkoop("01", "01H01", naar.aanbieder), naar)


def _lopend(loop: Clientverloop) -> list[object]:
    lopend = (t for t in loop.toewijzingen.values() if not t.verwijderd)
    return sorted(lopend, key=lambda t: t.actueel.periode.begin)  # type: ignore[arg-type, return-value]


def test_a_decision_that_is_carried_out_after_an_omzetting_is_itself_the_reason(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), d(31, 7)))
    later = loop.besluit(regel(2, d(1, 8), EIND))
    loop.zet_om(OUD, NIEUW, d(1, 6))
    loop.stuur()
    loop.voer_uit(later)

    assert loop.stuur()[P][20] == (d(1, 6), EIND, "04")


def test_a_number_that_goes_on_by_an_omzetting_says_so_and_keeps_it(loop: Clientverloop) -> None:
    loop.beslis(regel(2, d(1, 5), OUDEJAAR, bij=Q), regel(2, PER, EIND))
    loop.stuur()
    omzetting = loop.zet_om(Inkoop("01", "01H01", P), Inkoop("01", "01H01", Q), PER)

    assert loop.stuur()[Q] == {19: (d(1, 5), EIND, "03")}
    assert loop.toewijzingen[19].actueel.omzetting_id == omzetting.id
