"""A right and a wrong example of each rule, taken from its own test: app/istandaard/voorbeelden.json.

`python -m tests.istandaard.regels.voorbeelden > app/istandaard/voorbeelden.json`

The tests of the rules are run while it is noted which messages they build and what is found in them. The
example is a message that breaks the rule, and the one without any fault that differs from it least.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from app.domain.fouten import OngeldigeInvoer
from app.istandaard import codec
from app.istandaard.bevindingen import Bevinding
from app.istandaard.regels import berichtsoort, uitvoering
from app.istandaard.tonen import toonbaar

HIER = Path(__file__).parent
ROND = 2
"""Lines before and after each that differs."""
MEESTE_REGELS = 16
LANGSTE_REGEL = 160
MEESTE_GEKEKEN = 60
"""Messages of one test that are looked at; a machine of hypothesis builds more, and others each time."""


@dataclass(frozen=True)
class Geval:
    """A message that a test built, what was known besides, and what was found in it."""

    bericht: Any
    van_buiten: Mapping[Any, Any]
    in_bericht: bool
    bevindingen: tuple[Bevinding, ...]

    def tekst(self) -> tuple[list[str], tuple[Bevinding, ...]] | None:
        """The file by lines, and what is found in that; None for what the schema refuses."""
        try:
            inhoud = codec.schrijf(self.bericht)
            gelezen = codec.lees(inhoud)
        except (OngeldigeInvoer, AttributeError, TypeError):
            return None
        gevonden = toets(gelezen, self.van_buiten, in_bericht=self.in_bericht)
        return [toonbaar(regel, LANGSTE_REGEL) for regel in inhoud.decode().splitlines()], gevonden


toets = uitvoering._toets_bericht


class Opname:
    """A plugin of pytest that notes every message that a rule is tried on, by the module of the test."""

    def __init__(self) -> None:
        self.gevallen: dict[str, list[Geval]] = defaultdict(list)
        self.code = ""

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.code = item.path.stem.removeprefix("test_").upper()

    def toets(self, bericht: Any, van_buiten: Mapping[Any, Any], **hoe: Any) -> tuple[Bevinding, ...]:
        gevonden = toets(bericht, van_buiten, **hoe)
        gezien = self.gevallen[self.code]
        if len(gezien) < MEESTE_GEKEKEN:
            gezien.append(Geval(bericht, van_buiten, hoe["in_bericht"], gevonden))
        return gevonden


def neem_op() -> dict[str, list[Geval]]:
    """What the tests of the rules try, by code."""
    opname = Opname()
    tests = sorted(str(pad) for pad in HIER.glob("test_[ct][dsr][0-9][0-9][0-9].py"))
    uitvoering._toets_bericht = opname.toets
    try:
        with redirect_stdout(sys.stderr):
            opties = ["-q", "-n", "0", "-p", "no:randomly", "-m", "not hypothesis and not alles"]
            if pytest.main([*opties, *tests], plugins=[opname]):
                raise SystemExit("The tests of the rules fail; mend those first.")
    finally:
        uitvoering._toets_bericht = toets
    return opname.gevallen


@dataclass(frozen=True)
class Verschil:
    """The lines that two files do not share, as places from 0; where the other has more, the lines around."""

    links: frozenset[int]
    rechts: frozenset[int]
    rond_links: frozenset[int]
    rond_rechts: frozenset[int]
    stukken: int

    @classmethod
    def van(cls, een: list[str], ander: list[str]) -> "Verschil":
        blokken = SequenceMatcher(None, een, ander, autojunk=False).get_opcodes()
        anders = [plekken for soort, *plekken in blokken if soort != "equal"]
        return cls(
            frozenset(plek for a, b, _, _ in anders for plek in range(a, b)),
            frozenset(plek for _, _, c, d in anders for plek in range(c, d)),
            frozenset(plek for a, b, _, _ in anders for plek in range(a - ROND, b + ROND)),
            frozenset(plek for _, _, c, d in anders for plek in range(c - ROND, d + ROND)),
            len(anders),
        )

    def is_dichtbij(self, plek: int) -> bool:
        """Whether it can be seen at a glance, beside this line."""
        # Where the line itself differs, a sum may have to follow it elsewhere.
        ver = min((abs(anders - plek) for anders in self.rond_links), default=MEESTE_REGELS)
        stukken = 3 if plek in self.links else 2
        return 1 <= self.stukken <= stukken and max(len(self.links), len(self.rechts)) <= 8 and ver <= 12


def voorbeeld(code: str, gevallen: list[Geval]) -> dict[str, Any] | None:
    """The example of this rule; None where no message of its test can be written."""
    fout = [geval for geval in gevallen if any(b.regel == code for b in geval.bevindingen)]
    goed = [geval for geval in gevallen if not geval.bevindingen]
    paren = sorted(_paren(code, fout, goed), key=lambda paar: paar[0])
    if not paren:
        return None
    _, geval, regels, bevinding, ander, verschil = paren[0]
    plek = _plek(regels, bevinding)
    gevonden, _, verwacht = bevinding.melding.partition(" Gevonden: ")[2].partition(" Verwacht: ")
    rond_plek = frozenset(range(plek - ROND, plek + ROND + 1))
    hier, rond = ({plek}, rond_plek) if verschil is None else (verschil.links, verschil.rond_links | {plek})
    return {
        "soort": berichtsoort(geval.bericht),
        "plek": " / ".join((bevinding.pad or "").split("/")[2:]),
        "gevonden": gevonden,
        "verwacht": verwacht,
        "fout": _fragment(regels, hier, rond),
        "goed": [] if verschil is None else _fragment(ander, verschil.rechts, verschil.rond_rechts),
    }


def _paren(code: str, fout: list[Geval], goed: list[Geval]) -> Iterator[tuple[Any, ...]]:
    """Each wrong message alone, and beside each right one that is near it; first how well they serve."""
    geschreven = [(geval, tekst[0]) for geval in goed if (tekst := geval.tekst()) and not tekst[1]]
    for nummer, geval in enumerate(fout):
        regels, gevonden = geval.tekst() or ([], ())
        eigen = [bevinding for bevinding in gevonden if bevinding.regel == code]
        if not eigen:
            continue
        bijkomend = len(gevonden) - 1
        yield (True, False, bijkomend, 0, nummer, 0), geval, regels, eigen[0], [], None
        for plek, (ander, andere_regels) in enumerate(geschreven):
            if ander.in_bericht is not geval.in_bericht or type(ander.bericht) is not type(geval.bericht):
                continue
            verschil = Verschil.van(regels, andere_regels)
            if verschil.is_dichtbij(_plek(regels, eigen[0])):
                eerder_anders = ander.van_buiten != geval.van_buiten
                ver = len(verschil.links) + len(verschil.rechts)
                volgorde = (False, eerder_anders, bijkomend, ver, nummer, plek)
                yield volgorde, geval, regels, eigen[0], andere_regels, verschil


def _plek(regels: list[str], bevinding: Bevinding) -> int:
    """From 0, the line of the element that the finding is about; that of its class where it is missing."""
    klasse = (bevinding.regelnummer or 1) - 1
    naam = (bevinding.pad or "").rpartition("/")[2].partition("[")[0]
    gezocht = (plek for plek in range(klasse, len(regels)) if f":{naam}>" in regels[plek])
    gevonden = next(gezocht, klasse)
    return gevonden if gevonden - klasse < 2 * MEESTE_REGELS else klasse


def _fragment(regels: list[str], hier: Collection[int], rond: Collection[int]) -> list[list[Any]]:
    """These lines of the file, with their numbers, and whether they are what it is about."""
    plekken = sorted(plek for plek in rond if 0 <= plek < len(regels))[:MEESTE_REGELS]
    inspringing = min(len(regels[plek]) - len(regels[plek].lstrip()) for plek in plekken)
    return [[plek + 1, regels[plek][inspringing:], plek in hier] for plek in plekken]


def als_json(rijen: Mapping[str, Any]) -> str:
    """As it is committed: a line of a message on a line of its own."""
    delen = []
    for code, rij in rijen.items():
        velden = [f"  {json.dumps(naam)}: {json.dumps(rij[naam], ensure_ascii=False)}" for naam in KOP]
        for naam in ("fout", "goed"):
            regels = ",\n".join(f"   {json.dumps(regel, ensure_ascii=False)}" for regel in rij[naam])
            velden.append(f'  "{naam}": [\n{regels}\n  ]' if regels else f'  "{naam}": []')
        delen.append(f' "{code}": {{\n' + ",\n".join(velden) + "\n }")
    return "{\n" + ",\n".join(delen) + "\n}\n"


KOP = ("soort", "plek", "gevonden", "verwacht")


def maak() -> str:
    """The file."""
    gevallen = neem_op()
    gevonden = {code: voorbeeld(code, gevallen[code]) for code in sorted(gevallen)}
    return als_json({code: rij for code, rij in gevonden.items() if rij is not None})


if __name__ == "__main__":
    print(maak(), end="")
