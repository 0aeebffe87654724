"""For every rule, in each of its tests: no finding repeats a text that the sender was free to choose."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.istandaard.bevindingen import Bevinding
from app.istandaard.regels import uitvoering

VRIJ = re.compile(
    r"bsn|(vorig_)?referentie_nummer|referentie_aanbieder|identificatie|declaratie_nummer|.*naam"
)
"""Fields of a class of which the text is never shown: references, and who somebody is."""
ZEGT_NIETS = frozenset({"1", "2"})
"""Texts that stand in other words too."""


def vrije_teksten(klasse: Any) -> Iterator[str]:
    for naam in type(klasse).__slots__:
        waarde = getattr(klasse, naam, None)
        if isinstance(waarde, str) and VRIJ.fullmatch(naam) and waarde not in ZEGT_NIETS:
            yield waarde
        elif hasattr(type(waarde), "plaats"):
            yield from vrije_teksten(waarde)


@pytest.fixture(autouse=True)
def niets_herhaald(monkeypatch: pytest.MonkeyPatch) -> None:
    maak = uitvoering._bevinding

    def gekeurd(regel: Any, fout: Any) -> Bevinding:
        bevinding = maak(regel, fout)
        for tekst in vrije_teksten(fout.klasse):
            assert not re.search(rf"(?<!\w){re.escape(tekst)}(?!\w)", bevinding.melding), bevinding.melding
        return bevinding

    monkeypatch.setattr(uitvoering, "_bevinding", gekeurd)
