"""The types of fields: the document says of each exactly what is taken."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.api.kader.rest.json_invoer import lees_json
from app.api.kader.rest.modellen import (
    _LETTERS,
    Budget,
    Centen,
    Datum,
    Emailadres,
    Hoeveelheid,
    Kenmerk,
    Moment,
    Tekst,
    Toelichting,
    Volume,
    code_van,
)


def geldt(schema: dict[str, Any], tekst: str) -> bool:
    """Whether the schema allows this text; its `format` asks that the day exists."""
    vorm = re.search(f"{schema['pattern'].removesuffix('$')}\\Z", tekst)
    if not vorm or not 1 <= len(tekst) <= schema.get("maxLength", 99):
        return False
    with suppress(ValueError):
        return "format" not in schema or bool(date.fromisoformat(tekst[:10]))
    return False


ANDERE_SCHRIFTEN = st.characters().filter(
    lambda teken: not teken.isalnum() or re.match(f"[{_LETTERS}]", teken)
)
"""Not letters and digits of scripts that the document leaves out to stay readable; those are taken too."""


@pytest.mark.parametrize("soort", [Tekst, Kenmerk, Toelichting, Datum, Moment])
@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_text_is_taken_when_the_document_allows_it_and_only_then(soort: Any, data: st.DataObject) -> None:
    lezer = TypeAdapter(soort)
    schema = lezer.json_schema()
    tekst = data.draw(st.from_regex(schema["pattern"]) | st.text(ANDERE_SCHRIFTEN, max_size=30))
    try:
        lezer.validate_python(tekst)
    except ValidationError:
        assert not geldt(schema, tekst)
    else:
        assert geldt(schema, tekst)


@pytest.mark.parametrize("soort", [Volume, Budget, Hoeveelheid])
def test_what_is_asked_or_granted_is_more_than_nothing(soort: Any) -> None:
    lezer = TypeAdapter(soort)
    assert lezer.json_schema()["minimum"] > 0
    assert lezer.validate_python(lees_json(b"1"), strict=True) == 1
    with pytest.raises(ValidationError):
        lezer.validate_python(lees_json(b"0"), strict=True)


@pytest.mark.parametrize("code", ["8", "77", "x", ""])
def test_a_code_that_is_not_to_choose_is_answered_with_the_choices(code: str) -> None:
    with pytest.raises(ValidationError, match=r"Kies uit reden .*, 7 Afgewezen op inhoud, 9 "):
        TypeAdapter(Annotated[str, *code_van("WJ759", "8")]).validate_python(code, strict=True)


def test_euros_where_cents_are_asked_are_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="in centen, een heel getal"):
        TypeAdapter(Centen).validate_python(lees_json(b"34.00"), strict=True)
    assert TypeAdapter(Centen).validate_python(lees_json(b"3400"), strict=True) == 3400


@pytest.mark.parametrize(
    "tekst", ["x", "12345", "@zorgmail.nl", "linde@zorgmail", "linde @zorgmail.nl", "a@b@c.nl"]
)
def test_what_is_no_email_address_is_refused(tekst: str) -> None:
    lezer = TypeAdapter(Emailadres)
    with pytest.raises(ValidationError):
        lezer.validate_python(tekst)
    assert lezer.validate_python("linde.o'hé+1@zorgmail.example.nl")
