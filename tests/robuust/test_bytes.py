"""Hostile bytes on a real socket, to a server as `wmo serve` runs it: refused in time, never with a 5xx."""

import gzip
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.api.kader.buitenlaag import KOPPEN
from app.api.kader.lokale_uitgever import LokaleUitgever
from app.api.kader.rest.probleem import MEDIATYPE
from app.api.scopes import SCOPES
from app.domain.partijen import Rol
from app.instellingen import Instellingen
from tests.server import Server, draai, omgeving

SECONDEN = 1
"""How long this server waits for the head of a request, and then for its body."""
GEDULD = 60
"""Seconds without an answer after which a request counts as hanging, on a machine that is busy."""
GROOTST = 3_000_000

DICHT = 0
"""In place of a status: the connection was closed without an answer."""


def verzoek(
    inhoud: bytes | None = None,
    *,
    regel: bytes = b"POST /v1/clienten HTTP/1.1",
    soort: bytes = b"application/json",
    koppen: bytes = b"",
    lengte: bytes | None = None,
) -> bytes:
    """A request that is right except for what is given; TOKEN stands for a token that holds."""
    hoofd = regel + b"\r\nHost: wmo\r\nAuthorization: Bearer TOKEN\r\nConnection: close\r\n" + koppen
    if inhoud is None:
        return hoofd + b"\r\n"
    lengte = str(len(inhoud)).encode() if lengte is None else lengte
    return hoofd + b"Content-Type: " + soort + b"\r\nContent-Length: " + lengte + b"\r\n\r\n" + inhoud


def lees(doel: bytes, *, koppen: bytes = b"") -> bytes:
    return verzoek(regel=b"GET " + doel + b" HTTP/1.1", koppen=koppen)


def in_stukken(stukken: bytes, koppen: bytes = b"") -> bytes:
    """A request with a chunked body, of which these are the bytes."""
    kop = b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n" + koppen
    return verzoek(koppen=kop) + stukken


def bericht(inhoud: bytes, koppen: bytes = b"") -> bytes:
    regel = b"POST /v1/validaties HTTP/1.1"
    return verzoek(inhoud, regel=regel, soort=b"application/xml", koppen=koppen)


def entiteiten(aantal: int) -> bytes:
    rij = b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, aantal))
    return b"<!DOCTYPE a [<!ENTITY a0 'lol'>" + rij + b"]><a>&a%d;</a>" % (aantal - 1)


JSON = {
    "lone surrogate": b'{"bsn":"\\ud800"}',
    "encoded surrogate": b'{"bsn":"\xed\xa0\x80"}',
    "NaN": b'{"bsn":NaN}',
    "Infinity": b'{"bsn":-Infinity}',
    "NUL": b'{"bsn":"\x00"}',
    "escaped NUL": b'{"bsn":"\\u0000"}',
    "same name twice": b'{"bsn":"999990019","bsn":"999990019"}',
    "50,000 lists deep": b"[" * 50_000 + b"]" * 50_000,
    "50,000 objects deep": b'{"a":' * 50_000,
    "whole number of 100,000 digits": b'{"bsn":' + b"9" * 100_000 + b"}",
    "exponent without end": b'{"bsn":1e999999999}',
    "bad UTF-8": b'{"bsn":"\xff\xfe"}',
    "UTF-16": '{"bsn":"999990019"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "byte order mark twice": b"\xef\xbb\xbf\xef\xbb\xbf{}",
    "nothing": b"",
    "spaces": b" " * 100_000,
    "50,000 names": b"{" + b",".join(b'"n%d":1' % n for n in range(50_000)) + b"}",
    "no object": b"7",
    "null": b"null",
    "two values": b"{}{}",
    "gzip": gzip.compress(b"{}"),
}

