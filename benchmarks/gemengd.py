"""Memory of a server that gets bodies of 25 MB of many shapes, while what came before is judged beside them.

Run as `python -m benchmarks.gemengd [SECONDS CALLERS]`, on Linux. First each shape is checked and received
in turn, twice, by whom it is for; then so many callers of six parties send them at once, by chance, also to a
page without a token, for so many seconds. The target is 300 MB above rest, the memory of the server after its
first request.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

import httpx2

from app.api.kader.lokale_uitgever import UITGEVER
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.opslag import Databank, maak_sleutels
from app.uitgever import lokale_uitgever
from benchmarks.vijandig import GROOTTE, PRESTATIE, VIJANDIG, W323, dicht, vul
from tests.server import draai, omgeving, sleutelbord

VORMEN = {
    "325, codes in every line": VIJANDIG["a hundred codes in every line of a wmo325"],
    "323, one client": lambda: vul(
        W323, b"</wmo323:Prestaties>", lambda n: dicht(PRESTATIE).replace(b">P1<", b">P%d<" % n)
    ),
    "numbers": lambda: (b"999990019 " * GROOTTE)[:GROOTTE],
    "letters of one byte": lambda: (
        b'<?xml version="1.0" encoding="iso-8859-1"?><a>' + b"\xe9 " * (GROOTTE // 2 - 50) + b"</a>"
    ),
    "323, many clients": VIJANDIG["clients in a wmo323, all of them right"],
    "325, codes in its header": VIJANDIG["codes in a wmo325"],
}
PADEN = ("/v1/validaties", "/v1/berichten/ontvangsten")
PARTIJEN = ("0957", "42420001", "0855", "41410001", "1641", "0984")
"""Who calls; the first receives the messages 323, the second the messages 325."""


def geheugen(pid: int, wat: str) -> float:
    """Megabytes that the system says this process has (VmRSS), or had at most (VmHWM)."""
    gevonden = re.search(rf"{wat}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert gevonden is not None
    return int(gevonden[1]) / 1024


def main(seconden: float, bellers: int) -> None:
    inhouden = {naam: maak() for naam, maak in VORMEN.items()}
    with TemporaryDirectory() as map_:
        sleutels, url = maak_sleutels(), f"sqlite:///{map_}/wmo.db"
        databank = Databank(url, sleutels)
        databank.migreer()
        databank.keur_sleutels()
        databank.sluit()
        instellingen = Instellingen(data=Path(map_))
        uitgever = lokale_uitgever(instellingen)
        tokens = {
            partij: uitgever.maak_token(
                publiek=instellingen.publiek,
                rol=Rol.AANBIEDER if len(partij) == 8 else Rol.ADMINISTRATIE,
                medewerker="m",
                scopes=SCOPES,
                gemeente=partij if len(partij) == 4 else None,
                agb=partij if len(partij) == 8 else None,
            )
            for partij in PARTIJEN
        }
        with sleutelbord(uitgever) as jwks:
            waarden = {
                "WMO_DATABASE_URL": url,
                "WMO_VERSLEUTELSLEUTELS": ",".join(sleutels.versleuteling),
                "WMO_ZOEKSLEUTEL": sleutels.zoeken,
                "WMO_UITGEVERS": json.dumps({UITGEVER: jwks}),
                "WMO_BLADZIJDEN": "true",
            }
            with draai(omgeving(**waarden)) as server:

                def stuur(bel: httpx2.Client, wie: str, naam: str, pad: str, keer: int) -> int:
                    inhoud = inhouden[naam] + b" " * keer
                    if pad == "/":
                        return bel.post(pad, files={"bestand": inhoud}).status_code
                    koppen = {"Authorization": f"Bearer {tokens[wie]}", "Content-Type": "application/xml"}
                    return bel.post(pad, content=inhoud, headers=koppen).status_code

                with httpx2.Client(base_url=server.adres, timeout=180) as bel:
                    bel.get("/v1/clienten", headers={"Authorization": f"Bearer {tokens['0957']}"})
                    rust = geheugen(server.pid, "VmRSS")
                    print(f"rest {rust:.0f} MB")
                    for keer in range(2):
                        for naam in inhouden:
                            for pad in PADEN:
                                Path(f"/proc/{server.pid}/clear_refs").write_text("5")
                                status = stuur(bel, PARTIJEN[naam.startswith("325")], naam, pad, keer)
                                time.sleep(0.3)
                                piek = geheugen(server.pid, "VmHWM") - rust
                                print(f"{naam:26} {pad:26} {status} {piek:+.0f} MB", flush=True)
                Path(f"/proc/{server.pid}/clear_refs").write_text("5")
                einde, antwoorden = time.monotonic() + seconden, Counter[int]()

                def bel_steeds(wie: int) -> None:
                    kans, keer, partij = Random(wie), 10 * wie + 2, PARTIJEN[wie % len(PARTIJEN)]
                    with httpx2.Client(base_url=server.adres, timeout=180) as bel:
                        while time.monotonic() < einde:
                            keer += 1
                            naam, pad = kans.choice(list(inhouden)), kans.choice((*PADEN, "/"))
                            antwoorden[stuur(bel, partij, naam, pad, keer)] += 1

                draden = [Thread(target=bel_steeds, args=(wie,)) for wie in range(bellers)]
                for draad in draden:
                    draad.start()
                for draad in draden:
                    draad.join()
                piek = geheugen(server.pid, "VmHWM") - rust
                print(f"{bellers} at once: {dict(antwoorden)}, at most {piek:+.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("60", "8")))
