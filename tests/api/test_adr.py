"""The NL API Design Rules (ADR 2.2) that no linter sees, because only answers show them, on every operation.

Each operation is asked for as it succeeded in the recorded story, and once in every way below. The docstring
of a test names the rule. What the document can show is for the linter (tests/spectral).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import reduce
from operator import getitem
from typing import Any, NoReturn

import pytest
from httpx2 import Response

from app.api.kader.buitenlaag import KOPPEN, VERSIE
from app.api.kader.fouten import STATUS
from app.api.kader.rest.probleem import MEDIATYPE
from app.opslag import Onbereikbaar
from tests.api.opname import OPERATIES, Opname, Stap, Terugdraaiend, Wie
from tests.api.test_velden import MET_BODY, bodyschema, met, schrijf, velden
from tests.contract import DOCUMENT

PADEN: dict[str, dict[str, Any]] = DOCUMENT["paths"]
OPERATIE = {o["operationId"]: o for item in PADEN.values() for o in item.values()}
METHODEN = {
    operatie["operationId"]: {"OPTIONS", *map(str.upper, item)} | ({"HEAD"} if "get" in item else set())
    for item in PADEN.values()
    for operatie in item.values()
}
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9].*")


def anders(
    methode: str = "", achter: str = "", inhoud: Callable[[Stap], bytes] | None = None, **koppen: str
) -> Callable[[Opname, Stap], Response]:
    """The request of this step, in which some things are otherwise."""

    def stuur(opname: Opname, stap: Stap) -> Response:
        pad, _, vraag = stap.pad.partition("?")
        pad = (
            pad + achter
            if achter == "/"
            else "?".join(filter(None, (pad, "&".join(filter(None, (vraag, achter))))))
        )
        lichaam = stap.inhoud if inhoud is None else inhoud(stap)
        extra = {naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}
        return opname.stuur(stap.wie, methode or stap.methode, pad, lichaam, stap.koppen | extra, stap.nu)

    return stuur


def zonder_token(opname: Opname, stap: Stap) -> Response:
    return opname.stuur(Wie(), stap.methode, stap.pad, stap.inhoud, stap.koppen, stap.nu)


STROMEN = {"lees_uitbetalingen_csv"}
"""Operations whose answer is sent while it is made, so that its length is not known before."""

WIJZEN: dict[str, Callable[[Opname, Stap], Response]] = {
    "as it is": anders(),
    "without token": zonder_token,
    "HEAD": anders("HEAD", inhoud=lambda _: b""),
    "OPTIONS": anders("OPTIONS", inhoud=lambda _: b""),
    "DELETE": anders("DELETE", inhoud=lambda _: b""),
    "trailing slash": anders(achter="/"),
    "unknown query key": anders(achter="onbekend=1"),
    "other form wanted": anders(Accept="text/csv"),
    "body of another kind": anders(inhoud=lambda _: b"a=b", Content_Type="application/x-www-form-urlencoded"),
    "unreadable body": anders(inhoud=lambda _: b"{", Content_Type="application/json"),
    "unknown fields": anders(
        inhoud=lambda stap: schrijf(
            {**(stap.json if stap.inhoud[:1] == b"{" else {}), "vreemd": 1, "raar": 2}
        ),
        Content_Type="application/json",
    ),
}


class Stuk(Terugdraaiend):
    """A database that breaks as soon as it is used."""

    fout: Exception = RuntimeError("kapot")

    @contextmanager
    def transactie(self, *van: Any, **hoe: Any) -> Iterator[NoReturn]:
        raise self.fout.with_traceback(None)  # else it grows with each
        yield


class Weg(Stuk):
    """A database that is not there."""

    fout = Onbereikbaar("De database antwoordt niet op tijd.")


Antwoorden = dict[tuple[str, str], Response]


@pytest.fixture(scope="session")
def antwoorden(opname: Opname) -> Antwoorden:
    """The answer of every operation to every way of asking."""
    gekregen = {}
    for operatie in OPERATIES:
        stap = opname.stappen[operatie]
        with opname.op(stap.databank, Terugdraaiend):
            for wijze, stuur in WIJZEN.items():
                gekregen[operatie, wijze] = stuur(opname, stap)
        for soort in (Stuk, Weg):
            with opname.op(stap.databank, soort):
                gekregen[operatie, soort.__name__] = anders()(opname, stap)
    return gekregen


def op(antwoorden: Antwoorden, wijze: str) -> Iterator[tuple[str, Response]]:
    return ((operatie, antwoord) for (operatie, w), antwoord in antwoorden.items() if w == wijze)


def velden_van(antwoord: Response) -> set[str]:
    return {fout["veld"] for fout in antwoord.json().get("fouten", ())}


def test_every_answer_has_the_full_version(antwoorden: Antwoorden) -> None:
    """/core/version-header, /core/semver."""
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", VERSIE)
    assert [wat for wat, a in antwoorden.items() if a.headers.get("API-Version") != VERSIE] == []


def test_every_answer_has_the_security_headers(antwoorden: Antwoorden) -> None:
    """/core/transport/security-headers."""
    assert [(wat, kop) for wat, a in antwoorden.items() for kop in KOPPEN if kop not in a.headers] == []


def test_every_status_is_one_that_is_meant(antwoorden: Antwoorden) -> None:
    """/core/http-response-code: all that there are were seen, and 422 is not one of them.

    Whether a 202 was depends on how far judging got with the message before it.
    """
    gezien = {a.status_code for a in antwoorden.values()}
    assert gezien | {202} == {200, 201, 202, 204, 400, 401, 404, 405, 406, 415, 500, 503}


def test_every_status_of_an_operation_stands_in_the_document(antwoorden: Antwoorden) -> None:
    """/core/doc-openapi; a method or an address that does not exist has no place in it."""
    ongenoemd = [
        (operatie, wijze, antwoord.status_code)
        for (operatie, wijze), antwoord in antwoorden.items()
        if wijze not in ("HEAD", "OPTIONS", "DELETE", "trailing slash")
        and str(antwoord.status_code) not in OPERATIE[operatie]["responses"]
    ]
    assert ongenoemd == []


def test_every_error_is_a_problem_that_says_its_status(antwoorden: Antwoorden) -> None:
    """/core/error-handling/problem-details; the answer to HEAD has no body."""
    soorten = {f"/v1/problemen/{fout.soort}": status for fout, status in STATUS.items()}
    for (operatie, wijze), antwoord in antwoorden.items():
        if antwoord.status_code >= 400 and wijze != "HEAD":
            probleem = antwoord.json()
            assert antwoord.headers["content-type"] == MEDIATYPE, (operatie, wijze)
            assert probleem["status"] == antwoord.status_code == soorten[probleem["type"]], (operatie, wijze)
            assert probleem["title"], (operatie, wijze)
            assert probleem["detail"], (operatie, wijze)


def test_without_a_token_only_what_is_public_answers(antwoorden: Antwoorden) -> None:
    """/core/http-response-code."""
    for operatie, antwoord in op(antwoorden, "without token"):
        assert antwoord.status_code == (401 if "security" in OPERATIE[operatie] else 200), operatie


def test_an_address_with_a_trailing_slash_does_not_exist(antwoorden: Antwoorden) -> None:
    """/core/no-trailing-slash: not found, and no redirect."""
    for operatie, antwoord in op(antwoorden, "trailing slash"):
        assert antwoord.status_code == 404, operatie
        assert "location" not in antwoord.headers, operatie
        assert antwoord.history == [], operatie


def test_a_method_that_is_not_there_names_those_that_are(antwoorden: Antwoorden) -> None:
    """/core/http-methods; /besluiten/voorstellen does not take what /besluiten/{id} takes."""
    for operatie, antwoord in op(antwoorden, "DELETE"):
        assert antwoord.status_code == 405, operatie
        assert set(antwoord.headers["allow"].split(", ")) == METHODEN[operatie], operatie


def test_options_names_the_methods_and_nothing_else(antwoorden: Antwoorden) -> None:
    """/core/http-methods."""
    for operatie, antwoord in op(antwoorden, "OPTIONS"):
        assert (antwoord.status_code, antwoord.content) == (204, b""), operatie
        assert set(antwoord.headers["allow"].split(", ")) == METHODEN[operatie], operatie


def test_head_is_get_without_a_body(antwoorden: Antwoorden) -> None:
    """/core/http-methods, /core/http-safety."""
    for operatie, antwoord in op(antwoorden, "HEAD"):
        geheel = antwoorden[operatie, "as it is"]
        assert antwoord.content == b"", operatie
        if geheel.request.method == "GET":
            assert antwoord.status_code == geheel.status_code, operatie
            assert antwoord.headers["content-type"] == geheel.headers["content-type"], operatie
            lengte = None if operatie in STROMEN else str(len(geheel.content))
            assert antwoord.headers.get("content-length") == lengte, operatie


def test_a_query_key_that_does_not_exist_is_refused_by_name(antwoorden: Antwoorden) -> None:
    """/core/error-handling/invalid-input."""
    for operatie, antwoord in op(antwoorden, "unknown query key"):
        assert antwoord.status_code == 400, operatie
        assert velden_van(antwoord) == {"onbekend"}, operatie


def test_all_fields_that_do_not_exist_are_refused_by_name(antwoorden: Antwoorden) -> None:
    """/core/error-handling/invalid-input, /core/error-handling/all-errors."""
    for operatie in MET_BODY:
        antwoord = antwoorden[operatie, "unknown fields"]
        assert antwoord.status_code == 400, operatie
        assert velden_van(antwoord) == {"vreemd", "raar"}, operatie


def test_every_moment_in_an_answer_is_in_utc(antwoorden: Antwoorden) -> None:
    """/core/date-time/timezone."""
    gevonden = {
        (operatie, m) for operatie, antwoord in op(antwoorden, "as it is") for m in momenten(antwoord)
    }
    assert len(gevonden) > 20
    assert {m for _, m in gevonden if not m.endswith("Z")} == set()


def test_a_moment_may_come_in_with_any_offset_and_means_the_same(
    opname: Opname, antwoorden: Antwoorden
) -> None:
    """/core/date-time/timezone."""
    geprobeerd = []
    for operatie, plek in velden_met("date-time", opname):
        stap = opname.stappen[operatie]
        inhoud = schrijf(met(stap.json, plek, _elders(reduce(getitem, plek, stap.json))))
        with opname.op(stap.databank, Terugdraaiend):
            antwoord = opname.stuur(stap.wie, stap.methode, stap.pad, inhoud, stap.koppen, stap.nu)
        assert antwoord.status_code == stap.status, (operatie, plek)
        assert momenten(antwoord) == momenten(antwoorden[operatie, "as it is"]), (operatie, plek)
        geprobeerd.append(operatie)
    assert len(geprobeerd) >= 2


@pytest.mark.parametrize(
    ("vorm", "waarden"),
    [
        ("date-time", ["2026-03-02T09:00:00", "2026-03-02", 1772442000]),
        ("date", ["2026-03-02T00:00:00Z", 20260302, 1772442000]),
    ],
)
def test_a_moment_without_offset_and_a_day_that_is_a_number_are_refused(
    opname: Opname, vorm: str, waarden: list[Any]
) -> None:
    """/core/date-time/format, /core/date-time/timezone, /core/date-time/date-omit-time-portion."""
    geprobeerd = []
    for operatie, plek in velden_met(vorm, opname):
        stap = opname.stappen[operatie]
        with opname.op(stap.databank, Terugdraaiend):
            for waarde in waarden:
                inhoud = schrijf(met(stap.json, plek, waarde))
                antwoord = opname.stuur(stap.wie, stap.methode, stap.pad, inhoud, stap.koppen, stap.nu)
                assert antwoord.status_code == 400, (operatie, plek, waarde)
        geprobeerd.append(operatie)
    assert len(geprobeerd) >= 2


def velden_met(vorm: str, opname: Opname) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every field of this format that the story fills in, with its operation."""
    for operatie in MET_BODY:
        for plek, schema, _ in velden(bodyschema(operatie) or {}, opname.stappen[operatie].json):
            if schema.get("format") == vorm:
                yield operatie, plek


def momenten(antwoord: Response) -> set[str]:
    """Every moment in this answer."""
    if antwoord.headers.get("content-type") != "application/json":
        return set()
    te_doen, gevonden = [antwoord.json()], set()
    while te_doen:
        deel = te_doen.pop()
        if isinstance(deel, dict | list):
            te_doen += deel.values() if isinstance(deel, dict) else deel
        elif isinstance(deel, str) and _MOMENT.fullmatch(deel):
            gevonden.add(deel)
    return gevonden


def _elders(moment: str) -> str:
    """The same moment, as Nepal writes it."""
    nepal = timezone(timedelta(hours=5, minutes=45))
    return datetime.fromisoformat(moment).astimezone(nepal).isoformat()
