"""How long another request takes while large messages are checked, one, two or four at a time.

Run as `python -m benchmarks.ernaast`. A server runs in a process of its own, on an embedded database; a
request is a page of the products of a municipality. Python's own client adds some 40 ms to each, for it waits
for an acknowledgement.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from benchmarks.vijandig import VIJANDIG

KEREN, TEGELIJK = 60, (1, 2, 4)
BERICHTEN = ("clients in a wmo323, all of them right", "the same lines in a wmo325")
SERVER = """
from threading import BoundedSemaphore
from app.api import validaties
from app.cli import main
validaties._beurt = BoundedSemaphore({tegelijk})
main()
"""


@contextmanager
def server(tegelijk: int) -> Iterator[tuple[int, str]]:
    """A server that checks so many messages at a time: its port, and a token for it."""
    with TemporaryDirectory() as map_:
        omgeving = os.environ | {"WMO_DATA": map_}
        programma = [sys.executable, "-c", SERVER.format(tegelijk=tegelijk)]
        rol = ["token", "--gemeente", "0957", "--rol", "administratie"]
        token = subprocess.check_output([*programma, *rol], env=omgeving, text=True).strip()
        with socket.create_server(("127.0.0.1", 0)) as vrij:
            poort = vrij.getsockname()[1]
        proces = subprocess.Popen(
            [*programma, "serve", "--port", str(poort)], env=omgeving, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(8)
            yield poort, token
        finally:
            proces.terminate()
            proces.wait()


def vraag(poort: int, token: str) -> str:
    """The median and the 95th percentile of a few requests in turn, in milliseconds."""
    verbinding = http.client.HTTPConnection("127.0.0.1", poort)
    tijden = []
    for _ in range(KEREN):
        begonnen = time.perf_counter()
        verbinding.request("GET", "/v1/producten", headers={"Authorization": f"Bearer {token}"})
        antwoord = verbinding.getresponse()
        antwoord.read()
        assert antwoord.status == 200, antwoord.status
        tijden.append((time.perf_counter() - begonnen) * 1000)
    tijden.sort()
    return f"{tijden[KEREN // 2]:.0f} ms (p95 {tijden[KEREN * 95 // 100]:.0f})"


def controleer(poort: int, token: str, bericht: bytes, klaar: threading.Event) -> None:
    """Send this message again and again."""
    koppen = {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}
    while not klaar.is_set():
        verbinding = http.client.HTTPConnection("127.0.0.1", poort)
        verbinding.request("POST", "/v1/validaties", body=bericht, headers=koppen)
        verbinding.getresponse().read()
        verbinding.close()


def main() -> None:
    for tegelijk in TEGELIJK:
        with server(tegelijk) as (poort, token):
            vraag(poort, token)
            print(f"{tegelijk} at a time: at rest {vraag(poort, token)}")
            for naam in BERICHTEN:
                klaar = threading.Event()
                gegevens = (poort, token, VIJANDIG[naam](), klaar)
                draden = [threading.Thread(target=controleer, args=gegevens) for _ in range(tegelijk)]
                for draad in draden:
                    draad.start()
                time.sleep(1.5)
                print(f"    beside {naam}: {vraag(poort, token)}", flush=True)
                klaar.set()
                for draad in draden:
                    draad.join()


if __name__ == "__main__":
    main()
