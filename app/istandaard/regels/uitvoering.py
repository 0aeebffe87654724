"""Runs the rules over a message, in two stages: what the message alone decides, and what needs more."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple, get_origin, get_type_hints

from app.domain.keten.dossier import Dossier
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.bevindingen import Bevinding
from app.istandaard.codec import Berichtstroom, berichttype
from app.istandaard.codelijsten import Gemeentelijst
from app.istandaard.declaraties import Declaratiebericht, hoofd_van, met_clienten
from app.istandaard.kennis import Kennis, Productlijst, Tarievenlijst, Vandaag
from app.istandaard.regels.regel import Fout, Geweigerd, Regel, Telling, leden
from app.istandaard.tonen import in_gewone_taal
from app.istandaard.waarden import NietTeBerekenen

MEESTE_BEVINDINGEN = 1000
"""Findings that are told of one message; of the others how many there are."""

_REGELMODULE = re.compile(r"(tr|cd|cs)[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was found, and which rules could not be checked, or not wholly, for want of knowledge."""

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


def inhoud(bericht: Berichtklasse, kennis: Kennis | None = None) -> tuple[Bevinding, ...]:
    """Everything that the message alone shows to be wrong (level xslt), all of it at once.

    With `kennis` a finding names its cause also where that stands on a level that is not reached: a total may
    be right above a line that is not (TR358, TR346).
    """
    bevindingen = _toets_bericht(bericht, {}, in_bericht=True)
    if kennis is None or not any(_dieper(bevinding.regel) for bevinding in bevindingen):
        return _met_oorzaken(bevindingen)
    van_buiten = _van_buiten(None, kennis)
    return _met_oorzaken(bevindingen, _toets_bericht(bericht, van_buiten, in_bericht=False))


def samenhang(
    bericht: Berichtklasse,
    dossier: Dossier | None,
    kennis: Kennis,
    meeste: int = MEESTE_BEVINDINGEN,
    geweigerd: Iterable[Berichtklasse] = (),
) -> Uitkomst:
    """Everything wrong in the light of history and outside knowledge (berichtoverstijgend and externe bron).

    A rule whose knowledge the caller does not have (None) is not run, or checks what it can without; its code
    is in `niet_gecontroleerd`.
    Who answers the message needs all findings, and sets `meeste` so. What was `geweigerd` already counts for
    nothing in what is left.
    """
    van_buiten = _van_buiten(dossier, kennis)
    bevindingen = _toets_bericht(bericht, van_buiten, in_bericht=False, meeste=meeste, al_geweigerd=geweigerd)
    return Uitkomst(_met_oorzaken(bevindingen), niet_te_toetsen(berichtsoort(bericht), dossier, kennis))


def in_stroom(stroom: Berichtstroom, kennis: Kennis) -> tuple[Bevinding, ...]:
    """What `inhoud` finds in a message that is streamed, or else what `samenhang` finds without history.

    Only for a message whose rules keep to what a stream promises: a wmo323.
    """
    bericht: Any = berichttype(stroom.soort)
    van_buiten = _van_buiten(None, kennis)
    onbekend = _onbekend(van_buiten)
    bomen = (_boom_van(bericht, True, onbekend), _boom_van(bericht, False, onbekend))
    gevonden = (_Gevonden(), _Gevonden())
    takken: dict[Any, list[tuple[_Tak, _Voeg]]] = {}
    for boom, hier in zip(bomen, gevonden, strict=True):
        for tak in _takken(boom.delen):
            takken.setdefault(tak.soort, []).append((tak, hier.voeg))
    gelezen = _bekend(bericht, van_buiten)
    for klasse in stroom.klassen:
        gelezen[type(klasse)] = klasse
        for tak, voeg in takken.get(type(klasse), ()):
            _toets(tak, klasse, gelezen, voeg)
    geheel = bericht(**{naam: gelezen[soort] for naam, _, soort in _delen(bericht)})
    for boom, hier in zip(bomen, gevonden, strict=True):
        _toets(boom.geheel, geheel, gelezen, hier.voeg)
    in_bericht, dieper = gevonden[0].alle(), gevonden[1].alle()
    return _met_oorzaken(in_bericht, dieper) or _met_oorzaken(dieper)


def niet_te_toetsen(soort: str, dossier: Dossier | None, kennis: Kennis) -> tuple[str, ...]:
    """The rules for this kind of message that `samenhang` cannot check, or not wholly, for want of this."""
    return tuple(ontbreekt(soort, dossier, kennis))


