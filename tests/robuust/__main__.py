"""`make duurproef`: what takes long; writes what it found to docs/robuustheid.md.

Schemathesis on both databases, a client in time, two parties that exchange messages between two
installations, and in one. Named as an argument only that one: `api`, `tijdlijn`, `uitwisseling`, `later`,
`nagespeeld`; with `values`, `SQLite` or `PostgreSQL` after it, it plays
in that world only.
"""

import platform
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.conftest import postgresserver
from tests.processen.keten.samen import Later, Nagespeeld
from tests.robuust import tijdlijn, uitwisseling
from tests.robuust.fuzz import LANG, ZADEN, bestook
from tests.robuust.samen import Lang
from tests.robuust.verhaal import verteld
from tests.server import PROJECT, draai

MACHINES: dict[str, Any] = {
    "tijdlijn": tijdlijn,
    "uitwisseling": uitwisseling,
    "later": Lang(Later),
    "nagespeeld": Lang(Nagespeeld),
}
PAGINA = PROJECT / "docs" / "robuustheid.md"


def main(welke: list[str]) -> int:
    fouten = 0
    for naam, machine in MACHINES.items():
        if not welke or naam in welke:
            for wereld in [w for w in machine.WERELDEN if w in welke] or machine.WERELDEN:
                speel(naam, machine, wereld)
    if not welke or "api" in welke:
        fouten = api()
    return 1 if fouten else 0


def speel(naam: str, machine: Any, wereld: str) -> None:
    """AssertionError with the series of acts that breaks an invariant."""
    begin = time.monotonic()
    telling = machine.speel(wereld)
    kop = [
        f"**{wereld}**: {date.today()}, Python {platform.python_version()}, "
        f"hypothesis {version('hypothesis')}. "
        f"{telling['reeks']:,} series of {telling['stap']:,} acts in {time.monotonic() - begin:,.0f} s; "
        "invariants broken: 0.",
        "",
    ]
    vervang(f"{naam} {wereld}", [*kop, *machine.tabel(telling), ""])


def api() -> int:
    """The number of faults that schemathesis found."""
    regels = []
    fouten = 0
    with tempfile.TemporaryDirectory() as map_, ExitStack() as stapel:
        postgres = stapel.enter_context(postgresserver()).render_as_string(hide_password=False)
        for naam, adres in (("SQLite", None), ("PostgreSQL", postgres)):
            data = Path(map_, naam)
            data.mkdir()
            verhaal = stapel.enter_context(verteld(data, adres))
            with draai(verhaal.omgeving) as server:
                for zaad, eerst in ZADEN.items():
                    uitslag = bestook(server, verhaal, data, zaad, *LANG)
                    fouten += uitslag.fouten + uitslag.onbezocht
                    regels.append(
                        f"| {naam} | {zaad} | {eerst} | {uitslag.gevallen:,} | {uitslag.geslaagd} | "
                        f"{uitslag.fouten} |"
                    )
                    print(uitslag.uitvoer if uitslag.fouten else regels[-1], flush=True)
            for regel in server.fouten():
                fouten += 1
                print(regel)
    schrijf(regels, fouten)
    return fouten


def schrijf(regels: list[str], fouten: int) -> None:
    """Put the outcome in its place in the page."""
    pakketten = ", ".join(f"{naam} {version(naam)}" for naam in ("schemathesis", "fastapi", "uvicorn", "h11"))
    uitslag = [
        f"{date.today()}, Python {platform.python_version()}, {pakketten}. Faults, in answers or in the log: "
        f"{fouten}.",
        "",
        "| database | seed | calls first | requests | operations done at least once | failures |",
        "|---|---:|---|---:|---:|---:|",
        *regels,
        "",
    ]
    vervang("api", uitslag)


def vervang(wat: str, regels: list[str]) -> None:
    """Put lines in their place in the page."""
    plek = re.compile(rf"(?<=<!-- make duurproef: {wat} -->\n).*?(?=<!-- einde -->)", re.DOTALL)
    PAGINA.write_text(plek.sub(lambda _: "\n".join(regels), PAGINA.read_text(), count=1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
