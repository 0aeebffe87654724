"""What a check says of one message, in the words and the order in which a person wants to know it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.fouten import OngeldigeInvoer
from app.istandaard import codec
from app.istandaard.beschrijving import naam_van, verhaal
from app.istandaard.bevindingen import Bevinding
from app.istandaard.controle import Controle
from app.istandaard.leesbaar import Deel, in_woorden
from app.istandaard.oordeel import DAARNA, Schakelstatus
from app.istandaard.regels.regel import BERICHT_AFGEKEURD
from app.istandaard.regels.register import Niveau, Registerregel, register, wat_te_doen
from app.istandaard.xml import BERICHTSOORTEN
from app.web.bron import Bron, Bronregel, lees_bron

MEESTE = 50
"""Findings that are shown of a message; of the others how many there are."""
GROOTSTE_LEESBAAR = 250_000
"""Bytes of a message that is shown in words too; to read a larger one again takes longer than a page may."""

_WAAROM = {
    Niveau.BERICHTOVERSTIJGEND: "Hiervoor zijn eerdere berichten nodig. Speel daarvoor de keten na.",
    Niveau.EXTERNE_BRON: "Hiervoor zijn gegevens van buiten nodig, zoals afgesproken tarieven.",
}
_NIET_BEREIKT = "Dit komt pas aan de beurt als wat hierboven staat klopt."


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong."""

    regel: str
    """Code of the rule, or XSD."""
    heeft_uitleg: bool
    """Whether the rule has a page."""
    retourcode: str | None
    eis: str
    gevonden: str | None
    verwacht: str | None
    doe: str
    plek: str | None
    """Where it stands, in names of elements."""
    regelnummer: int | None
    bron: tuple[Bronregel, ...]


@dataclass(frozen=True, slots=True)
class Fouten:
    """The findings in one file, as far as they are shown."""

    naam: str
    """Of the file, as it can be shown."""
    fouten: tuple[Fout, ...]
    meer: int
    """Findings beyond those that are shown."""
    herverdeeld: bool
    """Whether the lines are not those of the file."""


@dataclass(frozen=True, slots=True)
class Overgeslagen:
    """A rule that was not checked, and why."""

    code: str
    eis: str
    waarom: str


@dataclass(frozen=True, slots=True)
class Uitslag(Fouten):
    """What is known of one message."""

    soort: str
    """Such as wmo301; empty for what is no message."""
    wat: str
    """What such a message is called."""
    geldig: bool
    oordeel: str
    """The verdict in a sentence."""
    vervolg: str
    """Who does what now."""
    opmerking: str | None
    inhoud: tuple[Deel, ...]
    """The message in words, where it could be read and is not too large."""
    te_groot: bool
    """Whether it is too large for that."""
    overgeslagen: tuple[Overgeslagen, ...]


def uitslag_van(naam: str, inhoud: bytes, controle: Controle, schemas: Path) -> Uitslag:
    """The check of this message, for a person."""
    soort = controle.berichtsoort
    gevonden = fouten_in(naam, inhoud, controle.bevindingen)
    bekend = soort in BERICHTSOORTEN
    return Uitslag(
        naam=naam,
        soort=soort,
        wat=naam_van(soort) if bekend else "foutbericht van het knooppunt",
        geldig=controle.geldig,
        oordeel=_oordeel(soort, len(controle.bevindingen)),
        vervolg=_vervolg(soort, controle.bevindingen) if bekend else "",
        fouten=gevonden.fouten,
        meer=gevonden.meer,
        herverdeeld=gevonden.herverdeeld,
        opmerking=controle.opmerking,
        inhoud=_in_woorden(inhoud, schemas) if bekend else (),
        te_groot=len(inhoud) > GROOTSTE_LEESBAAR,
        overgeslagen=tuple(_overgeslagen(controle)),
    )


