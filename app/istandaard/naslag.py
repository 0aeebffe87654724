"""Writes the pages about the messages: `python -m app.istandaard.naslag docs/berichten`.

Fields come from the schemas, descriptions from the dataclasses, rules from the register; what none of these
says is in naslag.toml. The example on each page is the file of that name in the folder voorbeelden.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.termijnen import Berichttermijn
from app.istandaard.beschrijving import (
    BASISSCHEMA,
    XS,
    Veld,
    berichtcode,
    codelijst_van,
    klassen,
    naam_van,
    typen,
    uitleg_van,
    verhaal,
)
from app.istandaard.regels.register import Niveau, Registerregel, Status, register
from app.istandaard.xml import BERICHTSOORTEN

_BRON = "../../app/istandaard"
_EENHEDEN = {"werkdagen": "working days", "weken": "weeks"}
_NIVEAUS = {
    Niveau.XSLT: "the message",
    Niveau.BERICHTOVERSTIJGEND: "earlier messages",
    Niveau.EXTERNE_BRON: "a source outside",
}
_FACETTEN = {
    "minLength": "length at least {}",
    "maxLength": "length at most {}",
    "minInclusive": "at least {}",
    "maxInclusive": "at most {}",
    "pattern": "pattern `{}`",
}
_GEMAAKT = "Made by `python -m app.istandaard.naslag docs/berichten`; a test keeps it current."

INDEX = f"""\
# The messages of iWmo 3.2

{_GEMAAKT}

Municipality and provider tell each other in fourteen messages what is allocated, delivered, asked and paid.
Each is XML in UTF-8 without byte order mark (OP192), of at most 25 MB (OP179), and has a page here with its
fields, its rules and an example. What they share is in [basisschema](basisschema.md). `wmo valideer` checks
them all.

```mermaid
sequenceDiagram
    participant G as gemeente
    participant A as aanbieder
    opt the provider asks
        A->>G: wmo315 verzoek om toewijzing, or wmo317 verzoek om wijziging
        G-->>A: wmo316 or wmo318
        opt refused, or first under investigation
            G->>A: wmo319 antwoord
            A-->>G: wmo320
        end
    end
    G->>A: wmo301 toewijzing
    A-->>G: wmo302
    A->>G: wmo305 start
    G-->>A: wmo306
    loop each month
        A->>G: wmo323 declaratie
        G-->>A: wmo325 what is granted
    end
    A->>G: wmo307 stop
    G-->>A: wmo308
```
"""
RETOUR = """\
## Return messages

A message is checked level by level; the first level on which anything is wrong decides the answer (IV028):

1. **The schema.** There is no return message: the message counts as not sent.
2. **The message alone** (CD, CS and a part of the TR). The Header goes back with code 0001, and nothing else.
3. **Earlier messages** and **sources outside**. A fault in the Header: the Header goes back alone, with the
   code of the rule. A fault below it: the Header goes back with 0200, and all classes as they came, each with
   the codes of its faults, 0200 where nothing is wrong, or 0233 where nothing was checked.

