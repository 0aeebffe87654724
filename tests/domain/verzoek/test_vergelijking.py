"""What a provider asks beside what was decided: each way in which the two can differ."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.besluit.besluit import Besluit, Besluitregel
from app.domain.keten.dossier import Verzoeksoort, Verzoekstand
from app.domain.toewijzing.clientlijn import Clientlijn
from app.domain.verzoek.vergelijking import Richting, Vergelijking, besloten_bij, ongevraagd, vergelijk
from app.domain.verzoek.verzoek import BewaardVerzoek, Gevraagd, Verzoekinhoud, Vraagsoort
from app.domain.waarden import Eenheid, Frequentie, Omvang
from tests import bouw
from tests.bouw.verloop import Clientverloop, d, regel, uren

BEGIN, JUNI, EIND = d(2, 3), d(1, 6), d(28, 2, 2027)
VANDAAG = d(15, 4)
Verschillen = list[tuple[str, Richting, str]]


def een_verzoek(soort: Verzoeksoort = Verzoeksoort.WIJZIGING, op: date = VANDAAG) -> BewaardVerzoek:
    return bouw.een_verzoek(
        soort=soort,
        dagtekening=op,
        stand=Verzoekstand.OPEN,
        client_id=bouw.CLIENT_ID,
        ontvangst_id=UUID(int=1),
    )


def wijzig(omvang: Omvang | int = 3, begin: date = JUNI, eind: date | None = EIND) -> Gevraagd:
    """A change of the allocation of which two hours a week run."""
    omvang = uren(omvang) if isinstance(omvang, int) else omvang
    return Gevraagd(Vraagsoort.WIJZIGEN, 19, begin=begin, eind=eind, omvang=omvang)


def nieuw(begin: date = JUNI, eind: date | None = EIND, code: str = "01H02", volume: int = 2) -> Gevraagd:
    return Gevraagd(Vraagsoort.NIEUW, None, "01", code, begin, eind, uren(volume))


class Loop(Clientverloop):
    """Two hours a week from 2 March 2026 for a year, carried out; today is 15 April."""

    eerste: Besluit

    def herzie(self, *regels: Besluitregel, ingang: date = JUNI) -> Besluit:
        """A reassessment that waits to be carried out."""
        return self.besluit(*regels, wijzigt=self.eerste, ingang=ingang)

    @property
    def lijn(self) -> Clientlijn:
        return Clientlijn(tuple(self.besluiten.values()), (), tuple(self.nummers()))

    def naast(
        self, *gevraagd: Gevraagd, verzoek: BewaardVerzoek | None = None, vandaag: date = VANDAAG
    ) -> tuple[Vergelijking, ...]:
        inhoud = Verzoekinhoud(gevraagd)
        return vergelijk(verzoek or een_verzoek(), inhoud, self.lijn, vandaag)

    def verschillen(self, *gevraagd: Gevraagd, vandaag: date = VANDAAG) -> Verschillen:
        """Field, direction and source of each difference in a request for change."""
        gevonden = self.naast(*gevraagd, vandaag=vandaag)
        return [(v.veld, v.richting, v.bron) for naast in gevonden for v in naast.verschillen]


@pytest.fixture
def loop() -> Loop:
    loop = Loop(d(16, 2))
    loop.eerste = loop.beslis(regel(2, BEGIN, EIND))
    loop.vandaag = VANDAAG
    return loop


class TestUntilTheChange:
    """What runs stays as it is until the day from which it is to change (IV093)."""

    def test_what_was_decided_as_it_is_asked_shows_nothing(self, loop: Loop) -> None:
        loop.herzie(regel(3, JUNI, EIND))
        assert loop.verschillen(wijzig()) == []

    def test_a_gap_before_the_change_is_a_difference(self, loop: Loop) -> None:
        loop.herzie(regel(3, JUNI, EIND), ingang=d(1, 5))
        assert loop.verschillen(wijzig()) == [("begindatum", Richting.MEER, "IV093")]
        (naast,) = loop.naast(wijzig())
        assert naast.verschillen[0].uitleg == (
            "Tot de gevraagde wijziging blijft toewijzing 19 zoals zij is; van 1 mei 2026 tot en met "
            "31 mei 2026 is niets besloten."
        )

    @pytest.mark.parametrize(
        ("regels", "ingang"),
        [
            ((regel(3, d(1, 5), EIND),), d(1, 5)),
            ((regel(1, d(1, 5), d(31, 5)), regel(3, JUNI, EIND)), d(1, 5)),
        ],
        ids=["the change comes early", "something else comes first"],
    )
    def test_a_change_before_that_day_is_a_difference(
        self, loop: Loop, regels: tuple[Besluitregel, ...], ingang: date
    ) -> None:
        besluit = loop.herzie(*regels, ingang=ingang)
        assert loop.verschillen(wijzig()) == [("begindatum", Richting.ANDERS, "IV093")]
        assert besluit.id not in {
            b.besluit.id
            for b in ongevraagd(loop.naast(wijzig()), besloten_bij(een_verzoek(), loop.lijn), VANDAAG)
        }

    def test_two_decisions_that_go_on_alike_leave_no_gap(self, loop: Loop) -> None:
        loop.herzie(regel(2, d(1, 5), d(31, 5)), regel(3, JUNI, EIND), ingang=d(1, 5))
        assert loop.verschillen(wijzig()) == []

    def test_another_end_alone_leaves_no_gap(self, loop: Loop) -> None:
        loop.herzie(regel(2, JUNI, d(30, 6, 2027)))
        assert loop.verschillen(wijzig(2, eind=d(30, 6, 2027))) == []

    def test_once_the_day_has_passed_it_goes_on_until_the_change_that_was_decided(self, loop: Loop) -> None:
        loop.vandaag = d(10, 6)
        loop.herzie(regel(3, d(1, 7), EIND), ingang=d(1, 7))
        assert loop.verschillen(wijzig(), vandaag=d(10, 6)) == []

    def test_once_the_day_has_passed_a_gap_is_still_a_difference(self, loop: Loop) -> None:
        loop.vandaag = d(10, 6)
        loop.herzie(regel(3, d(1, 7), EIND), ingang=d(15, 6))
        assert loop.verschillen(wijzig(), vandaag=d(10, 6)) == [("begindatum", Richting.MEER, "IV093")]


MEER, MINDER, ANDERS = "Wmo 2.3.5, 2.3.9", "Wmo 2.3.10", "Wmo 2.3.5, 2.3.9"


@pytest.mark.parametrize(
    ("gevraagd", "verschillen"),
    [
        (wijzig(3), [("omvang", Richting.MEER, MEER)]),
        (wijzig(1), [("omvang", Richting.MINDER, MINDER)]),
        (
            wijzig(Omvang(120, Eenheid.MINUUT, Frequentie.PER_WEEK)),
            [("omvang", Richting.ANDERS, ANDERS)],
        ),
        (
            wijzig(Omvang(2, Eenheid.UUR, Frequentie.PER_MAAND)),
            [("omvang", Richting.ANDERS, ANDERS)],
        ),
        (wijzig(2, eind=d(30, 6, 2027)), [("einddatum", Richting.MEER, MEER)]),
        (wijzig(2, eind=None), [("einddatum", Richting.MEER, MEER)]),
        (wijzig(2, eind=d(31, 12)), [("einddatum", Richting.MINDER, MINDER)]),
        (replace(wijzig(2), omvang=None, budget=250_000), [
            ("omvang", Richting.ANDERS, ANDERS),
            ("budget", Richting.ANDERS, ANDERS),
        ]),
        (nieuw(), [("productcode", Richting.MEER, MEER)]),
        (nieuw(code="01H01"), [("begindatum", Richting.MINDER, MINDER)]),
        (nieuw(d(1, 3, 2027), d(31, 5, 2027), "01H01"), [("productcode", Richting.MEER, MEER)]),
        (replace(wijzig(2), toewijzing=99), [("toewijzing", Richting.ANDERS, "OP306, TR351")]),
    ],
    ids=[
        "more volume", "less volume", "another unit", "another frequency", "a later end", "no end",
        "an earlier end", "a budget", "a product without decision", "what runs, as new from a later day",
        "after the decision has ended", "an allocation that there is not",
    ],
)  # fmt: skip
def test_each_way_to_ask_something_else_than_was_decided(
    loop: Loop, gevraagd: Gevraagd, verschillen: Verschillen
) -> None:
    assert loop.verschillen(gevraagd) == verschillen


def test_of_aids_that_run_beside_each_other_each_may_be_what_is_asked() -> None:
    loop = Loop(d(16, 2))
    per_maand = [uren(volume, Frequentie.PER_MAAND) for volume in (1, 2)]
    loop.eerste = loop.beslis(*(regel(omvang, BEGIN, EIND, product="11A01") for omvang in per_maand))
    for omvang in per_maand:
        gevraagd = Gevraagd(Vraagsoort.NIEUW, None, "11", "11A01", BEGIN, EIND, omvang)
        assert loop.verschillen(gevraagd) == []
