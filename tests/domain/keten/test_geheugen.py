from datetime import date, datetime

from app.domain.keten import historie as h
from app.domain.keten.declaratie import GeslotenPeriode
from app.domain.keten.dossier import (
    BekendeDeclaratie,
    BekendeToewijzing,
    Berichtsleutel,
    Betrokkenen,
    Declaratiesleutel,
    Partijen,
    Toewijzingsleutel,
)
from app.domain.keten.geheugen import Geheugen
from app.domain.keten.historie import Vraag
from app.domain.keten.levering import Start
from app.domain.waarden import AgbCode, Gemeentecode

ROERMOND, AANBIEDER, BSN = Gemeentecode("0957"), AgbCode("42420001"), "999900006"
EEN, TWEE = Toewijzingsleutel(ROERMOND, 1), Toewijzingsleutel(ROERMOND, 2)
TUSSEN = Partijen(ROERMOND, AANBIEDER)


def versie(dag: int, nummer: Toewijzingsleutel = EEN) -> h.Toewijzingsversie:
    """The version that was decided on this day of March, and ends then."""
    return h.Toewijzingsversie(
        nummer,
        BekendeToewijzing(
            client=Geheugen().clientsleutel(BSN),
            aanbieder=AANBIEDER,
            categorie="02",
            productcode="02A03",
            ingangsdatum=date(2026, 1, 1),
            einddatum=date(2026, 3, dag),
            besloten=datetime(2026, 3, dag),
        ),
    )


def declaratie(maand: int) -> h.Declaratie:
    periode = GeslotenPeriode(date(2026, maand, 1), date(2026, maand, 28))
    return h.Declaratie(
        Declaratiesleutel(ROERMOND, AANBIEDER, f"323-{maand}"),
        BekendeDeclaratie(f"D{maand}", date(2026, maand, 28), ("1.0.0", "1.0.0"), periode),
    )


def eind(geheugen: Geheugen) -> date | None:
    geldt = geheugen.haal(Vraag(frozenset({h.van_toewijzing(EEN)}))).op_nummer(EEN)
    return None if geldt is None else geldt.einddatum


def test_a_message_that_is_taken_back_leaves_the_version_before_it():
    geheugen = Geheugen()
    geheugen.leg_vast("a", (versie(5),))
    geheugen.leg_vast("b", (versie(9),))
    assert eind(geheugen) == date(2026, 3, 9)
    geheugen.neem_terug("b")
    assert eind(geheugen) == date(2026, 3, 5)
    geheugen.neem_terug("a")
    geheugen.neem_terug("a")
    assert eind(geheugen) is None


def test_the_order_of_arrival_does_not_decide_which_version_holds():
    geheugen = Geheugen()
    geheugen.leg_vast("b", (versie(9),))
    geheugen.leg_vast("a", (versie(5),))
    assert eind(geheugen) == date(2026, 3, 9)


def test_a_slice_holds_what_was_asked_and_nothing_else():
    geheugen = Geheugen()
    van = Betrokkenen(ROERMOND, AANBIEDER, geheugen.clientsleutel(BSN))
    gebruik = Berichtsleutel("418", AANBIEDER, "B1")
    start = Start(1, "02", "02A03", date(2026, 1, 5))
    geheugen.leg_vast("a", (versie(5), versie(6, TWEE)))
    geheugen.leg_vast("b", (h.Gebruik(gebruik), h.Levermelding(van, start)))
    dossier = geheugen.haal(Vraag(frozenset({h.leveringen_van(van), h.van_toewijzing(TWEE)})))
    assert dossier.leveringen_van(ROERMOND, AANBIEDER, BSN).meldingen == (start,)
    assert set(dossier.toewijzingen) == {TWEE}
    assert not dossier.is_gebruikt(gebruik)


def test_what_is_found_by_two_keys_counts_once():
    geheugen = Geheugen()
    geheugen.leg_vast("a", (declaratie(2), declaratie(3)))
    vraag = Vraag(
        frozenset({h.van_declaratienummer(TUSSEN, "D3")}), frozenset({h.laatste_declaratie(TUSSEN)})
    )
    dossier = geheugen.haal(vraag)
    assert set(dossier.declaraties) == {declaratie(3).sleutel}
    assert dossier.laatste_declaratieperiode(ROERMOND, AANBIEDER) == date(2026, 3, 1)


def test_of_what_is_asked_as_the_highest_the_one_before_holds_again_once_it_is_taken_back():
    geheugen = Geheugen()
    geheugen.leg_vast("a", (declaratie(2),))
    geheugen.leg_vast("b", (declaratie(3),))
    geheugen.neem_terug("b")
    dossier = geheugen.haal(Vraag(hoogste=frozenset({h.laatste_declaratie(TUSSEN)})))
    assert dossier.laatste_declaratieperiode(ROERMOND, AANBIEDER) == date(2026, 2, 1)


def test_a_deletion_that_is_taken_back_lets_the_start_count_again():
    geheugen = Geheugen()
    van = Betrokkenen(ROERMOND, AANBIEDER, geheugen.clientsleutel(BSN))
    start = Start(1, "02", "02A03", date(2026, 1, 5))
    geheugen.leg_vast("a", (h.Levermelding(van, start),))
    geheugen.leg_vast("b", (h.Levermelding(van, start, verwijderd=True),))
    vraag = Vraag(frozenset({h.leveringen_van(van)}))
    assert geheugen.haal(vraag).leveringen[van].meldingen == ()
    geheugen.neem_terug("b")
    assert geheugen.haal(vraag).leveringen[van].meldingen == (start,)
