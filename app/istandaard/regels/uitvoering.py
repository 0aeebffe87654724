"""Runs the rules over a message, in two stages: what the message alone decides, and what needs more."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from app.domain.dossier import Dossier
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codec import berichttype
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.regels.bronnen import Bronnen, Productlijst, Tarievenlijst, Vandaag
from app.istandaard.regels.regel import Fout, Regel, Telling, Toets, leden
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
    return _toets_bericht(bericht, _boom_van(type(bericht), in_bericht=True), {})


def samenhang(bericht: Berichtklasse, dossier: Dossier | None, bronnen: Bronnen) -> Uitkomst:
    """Everything wrong in the light of history and outside knowledge (berichtoverstijgend and externe bron).

    A rule whose knowledge the caller does not have (None) is not run; its code is in `niet_gecontroleerd`.
    """
    van_buiten = _van_buiten(dossier, bronnen)
    boom = _boom_van(type(bericht), in_bericht=False, onbekend=_onbekend(van_buiten))
    bevindingen = _toets_bericht(bericht, boom, van_buiten)
    return Uitkomst(bevindingen, niet_te_toetsen(berichtsoort(bericht), dossier, bronnen))


def in_stroom(soort: str, klassen: Iterable[Berichtklasse], bronnen: Bronnen) -> tuple[Bevinding, ...]:
    """What `inhoud` finds in a message that is streamed, or else what `samenhang` finds without history.

    The classes come as `codec.lees_stroom` gives them. Only for a message whose rules keep to that: a wmo323.
    """
    bericht: Any = berichttype(soort)
    van_buiten = _van_buiten(None, bronnen)
    bomen = (
        _boom_van(bericht, in_bericht=True),
        _boom_van(bericht, in_bericht=False, onbekend=_onbekend(van_buiten)),
    )
    gevonden: tuple[list[Bevinding], list[Bevinding]] = ([], [])
    takken: dict[Any, list[tuple[_Tak, list[Bevinding]]]] = {}
    for boom, bevindingen in zip(bomen, gevonden, strict=True):
        for tak in _takken(boom):
            takken.setdefault(tak.soort, []).append((tak, bevindingen))
    gelezen = _bekend(bericht, van_buiten)
    for klasse in klassen:
        gelezen[type(klasse)] = klasse
        for tak, bevindingen in takken.get(type(klasse), ()):
            _toets(klasse, tak, gelezen, bevindingen)
    geheel = bericht(**{naam: gelezen[soort] for naam, soort in _delen(bericht)})
    for boom, bevindingen in zip(bomen, gevonden, strict=True):
        _toets_klasse(geheel, boom, gelezen, bevindingen)
    return tuple(gevonden[0] or gevonden[1])


def niet_te_toetsen(soort: str, dossier: Dossier | None, bronnen: Bronnen) -> tuple[str, ...]:
    """The rules for this kind of message that `samenhang` cannot check for want of this knowledge."""
    onbekend = _onbekend(_van_buiten(dossier, bronnen))
    codes = (regel.code for regel in _samenhangregels(soort) if not onbekend.isdisjoint(regel.kennis))
    return tuple(dict.fromkeys(codes))


def berichtsoort(bericht: Berichtklasse) -> str:
    """The kind of message, such as wmo301."""
    return type(bericht).__name__.lower()


def _van_buiten(dossier: Dossier | None, bronnen: Bronnen) -> dict[Any, Any]:
    return {
        Dossier: dossier,
        Vandaag: bronnen.vandaag,
        Gemeentelijst: bronnen.gemeenten,
        Productlijst: bronnen.productlijst,
        Tarievenlijst: bronnen.tarievenlijst,
    }


def _onbekend(van_buiten: Mapping[Any, Any]) -> frozenset[Any]:
    return frozenset(kennis for kennis, waarde in van_buiten.items() if waarde is None)


@cache
def _samenhangregels(soort: str) -> tuple[Regel, ...]:
    return tuple(regel for regel in gebouwde_regels() if soort in regel.berichten and not regel.in_bericht)


@dataclass(frozen=True, slots=True)
class _Tak:
    """A type of class in a message: the rules on it, and the fields below which there are more."""

    soort: Any
    regels: tuple[tuple[Regel, Toets, tuple[Any, ...]], ...]
    """Each rule, its function, and the keys under which the knowledge for that is found."""
    velden: tuple[tuple[str, _Tak], ...]


def _boom_van(bericht: Any, *, in_bericht: bool, onbekend: frozenset[Any] = frozenset()) -> _Tak:
    return _tak(bericht, bericht, in_bericht, onbekend)


@cache
def _tak(bericht: Any, soort: Any, in_bericht: bool, onbekend: frozenset[Any]) -> _Tak:
    # Derived once per type of message and lack of knowledge; branches without rules are left out.
    regels = tuple(
        (regel, regel.toets, tuple(_sleutel(kennis, regel, bericht) for kennis in regel.kennis))
        for regel in gebouwde_regels()
        if soort in regel.voor and regel.in_bericht is in_bericht and onbekend.isdisjoint(regel.kennis)
    )
    takken = ((naam, _tak(bericht, deel, in_bericht, onbekend)) for naam, deel in _delen(soort))
    return _Tak(soort, regels, tuple((naam, tak) for naam, tak in takken if tak.regels or tak.velden))


def _takken(tak: _Tak) -> list[_Tak]:
    return [tak, *(onder for _, deel in tak.velden for onder in _takken(deel))]


@cache
def _delen(soort: Any) -> tuple[tuple[str, Any], ...]:
    # The fields that hold a class or classes: `X`, `X | None` or `tuple[X, ...]`.
    hints = ((naam, hint) for naam, hint in get_type_hints(soort).items() if naam != "plaats")
    return tuple((naam, deel) for naam, hint in hints for deel in leden(hint) if _is_klasse(deel))


def _is_klasse(soort: Any) -> bool:
    return isinstance(soort, type) and issubclass(soort, Berichtklasse)


def _sleutel(kennis: Any, regel: Regel, bericht: Any) -> Any:
    if kennis is Telling:
        return regel.toets
    return next((soort for soort in leden(kennis) if soort.__module__ == bericht.__module__), kennis)


def _bekend(bericht: Any, van_buiten: Mapping[Any, Any]) -> dict[Any, Any]:
    """All that a rule can ask for by its key; the classes of the message are added as they come by."""
    return {**van_buiten, **{toets: Telling() for toets in _tellers(bericht.__name__.lower())}}


@cache
def _tellers(soort: str) -> tuple[Any, ...]:
    return tuple(r.toets for r in gebouwde_regels() if Telling in r.kennis and soort in r.berichten)


def _toets_bericht(bericht: Any, boom: _Tak, van_buiten: Mapping[Any, Any]) -> tuple[Bevinding, ...]:
    bekend = _bekend(type(bericht), van_buiten)
    bekend[type(bericht.header)] = bericht.header
    bevindingen: list[Bevinding] = []
    _toets_delen(bericht, boom, bekend, bevindingen)
    _toets_klasse(bericht, boom, bekend, bevindingen)
    return tuple(bevindingen)


def _toets(klasse: Berichtklasse, tak: _Tak, bekend: dict[Any, Any], bevindingen: list[Bevinding]) -> None:
    bekend[tak.soort] = klasse
    _toets_klasse(klasse, tak, bekend, bevindingen)
    _toets_delen(klasse, tak, bekend, bevindingen)


def _toets_delen(
    klasse: Berichtklasse, tak: _Tak, bekend: dict[Any, Any], bevindingen: list[Bevinding]
) -> None:
    for veld, onder in tak.velden:
        waarde = getattr(klasse, veld)
        if isinstance(waarde, tuple):
            for deel in waarde:
                _toets(deel, onder, bekend, bevindingen)
        elif waarde is not None:
            _toets(waarde, onder, bekend, bevindingen)


def _toets_klasse(
    klasse: Berichtklasse, tak: _Tak, bekend: Mapping[Any, Any], bevindingen: list[Bevinding]
) -> None:
    for regel, toets, kennis in tak.regels:
        try:
            for fout in toets(klasse, *map(bekend.__getitem__, kennis)):
                bevindingen.append(_bevinding(regel, fout))
        except NietTeBerekenen as waarom:
            bevindingen.append(_onberekenbaar(regel, klasse, waarom))


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