def ontbreekt(soort: str, dossier: Dossier | None, kennis: Kennis) -> dict[str, frozenset[Any]]:
    """By each rule for this kind of message that cannot be checked, or not wholly: the knowledge it lacks.

    What a rule can do without is given as the union that it asks for, `Tarievenlijst | None`.
    """
    return ontbreekt_zonder(soort, _onbekend(_van_buiten(dossier, kennis)))


def ontbreekt_zonder(soort: str, onbekend: Set[Any]) -> dict[str, frozenset[Any]]:
    """The same where these kinds of knowledge are not there."""
    mist: dict[str, frozenset[Any]] = {}
    for regel in _regels_voor(soort, False):
        weg = {deel for deel in regel.vraagt if not onbekend.isdisjoint(leden(deel))}
        if weg:
            mist[regel.code] = mist.get(regel.code, frozenset()) | weg
    return mist


def regels_voor(soort: str, *, in_bericht: bool) -> tuple[str, ...]:
    """The rules that are built for this kind of message: those of `inhoud`, or those of `samenhang`."""
    return tuple(dict.fromkeys(regel.code for regel in _regels_voor(soort, in_bericht)))


@cache
def _regels_voor(soort: str, in_bericht: bool) -> tuple[Regel, ...]:
    regels = gebouwde_regels()
    return tuple(r for r in regels if soort in r.berichten and r.in_bericht is in_bericht)


def berichtsoort(bericht: Berichtklasse) -> str:
    """The kind of message, such as wmo301."""
    return type(bericht).__name__.lower()


def _van_buiten(dossier: Dossier | None, kennis: Kennis) -> dict[Any, Any]:
    return {
        Dossier: dossier,
        Vandaag: kennis.vandaag,
        Gemeentelijst: kennis.gemeenten,
        Productlijst: kennis.productlijst,
        Tarievenlijst: kennis.tarievenlijst,
    }


def _onbekend(van_buiten: Mapping[Any, Any]) -> frozenset[Any]:
    return frozenset(soort for soort, waarde in van_buiten.items() if waarde is None)


@dataclass(frozen=True, slots=True, eq=False)
class _Tak:
    """A type of class in a message: the rules on it, and the fields below which there are more."""

    soort: Any
    regels: tuple[tuple[Regel, tuple[Any, ...]], ...]
    """Each rule, and the keys under which the knowledge for it is found."""
    velden: tuple[tuple[str, bool, _Tak], ...]
    """The name of each field, and whether it is a list."""


class _Boom(NamedTuple):
    """The rules for a message, in the order in which they run."""

    delen: _Tak
    """On its parts."""
    naar_rest: tuple[_Tak, ...]
    """On its parts, in the light of what the others refused; the smallest parts first."""
    geheel: _Tak
    """On it as a whole."""


@cache
def _boom_van(bericht: Any, in_bericht: bool, onbekend: frozenset[Any]) -> _Boom:
    # Derived once per type of message and lack of knowledge.
    regels = [r for r in gebouwde_regels() if r.in_bericht is in_bericht and onbekend.isdisjoint(r.vraagt)]
    eerst = [regel for regel in regels if Geweigerd not in regel.vraagt]
    naar_rest = [regel for regel in regels if Geweigerd in regel.vraagt]
    geheel, *delen = _klassen(bericht)
    rondes = (_tak(bericht, bericht, naar_rest, {soort}) for soort in dict.fromkeys(reversed(delen)))
    return _Boom(
        delen=_tak(bericht, bericht, eerst, set(delen)),
        naar_rest=tuple(tak for tak in rondes if tak.velden),
        geheel=_tak(bericht, bericht, eerst, {geheel}),
    )


def _tak(bericht: Any, soort: Any, regels: list[Regel], voor: set[Any]) -> _Tak:
    """The branch with these rules on the classes of these types; branches without rules are left out."""
    hier = tuple(
        (regel, tuple(_sleutel(gevraagd, regel, bericht) for gevraagd in regel.vraagt))
        for regel in regels
        if soort in regel.voor and soort in voor
    )
    takken = ((naam, is_lijst, _tak(bericht, deel, regels, voor)) for naam, is_lijst, deel in _delen(soort))
    return _Tak(soort, hier, tuple(veld for veld in takken if veld[2].regels or veld[2].velden))


def _klassen(soort: Any) -> list[Any]:
    """A type of class and those below it, each before its parts."""
    return [soort, *(onder for _, _, deel in _delen(soort) for onder in _klassen(deel))]