The Header of a return message keeps Afzender and Ontvanger of what it answers. One fault rejects the whole
message (IV032); the wmo325 alone can grant a part.
"""


def beschrijf(voorbeelden: Path) -> dict[str, str]:
    """Every page, by the name of its file."""
    paginas = {f"{soort}.md": _bericht(soort, voorbeelden) for soort in BERICHTSOORTEN}
    paginas["basisschema.md"] = _basisschema()
    paginas["README.md"] = _index()
    return {naam: "\n".join(regels) + "\n" for naam, regels in paginas.items()}


def _index() -> list[str]:
    stromen = [
        [stroom["name"], stroom["messages"], ", ".join(stroom["rules"])] for stroom in verhaal()["stroom"]
    ]
    return [
        INDEX,
        "## The fourteen",
        "",
        *_tabel(("message", "code", "sent by", "what it is"), map(_kort, BERICHTSOORTEN)),
        "",
        "## Flows",
        "",
        "Every message has its return message or answer behind it. Between brackets: VerzoekAntwoord of a",
        "wmo319 (1 refused, 2 under investigation), RedenBeeindiging of a wmo307 (20 for a while).",
        "",
        *_tabel(("flow", "messages", "rules"), stromen),
        "",
        RETOUR.rstrip(),
    ]


def _kort(soort: str) -> list[str]:
    return [f"[{soort}]({soort}.md)", berichtcode(soort), verhaal()[soort]["sends"], naam_van(soort)]


def _bericht(soort: str, voorbeelden: Path) -> list[str]:
    eigen = verhaal()[soort]
    xml = (voorbeelden / f"{soort}.xml").read_text("utf-8").splitlines()
    return [
        f"# {soort}: {naam_van(soort)}",
        "",
        _GEMAAKT,
        "",
        *uitleg_van(soort).strip().splitlines()[2:],
        "",
        f"**Sent by** the {eigen['sends']}, with BerichtCode {berichtcode(soort)}.",
        "",
        f"**When.** {eigen['when'].strip()}",
        "",
        f"**Answer.** {eigen['answer'].strip()}",
        "",
        *_termijnen("Sent", eigen["sent_within"]),
        *_termijnen("Answered", eigen["answered_within"]),
        "## Fields",
        "",
        "In the order of the message. Types are in [basisschema](basisschema.md).",
        "",
        *_klassen(soort),
        *_regels(soort),
        "## Example",
        "",
        f"[{soort}.xml](voorbeelden/{soort}.xml), about persons who do not exist:",
        "",
        "```xml",
        *xml,
        "```",
    ]


def _termijnen(wat: str, termijnen: Mapping[str, str]) -> Iterator[str]:
    if not termijnen:
        return
    yield f"**{wat} within**"
    yield ""
    for naam, vanaf in termijnen.items():
        termijn = Berichttermijn[naam]
        duur = f"{termijn.duur.aantal} {_EENHEDEN[termijn.duur.eenheid]}"
        yield f"- {duur} from {vanaf} ({termijn.regels})"
    yield ""


def _basisschema() -> list[str]:
    leden = [
        [f"`{naam}`", soort.find(f"{XS}restriction").get("base"), _grenzen(naam, soort)]
        for naam, soort in typen(BASISSCHEMA).items()
        if soort.tag == f"{XS}simpleType"
    ]
    return [
        "# basisschema: what the messages share",
        "",
        _GEMAAKT,
        "",
        "## Composed types",
        "",
        *_klassen(BASISSCHEMA),
        "## Simple types",
        "",
        "A pattern holds for the whole value. Amounts are whole cents without a sign. Code lists are also",
        "at `/v1/codelijsten`.",
        "",
        *_tabel(("type", "is", "limits"), leden),
    ]


def _klassen(schema: str) -> Iterator[str]:
    for klasse in klassen(schema):
        yield f"### {klasse.naam}"
        yield ""
        yield klasse.uitleg
        yield ""
        yield from _tabel(("field", "times", "type"), map(_veld, klasse.velden))
        yield ""


def _veld(veld: Veld) -> list[str]:
    vast = "" if veld.vast is None else f", always `{veld.vast}`"
    aantal = veld.minstens if veld.minstens == veld.hooguit else f"{veld.minstens}..{veld.hooguit}"
    return [f"`{veld.naam}`", aantal, _met_verwijzing(veld) + vast]


def _met_verwijzing(veld: Veld) -> str:
    if veld.klasse is not None:
        return f"[{veld.klasse}](basisschema.md#{veld.klasse.lower()})"
    lijst = _codelijst(veld.soort)
    return veld.soort if lijst is None else f"{veld.soort}, {lijst}"


def _codelijst(type_: str) -> str | None:
    """The code list of a simple type, as a link."""
    lijst = codelijst_van(type_)
    return None if lijst is None else f"[{lijst.id}]({_BRON}/codelijsten/{lijst.id}.toml)"


def _grenzen(naam: str, soort: Any) -> str:
    """What limits a simple type: its length, range and patterns, and its code list."""
    facetten = [
        _FACETTEN[facet.tag.removeprefix(XS)].format(facet.get("value"))
        for facet in soort.find(f"{XS}restriction")
        if isinstance(facet.tag, str) and facet.tag != f"{XS}enumeration"
    ]
    lijst = _codelijst(naam)
    return "; ".join([*facetten, *([] if lijst is None else [f"a code of {lijst}"])])


def _regels(soort: str) -> Iterator[str]:
    hier = [regel for regel in register() if soort in regel.berichten]
    getoetst = [regel for regel in hier if regel.niveau in _NIVEAUS]
    proces = [regel for regel in hier if regel.niveau is Niveau.PROCES]
    schema = [regel.code for regel in hier if regel.niveau is Niveau.XSD]
    yield "## Rules"
    yield ""
    yield "What each demands is in Dutch, as a finding says it."
    yield ""
    if getoetst:
        yield from _tabel(
            ("rule", "needs", "code", "what it demands", "status"),
            (
                [_met_bron(r, soort), _NIVEAUS[r.niveau], r.retourcode or "", r.eis, _stand(r, soort)]
                for r in getoetst
            ),
        )
        yield ""
    yield f"The schema sees to {', '.join(schema)}."
    yield ""
    yield "Rules for the process around the message, with what obeys them or why no program can check them:"
    yield ""
    yield from _tabel(
        ("rule", "what it demands", "here"), ([r.code, r.eis, r.toelichting or ""] for r in proces)
    )
    yield ""


def _met_bron(regel: Registerregel, soort: str) -> str:
    if soort not in regel.gebouwd_voor:
        return regel.code
    return f"[{regel.code}]({_BRON}/regels/{regel.code.lower()}.py)"


def _stand(regel: Registerregel, soort: str) -> str:
    return "built" if regel.status is Status.GEBOUWD and soort in regel.gebouwd_voor else "not built yet"


def _tabel(kop: tuple[str, ...], rijen: Iterable[list[str]]) -> Iterator[str]:
    for rij in (list(kop), ["---"] * len(kop), *rijen):
        yield f"| {' | '.join(cel.replace('|', chr(92) + '|') for cel in rij)} |"


if __name__ == "__main__":
    map_ = Path(sys.argv[1])
    for bestand, pagina in beschrijf(map_ / "voorbeelden").items():
        (map_ / bestand).write_text(pagina, "utf-8")
