"""The page on the keys of a regioprofiel is of this code, and leaves no key out."""

from pathlib import Path

from app.domain.profieluitleg import beschrijf

PAGINA = Path(__file__).parents[2] / "docs" / "regioprofiel.md"


def test_the_page_is_current() -> None:
    made = "`python -m app.domain.profieluitleg > docs/regioprofiel.md` makes it"
    assert PAGINA.read_text(encoding="utf-8") == beschrijf() + "\n", made


def test_it_says_of_a_key_what_it_may_hold_and_of_a_toets_its_parameters() -> None:
    pagina = beschrijf()
    assert "| `begint` | `gemeente`, `aanbieder` | Who begins a plan (M10, H01). |" in pagina
    assert "`beschikkingsarm` | `true` or `false`; may be left out |" in pagina
    assert "`speling_uren`: a number" in pagina
