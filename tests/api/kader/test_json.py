import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.api.kader.rest.json_invoer import GROOTSTE_DIEPTE, MEESTE_WAARDEN, lees_json, toonbaar
from app.domain.fouten import OngeldigeInvoer

HOSTIEL = {
    "nothing": b"",
    "spaces": b"  \n",
    "half an object": b'{"a":',
    "two values": b"{} {}",
    "bad UTF-8": b'{"a":"\xff"}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "encoded surrogate": b'{"a":"\xed\xa0\x80"}',
    "escaped lone surrogate": b'{"a":"\\ud800"}',
    "lone surrogate in a name": b'{"\\uDC00":1}',
    "lone surrogate in a list": b'[["\\ud83d"]]',
    "escaped NUL": b'{"a":"\\u0000"}',
    "raw NUL": b'{"a":"\x00"}',
    "raw control character": b'{"a":"\x01"}',
    "NaN": b'{"a":NaN}',
    "Infinity": b"[Infinity]",
    "minus Infinity": b"[-Infinity]",
    "same name twice": b'{"a":1,"a":1}',
    "same name twice, deep": b'[{"b":{"a":1,"\\u0061":1}}]',
    "whole number without end": b'{"a":' + b"9" * 5000 + b"}",
    "nineteen digits": b"[1234567890123456789]",
    "exponent without end": b"[1e999999999]",
    "small exponent": b"[1e-999999999]",
    "fraction without end": b"[0." + b"1" * 5000 + b"]",
    "50,000 lists deep": b"[" * 50_000,
    "50,000 lists deep, closed": b"[" * 50_000 + b"]" * 50_000,
    "50,000 objects deep": b'{"a":' * 50_000,
    "just too deep": b"[" * (GROOTSTE_DIEPTE + 1) + b"]" * (GROOTSTE_DIEPTE + 1),
    "an object of more names than any body has": json.dumps(dict.fromkeys(map(str, range(1001)), 1)).encode(),
    "a list of more values than any body has": b"[" + b"{}," * MEESTE_WAARDEN + b"{}]",
    "the same in lists": b"[" + b'{"a":[1,2]},' * (MEESTE_WAARDEN // 4) + b"{}]",
    "comment": b"{} // no",
    "single quotes": b"{'a':1}",
}


@pytest.mark.parametrize("inhoud", HOSTIEL.values(), ids=HOSTIEL.keys())
def test_what_is_ambiguous_or_unbounded_is_refused(inhoud: bytes) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_json(inhoud)


STUKKEN = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b" ", b"\n", b'"a":', b'"a"', b"{}", b"[]"),
    *(b"null", b"true", b"NaN", b"-Infinity", b"-", b"0", b"1.5", b"1e400", b"-1E-400", b"9" * 19, b"+1"),
    *(
        b"\\ud800",
        b"\\udc00",
        b"\\u0000",
        b"\\x",
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\x85",
    ),
)
"""What JSON is made of, and what it is not."""


@given(st.binary(max_size=200) | st.lists(st.sampled_from(STUKKEN), max_size=30).map(b"".join))
@settings(max_examples=500)
def test_any_bytes_give_a_value_or_a_refusal(inhoud: bytes) -> None:
    with suppress(OngeldigeInvoer):
        lees_json(inhoud)


def test_a_byte_order_mark_is_skipped() -> None:
    assert lees_json(b"\xef\xbb\xbf{}") == {}


def test_a_surrogate_pair_is_one_character() -> None:
    assert lees_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert lees_json(b"[" * GROOTSTE_DIEPTE + b"]" * GROOTSTE_DIEPTE)


def test_as_many_values_as_are_allowed_are_read() -> None:
    assert len(lees_json(b"[" + b'"a,[{",' * (MEESTE_WAARDEN - 1) + b"1]")) == MEESTE_WAARDEN


def test_a_fraction_is_read_exactly() -> None:
    assert str(lees_json(b"0.1")) == "0.1"


@pytest.mark.parametrize("getal", [b"34.00", b"34e0"])
def test_a_number_with_a_fraction_is_no_whole_number(getal: bytes) -> None:
    assert not isinstance(lees_json(getal), int)


def test_a_name_that_stands_twice_is_pointed_at() -> None:
    with pytest.raises(OngeldigeInvoer, match="meer dan een keer") as gevangen:
        lees_json(b'{"a":0,"Jansen":1,"b":0,"Jansen":2}')
    (fout,) = gevangen.value.velden
    assert fout.veld == "(onbekend)"
    assert "als veld 2 en als veld 4" in fout.melding


@pytest.mark.parametrize(
    ("naam", "getoond"),
    [
        ("begindatum", True),
        ("planVanAanpakId", True),
        ("Jansen", False),
        ("999990019", False),
        ("piet@example.nl", False),
        ("jan jansen", False),
        ("a" * 41, False),
        ("", False),
    ],
)
def test_a_name_is_repeated_when_it_has_the_form_of_a_field_only(naam: str, getoond: bool) -> None:
    assert toonbaar(naam) == (naam if getoond else "(onbekend)")
