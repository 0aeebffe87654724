"""The pages about the messages are current, and their examples are messages that nothing is wrong with."""

from datetime import date
from pathlib import Path

import pytest

from app.istandaard import codec
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import controleer
from app.istandaard.naslag import beschrijf
from app.istandaard.regels import Kennis, Productlijst, Vandaag
from app.istandaard.xml import BERICHTSOORTEN

PAGINAS = Path(__file__).parents[2] / "docs" / "berichten"
VOORBEELDEN = PAGINAS / "voorbeelden"
KENNIS = Kennis(
    vandaag=Vandaag(date(2026, 12, 31)),
    gemeenten=gemeentelijst(),
    productlijst=Productlijst(frozenset({("02", "02A03"), ("07", "07A01")})),
)


def test_the_pages_are_current() -> None:
    bewaard = {pagina.name: pagina.read_text("utf-8") for pagina in PAGINAS.glob("*.md")}
    assert bewaard == beschrijf(VOORBEELDEN), "run: python -m app.istandaard.naslag docs/berichten"


def test_every_link_on_the_pages_leads_to_a_file() -> None:
    for pagina in beschrijf(VOORBEELDEN).values():
        for stuk in pagina.split("](")[1:]:
            doel = stuk.partition(")")[0].partition("#")[0]
            assert (PAGINAS / doel).is_file(), doel


@pytest.mark.parametrize("soort", BERICHTSOORTEN)
def test_nothing_is_wrong_with_the_example_and_it_is_what_this_program_writes(soort: str) -> None:
    inhoud = (VOORBEELDEN / f"{soort}.xml").read_bytes()
    controle = controleer(inhoud, KENNIS)
    assert (controle.berichtsoort, controle.bevindingen) == (soort, ())
    assert codec.schrijf(codec.lees(inhoud)) == inhoud
