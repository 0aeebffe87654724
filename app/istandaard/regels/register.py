"""Every code of the standard that holds for iWmo, with its status: what is checked, and what is not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from app.domain.keten.dossier import Dossier
from app.istandaard.regels.regel import Regel
from app.istandaard.regels.uitvoering import gebouwde_regels
from app.istandaard.voorbeelden import Regelvoorbeeld, voorbeelden


class Niveau(StrEnum):
    """On which level of checking a rule stands; a level is reached when nothing is wrong above it."""

    XSD = "xsd"
    XSLT = "xslt"
    BERICHTOVERSTIJGEND = "berichtoverstijgend"
    EXTERNE_BRON = "externe-bron"
    PROCES = "proces"


class Status(StrEnum):
    """How this program meets a rule."""

    GEBOUWD = "gebouwd"
    DOOR_SCHEMA = "door_schema"
    PROCES = "proces"
    NIET_TOETSBAAR = "niet_toetsbaar"
    NOG_NIET_GEBOUWD = "nog_niet_gebouwd"


PLEKKEN = ("valideer", "keten", "ontvangen", "opstellen", "werkvoorraad")
"""Where a rule runs: when a message is checked by itself, in a chain that is rehearsed, when it comes in or
is drawn up here; or it makes a task on the worklist."""
OPGESTELD = frozenset({301, 305, 307, 315, 317, 319, 323})
"""The messages that are drawn up here; who does so hears at once which rule one breaks."""
_PLEKKEN_VAN = {
    "app/istandaard/controle.py": ("valideer", "keten", "ontvangen"),
    "app/istandaard/codec.py": ("valideer", "keten", "ontvangen"),
    "app/istandaard/opstellen.py": ("opstellen",),
    "app/istandaard/": ("keten", "ontvangen"),
    "app/domain/keten/declareren.py": ("opstellen",),
    "app/domain/keten/": ("keten", "ontvangen"),
    "app/domain/berichttaak.py": ("werkvoorraad",),
    "app/domain/termijnen/": ("werkvoorraad",),
    "app/domain/toewijzing/verloop.py": ("werkvoorraad",),
    "app/domain/verzoek/verzoek.py": ("werkvoorraad",),
    "app/domain/": ("opstellen",),
    "app/processen/": ("opstellen",),
    "app/opslag/": ("opstellen",),
    "schemas/": ("valideer", "keten", "ontvangen", "opstellen"),
}
"""By how the path begins of what obeys a rule of the process; the first that fits says where that runs."""


@dataclass(frozen=True, slots=True)
class Registerregel:
    """A code of the standard, what it demands and how far it is met."""

    code: str
    berichten: tuple[str, ...]
    """The messages it holds for, such as wmo301."""
    niveau: Niveau
    retourcode: str | None
    eis: str
    """What it demands, in a Dutch sentence."""
    status: Status
    doe: str | None
    """What the sender does about a breach, in a Dutch sentence; None for a rule that is not checked."""
    gecontroleerd_bij: tuple[str, ...]
    """Where it runs, in the words of `PLEKKEN`; nowhere when no program can check it."""
    gebouwd_voor: tuple[str, ...]
    """Of a built rule: the messages that it checks; the others of `berichten` it does not check yet."""
    toelichting: str | None
    """Of a process rule where it is obeyed, of a rule that is not checkable the why."""

    @property
    def voorbeeld(self) -> Regelvoorbeeld | None:
        """A message that breaks it, beside the nearest that does not; None where there is none."""
        return voorbeelden().get(self.code)


@cache
def register() -> tuple[Registerregel, ...]:
    """All codes of iWmo 3.2, in the order of their kinds: TR, CD, CS, RS, OP, IV, UP."""
    gebouwd = {code: tuple(regels) for code, regels in groupby(gebouwde_regels(), lambda regel: regel.code)}
    tekst = files("app.istandaard.regels").joinpath("register.toml").read_text("utf-8")
    rijen = tomllib.loads(tekst)

    def plekken(code: str) -> frozenset[str]:
        rij, regels = rijen[code], gebouwd.get(code, ())
        if "waar" in rij:
            gevonden = (plekken(w) if w in rijen else _plekken_van(w) for w in rij["waar"])
            return frozenset(plek for hier in gevonden for plek in hier)
        return frozenset(_plekken_van_controle(rij, regels))

    return tuple(
        _regel(code, rij, gebouwd.get(code, ()), tuple(sorted(plekken(code), key=PLEKKEN.index)))
        for code, rij in rijen.items()
    )


@cache
def niet_gebouwd(berichtsoort: str) -> tuple[str, ...]:
    """The rules that a check of this message should make and does not make yet."""
    return tuple(
        regel.code
        for regel in register()
        if berichtsoort in regel.berichten
        and regel.status in (Status.GEBOUWD, Status.NOG_NIET_GEBOUWD)
        and berichtsoort not in regel.gebouwd_voor
    )


def _regel(
    code: str, rij: dict[str, Any], gebouwd: tuple[Regel, ...], plekken: tuple[str, ...]
) -> Registerregel:
    niveau = Niveau(rij["niveau"])
    return Registerregel(
        code=code,
        berichten=tuple(f"wmo{nummer}" for nummer in rij["berichten"]),
        niveau=niveau,
        retourcode=rij.get("retourcode"),
        eis=gebouwd[0].melding if gebouwd else rij["eis"],
        status=_status(niveau, rij, gebouwd),
        doe=gebouwd[0].doe if gebouwd else rij.get("doe"),
        gecontroleerd_bij=plekken,
        gebouwd_voor=tuple(sorted({bericht for regel in gebouwd for bericht in regel.berichten})),
        toelichting=_toelichting(niveau, rij),
    )


def wat_te_doen(code: str, eerst: str | None = None) -> str:
    """What the sender does about a breach of this rule, or of the schema; `eerst` comes before that."""
    doe = _per_code().get(code) or VOLGENS_SCHEMA
    return doe if eerst is None else f"{eerst} {doe[0].lower()}{doe[1:]}"


VOLGENS_SCHEMA = "Verbeter wat hier staat; zo komt het bericht niet aan."


@cache
def _per_code() -> dict[str, str | None]:
    return {regel.code: regel.doe for regel in register()}


def _plekken_van(bestand: str) -> tuple[str, ...]:
    return next(plekken for begin, plekken in _PLEKKEN_VAN.items() if bestand.startswith(begin))


def _plekken_van_controle(rij: dict[str, Any], gebouwd: tuple[Regel, ...]) -> Iterator[str]:
    """Where a rule runs that is checked by itself, or by the schema."""
    if not (gebouwd or rij["niveau"] == Niveau.XSD):
        return
    yield from ("keten", "ontvangen")
    if not gebouwd or any(Dossier not in regel.vraagt for regel in gebouwd):
        yield "valideer"
    if OPGESTELD.intersection(rij["berichten"]):
        yield "opstellen"


def _status(niveau: Niveau, rij: dict[str, Any], gebouwd: tuple[Regel, ...]) -> Status:
    if gebouwd:
        return Status.GEBOUWD
    if niveau is Niveau.XSD:
        return Status.DOOR_SCHEMA
    if niveau is not Niveau.PROCES:
        return Status.NOG_NIET_GEBOUWD
    return Status.NIET_TOETSBAAR if "waarom" in rij else Status.PROCES


def _toelichting(niveau: Niveau, rij: dict[str, Any]) -> str | None:
    if niveau is not Niveau.PROCES:
        return None
    return rij.get("waarom") or ", ".join(rij["waar"])