XML = {
    "nothing": b"",
    "DTD": b"<!DOCTYPE a><a/>",
    "external DTD": b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>",
    "entities that multiply": entiteiten(12),
    "entity of a file": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "entity of the net": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>]><a>&x;</a>",
    "parameter entity": b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><a/>",
    "schema of its own": b"<a xmlns:x='http://www.w3.org/2001/XMLSchema-instance' "
    b"x:schemaLocation='urn:a http://127.0.0.1:9/a.xsd'/>",
    "include": b"<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='file:///etc/passwd'/></a>",
    "100,000 elements deep": b"<a>" * 100_000 + b"</a>" * 100_000,
    "attribute of a million characters": b"<a b='" + b"x" * 1_000_000 + b"'/>",
    "100,000 attributes": b"<a " + b" ".join(b"a%d=''" % n for n in range(100_000)) + b"/>",
    "name of a million characters": b"<" + b"a" * 1_000_000 + b"/>",
    "NUL": b"<a>\x00</a>",
    "bad UTF-8": b"<a>\xff</a>",
    "unknown encoding": b"<?xml version='1.0' encoding='KLINGON'?><a/>",
    "UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-",
    "UTF-32": "<a/>".encode("utf-32"),
    "breaks off": b"<a><b>",
    "instruction": b"<?xml-stylesheet href='file:///etc/passwd'?><a/>",
}

STUKKEN = {
    "size that is no number": (b"zz\r\n{}\r\n0\r\n\r\n", {400}),
    "negative size": (b"-2\r\n{}\r\n0\r\n\r\n", {400}),
    "size beyond 64 bits": (b"fffffffffffffffff\r\n{}", {400}),
    "size of many digits": (b"0" * 100_000 + b"2\r\n{}\r\n0\r\n\r\n", {DICHT, 400}),
    "size larger than what comes": (b"ff\r\n{}", {408}),
    "size smaller than what comes": (b'1\r\n{"a":1}\r\n0\r\n\r\n', {400}),
    "size above the limit": (b"ffffff\r\n" + b"x" * (GROOTST + 1), {413}),
    "extension": (b"2;a=b\r\n{}\r\n0\r\n\r\n", {400}),
    "endless extension": (b"2;" + b"a" * 200_000 + b"\r\n{}\r\n0\r\n\r\n", {DICHT, 400}),
    "trailers": (b"2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n", {400}),
    "many trailers": (b"2\r\n{}\r\n0\r\n" + b"A: b\r\n" * 50_000 + b"\r\n", {DICHT, 400}),
    "of one byte each": (b"1\r\n \r\n" * 1_100_000 + b"0\r\n\r\n", {400}),
    "of 64 bytes each": ((b"40\r\n" + b" " * 64 + b"\r\n") * 20_000 + b"0\r\n\r\n", {413}),
    "no end": (b"2\r\n{}\r\n", {408}),
    "line feeds only": (b"2\n{}\n0\n\n", {400, 408}),
    "nothing": (b"", {408}),
}