def _takken(tak: _Tak) -> list[_Tak]:
    return [tak, *(onder for _, _, deel in tak.velden for onder in _takken(deel))]


@cache
def _delen(soort: Any) -> tuple[tuple[str, bool, Any], ...]:
    # The fields that hold a class or classes: `X`, `X | None` or `tuple[X, ...]`; only the last is a list.
    hints = {naam: hint for naam, hint in get_type_hints(soort).items() if naam != "plaats"}
    return tuple(
        (naam, get_origin(hint) is tuple, deel)
        for naam, hint in hints.items()
        for deel in leden(hint)
        if _is_klasse(deel)
    )


def _is_klasse(soort: Any) -> bool:
    return isinstance(soort, type) and issubclass(soort, Berichtklasse)


def _sleutel(gevraagd: Any, regel: Regel, bericht: Any) -> Any:
    if gevraagd is Telling:
        return regel.toets
    eerste, *andere = leden(gevraagd)
    return next((soort for soort in (eerste, *andere) if soort.__module__ == bericht.__module__), eerste)


def _bekend(bericht: Any, van_buiten: Mapping[Any, Any]) -> dict[Any, Any]:
    """All that a rule can ask for by its key, besides the classes that its own class is in."""
    return {**van_buiten, **{toets: Telling() for toets in _tellers(bericht.__name__.lower())}}


@cache
def _tellers(soort: str) -> tuple[Any, ...]:
    return tuple(r.toets for r in gebouwde_regels() if Telling in r.vraagt and soort in r.berichten)


def _toets_bericht(
    bericht: Any,
    van_buiten: Mapping[Any, Any],
    *,
    in_bericht: bool,
    meeste: int = MEESTE_BEVINDINGEN,
    al_geweigerd: Iterable[Berichtklasse] = (),
) -> tuple[Bevinding, ...]:
    soort: Any = type(bericht)
    geweigerd = None if in_bericht else Geweigerd(al_geweigerd)
    bekend = _bekend(soort, van_buiten) | {soort: bericht, type(bericht.header): bericht.header}
    bekend[Geweigerd] = geweigerd
    gevonden = _Gevonden(meeste, geweigerd)
    boom = _boom_van(soort, in_bericht, _onbekend(van_buiten))
    for tak in (boom.delen, *boom.naar_rest, boom.geheel):
        _toets(tak, bericht, bekend, gevonden.voeg)
    return gevonden.alle()


class Toetsing:
    """What `samenhang` finds where the clients of a declaration, or of its answer, come in parts.

    Each part has its own history.

    What is counted and what is refused goes on from part to part: however the clients are divided, the
    findings are those of the whole, in the same order.
    """

    def __init__(
        self, bericht: Declaratiebericht, kennis: Kennis, geweigerd: Iterable[Berichtklasse] = ()
    ) -> None:
        """Begin with nothing looked at; the message is kept until the end."""
        self._bericht, self._kennis = bericht, kennis
        soort: Any = type(bericht)
        van_buiten = _van_buiten(None, kennis)
        self._boom = _boom_van(soort, False, _onbekend(van_buiten) - {Dossier})
        geheel = (bericht, bericht.header, hoofd_van(bericht))
        self._geweigerd = Geweigerd(geweigerd)
        self._bekend = _bekend(soort, van_buiten) | {type(klasse): klasse for klasse in geheel}
        self._bekend[Geweigerd] = self._geweigerd
        self._delen: list[Bevinding] = []
        self._naar_rest: list[list[Bevinding]] = [[] for _ in self._boom.naar_rest]

    def neem_kop(self, dossier: Dossier) -> tuple[Bevinding, ...]:
        """What is found in all that stands above the clients."""
        self._bekend[Dossier] = dossier
        return self._toets(self._boom.delen, met_clienten(self._bericht, ()), self._delen)

    def neem(self, clienten: Iterable[Any], dossier: Dossier) -> tuple[Bevinding, ...]:
        """What is found in these clients."""
        self._bekend[Dossier] = dossier
        clienten = tuple(clienten)
        nieuw: tuple[Bevinding, ...] = ()
        rondes = zip((self._boom.delen, *self._boom.naar_rest), (self._delen, *self._naar_rest), strict=True)
        for ronde, bevindingen in rondes:
            for client in clienten:
                (tak,) = (tak for tak in _takken(ronde) if tak.soort is type(client))
                self._bekend[type(client)] = client
                nieuw += self._toets(tak, client, bevindingen)
        return nieuw

    def rond_af(self) -> Uitkomst:
        """All there is, when all clients have come; with what is found in the message as a whole."""
        geheel = self._toets(self._boom.geheel, self._bericht, [])
        bevindingen = (*self._delen, *chain.from_iterable(self._naar_rest), *geheel)
        onbekend = niet_te_toetsen(berichtsoort(self._bericht), self._bekend[Dossier], self._kennis)
        return Uitkomst(_met_oorzaken(bevindingen), onbekend)

    def _toets(self, tak: _Tak, klasse: Berichtklasse, bij: list[Bevinding]) -> tuple[Bevinding, ...]:
        gevonden = _Gevonden(sys.maxsize, self._geweigerd)
        _toets(tak, klasse, self._bekend, gevonden.voeg)
        bij += gevonden.alle()
        return gevonden.alle()


