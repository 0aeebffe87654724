"""PgBouncer in transaction mode before the PostgreSQL of the tests, as Debian packages it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

POORT = 6432
"""Part of the name of the socket; nothing listens on the network."""
STARTTIJD = 30


class Pooler:
    """A PgBouncer that can be stopped and started again."""

    def __init__(self, programma: str, server: URL, map_: Path, instellingen: dict[str, object]) -> None:
        gegevens = Path(str(server.query["host"]))
        als = ["-u", gegevens.owner()] if os.geteuid() == 0 else []  # it refuses to run as root
        alle = {
            "listen_port": POORT,
            "unix_socket_dir": map_,
            "auth_type": "any",
            "pool_mode": "transaction",
            **instellingen,
        }
        (map_ / "pgbouncer.ini").write_text(
            f"[databases]\n* = host={gegevens} user={server.username}\n"
            "[pgbouncer]\n" + "".join(f"{naam} = {waarde}\n" for naam, waarde in alle.items())
        )
        self._map = map_
        self._opdracht = [programma, *als, map_ / "pgbouncer.ini"]
        self._proces: subprocess.Popen[bytes] | None = None
        self.start()

    def naar(self, url: str) -> str:
        """The same database, by way of this pooler."""
        langs = make_url(url).set(port=POORT, query={"host": str(self._map)})
        return langs.render_as_string(hide_password=False)

    def start(self) -> None:
        with (self._map / "log").open("ab") as log:
            self._proces = subprocess.Popen(self._opdracht, stdout=log, stderr=log)
        einde = time.monotonic() + STARTTIJD
        while not self._luistert():
            gezegd = (self._map / "log").read_text()
            assert self._proces.poll() is None, f"pgbouncer ended: {gezegd}"
            assert time.monotonic() < einde, f"no pgbouncer in {STARTTIJD} seconds: {gezegd}"
            time.sleep(0.02)

    def stop(self) -> None:
        """End it at once, with all connections."""
        if self._proces is not None:
            self._proces.terminate()
            self._proces.wait(STARTTIJD)

    def _luistert(self) -> bool:
        with socket.socket(socket.AF_UNIX) as lijn:
            if lijn.connect_ex(str(self._map / f".s.PGSQL.{POORT}")):
                return False
            lijn.shutdown(socket.SHUT_WR)
            return lijn.recv(1) == b""  # it has seen that this caller is gone


@contextmanager
def pooler(server: URL, **instellingen: object) -> Iterator[Pooler]:
    """PgBouncer before this server, with these settings of its own; without it the test is skipped."""
    programma = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if programma is None:
        pytest.skip("pgbouncer is not installed (Debian: apt-get install pgbouncer)")
    # A short path, because that of the socket inside it has at most 107 characters.
    map_ = Path(tempfile.mkdtemp(prefix="wmo-"))
    map_.chmod(0o777)
    lopend = Pooler(programma, server, map_, instellingen)
    try:
        yield lopend
    finally:
        lopend.stop()
        shutil.rmtree(map_)
