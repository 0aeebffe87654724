"""What an operation takes, read from the signature of its endpoint: query keys, and the type of its body."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, get_args

from fastapi.params import Body, Depends, Query

from app.api.kader.rest.modellen import Invoer

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Vorm:
    """What an operation takes, as the signature of its endpoint says it."""

    vraagsleutels: frozenset[str]
    """The keys that may be in the query of the address."""
    inhoud: Any = None
    """Type of the body, if it has one."""
    neemt: str | None = None
    """Media type of the body."""


def vorm_van(endpoint: Callable[..., Any]) -> Vorm:
    """The form of this endpoint and of what it depends on."""
    sleutels: set[str] = set()
    inhoud, neemt = None, None
    for parameter in signature(endpoint, eval_str=True).parameters.values():
        soort, *kenmerken = get_args(parameter.annotation) or (parameter.annotation,)
        if isinstance(soort, type) and issubclass(soort, Invoer):
            inhoud, neemt = soort, JSON
        for kenmerk in kenmerken:
            if isinstance(kenmerk, Query):
                sleutels.add(kenmerk.alias or parameter.name)
            elif isinstance(kenmerk, Body):
                inhoud, neemt = soort, kenmerk.media_type
            elif isinstance(kenmerk, Depends) and kenmerk.dependency:
                sleutels |= vorm_van(kenmerk.dependency).vraagsleutels
    return Vorm(frozenset(sleutels), inhoud, neemt)
