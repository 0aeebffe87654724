"""What the API promises beyond its function, with the tests that prove it: the page docs/waarborgen.md.

`python -m tests.waarborgen > docs/waarborgen.md`
"""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]
BRON = Path(__file__).with_suffix(".toml")

KOP = """\
# Waarborgen van de API

Wat de API belooft naast wat zij doet, met de tests die dat bewijzen. Voor de CISO, de privacy officer en de
API-architect. Elke genoemde test bestaat en draait in `make test-alles`. Deze bladzijde komt uit
`tests/waarborgen.toml`, met `python -m tests.waarborgen > docs/waarborgen.md`.
"""


@dataclass(frozen=True, slots=True)
class Waarborg:
    """One promise, with the tests that prove it, as `tests/module.py::test_name`."""

    thema: str
    wat: str
    bewijs: tuple[str, ...]


def waarborgen() -> tuple[Waarborg, ...]:
    """All of them, in the order of the page."""
    bron = tomllib.loads(BRON.read_text(encoding="utf-8"))
    return tuple(
        Waarborg(thema, wat, tuple(bewijs))
        for thema, beloften in bron.items()
        for wat, bewijs in beloften.items()
    )


@cache
def namen_van_tests(module: str) -> frozenset[str]:
    """The names of the tests in a module of this project; none when there is no such module."""
    pad = PROJECT / module
    if not pad.is_file():
        return frozenset()
    return frozenset(
        deel.name
        for deel in ast.parse(pad.read_text(encoding="utf-8")).body
        if isinstance(deel, ast.FunctionDef) and deel.name.startswith("test_")
    )


def bladzijde() -> str:
    """The page in Markdown."""
    regels = [KOP]
    thema = ""
    for waarborg in waarborgen():
        if waarborg.thema != thema:
            thema = waarborg.thema
            regels += [f"\n## {thema}\n", "| waarborg | bewijs |", "|---|---|"]
        regels.append(f"| {waarborg.wat} | {'<br>'.join(f'`{bewijs}`' for bewijs in waarborg.bewijs)} |")
    return "\n".join(regels).replace("\n\n\n", "\n\n") + "\n"


if __name__ == "__main__":
    print(bladzijde(), end="")
