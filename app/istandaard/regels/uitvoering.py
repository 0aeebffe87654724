"""Runs the rules over a message, in two stages: what the message alone decides, and what needs more."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from app.domain.dossier import Dossier
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.regels.bronnen import Bronnen, Productlijst, Vandaag
from app.istandaard.regels.regel import Fout, Regel, leden
from app.istandaard.waarden import NietTeBerekenen

_REGELMODULE = re.compile(r"(tr|cd|cs)[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was found, and which rules could not be checked for want of knowledge."""

    bevindingen: tuple[Bevinding, ...]
    niet_gecontroleerd: tuple[str, ...]


@cache
def gebouwde_regels() -> tuple[Regel, ...]:
    """Every rule that is built, by code: each module here that bears the code of a rule.

    A code comes twice where what the rule needs to know is not the same for every message (TR378).
    """
    pakket = importlib.import_module("app.istandaard.regels")
    namen = (module.name for module in pkgutil.iter_modules(pakket.__path__))
    modules = (importlib.import_module(f"{pakket.__name__}.{n}") for n in namen if _REGELMODULE.fullmatch(n))
    regels = (waarde for module in modules for waarde in vars(module).values() if isinstance(waarde, Regel))
    return tuple(sorted(regels, key=lambda regel: regel.code))


def inhoud(bericht: Berichtklasse) -> tuple[Bevinding, ...]:
    """Everything that the message alone shows to be wrong (level xslt), all of it at once."""
    bevindingen: list[Bevinding] = []
    boom = _boom_van(bericht, in_bericht=True)
    if boom is not None:
        _toets(bericht, boom, _uit_bericht(bericht), bevindingen)
    return tuple(bevindingen)


def samenhang(bericht: Berichtklasse, dossier: Dossier | None, bronnen: Bronnen) -> Uitkomst:
    """Everything wrong in the light of history and outside knowledge (berichtoverstijgend and externe bron).

    A rule whose knowledge the caller does not have (None) is not run; its code is in `niet_gecontroleerd`.
    """
    bekend = _van_buiten(dossier, bronnen)
    ontbrekend = _ontbrekend(berichtsoort(bericht), bekend)
    bevindingen: list[Bevinding] = []
    boom = _boom_van(bericht, in_bericht=False, zonder=ontbrekend)
    if boom is not None:
        _toets(bericht, boom, _uit_bericht(bericht) | bekend, bevindingen)
    return Uitkomst(tuple(bevindingen), ontbrekend)


def niet_te_toetsen(soort: str, dossier: Dossier | None, bronnen: Bronnen) -> tuple[str, ...]:
    """The rules for this kind of message that `samenhang` cannot check for want of this knowledge."""
    return _ontbrekend(soort, _van_buiten(dossier, bronnen))


def berichtsoort(bericht: Berichtklasse) -> str:
    """The kind of message, such as wmo301."""
    return type(bericht).__name__.lower()


def _van_buiten(dossier: Dossier | None, bronnen: Bronnen) -> dict[Any, Any]:
    return {
        Dossier: dossier,
        Vandaag: bronnen.vandaag,
        Gemeentelijst: bronnen.gemeenten,
        Productlijst: bronnen.productlijst,
    }


def _ontbrekend(soort: str, van_buiten: Mapping[Any, Any]) -> tuple[str, ...]:
    onbekend = {kennis for kennis, waarde in van_buiten.items() if waarde is None}
    return tuple(r.code for r in _samenhangregels(soort) if not onbekend.isdisjoint(r.kennis))


@cache
def _samenhangregels(soort: str) -> tuple[Regel, ...]:
    return tuple(regel for regel in gebouwde_regels() if soort in regel.berichten and not regel.in_bericht)


@dataclass(frozen=True, slots=True)
class _Tak:
    """A type of class in a message: the rules on it, and the fields below which there are more."""

    regels: tuple[tuple[Regel, tuple[Any, ...]], ...]
    """Each rule, with the keys under which its knowledge is found."""
    velden: tuple[tuple[str, _Tak], ...]


def _boom_van(bericht: Berichtklasse, *, in_bericht: bool, zonder: tuple[str, ...] = ()) -> _Tak | None:
    soort: Any = type(bericht)
    return _boom(soort, soort, in_bericht, zonder)


@cache
def _boom(bericht: Any, soort: Any, in_bericht: bool, zonder: tuple[str, ...]) -> _Tak | None:
    # Derived once per type of message and lack of knowledge; branches without rules are left out.
    header = get_type_hints(bericht)["header"]
    regels = tuple(
        (regel, tuple(header if header in leden(kennis) else kennis for kennis in regel.kennis))
        for regel in gebouwde_regels()
        if soort in regel.voor and regel.in_bericht is in_bericht and regel.code not in zonder
    )
    velden = tuple(
        (naam, tak)
        for naam, hint in get_type_hints(soort).items()
        if naam != "plaats"
        for deel in _klassen(hint)
        if (tak := _boom(bericht, deel, in_bericht, zonder)) is not None
    )
    return _Tak(regels, velden) if regels or velden else None


def _klassen(hint: Any) -> list[Any]:
    # The classes that a field can hold: `X`, `X | None` or `tuple[X, ...]`.
    return [soort for soort in get_args(hint) or (hint,) if _is_klasse(soort)]


def _is_klasse(soort: Any) -> bool:
    return isinstance(soort, type) and issubclass(soort, Berichtklasse)


def _uit_bericht(bericht: Any) -> dict[Any, Any]:
    return {type(bericht.header): bericht.header}


def _toets(klasse: Berichtklasse, tak: _Tak, bekend: Mapping[Any, Any], bevindingen: list[Bevinding]) -> None:
    for regel, kennis in tak.regels:
        try:
            for fout in regel.toets(klasse, *[bekend[soort] for soort in kennis]):
                bevindingen.append(_bevinding(regel, fout))
        except NietTeBerekenen as waarom:
            bevindingen.append(_onberekenbaar(regel, klasse, waarom))
    for veld, onder in tak.velden:
        waarde = getattr(klasse, veld)
        if isinstance(waarde, tuple):
            for deel in waarde:
                _toets(deel, onder, bekend, bevindingen)
        elif waarde is not None:
            _toets(waarde, onder, bekend, bevindingen)


def _bevinding(regel: Regel, fout: Fout) -> Bevinding:
    delen = [regel.melding]
    if fout.gevonden is not None:
        delen.append(f"Gevonden: {fout.gevonden}.")
    if fout.verwacht is not None:
        delen.append(f"Verwacht: {fout.verwacht}.")
    plaats = fout.klasse.plaats
    return Bevinding(
        regel=regel.code,
        retourcode=regel.retourcode,
        klasse=type(fout.klasse).__name__,
        pad=None if plaats is None else f"{plaats.pad}/{fout.veld}",
        regelnummer=None if plaats is None else plaats.regelnummer,
        melding=" ".join(delen),
    )


def _onberekenbaar(regel: Regel, klasse: Berichtklasse, waarom: NietTeBerekenen) -> Bevinding:
    plaats = klasse.plaats
    return Bevinding(
        regel=regel.code,
        retourcode=regel.retourcode,
        klasse=type(klasse).__name__,
        pad=None if plaats is None else plaats.pad,
        regelnummer=None if plaats is None else plaats.regelnummer,
        melding=f"Deze regel is niet te toetsen. {waarom} De regel zegt: {regel.melding}",
    )
