"""Why an allocation changed, as its provider reads it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluit, Besluitregel, Besluitsoort
from app.domain.feit import Feit, Feitsoort
from app.domain.toewijzing.reden import oorzaak, reden_wijziging
from app.domain.toewijzing.tijdlijn import Gebeurtenis, Stuk, volgens_besluit
from app.domain.toewijzing.toewijzing import Oorzaak, Toewijzingsversie
from app.domain.toewijzing.vergelijken import Nummer, Wijziging
from app.domain.waarden import Frequentie, Omvang, Periode
from tests.bouw.basis import CLIENT_ID, NU, ROERMOND
from tests.bouw.besluit import een_besluit
from tests.bouw.toewijzing import een_toewijzing
from tests.bouw.verloop import P, Q, d, regel, uren

BEGIN, EIND = d(1, 2), d(31, 12)


def versie(
    eind: date | None = EIND,
    oorzaak: Oorzaak | None = Oorzaak.HERBEOORDELING,
    omvang: Omvang | None = None,
    budget: int | None = None,
) -> Toewijzingsversie:
    return Toewijzingsversie(
        1, NU, Periode(BEGIN, eind), omvang or uren(2), budget, UUID(int=1), oorzaak=oorzaak
    )


class TestCode:
    def test_what_is_new_to_the_provider_has_none(self) -> None:
        assert reden_wijziging(versie(), None, None) is None
        assert reden_wijziging(versie(oorzaak=Oorzaak.VERWIJDERING), None, None) is None

    def test_what_it_knows_and_approved_has_none(self) -> None:
        assert reden_wijziging(versie(), versie(), versie()) is None

    def test_what_it_was_told_first_and_did_not_approve_yet_has_none(self) -> None:
        assert reden_wijziging(versie(), versie(), None) is None

    def test_what_it_was_told_and_did_not_approve_yet_keeps_its_reason(self) -> None:
        assert reden_wijziging(versie(d(30, 6)), versie(d(30, 6)), versie()) == "05"

    def test_a_change_is_told_against_what_it_knows_and_not_against_what_it_approved(self) -> None:
        assert reden_wijziging(versie(d(30, 9)), versie(d(30, 6)), versie()) == "04"

    @pytest.mark.parametrize(
        ("eind", "code"), [(d(30, 12), "05"), (d(1, 1, 2027), "04"), (None, "04")], ids=str
    )
    def test_a_reassessment_is_more_or_less(self, eind: date | None, code: str) -> None:
        assert reden_wijziging(versie(eind), versie(), None) == code

    def test_an_end_to_what_was_open_is_less(self) -> None:
        assert reden_wijziging(versie(), versie(None), None) == "05"

    @pytest.mark.parametrize(("volume", "code"), [(99, "05"), (101, "04")])
    def test_another_volume_in_all_is_more_or_less(self, volume: int, code: str) -> None:
        nu, was = (versie(omvang=uren(v, Frequentie.TOTAAL)) for v in (volume, 100))
        assert reden_wijziging(nu, was, None) == code

    @pytest.mark.parametrize(("budget", "code"), [(99, "05"), (101, "04")])
    def test_another_budget_is_more_or_less(self, budget: int, code: str) -> None:
        nu, was = (replace(versie(budget=b), omvang=None) for b in (budget, 100))
        assert reden_wijziging(nu, was, None) == code

    def test_a_higher_amount_that_ends_earlier_is_less(self) -> None:
        nu = versie(d(30, 6), omvang=uren(140, Frequentie.TOTAAL))
        assert reden_wijziging(nu, versie(omvang=uren(100, Frequentie.TOTAAL)), None) == "05"

    @pytest.mark.parametrize(
        ("waarom", "korter", "langer"),
        [
            (Oorzaak.OVERLIJDEN, "02", "02"),
            (Oorzaak.CONTRACTWIJZIGING, "03", "03"),
            (Oorzaak.ANDER_DOMEIN, "06", "06"),
            (Oorzaak.VERHUIZING, "07", "07"),
            (Oorzaak.PGB, "08", "04"),
            (Oorzaak.ANDERE_AANBIEDER, "09", "04"),
            (Oorzaak.VERZOEK_AANBIEDER, "12", "12"),
            (Oorzaak.CORRECTIE, "14", "14"),
            (None, "05", "04"),
        ],
    )
    def test_each_cause_has_its_code(self, waarom: Oorzaak | None, korter: str, langer: str) -> None:
        assert reden_wijziging(versie(d(30, 6), waarom), versie(), None) == korter
        assert reden_wijziging(versie(None, waarom), versie(), None) == langer

    def test_a_deletion_is_13_whatever_was_told(self) -> None:
        weg = versie(BEGIN, Oorzaak.VERWIJDERING)
        assert reden_wijziging(weg, versie(), None) == "13"
        assert reden_wijziging(weg, weg, weg) == "13"


def besluit(nummer: int, *regels: Besluitregel, **anders: object) -> Besluit:
    genummerd = tuple(replace(r, nummer=i) for i, r in enumerate(regels, start=1))
    basis = replace(een_besluit(), id=UUID(int=nummer), soort=Besluitsoort.HERBEOORDELING, regels=genummerd)
    return replace(basis, **anders)  # type: ignore[arg-type]


LOPEND = regel(2, BEGIN, EIND)
EERST = besluit(1, LOPEND)


def waarom(
    eind: date | None,
    *na: Gebeurtenis,
    eerst: Besluit = EERST,
    bekend: date | None = EIND,
    hervat: bool = False,
) -> Oorzaak | None:
    """Why a number of the first line of the first decision gets this end, set by the last event."""
    stand = versie(bekend)
    nummer = Nummer(een_toewijzing(versies=(stand,)), stand, hervat)
    inhoud = replace(volgens_besluit(eerst.regels[0]), periode=Periode(BEGIN, eind))
    stuk = Stuk(inhoud, UUID(int=1), UUID(int=1), 1, na[-1].id if na else UUID(int=1))
    return oorzaak(Wijziging(nummer.toewijzing, inhoud, stuk), nummer, (eerst, *na))


class TestCause:
    def test_a_new_number_has_none(self) -> None:
        assert oorzaak(Wijziging(None, volgens_besluit(LOPEND), None), None, (EERST,)) is None

    def test_a_deletion_is_one(self) -> None:
        nummer = Nummer(een_toewijzing())
        weg = Wijziging(nummer.toewijzing, volgens_besluit(LOPEND), None)
        assert oorzaak(weg, nummer, (EERST,)) is Oorzaak.VERWIJDERING

    @pytest.mark.parametrize(
        ("soort", "verwacht"),
        [
            (Feitsoort.OVERLIJDEN, Oorzaak.OVERLIJDEN),
            (Feitsoort.VERHUIZING, Oorzaak.VERHUIZING),
            (Feitsoort.ANDER_DOMEIN, Oorzaak.ANDER_DOMEIN),
        ],
    )
    def test_a_fact_that_sets_the_end_is_the_cause(self, soort: Feitsoort, verwacht: Oorzaak) -> None:
        feit = Feit(UUID(int=9), ROERMOND, CLIENT_ID, soort, d(30, 6), ())
        assert waarom(d(30, 6), feit) is verwacht

    def test_a_decision_is_a_reassessment_unless_it_says_otherwise(self) -> None:
        assert waarom(d(30, 6), besluit(2)) is Oorzaak.HERBEOORDELING
        assert waarom(d(30, 6), besluit(2, soort=Besluitsoort.REGULIER)) is Oorzaak.HERBEOORDELING

    def test_a_repair_is_a_correction(self) -> None:
        herstel = besluit(2, soort=Besluitsoort.HERSTEL, op_verzoek_van_aanbieder=True)
        assert waarom(d(30, 6), herstel) is Oorzaak.CORRECTIE

    def test_what_the_provider_asked_itself_is_said_so(self) -> None:
        gevraagd = besluit(2, regel(2, d(1, 7), EIND, bij=Q), op_verzoek_van_aanbieder=True)
        assert waarom(d(30, 6), gevraagd) is Oorzaak.VERZOEK_AANBIEDER

    def test_an_amount_that_changes_alone_is_of_the_decision_that_it_comes_from(self) -> None:
        feit = Feit(UUID(int=9), ROERMOND, CLIENT_ID, Feitsoort.OVERLIJDEN, d(30, 6), ())
        assert waarom(EIND, feit) is Oorzaak.HERBEOORDELING

    def test_what_goes_on_after_a_fact_that_was_not_so_is_a_correction(self) -> None:
        feit = Feit(UUID(int=9), ROERMOND, CLIENT_ID, Feitsoort.VERHUIZING, d(1, 10), ())
        assert waarom(d(30, 9), feit, bekend=d(30, 6), hervat=True) is Oorzaak.CORRECTIE
        assert waarom(d(30, 9), feit, bekend=d(30, 6)) is Oorzaak.VERHUIZING

    def test_what_ends_earlier_by_a_fact_that_moved_is_of_that_fact(self) -> None:
        feit = Feit(UUID(int=9), ROERMOND, CLIENT_ID, Feitsoort.VERHUIZING, d(1, 6), ())
        assert waarom(d(31, 5), feit, bekend=d(30, 6), hervat=True) is Oorzaak.VERHUIZING

    def test_an_end_that_the_provider_never_heard_of_is_no_end(self) -> None:
        """What is allocated ended earlier in a message that was rejected; it gets the known end again."""
        nummer = Nummer(een_toewijzing(versies=(versie(d(30, 6)),)), versie(EIND))
        stuk = Stuk(volgens_besluit(LOPEND), UUID(int=1), UUID(int=1), 1, UUID(int=2))
        herstel = besluit(2, soort=Besluitsoort.HERSTEL)
        wijziging = Wijziging(nummer.toewijzing, stuk.inhoud, stuk)
        assert oorzaak(wijziging, nummer, (EERST, herstel)) is Oorzaak.HERBEOORDELING

    def test_what_was_never_told_is_judged_against_what_is_allocated(self) -> None:
        nummer = Nummer(een_toewijzing(versies=(versie(),)))
        inhoud = replace(volgens_besluit(LOPEND), periode=Periode(BEGIN, d(30, 6)))
        stuk = Stuk(inhoud, UUID(int=1), UUID(int=1), 1, UUID(int=2))
        herstel = besluit(2, soort=Besluitsoort.HERSTEL)
        assert (
            oorzaak(Wijziging(nummer.toewijzing, inhoud, stuk), nummer, (EERST, herstel)) is Oorzaak.CORRECTIE
        )


class TestElsewhere:
    @pytest.mark.parametrize(
        ("regels", "verwacht"),
        [
            pytest.param([regel(2, d(1, 7), EIND, bij=Q)], Oorzaak.ANDERE_AANBIEDER, id="another provider"),
            pytest.param([regel(2, d(1, 9), EIND, bij=Q)], Oorzaak.ANDERE_AANBIEDER, id="later"),
            pytest.param(
                [regel(2, d(1, 7), EIND, bij=Q), regel(1, d(1, 7), EIND)],
                Oorzaak.HERBEOORDELING,
                id="another provider and here",
            ),
            pytest.param([regel(2, d(30, 6), EIND, bij=Q)], Oorzaak.HERBEOORDELING, id="not afterwards"),
            pytest.param([regel(None, d(1, 7), EIND, bij=None)], Oorzaak.PGB, id="a personal budget"),
            pytest.param(
                [regel(None, d(1, 7), EIND, bij=None), regel(1, d(1, 7), EIND)],
                Oorzaak.PGB,
                id="a personal budget and here",
            ),
            pytest.param(
                [regel(2, d(1, 7), EIND, bij=Q, product="01H02")],
                Oorzaak.HERBEOORDELING,
                id="another product",
            ),
            pytest.param(
                [regel(2, d(1, 7), EIND, bij=Q, product="01H02", resultaat="01H01")],
                Oorzaak.ANDERE_AANBIEDER,
                id="another product for the same result",
            ),
            pytest.param(
                [regel(2, d(1, 7), EIND, bij=Q, resultaat="R9")],
                Oorzaak.ANDERE_AANBIEDER,
                id="the same product for another result",
            ),
            pytest.param(
                [replace(regel(2, d(1, 7), EIND, bij=Q, resultaat="R9"), categorie="02")],
                Oorzaak.HERBEOORDELING,
                id="another category",
            ),
            pytest.param(
                [regel(2, d(1, 7), EIND, bij=Q, product="01H02"), regel(2, d(1, 7), EIND)],
                Oorzaak.HERBEOORDELING,
                id="only here",
            ),
        ],
    )
    def test_the_same_granted_afterwards_elsewhere_is_a_cause(
        self, regels: list[Besluitregel], verwacht: Oorzaak
    ) -> None:
        assert waarom(d(30, 6), besluit(2, *regels)) is verwacht

    def test_without_product_the_result_tells_what_is_the_same(self) -> None:
        zonder = replace(LOPEND, categorie=None, productcode=None, budget=100, omvang=None, nummer=1)
        erna = replace(zonder, aanbieder=Q, periode=Periode(d(1, 7), EIND))
        ander = replace(erna, resultaten=("R9",))
        assert waarom(d(30, 6), besluit(2, erna), eerst=besluit(1, zonder)) is Oorzaak.ANDERE_AANBIEDER
        assert waarom(d(30, 6), besluit(2, ander), eerst=besluit(1, zonder)) is Oorzaak.HERBEOORDELING

    def test_what_stays_open_goes_nowhere(self) -> None:
        assert waarom(None, besluit(2, regel(2, d(1, 7), EIND, bij=Q))) is Oorzaak.HERBEOORDELING

    def test_the_line_that_ends_is_the_one_it_comes_from(self) -> None:
        twee = besluit(1, regel(1, BEGIN, EIND, product="01H09"), LOPEND)
        erna = besluit(2, regel(2, d(1, 7), EIND, bij=Q))
        stand = versie()
        nummer = Nummer(een_toewijzing(aanbieder=P, versies=(stand,)), stand)
        inhoud = replace(volgens_besluit(LOPEND), periode=Periode(BEGIN, d(30, 6)))
        stuk = Stuk(inhoud, UUID(int=1), UUID(int=1), 2, UUID(int=2))
        wijziging = Wijziging(nummer.toewijzing, inhoud, stuk)
        feit = Feit(UUID(int=9), ROERMOND, CLIENT_ID, Feitsoort.ANDER_DOMEIN, EIND, ())
        onverwant = besluit(3, *(regel(1, BEGIN, EIND, product=f"01H0{n}") for n in (7, 8)))
        assert oorzaak(wijziging, nummer, (feit, onverwant, twee, erna)) is Oorzaak.ANDERE_AANBIEDER
