"""The OpenAPI document passes the linters: the NL API Design Rules, and OWASP's API Security Top 10."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.api.documentatie import beschrijf
from tests.npm import NODE, installeer

pytestmark = pytest.mark.alles

MAP = Path(__file__).parent
SPECTRAL = MAP / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
ADR = Path(__file__).parents[3] / "shared" / "api" / "adr-2.2-linter.yaml"
OWASP = MAP / "owasp.yaml"


def bevindingen(regels: Path, document: str, map_: Path) -> list[str]:
    """What Spectral has against this document, as code and place; hints included."""
    if not regels.exists():
        pytest.skip(
            f"the ruleset {regels.name} is not here; it is published by Logius, not part of this project"
        )
    installeer(MAP)
    bestand = map_ / "openapi.json"
    bestand.write_text(document)
    uitkomst = subprocess.run(
        [NODE, SPECTRAL, "lint", "--ruleset", regels, "--format", "json", "--quiet", bestand],
        cwd=MAP,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert uitkomst.returncode in (0, 1), uitkomst.stderr
    gevonden: list[dict[str, Any]] = json.loads(uitkomst.stdout)
    return [f"{g['code']} {'.'.join(map(str, g['path']))}" for g in gevonden]


@pytest.mark.parametrize("regels", [ADR, OWASP], ids=["ADR 2.2", "OWASP"])
def test_the_document_passes(regels: Path, tmp_path: Path) -> None:
    assert bevindingen(regels, beschrijf(), tmp_path) == []


@pytest.mark.parametrize(
    ("regels", "code"),
    [(ADR, "nlgov:servers-use-https"), (OWASP, "owasp:api8:2023-no-server-http")],
    ids=["ADR 2.2", "OWASP"],
)
def test_a_document_with_a_fault_does_not(regels: Path, code: str, tmp_path: Path) -> None:
    document = json.loads(beschrijf())
    document["paths"] = {}
    document["servers"] = [{"url": "http://wmo.example.nl/v1"}]
    assert f"{code} servers.0.url" in bevindingen(regels, json.dumps(document), tmp_path)
