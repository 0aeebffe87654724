"""What a check says of one message, in the words and the order in which a person wants to know it."""

from __future__ import annotations

from collections.abc import Mapping
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
from app.istandaard.regels.register import Registerregel, register, wat_te_doen
from app.istandaard.retourinhoud import OP_WAT, Retourinhoud
from app.istandaard.xml import BERICHTSOORTEN
from app.web.bron import Bron, Bronregel, lees_bron

MEESTE = 50
"""Findings that are shown of a message; of the others how many there are."""
GROOTSTE_LEESBAAR = 250_000
"""Bytes of a message that is shown in words too; to read a larger one again takes longer than a page may."""


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
class Taak:
    """What somebody does about a message, as said to them."""

    wie: str
    doe: str


@dataclass(frozen=True, slots=True)
class Uitslag(Fouten):
    """What is known of one message."""

    soort: str
    """Such as wmo301; empty for what is no message."""
    wat: str
    """What such a message is called."""
    in_orde: bool
    """Whether nobody has to mend anything: nothing is wrong with it, and it rejects nothing."""
    oordeel: str
    """The verdict in a sentence."""
    gevolg: str
    """What becomes of it."""
    taken: tuple[Taak, ...]
    """Who does what now."""
    opmerking: str | None
    retour: Retourinhoud | None
    """Of an answer, what it says of the message that it answers."""
    inhoud: tuple[Deel, ...]
    """The message in words, where it could be read and is not too large."""
    te_groot: bool
    """Whether it is too large for that."""
    overgeslagen: tuple[Overgeslagen, ...]


