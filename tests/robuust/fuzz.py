"""Schemathesis, run as its own command against a server in which a story has been told."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.api.routers import ROUTERS
from app.domain.partijen import Rol
from tests.api.opname import AGB, ELDERS, ROERMOND, VREEMD_AGB, Stap, Wie
from tests.robuust.verhaal import Verhaal
from tests.server import PROJECT, Server

INSTELLINGEN = Path(__file__).with_name("schemathesis.toml")

BELLERS = {
    "toegang": Wie(ROERMOND, Rol.TOEGANG),
    "besluit": Wie(ROERMOND, Rol.BESLUIT),
    "administratie": Wie(ROERMOND, Rol.ADMINISTRATIE),
    "aanbieder": Wie(AGB, Rol.AANBIEDER),
    "elders": Wie(ELDERS, Rol.TOEGANG),
    "vreemde": Wie(VREEMD_AGB, Rol.AANBIEDER),
}
"""Who calls: the first tries each operation, and where that is forbidden to it the next does."""
VREEMDEN = ("toegang", "elders", "vreemde")
"""None of these may see what is another's."""
ZADEN = {1: "toegang", 2: "aanbieder", 3: "administratie"}
"""The seeds, each with who calls first."""

KORT = ("--phases", "examples,fuzzing,stateful", "--max-examples", "1")
"""For the tests: the examples, a right and a wrong request of each operation, and some steps in a row."""
LANG = ("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "10")
"""For `make duurproef`: every boundary of every field too."""


@dataclass(frozen=True)
class Uitslag:
    """What one run found."""

    verslag: dict[str, Any]
    """The report of schemathesis (`--report json`)."""
    uitvoer: str

    @property
    def gevallen(self) -> int:
        return int(self.verslag["test_cases"]["generated"])

    @property
    def fouten(self) -> int:
        return int(self.verslag["test_cases"]["unique_failures"]) + len(self.verslag["errors"])

    @property
    def onbezocht(self) -> int:
        """Operations to which no request was made."""
        return int(self.verslag["operations"]["total"] - self.verslag["operations"]["tested"])

    @property
    def geslaagd(self) -> int:
        """Operations that were done at least once."""
        return sum(
            any(fase["accepted"] for fase in fasen.values()) for fasen in self.verslag["valid_rates"].values()
        )


def bestook(server: Server, verhaal: Verhaal, map_: Path, zaad: int, *opties: str) -> Uitslag:
    """Run every check on every operation, with this seed; the folder is for what the run needs."""
    namen = sorted(BELLERS, key=lambda naam: naam != ZADEN[zaad])
    koppen = {naam: f"Bearer {verhaal.opname.token(BELLERS[naam])}" for naam in namen}
    bellers = [
        {"name": naam, "fixedHeaders": [{"name": "Authorization", "value": kop}]}
        for naam, kop in koppen.items()
    ]
    wie, instellingen, verslag = (map_ / naam for naam in ("wie.json", "schemathesis.toml", "verslag.json"))
    wie.write_text(json.dumps({"auth": bellers}))
    delen = (
        INSTELLINGEN.read_text(),
        f"[auth.wfc]\npath = {json.dumps(str(wie))}\npeers = {json.dumps(VREEMDEN)}",
        *_uit_het_verhaal(verhaal.opname.stappen),
    )
    instellingen.write_text("\n".join(delen))
    opdracht = [sys.executable, "-m", "schemathesis.cli", "--config-file", instellingen, "run"]
    waar = [f"{server.adres}/v1/openapi.json", "--url", f"{server.adres}/v1", "--report-json-path", verslag]
    klaar = subprocess.run(
        [*opdracht, *waar, "--no-color", "--seed", str(zaad), *opties],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    uitvoer = klaar.stdout + klaar.stderr
    if klaar.returncode not in (0, 1):  # 1: it ran, and found something
        raise RuntimeError(uitvoer)
    return Uitslag(json.loads(verslag.read_text()), uitvoer)


def _uit_het_verhaal(stappen: Mapping[str, Stap]) -> Iterator[str]:
    """Settings by which most requests name what the story left behind: its ids, and likely revisions."""
    woordenboeken = {"revisies": [f'"{nummer}"' for nummer in range(1, 10)]}
    for naam, stap in stappen.items():
        velden = {"header.If-Match": "revisies"} if "If-Match" in stap.koppen else {}
        for veld, waarde in _waarden(stap):
            velden[veld] = f"{naam}-{veld.replace('.', '-')}"
            woordenboeken[velden[veld]] = [waarde]
        if velden:
            yield f'[[operations]]\ninclude-operation-id = "{naam}"\n[operations.parameters]'
            for veld, woordenboek in velden.items():
                yield f'"{veld}" = {{ dictionary = "{woordenboek}", probability = 0.7 }}'
    yield "[dictionaries]"
    for woordenboek, waarden in woordenboeken.items():
        yield f"{woordenboek}.values = {json.dumps(waarden)}"


def _waarden(stap: Stap) -> Iterator[tuple[str, str | int]]:
    """The ids and numbers that this step named in its path and in its body."""
    gevonden = _MALLEN[stap.operatie].fullmatch(stap.pad.partition("?")[0])
    assert gevonden is not None
    for naam, waarde in gevonden.groupdict().items():
        yield f"path.{naam}", int(waarde) if naam.endswith("nummer") else waarde
    if stap.koppen.get("Content-Type") == "application/json":
        for naam, waarde in stap.json.items():
            if naam.endswith("Id") or naam == "aanbieder":
                yield f"body.{naam}", waarde


_MALLEN = {
    route.name: re.compile(re.sub(r"\{(\w+)(:\w+)?\}", r"(?P<\1>[^/]+)", route.path))
    for router in ROUTERS
    for route in router.routes
}
