"""By what a person is found without a Bsn: of name and date of birth what people agree on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.partijen import Geboortedatum, Naam
from app.domain.zoeknaam import bekend_deel, mogelijke_dagen, mogelijke_namen, zoeknaam, zoeknamen

DAG = date(1948, 5, 17)


@pytest.mark.parametrize(
    ("anders", "zo"),
    [
        ("Van der Béék", "beek"),
        ("van den Berg", "Berg"),
        ("JANSEN", "jansen"),
        ("Smit-de Vries", "smit de vries"),
        ("'t Hart", "Hart"),
        ("\u2019t Hart", "hart"),
        ("in 't Veld", "Veld"),
        ("O'Brien", "obrien"),
        ("Müller", "Muller"),
        ("Strauß", "Strauss"),
        ("Sørensen", "sorensen"),
        ("Kowalska-Łuczak", "kowalskaluczak"),
        ("de", "De"),
    ],
)
def test_a_surname_is_the_same_however_it_is_written(anders: str, zo: str) -> None:
    assert zoeknaam(anders) == zoeknaam(zo)
    assert zoeknaam(zo)


@pytest.mark.parametrize("naam", [".", " ", "-", "''"])
def test_a_name_that_is_not_known_is_no_name(naam: str) -> None:
    assert zoeknaam(naam) is None
    assert mogelijke_namen(naam) == frozenset()


def test_another_name_is_another() -> None:
    assert len({zoeknaam(naam) for naam in ("Jansen", "Janssen", "de Jong", "de Jonge", "Van", "De")}) == 6


def test_who_has_a_partner_has_two_names_whichever_is_used() -> None:
    naam = Naam("Jansen", partner_achternaam="de Vries", naamgebruik="2")
    assert zoeknamen(naam) == ("jansen", "vries")
    assert zoeknamen(Naam(".")) == (None, None)


def test_two_names_joined_are_looked_for_together_and_apart() -> None:
    assert mogelijke_namen("De Vries-Jansen") == {"vriesjansen", "vries", "jansen"}


@given(naam=st.text(max_size=40))
def test_what_counts_of_a_name_is_what_counts(naam: str) -> None:
    geteld = zoeknaam(naam)
    assert geteld is None or (geteld.isalnum() and geteld in mogelijke_namen(naam))


@pytest.mark.parametrize(
    ("gebruik", "bekend"), [(None, "1948-05-17"), ("1", "1948-05"), ("2", "1948"), ("3", "")]
)
def test_who_looks_with_the_whole_date_finds_who_is_partly_known(gebruik: str | None, bekend: str) -> None:
    assert bekend_deel(Geboortedatum(DAG, gebruik)) == bekend
    assert bekend in mogelijke_dagen(Geboortedatum(DAG))
    assert mogelijke_dagen(Geboortedatum(DAG, gebruik))[0] == bekend
