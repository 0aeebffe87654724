"""Names, addresses and amounts as people read them in a letter."""

from datetime import date

import pytest

from app.documenten import tekst
from app.domain.partijen import Geboortedatum, Naam

DEN_BAKKER = {"achternaam": "Bakker", "voorvoegsel": "den", "voorletters": "PA"}
MET_PARTNER = DEN_BAKKER | {"partner_achternaam": "Vries", "partner_voorvoegsel": "de"}


@pytest.mark.parametrize(
    ("naamgebruik", "verwacht"),
    [
        ("1", "P.A. den Bakker"),
        ("2", "P.A. de Vries"),
        ("3", "P.A. de Vries-den Bakker"),
        ("4", "P.A. den Bakker-de Vries"),
    ],
)
def test_somebody_is_named_by_the_surname_that_is_used(naamgebruik: str, verwacht: str) -> None:
    assert tekst.naam(Naam(**MET_PARTNER, naamgebruik=naamgebruik)) == verwacht


def test_without_the_name_of_a_partner_the_own_name_remains() -> None:
    assert tekst.naam(Naam(**DEN_BAKKER, naamgebruik="2")) == "P.A. den Bakker"


@pytest.mark.parametrize(
    ("voorletters", "verwacht"),
    [("M", "M."), ("ThJ", "Th.J."), ("M.J.", "M.J."), ("É", "É."), ("pa", "pa.")],
)
def test_initials_have_dots(voorletters: str, verwacht: str) -> None:
    assert tekst.naam(Naam("Jansen", voorletters=voorletters)) == f"{verwacht} Jansen"


def test_without_initials_the_first_names_stand_there() -> None:
    assert tekst.naam(Naam("Jansen", voornamen="Robin")) == "Robin Jansen"
    assert tekst.naam(Naam("Jansen")) == "Jansen"


@pytest.mark.parametrize(
    ("naam", "verwacht"),
    [
        (Naam(".", voornamen="Ali Hassan", voorletters="AH"), "Ali Hassan"),
        (Naam(".", voorletters="AH"), "A.H."),
        (Naam(".", voornamen="Ali", partner_achternaam="Peeters", naamgebruik="3"), "Ali Peeters"),
        (Naam("Jansen", voorletters="A", partner_achternaam=".", naamgebruik="4"), "A. Jansen"),
        (Naam(".", partner_voorvoegsel="van", partner_achternaam="Dijk"), "van Dijk"),
        (Naam("."), "naam niet bekend"),
    ],
)
def test_a_surname_that_is_not_known_leaves_no_stray_point(naam: Naam, verwacht: str) -> None:
    assert tekst.naam(naam) == verwacht


@pytest.mark.parametrize(("code", "verwacht"), [("5256AM", "5256 AM"), ("B-3590", "B-3590")])
def test_a_dutch_postal_code_has_a_space(code: str, verwacht: str) -> None:
    assert tekst.postcode(code) == verwacht


@pytest.mark.parametrize(
    ("gebruik", "verwacht"),
    [
        ("0", "17 mei 1948"),
        (None, "17 mei 1948"),
        ("1", "mei 1948 (dag niet bekend)"),
        ("2", "1948 (dag en maand niet bekend)"),
        ("3", "niet bekend"),
    ],
)
def test_a_date_of_birth_says_no_more_than_is_known(gebruik: str | None, verwacht: str) -> None:
    assert tekst.geboortedatum(Geboortedatum(date(1948, 5, 17), gebruik)) == verwacht


@pytest.mark.parametrize(
    ("geschreven", "getoond"),
    [
        ("e\u0301e\u0323\u0302", "\u00e9\u1ec7"),
        ("\u03b1\u0313\u0301\u0345", "\u1f84"),
        ("q" + "\u0301\u0316" * 9, "q\u0316\u0301\u0301"),
        ("q" + "\u0301\u200b" * 9 + "\u201ca\u20ac\u2019", "q\u0301\u0301\u0301\u201ca\u20ac\u2019"),
        ("\u4e2d\u6587\u4e2d\u6587\u4e2d\u6587", "\u4e2d\u6587\u4e2d\u6587\u4e2d\u6587"),
    ],
    ids=["two accents", "three marks", "many", "many with nothing between", "no marks"],
)
def test_a_letter_keeps_no_more_marks_than_a_language_writes(geschreven: str, getoond: str) -> None:
    """Its form is that of one sign where there is one (NFC)."""
    assert tekst.zichtbaar(geschreven) == getoond