GEVALLEN: dict[str, tuple[bytes, set[int]]] = {
    **{f"JSON: {naam}": (verzoek(inhoud), {400}) for naam, inhoud in JSON.items()},
    **{f"XML: {naam}": (bericht(inhoud), {400}) for naam, inhoud in XML.items()},
    **{f"chunks: {naam}": (in_stukken(stukken), statussen) for naam, (stukken, statussen) in STUKKEN.items()},
    # How long a body is
    "length: more than comes": (verzoek(b"{}", lengte=b"100"), {408}),
    "length: less than comes": (verzoek(b'{"a":1}', lengte=b"2"), {400}),
    "length: negative": (verzoek(b"{}", lengte=b"-1"), {400}),
    "length: with a plus": (verzoek(b"{}", lengte=b"+2"), {400}),
    "length: hexadecimal": (verzoek(b"{}", lengte=b"0x2"), {400}),
    "length: Arabic digit": (verzoek(b"{}", lengte="\u0662".encode()), {400}),
    "length: of a thousand digits": (verzoek(b"{}", lengte=b"9" * 1000), {400, 413}),
    "length: just above the limit": (verzoek(b"", lengte=str(GROOTST + 1).encode()), {413}),
    "length: twice, the same": (verzoek(b"{}", koppen=b"Content-Length: 2\r\n"), {400}),
    "length: twice, different": (verzoek(b"{}", koppen=b"Content-Length: 9\r\n"), {400}),
    "length: beside chunks": (in_stukken(b"2\r\n{}\r\n0\r\n\r\n", b"Content-Length: 12\r\n"), {400}),
    "length: none": (verzoek(koppen=b"Content-Type: application/json\r\n") + b"{}", {400}),
    "chunks twice": (in_stukken(b"0\r\n\r\n", b"Transfer-Encoding: chunked\r\n"), {400}),
    "unknown transfer encoding": (verzoek(b"{}", koppen=b"Transfer-Encoding: gzip, chunked\r\n"), {400}),
    # Compression
    "gzip, said to be": (verzoek(gzip.compress(bytes(10**7)), koppen=b"Content-Encoding: gzip\r\n"), {415}),
    "gzip, in a message": (bericht(gzip.compress(bytes(10**7)), b"Content-Encoding: gzip\r\n"), {415}),
    # Headers
    "header of 100,000 bytes": (lees(b"/livez", koppen=b"X-A: " + b"a" * 100_000 + b"\r\n"), {400}),
    "10,000 headers": (lees(b"/livez", koppen=b"X-A: b\r\n" * 10_000), {400}),
    "header of a million bytes": (lees(b"/livez", koppen=b"X-A: " + b"a" * 10**6 + b"\r\n"), {DICHT, 400}),
    "190 headers": (lees(b"/v1/clienten", koppen=b"X-A: b\r\n" * 190), {200}),
    "210 headers": (lees(b"/v1/clienten", koppen=b"X-A: b\r\n" * 210), {400}),
    "210 headers, and no end": (lees(b"/v1/clienten", koppen=b"X-A: b\r\n" * 210)[:-2], {400}),
    "NUL in a header": (lees(b"/livez", koppen=b"X-A: a\x00b\r\n"), {400}),
    "CR in a header": (lees(b"/livez", koppen=b"X-A: a\rX-B: c\r\n"), {400}),
    "folded header": (lees(b"/livez", koppen=b"X-A: a\r\n b\r\n"), {200, 400}),
    "space before the colon": (lees(b"/livez", koppen=b"X-A : b\r\n"), {400}),
    "header without a name": (lees(b"/livez", koppen=b": b\r\n"), {400}),
    "header without a colon": (lees(b"/livez", koppen=b"X-A\r\n"), {400}),
    "high bytes in a header": (lees(b"/v1/clienten", koppen=b"Accept: \xff\xfe\r\n"), {406}),
    "high bytes in If-Match": (verzoek(b"{}", koppen=b"If-Match: \xff\r\n"), {400}),
    "high bytes in Idempotency-Key": (verzoek(b"{}", koppen=b"Idempotency-Key: \xe9\r\n"), {400}),
    "high bytes in traceparent": (lees(b"/v1/clienten", koppen=b"traceparent: 00-\xb2\r\n"), {200}),
    "high bytes in a content type": (verzoek(b"{}", soort=b"application/json; charset=\xff"), {415}),
    "two hosts": (lees(b"/livez", koppen=b"Host: ander\r\n"), {400}),
    "a list of hosts": (lees(b"/livez").replace(b"Host: wmo", b"Host: a, b"), {400}),
    "host with a bad port": (lees(b"/livez").replace(b"Host: wmo", b"Host: wmo:65536"), {400}),
    "host with userinfo": (lees(b"/livez").replace(b"Host: wmo", b"Host: a:b@wmo"), {400}),
    "host that is half an address": (lees(b"/livez").replace(b"Host: wmo", b"Host: [::1"), {400}),
    "host that is a wrong address": (lees(b"/livez").replace(b"Host: wmo", b"Host: [1:2]"), {400}),
    "host that is an address": (lees(b"/livez").replace(b"Host: wmo", b"Host: [::1]:8000"), {200}),
    "host with all that a name may hold": (
        lees(b"/livez").replace(b"Host: wmo", b"Host: a_b-c.d%41:"),
        {200},
    ),
    "empty host": (lees(b"/livez").replace(b"Host: wmo", b"Host:"), {200}),
    "no host": (b"GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
    "two tokens": (lees(b"/v1/clienten", koppen=b"Authorization: Bearer x\r\n"), {401}),
    "token of 15,000 bytes": (
        b"GET /v1/clienten HTTP/1.0\r\nAuthorization: Bearer " + b"a" * 15_000 + b"\r\n\r\n",
        {401},
    ),
    "upgrade to a websocket": (lees(b"/v1/clienten", koppen=b"Upgrade: websocket\r\n"), {200}),
    "upgrade to HTTP/2": (
        b"GET /livez HTTP/1.1\r\nHost: wmo\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
        {200},
    ),
    "HTTP/2 at once": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), {400}),
    # The first line
    "absolute address": (lees(b"http://elders.example/livez"), {200}),
    "absolute address, encoded": (lees(b"http%3A//elders.example/livez"), {404}),
    "absolute address, half a host": (lees(b"http://[::1/livez"), {400}),
    "absolute address, bad port": (lees(b"http://127.0.0.1:99999/livez"), {400}),
    "absolute address, userinfo": (lees(b"http://a:b@127.0.0.1/livez"), {400}),
    "absolute address, no host": (lees(b"http:///livez"), {400}),
    "absolute address, only a host": (lees(b"http://elders.example:80?a=b"), {200, 404}),
    "a later minor version": (lees(b"/livez").replace(b"HTTP/1.1", b"HTTP/1.9"), {200}),
    "another major version": (lees(b"/livez").replace(b"HTTP/1.1", b"HTTP/2.0"), {505}),
    "authority": (verzoek(regel=b"CONNECT wmo:443 HTTP/1.1"), {404, 405}),
    "asterisk": (verzoek(regel=b"OPTIONS * HTTP/1.1"), {404}),
    "two slashes": (lees(b"//v1/clienten"), {404}),
    "dots": (lees(b"/v1/../v1/clienten"), {404}),
    "encoded dots": (lees(b"/docs/%2e%2e/%2e%2e/etc/passwd"), {404}),
    "encoded slash": (lees(b"/v1%2fclienten%2f..%2f..%2fetc"), {404}),
    "encoded NUL": (lees(b"/v1/clienten/%00"), {400, 404}),
    "encoded NUL in a query": (lees(b"/v1/clienten?cursor=%00"), {400}),
    "half a percent sign": (lees(b"/v1/clienten/%"), {400, 404}),
    "bad percent sign": (lees(b"/v1/clienten/%zz?cursor=%zz"), {400, 404}),
    "encoded high bytes": (lees(b"/v1/clienten/%ff%fe"), {400, 404}),
    "encoded high bytes in a query": (lees(b"/v1/clienten?cursor=%ff"), {400}),
    "raw high bytes": (lees(b"/v1/clienten/\xff"), {400}),
    "encoded line end": (lees(b"/v1/clienten/%0d%0aSet-Cookie:a=b"), {400, 404}),
    "path of 15,000 bytes": (lees(b"/v1/" + b"a" * 15_000), {404}),
    "path of 33,000 bytes": (lees(b"/v1/" + b"a" * 33_000), {400}),
    "query of 10,000 keys": (lees(b"/v1/clienten?" + b"&".join(b"a%d=1" % n for n in range(6000))), {400}),
    "fragment": (lees(b"/v1/clienten#a"), {200, 400, 404}),
    "no path": (b"GET  HTTP/1.1\r\nHost: wmo\r\n\r\n", {400}),
    "no version": (b"GET /livez\r\n\r\n", {400}),
    "version 9.9": (verzoek(regel=b"GET /livez HTTP/9.9"), {505}),
    "version 1.0": (b"GET /livez HTTP/1.0\r\n\r\n", {200}),
    "lowercase method": (verzoek(regel=b"get /livez HTTP/1.1"), {405}),
    "unknown method": (verzoek(regel=b"BREW /v1/clienten HTTP/1.1"), {405}),
    "method of 1,000 letters": (verzoek(regel=b"A" * 1000 + b" /v1/clienten HTTP/1.1"), {405}),
    "TRACE": (verzoek(regel=b"TRACE /v1/clienten HTTP/1.1"), {405}),
    "blank lines first": (b"\r\n\r\n" + lees(b"/livez"), {200, 400}),
    "line feeds only": (b"GET /livez HTTP/1.1\nHost: wmo\nConnection: close\n\n", {200}),
    # What does not come
    "nothing": (b"", {DICHT}),
    "half a first line": (b"GET /liv", {DICHT}),
    "half a head": (b"GET /livez HTTP/1.1\r\nHost: wmo\r\n", {DICHT}),
    # Waiting for leave
    "100-continue without a body": (
        verzoek(b"", lengte=b"2", koppen=b"Expect: 100-continue\r\n"),
        {408},
    ),
    "100-continue with too much": (
        verzoek(b"", lengte=str(GROOTST + 1).encode(), koppen=b"Expect: 100-continue\r\n"),
        {413},
    ),
    "unknown expectation": (verzoek(b"{}", koppen=b"Expect: brood\r\n"), {400}),
}
"""What is sent, and which statuses are a right answer; what the first answer says counts."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    """The server; whatever was sent to it, in the end its log holds no error."""
    grenzen = {"WMO_INHOUD_SECONDEN": str(SECONDEN), "WMO_GROOTSTE_INHOUD": str(GROOTST)}
    with draai(omgeving(WMO_DATA=str(data), **grenzen)) as server:
        yield server
    assert server.fouten() == []


@pytest.fixture(scope="module")
def token(server: Server, data: Path) -> bytes:
    return (
        LokaleUitgever.uit_bestand(data / "lokale-uitgever.pem")
        .maak_token(
            publiek=Instellingen.model_fields["publiek"].default,
            rol=Rol.TOEGANG,
            medewerker="medewerker-1",
            scopes=SCOPES,
            gemeente="0957",
        )
        .encode()
    )


@dataclass(frozen=True)
class Antwoord:
    """A final answer of the server."""

    status: int
    koppen: dict[str, str]
    inhoud: bytes

    def keur(self) -> None:
        """It is no fault of ours; and where the app refuses, it does so as a problem, with its headers."""
        assert self.status < 500 or self.status == 505
        if "api-version" not in self.koppen:
            assert self.status == 400
            assert b"Invalid HTTP request received." in self.inhoud
            return
        assert all(kop.lower() in self.koppen for kop in KOPPEN)
        if self.status >= 400:
            assert self.koppen["content-type"] == MEDIATYPE
            assert json.loads(self.inhoud)["status"] == self.status


def lees_antwoorden(verbinding: socket.socket) -> list[Antwoord]:
    """Every answer until the server closes the connection; a TimeoutError is a server that hangs."""
    antwoorden = []
    with suppress(ConnectionResetError), verbinding.makefile("rb") as stroom:
        while regel := stroom.readline():
            koppen = {}
            while kop := stroom.readline().strip():
                naam, _, waarde = kop.decode("latin-1").partition(":")
                koppen[naam.lower()] = waarde.strip()
            status = int(regel.split()[1])
            if status >= 200:
                inhoud = stroom.read(int(koppen.get("content-length", -1)))
                antwoorden.append(Antwoord(status, koppen, inhoud))
    return antwoorden


@contextmanager
def verbonden(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.poort), timeout=GEDULD) as verbinding:
        yield verbinding


def stuur(server: Server, inhoud: bytes) -> list[Antwoord]:
    with verbonden(server) as verbinding:
        with suppress(ConnectionResetError, BrokenPipeError):
            verbinding.sendall(inhoud)
        return lees_antwoorden(verbinding)


def druppel(verbinding: socket.socket) -> bytes:
    """Send a byte whenever the server has been silent for a while, until it closes."""
    verbinding.settimeout(SECONDEN / 10)
    begin = time.monotonic()
    ontvangen = b""
    while time.monotonic() - begin < GEDULD:
        try:
            brok = verbinding.recv(65536)
        except TimeoutError:
            with suppress(ConnectionResetError, BrokenPipeError):
                verbinding.sendall(b"a")
            continue
        except ConnectionResetError:
            brok = b""
        if not brok:
            return ontvangen
        ontvangen += brok
    raise TimeoutError("the server goes on listening")


def antwoordt_nog(server: Server) -> bool:
    (antwoord,) = stuur(server, lees(b"/livez"))
    return antwoord.inhoud == b"ok\n"


@pytest.mark.parametrize(("inhoud", "statussen"), GEVALLEN.values(), ids=GEVALLEN.keys())
def test_hostile_bytes_are_refused_and_the_server_goes_on(
    server: Server, token: bytes, inhoud: bytes, statussen: set[int]
) -> None:
    antwoorden = stuur(server, inhoud.replace(b"TOKEN", token))
    assert (antwoorden[0].status if antwoorden else DICHT) in statussen
    for antwoord in antwoorden:
        antwoord.keur()
    assert antwoordt_nog(server)


def test_requests_in_one_go_are_answered_in_turn(server: Server, token: bytes) -> None:
    open_ = verzoek(regel=b"GET /v1/clienten HTTP/1.1").replace(b"Connection: close\r\n", b"")
    reeks = open_ + open_.replace(b"clienten", b"niets") + verzoek(b"{") + lees(b"/livez")
    antwoorden = stuur(server, reeks.replace(b"TOKEN", token))
    assert [antwoord.status for antwoord in antwoorden] == [200, 404, 400]


def test_what_follows_a_body_of_two_lengths_is_not_taken_for_a_request(server: Server, token: bytes) -> None:
    smokkel = in_stukken(b"0\r\n\r\n" + lees(b"/v1/clienten"), b"Content-Length: 4\r\n")
    antwoorden = stuur(server, smokkel.replace(b"Connection: close\r\n", b"", 1).replace(b"TOKEN", token))
    assert [antwoord.status for antwoord in antwoorden] == [400]


def test_a_body_byte_by_byte_is_given_up(server: Server, token: bytes) -> None:
    with verbonden(server) as verbinding:
        verbinding.sendall(verzoek(b"", lengte=b"1000").replace(b"TOKEN", token))
        assert druppel(verbinding).startswith(b"HTTP/1.1 408 ")


def test_a_head_byte_by_byte_is_given_up(server: Server) -> None:
    with verbonden(server) as verbinding:
        verbinding.sendall(b"GET /livez HTTP/1.1\r\nX-A: ")
        assert druppel(verbinding) == b""


def test_a_body_that_goes_on_after_the_answer_is_given_up(server: Server, token: bytes) -> None:
    blijft = verzoek(b"", lengte=b"99999999").replace(b"Connection: close\r\n", b"")
    with verbonden(server) as verbinding:
        verbinding.sendall(blijft.replace(b"TOKEN", token))
        assert druppel(verbinding).startswith(b"HTTP/1.1 413 ")


def test_a_caller_that_stops_sending_does_no_harm(server: Server) -> None:
    with verbonden(server) as verbinding:
        verbinding.sendall(lees(b"/livez"))
        verbinding.shutdown(socket.SHUT_WR)
        assert [antwoord.status for antwoord in lees_antwoorden(verbinding)] in ([], [200])
    assert antwoordt_nog(server)


def test_two_hundred_that_say_nothing_keep_nobody_waiting(server: Server) -> None:
    with ExitStack() as stapel:
        stil = [stapel.enter_context(verbonden(server)) for _ in range(200)]
        assert antwoordt_nog(server)
        assert [lees_antwoorden(verbinding) for verbinding in stil] == [[]] * 200


def verbindingen_van(server: Server) -> int:
    """The sockets that this process has open; what it closes while they are counted is none."""
    aantal = 0
    for bestand in Path(f"/proc/{server.pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            aantal += os.readlink(bestand).startswith("socket:")
    return aantal


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts the open files of the server")
def test_who_reads_no_answer_is_given_up(server: Server) -> None:
    """Each asks more than the one before: of the last much was never written, of one among them a little."""
    vraag = b"GET /v1/openapi.json HTTP/1.1\r\nHost: wmo\r\n\r\n"
    stuur(server, lees(b"/v1/openapi.json"))  # the first is made, which takes seconds
    in_rust = verbindingen_van(server)
    with ExitStack() as open_:
        for aantal in range(1, 13):
            doof = open_.enter_context(socket.socket())
            doof.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            doof.connect(("127.0.0.1", server.poort))
            doof.sendall(vraag * aantal)
        tot = time.monotonic() + GEDULD
        while verbindingen_van(server) > in_rust and time.monotonic() < tot:
            time.sleep(0.1)
        assert verbindingen_van(server) == in_rust
    assert antwoordt_nog(server)
