"""What pydantic finds wrong with what came from outside, in Dutch: with a body, a file, a setting."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from app.domain.fouten import Veldfout


def veldfouten(
    fouten: Iterable[Mapping[str, Any]],
    soort: object,
    naam: Callable[[str], str] = str,
    waarde: Callable[[object], str] | None = None,
) -> list[Veldfout]:
    """Every fault in a value of this type; the first part of each place says what was read only.

    `naam` shows a name that was made up outside, and `waarde` what was found; without it that is not shown.
    """
    return [_veldfout(fout, soort, naam, waarde) for fout in te_noemen(fouten)]


def te_noemen(fouten: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """All but a list that is called too short because what is in it is wrong; that has been told already."""
    alle = list(fouten)
    plekken = {tuple(fout["loc"]) for fout in alle if fout["type"] == "too_short"}
    gevuld = plekken and {tuple(fout["loc"][:diep]) for fout in alle for diep in range(len(fout["loc"]))}
    return [fout for fout in alle if fout["type"] != "too_short" or tuple(fout["loc"]) not in gevuld]


def _veldfout(
    fout: Mapping[str, Any],
    soort: object,
    naam: Callable[[str], str],
    waarde: Callable[[object], str] | None,
) -> Veldfout:
    plaats = fout["loc"]
    if fout["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        wel = ", ".join(_velden(_object_op(plaats[1:-1], soort)))
        return Veldfout(
            pad([*plaats[:-1], naam(str(plaats[-1]))]), f"Dit veld bestaat hier niet. Wel: {wel}."
        )
    gevonden = "" if waarde is None or fout["type"] == "missing" else f" Gevonden: {waarde(fout['input'])}."
    return Veldfout(pad(plaats), zin(fout) + gevonden)


def pad(plaats: Sequence[str | int]) -> str:
    """Path of a field in what was read, as `resultaten[0].begindatum`."""
    delen = (f"[{deel}]" if isinstance(deel, int) else f".{deel}" for deel in plaats[1:])
    return "".join(delen).removeprefix(".")


def _object_op(plaats: Sequence[str | int], soort: object) -> type:
    """The model or dataclass at this place in a value of this type; of each field there is one at most."""
    gevonden = _object_in(soort)
    for deel in plaats:
        if isinstance(deel, str) and deel in (velden := _velden(gevonden)):
            gevonden = _object_in(velden[deel])
    return gevonden


def _object_in(soort: object) -> type:
    """The model or dataclass within a type such as `tuple[Model, ...] | None`."""
    te_doen = [soort]
    while True:
        soort = te_doen.pop()
        if isinstance(soort, type) and (is_dataclass(soort) or issubclass(soort, BaseModel)):
            return soort
        te_doen.extend(get_args(soort))


def _velden(soort: type) -> dict[str, Any]:
    """The fields of a model or dataclass, each with its type."""
    if issubclass(soort, BaseModel):
        return {veld.alias or naam: veld.annotation for naam, veld in soort.model_fields.items()}
    return get_type_hints(soort)


VORMEN = {
    "^(0[1-9]|1[0-8])$": "twee cijfers, 01 tot en met 18",
    "^[0-9A-Z]{5}$": "vijf cijfers of hoofdletters",
    "^[0-9A-Za-z]{1,5}$": "hoogstens vijf cijfers of letters",
    "^[0-9]{2}$": "twee cijfers",
    "^[a-zA-ZÀ-ỳ]{1,6}$": "hoogstens zes letters, zonder punten of spaties",
    "^[1-6]$": "een cijfer van 1 tot en met 6",
    "^[1-3]$": "1, 2 of 3",
    "^[012]$": "0, 1 of 2",
    "^0[1-4]$": "01, 02, 03 of 04",
    "^[A-Za-z]$": "een letter",
    "^(AB|BY|TO|WW)$": "AB, BY, TO of WW",
    "^[A-Z]{2}$": "twee hoofdletters, zoals NL of BE",
    "^(0[1-5]|1[12])$": "01 tot en met 05, 11 of 12",
    "^(0[6-9]|10)$": "06 tot en met 10",
    r"^(\+[1-9][0-9]{4,16}|[0-9]{1,15})$": "een telefoonnummer: hoogstens vijftien cijfers, "
    "of van een ander land een plus met het landnummer en het nummer, zonder spaties",
    "^[+0-9][0-9 ()-]{1,19}$": "een telefoonnummer zoals dat in een brief staat: 14 0475",
    r"^(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?$": "een adres op het web, zoals "
    "www.roermond.nl",
    r"^[!-?A-~\u00c0-\u024f]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+$": "een e-mailadres, zoals naam@example.nl",
    "^[A-Za-z0-9+/]+={0,2}$": "een bestand in base64",
    "^wmo3[0-9]{2}$": "de naam van een bericht, zoals wmo301",
    "^[A-Za-z0-9._-]{1,40}$": "hoogstens veertig letters, cijfers, punten en streepjes",
    "^[A-Za-z0-9_-]+$": "een cursor uit een eerder antwoord",
    "^(mailto:|https://|tel:)[!-~]+$": "mailto:…, https://… of tel:…, zonder spaties",
    r'^("[!#-~]{1,200}"|[!#-~]{1,200})$': "hoogstens 200 tekens, zonder spaties of letters met accenten",
}
"""Each form that a field may have to have, in words: nobody has to read a regular expression."""

ONBEKEND = "Deze waarde klopt niet."
"""For an error type without a sentence of its own."""

ZINNEN: dict[str, str] = {
    "missing": "Dit veld is verplicht.",
    "date_type": "Verwacht is een datum (JJJJ-MM-DD).",
    "date_parsing": "Verwacht is een datum (JJJJ-MM-DD).",
    "date_from_datetime_parsing": "Verwacht is een datum (JJJJ-MM-DD).",
    "date_from_datetime_inexact": "Verwacht is een datum (JJJJ-MM-DD).",
    "string_type": "Verwacht is tekst.",
    "string_too_short": "Verwacht is tekst van minstens {min_length} teken(s).",
    "string_too_long": "Verwacht is tekst van hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Verwacht is {vorm}.",
    "string_unicode": "Deze tekst bevat ongeldige tekens.",
    "bytes_type": "Verwacht is een bericht als inhoud van het verzoek.",
    "int_type": "Verwacht is een geheel getal.",
    "int_parsing": "Verwacht is een geheel getal.",
    "int_parsing_size": "Dit getal is te groot.",
    "int_from_float": "Verwacht is een geheel getal.",
    "bool_type": "Verwacht is true of false.",
    "bool_parsing": "Verwacht is true of false.",
    "float_type": "Verwacht is een getal.",
    "float_parsing": "Verwacht is een getal.",
    "url_type": "Verwacht is een adres als https://www.example.nl.",
    "url_parsing": "Verwacht is een adres als https://www.example.nl.",
    "url_scheme": "Verwacht is een adres dat begint met https:// of http://.",
    "url_too_long": "Verwacht is een adres van hoogstens {max_length} tekens.",
    "finite_number": "Verwacht is een getal.",
    "decimal_type": "Verwacht is een getal.",
    "decimal_parsing": "Verwacht is een getal.",
    "is_instance_of": "Verwacht is een getal.",
    "decimal_max_places": "Verwacht is een getal met hoogstens {decimal_places} decimalen.",
    "decimal_max_digits": "Verwacht is een getal van hoogstens {max_digits} cijfers.",
    "decimal_whole_digits": "Verwacht is een getal met hoogstens {whole_digits} cijfers voor de komma.",
    "greater_than": "Verwacht is meer dan {gt}.",
    "greater_than_equal": "Verwacht is {ge} of meer.",
    "less_than": "Verwacht is minder dan {lt}.",
    "less_than_equal": "Verwacht is hoogstens {le}.",
    "enum": "Verwacht is een van: {expected}.",
    "literal_error": "Verwacht is een van: {expected}.",
    "list_type": "Verwacht is een lijst.",
    "tuple_type": "Verwacht is een lijst.",
    "frozen_set_type": "Verwacht is een lijst.",
    "too_short": "Verwacht zijn er minstens {min_length}.",
    "too_long": "Verwacht zijn er hoogstens {max_length}.",
    "dict_type": "Verwacht is een object.",
    "dataclass_type": "Verwacht is een tabel.",
    "model_type": "Verwacht is een object.",
    "model_attributes_type": "Verwacht is een object.",
    "union_tag_not_found": "Het veld {discriminator} ontbreekt; dat zegt om welke soort het gaat.",
    "union_tag_invalid": "Verwacht is een van: {expected_tags}.",
}
"""A sentence for each error type that what is read can give."""


def zin(fout: Mapping[str, Any]) -> str:
    """What was expected, of one error of pydantic, in Dutch."""
    if fout["type"] == "melding":
        return str(fout["msg"])
    if fout["type"] == "value_error":
        return str(fout["ctx"]["error"])
    soort, context = fout["type"], dict(fout.get("ctx", {}))
    if soort in ("too_short", "too_long") and isinstance(fout.get("input"), str):
        soort = f"string_{soort}"  # of a text that is looked at in another way first
    if "pattern" in context:
        context["vorm"] = VORMEN.get(context["pattern"], "een andere vorm; de documentatie noemt die")
    return ZINNEN.get(soort, ONBEKEND).format(**context).replace(" or ", " of ")
