from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.keten.dossier import Berichtsleutel, Dossier, Toewijzingsleutel
from app.domain.keten.levering import Start, Stop
from app.domain.waarden import Eenheid, Frequentie, Gemeentecode, Omvang
from app.istandaard.historie import toewijzing_in
from app.istandaard.waarden import Tijd
from tests.istandaard.regels.bouw import (
    AANBIEDER,
    BSN,
    ROERMOND,
    een_301,
    header,
    leeg_dossier,
    toegewezen_product,
    verwerk,
)
from tests.istandaard.regels.bouw_levering import een_305, een_307, na, start, stop, verwijderd

JANUARI = Start(1, "02", "02A03", date(2026, 1, 5))


def na_301(*versies, dossier: Dossier | None = None) -> Dossier:
    """History after each version came, in a message of its own."""
    dossier = dossier or leeg_dossier()
    for versie in versies:
        dossier = verwerk(dossier, een_301(versie))
    return dossier


def eerste(dossier: Dossier):
    return dossier.toewijzingen[Toewijzingsleutel(Gemeentecode(ROERMOND), 1)]


def test_an_accepted_message_is_known_by_its_kind_sender_and_identification():
    dossier = verwerk(leeg_dossier(), een_301(kop=header(identificatie="A")))
    dossier = verwerk(dossier, een_305(identificatie="B"))
    assert dossier.berichten == {Berichtsleutel("414", ROERMOND, "A"), Berichtsleutel("418", AANBIEDER, "B")}


def test_an_allocation_is_kept_as_the_message_says_it():
    bekend = eerste(na_301(toegewezen_product(1, budget=500_00)))
    assert (bekend.ingangsdatum, bekend.einddatum) == (date(2026, 4, 1), date(2026, 12, 31))
    assert bekend.omvang == Omvang(4, Eenheid.UUR, Frequentie.PER_WEEK)
    assert (bekend.categorie, bekend.productcode, bekend.budget) == ("02", "02A03", 500_00)
    assert not bekend.verwijderd


def test_the_version_that_was_decided_last_holds_in_whatever_order_they_come():
    oud = toegewezen_product(1, toewijzingstijd=Tijd("11:59:59"), einddatum="2026-06-30")
    nieuw = toegewezen_product(1, toewijzingstijd=Tijd("12:00:00"), einddatum="2026-09-30")
    assert eerste(na_301(oud, nieuw)) == eerste(na_301(nieuw, oud)) == eerste(na_301(nieuw))


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 1, 9)), st.times()), unique=True, min_size=1))
@settings(deadline=None)
def test_the_last_decision_wins_whatever_the_order(momenten):
    versies = [
        toegewezen_product(1, toewijzingsdatum=str(dag), toewijzingstijd=Tijd(tijd.isoformat()))
        for dag, tijd in momenten
    ]
    laatste = versies[momenten.index(max(momenten))]
    assert eerste(na_301(*versies)) == toewijzing_in(laatste, een_301(laatste), leeg_dossier())


def test_a_deleted_allocation_is_known_as_deleted():
    weg = {"einddatum": "2026-04-01", "toewijzingsdatum": "2026-03-02"}
    assert eerste(
        na_301(toegewezen_product(1), toegewezen_product(1, reden_wijziging="13", **weg))
    ).verwijderd
    assert eerste(
        na_301(toegewezen_product(1), toegewezen_product(1, reden_wijziging="01", **weg))
    ).verwijderd
    assert not eerste(na_301(toegewezen_product(1, reden_wijziging="02", **weg))).verwijderd


def test_values_outside_the_calendar_break_nothing():
    ver = toegewezen_product(1, einddatum="12025-01-01", toewijzingsdatum="-0044-03-15")
    assert eerste(na_301(ver)).einddatum == date.max
    assert eerste(na_301(ver, toegewezen_product(1))).einddatum == date(2026, 12, 31)
    laatste_dag = toegewezen_product(1, toewijzingsdatum="9999-12-31", toewijzingstijd=Tijd("24:00:00"))
    assert eerste(na_301(laatste_dag)).ingangsdatum == date(2026, 4, 1)


def test_starts_and_stops_are_kept_per_client_provider_and_municipality():
    dossier = na(een_305(start()), een_307(stop()))
    gemeld = JANUARI, Stop(JANUARI, "19", date(2026, 2, 20))
    assert dossier.leveringen_van(ROERMOND, AANBIEDER, BSN).meldingen == gemeld
    for ander in ((ROERMOND, AANBIEDER, "999990019"), (ROERMOND, "42420002", BSN), ("0855", AANBIEDER, BSN)):
        assert dossier.leveringen_van(*ander).meldingen == ()


def test_deletions_in_a_message_come_before_its_deliveries():
    correctie = een_305(start("2026-01-06"), verwijderd(start("2026-01-05")))
    (gemeld,) = na(een_305(start("2026-01-05")), correctie).leveringen_van(ROERMOND, AANBIEDER, BSN).meldingen
    assert gemeld == Start(1, "02", "02A03", date(2026, 1, 6))
