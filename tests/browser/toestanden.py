"""The states of the pages that the browser opens: `python -m tests.browser.toestanden MAP` makes screenshots.

A state is a page, with what is sent by its form; those with `plaatjes` are drawn so.
"""

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from app.instellingen import Instellingen
from app.istandaard.voorbeeldjaar.bouw import bestanden
from app.istandaard.voorbeeldjaar.jaar import jaar
from app.main import maak_app
from tests.browser.draaien import browse, serveer

VOORBEELDEN = Path(__file__).parents[2] / "docs" / "berichten" / "voorbeelden"
GOED = (VOORBEELDEN / "wmo301.xml").read_bytes()
FOUT = re.sub(rb"<wmo301:Einddatum>[^<]*</wmo301:Einddatum>", b"", GOED)
BESTANDEN = {
    "goed.xml": GOED,
    "fout.xml": FOUT,
    "schema.xml": GOED.replace(b"Geslacht>2<", b"Geslacht>7<").replace(
        b"BerichtCode>414<", b"BerichtCode>1<"
    ),
    "een-regel.xml": re.sub(rb">\s+<", b"><", FOUT),
    "vijandig.xml": FOUT.replace(b"AANVRAAG-17", b"&lt;b&gt;&#x202e;x"),
    "declaratie.xml": (VOORBEELDEN / "wmo323.xml").read_bytes(),
    "retour.xml": (VOORBEELDEN / "wmo302.xml").read_bytes(),
    "antwoord.xml": (VOORBEELDEN / "wmo325.xml").read_bytes(),
    "brief.xml": b"Geachte mevrouw De Vries",
    "brief.pdf": b"%PDF-1.7",
    "leeg.zip": b"PK\5\6" + bytes(18),
    "veel.xml": re.sub(
        rb"(<wmo301:ToegewezenProduct>.*?</wmo301:ToegewezenProduct>)", rb"\1" * 120, FOUT, flags=re.DOTALL
    ),
}
TOESTANDEN: list[dict[str, Any]] = [
    {"naam": "controle", "pad": "/", "plaatjes": ["licht"]},
    {"naam": "goed", "pad": "/", "bestanden": ["goed.xml"]},
    {"naam": "fout", "pad": "/", "bestanden": ["fout.xml"], "plaatjes": ["licht", "donker"]},
    {"naam": "tegen het schema", "pad": "/", "bestanden": ["schema.xml"]},
    {"naam": "op een regel", "pad": "/", "bestanden": ["een-regel.xml"]},
    {"naam": "vijandig", "pad": "/", "bestanden": ["vijandig.xml"]},
    {"naam": "declaratie", "pad": "/", "bestanden": ["declaratie.xml"]},
    {"naam": "retourbericht", "pad": "/", "bestanden": ["retour.xml"]},
    {"naam": "antwoord op een declaratie", "pad": "/", "bestanden": ["antwoord.xml"]},
    {"naam": "geen bericht", "pad": "/", "bestanden": ["brief.xml"]},
    {"naam": "een PDF", "pad": "/", "bestanden": ["brief.pdf"]},
    {"naam": "een lege ZIP", "pad": "/", "bestanden": ["leeg.zip"]},
    {"naam": "veel fouten", "pad": "/", "bestanden": ["veel.xml"]},
    {"naam": "zip", "pad": "/", "bestanden": ["alles.zip"]},
    {"naam": "geplakt", "pad": "/", "tekst": FOUT.decode()},
    {"naam": "niets gekozen", "pad": "/", "tekst": ""},
    {"naam": "keten", "pad": "/keten"},
    {"naam": "keten nagespeeld", "pad": "/keten", "bestanden": ["alles.zip"]},
    {"naam": "keten van een bericht", "pad": "/keten", "bestanden": ["declaratie.xml"]},
    {"naam": "keten van een PDF", "pad": "/keten", "bestanden": ["brief.pdf"]},
    {"naam": "keten zonder bestanden", "pad": "/keten", "tekst": ""},
    {"naam": "voorbeeldjaar", "pad": "/keten/voorbeeld/goed"},
    {"naam": "voorbeeldjaar-met-fouten", "pad": "/keten/voorbeeld/fouten", "plaatjes": ["licht"]},
    {"naam": "regels", "pad": "/regels", "plaatjes": ["licht"]},
    {"naam": "regels gezocht", "pad": "/regels?zoek=einddatum&bericht=wmo301"},
    {"naam": "geen regels", "pad": "/regels?zoek=bestaatniet"},
    {"naam": "regel", "pad": "/regels/TR019", "plaatjes": ["licht"]},
    {"naam": "regel-fout-en-goed", "pad": "/regels/TR302", "plaatjes": ["licht"]},
    {"naam": "regel met alleen fout", "pad": "/regels/TR321"},
    {"naam": "regel van het proces", "pad": "/regels/OP191"},
    {"naam": "berichten", "pad": "/berichten"},
    {"naam": "bericht", "pad": "/berichten/wmo301"},
    {"naam": "codelijsten", "pad": "/codelijsten"},
    {"naam": "codelijst", "pad": "/codelijsten/WMO002"},
    {"naam": "zoeken", "pad": "/zoeken"},
    {"naam": "gezocht", "pad": "/zoeken?zoek=declaratie"},
    {"naam": "op een nummer gezocht", "pad": "/zoeken?geweigerd=nummer"},
    {"naam": "regels op een nummer", "pad": "/regels?geweigerd=nummer"},
    {"naam": "engels", "pad": "/en"},
    {"naam": "niet gevonden", "pad": "/bestaat-niet"},
]


def leg_klaar(map_: Path) -> Path:
    """The states as a file for the browser, with the files that they send beside it."""
    for naam, inhoud in BESTANDEN.items():
        (map_ / naam).write_bytes(inhoud)
    with ZipFile(map_ / "alles.zip", "w") as archief:
        for naam, inhoud in BESTANDEN.items():
            archief.writestr(naam, inhoud)
    keten = []
    for naam, (_, inhoud) in list(bestanden(jaar()).items())[:3]:
        (map_ / naam).write_bytes(inhoud)
        keten.append(str(map_ / naam))
    met_pad = [
        t | ({"bestanden": [str(map_ / naam) for naam in t["bestanden"]]} if "bestanden" in t else {})
        for t in TOESTANDEN
    ]
    bestand = map_ / "toestanden.json"
    bestand.write_text(json.dumps({"toestanden": met_pad, "ketenbestanden": keten}))
    return bestand


if __name__ == "__main__":
    plaatjes = Path(sys.argv[1])
    plaatjes.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tijdelijk:
        app = maak_app(Instellingen(data=Path(tijdelijk) / "data"))
        with serveer(app) as adres:
            browse("bladen.mjs", adres, leg_klaar(Path(tijdelijk)), plaatjes)
