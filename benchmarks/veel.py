"""How many small messages a second are checked, by one process and by one on each processor.

Run as `python -m benchmarks.veel`. The messages are the fourteen of docs/berichten in turn, each checked as
`wmo valideer` does: its schema, and the rules that ask for no earlier messages.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from time import perf_counter

from app.istandaard.codelijsten import gemeentelijst
from app.istandaard.controle import controleer
from app.istandaard.regels import Kennis, Vandaag
from benchmarks.berichten import VOORBEELDEN

BERICHTEN, PER_KEER, RONDEN = 20_000, 500, 3


def controleer_reeks(berichten: list[bytes]) -> int:
    """How many of these messages are valid."""
    kennis = Kennis(vandaag=Vandaag(date(2026, 12, 31)), gemeenten=gemeentelijst(), productlijst=None)
    return sum(controleer(bericht, kennis).geldig for bericht in berichten)


def per_seconde(processen: int, reeksen: list[list[bytes]]) -> float:
    """The best throughput of a few rounds, once the processes have started and compiled their schemas."""
    with ProcessPoolExecutor(processen) as pool:
        list(pool.map(controleer_reeks, [reeksen[0]] * processen * 2))
        tijden = []
        for _ in range(RONDEN):
            begin = perf_counter()
            geldig = sum(pool.map(controleer_reeks, reeksen))
            tijden.append(perf_counter() - begin)
            if geldig != BERICHTEN:
                raise SystemExit(f"The benchmark checks {BERICHTEN - geldig} messages that are wrong.")
    return BERICHTEN / min(tijden)


def main() -> None:
    voorbeelden = [pad.read_bytes() for pad in sorted(VOORBEELDEN.glob("*.xml"))]
    berichten = [voorbeelden[nummer % len(voorbeelden)] for nummer in range(BERICHTEN)]
    reeksen = [berichten[begin : begin + PER_KEER] for begin in range(0, BERICHTEN, PER_KEER)]
    een = per_seconde(1, reeksen)
    print(f"1 proces   {een:>8.0f} berichten per seconde")
    processen = os.cpu_count() or 1
    alle = per_seconde(processen, reeksen)
    print(f"{processen} processen{alle:>8.0f} berichten per seconde, {alle / een:.2f} keer zoveel")


if __name__ == "__main__":
    main()