def uitslag_van(naam: str, inhoud: bytes, controle: Controle, schemas: Path) -> Uitslag:
    """The check of this message, for a person."""
    soort, retour = controle.berichtsoort, controle.retour
    gevonden = fouten_in(naam, inhoud, controle.bevindingen)
    bekend = soort in BERICHTSOORTEN
    past = not any(bevinding.regel == "XSD" for bevinding in controle.bevindingen)
    afgewezen = retour is not None and retour.uitkomst is not Schakelstatus.GOEDGEKEURD
    return Uitslag(
        naam=naam,
        soort=soort,
        wat=naam_van(soort) if bekend else "foutbericht van het knooppunt",
        in_orde=bekend and controle.geldig and not afgewezen,
        oordeel=_oordeel(controle),
        gevolg=_gevolg(controle),
        taken=_taken(controle) if bekend else (),
        fouten=gevonden.fouten,
        meer=gevonden.meer,
        herverdeeld=gevonden.herverdeeld,
        opmerking=controle.opmerking if retour is None else None,
        retour=retour,
        inhoud=_in_woorden(inhoud, schemas) if bekend and past else (),
        te_groot=len(inhoud) > GROOTSTE_LEESBAAR,
        overgeslagen=overgeslagen(controle.waarom_niet),
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
        in_orde=False,
        oordeel="Dit is geen bericht dat te controleren is.",
        gevolg=reden,
        taken=(),
        opmerking=None,
        retour=None,
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


def _oordeel(controle: Controle) -> str:
    soort, aantal = controle.berichtsoort, len(controle.bevindingen)
    if soort not in BERICHTSOORTEN:
        return f"Dit is een {soort}: het knooppunt heeft een bericht niet bezorgd."
    if aantal:
        hoeveel = "staat 1 fout" if aantal == 1 else f"staan {aantal} fouten"
        return f"In dit {'antwoord' if soort in OP_WAT else 'bericht'} ({soort}) {hoeveel}."
    if controle.retour is not None:
        return f"Dit antwoord ({soort}) {controle.retour.samenvatting}"
    return f"In dit bericht ({soort}) is geen fout gevonden."


def _gevolg(controle: Controle) -> str:
    soort, bevindingen, retour = controle.berichtsoort, controle.bevindingen, controle.retour
    codes = {bevinding.retourcode for bevinding in bevindingen}
    if soort in OP_WAT and bevindingen:
        return "Het antwoord zelf klopt niet. Op een antwoord volgt geen retourbericht."
    if retour is not None:
        over = f"Het gaat over de {retour.op} {retour.identificatie}."
        if retour.uitkomst is Schakelstatus.AFGEKEURD:
            return f"{over} Dat bericht telt als niet verzonden."
        return over
    if not bevindingen:
        return ""
    if None in codes:
        return "Zo komt het bericht niet aan: er volgt geen retourbericht."
    if BERICHT_AFGEKEURD in codes:
        return f"De ontvanger keurt het hele bericht af, met retourcode {BERICHT_AFGEKEURD}."
    if _weigert_regels(controle):
        return "De ontvanger weigert de regels waar hieronder iets over staat."
    return f"De ontvanger keurt het af, met retourcode {', '.join(sorted(filter(None, codes)))}."


def _weigert_regels(controle: Controle) -> bool:
    """Whether this is a declaration of which lines are refused, and not the whole."""
    klassen = {bevinding.klasse for bevinding in controle.bevindingen}
    codes = {bevinding.retourcode for bevinding in controle.bevindingen}
    return (
        controle.berichtsoort == "wmo323"
        and codes.isdisjoint({None, BERICHT_AFGEKEURD})
        and klassen.isdisjoint({"Header", "Declaratie"})
    )


def _taken(controle: Controle) -> tuple[Taak, ...]:
    """What its sender does, and what who got it does; either may look."""
    soort = controle.berichtsoort
    afzender, ontvanger = (
        ("Gemeente", "Aanbieder")
        if verhaal()[soort]["sends"] == "municipality"
        else ("Aanbieder", "Gemeente")
    )
    op = OP_WAT.get(soort)
    van, aan = _taken_bij_antwoord(controle, ontvanger.lower()) if op else _taken_bij_bericht(controle)
    return (
        Taak(f"{afzender}, die dit {'antwoord' if op else 'bericht'} stuurt", van),
        Taak(f"{ontvanger}, die {f'de {op} stuurde' if op else 'het krijgt'}", aan),
    )[:: -1 if op else 1]


def _taken_bij_bericht(controle: Controle) -> tuple[str, str]:
    codes = {bevinding.retourcode for bevinding in controle.bevindingen}
    antwoord = next(retour for retour, op in OP_WAT.items() if op == controle.berichtsoort)
    if not codes:
        return (
            "Op zichzelf klopt het: u kunt het zo versturen. Is het al afgekeurd? Dan ligt dat aan eerdere "
            "berichten of aan afspraken. Controleer hier het antwoord dat u kreeg, of speel de keten na.",
            f"Het bericht zelf is geen reden om af te keuren. Antwoord met een {antwoord}.",
        )
    if None in codes:
        hersteld = DAARNA[Schakelstatus.AFGEKEURD]
        return f"Verbeter het. {hersteld}", "U kunt het niet verwerken. Laat dat de afzender zelf weten."
    if _weigert_regels(controle):
        return (
            f"Verbeter die regels. {DAARNA[Schakelstatus.DEELS]}",
            f"Antwoord met een {antwoord}, met bij elke geweigerde regel zijn code.",
        )
    return f"Verbeter het. {DAARNA[Schakelstatus.AFGEKEURD]}", f"Keur het af met een {antwoord}."


def _taken_bij_antwoord(controle: Controle, ander: str) -> tuple[str, str]:
    retour = controle.retour
    if controle.bevindingen:
        afzender = "gemeente" if ander == "aanbieder" else "aanbieder"
        return (
            "Verbeter het antwoord en stuur het opnieuw.",
            f"Laat de {afzender} zelf weten wat er niet klopt, en vraag een goed antwoord.",
        )
    niets = "U hoeft niets te doen. Op dit antwoord volgt geen bericht."
    if retour is None or retour.uitkomst is Schakelstatus.GOEDGEKEURD:
        return niets, "U hoeft niets te doen."
    wat = (
        "Doe wat hieronder staat."
        if retour.meldingen
        else "Vraag de afzender van dit antwoord wat er mis is."
    )
    if retour.uitkomst is Schakelstatus.AFGEKEURD:
        return niets, f"{wat} Stuur het bericht daarna verbeterd opnieuw, met een nieuwe identificatie."
    rest = "" if retour.kent_niets_toe else " De andere regels zijn toegekend."
    return niets, f"{wat}{rest} {DAARNA[Schakelstatus.DEELS]}"


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
        doe=wat_te_doen(bevinding.regel, bevinding.eerst),
        plek=bevinding.pad and " / ".join(bevinding.pad.split("/")[2:]),
        regelnummer=bron.plekken[nummer],
        bron=bron.rond(nummer),
    )


def overgeslagen(waarom_niet: Mapping[str, str]) -> tuple[Overgeslagen, ...]:
    """What was not checked, and why, for a person."""
    return tuple(
        Overgeslagen(code, _eisen()[code].eis, waarom) for code, waarom in sorted(waarom_niet.items())
    )


def _in_woorden(inhoud: bytes, schemas: Path) -> tuple[Deel, ...]:
    if len(inhoud) > GROOTSTE_LEESBAAR:
        return ()
    try:
        return in_woorden(codec.lees(inhoud, schemas))
    except OngeldigeInvoer:  # what the schema refuses has no words; the findings say so
        return ()
