"""docs/brieven.md shows each kind of document, by a picture that is always made the same."""

import re
from datetime import date
from pathlib import Path

from app.documenten import tekst
from app.domain.bezwaar.bezwaar import Ontvangstbevestiging
from app.domain.bezwaar.klokken import bezwaartermijn_tot, laatste_dag
from app.domain.termijnen import Opschorting
from tests.bouw import een_bezwaar, kalenders
from tests.documenten import lezen
from tests.documenten.plaatjes import bladen
from tests.documenten.voorbeelden import VERZONDEN, VOORBEELDEN, afschrift, beslissing, ontvangst

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_shows_every_kind_of_document() -> None:
    namen = sorted(voorbeeld.__name__ for voorbeeld in VOORBEELDEN)
    getoond = re.findall(r"\(brieven/(\w+)\.png\)", (DOCS / "brieven.md").read_text())
    assert sorted(getoond) == namen
    assert sorted(bestand.stem for bestand in (DOCS / "brieven").iterdir()) == namen


def test_a_picture_is_always_the_same() -> None:
    assert bladen(afschrift, 20) == bladen(afschrift, 20)


def test_the_days_of_the_example_objection_follow_from_each_other() -> None:
    kalender, gevraagd_op, aanvullen_tot = kalenders(2027), date(2027, 4, 12), date(2027, 5, 10)
    bezwaar = een_bezwaar(
        termijn_tot=bezwaartermijn_tot(VERZONDEN.op, kalender),
        bevestiging=Ontvangstbevestiging(gevraagd_op, commissie=True),
        opschortingen=(Opschorting(gevraagd_op, "De gronden ontbreken.", aanvullen_tot),),
    )
    uiterlijk, _ = laatste_dag(bezwaar, kalender)
    assert uiterlijk is not None
    bevestigd = lezen.tekst(ontvangst())
    for dag in (gevraagd_op, aanvullen_tot, uiterlijk):
        assert tekst.datum(dag) in bevestigd

    beslist_op = date(2027, 6, 10)
    beslist = lezen.tekst(beslissing())
    for dag in (beslist_op, bezwaartermijn_tot(beslist_op, kalender)):
        assert tekst.datum(dag) in beslist
    assert tekst.datum(gevraagd_op) not in beslist
