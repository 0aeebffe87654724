"""Memory while many send large bodies and say nothing before their end.

Run as `python -m benchmarks.zenders`. To each of three addresses so many senders come at once, of six parties
where a token is asked; each sends all but the last bytes of its body, as far as that is read, and then waits
to be answered. A server runs in a process of its own, on an embedded database. (Linux)
"""

import selectors
import socket
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.gemengd import PARTIJEN
from benchmarks.lezers import geheugen, server

ZENDERS = (("/", 60, 24_000_000), ("/v1/validaties", 60, 24_000_000), ("/keten", 400, 1_500_000))
"""Where to, how many, and how many bytes each."""
SECONDEN = 30.0
SPATIES = memoryview(b" " * 2**16)
NIET = 100
"""Bytes that do not come."""


def kop(pad: str, lengte: int, token: str) -> bytes:
    """The head of a request, and what stands before the file in a form."""
    soort = f"application/xml\r\nAuthorization: Bearer {token}"
    formulier = ""
    if not pad.startswith("/v1"):
        soort = "multipart/form-data; boundary=x"
        formulier = '--x\r\nContent-Disposition: form-data; name="bestand"; filename="a"\r\n\r\n'
    lengte += len(formulier) + NIET
    koppen = f"Host: a\r\nContent-Type: {soort}\r\nContent-Length: {lengte}"
    return f"POST {pad} HTTP/1.1\r\n{koppen}\r\n\r\n{formulier}".encode()


def stuur(poort: int, tokens: list[str], pad: str, aantal: int, lengte: int) -> Counter[str]:
    """How many got each status, or none before it was over."""
    kiezer, over, antwoorden = selectors.DefaultSelector(), dict[socket.socket, int](), Counter[str]()
    for nummer in range(aantal):
        zender = socket.create_connection(("127.0.0.1", poort))
        zender.sendall(kop(pad, lengte, tokens[nummer % len(tokens)]))
        zender.setblocking(False)
        over[zender] = lengte
        kiezer.register(zender, selectors.EVENT_READ | selectors.EVENT_WRITE)
    einde = time.monotonic() + SECONDEN
    while over and time.monotonic() < einde:
        for sleutel, klaar in kiezer.select(0.1):
            assert isinstance(sleutel.fileobj, socket.socket)
            zender = sleutel.fileobj
            if klaar & selectors.EVENT_READ:
                with suppress(OSError):
                    antwoorden[zender.recv(12)[9:].decode()] += 1
                kiezer.unregister(zender)
                zender.close()
                del over[zender]
            elif over[zender]:
                with suppress(OSError):
                    over[zender] -= zender.send(SPATIES[: over[zender]])
            else:
                kiezer.modify(zender, selectors.EVENT_READ)
    antwoorden["none"] = len(over)
    for zender in over:
        zender.close()
    return antwoorden


def main() -> None:
    with server(*PARTIJEN) as (pid, poort, tokens):
        urllib.request.urlopen(f"http://127.0.0.1:{poort}/livez").close()
        rust = geheugen(pid)
        print(f"rest {rust} MB")
        for pad, aantal, lengte in ZENDERS:
            Path(f"/proc/{pid}/clear_refs").write_text("5")
            antwoorden = stuur(poort, tokens, pad, aantal, lengte)
            piek = geheugen(pid, "VmHWM") - rust
            print(f"{aantal} of {lengte:,} to {pad}: at most {piek:+} MB, {dict(antwoorden)}", flush=True)
            time.sleep(5)


if __name__ == "__main__":
    main()
