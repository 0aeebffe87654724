"""docs/brieven.md shows each kind of document, by a picture that is always made the same."""

import re
from pathlib import Path

from tests.documenten.plaatjes import bladen
from tests.documenten.voorbeelden import VOORBEELDEN, afschrift

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_shows_every_kind_of_document() -> None:
    namen = sorted(voorbeeld.__name__ for voorbeeld in VOORBEELDEN)
    getoond = re.findall(r"\(brieven/(\w+)\.png\)", (DOCS / "brieven.md").read_text())
    assert sorted(getoond) == namen
    assert sorted(bestand.stem for bestand in (DOCS / "brieven").iterdir()) == namen


def test_a_picture_is_always_the_same() -> None:
    assert bladen(afschrift, 20) == bladen(afschrift, 20)
