"""Reads and writes every message of iWmo 3.2, from tables derived once from the type hints of its classes.

The schemas have no choice, attribute or wildcard, so the hints say it all: the order of the fields is that of
the elements, and an element lives in the namespace of the class that declares it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from functools import cache, lru_cache
from html import escape
from importlib import import_module
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar, get_args, get_type_hints

from app import geheugen
from app.domain.fouten import OngeldigeInvoer, Veldfout
from app.istandaard import uitgave, xml
from app.istandaard.berichten import basis
from app.istandaard.berichten.basis import Berichtklasse
from app.istandaard.bevindingen import Bevinding
from app.istandaard.waarden import Plaats

_NIET_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What cannot go into a file as it is.
_BIJZONDER = re.compile(f"[&<>\r\n]|{_NIET_IN_XML.pattern}")
_EINDE = "\r\n"
_VEEL = 10_000
# Elements that are not all made at once: that would take as much memory as what they are of.
_KORT = 100
# Elements of a list of texts that may stay.
_NUMMER = r"\[[0-9]+\]"
# Which item of a list, in a path.

_Element = Any  # an element of lxml, of which the type stubs miss a part
_Klasse = Any  # a subclass of Berichtklasse; the type checker holds classes for unhashable


@cache
def berichttype(soort: str) -> type[Berichtklasse]:
    """The class of a message, such as Wmo301 for wmo301."""
    module = import_module(f"app.istandaard.berichten.{soort}")
    klasse: type[Berichtklasse] = getattr(module, soort.capitalize())
    return klasse


def lees(inhoud: bytes, schemas: Path = xml.SCHEMAS, maximum: int = xml.MAXIMUM) -> Berichtklasse:
    """The message in these bytes, once it is valid against its schema.

    Raises `OnleesbaarBericht`, `OnbekendBericht`, or `OngeldigBericht` with every fault in it.
    """
    if len(inhoud) > geheugen.GROOT:
        klasse: _Klasse = berichttype(xml.keur_zonder_boom(inhoud, schemas, maximum))
        if velden := _lange_velden(klasse):
            return _lees_groot(inhoud, klasse, velden)
        boom: _Element = xml.ontleed(inhoud, maximum)
        return _lees_deel(boom, klasse, Plaats("/Bericht", boom.sourceline))
    gekeurd = xml.keur(inhoud, schemas, maximum)
    wortel: _Element = gekeurd.wortel
    return _lees(wortel.iter(), berichttype(gekeurd.soort), Plaats("/Bericht", wortel.sourceline))


def regelnummers(inhoud: bytes, paden: Sequence[str], maximum: int = xml.MAXIMUM) -> list[int]:
    """The lines that `xml.regelnummers` finds in a valid message; no more of it is a tree than while read."""
    velden: tuple[_Veld, ...] = ()
    if len(inhoud) > geheugen.GROOT:
        klasse: _Klasse = berichttype(xml.herken_stroom(BytesIO(inhoud)))
        velden = _lange_velden(klasse)
    if not velden:
        return xml.regelnummers(inhoud, paden, maximum)
    in_deel: dict[str, list[tuple[int, str]]] = {}
    for nummer, pad in enumerate(paden):
        begin = _begin_van(pad, velden)
        in_deel.setdefault(begin, []).append((nummer, pad[len(begin) :]))
    regels: dict[int, int] = {}
    for deel in _delen(inhoud, klasse, velden):
        if gezocht := in_deel.pop(deel.plaats.pad, None):
            gevonden = xml.regels_onder(deel.element, [rest for _, rest in gezocht])
            regels.update(zip((nummer for nummer, _ in gezocht), gevonden, strict=True))
        if not in_deel:
            break
    return [regels[nummer] for nummer in range(len(paden))]


def _begin_van(pad: str, velden: Iterable[_Veld]) -> str:
    """The path of the part in which this path is found."""
    begin = "/Bericht"
    for veld in velden:
        verder = re.match(rf"/{veld.stap}{'' if veld.item is None else _NUMMER}(?=/|$)", pad[len(begin) :])
        if verder is None:
            break
        begin += verder[0]
    return begin


def _lees_groot(inhoud: bytes, klasse: _Klasse, velden: Sequence[_Veld]) -> Berichtklasse:
    """The valid message in these bytes, of which what is in these fields is a tree one item at a time."""
    for deel in _delen(inhoud, klasse, velden):
        deel.waarde = bericht = deel.lees()
    return bericht


@dataclass(slots=True)
class _Deel:
    """A class of which the end has been read, while nothing else around it has."""

    klasse: _Klasse
    element: _Element
    plaats: Plaats
    veld: _Veld | None
    """The field in it of which the items were parts by themselves."""
    waarde: Any = None
    """What was made of it by who goes through the parts."""
    in_veld: list[Any] = field(default_factory=list)
    """Of each item in that field, what was made of it."""
    laatste: _Element = None
    """The element of the last of those."""
    eerdere: dict[_Element, list[str]] = field(default_factory=dict)
    """The texts of lists that are no elements any more."""

    def lees(self) -> Berichtklasse:
        """The class that the element is, where each item in its field was read too."""
        gelezen: Any = _lees_deel(self.element, self.klasse, self.plaats, self.eerdere)
        if self.veld is not None and self.in_veld:
            waarde = self.in_veld[0] if self.veld.item is None else tuple(self.in_veld)
            gelezen = replace(gelezen, **{self.veld.naam: waarde})
        klasse: Berichtklasse = gelezen
        return klasse


def _delen(inhoud: bytes, klasse: _Klasse, velden: Sequence[_Veld]) -> Iterator[_Deel]:
    """The items in these fields, each in the one before it, as they end; last the message itself.

    As a tree a message takes five times its bytes, which the process keeps long after: of each item it goes
    when the next is asked for. So would a long list of texts, such as return codes: of what was read of one,
    only the last stays an element.
    """
    open_: list[_Deel] = []
    tekstlijsten = set(_tekstlijsten(klasse))

    def kort_in() -> None:
        """Shorten the list that is being read. No event tells of it: lxml keeps a thousand of those."""
        element = open_[0].element if open_ else None
        while element is not None and len(element):
            if element.tag in tekstlijsten and len(element) > _KORT:
                teksten = [_tekst(tekst.text or "") for tekst in element[:-1]]
                open_[-1].eerdere.setdefault(element, []).extend(teksten)
                del element[:-1]
            element = element[-1]

    tags = [_wortel(klasse), *(veld.item or veld.tag for veld in velden)]
    for gebeurtenis, element in xml.loop_door(inhoud, tags, na_brok=kort_in):
        diepte = len(open_)
        binnen = velden[diepte] if diepte < len(velden) else None
        if not open_:
            open_.append(_Deel(klasse, element, Plaats("/Bericht", element.sourceline), binnen))
        elif gebeurtenis == "start" and element.tag in tags[diepte : diepte + 1]:
            buiten, veld = open_[-1], velden[diepte - 1]
            nummer = None if veld.item is None else len(buiten.in_veld) + 1
            plaats = Plaats(veld.stap, element.sourceline, buiten.plaats, nummer)
            open_.append(_Deel(veld.soort, element, plaats, binnen))
        elif gebeurtenis == "end" and diepte > 1 and element is open_[-1].element:
            yield _gesloten(open_[-1])
            waarde = open_.pop().waarde
            buiten = open_[-1]
            buiten.in_veld.append(waarde)
            buiten.laatste = element
            if velden[diepte - 2].item is not None:
                _ruim_op(element)  # for each element in it that something refers to, lxml looks at all of it
    yield _gesloten(open_[0])


def _gesloten(deel: _Deel) -> _Deel:
    """The same without the element of the last item in it: empty as that is, it would be read once more."""
    if deel.laatste is not None:
        deel.laatste.getparent().remove(deel.laatste)
        deel.laatste = None
    return deel


class _Tekst(NamedTuple):
    """What was an element in a list of texts."""

    tag: str
    text: str


def _lees_deel(
    element: _Element, klasse: _Klasse, plaats: Plaats, eerdere: Mapping[_Element, list[str]] | None = None
) -> Berichtklasse:
    """The class that this element is; `eerdere` holds the texts of lists that are no elements any more."""

    def elementen() -> Iterator[_Element]:
        for e in element.iter():
            yield e
            if eerdere and (teksten := eerdere.get(e)):
                yield from (_Tekst(e[0].tag, tekst) for tekst in teksten)

    rij = list(islice(elementen(), _VEEL + 1))
    if len(rij) <= _VEEL:
        return _lees(rij, klasse, plaats)
    loper = _Loper(elementen())
    deel: Berichtklasse
    deel, _ = _lezer(klasse, plaats.naam)(_Tags(loper), loper, 0, plaats.ouder, plaats.nummer)
    return deel


@cache
def _lange_velden(klasse: _Klasse) -> tuple[_Veld, ...]:
    """The first field of a message with a list of classes in it, and below it the first lists of classes."""
    for hoofd in _velden(klasse):
        if hoofd.is_klasse and _met_lijsten(hoofd.soort):
            return (hoofd, *_lijsten_in(hoofd.soort))
    return ()


def _lijsten_in(klasse: _Klasse) -> Iterator[_Veld]:
    for veld in islice((veld for veld in _velden(klasse) if veld.is_lijst_van_klassen), 1):
        yield veld
        yield from _lijsten_in(veld.soort)


def _wortel(klasse: _Klasse) -> str:
    return f"{{{_namespace(klasse)}}}Bericht"


def lees_kop(inhoud: bytes, schemas: Path = xml.SCHEMAS) -> Any:
    """The header of the message in these bytes; of a large one the rest is not read.

    Raises what `lees` raises, of a large one only for what stands before it; what breaks the schema is told
    without its place.
    """
    return next(iter(lees_stroom(BytesIO(inhoud), schemas, maximum=0).klassen))


def schrijf(bericht: Berichtklasse, schemas: Path = xml.SCHEMAS) -> bytes:
    """The message as a valid file: UTF-8, no byte order mark, lines that end with CR/LF (OP192).

    Raises `OngeldigeInvoer` for text that XML cannot carry, and `OngeldigBericht` when the schema refuses
    these bytes; its findings point at the `plaats` of the class that is wrong.
    """
    klasse: _Klasse = type(bericht)
    soort, basisschema = _schema(klasse), uitgave.namespace_van("basisschema")
    delen = [
        '<?xml version="1.0" encoding="UTF-8"?>\r\n'
        f'<{soort}:Bericht xmlns:{soort}="{_namespace(klasse)}" xmlns:iwmo="{basisschema}">\r\n'
    ]
    _schrijver(klasse, "  ")(bericht, bericht, delen.append)
    delen.append(f"</{soort}:Bericht>\r\n")
    inhoud = "".join(delen).encode()
    try:
        if len(inhoud) > geheugen.GROOT:
            xml.keur_zonder_boom(inhoud, schemas)
        else:
            xml.keur(inhoud, schemas)
    except xml.OngeldigBericht as fout:
        gewezen = tuple(_wijs_aan(bevinding, bericht) for bevinding in fout.bevindingen)
        raise xml.OngeldigBericht(soort, gewezen) from None
    return inhoud


@dataclass(frozen=True, slots=True)
class Berichtstroom:
    """A message too large to hold, as the classes in it one by one.

    They come in the order of the file, and a class before what is in it: whoever keeps the last class of
    each type has, at any class, those that it is in. A class with lists of classes comes with those lists
    empty, for their items follow; in the 325, where the return codes stand after them, without these too.
    Every other class comes whole, inside the one that it is in.
    """

    soort: str
    """Which message, such as wmo323."""
    klassen: Iterator[Berichtklasse]
    """To be gone through once."""


def lees_stroom(bestand: BinaryIO, schemas: Path = xml.SCHEMAS, maximum: int = xml.MAXIMUM) -> Berichtstroom:
    """The message in a file of any size, within little memory.

    Whether it is valid is known only at the end: the errors of `lees` come when they are met, also while the
    classes are gone through. In a file of more than `maximum` bytes they have no places.
    """
    soort = xml.herken_stroom(bestand)
    return Berichtstroom(soort, _klassen(bestand, soort, schemas, maximum))


def _klassen(bestand: BinaryIO, soort: str, schemas: Path, maximum: int) -> Iterator[Berichtklasse]:
    klasse: _Klasse = berichttype(soort)
    tags = [_wortel(klasse), *_stroomtags(_velden(klasse))]
    open_: list[_Open] = []
    for gebeurtenis, element in xml.stroom(bestand, soort, tags, schemas, maximum):
        if not open_:
            open_.append(_Open(element, klasse, Plaats("/Bericht", element.sourceline), gegeven=True))
            continue
        binnen = open_[-1]
        blad = binnen.blad
        if blad is not None and element.tag == blad.item:
            if gebeurtenis == "start":
                binnen.nummer += 1
            else:
                yield _lees(element.iter(), blad.soort, binnen.plaats_van(blad, element))
                _ruim_op(element)
            continue
        veld = binnen.veld_van(element)
        if gebeurtenis == "start":
            if veld is None:
                continue
            if element.tag != (veld.item or veld.tag):
                binnen.nummer = 0
                binnen.blad = None if _met_lijsten(veld.soort) else veld
                if not binnen.gegeven:
                    binnen.gegeven = True
                    yield binnen.zonder_lijsten()
                continue
            binnen.nummer += 1
            if _met_lijsten(veld.soort):
                open_.append(_Open(element, veld.soort, binnen.plaats_van(veld, element)))
        elif element is binnen.element:
            open_.pop()
            if not binnen.gegeven:
                yield binnen.zonder_lijsten()
            _ruim_op(element)
        elif veld is not None and element.tag == (veld.item or veld.tag):
            yield _lees(element.iter(), veld.soort, binnen.plaats_van(veld, element))
            _ruim_op(element)


@dataclass(slots=True)
class _Open:
    """A class with lists of which the end has not been read yet."""

    element: _Element
    klasse: _Klasse
    plaats: Plaats
    gegeven: bool = False
    nummer: int = 0
    """How many items of the present list have begun."""
    blad: _Veld | None = None
    """The present list, when its items have no lists in them."""

    def veld_van(self, element: _Element) -> _Veld | None:
        """The field of this class that the element is, as a whole or as an item of a list."""
        ouder = element.getparent()
        for veld in _velden(self.klasse):
            if ouder is self.element:
                if element.tag == veld.tag:
                    return veld
            elif ouder is not None and element.tag == veld.item and ouder.tag == veld.tag:
                return veld
        return None

    def zonder_lijsten(self) -> Berichtklasse:
        lijsten = {veld.tag for veld in _velden(self.klasse) if veld.is_lijst_van_klassen}
        buiten = [kind for kind in self.element if kind.tag not in lijsten]
        return _lees(chain([self.element], *(kind.iter() for kind in buiten)), self.klasse, self.plaats)

    def plaats_van(self, veld: _Veld, element: _Element) -> Plaats:
        nummer = None if veld.item is None else self.nummer
        return Plaats(veld.stap, element.sourceline, self.plaats, nummer)


def _tekstlijsten(klasse: _Klasse) -> Iterator[str]:
    """The tags of the lists of texts in a class, and in all that is in it."""
    for veld in _velden(klasse):
        if veld.is_klasse:
            yield from _tekstlijsten(veld.soort)
        elif veld.item is not None:
            yield veld.tag


@cache
def _met_lijsten(klasse: _Klasse) -> bool:
    return any(veld.is_lijst_van_klassen for veld in _velden(klasse))


def _stroomtags(velden: Iterable[_Veld]) -> Iterator[str]:
    for veld in velden:
        yield from filter(None, (veld.tag, veld.item))
        if _met_lijsten(veld.soort):
            yield from _stroomtags(onder for onder in _velden(veld.soort) if onder.is_lijst_van_klassen)


def _ruim_op(element: _Element) -> None:
    element.clear()
    ouder = element.getparent()
    while ouder is not None and element.getprevious() is not None:
        del ouder[0]


@dataclass(frozen=True, slots=True)
class _Veld:
    """A field of a class, and the element that it is."""

    naam: str
    tag: str
    """In Clark notation; for a list that of the element around the items."""
    item: str | None
    """The tag of the items of a list."""
    soort: Any
    """Type of the value, or of each item."""
    is_klasse: bool
    stap: str
    """How the element, or an item, shows in a path."""

    @property
    def is_lijst_van_klassen(self) -> bool:
        return self.is_klasse and self.item is not None


@cache
def _velden(klasse: _Klasse) -> tuple[_Veld, ...]:
    hints = get_type_hints(klasse)
    return tuple(_veld(klasse, veld, hints[veld.name]) for veld in fields(klasse) if veld.name != "plaats")


def _veld(klasse: _Klasse, veld: Field[Any], hint: Any) -> _Veld:
    soort, *rest = get_args(hint) or (hint,)
    naam = "".join(deel.capitalize() for deel in veld.name.split("_"))
    item = veld.metadata.get("item", soort.__name__) if rest == [...] else None
    return _Veld(
        naam=veld.name,
        tag=f"{{{_namespace(klasse)}}}{naam}",
        item=None if item is None else f"{{{_namespace(klasse)}}}{item}",
        soort=soort,
        is_klasse=issubclass(soort, Berichtklasse),
        stap=naam if item is None else f"{naam}/{item}",
    )


def _schema(klasse: _Klasse) -> str:
    """The schema that declares a class; a message has a module by the name of its schema."""
    return "basisschema" if klasse.__module__ == basis.__name__ else klasse.__module__.rpartition(".")[2]


def _namespace(klasse: _Klasse) -> str:
    return uitgave.namespace_van(_schema(klasse))


def _lees(elementen: Iterable[_Element], klasse: _Klasse, plaats: Plaats) -> Berichtklasse:
    """The class of the first of these elements; the others are all that is in it, in document order."""
    rij = list(elementen)
    tags = [element.tag for element in rij]
    tags.append("")
    gelezen: Berichtklasse
    gelezen, _ = _lezer(klasse, plaats.naam)(tags, rij, 0, plaats.ouder, plaats.nummer)
    return gelezen


T_co = TypeVar("T_co", covariant=True)


class _Rij(Protocol[T_co]):
    """What has something at each number."""

    def __getitem__(self, nummer: int, /) -> T_co: ...


class _Loper:
    """Many elements by number, each made when it is asked for: they are asked for in turn.

    Together they would take as much memory as the message itself.
    """

    def __init__(self, elementen: Iterator[_Element]) -> None:
        self._elementen = elementen
        self._nummer = -1
        self._element: _Element = None

    def __getitem__(self, nummer: int) -> _Element:
        while self._nummer < nummer:
            self._nummer += 1
            self._element = next(self._elementen, None)
        return self._element


class _Tags:
    """The tags of those elements; an empty one after the last."""

    def __init__(self, elementen: _Loper) -> None:
        self._elementen = elementen

    def __getitem__(self, nummer: int) -> str:
        element = self._elementen[nummer]
        return "" if element is None else element.tag


_Lezer = Callable[..., tuple[Any, int]]
"""Given all tags and elements, the number of the first to read and the place of the class that it is in
(for an item of a list also which one it is): what it read, and the number of the first element after it."""


@cache
def _lezer(klasse: _Klasse, stap: str) -> _Lezer:
    """A function that reads a class.

    The elements are valid, so a tag alone says which field is present. Slots are set by themselves, for the
    constructor of a frozen class looks up each field by its name.
    """
    nieuw, zet_plaats = klasse.__new__, klasse.plaats.__set__
    tabel = tuple(
        (veld.tag, getattr(klasse, veld.naam).__set__, *_leesveld(veld)) for veld in _velden(klasse)
    )

    def lees_klasse(
        tags: _Rij[str], elementen: _Rij[_Element], i: int, ouder: Plaats | None, nummer: int | None = None
    ) -> tuple[Any, int]:
        gelezen, plaats = nieuw(klasse), Plaats(stap, elementen[i].sourceline, ouder, nummer)
        zet_plaats(gelezen, plaats)
        i += 1
        hier = tags[i]
        for tag, zet, leeg, waarde_van, lees_deel in tabel:
            if hier != tag:
                zet(gelezen, leeg)
                continue
            if waarde_van is not None:
                deel = waarde_van(elementen[i].text or "")
                i += 1
            else:
                deel, i = lees_deel(tags, elementen, i, plaats)
            zet(gelezen, deel)
            hier = tags[i]
        return gelezen, i

    return lees_klasse


def _leesveld(veld: _Veld) -> tuple[Any, Any, Any]:
    """What a field is when it is absent, and what makes it of its text, or else of the elements in it."""
    if veld.item is not None:
        return (), None, _lijstlezer(veld)
    if veld.is_klasse:
        return None, None, _lezer(veld.soort, veld.stap)
    return None, _waarde(veld.soort), None


def _lijstlezer(veld: _Veld) -> _Lezer:
    item = veld.item
    lees_item = _lezer(veld.soort, veld.stap) if veld.is_klasse else _lees_tekst

    def lees_lijst(tags: _Rij[str], elementen: _Rij[_Element], i: int, plaats: Plaats) -> tuple[Any, int]:
        delen: list[Any] = []
        i += 1
        while tags[i] == item:
            deel, i = lees_item(tags, elementen, i, plaats, len(delen) + 1)
            delen.append(deel)
        return tuple(delen), i

    return lees_lijst


def _lees_tekst(_: _Rij[str], elementen: _Rij[_Element], i: int, *waar: Any) -> tuple[str, int]:
    return _tekst(elementen[i].text or ""), i + 1


@lru_cache(4096)
def _tekst(tekst: str) -> str:
    """An equal text that was met before: of return codes there are few."""
    return tekst


@cache
def _waarde(soort: Any) -> Callable[[str], Any]:
    # Values do not change, so equal texts share one: messages repeat their dates and numbers.
    return str if soort is str else lru_cache(4096)(soort)


_Voeg = Callable[[str], None]
_Schrijver = Callable[[Any, Berichtklasse, _Voeg], None]
"""Adds the elements of a value in this class."""


@cache
def _schrijver(klasse: _Klasse, wit: str) -> _Schrijver:
    """A function that adds the elements of a class, each on a line that begins with `wit`."""
    tabel = tuple(_schrijfveld(klasse, veld, wit) for veld in _velden(klasse))

    def schrijf_klasse(k: Any, _: Berichtklasse, voeg: _Voeg) -> None:
        for naam, stap, is_tekst, begin, einde, schrijf_deel in tabel:
            waarde = getattr(k, naam)
            if waarde is None:
                continue
            if schrijf_deel is None:
                tekst = waarde if is_tekst else waarde.tekst
                voeg(f"{begin}{tekst if tekst.isalnum() else _als_xml(tekst, k, stap)}{einde}")
            elif waarde:
                voeg(begin)
                schrijf_deel(waarde, k, voeg)
                voeg(einde)

    return schrijf_klasse


def _schrijfveld(
    klasse: _Klasse, veld: _Veld, wit: str
) -> tuple[str, str, bool, str, str, _Schrijver | None]:
    """What is known of a field before its value is, ending with what writes the elements in it, if any."""
    naam, _, item = veld.stap.partition("/")
    schrijf_deel = None
    if item:
        schrijf_deel = _lijstschrijver(klasse, veld, item, wit + "  ")
    elif veld.is_klasse:
        schrijf_deel = _schrijver(veld.soort, wit + "  ")
    begin, einde = _tags(klasse, naam, wit, om_elementen=schrijf_deel is not None)
    return veld.naam, veld.stap, veld.soort is str, begin, einde, schrijf_deel


def _lijstschrijver(klasse: _Klasse, veld: _Veld, item: str, wit: str) -> _Schrijver:
    begin, einde = _tags(klasse, item, wit, om_elementen=veld.is_klasse)
    schrijf_klasse = _schrijver(veld.soort, wit + "  ") if veld.is_klasse else None

    def schrijf_lijst(waarden: Any, k: Berichtklasse, voeg: _Voeg) -> None:
        for waarde in waarden:
            if schrijf_klasse is None:
                voeg(f"{begin}{_als_xml(waarde, k, veld.stap)}{einde}")
            else:
                voeg(begin)
                schrijf_klasse(waarde, k, voeg)
                voeg(einde)

    return schrijf_lijst


def _tags(klasse: _Klasse, naam: str, wit: str, *, om_elementen: bool) -> tuple[str, str]:
    """What comes before and after a value; elements in it are on lines of their own, a text does not."""
    schema = _schema(klasse)
    prefix = "iwmo" if schema == "basisschema" else schema
    begin, einde = f"{wit}<{prefix}:{naam}>", f"</{prefix}:{naam}>{_EINDE}"
    return (begin + _EINDE, wit + einde) if om_elementen else (begin, einde)


def _als_xml(tekst: str, klasse: Berichtklasse, veld: str) -> str:
    if not _BIJZONDER.search(tekst):
        return tekst
    if _NIET_IN_XML.search(tekst):
        waar = f"{type(klasse).__name__}/{veld}" if klasse.plaats is None else f"{klasse.plaats.pad}/{veld}"
        fout = Veldfout(waar, "Deze tekst bevat een teken dat een bericht niet kan dragen.")
        raise OngeldigeInvoer("Een tekst bevat een teken dat een bericht niet kan dragen.", fout)
    return escape(tekst, quote=False).replace("\r", "&#13;").replace("\n", _EINDE)


def _wijs_aan(bevinding: Bevinding, bericht: Berichtklasse) -> Bevinding:
    """The same finding at the place that its class was made from, not in the file that was never sent."""
    if bevinding.pad is None:
        return bevinding
    stappen = bevinding.pad.split("/")[2:]
    knoop: Any = bericht
    plaats, rest = bericht.plaats, stappen
    for diepte, stap in enumerate(stappen):
        naam, _, nummer = stap.rstrip("]").partition("[")
        if isinstance(knoop, tuple):
            knoop = knoop[int(nummer) - 1]
        else:
            knoop = getattr(knoop, re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", naam).lower(), None)
        if isinstance(knoop, Berichtklasse) and knoop.plaats is not None:
            plaats, rest = knoop.plaats, stappen[diepte + 1 :]
    if plaats is None:
        return replace(bevinding, regelnummer=None)
    return replace(bevinding, pad="/".join([plaats.pad, *rest]), regelnummer=plaats.regelnummer)