_Voeg = Callable[[Berichtklasse, Regel, Callable[[], Bevinding]], None]


class _Gevonden:
    """The first findings in a message, and how many more there are.

    Where it is kept what is refused, findings below a refused Client are left out.
    """

    def __init__(self, meeste: int = MEESTE_BEVINDINGEN, geweigerd: Geweigerd | None = None) -> None:
        self._meeste = meeste
        self._geweigerd = geweigerd
        self._eerste: list[Bevinding] = []
        self._meer: Counter[str] = Counter()

    def voeg(self, klasse: Berichtklasse, regel: Regel, maak: Callable[[], Bevinding]) -> None:
        """Take one more, in this class; it is made only where it is told."""
        if self._geweigerd is not None:
            if not self._geweigerd.is_beoordeeld(klasse):
                return
            self._geweigerd.weiger(klasse, _onder(klasse) if type(klasse).__name__ == "Client" else ())
        if len(self._eerste) < self._meeste:
            self._eerste.append(maak())
        else:
            self._meer[regel.code] += 1

    def alle(self) -> tuple[Bevinding, ...]:
        """The first findings; where there are more, one that says so comes last."""
        return _met_slot(self._eerste, self._meer)


def eerste(bevindingen: tuple[Bevinding, ...]) -> tuple[Bevinding, ...]:
    """Those of all that are told; where there are more, one that says so comes last."""
    meer = Counter(bevinding.regel for bevinding in bevindingen[MEESTE_BEVINDINGEN:])
    return _met_slot(bevindingen[:MEESTE_BEVINDINGEN], meer)


def _met_slot(getoond: Iterable[Bevinding], meer: Counter[str]) -> tuple[Bevinding, ...]:
    if not meer:
        return tuple(getoond)
    per_regel = ", ".join(f"{code} ({aantal})" for code, aantal in sorted(meer.items()))
    slot = f"Er zijn nog {meer.total()} bevindingen, die hier niet staan: {per_regel}."
    return (*getoond, Bevinding(min(meer), None, None, None, None, slot))


@cache
def _oorzaken(code: str) -> frozenset[str]:
    return frozenset(
        oorzaak for regel in gebouwde_regels() if regel.code == code for oorzaak in regel.volgt_uit
    )


@cache
def _dieper(code: str) -> bool:
    """Whether the cause of a breach of this rule may be found on a later level."""
    return any(regel.code in _oorzaken(code) and not regel.in_bericht for regel in gebouwde_regels())


def _met_oorzaken(
    bevindingen: tuple[Bevinding, ...], dieper: tuple[Bevinding, ...] = ()
) -> tuple[Bevinding, ...]:
    """The same findings; one that may follow from another, here or deeper, says which to mend first."""
    codes = {bevinding.regel for bevinding in (*bevindingen, *dieper)}
    if all(codes.isdisjoint(_oorzaken(bevinding.regel)) for bevinding in bevindingen):
        return bevindingen
    alle = [(b, b.plaats.pad) for b in (*bevindingen, *dieper) if b.plaats is not None]

    def met_oorzaak(bevinding: Bevinding) -> Bevinding:
        mogelijk = _oorzaken(bevinding.regel)
        if bevinding.plaats is None or codes.isdisjoint(mogelijk):
            return bevinding
        hier = bevinding.plaats.pad
        oorzaken = [(b, pad) for b, pad in alle if b.regel in mogelijk and _raken_elkaar(hier, pad)]
        if not oorzaken:
            return bevinding
        (eerste, pad), *meer = oorzaken
        waar = " / ".join(stap for stap in pad.split("/") if stap.endswith("]")) or pad.rpartition("/")[2]
        wat = "." if eerste in bevindingen else f": {eerste.melding}"
        en_meer = f" (en nog {len(meer)} keer)" if meer else ""
        return replace(
            bevinding,
            eerst=f"Dit kan het gevolg zijn van {eerste.regel} bij {waar}{en_meer}{wat} "
            "Verbeter dat eerst. Klopt dit dan nog niet:",
        )

    return tuple(map(met_oorzaak, bevindingen))


