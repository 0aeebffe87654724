"""What differs between two OpenAPI documents, weighed by whether it could break a caller.

No kept package for Python does this for OpenAPI 3.1, so it is done here, for as much of it as our own
document uses. A caller may read answers strictly, may have generated code from the document, and has a token
with the scopes of the old one. So it breaks when a request that was right is refused or means something else,
or when an answer holds what the old document did not allow. A difference in what this does not know counts as
breaking.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Schema = dict[str, Any]

OPENAPI = Path(__file__).parents[1] / "docs" / "openapi.json"
DOCUMENT: Document = json.loads(OPENAPI.read_text())
"""The document of the API as committed, for every test that reads one: to make it takes seconds, and
tests/api/kader/test_documentatie.py proves that it is the one that is served."""

DEELSCHEMAS = frozenset({"items", "additionalProperties"})
"""Keys of a schema under which stands the schema of what it holds."""
WOORDEN = {"description", "summary", "title", "example", "examples", "externalDocs", "tags", "deprecated"}
"""What is said about a part, not asked of it."""
MINSTENS = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": 0, "multipleOf": 0} | {
    "minimum": -math.inf,
    "exclusiveMinimum": -math.inf,
}
HOOGSTENS = dict.fromkeys(("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"), math.inf)
"""Bounds, with what holds where there is none."""
VORMEN = {"format", "pattern"}
"""Demands that are met or not; whether another one is stricter cannot be told."""
METHODEN = {"get", "put", "post", "patch", "delete", "head", "options"}


@dataclass(frozen=True, slots=True)
class Verschil:
    """One difference: where, what, and whether it could break a caller; what does not is an addition."""

    plek: str
    wat: str
    breekt: bool


def te_lage_versie(oud: Document, nieuw: Document) -> list[Verschil]:
    """The differences for which the new document has too low a version.

    What could break a caller asks for a higher major version, an addition for a higher minor one.
    """
    van, naar = (tuple(map(int, document["info"]["version"].split("."))) for document in (oud, nieuw))
    gevonden = list(dict.fromkeys(_Vergelijking(oud, nieuw).alles()))
    if naar[:1] > van[:1]:
        return []
    return [v for v in gevonden if v.breekt or naar[:2] <= van[:2]]


class _Vergelijking:
    """Goes through both documents side by side."""

    def __init__(self, oud: Document, nieuw: Document) -> None:
        self._oud = oud
        self._nieuw = nieuw
        self._vergeleken: set[tuple[str, str, bool]] = set()

    def alles(self) -> Iterator[Verschil]:
        oud, nieuw = _bewerkingen(self._oud), _bewerkingen(self._nieuw)
        yield from _namen("", "bewerking", oud, nieuw)
        for naam in oud.keys() & nieuw.keys():
            yield from self._bewerking(naam, oud[naam], nieuw[naam])
        wijzen = [d.get("components", {}).get("securitySchemes", {}) for d in (self._oud, self._nieuw)]
        for naam in wijzen[0].keys() | wijzen[1].keys():
            yield from _gelijk(f"aanmelden/{naam}", *(_eisen(w.get(naam, {})) for w in wijzen))

    def _bewerking(self, plek: str, oud: Document, nieuw: Document) -> Iterator[Verschil]:
        yield from _gelijk(plek, {"operationId": oud["operationId"]}, {"operationId": nieuw["operationId"]})
        erbij = _scopes(nieuw) - _scopes(oud)
        if erbij or _scopes(nieuw) != _scopes(oud):
            yield Verschil(plek, f"vraagt nu {sorted(_scopes(nieuw)) or 'geen token'}", bool(erbij))
        parameters = [{(p["in"], p["name"]): p for p in b.get("parameters", ())} for b in (oud, nieuw)]
        yield from self._velden(plek, *parameters, invoer=True)
        inhoud = [{"inhoud": b["requestBody"]} if "requestBody" in b else {} for b in (oud, nieuw)]
        yield from self._velden(plek, *inhoud, invoer=True)
        yield from _namen(plek, "status", oud["responses"], nieuw["responses"])
        for status in oud["responses"].keys() & nieuw["responses"].keys():
            een, ander = self._deel(oud, status), self._volg(self._nieuw, nieuw["responses"][status])
            hier = f"{plek}/{status}"
            yield from _namen(hier, "header", een.get("headers", {}), ander.get("headers", {}))
            yield from self._inhoud(hier, een, ander, invoer=False)

    def _deel(self, oud: Document, status: str) -> Document:
        return self._volg(self._oud, oud["responses"][status])

    def _velden(self, plek: str, oud: Document, nieuw: Document, *, invoer: bool) -> Iterator[Verschil]:
        """Parameters or bodies: each named, obligatory or not, with a schema of its own or one per kind."""
        for naam in oud.keys() - nieuw.keys():
            yield Verschil(plek, f"{naam} is weg", True)
        for naam in nieuw.keys() - oud.keys():
            yield Verschil(plek, f"{naam} is nieuw", bool(nieuw[naam].get("required")))
        for naam in oud.keys() & nieuw.keys():
            hier = f"{plek}/{naam}"
            yield from _verplicht(hier, oud[naam].get("required"), nieuw[naam].get("required"), invoer)
            if "schema" in oud[naam]:
                yield from self._schema(hier, oud[naam]["schema"], nieuw[naam]["schema"], invoer)
            yield from self._inhoud(hier, oud[naam], nieuw[naam], invoer=invoer)

    def _inhoud(self, plek: str, oud: Document, nieuw: Document, *, invoer: bool) -> Iterator[Verschil]:
        soorten = [deel.get("content", {}) for deel in (oud, nieuw)]
        yield from _namen(plek, "mediatype", *soorten)
        for soort in soorten[0].keys() & soorten[1].keys():
            een, ander = (s[soort].get("schema", {}) for s in soorten)
            yield from self._schema(f"{plek}/{soort}", een, ander, invoer)

    def _schema(self, plek: str, oud: Schema, nieuw: Schema, invoer: bool) -> Iterator[Verschil]:
        """A request may ask no more than it did, an answer may give no more."""
        paar = (oud.get("$ref", ""), nieuw.get("$ref", ""), invoer)
        if all(paar[:2]):
            if paar in self._vergeleken:
                return
            self._vergeleken.add(paar)
        oud, nieuw = self._volg(self._oud, oud), self._volg(self._nieuw, nieuw)
        for woord in (oud.keys() | nieuw.keys()) - WOORDEN - {"properties", "required"}:
            een, ander = oud.get(woord), nieuw.get(woord)
            if woord in DEELSCHEMAS and isinstance(een, dict) and isinstance(ander, dict):
                yield from self._schema(f"{plek}[]", een, ander, invoer)
                continue
            if een == ander:
                continue
            wat = f"{woord} was {een!r}, is {ander!r}"
            match woord:
                case "type" | "enum":
                    ruimer, nauwer = not _binnen(ander, een), not _binnen(een, ander)
                    yield Verschil(plek, wat, nauwer if invoer else ruimer)
                case "default":
                    if invoer:
                        yield Verschil(plek, wat, True)
                case _ if woord in VORMEN:
                    yield Verschil(plek, wat, (ander if invoer else een) is not None)
                case _ if woord in MINSTENS | HOOGSTENS:
                    grens = (MINSTENS | HOOGSTENS)[woord]
                    hoger = (grens if ander is None else ander) > (grens if een is None else een)
                    yield Verschil(plek, wat, (hoger == (woord in MINSTENS)) == invoer)
                case _:
                    yield Verschil(plek, wat, True)
        yield from self._eigenschappen(plek, oud, nieuw, invoer)

    def _eigenschappen(self, plek: str, oud: Schema, nieuw: Schema, invoer: bool) -> Iterator[Verschil]:
        velden = [schema.get("properties", {}) for schema in (oud, nieuw)]
        verplicht = [set(schema.get("required", ())) for schema in (oud, nieuw)]
        for naam in velden[0].keys() - velden[1].keys():
            yield Verschil(plek, f"{naam} is weg", True)
        for naam in velden[1].keys() - velden[0].keys():
            yield Verschil(plek, f"{naam} is nieuw", invoer and naam in verplicht[1])
        for naam in velden[0].keys() & velden[1].keys():
            hier = f"{plek}/{naam}"
            yield from _verplicht(hier, naam in verplicht[0], naam in verplicht[1], invoer)
            yield from self._schema(hier, velden[0][naam], velden[1][naam], invoer)

    @staticmethod
    def _volg(document: Document, deel: Document) -> Document:
        """The part, with what it refers to."""
        if "$ref" not in deel:
            return deel
        gevonden: Any = document
        for naam in deel["$ref"].removeprefix("#/").split("/"):
            gevonden = gevonden[naam]
        return gevonden | {naam: waarde for naam, waarde in deel.items() if naam != "$ref"}


def _bewerkingen(document: Document) -> dict[str, Document]:
    return {
        f"{methode.upper()} {pad}": bewerking
        for pad, deel in document["paths"].items()
        for methode, bewerking in deel.items()
        if methode in METHODEN
    }


def _scopes(bewerking: Document) -> set[tuple[str, str]]:
    """What a caller needs; a token without scope counts as one."""
    return {
        (wijze, scope)
        for eis in bewerking.get("security", ())
        for wijze, scopes in eis.items()
        for scope in scopes or ("",)
    }


def _namen(plek: str, soort: str, oud: Document, nieuw: Document) -> Iterator[Verschil]:
    yield from (Verschil(plek, f"{soort} {naam} is weg", True) for naam in oud.keys() - nieuw.keys())
    yield from (Verschil(plek, f"{soort} {naam} is nieuw", False) for naam in nieuw.keys() - oud.keys())


def _verplicht(plek: str, oud: object, nieuw: object, invoer: bool) -> Iterator[Verschil]:
    if bool(oud) != bool(nieuw):
        yield Verschil(plek, "is nu verplicht" if nieuw else "is niet meer verplicht", bool(nieuw) == invoer)


def _gelijk(plek: str, oud: Document, nieuw: Document) -> Iterator[Verschil]:
    if oud != nieuw:
        yield Verschil(plek, f"was {oud}, is {nieuw}", True)


def _eisen(deel: Document) -> Document:
    return {naam: waarde for naam, waarde in deel.items() if naam not in WOORDEN}


def _binnen(nauw: Any, ruim: Any) -> bool:
    """Whether every value of the one is one of the other; None is any value."""
    return ruim is None or (nauw is not None and set(_lijst(nauw)) <= set(_lijst(ruim)))


def _lijst(waarde: Any) -> list[Any]:
    return waarde if isinstance(waarde, list) else [waarde]
