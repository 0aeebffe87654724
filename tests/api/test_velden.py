"""Every field of every body, wrong in every way: a Dutch problem that names the field, never a fault of ours.

Each body is the one with which the step succeeds in the recorded story, filled up with the examples of the
fields that it leaves out, so that it holds every field of its schema; one field at a time is changed.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, reduce
from itertools import islice
from operator import getitem
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import ValidationError

from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.kader.rest.json_invoer import lees_json
from app.api.kader.rest.modellen import Invoer
from app.api.kader.rest.probleem import uit_validatie
from app.api.routers import ROUTERS
from app.domain.fouten import OngeldigeInvoer
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from app.main import maak_app
from app.opslag import Databank, Sleutels
from tests.api.conftest import Klok
from tests.api.opname import (
    AGB,
    ANDER_AGB,
    ROERMOND,
    VREEMD_AGB,
    Opname,
    Stap,
    Terugdraaiend,
    Wie,
    neem_alles_op,
)
from tests.api.verhaal import een_bsn
from tests.conftest import zonder_schijf
from tests.contract import DOCUMENT
from tests.tweelingen.lijst import klopt

KANARIE = "Kanariepiet 999990019"
"""Text that may not come back in a problem."""

Plek = tuple[str | int, ...]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Ruw:
    """A piece of JSON that Python would not write."""

    tekst: str


RARE_TEKST = (
    "שלום عليكم ‮omgekeerd‬",
    "👩‍👩‍👧‍👦 🏳️‍🌈 \U0001d510\U0001d522",
    "a" + "\u0301" * 100,
    "regel\u2028einde\u2029\u200b\ufeff\u00ad",
    "<script>&lt;]]>#set page()\\u{0} $x$ @ref *vet* `code` '); DROP TABLE client; --",
    "\U0010ffff",
    "\ud7ff\ue000",
)
GEEN_TEKST = (
    "",
    "   ",
    "\x07bel",
    "\x85",
    "\uffff",
    Ruw('"\\u0000"'),
    Ruw('"\\ud800"'),
    Ruw('"\\udc00\\ud800"'),
)
RANDDATA = (
    "1800-01-01",
    "1899-12-31",
    "1900-02-28",
    "2024-02-29",
    "2026-03-01",
    "2028-02-29",
    "2037-12-31",
    "2199-12-31",
)
GEEN_DATUM = (
    "0001-01-01",
    "1799-12-31",
    "2200-01-01",
    "9999-12-31",
    "2026-02-29",
    "1900-02-29",
    "10000-01-01",
    "0000-01-01",
    "2026-13-01",
    "2026-1-1",
    "26-01-01",
    "vandaag",
)
RANDMOMENTEN = (
    "1800-01-01T00:00:00+23:59",
    "2026-03-02t08:59:59.999999z",
    "2199-12-31T23:59:59.999999-23:59",
    "2026-03-02T08:00:00.123456+05:45",
)
GEEN_MOMENT = (
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "2026-03-01T24:00:00Z",
    "2026-03-01T10:00:00",
    "2026-03-01T10:00:60Z",
    "2026-03-01",
    "1e9",
)
RANDGETALLEN = (0, 1, 99_999, 99_999_999, 10**18 - 1, 0.01, 99_999_999.99)
GEEN_GETAL = tuple(
    Ruw(t) for t in ("-1", "1e400", "1e-400", "9" * 30, "0." + "1" * 30, "NaN", "-Infinity", "1e17", "0.001")
)
VERKEERD = {
    "string": (7, 1.5, True, [KANARIE], {"x": KANARIE}),
    "integer": (KANARIE, "7", True, [7], {"x": 7}, 1.5),
    "number": (KANARIE, "7", True, [7], {"x": 7}),
    "boolean": (KANARIE, 1, "true", [True]),
    "array": (KANARIE, 7, {"x": KANARIE}),
    "object": (KANARIE, 7, [KANARIE]),
}


def schema_van(schema: Schema) -> Schema:
    while "$ref" in schema:
        naam = schema["$ref"].rpartition("/")[2]
        eigen = {sleutel: waarde for sleutel, waarde in schema.items() if sleutel != "$ref"}
        schema = DOCUMENT["components"]["schemas"][naam] | eigen
    return schema


def bodyschema(operatie: str) -> Schema | None:
    """The schema of the JSON body of an operation, if it takes one."""
    (gevonden,) = (
        o for item in DOCUMENT["paths"].values() for o in item.values() if o["operationId"] == operatie
    )
    inhoud = gevonden.get("requestBody", {}).get("content", {})
    return schema_van(inhoud["application/json"]["schema"]) if "application/json" in inhoud else None


MET_BODY = sorted(
    o["operationId"]
    for item in DOCUMENT["paths"].values()
    for o in item.values()
    if "application/json" in o.get("requestBody", {}).get("content", {})
)


VORMEN: dict[str, type[Invoer]] = {
    route.name: route.vorm.inhoud for router in ROUTERS for route in router.routes if route.name in MET_BODY
}


def voorbeeld(schema: Schema) -> Any:
    """A value that the document gives as an example of this schema, with every field that it knows."""
    schema = schema_van(schema)
    if schema.get("type") == "object":
        return {naam: voorbeeld(deel) for naam, deel in schema["properties"].items()}
    if "examples" in schema:
        return vol(schema, schema["examples"][0])
    if schema.get("type") == "array":
        return [voorbeeld(schema["items"])]
    return schema["enum"][0] if "enum" in schema else schema["default"]


def vol(schema: Schema, waarde: Any) -> Any:
    """The value with an example in every field and list that it leaves open."""
    schema = schema_van(schema)
    if isinstance(waarde, dict):
        return {
            naam: vol(deel, waarde[naam]) if naam in waarde else voorbeeld(deel)
            for naam, deel in schema["properties"].items()
        }
    if isinstance(waarde, list):
        return [vol(schema["items"], deel) for deel in waarde or voorbeeld(schema)]
    return waarde


def velden(schema: Schema, waarde: Any, plek: Plek = ()) -> Iterator[tuple[Plek, Schema, bool]]:
    """Every place in the value, with its schema and whether it is obligatory."""
    schema = schema_van(schema)
    if isinstance(waarde, dict):
        for naam, deel in waarde.items():
            eigen = schema["properties"][naam]
            yield (*plek, naam), schema_van(eigen), naam in schema.get("required", ())
            yield from velden(eigen, deel, (*plek, naam))
    elif isinstance(waarde, list) and waarde:
        yield (*plek, 0), schema_van(schema["items"]), False
        yield from velden(schema["items"], waarde[0], (*plek, 0))


def namen(schema: Schema, naam: str = "") -> Iterator[tuple[str, Schema]]:
    """Every field that a schema knows, also inside others: its path, and its own schema."""
    schema = schema_van(schema)
    for eigen, deel in schema.get("properties", {}).items():
        yield f"{naam}.{eigen}".lstrip("."), schema_van(deel)
        yield from namen(deel, f"{naam}.{eigen}".lstrip("."))
    if "items" in schema:
        yield from namen(schema["items"], naam)


@cache
def eerder_beproefd() -> set[tuple[str, str]]:
    """Operation and field, for each field of an object that an earlier operation takes too."""
    gezien: set[tuple[int, str]] = set()
    herhaald = set()

    def loop(operatie: str, schema: Schema, naam: str) -> None:
        schema = schema_van(schema)
        for eigen, deel in schema.get("properties", {}).items():
            pad = f"{naam}.{eigen}".lstrip(".")
            plek = (id(schema["properties"]), eigen)
            if plek in gezien:
                herhaald.add((operatie, pad))
            gezien.add(plek)
            loop(operatie, deel, pad)
        if "items" in schema:
            loop(operatie, schema["items"], naam)

    for operatie in MET_BODY:
        loop(operatie, bodyschema(operatie) or {}, "")
    return herhaald


def met_veld(schema: Schema, body: Any, naam: str) -> tuple[Any, Plek]:
    """A copy that has the field with this path, by example where it is absent, and its first place there."""
    kopie = deepcopy(body)
    plek: Plek = ()
    ouder = kopie
    for stuk in naam.split("."):
        if isinstance(ouder, list):
            plek, ouder, schema = (*plek, 0), ouder[0], schema["items"]
        schema = schema_van(schema)["properties"][stuk]
        ouder[stuk] = ouder.get(stuk) or voorbeeld(schema)
        plek, ouder, schema = (*plek, stuk), ouder[stuk], schema_van(schema)
    return kopie, plek


def met(waarde: Any, plek: Plek, nieuw: Any) -> Any:
    """A copy with this value at this place."""
    kopie = deepcopy(waarde)
    _op(kopie, plek[:-1])[plek[-1]] = nieuw
    return kopie


def zonder(waarde: Any, plek: Plek) -> Any:
    """A copy without what stands at this place."""
    kopie = deepcopy(waarde)
    del _op(kopie, plek[:-1])[plek[-1]]
    return kopie


def _op(waarde: Any, plek: Plek) -> Any:
    """What stands at this place."""
    return reduce(getitem, plek, waarde)


def schrijf(waarde: Any) -> bytes:
    stukken: list[str] = []

    def merk(stuk: object) -> str:
        assert isinstance(stuk, Ruw)
        stukken.append(stuk.tekst)
        return f"@@{len(stukken) - 1}@@"

    tekst = json.dumps(waarde, default=merk)
    for i, stuk in enumerate(stukken):
        tekst = tekst.replace(f'"@@{i}@@"', stuk)
    return tekst.encode()


def naam_van(plek: Plek) -> str:
    """The place as a problem writes it."""
    return "".join(f"[{d}]" if isinstance(d, int) else f".{d}" for d in plek).lstrip(".")


def fout(schema: Schema) -> Iterator[Any]:
    """Values that cannot be right, whatever the rest of the body says."""
    yield None
    yield from VERKEERD[schema["type"]]
    if schema["type"] == "string":
        yield from GEEN_TEKST
        yield KANARIE * 200
        if schema.get("format") == "date":
            yield from GEEN_DATUM
        if schema.get("format") == "date-time":
            yield from GEEN_MOMENT
        if not is_vrij(schema):
            yield KANARIE
    elif schema["type"] in ("integer", "number"):
        yield from GEEN_GETAL
        if schema["type"] == "integer":
            yield Ruw("34.00")  # euros, perhaps, where cents are asked
    elif schema["type"] == "array":
        yield [voorbeeld(schema)[0]] * (schema["maxItems"] + 1)


def is_vrij(schema: Schema) -> bool:
    """Whether this is text in the words of the caller."""
    return not {"enum", "const", "format"} & schema.keys() and bool(
        re.search(schema.get("pattern", ""), KANARIE)
    )


def raar(schema: Schema) -> Iterator[Any]:
    """Values that may be right, and that a process could stumble over."""
    if schema.get("format") == "date":
        yield from RANDDATA
    elif schema.get("format") == "date-time":
        yield from RANDMOMENTEN
    elif schema["type"] == "string" and is_vrij(schema):
        alles, hoogstens = "".join(RARE_TEKST), schema["maxLength"]
        yield from [alles] if len(alles) <= hoogstens else [tekst[:hoogstens] for tekst in RARE_TEKST]
        yield "W" * hoogstens
        yield "é\n" * (hoogstens // 2)
    elif schema["type"] in ("integer", "number"):
        yield from RANDGETALLEN
    elif schema["type"] == "array":
        yield []


def bodies(operatie: str, stap: Stap) -> tuple[Schema, Schema]:
    """The schema of a body, and the body of the story filled up."""
    schema = bodyschema(operatie)
    assert schema is not None
    return schema, vol(schema, stap.json)


class Proef:
    """Sends changed bodies of one step, and gathers what is wrong with the answers."""

    def __init__(self, opname: Opname, stap: Stap, databank: Terugdraaiend) -> None:
        self.opname, self.stap, self.databank = opname, stap, databank
        self.klachten: list[tuple[str, str, str]] = []

    def stuur(self, inhoud: bytes) -> Response:
        stap = self.stap
        return self.opname.stuur(stap.wie, stap.methode, stap.pad, inhoud, stap.koppen, stap.nu)

    def keur(
        self, plek: Plek, inhoud: bytes, wat: object, *, moet_400: bool, noemt: Plek | None = None
    ) -> Response:
        voor = self.databank.voltooid
        antwoord = self.stuur(inhoud)
        klacht = self._klacht(antwoord, moet_400, plek if noemt is None else noemt)
        if not klacht and antwoord.status_code >= 400 and self.databank.voltooid != voor:
            klacht = "a refused request was kept"
        if klacht:
            waarom = f"{klacht}: {antwoord.status_code} {antwoord.text[:300]}"
            self.klachten.append((naam_van(plek), repr(wat)[:60], waarom))
        return antwoord

    def keur_vorm(self, plek: Plek, inhoud: bytes, wat: object, *, noemt: Plek) -> None:
        """Let the form of the body judge it, without sending it: what it refuses is the same there."""
        fout = geweigerd(VORMEN[self.stap.operatie], inhoud)
        if fout is None:
            klacht = "not refused as wrong input"
        elif _echo(repr((fout.melding, fout.velden))):
            klacht = "an echo of the input"
        elif noemt and naam_van(noemt) not in {veld.veld for veld in fout.velden}:
            klacht = "the field is not named"
        else:
            return
        self.klachten.append((naam_van(plek), repr(wat)[:60], klacht))

    def _klacht(self, antwoord: Response, moet_400: bool, plek: Plek) -> str:
        if antwoord.status_code >= 500:
            return "a fault of ours"
        if moet_400 and antwoord.status_code != 400:
            return "not refused as wrong input"
        if antwoord.status_code < 400:
            return ""
        probleem = antwoord.json()
        if not {"title", "detail", "status", "type"} <= probleem.keys():
            return "no problem detail"
        if _echo(antwoord.text):
            return "an echo of the input"
        if moet_400 and plek and naam_van(plek) not in {f["veld"] for f in probleem.get("fouten", ())}:
            return "the field is not named"
        return ""


def _echo(tekst: str) -> bool:
    return "anariepiet" in tekst or "990019" in tekst


def geweigerd(vorm: type[Invoer], inhoud: bytes) -> OngeldigeInvoer | None:
    """What is said when the form of a body refuses it, as the frame says it (see tests/api/kader)."""
    try:
        vorm.model_validate(lees_json(inhoud))
    except OngeldigeInvoer as fout:
        return fout
    except ValidationError as fout:
        return uit_validatie([{**f, "loc": ("body", *f["loc"])} for f in fout.errors()], vorm)
    return None


def onleesbaar(waarde: Any) -> bool:
    """JSON that is refused before any field is looked at; its text is never repeated."""
    tekst = waarde.tekst if isinstance(waarde, Ruw) else ""
    return "\\u" in tekst or tekst[1:3] in ("e4", "e-", "In", "99", "aN") or len(tekst) > 20


OP_SQLITE = pytest.mark.parametrize("opgenomen", ["sqlite"], indirect=True, scope="session")
"""What a body may hold is settled before the database, and tests/opslag keeps values on both."""


@OP_SQLITE
@pytest.mark.parametrize("operatie", MET_BODY)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    schema, body = bodies(operatie, stap)
    with opname.op(stap.databank, Terugdraaiend) as databank:
        proef = Proef(opname, stap, databank)
        for plek, deel, verplicht in velden(schema, body):
            if verplicht:
                proef.keur(plek, schrijf(zonder(body, plek)), "absent", moet_400=True)
            for nummer, waarde in enumerate(fout(deel)):
                anders = schrijf(met(body, plek, waarde))
                noemt = () if onleesbaar(waarde) else plek
                if nummer == 0:
                    proef.keur(plek, anders, waarde, moet_400=True)
                proef.keur_vorm(plek, anders, waarde, noemt=noemt)

    assert proef.klachten == []


@OP_SQLITE
@pytest.mark.parametrize("operatie", MET_BODY)
def test_a_field_that_does_not_exist_or_stands_twice_is_refused(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    schema, body = bodies(operatie, stap)
    with opname.op(stap.databank, Terugdraaiend) as databank:
        proef = Proef(opname, stap, databank)
        objecten = [(), *(plek for plek, deel, _ in velden(schema, body) if deel["type"] == "object")]
        for plek in objecten:
            extra = met({"": body}, ("", *plek, "onbekendVeld"), KANARIE)[""]
            proef.keur((*plek, "onbekendVeld"), schrijf(extra), "unknown", moet_400=True)
        naam = next(iter(body))
        dubbel = schrijf(body)[:-1] + f', "{naam}": "{KANARIE}"}}'.encode()
        proef.keur((naam,), dubbel, "twice", moet_400=True)

    assert proef.klachten == []


UITERSTEN = ("1800-01-01", "2024-02-29", "2199-12-31", RANDMOMENTEN[0], RANDMOMENTEN[2])
ZICHTBAAR_OP = [
    (Wie(ROERMOND, Rol.TOEGANG), "/v1/werkvoorraad"),
    (Wie(AGB, Rol.AANBIEDER), "/v1/werkvoorraad/plannen"),
]


@OP_SQLITE
@pytest.mark.parametrize("operatie", MET_BODY)
def test_an_odd_value_is_explained_or_taken_and_leaves_the_worklists_readable(
    opname: Opname, operatie: str
) -> None:
    """Of a field that an earlier operation takes in the same object, one odd value shows that it is kept."""
    stap = opname.stappen[operatie]
    schema = bodyschema(operatie) or {}
    onleesbaar = []
    with opname.op(stap.databank, Terugdraaiend) as databank:
        proef = Proef(opname, stap, databank)
        for naam, deel in namen(schema):
            basis, plek = met_veld(schema, stap.json, naam)
            if basis == stap.json:
                proef.keur(plek, schrijf(zonder(basis, plek)), "absent", moet_400=False)
            for waarde in islice(raar(deel), 1 if (operatie, naam) in eerder_beproefd() else None):
                anders = schrijf(met(basis, plek, waarde))
                antwoord = proef.keur(plek, anders, waarde, moet_400=False)
                if antwoord.is_success and waarde in UITERSTEN:
                    with opname.op(opname.kopieer(stap.databank)):
                        proef.stuur(anders)
                        gelezen = [opname.stuur(wie, "GET", pad) for wie, pad in ZICHTBAAR_OP]
                    onleesbaar += [anders for lijst in gelezen if lijst.status_code != 200]

    assert (proef.klachten, onleesbaar) == ([], [])


KEUZES = (
    *("1", "2", "3", "02", "03", "06", "12", "b", "AB", "DE", "WW", "0612345678", "9711AB", "02H02"),
    *(ANDER_AGB, een_bsn(), "De Wit", "www.heusden.nl", "brug@zorgmail.example.nl"),
)
"""Texts of which there is one for every form that is asked for."""
ANDER_ID = "0f2d1c9a-7b3e-4a10-8f14-e45fceea467f"
EEN_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def andere(schema: Schema) -> Iterator[Any]:
    """Values that a body may hold in such a field."""
    soort = schema["type"]
    if soort == "boolean":
        yield from (True, False)
    elif soort in ("integer", "number"):
        yield from (1, 2, 3)
    elif soort == "array":
        yield from ([], [voorbeeld(schema)[0]] * 2)
    elif soort == "string" and "enum" in schema:
        yield from schema["enum"]
    elif schema.get("format") == "date":
        yield from ("2026-02-27", "2026-03-02", "2026-09-15", "2026-12-31")
    elif schema.get("format") == "date-time":
        yield from ("2026-02-27T09:00:00Z", "2026-03-02T09:00:00Z")
    elif schema.get("format") == "uuid":
        yield ANDER_ID
    elif soort == "string":
        yield from (tekst for tekst in KEUZES if re.search(schema.get("pattern", ""), tekst))


Stuur = Callable[[bytes], tuple[int, str]]


def te_sturen(opname: Opname, stap: Stap) -> Stuur:
    """What a caller sees of the answer; an id that the program gave out is another one each time."""

    def stuur(inhoud: bytes) -> tuple[int, str]:
        antwoord = opname.stuur(stap.wie, stap.methode, stap.pad, inhoud, stap.koppen, stap.nu)
        gestuurd = inhoud.decode()
        eigen = EEN_UUID.sub(lambda id: id[0] if id[0] in gestuurd else "", antwoord.text)
        return antwoord.status_code, eigen

    return stuur


def te_zien(stuur: Stuur, vorm: type[Invoer], bodies: Iterator[Any]) -> bool:
    """Whether these bodies, each as it may be sent, get answers that differ."""
    antwoorden = set()
    for body in bodies:
        try:
            vorm.model_validate(body)
        except ValidationError:
            continue  # refused for its form: the process does not get to see it
        antwoorden.add(stuur(schrijf(body)))
        if len(antwoorden) > 1:
            return True
    return False


def varianten(schema: Schema, body: Any, naam: str, deel: Schema) -> Iterator[Any]:
    """The body as it is, without this field, and with other values in it."""
    basis, plek = met_veld(schema, body, naam)
    yield basis
    yield zonder(basis, plek)
    for waarde in andere(deel):
        yield met(basis, plek, waarde)


NERGENS = {"uuid": ANDER_ID, "^[0-9]{8}$": VREEMD_AGB}
"""What refers to nothing, by the format or pattern of its field."""


@OP_SQLITE
@pytest.mark.parametrize("operatie", MET_BODY)
def test_a_reference_to_what_is_not_there_is_named(opname: Opname, operatie: str) -> None:
    stap = opname.stappen[operatie]
    schema = bodyschema(operatie) or {}
    ongenoemd = []
    with opname.op(stap.databank, Terugdraaiend) as databank:
        proef = Proef(opname, stap, databank)
        for naam, deel in namen(schema):
            basis, plek = met_veld(schema, stap.json, naam)
            if deel["type"] == "array":
                deel, plek = schema_van(deel["items"]), (*plek, 0)
            nergens = NERGENS.get(deel.get("format", deel.get("pattern")))
            if nergens is None:
                continue
            antwoord = proef.stuur(schrijf(met(basis, plek, nergens)))
            genoemd = {f["veld"] for f in antwoord.json().get("fouten", ())}
            if antwoord.status_code == 404 and naam_van(plek) not in genoemd:
                ongenoemd.append((naam_van(plek), antwoord.text))
    assert ongenoemd == []


@OP_SQLITE
@pytest.mark.parametrize("operatie", MET_BODY)
def test_a_full_body_holds_every_field_of_its_schema(opname: Opname, operatie: str) -> None:
    schema, body = bodies(operatie, opname.stappen[operatie])
    gevuld = {".".join(d for d in plek if isinstance(d, str)) for plek, _, _ in velden(schema, body)}
    assert sorted({naam for naam, _ in namen(schema)} - gevuld) == []


@OP_SQLITE
def test_every_field_of_every_body_makes_a_difference_that_a_caller_can_see(opname: Opname) -> None:
    zonder_gevolg = set()
    for operatie in MET_BODY:
        stap = opname.stappen[operatie]
        schema = bodyschema(operatie)
        assert schema is not None
        with opname.op(stap.databank, Terugdraaiend):
            stuur = te_sturen(opname, stap)
            for inhoud in (schrijf(stap.json), b'{"onbekend": 1}'):
                assert stuur(inhoud) == stuur(inhoud), "differs by itself"
            eenmaal = cache(stuur)
            for naam, deel in namen(schema):
                if deel["type"] == "object":
                    continue  # what stands in it makes the difference
                if not te_zien(eenmaal, VORMEN[operatie], varianten(schema, stap.json, naam, deel)):
                    zonder_gevolg.add(f"{operatie}.{naam}")
    klopt("effect", zonder_gevolg)


SLEUTELS = {"code", "resultaatgebied", "resultaten", "intensiteit", "verwachteIntensiteit", "onderdeel"} | {
    "kanaal", "geadresseerde", "formulierVersie", "gerichtAan", "nummer",
}  # fmt: skip
"""Fields of text by which the process finds something."""


@pytest.mark.parametrize(
    "tekst",
    [
        pytest.param("".join(RARE_TEKST[:3]), id="scripts"),
        pytest.param("".join(RARE_TEKST[3:]), id="markup", marks=pytest.mark.alles),
    ],
)
def test_odd_text_goes_all_the_way_into_documents_and_messages(
    instellingen: Instellingen, uitgever: LokaleUitgever, sqlite_url: str, sleutels: Sleutels, tekst: str
) -> None:
    def vervorm(operatie: str, inhoud: Any) -> Any:
        for plek, deel, _ in list(velden(bodyschema(operatie) or {}, inhoud)):
            vrij = deel["type"] == "string" and not {"pattern", "enum", "const", "format"} & deel.keys()
            if vrij and not SLEUTELS & set(plek):
                lang = (f"{tekst} " * deel["maxLength"])[: deel["maxLength"]]
                inhoud = met(inhoud, plek, lang)
        return inhoud

    app = maak_app(instellingen, databank=zonder_schijf(Databank(sqlite_url, sleutels)))
    with TestClient(app) as lopend:
        opname = Opname(lopend, uitgever, sleutels, sqlite_url, lambda url: url, Klok(), vervorm)
        neem_alles_op(opname)

    assert opname.stappen["lees_besluitdocument"].antwoord.startswith(b"%PDF")
    assert opname.stappen["lees_bericht_xml"].antwoord.startswith(b"<?xml")
