"""Every operation is in the register of processing activities, or touches nothing about a person."""

from collections import Counter
from pathlib import Path

from app.api.routers import ROUTERS
from app.domain.verwerkingsregister import (
    ACTIVITEITEN,
    ZONDER_PERSOONSGEGEVENS,
    activiteiten_per_bewerking,
    beschrijf,
)

OPERATIES = {route.name for router in ROUTERS for route in router.routes}
OPDRACHTEN = {"vernietig"}
"""What a command does with data of persons, beside the operations of the API."""


def test_every_operation_is_in_one_activity_or_touches_nothing_about_a_person() -> None:
    telling = Counter(bewerking for activiteit in ACTIVITEITEN for bewerking in activiteit.bewerkingen)
    telling.update(ZONDER_PERSOONSGEGEVENS)

    assert telling == Counter(OPERATIES | OPDRACHTEN)


def test_an_activity_says_all_that_article_30_asks() -> None:
    for activiteit in ACTIVITEITEN:
        for naam in ("doel", "grondslag", "betrokkenen", "gegevens", "ontvangers", "bewaartermijn"):
            assert getattr(activiteit, naam), (activiteit.id, naam)
    assert len({activiteit.id for activiteit in ACTIVITEITEN}) == len(ACTIVITEITEN)


def test_an_operation_leads_to_its_activity() -> None:
    assert activiteiten_per_bewerking()["stel_bericht_op"].id == "toewijzing"


def test_the_page_is_current() -> None:
    pagina = Path(__file__).parents[2] / "docs" / "verwerkingsregister.md"
    opfrissen = "run: python -m app.domain.verwerkingsregister > docs/verwerkingsregister.md"
    assert pagina.read_text() == beschrijf(), opfrissen