def onleesbaar(naam: str, reden: str) -> Uitslag:
    """What is no message at all, and why."""
    return Uitslag(
        naam=naam,
        fouten=(),
        meer=0,
        herverdeeld=False,
        soort="",
        wat="",
        geldig=False,
        oordeel="Dit is geen bericht dat te controleren is.",
        vervolg=reden,
        opmerking=None,
        inhoud=(),
        te_groot=False,
        overgeslagen=(),
    )


def fouten_in(naam: str, inhoud: bytes, bevindingen: tuple[Bevinding, ...], meeste: int = MEESTE) -> Fouten:
    """The findings in this file with the lines around them; at most so many."""
    getoond = bevindingen[:meeste]
    bron = lees_bron(inhoud, getoond) if getoond else None
    return Fouten(
        naam,
        () if bron is None else tuple(_fout(nummer, b, bron) for nummer, b in enumerate(getoond)),
        len(bevindingen) - len(getoond),
        bron is not None and bron.herverdeeld,
    )


def _oordeel(soort: str, aantal: int) -> str:
    if aantal == 0:
        return f"In dit bericht ({soort}) is geen fout gevonden."
    hoeveel = "1 fout" if aantal == 1 else f"{aantal} fouten"
    return f"In dit bericht ({soort}) {'staat' if aantal == 1 else 'staan'} {hoeveel}."


def _vervolg(soort: str, bevindingen: tuple[Bevinding, ...]) -> str:
    afzender = "gemeente" if verhaal()[soort]["sends"] == "municipality" else "aanbieder"
    if not bevindingen:
        return f"De {afzender} kan het zo versturen. Hieronder staat wat nog niet is gecontroleerd."
    wie = f"De {afzender} die dit bericht maakte, verbetert het."
    codes = {bevinding.retourcode for bevinding in bevindingen}
    if None in codes:
        gevolg = "Zo komt het bericht niet aan: er volgt geen retourbericht."
    elif BERICHT_AFGEKEURD in codes:
        gevolg = f"De ontvanger keurt het hele bericht af, met retourcode {BERICHT_AFGEKEURD}."
    else:
        gevolg = f"De ontvanger keurt het af, met retourcode {', '.join(sorted(filter(None, codes)))}."
    if soort == "wmo323" and None not in codes and BERICHT_AFGEKEURD not in codes:
        gevolg = "De ontvanger weigert de regels waar hieronder iets over staat."
        return f"{wie} {gevolg} {DAARNA[Schakelstatus.DEELS]}"
    return f"{wie} {gevolg} {DAARNA[Schakelstatus.AFGEKEURD]}"


@cache
def _eisen() -> dict[str, Registerregel]:
    return {regel.code: regel for regel in register()}


def _fout(nummer: int, bevinding: Bevinding, bron: Bron) -> Fout:
    eis, _, rest = bevinding.melding.partition(" Gevonden: ")
    gevonden, _, verwacht = rest.partition(" Verwacht: ")
    return Fout(
        regel=bevinding.regel,
        heeft_uitleg=bevinding.regel in _eisen(),
        retourcode=bevinding.retourcode,
        eis=eis,
        gevonden=gevonden or None,
        verwacht=verwacht or None,
        doe=wat_te_doen(bevinding.regel),
        plek=bevinding.pad and " / ".join(bevinding.pad.split("/")[2:]),
        regelnummer=bron.plekken[nummer],
        bron=bron.rond(nummer),
    )


def _overgeslagen(controle: Controle) -> list[Overgeslagen]:
    return [
        Overgeslagen(code, _eisen()[code].eis, _WAAROM.get(_eisen()[code].niveau, _NIET_BEREIKT))
        for code in controle.niet_gecontroleerd
    ]


def _in_woorden(inhoud: bytes, schemas: Path) -> tuple[Deel, ...]:
    if len(inhoud) > GROOTSTE_LEESBAAR:
        return ()
    try:
        return in_woorden(codec.lees(inhoud, schemas))
    except OngeldigeInvoer:  # what the schema refuses has no words; the findings say so
        return ()
