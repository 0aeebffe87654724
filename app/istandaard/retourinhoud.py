"""What an answer says of the message that it answers, for whoever holds the answer: in words, and what to do.

An answer has codes where something is wrong; the rules say which breach gives which code (IV028, IV088).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from app.istandaard.berichten.basis import BerichtIdentificatie, Berichtklasse
from app.istandaard.berichten.headers import Berichtheader
from app.istandaard.berichten.wmo325 import Wmo325
from app.istandaard.bevindingen import IN_ORDE
from app.istandaard.codelijsten import codelijst
from app.istandaard.declaraties import totaal_met_teken
from app.istandaard.gevolg import beantwoording
from app.istandaard.leesbaar import Gegeven, identificatie_in_woorden, kenmerken, titel_van
from app.istandaard.oordeel import Schakelstatus
from app.istandaard.regels import berichtsoort
from app.istandaard.regels.regel import BERICHT_AFGEKEURD
from app.istandaard.regels.register import Registerregel, register
from app.istandaard.retour import NIET_BEOORDEELD, RETOUREN, TOEGEKEND
from app.istandaard.tonen import euro

MEESTE_MELDINGEN = 50
"""Parts with a fault that are told of one answer; of the others how many there are."""

OP_WAT = {r.__name__.lower(): op.__name__.lower() for op, r in RETOUREN.items()} | {"wmo325": "wmo323"}
"""By each answer, such as wmo302: which message it answers."""

_GEEN_FOUT = frozenset({IN_ORDE, TOEGEKEND, NIET_BEOORDEELD})
_VRAAG = "Bij deze code hoort geen regel van dit bericht. Vraag de ontvanger die haar gaf wat er mis is."


@dataclass(frozen=True, slots=True)
class Retourreden:
    """A return code: what it means, and what the sender of the answered message does about it."""

    retourcode: str
    betekenis: str
    """As WJ001 says it."""
    regels: tuple[Registerregel, ...]
    """The rules of the answered message of which a breach gives this code; none for 0001."""
    doe: str


@dataclass(frozen=True, slots=True)
class Retourmelding:
    """One part of the answered message in which something is wrong."""

    waar: str
    """Which part, in words."""
    kenmerken: tuple[Gegeven, ...]
    """By what it is known: allocation, product, period, amount; nothing that says who the client is."""
    pad: str | None
    """Path of that part in the answer."""
    regelnummer: int | None
    redenen: tuple[Retourreden, ...]


@dataclass(frozen=True, slots=True)
class Retourinhoud:
    """What an answer says of the message that it answers."""

    op: str
    """Which message it answers, such as wmo301."""
    uitkomst: Schakelstatus
    toegekend: int | None
    """Of a declaration, in cents; None where the answer does not say."""
    ingediend: int | None
    identificatie: str
    """Of the answered message, with its day, as it can be shown."""
    meldingen: tuple[Retourmelding, ...]
    niet_getoond: int
    """Parts with a fault beyond those that are told."""
    niet_beoordeeld: int
    """Classes that were not judged (0233), for what stands above them was refused."""

    @property
    def kent_niets_toe(self) -> bool:
        """Whether no line of a declaration was granted."""
        return self.uitkomst is Schakelstatus.DEELS and self.toegekend == 0

    @property
    def in_een_zin(self) -> str:
        """What became of the message."""
        return f"Dit antwoord {self.samenvatting}"

    @property
    def samenvatting(self) -> str:
        """What became of the message: in Dutch, what follows after 'Dit antwoord'."""
        wat = "de declaratie (wmo323)" if self.op == "wmo323" else f"de {self.op}"
        if self.uitkomst is Schakelstatus.AFGEKEURD:
            return f"keurt {wat} af."
        if self.toegekend is None or self.ingediend is None:
            return f"keurt {wat} goed."
        if self.uitkomst is Schakelstatus.GOEDGEKEURD:
            return f"kent {wat} helemaal toe: {euro(self.toegekend)}."
        van = f"de {euro(self.ingediend)} van {wat}"
        if self.kent_niets_toe:
            return f"kent niets toe van {van}."
        return f"kent {euro(self.toegekend)} toe van {van}; de rest is geweigerd."


def retourinhoud(bericht: Any) -> Retourinhoud | None:
    """What this message says of the one that it answers; None when it is no answer."""
    beantwoord = beantwoording(bericht)
    if beantwoord is None:
        return None
    soort = berichtsoort(bericht)
    op = OP_WAT[soort]
    meldingen: list[Retourmelding] = []
    niet_getoond = niet_beoordeeld = 0
    for klasse in _met_codes(bericht):
        niet_beoordeeld += NIET_BEOORDEELD in klasse.retour_codes
        codes = tuple(code for code in klasse.retour_codes if code not in _GEEN_FOUT)
        if codes and len(meldingen) < MEESTE_MELDINGEN:
            meldingen.append(_melding(klasse, codes, op, soort))
        elif codes:
            niet_getoond += 1
    geheel = bericht.declaratie_antwoord if isinstance(bericht, Wmo325) else None
    return Retourinhoud(
        op=op,
        uitkomst=beantwoord.uitkomst,
        toegekend=None if geheel is None else totaal_met_teken(geheel.totaal_toegekend_bedrag),
        ingediend=None if geheel is None else totaal_met_teken(geheel.totaal_ingediend_bedrag),
        identificatie=identificatie_in_woorden(_beantwoord(bericht)),
        meldingen=tuple(meldingen),
        niet_getoond=niet_getoond,
        niet_beoordeeld=niet_beoordeeld,
    )


def _beantwoord(bericht: Any) -> BerichtIdentificatie:
    """The identification of the answered message; a return keeps its header, a wmo325 has one of its own."""
    header = bericht.header
    gevonden: BerichtIdentificatie = (
        header.declaratie_identificatie if isinstance(bericht, Wmo325) else header.bericht_identificatie
    )
    return gevonden


def _met_codes(klasse: Any) -> Iterator[Any]:
    """Each class that has codes, in the order of the message."""
    if hasattr(klasse, "retour_codes"):
        yield klasse
    for veld in fields(klasse):
        waarde = getattr(klasse, veld.name)
        for deel in waarde if isinstance(waarde, tuple) else (waarde,):
            if isinstance(deel, Berichtklasse):
                yield from _met_codes(deel)


def _melding(klasse: Berichtklasse, codes: tuple[str, ...], op: str, soort: str) -> Retourmelding:
    plaats = klasse.plaats
    pad = None if plaats is None else plaats.pad
    in_kop = isinstance(klasse, Berichtheader)
    return Retourmelding(
        waar="Het bericht als geheel" if in_kop else titel_van(klasse, pad),
        kenmerken=() if in_kop else kenmerken(klasse, soort),
        pad=pad,
        regelnummer=None if plaats is None else plaats.regelnummer,
        redenen=tuple(_reden(code, op) for code in codes),
    )


def _reden(code: str, op: str) -> Retourreden:
    regels = () if code == BERICHT_AFGEKEURD else _regels(code, op)
    betekenis = codelijst("WJ001").betekenis(code) or "Deze code staat niet op de lijst WJ001."
    return Retourreden(code, betekenis, regels, _doe(code, op, regels))


@cache
def _regels(code: str, op: str) -> tuple[Registerregel, ...]:
    return tuple(regel for regel in register() if regel.retourcode == code and op in regel.berichten)


def _doe(code: str, op: str, regels: tuple[Registerregel, ...]) -> str:
    if code == BERICHT_AFGEKEURD:
        return (
            "Deze code zegt alleen dat er in het bericht zelf iets niet klopt. Controleer hier de verzonden "
            f"{op}: dan ziet u wat en waar."
        )
    return next((regel.doe for regel in regels if regel.doe), _VRAAG)