def _raken_elkaar(een: str, ander: str) -> bool:
    """Whether these are paths of the same class, or of one that stands in the other."""
    return een == ander or een.startswith(f"{ander}/") or ander.startswith(f"{een}/")


def _toets(tak: _Tak, klasse: Any, bekend: dict[Any, Any], voeg: _Voeg) -> None:
    """Run the rules on a class, then those on all below it, in document order.

    `bekend` holds what rules can ask for by its key, and gets the classes on the way down.
    """
    for regel, sleutels in tak.regels:
        toets = regel.toets
        try:
            # The last of these says it all, but unpacking takes half as long as a rule itself.
            if not sleutels:
                fouten = toets(klasse)
            elif len(sleutels) == 1:
                fouten = toets(klasse, bekend[sleutels[0]])
            else:
                fouten = toets(klasse, *map(bekend.__getitem__, sleutels))
            for fout in fouten:
                voeg(fout.klasse, regel, partial(_bevinding, regel, fout))
        except NietTeBerekenen as waarom:
            gevraagd = [bekend[sleutel] for sleutel in sleutels if _is_klasse(sleutel)]
            houder = _houder(waarom.waarde, klasse, gevraagd)
            voeg(houder, regel, partial(_onberekenbaar, regel, houder, waarom))
    for naam, is_lijst, onder in tak.velden:
        waarde = getattr(klasse, naam)
        for deel in waarde if is_lijst else () if waarde is None else (waarde,):
            bekend[onder.soort] = deel
            _toets(onder, deel, bekend, voeg)


def _bevinding(regel: Regel, fout: Fout) -> Bevinding:
    # Of what is only counted nothing is put into words: in a large message that is most of all findings.
    plaats, gevonden, verwacht = (
        fout.klasse.plaats,
        in_gewone_taal(fout.gevonden),
        in_gewone_taal(fout.verwacht),
    )
    return Bevinding(
        regel=regel.code,
        retourcode=regel.retourcode,
        klasse=type(fout.klasse).__name__,
        pad=None if plaats is None else f"{plaats.pad}/{fout.veld}",
        regelnummer=None if plaats is None else plaats.regelnummer,
        melding=f"{regel.melding} Gevonden: {gevonden}. Verwacht: {verwacht}.",
        plaats=plaats,
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
        plaats=plaats,
    )


def _houder(waarde: object, klasse: Berichtklasse, gevraagd: Iterable[Berichtklasse]) -> Berichtklasse:
    """The class that holds this value: the one that a rule is for, one that it asks, or one in their lists.

    Equal texts are one value, and one as impossible to calculate with as the other: the first is named.
    """
    zonder_lijsten = ((deel, False) for deel in (klasse, *gevraagd))
    for deel, in_lijsten in (*zonder_lijsten, (klasse, True)):
        houder = _houder_in(deel, waarde, in_lijsten)
        if houder is not None:
            return houder
    return klasse


def _houder_in(klasse: Berichtklasse, waarde: object, in_lijsten: bool) -> Berichtklasse | None:
    if any(getattr(klasse, veld.name) is waarde for veld in fields(klasse)):
        return klasse
    for deel in _delen_van(klasse, in_lijsten):
        houder = _houder_in(deel, waarde, in_lijsten)
        if houder is not None:  # a composed type of the basisschema, such as a period, is part of its class
            return klasse if type(houder).__module__ == Berichtklasse.__module__ else houder
    return None


def _onder(klasse: Berichtklasse) -> Iterator[Berichtklasse]:
    for deel in _delen_van(klasse):
        yield deel
        yield from _onder(deel)


def _delen_van(klasse: Berichtklasse, in_lijsten: bool = True) -> Iterator[Berichtklasse]:
    soort: Any = type(klasse)
    for naam, is_lijst, _ in _delen(soort):
        waarde = getattr(klasse, naam)
        if not is_lijst and waarde is not None:
            yield waarde
        elif is_lijst and in_lijsten:
            yield from waarde
