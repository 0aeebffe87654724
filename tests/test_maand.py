"""The page for a provider without EPD is followed to the letter: a month with curl, against a server."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server import PROJECT, draai, omgeving
from tests.test_readme import WMO

PAGINA = (PROJECT / "docs" / "rollen" / "maand.md").read_text(encoding="utf-8")


def antwoorden(uitvoer: str) -> list[dict[str, Any]]:
    """The objects that the commands printed, in their order."""
    lezer, gevonden, plek = json.JSONDecoder(), [], 0
    while (plek := uitvoer.find("{", plek)) >= 0:
        gelezen, plek = lezer.raw_decode(uitvoer, plek)
        gevonden.append(gelezen)
    return gevonden


@pytest.mark.alles
def test_a_month_goes_as_the_page_says(tmp_path: Path) -> None:
    omstandigheden = omgeving(
        WMO_DATA=str(tmp_path / "data"),
        PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        PYTHONPATH=str(PROJECT),
    )
    stappen = "\n".join([WMO, *re.findall(r"```sh\n(.*?)```", PAGINA, re.DOTALL)])
    with draai(omstandigheden) as server:
        gedaan = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", stappen.replace("http://127.0.0.1:8000", server.adres)],
            cwd=tmp_path,
            env=omstandigheden,
            capture_output=True,
            text=True,
        )
    assert gedaan.returncode == 0, gedaan.stdout[-800:] + gedaan.stderr[-800:]
    json_deel, _, xml = gedaan.stdout.partition("<?xml")
    gekregen = antwoorden(json_deel)

    gemeld = [b for a in gekregen for b in a.get("berichten", ())]
    assert [(b["berichtsoort"], b["status"]) for b in gemeld] == [
        ("wmo305", "goedgekeurd"),
        ("wmo307", "goedgekeurd"),
        ("wmo305", "goedgekeurd"),
    ]
    gevraagd = [a["bericht"] for a in gekregen if "verzoeken" in a]
    assert [(b["berichtsoort"], b["status"]) for b in gevraagd] == [("wmo315", "goedgekeurd")]
    declaraties = [a["bericht"] for a in gekregen if "overgeslagen" in a]
    assert [(d["berichtsoort"], d["status"]) for d in declaraties] == [("wmo323", "goedgekeurd")] * 2
    (gelezen,) = [
        a for a in gekregen if a.get("regels") and len(a["regels"]) == 1 and not a["geleverd"]["teDeclareren"]
    ]
    assert gelezen["regels"][0]["prestatie"]["bedrag"] == 8 * 7500  # 470 minutes
    assert xml.rstrip().endswith("</wmo305:Bericht>")
