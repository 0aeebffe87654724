"""What messages cost that were made to cost much: processor time, and memory above rest, of 25 MB each.

Run as `python -m benchmarks.vijandig [NAME]...`; without names all of them. Each is dealt with four times, in
processes of its own: checked as `POST /v1/validaties` does, and by the command `wmo valideer`; and received
as `POST /v1/berichten/ontvangsten` does until it answers, twice, on SQLite. The targets are 5 s and 300 MB.
Rest is what the same process takes for a small message.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from app.domain.waarden import voldoet_aan_elfproef
from app.istandaard import codec
from tests.istandaard.berichten import toewijzing, willekeurig
from tests.istandaard.regels.bouw import BSN
from tests.istandaard.regels.bouw_declaratie import een_323, een_325, prestatie, terug

GROOTTE = 25 * 2**20 - 4096
"""Bytes of each message: a little under the most that is taken."""
SECONDEN, MEGABYTES = 5.0, 300.0

W301 = codec.schrijf(toewijzing())
W302 = codec.schrijf(willekeurig("wmo302", Random(1)))
W320 = codec.schrijf(willekeurig("wmo320", Random(0)))
W323 = codec.schrijf(een_323())
W325 = codec.schrijf(een_325(terug(prestatie())))


def vul(bericht: bytes, voor: bytes, stuk: bytes | Callable[[int], bytes], slot: bytes = b"") -> bytes:
    """The message with as many of these pieces as fit before the first place of `voor`, then `slot`."""
    begin, midden, eind = bericht.partition(voor)
    assert midden, voor
    ruimte = GROOTTE - len(bericht) - len(slot)
    if isinstance(stuk, bytes):
        delen = stuk * (ruimte // len(stuk))
    else:
        stukken: list[bytes] = []
        for nummer in count():
            stukken.append(stuk(nummer))
            ruimte -= len(stukken[-1])
            if ruimte < 0:
                break
        delen = b"".join(stukken[:-1])
    return b"".join((begin, delen, slot, midden, eind))


def element(bericht: bytes, naam: str) -> bytes:
    """The first element of this name, with what is in it."""
    gevonden = re.search(
        rb"<(\w+:)?%b>.*?</(\w+:)?%b>\s*" % (naam.encode(), naam.encode()), bericht, re.DOTALL
    )
    assert gevonden, naam
    return gevonden[0]


def waarde(bericht: bytes, naam: str, tekst: bytes) -> bytes:
    """The message with this text as the value of the first element of this name."""
    nieuw, aantal = re.subn(rb"(<(?:\w+:)?%b>)[^<]*" % naam.encode(), rb"\g<1>" + tekst, bericht, count=1)
    assert aantal == 1, naam
    return nieuw


def in_wortel(bericht: bytes, stuk: Callable[[int], bytes]) -> bytes:
    """The message with as many of these pieces as fit in the tag of the root."""
    return vul(bericht, b' xmlns:iwmo="', stuk)


KOP = b"</wmo302:Header>"
CODE = b"<wmo320:RetourCode>0200</wmo320:RetourCode>"
MET_CODES = W320.replace(element(W320, "RetourCodes"), b"<wmo320:RetourCodes></wmo320:RetourCodes>")
CODES = b"</wmo320:RetourCodes>"
PRODUCT = element(W301, "ToegewezenProduct")
PRESTATIE = element(W323, "Prestatie")
PRESTATIE_325 = element(W325, "Prestatie")
BSNS = [
    nummer for nummer in (f"{n:09}" for n in range(100_000_000, 101_000_000)) if voldoet_aan_elfproef(nummer)
]


def dicht(inhoud: bytes) -> bytes:
    """The same without what stands between the elements, so that more of them fit."""
    return re.sub(rb">\s+<", b"><", inhoud)


def fout_aan_het_eind(bericht: bytes, lijst: bytes, item: bytes, fout: bytes, fouten: int = 999) -> bytes:
    return vul(bericht, lijst, dicht(item), dicht(fout) * fouten)


def client_323(nummer: int) -> bytes:
    client = element(W323, "Client").replace(BSN.encode(), BSNS[nummer].encode())
    return dicht(client.replace(b">P1<", b">P%d<" % nummer).replace(b">1<", b">%d<" % (nummer + 1), 1))


def stukken_zonder_einde(begin: bytes) -> bytes:
    return begin * (GROOTTE // len(begin))


VIJANDIG: dict[str, Callable[[], bytes]] = {
    "elements of nothing": lambda: vul(W302, KOP, b"<x/>"),
    "elements of nothing in a wmo323": lambda: vul(W323, b"</wmo323:Header>", b"<x/>"),
    "a million elements in a wmo325": lambda: vul(W325, b"</wmo325:Header>", b"<abcdefghijklmnopqrstuvw/>"),
    "elements with names of their own": lambda: vul(W302, KOP, lambda n: b"<x%d/>" % n),
    "elements outside any message": lambda: b"<a>" + b"<x/>" * (GROOTTE // 4) + b"</a>",
    "right codes": lambda: vul(MET_CODES, CODES, CODE),
    "wrong codes": lambda: vul(MET_CODES, CODES, CODE.replace(b">0", b">x")),
    "999 wrong codes behind right ones": lambda: fout_aan_het_eind(
        MET_CODES, CODES, CODE, CODE.replace(b">0", b">x")
    ),
    "999 wrong codes behind 98,000 right ones": lambda: MET_CODES.replace(
        CODES, CODE * 98_000 + CODE.replace(b">0", b">x") * 999 + CODES
    ),
    "600 wrong codes behind 60,000 right ones": lambda: MET_CODES.replace(
        CODES, CODE * 60_000 + CODE.replace(b">0", b">x") * 600 + CODES
    ),
    "999 faults behind lines of a wmo323": lambda: fout_aan_het_eind(
        W323, b"</wmo323:Prestaties>", PRESTATIE, PRESTATIE.replace(b">04<", b">xx<")
    ),
    "nine faults behind lines of a wmo323": lambda: fout_aan_het_eind(
        W323, b"</wmo323:Prestaties>", PRESTATIE, PRESTATIE.replace(b">04<", b">xx<"), 9
    ),
    "nine faults behind lines of a wmo325": lambda: fout_aan_het_eind(
        W325, b"</wmo325:Prestaties>", PRESTATIE_325, PRESTATIE_325.replace(b">04<", b">xx<"), 9
    ),
    "codes in a wmo325": lambda: vul(
        W325, b"</wmo325:RetourCodes>", b"<wmo325:RetourCode>0200</wmo325:RetourCode>"
    ),
    "a hundred codes in every line of a wmo325": lambda: vul(
        W325,
        b"</wmo325:Prestaties>",
        dicht(PRESTATIE_325).replace(
            b"</wmo325:RetourCodes>",
            b"<wmo325:RetourCode>0200</wmo325:RetourCode>" * 100 + b"</wmo325:RetourCodes>",
        ),
    ),
    "codes in a wmo325, and nine faults": lambda: vul(
        W325,
        b"</wmo325:RetourCodes>",
        b"<wmo325:RetourCode>0200</wmo325:RetourCode>",
        b"<wmo325:RetourCode>x</wmo325:RetourCode>" * 9,
    ),
    "codes in a wmo325, and 30 faults": lambda: vul(
        W325,
        b"</wmo325:RetourCodes>",
        b"<wmo325:RetourCode>0200</wmo325:RetourCode>",
        b"<wmo325:RetourCode>x</wmo325:RetourCode>" * 30,
    ),
    "a right wmo325 full of namespaces": lambda: vul(
        W325, b"</wmo325:RetourCodes>", b'<wmo325:RetourCode xmlns:a="b">0200</wmo325:RetourCode>'
    ),
    "elements of nothing in a wmo325, as many as may": lambda: vul(
        W325, b"</wmo325:Header>", b"<a>1</a><a>1</a>  <a>1</a>" + b" " * 54
    ),
    "a fault in every line of a wmo323": lambda: vul(
        W323, b"</wmo323:Prestaties>", dicht(PRESTATIE.replace(b">04<", b">xx<"))
    ),
    "the same lines in a wmo323": lambda: vul(W323, b"</wmo323:Prestaties>", dicht(PRESTATIE)),
    "the same lines in a wmo325": lambda: vul(W325, b"</wmo325:Prestaties>", dicht(PRESTATIE_325)),
    "30,000 clients in a wmo323": lambda: W323.replace(
        b"</wmo323:Clienten>", b"".join(map(client_323, range(30_000))) + b"</wmo323:Clienten>"
    ),
    "clients in a wmo323, all of them right": lambda: vul(W323, b"</wmo323:Clienten>", client_323),
    "lines that break all rules in a wmo323": lambda: vul(
        W323,
        b"</wmo323:Prestaties>",
        dicht(PRESTATIE.replace(b"2026-02", b"1026-02").replace(b">D<", b">C<").replace(b">04<", b">83<")),
    ),
    "lines of their own that break all rules in a wmo323": lambda: vul(
        W323,
        b"</wmo323:Prestaties>",
        lambda n: (
            dicht(PRESTATIE)
            .replace(b">P1<", b">%x<" % n)
            .replace(b"2026-02", b"1026-02")
            .replace(b">D<", b">C<")
            .replace(b">04<", b">83<")
        ),
    ),
    "a prefix in every line of a wmo323": lambda: vul(
        W323,
        b"</wmo323:Prestaties>",
        lambda n: dicht(PRESTATIE).replace(b":Prestatie>", b':Prestatie xmlns:a%d="u%d">' % (n, n), 1),
    ),
    "prefixes in every line of a wmo323": lambda: vul(
        W323,
        b"</wmo323:Prestaties>",
        lambda n: re.sub(rb"<wmo323:([A-Z]\w+)>", rb'<wmo323:\1 xmlns:\1%x="u">' % n, dicht(PRESTATIE)),
    ),
    "stacked products": lambda: vul(W301, b"</wmo301:ToegewezenProducten>", dicht(PRODUCT)),
    "as many stacked products as may": lambda: W301.replace(
        b"</wmo301:ToegewezenProducten>", dicht(PRODUCT) * 6000 + b"</wmo301:ToegewezenProducten>"
    ),
    "comments": lambda: vul(W302, KOP, b"<!---->"),
    "comments with something between": lambda: vul(W302, KOP, b"<!---->\n\n"),
    "one comment": lambda: vul(W302, KOP, b"- ", b" -->").replace(b"- ", b"<!--", 1),
    "comments without an end": lambda: vul(W302, KOP, b"<!--"),
    "instructions": lambda: vul(W302, KOP, b"<?a?>"),
    "CDATA": lambda: vul(W302, KOP, b"<![CDATA[]]>"),
    "CDATA in a value": lambda: vul(W301, b"</wmo301:Bsn>", b"<![CDATA[<]]>"),
    "CDATA without an end": lambda: vul(W302, KOP, b"<![CDATA["),
    "tags in CDATA": lambda: vul(W302, KOP, b"<![CDATA[<a><a><a>]]>"),
    "references to characters": lambda: vul(W301, b"</wmo301:Bsn>", b"&#65;"),
    "references to entities": lambda: vul(W301, b"</wmo301:Bsn>", b"&amp;"),
    "white space": lambda: vul(W302, KOP, b"\r\n"),
    "white space in front": lambda: b" " * GROOTTE + W302,
    "comment in front": lambda: b"<!--" + b"a" * GROOTTE + b"-->" + W302,
    "deep": lambda: stukken_zonder_einde(b"<a>"),
    "deep in a message": lambda: vul(W302, KOP, b"<a>"),
    "two hundred deep, over and over": lambda: vul(W302, KOP, b"<a>" * 200 + b"</a>" * 200),
    "attributes in the root": lambda: in_wortel(W302, lambda n: b' a%d=""' % n),
    "attributes with > in them": lambda: in_wortel(W302, lambda n: b' a%d=">"' % n),
    "attributes on new lines": lambda: in_wortel(W302, lambda n: b'\n\na%d\n=\n""' % n),
    "the same attribute": lambda: in_wortel(W302, lambda n: b' a=""'),
    "attributes in many elements": lambda: vul(
        W302, KOP, b"<x" + b"".join(b' a%d=""' % n for n in range(900)) + b"/>"
    ),
    "attributes of the schema in many elements": lambda: vul(
        MET_CODES,
        CODES,
        CODE.replace(
            b"Code>0", b'Code xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="">0', 1
        ),
    ),
    "namespaces in the root": lambda: in_wortel(W302, lambda n: b' xmlns:a%d="b"' % n),
    "namespaces in many right elements": lambda: MET_CODES.replace(
        CODES,
        CODE.replace(b"Code>0", b"Code" + b"".join(b' xmlns:a%d="b"' % n for n in range(18)) + b">0", 1)
        * 90_000
        + CODES,
    )[:GROOTTE],
    "namespaces in right elements, 900 to each": lambda: vul(
        MET_CODES,
        CODES,
        CODE.replace(b"Code>0", b"Code" + b"".join(b' xmlns:a%d="b"' % n for n in range(900)) + b">0", 1),
    ),
    "a name of 9 MB": lambda: W302.replace(KOP, b"<" + b"a" * 9_000_000 + b"/>" + KOP),
    "names of 40 kB": lambda: vul(W302, KOP, lambda n: b"<a%d" % n + b"b" * 40_000 + b"/>"),
    "names of 40 kB, each a fault": lambda: vul(
        MET_CODES,
        CODES,
        lambda n: CODE[:-20].replace(b">0", b"><a%d" % n + b"b" * 40_000 + b"/>0", 1) + CODE[-20:],
    ),
    "an attribute of 9 MB": lambda: W302.replace(KOP, b"<a b='" + b"a" * 9_000_000 + b"'/>" + KOP),
    "a Bsn of 9 MB": lambda: waarde(W301, "Bsn", b"9" * 9_000_000),
    "a volume of 9 million zeros": lambda: waarde(W301, "Volume", b"0" * 9_000_000 + b"1"),
    "a volume of 9 million digits": lambda: waarde(W301, "Volume", b"9" * 9_000_000),
    "volumes of 4,000 zeros": lambda: vul(
        W301,
        b"</wmo301:ToegewezenProducten>",
        dicht(waarde(PRODUCT, "Volume", b"0" * 4000 + b"1")),
    ),
    "a date of 9 MB": lambda: waarde(W301, "Datum", b"9" * 9_000_000 + b"-01-01"),
    "a name of a person of 9 MB": lambda: waarde(W301, "Achternaam", b"a" * 9_000_000),
    "dots for a name": lambda: waarde(W301, "Achternaam", b"." * 9_000_000),
    "dots for a street": lambda: waarde(W301, "Straatnaam", b"." * 9_000_000),
    "white space for a street": lambda: waarde(W301, "Straatnaam", b" " * 9_000_000),
    "lines for a street": lambda: waarde(W301, "Straatnaam", b"\n" * 9_000_000),
    "a reference of dots and lines": lambda: waarde(W301, "Identificatie", b". \n" * 3_000_000),
    "values of 60 kB, each a fault": lambda: vul(
        MET_CODES, CODES, lambda n: CODE.replace(b">0", b">" + b"x" * 60_000, 1)
    ),
    "a DTD": lambda: vul(b"<!DOCTYPE a [ ]>" + W302, b" ]>", lambda n: b"<!ENTITY a%d ''>" % n),
    "a DTD after a comment": lambda: (
        b"<!--" + b"a" * 4_000_000 + b"--><!DOCTYPE a [<!ENTITY b '" + b"c" * 9_000_000 + b"'>]>" + W302
    ),
    "entities in entities": lambda: (
        b"<!DOCTYPE a [<!ENTITY a0 'lol'>%b]><a>&a11;</a>"
        % b"".join(b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    ),
    "UTF-16, elements of nothing": lambda: (
        vul(W302.replace(b"UTF-8", b"UTF-16"), KOP, b"<x/>")[: GROOTTE // 2].decode().encode("utf-16")
    ),
    "UTF-16, attributes": lambda: (
        in_wortel(W302.replace(b"UTF-8", b"UTF-16"), lambda n: b' a%d=""' % n)[: GROOTTE // 2]
        .decode()
        .encode("utf-16")
    ),
    "UTF-16 that says it is UTF-8": lambda: vul(W302, KOP, b"<x/>")[: GROOTTE // 2].decode().encode("utf-16"),
    "UTF-7": lambda: b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a+AD4-" + b"+ADw-x/+AD4-" * (GROOTTE // 12),
    "EBCDIC": lambda: ("<?xml version='1.0' encoding='IBM037'?><a>" + "<x/>" * (GROOTTE // 4)).encode(
        "cp037"
    ),
    "UTF-32": lambda: ("<a>" + "<x/>" * (GROOTTE // 16)).encode("utf-32"),
    "a byte order mark": lambda: b"\xef\xbb\xbf" + vul(W302, KOP, b"<x/>"),
    "only <": lambda: b"<" * GROOTTE,
    "only &": lambda: W302[: W302.index(KOP)] + b"&" * GROOTTE,
    "only NUL": lambda: b"\0" * GROOTTE,
    "noise": lambda: Random(1).randbytes(GROOTTE),
}
"""Each kind of attack by name."""


def zip_van(pad: Path, leden: int, inhoud: bytes) -> None:
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as archief:
        for nummer in range(leden):
            archief.writestr(f"{nummer}.xml", inhoud)


ZIPS: dict[str, Callable[[Path], None]] = {
    "ZIP: ten thousand files": lambda pad: zip_van(pad, 10_000, b"<a/>"),
    "ZIP: two hundred thousand files": lambda pad: zip_van(pad, 200_000, b""),
    "ZIP: a file of 1 GB": lambda pad: zip_van(pad, 1, b" " * (2**30 - 1)),
    "ZIP: more than 1 GB": lambda pad: zip_van(pad, 1, b" " * (2**30 + 1)),
}

VERBRUIK = """
import atexit, os, re, sys
def meld():
    piek = re.search("VmHWM:\\\\s*([0-9]+)", open("/proc/self/status").read())
    print("\\nverbruik", sum(os.times()[:2]), int(piek[1]) / 1024, file=sys.stderr)
