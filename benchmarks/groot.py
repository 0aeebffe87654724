"""How long a large wmo323 takes and what it holds in memory, against the bare libxml2 parse and validation.

Run as `python -m benchmarks.groot [LINES]`; without a number of 100,000 lines, fifty to a client. Each figure
is the best of a few processes of its own, in processor time. The targets: 3 times the floor, and 200 MB.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from lxml import etree

from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard import codec, xml
from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import controleer_bestand
from app.istandaard.regels import Kennis, Vandaag
from tests.istandaard.regels.bouw import BSN
from tests.istandaard.regels.bouw_declaratie import een_323, prestatie, totaal

PRESTATIES, PER_CLIENT, RONDEN = 100_000, 50, 3


def schrijf_declaratie(pad: Path, prestaties: int, eerste: int = 0) -> None:
    """A declaration of so many lines in which nothing is wrong, on the allocations from this number on.

    It is made as text, for it is too large to send.
    """
    regel = prestatie("P0", toewijzing=0)
    inhoud = codec.schrijf(een_323(regel, totaal=totaal(prestaties * regel.ingediend_bedrag.bedrag))).decode()
    voor, client, na = _in_drieen(inhoud, "Client")
    begin, blok, eind = _in_drieen(client, "Prestatie")
    alle = filter(voldoet_aan_elfproef, (f"{nummer:09}" for nummer in count(100_000_000)))
    bsns, voorbij = islice(alle, eerste // PER_CLIENT, None), eerste + prestaties
    with pad.open("w", newline="") as bestand:
        bestand.write(voor)
        for van in range(eerste, voorbij, PER_CLIENT):
            bestand.write(begin.replace(BSN, next(bsns)))
            for nummer in range(van, min(van + PER_CLIENT, voorbij)):
                bestand.write(blok.replace(">P0<", f">P{nummer}<").replace(">0<", f">{nummer}<"))
            bestand.write(eind)
        bestand.write(na)


def _in_drieen(tekst: str, element: str) -> tuple[str, str, str]:
    begin = tekst.index(f"<wmo323:{element}>")
    eind = tekst.index(f"</wmo323:{element}>\r\n") + len(f"</wmo323:{element}>\r\n")
    return tekst[:begin], tekst[begin:eind], tekst[eind:]


def vloer(pad: Path) -> None:
    boom = etree.parse(pad, etree.XMLParser(huge_tree=True))
    if not xml.schema("wmo323").xsd.validate(boom):
        raise SystemExit("The benchmark makes a declaration that its schema refuses.")


def lees(pad: Path) -> None:
    with pad.open("rb") as bestand:
        for _ in codec.lees_stroom(bestand).klassen:
            pass


def controleer(pad: Path) -> None:
    kennis = Kennis(vandaag=Vandaag(date(2026, 3, 2)), gemeenten=gemeentelijst(), productlijst=None)
    with pad.open("rb") as bestand:
        controle = controleer_bestand(bestand, kennis)
    fout = [bevinding for bevinding in controle.bevindingen if bevinding.regel != "OP179"]  # it is too large
    if fout:
        raise SystemExit(f"The benchmark makes a declaration that is wrong: {fout[0].melding}")


STAPPEN: dict[str, Callable[[Path], None]] = {"vloer": vloer, "lezen": lees, "lezen, regels": controleer}


def meet(stap: str, pad: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one step in a process of its own."""
    opdracht = [sys.executable, "-m", "benchmarks.groot", stap, str(pad)]
    uitvoer = subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout
    seconden, megabytes = uitvoer.split()
    return float(seconden), float(megabytes)


def main(prestaties: int) -> None:
    with TemporaryDirectory() as map_:
        pad = Path(map_, "wmo323.xml")
        schrijf_declaratie(pad, prestaties)
        print(f"wmo323, {prestaties} prestaties, {pad.stat().st_size / 2**20:.0f} MB")
        metingen = {stap: [meet(stap, pad) for _ in range(RONDEN)] for stap in STAPPEN}
    beste = {stap: min(waarden) for stap, waarden in metingen.items()}
    for stap, (seconden, megabytes) in beste.items():
        print(f"{stap:<16}{seconden:>6.2f} s{seconden / beste['vloer'][0]:>7.2f}{megabytes:>7.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in STAPPEN:
        begonnen = process_time()
        STAPPEN[sys.argv[1]](Path(sys.argv[2]))
        piek = re.search("VmHWM:\\s*([0-9]+)", Path("/proc/self/status").read_text())
        print(process_time() - begonnen, int(piek[1]) / 1024 if piek else 0)
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else PRESTATIES)
