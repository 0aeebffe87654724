"""Body and value, answer and value, in and out: no field of one is forgotten in the other.

The pairs come from the endpoints: from what one does with its body (`invoer.als(Melding)` or `invoer.reden`),
and from the answer that it declares beside the value that it returns.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from inspect import getsource, signature, unwrap
from textwrap import dedent
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.api.kader.rest.modellen import Invoer, Uitvoer, soorten_in, vereis_plaats
from app.api.routers import ROUTERS
from tests.tweelingen.lijst import klopt

ROUTES = {route.name: route for router in ROUTERS for route in router.routes}
ENDPOINTS = {naam: unwrap(route.endpoint) for naam, route in ROUTES.items()}
MET_BODY = sorted(
    naam
    for naam, route in ROUTES.items()
    if isinstance(route.vorm.inhoud, type) and issubclass(route.vorm.inhoud, Invoer)
)


REVISIE = "revisie"
"""Belongs to the frame: it goes out as the ETag of an answer, and comes in as If-Match."""


@dataclass(frozen=True)
class Gebruik:
    """What an endpoint does with its body."""

    gelezen: frozenset[str]
    """The fields that it hands over one by one."""
    waarden: tuple[tuple[type, frozenset[str]], ...]
    """The values that it makes of all of it, and what it adds itself."""


def gebruik(endpoint: Callable[..., Any]) -> Gebruik:
    """Read from the source of an endpoint; whatever else it does with its body is an error."""
    (naam,) = (
        p.name
        for p in signature(endpoint, eval_str=True).parameters.values()
        if isinstance(p.annotation, type) and issubclass(p.annotation, Invoer)
    )
    boom = list(ast.walk(ast.parse(dedent(getsource(endpoint)))))
    plekken = [deel for deel in boom if isinstance(deel, ast.Name) and deel.id == naam]
    delen = [d for d in boom if isinstance(d, ast.Attribute) and d.value in plekken]
    assert len(plekken) == len(delen), f"{endpoint.__name__} hands its body on whole"
    return Gebruik(
        frozenset(deel.attr for deel in delen if deel.attr != "als"),
        tuple(
            (endpoint.__globals__[deel.args[0].id], frozenset(str(k.arg) for k in deel.keywords))
            for deel in boom
            if isinstance(deel, ast.Call) and deel.func in delen and isinstance(deel.args[0], ast.Name)
        ),
    )


def modellen_in(veld: FieldInfo) -> list[type[BaseModel]]:
    return [soort for soort in soorten_in(veld.annotation) if issubclass(soort, BaseModel)]


def waarden_in(annotatie: Any) -> list[type]:
    return [soort for soort in soorten_in(annotatie) if is_dataclass(soort)]


@pytest.mark.parametrize("naam", MET_BODY)
def test_every_field_of_a_body_reaches_the_process(naam: str) -> None:
    body, gedaan = ROUTES[naam].vorm.inhoud, gebruik(ENDPOINTS[naam])
    velden = body.model_fields
    for soort, _ in gedaan.waarden:
        vereis_plaats(body, soort)
    if gedaan.waarden:
        assert gedaan.gelezen == set(), "hand over the value, or its fields by name"
    else:
        assert [f"{body.__name__}.{veld}" for veld in velden if veld not in gedaan.gelezen] == []
        assert [n for n in gedaan.gelezen if modellen_in(velden[n])] == [], "a body is no value"


def ongevuld(body: type[BaseModel], soort: type, overig: frozenset[str] = frozenset()) -> Iterator[str]:
    """The fields of a value, and of those inside it, that no caller can send."""
    soorten = get_type_hints(soort)
    for veld in fields(soort):
        if veld.name not in {*body.model_fields, *overig, REVISIE}:
            yield f"{body.__name__}.{veld.name}"
    for naam, inhoud in body.model_fields.items():
        for binnenin in modellen_in(inhoud):
            (waarde,) = waarden_in(soorten[naam])
            yield from ongevuld(binnenin, waarde)


def test_every_field_of_a_value_can_be_sent() -> None:
    klopt(
        "value",
        (
            naam
            for endpoint in MET_BODY
            for soort, overig in gebruik(ENDPOINTS[endpoint]).waarden
            for naam in ongevuld(ROUTES[endpoint].vorm.inhoud, soort, overig)
        ),
    )


def typen(soort: type) -> dict[str, Any]:
    """What the fields and the properties of a value are."""
    eigenschappen = {naam: deel for naam, deel in vars(soort).items() if isinstance(deel, property)}
    return get_type_hints(soort) | {n: get_type_hints(e.fget)["return"] for n, e in eigenschappen.items()}


def antwoorden() -> dict[tuple[type[BaseModel], type], None]:
    """Every answer with the value that it is read from, also inside others."""
    gevonden: dict[tuple[type[BaseModel], type], None] = {}

    def neem(modellen: list[type[BaseModel]], waarden: list[type]) -> None:
        if not modellen:
            return
        (model,), (waarde,) = modellen, waarden
        if (model, waarde) in gevonden:
            return
        gevonden[model, waarde] = None
        for naam, veld in model.model_fields.items():
            if naam in typen(waarde):
                neem(modellen_in(veld), waarden_in(typen(waarde)[naam]))

    for naam, route in ROUTES.items():
        geeft = signature(ENDPOINTS[naam], eval_str=True).return_annotation
        if route.response_model not in (None, geeft):
            neem([s for s in soorten_in(route.response_model) if issubclass(s, BaseModel)], waarden_in(geeft))
    return gevonden


def test_every_field_of_an_answer_is_one_of_its_value() -> None:
    assert [f"{m.__name__}.{n}" for m, w in antwoorden() for n in m.model_fields.keys() - typen(w)] == []


def test_every_field_of_a_value_is_in_its_answer() -> None:
    klopt(
        "answer",
        (
            f"{m.__name__}.{v.name}"
            for m, w in antwoorden()
            for v in fields(w)
            if v.name not in {*m.model_fields, REVISIE}
        ),
    )


def onder(klasse: type[Any]) -> Iterator[type[Any]]:
    for directe in klasse.__subclasses__():
        yield directe
        yield from onder(directe)


def heen_en_terug() -> list[tuple[type[Invoer], type[Uitvoer]]]:
    """The bodies of which there is one that comes in and one that goes out, by their names."""
    in_, uit = (
        {k.__name__.removesuffix(eind): k for k in onder(basis) if k.__module__.startswith("app.")}
        for basis, eind in ((Invoer, "In"), (Uitvoer, "Uit"))
    )
    return [(in_[stam], uit[stam]) for stam in sorted(in_.keys() & uit.keys())]


def test_what_comes_in_goes_out_and_what_goes_out_can_come_in() -> None:
    gevonden = set()
    for in_, uit in heen_en_terug():
        gevonden |= {f"{uit.__name__}.{naam}" for naam in in_.model_fields.keys() - uit.model_fields}
        gevonden |= {f"{in_.__name__}.{naam}" for naam in uit.model_fields.keys() - in_.model_fields}
    klopt("both ways", gevonden)


def verklaard_in(klasse: type[BaseModel], naam: str) -> type:
    return next(k for k in klasse.__mro__ if naam in vars(k).get("__annotations__", {}))


def vorm(veld: FieldInfo) -> tuple[Any, ...]:
    """All of a field that a caller can notice."""
    return veld.annotation, repr(veld.metadata), veld.alias, veld.default, veld.default_factory


def test_a_field_that_is_the_same_both_ways_is_declared_once() -> None:
    dubbel, anders_genoemd = [], []
    for in_, uit in heen_en_terug():
        for naam in in_.model_fields.keys() & uit.model_fields.keys():
            heen, terug = in_.model_fields[naam], uit.model_fields[naam]
            if heen.alias != terug.alias:
                anders_genoemd.append(f"{in_.__name__}.{naam}")
            if vorm(heen) == vorm(terug) and verklaard_in(in_, naam) is not verklaard_in(uit, naam):
                dubbel.append(f"{in_.__name__}.{naam}")
    assert (dubbel, anders_genoemd) == ([], [])
