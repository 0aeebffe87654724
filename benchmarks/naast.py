"""How much longer messages take in this checkout than in another one, such as one of the commit before.

Run as `python -m benchmarks.naast FOLDER [ROUNDS]`. What is measured is the typical wmo301 of
`benchmarks.berichten` and a streamed wmo323 of `benchmarks.groot`. Processes of the two checkouts take turns,
and what counts is the least processor time of each step, so that other work on the machine hardly matters.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

HIER = Path(__file__).resolve().parents[1]
RONDEN, KEREN, PRESTATIES = 5, 20, 2500


def meet(ronden: int = 60) -> dict[str, float]:
    """The least time of each step in the checkout that Python finds first, in microseconds."""
    from benchmarks import berichten, groot

    with TemporaryDirectory() as map_:
        pad = Path(map_, "wmo323.xml")
        groot.schrijf_declaratie(pad, PRESTATIES)
        stappen = {
            f"wmo301: {naam}": (stap, KEREN)
            for naam, stap in berichten.stappen("wmo301", berichten.typisch()).items()
        }
        stappen["wmo323: lezen"] = (lambda: groot.lees(pad), 1)
        stappen["wmo323: lezen, regels"] = (lambda: groot.controleer(pad), 1)
        tijden = dict.fromkeys(stappen, float("inf"))
        for ronde in range(ronden):
            for naam, (stap, keren) in stappen.items():
                if keren == 1 and ronde % 5:
                    continue  # a large message takes a thousand times as long as a small one
                begin = process_time()
                for _ in range(keren):
                    stap()
                tijden[naam] = min(tijden[naam], (process_time() - begin) / keren * 1e6)
    return tijden


def meet_in(checkout: Path) -> dict[str, float]:
    """As `meet`, in a process of its own that runs another checkout."""
    omgeving = os.environ | {"PYTHONPATH": str(checkout)}
    opdracht = [sys.executable, __file__]
    uitvoer = subprocess.run(
        opdracht, check=True, capture_output=True, text=True, cwd=checkout, env=omgeving
    ).stdout
    tijden: dict[str, float] = json.loads(uitvoer)
    return tijden


def main(ander: Path, ronden: int) -> None:
    metingen: dict[Path, list[dict[str, float]]] = {ander: [], HIER: []}
    for ronde in range(ronden):
        for checkout in (ander, HIER) if ronde % 2 else (HIER, ander):
            metingen[checkout].append(meet_in(checkout))
    print(f"{'stap':<36}{'daar':>11}{'hier':>14}")
    for stap in metingen[HIER][0]:
        daar, hier = (min(tijden[stap] for tijden in metingen[checkout]) for checkout in (ander, HIER))
        print(f"{stap:<36}{daar:>11.1f}{hier:>11.1f} µs{hier / daar - 1:>+8.1%}")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else RONDEN)
    else:
        print(json.dumps(meet()))
