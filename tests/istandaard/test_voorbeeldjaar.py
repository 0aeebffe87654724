"""The year that the program ships: right from beginning to end, and ten mistakes that each break one rule."""

from collections.abc import Iterable
from datetime import date

from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.keten import Keten, Schakel
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import Kennis, Vandaag, berichtsoort
from app.istandaard.voorbeeldjaar.bouw import Stap, bestanden
from app.istandaard.voorbeeldjaar.fouten import met_fouten
from app.istandaard.voorbeeldjaar.jaar import jaar


def speel(stappen: Iterable[Stap]) -> list[tuple[Stap, Schakel]]:
    """The chain as a person rehearses it today."""
    kennis = Kennis(
        vandaag=Vandaag(date.today()), gemeenten=gemeentelijst(), productlijst=None, tarievenlijst=None
    )
    keten = Keten(kennis)
    return [(stap, keten.neem(inhoud)) for _, (stap, inhoud) in sorted(bestanden(stappen).items())]


def test_the_year_is_approved_message_by_message() -> None:
    assert [(s.status, s.bevindingen) for _, s in speel(jaar())] == [(Schakelstatus.GOEDGEKEURD, ())] * len(
        jaar()
    )


def test_each_mistake_breaks_its_own_rule_only_and_spoils_nothing_after_it() -> None:
    uitkomst = [
        (stap.regel, [bevinding.regel for bevinding in schakel.bevindingen])
        for stap, schakel in speel(met_fouten())
    ]
    assert [codes for regel, codes in uitkomst if regel is None] == [[]] * len(jaar())
    fout = {regel: codes for regel, codes in uitkomst if regel is not None}
    assert fout == {regel: [regel] for regel in fout}
    assert len(fout) == 10


def test_every_kind_of_message_that_says_something_new_is_in_the_year() -> None:
    assert {berichtsoort(stap.bericht) for stap in jaar()} == {
        f"wmo{nummer}" for nummer in (301, 305, 307, 315, 317, 319, 323)
    }


def test_who_makes_a_mistake_reads_what_to_do() -> None:
    assert all(bool(stap.herstel) == bool(stap.regel) for stap in met_fouten())