atexit.register(meld)
"""
"""What makes a process tell what it took: the system counts what was there before it for its own."""

POST = """
from datetime import UTC, datetime
from app.api.kader.rest.handeling import _als_json
from app.api.validaties import ValidatieUit
from app.domain.partijen import Beller, Partij, Rol
from app.istandaard.xml import SCHEMAS, OnbekendBericht, OnleesbaarBericht
from app.processen import naslaan
from app.processen.handeling import Raadpleging
beller = Beller(Partij.GEMEENTE, "0957", "m", Rol.TOEGANG, "s", frozenset())
raadpleging = Raadpleging(beller, datetime(2026, 3, 2, tzinfo=UTC), None, None, SCHEMAS)
inhoud = open(sys.argv[1], "rb").read()
try:
    uit = _als_json(ValidatieUit, {"berichten": [naslaan.valideer(raadpleging, inhoud)]})
except (OnleesbaarBericht, OnbekendBericht) as fout:
    uit = str(fout).encode()
sys.stdout.buffer.write(uit)
"""

OPDRACHT = """
from app.cli import main
sys.argv[1:1] = ["valideer"]
main()
"""


ONTVANGST = """
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.inrichting import open_databank
from app.processen.keten import ontvangen
from tests.istandaard.regels.bouw import ROERMOND
from tests.processen.verloop import handel, raadpleeg
wie = ROERMOND, Rol.ADMINISTRATIE, datetime(2026, 3, 2, 9, tzinfo=UTC)
databank = open_databank(Instellingen(data=Path(sys.argv[1]).parent / "data"))
inhoud = open(sys.argv[1], "rb").read()
ontvangst = ontvangen.ontvang(raadpleeg(*wie), partial(handel, databank, *wie), inhoud)
print(ontvangst.status, ontvangst.opmerking)
"""
"""The same bytes come again when it is run again: the data stay beside the file."""


class Gemeten(NamedTuple):
    """What a process took, and what it said."""

    seconden: float
    megabytes: float
    uitvoer: bytes


def meet(programma: str, pad: Path) -> Gemeten:
    """Run a program on this file and let it tell what it took."""
    opdracht = [sys.executable, "-c", VERBRUIK + programma, str(pad)]
    proces = subprocess.run(opdracht, capture_output=True, check=False)
    gezegd, gevonden, verbruik = proces.stderr.rpartition(b"\nverbruik ")
    if not gevonden:
        raise SystemExit(proces.stderr.decode())
    seconden, megabytes = map(float, verbruik.split())
    return Gemeten(seconden, megabytes, proces.stdout + gezegd)


WEGEN = {"POST": POST, "wmo valideer": OPDRACHT, "received": ONTVANGST, "again": ONTVANGST}


def main(namen: list[str]) -> None:
    with TemporaryDirectory() as map_:
        rust = {}
        klein = Path(map_, "klein.xml")
        klein.write_bytes(W301)
        meet(ONTVANGST, klein)  # makes the database
        for weg, programma in WEGEN.items():
            rust[weg] = meet(programma, klein)
            print(f"rest, {weg}: {rust[weg].seconden:.2f} s, {rust[weg].megabytes:.0f} MB")
        print("| attack | bytes | " + " | ".join(f"{weg}, s | MB | answer, kB" for weg in WEGEN) + " |")
        print("|---|---:|" + "---:|---:|---:|" * len(WEGEN))
        for naam in [*VIJANDIG, *ZIPS]:
            if namen and naam not in namen:
                continue
            pad = Path(map_, "bericht.xml" if naam in VIJANDIG else "bericht.zip")
            if naam in VIJANDIG:
                pad.write_bytes(VIJANDIG[naam]())
                wegen = list(WEGEN)
            else:
                ZIPS[naam](pad)
                wegen = ["wmo valideer"]
            cellen = []
            te_veel = False
            for weg in WEGEN:
                if weg not in wegen:
                    cellen += ["", "", ""]
                    continue
                gemeten = meet(WEGEN[weg], pad)
                seconden = gemeten.seconden - rust[weg].seconden
                megabytes = gemeten.megabytes - rust[weg].megabytes
                te_veel |= seconden > SECONDEN or megabytes > MEGABYTES
                cellen += [f"{seconden:.2f}", f"{megabytes:.0f}", f"{len(gemeten.uitvoer) / 1024:.0f}"]
                if "-v" in sys.argv:
                    print("   ", gemeten.uitvoer.decode(errors="replace")[:400], file=sys.stderr)
            vlag = " **over**" if te_veel else ""
            print(f"| {naam}{vlag} | {pad.stat().st_size:,} | {' | '.join(cellen)} |", flush=True)


if __name__ == "__main__":
    main([naam for naam in sys.argv[1:] if not naam.startswith("-")])
