"""An app that listens for as long as a test needs it, and a browser from npm that opens it."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.npm import NODE, installeer

MAP = Path(__file__).parent


@contextmanager
def serveer(app: FastAPI) -> Iterator[str]:
    """The address at which this app answers."""
    luisteraar = create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    draad = threading.Thread(target=server.run, kwargs={"sockets": [luisteraar]})
    draad.start()
    try:
        yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
    finally:
        server.should_exit = True
        draad.join()


def browse(script: str, *argumenten: object, seconden: int = 300) -> Any:
    """What this script in the browser tells; without npm the test is skipped."""
    installeer(MAP, daarna="uitpakken.mjs")
    uitkomst = subprocess.run(
        [NODE, MAP / script, *map(str, argumenten)], capture_output=True, text=True, timeout=seconden
    )
    assert uitkomst.returncode == 0, uitkomst.stderr
    return json.loads(uitkomst.stdout)
