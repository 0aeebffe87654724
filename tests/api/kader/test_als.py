"""A body becomes a value of the domain with all that it holds, or not at all."""

from dataclasses import dataclass

import pytest

from app.api.kader.rest.modellen import Invoer, Rij


@dataclass(frozen=True)
class Kamer:
    naam: str


@dataclass(frozen=True)
class Huis:
    kamers: tuple[Kamer, ...] = ()
    eigenaar: Kamer | None = None
    straat: str | None = None
    gemeente: str = ""


class KamerIn(Invoer):
    naam: str


class HuisIn(Invoer):
    kamers: Rij[KamerIn] = ()
    eigenaar: KamerIn | None = None
    straat: str | None = None


class HuisnummerIn(HuisIn):
    huisnummer: int | None = None


class RuimeKamerIn(KamerIn):
    hoogte: int | None = None


class RuimHuisIn(Invoer):
    kamers: Rij[RuimeKamerIn] = ()


class GastIn(Invoer):
    eigenaar: RuimeKamerIn | None = None


class StraatIn(Invoer):
    straat: KamerIn


def test_a_body_becomes_the_value_with_what_is_inside_it() -> None:
    body = HuisIn(kamers=({"naam": "zolder"},), eigenaar=KamerIn(naam="Jansen"))
    assert body.als(Huis, gemeente="0957") == Huis((Kamer("zolder"),), Kamer("Jansen"), None, "0957")


@pytest.mark.parametrize(
    ("body", "veld"),
    [
        (HuisnummerIn(), "HuisnummerIn.huisnummer"),
        (RuimHuisIn(), "RuimeKamerIn.hoogte"),
        (GastIn(), "RuimeKamerIn.hoogte"),
        (StraatIn(straat=KamerIn(naam="Markt")), "StraatIn.straat"),
    ],
)
def test_a_field_without_a_place_is_named_even_when_it_is_empty(body: Invoer, veld: str) -> None:
    with pytest.raises(TypeError, match=veld):
        body.als(Huis)
