"""A letter greets whom it is for, also whose name nobody knows."""

import pytest

from app.documenten.brief import kader_van
from app.documenten.tekst import naam
from app.domain.partijen import Naam
from tests.documenten.voorbeelden import brief


@pytest.mark.parametrize(
    ("client", "aan", "groet"),
    [
        (Naam("Jansen", voorletters="A"), "A. Jansen", "Beste A. Jansen,"),
        (Naam("."), "De heer of mevrouw", "Geachte heer of mevrouw,"),
    ],
)
def test_it_greets_by_name_and_without_one_as_decently(client: Naam, aan: str, groet: str) -> None:
    inhoud = brief(client=naam(client))
    kader = kader_van(inhoud, "Ons besluit", inhoud.afzender.ondertekenaar)
    assert (kader["client"], kader["groet"]) == (aan, groet)
