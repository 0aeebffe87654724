"""`make audit` fails on a known vulnerability, and says loudly when it could not know of any.

The script runs as it is, in a project of a few small locks, against an advisory service that we play.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.alles

PROJECT = Path(__file__).parents[1]
PIP, NPM = "POST /osv", "POST /-/npm/v1/security/advisories/bulk"
ADVIES = {
    "id": 1,
    "url": "https://example.nl/GHSA-1",
    "title": "Lek",
    "severity": "low",
    "vulnerable_versions": "<2",
}
GEZOND = [
    "requirements.txt: 0 known vulnerabilities",
    "statisch/package-lock.json: 0 known vulnerabilities",
    "tests/npm/package-lock.json: 0 known vulnerabilities",
]
BEKEND: dict[str, tuple[Any, list[str]]] = {
    PIP: (
        {"vulns": [{"id": "PYSEC-2099-1", "affected": []}]},
        ["requirements.txt: 1 known vulnerabilities", "  lek 1.0: PYSEC-2099-1, mended in -", *GEZOND[1:]],
    ),
    NPM: (
        {"lek": [ADVIES]},
        [
            GEZOND[0],
            "statisch/package-lock.json: 1 known vulnerabilities",
            "  lek <2: https://example.nl/GHSA-1, low",
            "tests/npm/package-lock.json: 1 known vulnerabilities",
            "  lek <2: https://example.nl/GHSA-1, low",
        ],
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the script, beside a lock of pip and those of npm."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(PROJECT / ".ci" / "audit.py", tmp_path / ".ci")
    (tmp_path / "requirements.txt").write_text(f"lek==1.0 --hash=sha256:{'0' * 64}\n")
    lek = {"version": "1.0.0", "integrity": "sha512-AAAA"}
    wortel = {"name": "npm", "version": "1.0.0", "dependencies": {"lek": "1.0.0"}}
    lock = {"lockfileVersion": 3, "packages": {"": wortel, "node_modules/lek": lek}}
    for map_ in (tmp_path / "statisch", tmp_path / "tests" / "npm"):
        map_.mkdir(parents=True)
        (map_ / "package.json").write_text(json.dumps(wortel))
        (map_ / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


@pytest.fixture
def adviezen() -> Iterator[tuple[str, dict[str, Any]]]:
    """An advisory service, for both kinds of package, with the answers that it gives."""
    antwoorden: dict[str, Any] = {PIP: {}, NPM: {}}

    class Dienst(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            antwoord = antwoorden.get(f"{self.command} {self.path}")
            self.send_response(404 if antwoord is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(antwoord).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Dienst) as dienst:
        threading.Thread(target=dienst.serve_forever).start()
        yield f"http://127.0.0.1:{dienst.server_port}", antwoorden
        dienst.shutdown()


def controleer(project: Path, adres: str, **omgeving: str) -> tuple[int, list[str]]:
    """The exit status of the script, and what it prints."""
    uitkomst = subprocess.run(
        [
            sys.executable,
            project / ".ci" / "audit.py",
            "--vulnerability-service=osv",
            f"--osv-url={adres}/osv",
        ],
        env=os.environ | {"npm_config_registry": adres, "npm_config_fetch_retries": "0"} | omgeving,
        capture_output=True,
        text=True,
    )
    assert uitkomst.stderr == ""
    return uitkomst.returncode, uitkomst.stdout.splitlines()


def test_a_set_without_known_vulnerabilities_passes(
    project: Path, adviezen: tuple[str, dict[str, Any]]
) -> None:
    assert controleer(project, adviezen[0], AUDIT_STRICT="1") == (0, GEZOND)


@pytest.mark.parametrize("dienst", BEKEND)
def test_a_known_vulnerability_fails(
    project: Path, adviezen: tuple[str, dict[str, Any]], dienst: str
) -> None:
    adres, antwoorden = adviezen
    antwoorden[dienst], verwacht = BEKEND[dienst]
    assert controleer(project, adres) == (1, verwacht)


@pytest.mark.parametrize(("streng", "status"), [("", 0), ("1", 1)])
def test_a_service_that_does_not_answer_is_said_and_fails_where_it_has_to(
    project: Path, streng: str, status: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as dicht:
        adres = f"http://127.0.0.1:{dicht.getsockname()[1]}"
    uitkomst, regels = controleer(project, adres, AUDIT_STRICT=streng)
    assert uitkomst == status
    assert [regel.split(": ")[1] for regel in regels] == ["NOTHING WAS AUDITED"] * 3


@pytest.mark.parametrize(
    ("andere", "zegt"),
    [
        ([], "NOTHING WAS AUDITED: Not found on PyPI: lek"),
        (
            [{"name": "heel", "version": "1", "vulns": []}],
            "1 PACKAGES WERE NOT AUDITED: Not found on PyPI: lek",
        ),
    ],
)
def test_a_package_that_the_service_does_not_know_is_not_taken_for_sound(
    project: Path, adviezen: tuple[str, dict[str, Any]], andere: list[Any], zegt: str
) -> None:
    """What pip-audit makes of a 404 of PyPI: it skips the package, and ends well."""
    overgeslagen = {"name": "lek", "skip_reason": "Not found on PyPI: lek"}
    (project / "pip_audit.py").write_text(f"print({json.dumps({'dependencies': [overgeslagen, *andere]})!r})")
    status, regels = controleer(project, adviezen[0], AUDIT_STRICT="1", PYTHONPATH=str(project))
    assert (status, regels[0]) == (1, f"requirements.txt: {zegt}")
