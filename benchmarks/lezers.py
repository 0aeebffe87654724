"""What many who read a large answer slowly cost: memory, and how long another waits.

Run as `python -m benchmarks.lezers [READERS] [BYTES A SECOND]`. A server runs in a process of its own, on an
embedded database, with one wmo323 of 25 MB in it. Readers come one after the other and ask for it; each reads
no faster than said. It serves the checkout that Python finds first. (Linux)
"""

import http.client
import json
import os
import re
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.vijandig import VIJANDIG

WMO = (sys.executable, "-c", "from app.cli import main; main()")
DUUR = 75
"""Seconds after the last reader came."""


@contextmanager
def server(*partijen: str) -> Iterator[tuple[int, int, list[str]]]:
    """A server: its process, its port, and a token for each of these parties."""
    with TemporaryDirectory() as map_:
        omgeving = os.environ | {"WMO_DATA": map_}
        tokens = []
        for partij in partijen:
            wie = ("--agb", "aanbieder") if len(partij) == 8 else ("--gemeente", "administratie")
            opdracht = [*WMO, "token", wie[0], partij, "--rol", wie[1]]
            tokens.append(subprocess.check_output(opdracht, env=omgeving, text=True).strip())
        with socket.create_server(("127.0.0.1", 0)) as vrij:
            poort = vrij.getsockname()[1]
        proces = subprocess.Popen(
            [*WMO, "serve", "--port", str(poort)], env=omgeving, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", poort)).close()
                    break
                except OSError:
                    time.sleep(0.5)
            yield proces.pid, poort, tokens
        finally:
            proces.terminate()
            proces.wait()


def geheugen(pid: int, wat: str = "VmRSS") -> int:
    """What this process holds of the memory, in MB."""
    (kilobytes,) = re.findall(rf"{wat}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(kilobytes) // 1024


def lever_aan(poort: int, token: str) -> str:
    """Hand over the message, and wait until it was judged: where its XML is."""
    koppen = {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}
    verbinding = http.client.HTTPConnection("127.0.0.1", poort)
    inhoud = VIJANDIG["the same lines in a wmo323"]()
    verbinding.request("POST", "/v1/berichten/ontvangsten", body=inhoud, headers=koppen)
    pad = f"/v1/berichten/ontvangsten/{json.load(verbinding.getresponse())['id']}"
    status = "ontvangen"
    while status == "ontvangen":
        time.sleep(1)
        verbinding.request("GET", pad, headers=koppen)
        status = json.load(verbinding.getresponse())["status"]
    return f"{pad}/xml"


class Lezers(threading.Thread):
    """All who read, and are still there."""

    def __init__(self, per_seconde: int) -> None:
        super().__init__(daemon=True)
        self.kiezer = selectors.DefaultSelector()
        self._per_seconde = per_seconde
        self.klaar = False

    @property
    def aantal(self) -> int:
        return len(self.kiezer.get_map())

    def run(self) -> None:
        while not self.klaar:
            for sleutel, _ in self.kiezer.select(0):
                lezer = sleutel.fileobj
                assert isinstance(lezer, socket.socket)
                try:
                    gelezen = lezer.recv(self._per_seconde // 4)
                except OSError:
                    gelezen = b""
                if not gelezen:
                    self.kiezer.unregister(lezer)
                    lezer.close()
            time.sleep(0.25)


def wacht_ernaast(poort: int, token: str, tijden: list[float], klaar: threading.Event) -> None:
    """Ask for a page of a list again and again."""
    while not klaar.wait(0.2):
        begonnen = time.perf_counter()
        verbinding = http.client.HTTPConnection("127.0.0.1", poort)
        verbinding.request("GET", "/v1/producten", headers={"Authorization": f"Bearer {token}"})
        assert verbinding.getresponse().status == 200
        verbinding.close()
        tijden.append(time.perf_counter() - begonnen)


def main(aantal: int = 60, per_seconde: int = 2000) -> None:
    with server("0957") as (pid, poort, (token,)):
        pad = lever_aan(poort, token)
        time.sleep(5)
        rust = geheugen(pid)
        Path(f"/proc/{pid}/clear_refs").write_text("5")
        lezers, tijden, klaar = Lezers(per_seconde), list[float](), threading.Event()
        lezers.start()
        buur = threading.Thread(target=wacht_ernaast, args=(poort, token, tijden, klaar))
        buur.start()
        geweigerd = 0
        for _ in range(aantal):
            lezer = socket.socket()
            lezer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            lezer.connect(("127.0.0.1", poort))
            lezer.sendall(f"GET {pad} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            geweigerd += lezer.recv(12) != b"HTTP/1.1 200"
            lezers.kiezer.register(lezer, selectors.EVENT_READ)
        print(f"{aantal} readers of {per_seconde} bytes a second, {geweigerd} were refused; rest {rust} MB")
        print(f"  when all had come: {geheugen(pid)} MB, {lezers.aantal} there")
        time.sleep(DUUR)
        print(f"  {DUUR} s later: {geheugen(pid)} MB, {lezers.aantal} there")
        print(f"  at its highest: {geheugen(pid, 'VmHWM')} MB")
        klaar.set()
        buur.join()
        lezers.klaar = True
        lezers.join()
        for sleutel in list(lezers.kiezer.get_map().values()):
            assert isinstance(sleutel.fileobj, socket.socket)
            sleutel.fileobj.close()
        time.sleep(3)
        tijden.sort()
        print(f"  all gone: {geheugen(pid)} MB")
        midden, laat = tijden[len(tijden) // 2], tijden[len(tijden) * 95 // 100]
        print(f"  a list beside it: {1000 * midden:.0f} ms (p95 {1000 * laat:.0f})", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
