"""The collection for Postman and Bruno, made of the OpenAPI document by Postman's own converter, from npm.

`python -m tests.postman.maak > docs/postman.json`
"""

import subprocess
from pathlib import Path

from app.api.documentatie import beschrijf
from tests.npm import NODE, installeer

MAP = Path(__file__).parent
ADRES = "http://127.0.0.1:8000"
"""Where `make serve` listens; the document itself names the https that a server on a network has."""


def verzameling() -> str:
    """The file docs/postman.json."""
    installeer(MAP)
    uitkomst = subprocess.run(
        [NODE, MAP / "maak.mjs"], input=beschrijf(ADRES), capture_output=True, text=True, timeout=120
    )
    assert uitkomst.returncode == 0, uitkomst.stderr
    return uitkomst.stdout


if __name__ == "__main__":
    print(verzameling(), end="")
