"""`make duurproef`: schemathesis at length on both databases; writes what it found to docs/robuustheid.md."""

import platform
import re
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.conftest import postgresserver
from tests.robuust.fuzz import LANG, ZADEN, bestook
from tests.robuust.verhaal import verteld
from tests.server import PROJECT, draai

PAGINA = PROJECT / "docs" / "robuustheid.md"
UITSLAG = re.compile(r"(?<=<!-- make duurproef -->\n).*?(?=<!-- einde -->)", re.DOTALL)


def main() -> int:
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
    return 1 if fouten else 0


def schrijf(regels: list[str], fouten: int) -> None:
    """Put the outcome in its place in the page."""
    pakketten = ", ".join(f"{naam} {version(naam)}" for naam in ("schemathesis", "fastapi", "uvicorn", "h11"))
    tabel = [
        f"{date.today()}, Python {platform.python_version()}, {pakketten}. Faults, in answers or in the log: "
        f"{fouten}.",
        "",
        "| database | seed | calls first | requests | operations done at least once | failures |",
        "|---|---:|---|---:|---:|---:|",
        *regels,
        "",
    ]
    PAGINA.write_text(UITSLAG.sub(lambda _: "\n".join(tabel), PAGINA.read_text()))


if __name__ == "__main__":
    sys.exit(main())
